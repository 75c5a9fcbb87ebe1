// The YAML of nearly all front matter: a line for each key, with a text or a list of texts in brackets. It is
// read in a tenth of libyaml's time, which was one of twenty parts of a whole build. What is not as plain as
// that, or may be wrong, is left to libyaml; tests hold that both give the same.

/// Reads headers of lines `key: text`.
struct PlainHeader {
  private let text: UnsafeBufferPointer<UInt8>
  /// Where `text` starts in its file.
  private let base: Int
  private var next = 0

  /// The mapping of a header whose first byte is byte `base` of the file; nil when libyaml must read it.
  static func parse(_ text: UnsafeBufferPointer<UInt8>, base: Int) -> YAMLNode? {
    guard text.last == 0x0A, text.isClean else { return nil }
    var header = PlainHeader(text, base)
    return header.mapping()
  }

  private init(_ text: UnsafeBufferPointer<UInt8>, _ base: Int) {
    self.text = text
    self.base = base
  }

  private mutating func mapping() -> YAMLNode? {
    var pairs: [YAMLPair] = []
    pairs.reserveCapacity(8)
    while next < text.count {
      guard let key = key(), let value = value(), text[next] == 0x0A else { return nil }
      next += 1
      if pairs.contains(where: { $0.key == key.text }) { return nil }
      pairs.append(YAMLPair(key: key.text, keyRange: key.range, value: value))
    }
    return YAMLNode(kind: .mapping(pairs), range: base..<base + text.count)
  }

  /// A letter at the start of a line, then letters, digits, `-` and `_`, a colon and spaces.
  private mutating func key() -> (text: String, range: Range<Int>)? {
    let start = next
    while Self.classes[Int(text[next])] & Self.inKey != 0 { next += 1 }
    let end = next
    guard end > start, end - start < Self.longestKey, text[end] == 0x3A,
      Self.classes[Int(text[start])] & Self.startsKey != 0, text[end + 1] == 0x20
    else { return nil }
    next += 2
    while text[next] == 0x20 { next += 1 }
    return (string(start..<end), base + start..<base + end)
  }

  /// libyaml takes 1024 characters.
  private static let longestKey = 128

  private mutating func value() -> YAMLNode? {
    switch text[next] {
    case 0x5B: list()
    case 0x22, 0x27: quoted()
    default: plain(Self.inText)
    }
  }

  /// A text without quotes, up to the end of the line or, in a list, of the item.
  private mutating func plain(_ allowed: UInt8) -> YAMLNode? {
    let start = next
    guard Self.classes[Int(text[start])] & Self.startsText != 0 else { return nil }
    while true {
      let byte = text[next]
      if Self.classes[Int(byte)] & allowed != 0 {
        if byte >= 0x80, isForLibrary(next) { return nil }
        next += 1
        continue
      }
      guard allowed == Self.inText else { break }
      // A colon before a letter and a number sign after one are letters themselves.
      let isColon = byte == 0x3A && text[next + 1] > 0x20
      let isSign = byte == 0x23 && text[next - 1] != 0x20
      if !isColon, !isSign { break }
      next += 1
    }
    // Spaces at the end of an item are none of its letters.
    var end = next
    while text[end - 1] == 0x20 { end -= 1 }
    if end < next, allowed == Self.inText { return nil }
    return scalar(start..<end, start..<end, isPlain: true)
  }

  /// A text in quotes, on one line and without escapes.
  private mutating func quoted() -> YAMLNode? {
    let start = next
    let quote = text[start]
    next += 1
    while text[next] != quote {
      let byte = text[next]
      if byte < 0x20 || byte == 0x7F || byte == 0x5C { return nil }
      if byte >= 0x80, isForLibrary(next) { return nil }
      next += 1
    }
    next += 1
    // A quote written twice is one of the text.
    if text[next] == quote { return nil }
    return scalar(start + 1..<next - 1, start..<next, isPlain: false)
  }

  private mutating func list() -> YAMLNode? {
    let start = next
    var items: [YAMLNode] = []
    next += 1
    repeat {
      while text[next] == 0x20 { next += 1 }
      let isQuoted = text[next] == 0x22 || text[next] == 0x27
      guard let item = isQuoted ? quoted() : plain(Self.inItem) else { return nil }
      items.append(item)
      while text[next] == 0x20 { next += 1 }
      next += 1
    } while text[next - 1] == 0x2C
    guard text[next - 1] == 0x5D else { return nil }
    return YAMLNode(kind: .sequence(items), range: base + start..<base + next)
  }

  private func scalar(_ part: Range<Int>, _ range: Range<Int>, isPlain: Bool) -> YAMLNode {
    YAMLNode(
      kind: .scalar(string(part), isPlain: isPlain),
      range: base + range.lowerBound..<base + range.upperBound)
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }

  /// Whether libyaml takes a character beyond ASCII for something else than a letter: the end of a line, the
  /// mark of a file's start, or none at all.
  private func isForLibrary(_ index: Int) -> Bool {
    switch text[index] {
    case 0xC2: text[index + 1] < 0xA0
    case 0xE2: text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8
    case 0xEF: text[index + 1] == 0xBB || text[index + 1] == 0xBF && text[index + 2] >= 0xBE
    default: false
    }
  }

  // MARK: Classes of bytes

  private static let startsKey: UInt8 = 1
  private static let inKey: UInt8 = 2
  private static let startsText: UInt8 = 4
  private static let inText: UInt8 = 8
  private static let inItem: UInt8 = 16

  private static let classes: [UInt8] = (0..<256).map { byte in
    switch UInt8(byte) {
    case 0x41...0x5A, 0x61...0x7A: startsKey | inKey | startsText | inText | inItem
    case 0x30...0x39: inKey | startsText | inText | inItem
    case 0x2D, 0x5F: inKey | inText | inItem
    case 0x80...0xFF: startsText | inText | inItem
    case 0x20, 0x27, 0x28, 0x29, 0x2B, 0x2E, 0x2F: inText | inItem
    case 0x23, 0x3A, 0..<0x20, 0x7F: 0
    default: inText
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether nothing in a text needs a second look.
  var isClean: Bool {
    let survey = SourceSurvey(self, in: 0..<count)
    return survey.bad == nil && survey.forbidden.isEmpty && !survey.turnsDirections
  }
}
