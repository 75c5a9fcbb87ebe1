// Sets a language's marks while a block's text is written: `"Yes," it's...` becomes “Yes,” it’s….
//
// The text of a block arrives in runs, because code, images and emphasis stand between them. A mark
// is judged by the character before it, which is remembered over runs, and by the next one of its own
// run; where a run ends the open quotes decide. So it is one pass that never looks far: only a `"`
// between two spaces, as French authors write it, looks for a partner, and each such search ends where
// the next one starts.
//
// What is in doubt stays as it was typed, and an open quote changes only what its own partner becomes.
// Typographic marks are never touched, so a text that has passed may pass again.

/// Writes the runs of one block with the marks of a language; copy it to write a run twice.
struct PunctuationWriter {
  /// What stands between two runs.
  enum Boundary {
    /// Code, an image or another thing in the place of a word.
    case object
    /// The end of a line.
    case lineBreak
    /// The beginning or end of emphasis or a link, which marks do not see.
    case transparent
  }

  /// The marks.
  let style: PunctuationStyle
  /// Whether `; : ! ?` and « » have spaces.
  let isSpaced: Bool
  /// How many `"` and `'` wait for their partners.
  var openDoubles = 0
  var openSingles = 0
  /// What stands before `anchor`.
  var previous = Kind.space
  /// Where in the run the last change ended.
  var anchor = 0

  /// Begins a block.
  init(_ style: PunctuationStyle) {
    self.style = style
    isSpaced = style.spacing != .none
  }

  /// Begins the next block.
  mutating func reset() {
    openDoubles = 0
    openSingles = 0
    previous = .space
  }

  /// Writes a run as `CleanText.write` does.
  mutating func write(
    _ text: UnsafeBufferPointer<UInt8>, isClean: Bool, html: inout ByteWriter,
    plain: inout [UInt8]
  ) {
    var start = 0
    var index = 0
    while let change = next(text, &index) {
      if start < change.start {
        CleanText.write(
          UnsafeBufferPointer(rebasing: text[start..<change.start]), isClean: isClean,
          html: &html, plain: &plain)
      }
      Self.append(change, to: &html.bytes)
      Self.append(change, to: &plain)
      start = change.end
    }
    CleanText.write(
      UnsafeBufferPointer(rebasing: text[start...]), isClean: isClean, html: &html, plain: &plain)
  }

  /// Writes a run as `CleanText.plain` does.
  mutating func write(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    var start = 0
    var index = 0
    while let change = next(text, &index) {
      if start < change.start {
        CleanText.plain(UnsafeBufferPointer(rebasing: text[start..<change.start]), into: &out)
      }
      Self.append(change, to: &out)
      start = change.end
    }
    CleanText.plain(UnsafeBufferPointer(rebasing: text[start...]), into: &out)
  }

  /// Notes what stands between two runs.
  mutating func boundary(_ kind: Boundary) {
    switch kind {
    case .object: previous = .letter
    case .lineBreak: previous = .space
    case .transparent: break
    }
  }

  /// Notes a character of ASCII that the author escaped: the caller writes it as it is.
  mutating func literal(_ byte: UInt8) { previous = Kind(ascii: byte) }

  private static func append(_ change: Change, to out: inout [UInt8]) {
    out.append(contentsOf: UTF8.encode(change.first)!)
    if let second = change.second { out.append(contentsOf: UTF8.encode(second)!) }
  }

  /// Bytes to be replaced by one or two characters.
  struct Change {
    /// The first byte to be replaced.
    var start: Int
    /// The first that stays.
    var end: Int
    /// What comes in their place.
    var first: Unicode.Scalar
    /// And what follows it.
    var second: Unicode.Scalar?
  }

  /// The next change from `index` on, which moves past it; nil at the end of the run.
  private mutating func next(
    _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Change? {
    while true {
      index = Self.trigger(in: text, from: index, isSpaced: isSpaced)
      if index == text.count { break }
      let byte = text[index]
      let at = index
      index += 1
      let change: Change?
      switch byte {
      case 0x22: change = quote(.double, text, at)
      case 0x27: change = quote(.single, text, at)
      // Most hyphens and dots stand alone and stay.
      case 0x2D where index < text.count && text[index] == 0x2D:
        change = dash(text, at, &index)
      case 0x2E where index < text.count && text[index] == 0x2E:
        change = ellipsis(text, at, &index)
      case 0xC2: change = guillemet(text, at, &index)
      case 0x21, 0x3A, 0x3B, 0x3F: change = stop(byte, text, at, &index)
      default: continue
      }
      if let change {
        anchor = change.end
        index = max(index, change.end)
        return change
      }
    }
    previous = kind(before: text.count, in: text)
    anchor = 0
    return nil
  }

  /// The next byte from `index` on that may begin a change. Some that begin none are found too, because one
  /// comparison finds all that differ in the same bits.
  @inline(__always)
  private static func trigger(
    in text: UnsafeBufferPointer<UInt8>, from index: Int, isSpaced: Bool
  ) -> Int {
    // `" '` with `# &`
    isSpaced
      ? text.index(from: index) {
        // `! -` with `% )`, `: ; ?` with `>`, and the first byte of « and »
        $0.marks(of: 0x27, ignoring: 5) | $0.marks(of: 0x2D, ignoring: 0x0C) | $0.marks(of: 0x2E)
          | $0.marks(of: 0x3F, ignoring: 5) | $0.marks(of: 0xC2)
      }
      : text.index(from: index) {
        // `. :` with `* >`
        $0.marks(of: 0x27, ignoring: 5) | $0.marks(of: 0x2D) | $0.marks(of: 0x3E, ignoring: 0x14)
      }
  }
}

// MARK: Other marks

extension PunctuationWriter {
  private mutating func dash(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ index: inout Int
  ) -> Change? {
    let length = Self.skip(0x2D, text, &index) - at
    guard style.hasDashes, length == 2 || length == 3 else { return nil }
    // Arrows and comments are drawn with hyphens.
    if index < text.count && text[index] == 0x3E { return nil }
    if at > 0 && (text[at - 1] == 0x3C || text[at - 1] == 0x21) { return nil }
    if length == 2, Kind(after: index, in: text) == .letter {
      // An option, as in --force.
      switch kind(before: at, in: text) {
      case .space, .opening, .mark: return nil
      default: break
      }
    }
    previous = .mark
    return Change(start: at, end: index, first: length == 2 ? "\u{2013}" : "\u{2014}")
  }

  private mutating func ellipsis(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ index: inout Int
  ) -> Change? {
    guard Self.skip(0x2E, text, &index) - at == 3, style.hasEllipsis else { return nil }
    // Paths have dots of their own.
    if index < text.count && text[index] == 0x2F || at > 0 && text[at - 1] == 0x2F { return nil }
    previous = .closing
    return Change(start: at, end: index, first: "\u{2026}")
  }

  /// « or » as the author typed it.
  private mutating func guillemet(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ index: inout Int
  ) -> Change? {
    let mark = index < text.count ? text[index] : 0
    guard mark == 0xAB || mark == 0xBB else { return nil }
    index += 1
    let change =
      mark == 0xAB ? opened("«", text, at, length: 2) : closed("»", text, at, length: 2)
    return change?.second == nil ? nil : change
  }

  /// One of `; : ! ?` with the space before it.
  private func stop(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ index: inout Int
  ) -> Change? {
    let isColon = byte == 0x3A
    if isColon && isAddress(text, at) {
      while index < text.count && !Self.endsAddress(text, index) { index += 1 }
      return nil
    }
    if !isSpaced { return nil }
    while index < text.count && (text[index] == 0x21 || text[index] == 0x3F) { index += 1 }
    guard endsPhrase(byte, text, index) else { return nil }
    let hasSpace = at > anchor && text[at - 1] == 0x20
    switch kind(before: hasSpace ? at - 1 : at, in: text) {
    case .letter, .digit, .closing: break
    default: return nil
    }
    guard hasSpace || style.spacing == .french || style.spacing == .canadian && isColon else {
      return nil
    }
    return Change(
      start: hasSpace ? at - 1 : at, end: at,
      first: isColon && style.spacing != .swiss ? "\u{A0}" : "\u{202F}")
  }

  /// Whether `; : ! ?` before `index` ends words: in 9:30, `a?b=c` and :-) it does not.
  private func endsPhrase(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    switch Kind(after: index, in: text) {
    case .space, .sentence, .unknown: true
    case .closing: byte == 0x21 || byte == 0x3F || text[index] >= 0x80
    case .opening: text[index] >= 0x80
    case .letter, .digit, .mark: false
    }
  }

  private func isAddress(_ text: UnsafeBufferPointer<UInt8>, _ colon: Int) -> Bool {
    colon + 2 < text.count && text[colon + 1] == 0x2F && text[colon + 2] == 0x2F
  }

  private static func endsAddress(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch text[index] {
    case 0...0x20, 0x22, 0x28, 0x29, 0x3C, 0x3E, 0x80...0xFF: true
    case 0x27: ![.letter, .digit, .mark].contains(Kind(after: index + 1, in: text))
    default: false
    }
  }

  /// Moves `index` past bytes that are all `byte`.
  private static func skip(
    _ byte: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Int {
    while index < text.count && text[index] == byte { index += 1 }
    return index
  }

  /// What stands before `index`.
  func kind(before index: Int, in text: UnsafeBufferPointer<UInt8>) -> Kind {
    if index == anchor { return previous }
    if text[index - 1] < 0x80 { return Kind(ascii: text[index - 1]) }
    let scalar = Kind.scalar(before: index, in: text)
    switch scalar {
    case 0x2019: return .mark
    case style.double.opening.value, style.single.opening.value:
      let hasOne = style.double.opening == style.double.closing
      return hasOne ? .mark : .opening
    case style.double.closing.value, style.single.closing.value: return .closing
    default: return Kind(scalar: scalar)
    }
  }
}
