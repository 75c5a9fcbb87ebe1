// The header of an article is what stands between two lines of `---`, and its text is the rest.

import TestSupport
import Testing

@testable import Markup

@Suite struct FrontMatterTests {
  @Test(arguments: [
    "---\ntitle: A\n---\nText\n", "---\r\ntitle: A\r\n---\r\nText\n",
    "--- \ntitle: A\n---\t\nText\n", "\u{FEFF}---\ntitle: A\n---\nText\n",
  ])
  func headerAndTextAreTakenApart(source: String) {
    let bytes = Array(source.utf8)
    let frontMatter = FrontMatter.split(bytes, file: "a.md")
    #expect(frontMatter.diagnostics.isEmpty)
    #expect(String(decoding: bytes[frontMatter.bodyOffset...], as: UTF8.self) == "Text\n")
    var fields = FieldReader(frontMatter.node ?? .nothing, file: "a.md", owner: "an article")
    #expect(fields.text("title")?.value == "A")
  }

  @Test func aRuleInTheTextIsNoHeader() {
    let bytes = Array("---\ntitle: A\n---\nOne\n\n---\n\nTwo\n".utf8)
    let frontMatter = FrontMatter.split(bytes, file: "a.md")
    #expect(
      String(decoding: bytes[frontMatter.bodyOffset...], as: UTF8.self) == "One\n\n---\n\nTwo\n")
  }

  @Test func anEmptyHeaderIsAHeader() {
    let frontMatter = FrontMatter.split(Array("---\n---\nText".utf8), file: "a.md")
    #expect(frontMatter.diagnostics.isEmpty)
    #expect(frontMatter.node?.isNull == true)
    #expect(frontMatter.bodyOffset == 8)
  }

  @Test func aHeaderMayEndTheFile() {
    let frontMatter = FrontMatter.split(Array("---\ntitle: A\n---".utf8), file: "a.md")
    #expect(frontMatter.diagnostics.isEmpty)
    #expect(frontMatter.bodyOffset == 16)
  }

  @Test(arguments: ["", "Text only\n", " ---\ntitle: A\n---\n", "\n---\ntitle: A\n---\n", "----\n"])
  func aMissingHeaderIsReportedAtTheStart(source: String) {
    let frontMatter = FrontMatter.split(Array(source.utf8), file: "a.md")
    #expect(frontMatter.node == nil)
    #expect(frontMatter.diagnostics.map(\.id) == [.missingFrontMatter])
    #expect(frontMatter.diagnostics.first?.location == SourceLocation(file: "a.md"))
    #expect(frontMatter.bodyOffset == 0)
  }

  @Test(arguments: ["---\ntitle: A\n", "---", "---\ntitle: A\n ---\nText\n", "---\nx: y\n----\n"])
  func anOpenHeaderIsReportedWhereItOpens(source: String) {
    let frontMatter = FrontMatter.split(Array(source.utf8), file: "a.md")
    #expect(frontMatter.diagnostics.map(\.id) == [.unterminatedFrontMatter])
    #expect(frontMatter.diagnostics.first?.location?.range == 0..<3)
    #expect(frontMatter.bodyOffset == source.utf8.count)
  }

  @Test func aMistakeInTheHeaderKeepsItsPlaceInTheFile() {
    let marked = MarkedText("---\ntitle: Où\nauthor: 1️⃣*nobody\n---\nText\n")
    let frontMatter = FrontMatter.split(marked.bytes, file: "a.md")
    #expect(frontMatter.diagnostics.map(\.id) == [.invalidYAML])
    #expect(
      frontMatter.diagnostics.first?.location?.range.lowerBound == marked.offsets["1️⃣"])
  }

  @Test func aHeaderOf64KiBIsReadAndALongerOneRefused() {
    let room = FrontMatter.maximumBytes - "title: \n".utf8.count
    let fitting = FrontMatter.split(
      Array("---\ntitle: \(String(repeating: "x", count: room))\n---\n".utf8), file: "a.md")
    #expect(fitting.diagnostics.isEmpty)
    let large = FrontMatter.split(
      Array("---\ntitle: \(String(repeating: "x", count: room + 1))\n---\nText".utf8), file: "a.md")
    #expect(large.diagnostics.map(\.id) == [.fileTooLarge])
    #expect(large.node == nil)
  }
}

extension YAMLNode {
  fileprivate static var nothing: YAMLNode {
    YAMLNode(kind: .scalar("", isPlain: true), range: 0..<0)
  }
}
