import Testing

@testable import Markup

@Suite struct MarkdownLimitTests {
  @Test(arguments: [
    LongText(String(repeating: "- ", count: 29_000) + "x\n" + String(repeating: "\n", count: 50)),
    LongText(String(repeating: "> ", count: 60) + "x\n"),
    LongText(String(repeating: "1. ", count: 60) + "x\n"),
    LongText(String(repeating: "> - ", count: 30) + "x\n"),
    LongText((0..<60).map { String(repeating: "  ", count: $0) + "- x\n" }.joined()),
    LongText((0..<60).map { String(repeating: "  ", count: $0) + "- x\n\n" }.joined()),
    LongText((0..<60).map { String(repeating: "  ", count: $0) + "- x\nlazy\n" }.joined()),
    LongText((0..<60).map { String(repeating: ">", count: $0) + " x\n" }.joined()),
    LongText(String(repeating: "-\t", count: 60) + "x\n"),
    // An empty marker within a paragraph is text and closes nothing.
    LongText(
      String(repeating: "- ", count: 40) + "x\n" + String(repeating: " ", count: 80) + "+\nlazy\n"
        + String(repeating: " ", count: 80)
        + String(repeating: "- ", count: 40) + "y\n"),
  ])
  func deepContainersAreRefused(_ text: LongText) {
    expectRefusal(text.text, .tooDeep)
  }

  @Test(arguments: [
    LongText(String(repeating: "![[]()", count: 48_000)),
    LongText(String(repeating: "*a _b ", count: 10_000)),
    LongText(String(repeating: "word word word\n", count: 4_000)),
    LongText("> " + String(repeating: "a **a ", count: 10_000)),
    LongText("1. x\n# h\n" + String(repeating: "2. *a _b word word\n", count: 4_000)),
    LongText(
      String(repeating: "-\n", count: 2) + "x\n" + String(repeating: "    - a\n", count: 8_000)),
    LongText("- # h\nx\n" + String(repeating: "    - *a _b\n", count: 8_000)),
    LongText(String(repeating: "*a _b words of a paragraph\n+\n", count: 2_000)),
  ])
  func hugeBlocksAreRefused(_ text: LongText) {
    expectRefusal(text.text, .blockTooLarge)
  }

  @Test func referencesThatMultiplyAreRefused() {
    expectRefusal(
      "[a]: /" + String(repeating: "u", count: 30_000) + "\n\n"
        + String(repeating: String(repeating: "[a]", count: 8_000) + "\n\n", count: 20),
      .blockTooLarge)
  }

  @Test func hugeTextsAreRefused() {
    expectRefusal(String(repeating: "word\n\n", count: 180_000), .fileTooLarge)
  }

  @Test(arguments: [
    LongText(String(repeating: "- one item of a list, not nested\n", count: 900)),
    LongText(String(repeating: "- a\n\n  b\n\n", count: 3_000)),
    LongText(String(repeating: "* * * ", count: 60) + "\n"),
    LongText(String(repeating: "- a\n  - b\n    - c\n\n", count: 3_000)),
    LongText(String(repeating: "Text of a paragraph, wrapped\nat some column.\n\n", count: 3_000)),
    LongText(String(repeating: "> quoted\n>\n> more\n\n", count: 2_000)),
    LongText(
      String(repeating: "[a]: x.md\n", count: 100) + "\n" + String(repeating: "[a] ", count: 500)),
  ])
  func ordinaryTextsPass(_ text: LongText) {
    #expect(MarkdownSample(text.text).diagnostics.isEmpty)
  }

  @Test func refusalsNameTheLineInTheWholeFile() {
    let header = "---\ntitle: x\n---\n"
    let sample = MarkdownSample(
      header + "a\n\n" + String(repeating: "> ", count: 60) + "x\n", from: header.utf8.count)
    #expect(sample.diagnostics.first?.location?.range.lowerBound == header.utf8.count + 3)
  }

  @Test func badBytesAreLocated() {
    let bad = MarkdownSample(bytes: Array("good é\n".utf8) + [0x61, 0xE9, 0x20])
    #expect(bad.ids == [.invalidEncoding] && bad.body.html.isEmpty)
    #expect(bad.diagnostics.first?.location?.range == 9..<10)
    #expect(MarkdownSample(bytes: [0x61, 0, 0x62]).diagnostics.first?.location?.range == 1..<2)
    #expect(MarkdownSample(bytes: [0xFF, 0xFE, 0x61, 0]).ids == [.invalidEncoding])
    for bytes: [UInt8] in [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3],
      [0xF0, 0x9F, 0x98], [0x80], [0xFE],
    ] {
      #expect(SourceText.check(bytes, file: "a.md")?.id == .invalidEncoding)
    }
    #expect(SourceText.check(Array("é😀\u{FFFD}\u{FFFE}ภ\u{10FFFF}".utf8), file: "a.md") == nil)
  }

  private func expectRefusal(
    _ text: String, _ id: DiagnosticID, location: Testing.SourceLocation = #_sourceLocation
  ) {
    let sample = MarkdownSample(text)
    #expect(sample.ids == [id], sourceLocation: location)
    #expect(sample.body.html.isEmpty, sourceLocation: location)
  }
}

/// A text that a test report names by its beginning.
struct LongText: Sendable, CustomTestStringConvertible {
  let text: String
  init(_ text: String) { self.text = text }
  var testDescription: String { String(text.prefix(24)) }
}
