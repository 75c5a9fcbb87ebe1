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
    let bad = bytes.withUnsafeBufferPointer { firstBadByte($0, in: range) }
    guard let bad else { return nil }
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

  private static func firstBadByte(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>
  ) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == 0 { return index }
      if byte < 0x80 {
        index += 1
        continue
      }
      let length = sequenceLength(bytes, at: index, end: range.upperBound)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// The length of the well-formed sequence of two to four bytes at `index`, 0 when there is none.
  private static func sequenceLength(
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
