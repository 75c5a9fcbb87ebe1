// What a mark needs to know of its neighbours: whether they are words, spaces or marks, and which marks
// look forward or back. Told by a dozen ranges, because Unicode's categories lump together what looks
// forward and what looks back, and reading them costs more.

extension PunctuationWriter {
  /// A character as the neighbour of a mark.
  enum Kind {
    /// A space, the end of a line, the beginning of a block.
    case space
    /// Also an emoji, a currency sign, and whatever stands in the place of a word.
    case letter
    case digit
    /// A bracket or a quote before words.
    case opening
    /// A bracket or a quote after words, and what belongs to the word before it, as `%` and `…`.
    case closing
    /// `. , ; ! ?`
    case sentence
    /// A mark that looks both ways, as a dash.
    case mark
    /// The run ends here, or a quote stands here that has not been judged yet.
    case unknown

    /// A letter or a digit.
    var isWord: Bool { self == .letter || self == .digit }

    /// A character of ASCII; a byte of another is a letter.
    init(ascii byte: UInt8) {
      switch byte {
      case 0x61...0x7A, 0x41...0x5A, 0x80...0xFF: self = .letter
      case 0x09, 0x0A, 0x0D, 0x20: self = .space
      case 0x30...0x39: self = .digit
      case 0x28, 0x5B, 0x7B: self = .opening
      case 0x29, 0x5D, 0x7D, 0x25: self = .closing
      case 0x21, 0x2C, 0x2E, 0x3B, 0x3F: self = .sentence
      default: self = .mark
      }
    }

    /// The character at `index`, as the next one.
    init(after index: Int, in text: UnsafeBufferPointer<UInt8>) {
      guard index < text.count, text[index] != 0x22, text[index] != 0x27 else {
        self = .unknown
        return
      }
      if text[index] < 0x80 {
        self.init(ascii: text[index])
      } else {
        self.init(scalar: Self.scalar(at: index, in: text))
      }
    }

    /// A character outside ASCII.
    init(scalar: UInt32) {
      switch scalar {
      case 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: self = .space
      case 0xA1, 0xAB, 0xBF, 0x2018, 0x201A...0x201C, 0x201E, 0x201F, 0x2039: self = .opening
      case 0xBB, 0x201D, 0x2026, 0x2032, 0x2033, 0x203A: self = .closing
      case 0x200B...0x206F, 0x2190...0x22FF, 0x3001...0x303F, 0xFF01...0xFF0F: self = .mark
      default: self = .letter
      }
    }

    /// The character that ends before `index`.
    static func scalar(before index: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
      var start = index - 1
      while start > 0 && start > index - 4 && text[start] & 0xC0 == 0x80 { start -= 1 }
      return scalar(at: start, in: text)
    }

    /// The character at `index`; U+FFFD for bytes that are none.
    private static func scalar(at index: Int, in text: UnsafeBufferPointer<UInt8>) -> UInt32 {
      let length: Int
      var value = UInt32(text[index])
      switch text[index] {
      case 0xC2...0xDF: (length, value) = (2, value & 0x1F)
      case 0xE0...0xEF: (length, value) = (3, value & 0x0F)
      case 0xF0...0xF4: (length, value) = (4, value & 0x07)
      default: return 0xFFFD
      }
      guard index + length <= text.count else { return 0xFFFD }
      for next in index + 1..<index + length { value = value << 6 | UInt32(text[next] & 0x3F) }
      return value
    }
  }
}
