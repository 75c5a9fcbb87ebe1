// Characters that turn the direction of the text behind them. An override shows readers other text
// than programs see; an embedding without its end turns what follows, to the end of its line. So
// overrides go, and what has no partner goes; pairs stay. The weak marks (LRM, RLM, ALM) and joiners are
// no matter of this: Arabic, Persian, Indic scripts and emoji need them.

/// Finds partners among the characters that turn direction in one block of text.
struct DirectionBalance {
  /// What such a character does.
  enum Control: Sendable {
    case embedding
    case override
    case isolate
    /// Ends an embedding or an override.
    case pop
    /// Ends an isolate.
    case popIsolate
  }

  /// What is wrong with one.
  enum Fault: Sendable {
    case override
    case withoutEnd
    case withoutBeginning
  }

  /// The characters so far: whether each may stay, and what is wrong with it.
  private(set) var verdicts: [(isKept: Bool, fault: Fault?)] = []
  private var controls: [Control] = []
  private var open: [Int] = []

  /// The character at an index; nil for any other. All of them are three bytes long.
  static func control(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Control? {
    guard text[index] == 0xE2, index + 2 < text.count else { return nil }
    switch (text[index + 1], text[index + 2]) {
    case (0x80, 0xAA), (0x80, 0xAB): return .embedding
    case (0x80, 0xAC): return .pop
    case (0x80, 0xAD), (0x80, 0xAE): return .override
    case (0x81, 0xA6), (0x81, 0xA7), (0x81, 0xA8): return .isolate
    case (0x81, 0xA9): return .popIsolate
    default: return nil
    }
  }

  /// Takes in the characters of a piece of the block.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    for index in text.indices {
      if let control = Self.control(text, at: index) { add(control) }
    }
  }

  /// Ends the block: what is open now has no end.
  mutating func finish() {
    for index in open { drop(index, .withoutEnd) }
    open = []
  }

  /// A piece without the characters that may not stay; `next` counts those of the block.
  func kept(_ text: UnsafeBufferPointer<UInt8>, next: inout Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if Self.control(text, at: index) != nil {
        if verdicts[next].isKept { out += text[index..<index + 3] }
        next += 1
        index += 3
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out
  }

  /// What to say about a fault; `character` are its three bytes.
  static func finding(_ fault: Fault, _ character: some Sequence<UInt8>) -> Finding {
    let scalar = String(decoding: Array(character), as: UTF8.self).unicodeScalars.first
    let name = "U+" + String(scalar?.value ?? 0, radix: 16, uppercase: true)
    switch fault {
    case .override:
      return Finding(
        .directionOverride,
        "\(name) turns the order of letters: readers see other text than programs",
        hint: "remove it; it is left out")
    case .withoutEnd:
      return Finding(
        .unbalancedDirection, "\(name) turns the direction of text and has no end",
        hint: "remove it, or end it in the same block; it is left out")
    case .withoutBeginning:
      return Finding(
        .unbalancedDirection, "\(name) ends a direction that was not begun",
        hint: "remove it; it is left out")
    }
  }

  private mutating func add(_ control: Control) {
    let index = controls.count
    controls.append(control)
    verdicts.append((isKept: true, fault: nil))
    switch control {
    case .embedding, .isolate: open.append(index)
    case .override:
      open.append(index)
      drop(index, .override)
    case .pop:
      guard let last = open.last, controls[last] != .isolate else {
        return drop(index, .withoutBeginning)
      }
      open.removeLast()
      if controls[last] == .override { drop(index, nil) }
    case .popIsolate:
      guard let partner = open.lastIndex(where: { controls[$0] == .isolate }) else {
        return drop(index, .withoutBeginning)
      }
      for inner in open[(partner + 1)...] { drop(inner, .withoutEnd) }
      open.removeSubrange(partner...)
    }
  }

  private mutating func drop(_ index: Int, _ fault: Fault?) {
    verdicts[index] = (isKept: false, fault: verdicts[index].fault ?? fault)
  }
}
