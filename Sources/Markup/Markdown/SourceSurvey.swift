// One look at all bytes of a text. Every pass over the bytes of an article costs a twentieth of the time
// that cmark needs for them, so whatever can be told of a text in one pass is told here, eight bytes at
// a time where they are words of Latin letters: that it is UTF-8, where its lines begin, and which of
// the things that need a pass of their own cannot be in it.

/// What one look at all bytes of a text found.
package struct SourceSurvey: Sendable {
  /// The first byte that is not UTF-8 or is NUL; what follows was not looked at.
  private(set) var bad: Int?
  /// The characters that HTML forbids.
  private(set) var forbidden: [Range<Int>] = []
  /// Offset of each line's first byte, without the first line. Lines end as cmark ends them.
  private(set) var lineStarts: [Int] = []
  /// Whether characters are written as numbers, as `&#65;` is.
  private(set) var hasNumberedCharacters = false
  /// Whether characters stand there that turn the direction of text, or may stand there as numbers.
  private(set) var turnsDirections = false
  /// Whether letters of Hebrew, Arabic and their like stand there.
  private(set) var hasRightToLeft = false
  /// Whether a backslash stands there.
  private(set) var hasBackslashes = false
  /// Whether a `~` stands there.
  private(set) var hasTildes = false
  /// Whether `]:` stands there, as in every definition of a link.
  private(set) var hasDefinitions = false

  /// Looks at a text.
  package init(_ bytes: [UInt8]) { self.init(bytes, in: 0..<bytes.count) }

  /// Looks at the bytes `range` of a text.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self = bytes.withUnsafeBufferPointer { SourceSurvey($0, in: range) }
  }

  /// Looks at the bytes `range` of a text.
  init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
    let text = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
    var index = range.lowerBound
    while true {
      index = text.index(from: index) { $0.beyondASCII | $0.signs }
      if index == text.count { return }
      // What is not ASCII seldom stands alone.
      repeat {
        let letters = lettersLength(text, at: index)
        if letters > 0 {
          index += letters
          continue
        }
        let length = look(at: index, of: text)
        if length == 0 {
          bad = index
          return
        }
        index += length
      } while index < text.count && text[index] >= 0x80
    }
  }

  /// Whether no character of the text, written as it is or as a number, is forbidden in HTML.
  var isClean: Bool { forbidden.isEmpty && !hasNumberedCharacters }

  /// An error for each run of forbidden characters that begins at `offset` or behind it.
  func diagnostics(_ bytes: [UInt8], from offset: Int, file: String) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var end = -1
    for range in forbidden where range.lowerBound >= offset {
      defer { end = range.upperBound }
      if range.lowerBound == end { continue }
      let scalar = String(decoding: bytes[range], as: UTF8.self).unicodeScalars.first
      let number = String(scalar?.value ?? 0, radix: 16, uppercase: true)
      let zeros = String(repeating: "0", count: max(0, 4 - number.count))
      diagnostics.append(
        Diagnostic(
          .invalidCharacter, "the character U+\(zeros)\(number) cannot stand in a page",
          at: SourceLocation(file: file, range: range), hint: "remove it"))
    }
    return diagnostics
  }

  /// How many bytes from `index` on are letters beyond ASCII, with what stands between them: none of them
  /// is forbidden or turns the direction. Eight bytes of two-byte letters are looked at in one go, four
  /// of others.
  @inline(__always)
  private mutating func lettersLength(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Int {
    let bytes = UnsafeRawBufferPointer(text)
    if start &+ 8 <= bytes.count, text[start] < 0xE0 {
      let letters = EightBytes(text, at: start).twoByteLetters
      if letters.isRightToLeft { hasRightToLeft = true }
      return letters.length
    }
    var index = start
    while index &+ 4 <= bytes.count {
      let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self))
      let lead = UInt8(truncatingIfNeeded: word)
      let isLetter =
        word & 0xC0C0F0 == 0x8080E0 && ((0xE3...0xEC).contains(lead) || lead == 0xE1)
      guard isLetter || lead == 0x20 else { break }
      index &+= isLetter ? 3 : 1
    }
    return index - start
  }

  /// Looks at one character and gives its length, 0 for a byte that is none.
  private mutating func look(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes[index] < 0x80 ? lookAtASCII(at: index, of: bytes) : lookAtOther(at: index, of: bytes)
  }

  private mutating func lookAtASCII(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch bytes[index] {
    case 0: return 0
    case 0x0A: lineStarts.append(index + 1)
    case 0x0D: if next != 0x0A { lineStarts.append(index + 1) }
    case 0x09: break
    case 0x01..<0x20, 0x7F: forbidden.append(index..<index + 1)
    case 0x26:
      if next == 0x23 {
        hasNumberedCharacters = true
        turnsDirections = true
      }
    case 0x5C: hasBackslashes = true
    case 0x5D: if next == 0x3A { hasDefinitions = true }
    case 0x7E: hasTildes = true
    default: break
    }
    return 1
  }

  private mutating func lookAtOther(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let length = Self.sequenceLength(bytes, at: index)
    switch bytes[index] {
    case 0xD7...0xDF: hasRightToLeft = true
    case 0xE2: if DirectionBalance.control(bytes, at: index) != nil { turnsDirections = true }
    case 0xC2, 0xEF, 0xF0...0xF4:
      if length > 0, CleanText.forbiddenLength(bytes, at: index) > 0 {
        forbidden.append(index..<index + length)
      }
    default: break
    }
    return length
  }

  /// The length of the well-formed sequence of two to four bytes at `index`, 0 when there is none.
  private static func sequenceLength(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[index] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for next in index + 2..<index + max(2, length) where bytes[next] & 0xC0 != 0x80 { return 0 }
    return length
  }
}

extension EightBytes {
  /// Marks of the ASCII that a survey takes note of: controls, `&`, `\`, `]`, `~`.
  @inline(__always)
  fileprivate var signs: UInt64 {
    marks(below: 0x20) | marks(of: 0x26) | marks(of: 0x5C, ignoring: 1)
      | marks(of: 0x7E, ignoring: 1)
  }

  /// How many of the bytes are whole letters from U+00C0 to U+07FF and ASCII without signs, if nothing
  /// else is among the eight, else 0; and whether one of them is written from right to left.
  @inline(__always)
  fileprivate var twoByteLetters: (length: Int, isRightToLeft: Bool) {
    let highest = Self.each(0x80)
    let lead = word & word &<< 1 & highest
    let following = word & ~(word &<< 1) & highest
    let isOther =
      (lead & word &<< 2 | (marks(of: 0xC2) | marks(of: 0xC0, ignoring: 1) | signs) & highest) != 0
    if isOther || following != lead &<< 8 { return (0, false) }
    let isHebrew = marks(of: 0xD7) & highest != 0
    return (
      lead &>> 63 == 0 ? 8 : 7, isHebrew || lead & word &<< 3 & word &<< 4 != 0
    )
  }
}
