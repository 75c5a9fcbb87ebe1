// Text from a parsed document on its way out. Entities can name characters that no HTML document may
// contain (`&#27;`, `&#x85;`, `&#xFFFE;`, which cmark turns into the invalid byte 0xFE); they become
// U+FFFD here, in the same pass that escapes, so that no other code has to think of them.

/// Writes text without the characters that HTML forbids.
enum CleanText {
  /// Appends text for an element's content or a double-quoted attribute.
  static func html(_ text: UnsafeBufferPointer<UInt8>, into out: inout ByteWriter) {
    var start = 0
    while true {
      let (index, length) = next(in: text, from: start) { $0.markup(apostrophes: false) }
      out.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      if length == 0 { return }
      out.append(replacement(of: text[index]))
      start = index + length
    }
  }

  /// Appends text as it is but for forbidden characters.
  static func plain(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    var start = 0
    while true {
      let (index, length) = next(in: text, from: start) { _ in 0 }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      if length == 0 { return }
      out.append(contentsOf: replacementCharacter)
      start = index + length
    }
  }

  /// Does both, looking at the text once. Where `isClean`, the text cannot hold forbidden characters.
  static func write(
    _ text: UnsafeBufferPointer<UInt8>, isClean: Bool, html: inout ByteWriter,
    plain: inout [UInt8]
  ) {
    var start = 0
    while true {
      let index: Int
      var length = 1
      if isClean {
        index = text.index(from: start) { $0.markup(apostrophes: false) }
        if index == text.count { length = 0 }
      } else {
        (index, length) = next(in: text, from: start) { $0.markup(apostrophes: false) }
      }
      let passage = UnsafeBufferPointer(rebasing: text[start..<index])
      html.append(passage)
      plain.append(contentsOf: passage)
      if length == 0 { return }
      html.append(replacement(of: text[index]))
      if isMarkup(text[index]) {
        plain.append(text[index])
      } else {
        plain.append(contentsOf: replacementCharacter)
      }
      start = index + length
    }
  }

  private static let replacementCharacter: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The next byte from `start` on that is markup or begins a forbidden character, and how many bytes
  /// give way to another text; none at the end. `markup` marks what counts as markup.
  @inline(__always)
  private static func next(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, markup: (EightBytes) -> UInt64
  ) -> (index: Int, length: Int) {
    var index = start
    while true {
      index = text.index(from: index) {
        markup($0) | $0.marks(below: 0x20) | $0.marks(of: 0x7F)
          | $0.marks(of: 0xC2) | $0.marks(of: 0xEF) | $0.marks(of: 0xFF, ignoring: 0x0F)
      }
      if index == text.count { return (index, 0) }
      let length = isMarkup(text[index]) ? 1 : forbiddenLength(text, at: index)
      if length > 0 { return (index, length) }
      index += 1
    }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == 0x26 || byte == 0x3C || byte == 0x3E || byte == 0x22
  }

  private static func replacement(of byte: UInt8) -> StaticString {
    switch byte {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x22: "&quot;"
    default: "\u{FFFD}"
    }
  }

  /// A text without forbidden characters.
  static func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
    let (_, length) = next(in: text, from: 0) { _ in 0 }
    if length == 0 { return String(decoding: text, as: UTF8.self) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    plain(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How many bytes at `index` make a character that HTML forbids; 0 for any other.
  static func forbiddenLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func next(_ distance: Int) -> UInt8 {
      index + distance < text.count ? text[index + distance] : 0
    }
    switch text[index] {
    case 0x09, 0x0A, 0x0D: return 0
    case 0x00..<0x20, 0x7F: return 1
    case 0xC2: return (0x80..<0xA0).contains(next(1)) ? 2 : 0
    case 0xEF:
      // U+FDD0 to U+FDEF, U+FFFE, U+FFFF
      if next(1) == 0xB7 { return (0x90...0xAF).contains(next(2)) ? 3 : 0 }
      return next(1) == 0xBF && next(2) >= 0xBE ? 3 : 0
    case 0xF0...0xF4:
      // The last two of every plane
      return next(1) & 0x0F == 0x0F && next(2) == 0xBF && next(3) >= 0xBE ? 4 : 0
    case 0xF5...0xFF: return 1
    default: return 0
    }
  }
}
