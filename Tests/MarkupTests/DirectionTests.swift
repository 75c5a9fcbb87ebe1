// Characters that readers cannot see: controls, and those that turn the direction of text.

import Testing

@testable import Markup

@Suite struct DirectionTests {
  @Test(arguments: [
    "a \u{202E}cba\u{202C} b", "a \u{202D}cba\u{202C} b", "*a \u{202E}cba* b\u{202C}",
    "a \u{202E}cba b", "a &#x202E;cba&#8236; b",
  ])
  func anOverrideIsAnErrorAndLeftOut(_ text: String) {
    let sample = MarkdownSample("x\n\n\(text)\n")
    #expect(sample.ids == [.directionOverride])
    #expect(sample.diagnostics.first?.severity == .error)
    #expect(!sample.hasControls)
    #expect(sample.sections[0].hasSuffix("a cba b"))
    let shown = sample.text(at: sample.diagnostics.first?.location)
    #expect(shown.unicodeScalars.count == 1 || text.contains("&#") && shown == text)
  }

  @Test(arguments: [
    ("a \u{202B}b", "\u{202B}"), ("a \u{2067}b", "\u{2067}"), ("a\u{202C} b", "\u{202C}"),
    ("a\u{2069} b", "\u{2069}"), ("\u{2067}a \u{202A}b\u{2069}", "\u{202A}"),
    ("`\u{202B}a` b\u{202C}", "\u{202B}"), ("[a](https://x.org '\u{2067}t')", "\u{2067}"),
    ("# a \u{202B}b", "\u{202B}"), ("| a \u{202B} | b |\n|---|---|", "\u{202B}"),
    ("```\na \u{202B}b\nc\u{202C}\n```", "\u{202B}"), ("<div>\u{202B}", "\u{202B}"),
    ("![a \u{202B}](https://x.org)", "\u{202B}"), ("- a\n- b \u{2068}c", "\u{2068}"),
  ])
  func aDirectionWithoutAPartnerIsReportedAndLeftOut(text: String, character: String) {
    let sample = MarkdownSample("x\n\n\(text)\n")
    #expect(sample.ids.contains(.unbalancedDirection))
    let found = sample.diagnostics.first { $0.id == .unbalancedDirection }
    #expect(found?.severity == .warning)
    #expect(sample.text(at: found?.location) == character)
    let kept = sample.html.unicodeScalars.filter { "\u{2067}\u{2069}".unicodeScalars.contains($0) }
    #expect(kept.count % 2 == 0)
    #expect(!sample.html.unicodeScalars.contains(character.unicodeScalars.first!))
  }

  @Test(arguments: [
    "a \u{2067}b\u{2069} c", "a \u{2068}*b\u{2069}* c", "a \u{202B}b\u{202C} c",
    "a\u{200E}b\u{200F}c",
    "می\u{200C}خواهم", "क्\u{200D}ष", "👩\u{200D}💻", "a\u{61C}b",
    "\u{2067}a \u{2066}b\u{2069}\u{2069}",
    "`&#x202E;`",
  ])
  func pairsAndWeakMarksStay(_ text: String) {
    let sample = MarkdownSample(text + "\n")
    #expect(sample.diagnostics == [])
    #expect(
      sample.sections[0].unicodeScalars.elementsEqual(
        text.filter { !"*`".contains($0) }.unicodeScalars))
  }

  @Test func aDirectionDoesNotReachIntoTheNextBlock() {
    let sample = MarkdownSample("a \u{202B}b\n\nc\u{202C} d\n")
    #expect(sample.ids == [.unbalancedDirection, .unbalancedDirection])
    #expect(sample.html == "<p>a b</p>\n<p>c d</p>\n")
  }

  @Test func charactersThatNoPageMayHaveAreReportedWhereTheyStand() {
    let sample = MarkdownSample("a\u{8}\u{8}b\n\nc\u{7F}d \u{9B} é\u{FFFE} \u{1FFFF}\t\n")
    #expect(sample.ids == .init(repeating: .invalidCharacter, count: 5))
    #expect(sample.diagnostics.map(\.location?.range.lowerBound) == [1, 7, 10, 15, 19])
    #expect(sample.diagnostics[0].message.contains("U+0008"))
    #expect(
      sample.html == "<p>a\u{FFFD}\u{FFFD}b</p>\n<p>c\u{FFFD}d \u{FFFD} é\u{FFFD} \u{FFFD}</p>\n")
  }

  @Test func textsOfTablesAndHeadersAreLookedAtToo() throws {
    let source = Array(
      "a: \u{202E}x\nb: \"\\u202Ey\\u0007\"\nc: \u{2067}z\u{2069} &#x202E;\nd: t\u{202C}\n".utf8)
    let (node, diagnostics) = YAML.parse(source, in: 0..<source.count, file: "a.yaml")
    #expect(
      diagnostics.map(\.id) == [
        .directionOverride, .invalidCharacter, .directionOverride, .unbalancedDirection,
      ])
    #expect(
      diagnostics.map { String(decoding: source[$0.location?.range ?? 0..<0], as: UTF8.self) } == [
        "\u{202E}", "\"\\u202Ey\\u0007\"", "\"\\u202Ey\\u0007\"", "\u{202C}",
      ])
    guard case .mapping(let pairs) = node?.kind else {
      Issue.record("no mapping")
      return
    }
    let texts = pairs.map { pair in
      if case .scalar(let text, _) = pair.value.kind { text } else { "" }
    }
    #expect(
      texts.map { Array($0.unicodeScalars) } == [
        Array("x".unicodeScalars), Array("y\u{FFFD}".unicodeScalars),
        Array("\u{2067}z\u{2069} &#x202E;".unicodeScalars), Array("t".unicodeScalars),
      ])
  }
}

extension MarkdownSample {
  /// Whether embeddings or overrides are left in what readers get.
  fileprivate var hasControls: Bool {
    (html + sections.joined()).unicodeScalars.contains { (0x202A...0x202E).contains($0.value) }
  }
}
