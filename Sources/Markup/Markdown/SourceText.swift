// Source files are UTF-8 without NUL. cmark and libyaml each repair or pass on bad bytes in a way of
// their own, so the check stands before both, and names the first bad byte.

/// The check every text file passes before it is parsed.
package enum SourceText {
  /// The mark some editors put before UTF-8; it is skipped, never shown.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// An `invalidEncoding` error at the first byte that is not UTF-8 or is NUL; nil when all is well.
  /// `survey` is that of the bytes, if there is one.
  package static func check(
    _ bytes: [UInt8], _ survey: SourceSurvey? = nil, file: String
  ) -> Diagnostic? {
    let survey = survey ?? SourceSurvey(bytes)
    guard let bad = survey.bad else { return nil }
    // Both begin with bytes that are never UTF-8, or hold NUL.
    if let name = wideEncoding(bytes) {
      return Diagnostic(
        .invalidEncoding, "the file is \(name), not UTF-8",
        at: SourceLocation(file: file, range: 0..<2), hint: "save it as UTF-8")
    }
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
}
