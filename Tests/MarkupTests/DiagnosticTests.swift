// What authors see of their mistakes: the place, the order and what was probably meant.

import TestSupport
import Testing

@testable import Markup

@Suite struct DiagnosticTests {
  @Test func positionsCountCodePointsFromOne() {
    let text = MarkedText("first\nä€😀1️⃣wrong here\nlast")
    let offset = text.offsets["1️⃣"] ?? 0
    let position = LinePosition(of: offset..<offset + 5, in: text.bytes)
    #expect(position.line == 2)
    #expect(position.column == 4)
    #expect(position.length == 5)
    #expect(position.text == "ä€😀wrong here")
  }

  @Test func aLocationOverSeveralLinesCoversOnlyItsFirst() {
    let source = Array("abc\ndef\nghi".utf8)
    let position = LinePosition(of: 5..<10, in: source)
    #expect(position.line == 2)
    #expect(position.column == 2)
    #expect(position.length == 2)
  }

  @Test func aLineKeepsNoCarriageReturn() {
    let position = LinePosition(of: 3..<5, in: Array("a\r\nbc\r\nd".utf8))
    #expect(position.line == 2)
    #expect(position.column == 1)
    #expect(position.text == "bc")
  }

  @Test func aByteOrderMarkIsNoColumn() {
    let source: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("title: x".utf8)
    let position = LinePosition(of: 3..<8, in: source)
    #expect(position.column == 1)
    #expect(position.text == "title: x")
  }

  @Test(arguments: [(0, 0), (3, 3), (4, 9), (100, 200)])
  func aPlaceAtOrPastTheEndIsStillAPlace(start: Int, end: Int) {
    let position = LinePosition(of: start..<end, in: Array("abc\n".utf8))
    #expect(position.line == (start > 3 ? 2 : 1))
    #expect(position.column == (start == 3 ? 4 : 1))
    #expect(position.length == 1)
  }

  @Test func diagnosticsComeByFileAndPlace() {
    let sorted = [
      diagnostic(nil, 0, "z"), diagnostic("Content/a.md", 4, "b"),
      diagnostic("Content/a.md", 30, "a"), diagnostic("Content/b.md", 1, "a"),
      diagnostic("Content/b.md", 1, "b"),
    ]
    #expect(sorted.reversed().sorted(by: Diagnostic.isOrderedBefore) == sorted)
  }

  @Test func aLoneCarriageReturnEndsALineToo() {
    let position = LinePosition(of: 3..<4, in: Array("a\rb\u{E9}\rc".utf8))
    #expect(position.line == 2)
    #expect(position.column == 2)
    #expect(position.text == "b\u{E9}")
    #expect(LinePosition(of: 2..<2, in: Array("a\r\nb".utf8)).text == "a")
  }

  @Test(arguments: [
    ("categry", "category"), ("cateogry", "category"), ("CATEGORY", "category"),
    ("titel", "title"), ("emial", "email"), ("account-blokced", "account-blocked"),
  ])
  func aNearNameIsSuggested(written: String, meant: String) {
    let names = ["account-blocked", "author", "category", "email", "order", "title"]
    #expect(Suggestion.didYouMean(written, among: names) == "did you mean '\(meant)'?")
  }

  @Test(arguments: ["xyz", "", "a-quite-different-name", "t"])
  func aFarNameIsNotSuggested(written: String) {
    #expect(Suggestion.didYouMean(written, among: ["category", "title", "email"]) == nil)
  }

  @Test func theOrderOfCandidatesDoesNotChooseBetweenEquals() {
    #expect(Suggestion.nearest("mat", among: ["cat", "bat"]) == "bat")
    #expect(Suggestion.nearest("mat", among: ["bat", "cat"]) == "bat")
  }

  @Test func everyCheckHasAPlainName() {
    for id in DiagnosticID.allCases {
      #expect(id.rawValue.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D })
    }
    #expect(Set(DiagnosticID.allCases.map(\.rawValue)).count == DiagnosticID.allCases.count)
  }

  private func diagnostic(_ file: String?, _ offset: Int, _ message: String) -> Diagnostic {
    Diagnostic(
      .brokenLink, message,
      at: file.map { SourceLocation(file: $0, range: offset..<offset + 1) })
  }
}
