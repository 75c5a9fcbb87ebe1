// Finds the header between two lines of `---` at the start of an article.

/// Where the header and the text of an article's file are.
package struct FrontMatter: Sendable {
  /// The header as YAML; nil when it is missing or broken, which the diagnostics say.
  package let node: YAMLNode?
  /// Where the Markdown starts, in bytes from the file's start.
  package let bodyOffset: Int
  /// What is wrong with the header's form.
  package let diagnostics: [Diagnostic]

  /// libyaml is quadratic in some inputs; no real header is longer.
  static let maximumBytes = 64 * 1024

  /// Splits an article's bytes.
  package static func split(_ source: [UInt8], file: String) -> FrontMatter {
    let start = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let opening = endOfLine(source, from: start)
    guard isFence(source[start..<opening]) else {
      let missing = Diagnostic(
        .missingFrontMatter, "the article has no front matter",
        at: SourceLocation(file: file, range: start..<start),
        hint: "start the file with '---', 'title: …' and '---', each on a line of its own")
      return FrontMatter(node: nil, bodyOffset: start, diagnostics: [missing])
    }
    var line = nextLine(source, after: opening)
    let headerStart = line
    while line < source.count {
      let end = endOfLine(source, from: line)
      if isFence(source[line..<end]) { break }
      line = nextLine(source, after: end)
    }
    guard line < source.count else {
      let open = Diagnostic(
        .unterminatedFrontMatter, "the front matter that opens here is not closed",
        at: SourceLocation(file: file, range: start..<opening), hint: "close it with a line '---'")
      return FrontMatter(node: nil, bodyOffset: source.count, diagnostics: [open])
    }
    let bodyOffset = nextLine(source, after: endOfLine(source, from: line))
    if line - headerStart > maximumBytes {
      let large = Diagnostic(
        .fileTooLarge, "the front matter is longer than \(maximumBytes / 1024) KiB",
        at: SourceLocation(file: file, range: start..<opening))
      return FrontMatter(node: nil, bodyOffset: bodyOffset, diagnostics: [large])
    }
    let (node, diagnostics) = YAML.parse(source, in: headerStart..<line, file: file)
    return FrontMatter(node: node, bodyOffset: bodyOffset, diagnostics: diagnostics)
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: [0x2D, 0x2D, 0x2D]) else { return false }
    return line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
  }

  private static func endOfLine(_ source: [UInt8], from offset: Int) -> Int {
    source[offset...].firstIndex(of: 0x0A) ?? source.count
  }

  private static func nextLine(_ source: [UInt8], after end: Int) -> Int {
    min(end + 1, source.count)
  }
}
