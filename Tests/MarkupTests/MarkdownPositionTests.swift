// Where links, images, tags, variables and footnotes stand in the source, in the shapes in which
// cmark's own positions are wrong or absent.

import TestSupport
import Testing

@testable import Markup

@Suite struct MarkdownPositionTests {
  /// A text in which the marker 1️⃣ stands before what its place must cover.
  struct Place: Sendable, CustomTestStringConvertible {
    let text: String
    let covered: String
    init(_ text: String, _ covered: String) { (self.text, self.covered) = (text, covered) }
    var testDescription: String { text.debugDescription }
  }

  /// Texts for one thing to be found, `⟦x⟧`, in every shape.
  private static func shapes(_ thing: String, _ covered: String) -> [Place] {
    [
      "⟦x⟧", "a ⟦x⟧ b", "é😀 ⟦x⟧", "a\nb ⟦x⟧", "> a\nlazy ⟦x⟧", "> > a\n> lazy ⟦x⟧",
      "- a\nlazy ⟦x⟧", "a\n     indented ⟦x⟧", "- a\n\n  b\n      c ⟦x⟧", "\ta\n\n1. b\n\t⟦x⟧",
      "`⟦y⟧` ⟦x⟧", "`` a ⟦y⟧ ` `` ⟦x⟧", "`⟦y⟧\na` ⟦x⟧", "> `a\n> ⟦y⟧` ⟦x⟧", "\\` ⟦x⟧ `",
      "\\⟦y⟧ ⟦x⟧", "\\\\⟦x⟧", "*a **b ⟦x⟧***", "# a ⟦x⟧", "a\n⟦x⟧\n===", "| a | ⟦x⟧ |\n|-|-|",
      "| a |\n|-|\n| `b\\|` ⟦x⟧ |", "- | a |\n  |-|\n  | é ⟦x⟧ |",
      "> | a | b |\n> |-|-|\n> | \\* | ⟦x⟧ |",
      "a[^1]\n\n[^1]: b\n    ⟦x⟧", "a[^1]\n\n[^1]: b\n\n    c\n\n    - d ⟦x⟧",
      ":::note\n⟦x⟧\n:::", "> :::note\n> - ⟦x⟧\n> :::", "<kbd>a</kbd> ⟦x⟧", "<https://a.b/c> ⟦x⟧",
      "[r] ⟦x⟧\n\n[r]: other.md", "[r]: other.md\na ⟦x⟧", "a &amp; &copy; ⟦x⟧", "~~a ⟦x⟧~~",
      "a  \n⟦x⟧",
    ].map { shape in
      let escaped = thing.replacing("1️⃣", with: "")
      return Place(
        shape.replacing("⟦x⟧", with: thing).replacing("⟦y⟧", with: escaped) + "\n", covered)
    }
  }

  private func check(
    _ place: Place, _ locations: (MarkdownSample) -> [Markup.SourceLocation?],
    location: Testing.SourceLocation = #_sourceLocation
  ) {
    for variant in [
      place.text, place.text.replacing("\n", with: "\r\n"), "\u{FEFF}" + place.text,
      "é\n\n😀 `x`\n\n" + place.text,
    ] {
      let text = MarkedText(variant)
      let sample = MarkdownSample(bytes: text.bytes, blocks: [BlockRule("note")])
      let found = locations(sample)
      #expect(
        found.contains { $0?.range.lowerBound == text.offsets["1️⃣"] },
        "\(variant.debugDescription): \(found.map { sample.text(at: $0) })",
        sourceLocation: location)
      #expect(
        found.contains { sample.text(at: $0) == place.covered },
        "\(variant.debugDescription)", sourceLocation: location)
    }
  }

  @Test(
    arguments: shapes("[t](1️⃣go/to.md#x)", "go/to.md#x").filter {
      !$0.text.hasPrefix("\\[") && !$0.text.hasPrefix("\\!")
    })
  func linksStandWhereTheirDestinationsDo(_ place: Place) {
    check(place) { $0.body.links.map(\.location) }
  }

  @Test(
    arguments: shapes("![t](<1️⃣a b.svg> 'title')", "a b.svg").filter { !$0.text.hasPrefix("\\!") })
  func imagesStandWhereTheirFilesDo(_ place: Place) {
    check(place) { $0.body.images.map(\.location) }
  }

  @Test(arguments: shapes("1️⃣<b class=x>", "<b class=x>"))
  func tagsAreLocated(_ place: Place) {
    check(place) { $0.diagnostics.filter { $0.id == .rawHTML }.map(\.location) }
  }

  @Test(arguments: shapes("1️⃣{{ name }}", "{{ name }}"))
  func variablesAreLocated(_ place: Place) {
    check(place) { $0.diagnostics.filter { $0.id == .unknownVariable }.map(\.location) }
  }

  @Test(arguments: shapes("1️⃣[^none]", "[^none]"))
  func footnotesAreLocated(_ place: Place) {
    check(place) { $0.diagnostics.filter { $0.id == .unknownFootnote }.map(\.location) }
  }

  @Test(arguments: [
    Place("[t](\n1️⃣go.md\n\"title\")\n", "go.md"), Place("> [t](\n> 1️⃣go.md\n> 't')\n", "go.md"),
    Place("- [t](1️⃣go.md\n  \"](no.md)\") b\n", "go.md"), Place("[t](1️⃣g\\_o.md)\n", "g\\_o.md"),
    Place("[t](1️⃣&auml;.md)\n", "&auml;.md"), Place("[t](1️⃣a\\.md)\n", "a\\.md"),
    Place("[t](1️⃣(a).md)\n", "(a).md"),
    Place("[a\\](b.md)](1️⃣b.md)\n", "b.md"), Place("[a `](b.md)`](1️⃣b.md)\n", "b.md"),
    Place("[![a](b.svg)](1️⃣b.md)\n", "b.md"), Place("![a [b](c.md)](d.svg) [e](1️⃣c.md)\n", "c.md"),
    Place("| [a](1️⃣b\\|c.md) |\n|-|\n", "b\\|c.md"), Place("<b\nc> [x](1️⃣y.md)\n", "y.md"),
  ])
  func destinationsInOddShapesAreFound(_ place: Place) {
    check(place) { $0.body.links.map(\.location) }
  }

  @Test(
    arguments: [
      Place("> <b\n> 1️⃣class=x>\n", ""), Place("- a\n  1️⃣<b\n  c=d>\n", "<b\n  c=d>"),
    ].dropFirst())
  func tagsOverTwoLinesAreLocated(_ place: Place) {
    let text = MarkedText(place.text)
    let sample = MarkdownSample(bytes: text.bytes)
    #expect(sample.diagnostics.first?.location?.range.lowerBound == text.offsets["1️⃣"])
    #expect(sample.text(at: sample.diagnostics.first?.location) == place.covered)
  }

  @Test func aReferenceStandsAtTheFirstLineOfItsBlock() {
    let sample = MarkdownSample("a\n\nb [c]\nd [e][c] [x](y.md)\n\n[c]: z.md\n")
    #expect(
      sample.body.links.map { sample.text(at: $0.location) } == ["b [c]", "b [c]", "y.md"])
  }

  @Test func definitionsOfFootnotesAreLocated() {
    let sample = MarkdownSample("é[^a]\n\n[^a]: x\n\n> [^b]: y\n\n[^a]: z\n")
    #expect(sample.ids == [.duplicateFootnote, .unusedFootnote])
    #expect(
      sample.diagnostics.map { sample.text(at: $0.location) } == ["[^a]: z", "> [^b]: y"])
  }
}
