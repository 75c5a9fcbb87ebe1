// Text from a parsed document on its way out. Entities can name characters that no HTML document may
// contain (`&#27;`, `&#x85;`, `&#xFFFE;`, which cmark turns into the invalid byte 0xFE); they become
// U+FFFD here, in the same pass that escapes, so that no other code has to think of them.

/// Writes text without the characters that HTML forbids.
enum CleanText {
  /// Appends text for an element's content or a double-quoted attribute.
  static func html(_ text: UnsafeBufferPointer<UInt8>, into out: inout ByteWriter) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let replacement: StaticString
      var length = 1
      switch byte {
      case 0x26: replacement = "&amp;"
      case 0x3C: replacement = "&lt;"
      case 0x3E: replacement = "&gt;"
      case 0x22: replacement = "&quot;"
      case 0x20...0x7E, 0x09, 0x0A, 0x0D, 0xC3...0xEE, 0x80...0xC1:
        index += 1
        continue
      default:
        length = forbiddenLength(text, at: index)
        if length == 0 {
          index += 1
          continue
        }
        replacement = "\u{FFFD}"
      }
      if start < index { out.append(UnsafeBufferPointer(rebasing: text[start..<index])) }
      out.append(replacement)
      index += length
      start = index
    }
    if start < text.count { out.append(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  /// Appends text as it is but for forbidden characters.
  static func plain(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let isCommon = byte >= 0x20 && byte < 0x7F || byte >= 0xC3 && byte < 0xEF
      let length = isCommon ? 0 : forbiddenLength(text, at: index)
      if length == 0 {
        index += 1
        continue
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      out.append(contentsOf: [0xEF, 0xBF, 0xBD])
      index += length
      start = index
    }
    if start == 0 {
      out.append(contentsOf: text)
    } else {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }
  }

  /// A text without forbidden characters.
  static func string(_ text: UnsafeBufferPointer<UInt8>) -> String {
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
