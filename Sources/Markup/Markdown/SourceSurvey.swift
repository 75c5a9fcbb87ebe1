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
      index = text.index(from: index) {
        $0.beyondASCII | $0.marks(below: 0x20) | $0.marks(of: 0x26)
          | $0.marks(of: 0x5C, ignoring: 1) | $0.marks(of: 0x7E, ignoring: 1)
      }
      if index == text.count { return }
      // What is not ASCII seldom stands alone.
      repeat {
        let length = look(at: index, of: text)
        if length == 0 {
          bad = index
          return
        }
        index += length
      } while index < text.count && (text[index] >= 0x80 || text[index] == 0x20)
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

  /// Looks at one character and gives its length, 0 for a byte that is none.
  @inline(__always)
  private mutating func look(at index: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    // Most of what is not Latin is here: no character of these is forbidden or turns the direction.
    switch bytes[index] {
    case 0x20: return 1
    case 0..<0x80: return lookAtASCII(at: index, of: bytes)
    case 0xC3...0xDF:
      if index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 {
        if bytes[index] >= 0xD7 { hasRightToLeft = true }
        return 2
      }
    case 0xE1, 0xE3...0xEC:
      if index + 2 < bytes.count, bytes[index + 1] & bytes[index + 2] & 0xC0 == 0x80,
        (bytes[index + 1] | bytes[index + 2]) & 0x40 == 0
      {
        return 3
      }
    default: return lookAtOther(at: index, of: bytes)
    }
    return 0
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
