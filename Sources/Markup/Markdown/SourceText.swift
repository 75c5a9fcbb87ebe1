// Source files are UTF-8 without NUL. cmark and libyaml each repair or pass on bad bytes in a way of
// their own, so the check stands before both, and names the first bad byte.

/// The check every text file passes before it is parsed.
package enum SourceText {
  /// The mark some editors put before UTF-8; it is skipped, never shown.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// An `invalidEncoding` error at the first byte of `range` (default: the whole file) that is not
  /// UTF-8 or is NUL; nil when all is well.
  package static func check(
    _ bytes: [UInt8], in range: Range<Int>? = nil, file: String
  ) -> Diagnostic? {
    let range = range ?? 0..<bytes.count
    if range.lowerBound == 0, let name = wideEncoding(bytes) {
      return Diagnostic(
        .invalidEncoding, "the file is \(name), not UTF-8",
        at: SourceLocation(file: file, range: 0..<2), hint: "save it as UTF-8")
    }
    guard let bad = survey(bytes, in: range).bad else { return nil }
    let location = SourceLocation(file: file, range: bad..<bad + 1)
    if bytes[bad] == 0 {
      return Diagnostic(
        .invalidEncoding, "a NUL byte", at: location, hint: "is this a text file?")
    }
    return Diagnostic(
      .invalidEncoding, "byte 0x\(String(bytes[bad], radix: 16, uppercase: true)) is not UTF-8",
      at: location, hint: "save the file as UTF-8")
  }

  private static func wideEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    return nil
  }

  /// What one look at all bytes of a text found.
  struct Survey {
    /// The first byte that is not UTF-8 or is NUL; what follows was not looked at.
    var bad: Int?
    /// The characters that HTML forbids.
    var forbidden: [Range<Int>] = []
    /// Whether characters stand there that turn the direction of text, or may stand there as entities.
    var turnsDirections = false
    /// Whether letters of Hebrew, Arabic and their like stand there.
    var hasRightToLeft = false

    /// An error for each run of forbidden characters.
    func diagnostics(_ bytes: [UInt8], file: String) -> [Diagnostic] {
      var diagnostics: [Diagnostic] = []
      var end = -1
      for range in forbidden {
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
  }

  /// Looks at the bytes `range` of a text.
  static func survey(_ bytes: [UInt8], in range: Range<Int>) -> Survey {
    bytes.withUnsafeBufferPointer { survey($0, in: range) }
  }

  /// Looks at the bytes `range` of a text, eight at once where they are plain ASCII.
  static func survey(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Survey {
    var survey = Survey()
    var index = range.lowerBound
    while index < range.upperBound {
      if index + 8 <= range.upperBound, EightBytes(bytes, at: index).arePlain {
        index += 8
        continue
      }
      let end = min(index + 8, range.upperBound)
      while index < end {
        let length = survey.look(at: index, of: bytes, end: range.upperBound)
        if length == 0 {
          survey.bad = index
          return survey
        }
        index += length
      }
    }
    return survey
  }

  /// The length of the well-formed sequence of two to four bytes at `index`, 0 when there is none.
  fileprivate static func sequenceLength(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int
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
    guard index + length <= end, second.contains(bytes[index + 1]) else { return 0 }
    for next in index + 2..<index + max(2, length) where bytes[next] & 0xC0 != 0x80 { return 0 }
    return length
  }
}

extension SourceText.Survey {
  /// Looks at one character and gives its length, 0 for a byte that is none.
  fileprivate mutating func look(
    at index: Int, of bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> Int {
    let byte = bytes[index]
    if byte < 0x80 {
      switch byte {
      case 0: return 0
      case 0x09, 0x0A, 0x0D: break
      case 0x01..<0x20, 0x7F: forbidden.append(index..<index + 1)
      case 0x26: if index + 1 < end, bytes[index + 1] == 0x23 { turnsDirections = true }
      default: break
      }
      return 1
    }
    let length = SourceText.sequenceLength(bytes, at: index, end: end)
    switch byte {
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
}
