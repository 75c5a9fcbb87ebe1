// Blocks between lines of colons, by rules as a site gives them.

import TestSupport
import Testing

@testable import Markup

@Suite struct MarkdownBlockTests {
  private static let rules = [
    BlockRule("note", label: .optional, content: .optional), BlockRule("tabs"),
    BlockRule("tab", label: .required, parent: "tabs"),
    BlockRule("channel", keys: [.init("id", isRequired: true), .init("why")], content: .refused),
    BlockRule("message", keepsText: true),
  ]

  private func html(_ text: String) -> String {
    let sample = MarkdownSample(text, blocks: Self.rules)
    #expect(sample.diagnostics.isEmpty, "\(sample.diagnostics)")
    return sample.html
  }

  @Test(arguments: [
    (":::note\na\n:::\n", "<note>\n<p>a</p>\n</note>\n"),
    (":::note\n:::\n", "<note>\n</note>\n"),
    ("a\n:::note\nb\n:::\nc\n", "<p>a</p>\n<note>\n<p>b</p>\n</note>\n<p>c</p>\n"),
    ("   :::  note  \na\n ::: \n", "<note>\n<p>a</p>\n</note>\n"),
    ("::channel{id=x}\n", "<channel>\n</channel>\n"),
    ("::channel{id=x}", "<channel>\n</channel>\n"),
    (":::tabs\n::note\n:::\n", "<tabs>\n<note>\n</note>\n</tabs>\n"),
    ("a\n::note\nb\n", "<p>a</p>\n<note>\n</note>\n<p>b</p>\n"),
    (
      ":::tabs\n:::tab[A]\na\n:::\n:::tab[B]\nb\n:::\n:::\n",
      "<tabs>\n<tab>\n<p>a</p>\n</tab>\n<tab>\n<p>b</p>\n</tab>\n</tabs>\n"
    ),
    ("::::tabs\n:::tab[A]\na\n:::\n::::\n", "<tabs>\n<tab>\n<p>a</p>\n</tab>\n</tabs>\n"),
    (":::tabs\n::::tab[A]\na\n::::\n:::\n", "<tabs>\n<tab>\n<p>a</p>\n</tab>\n</tabs>\n"),
    (
      "- a\n\n  :::note\n  b\n  :::\n- c\n",
      "<ul>\n<li>\n<p>a</p>\n<note>\n<p>b</p>\n</note>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"
    ),
    (
      "1. a\n   :::note\n   b\n   :::\n",
      "<ol>\n<li>a\n<note>\n<p>b</p>\n</note>\n</li>\n</ol>\n"
    ),
    ("- :::note\n  b\n  :::\n", "<ul>\n<li>\n<note>\n<p>b</p>\n</note>\n</li>\n</ul>\n"),
    ("> :::note\n> b\n> :::\n", "<blockquote>\n<note>\n<p>b</p>\n</note>\n</blockquote>\n"),
    (">:::note\n>b\n>:::\n", "<blockquote>\n<note>\n<p>b</p>\n</note>\n</blockquote>\n"),
    (":::note\n- a\n- b\n:::\n", "<note>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n</note>\n"),
    (":::note\n> a\n:::\n", "<note>\n<blockquote>\n<p>a</p>\n</blockquote>\n</note>\n"),
    (":::note\n# a\n:::\n", "<note>\n<h2 id=\"a\">a</h2>\n</note>\n"),
  ])
  func blocksNestAsTheirLinesStand(_ text: String, _ expected: String) {
    #expect(html(text) == expected)
    #expect(html(text.replacing("\n", with: "\r\n")).replacing("\r", with: "") == expected)
    #expect(html("\u{FEFF}" + text) == expected)
  }

  @Test(arguments: [
    "```\n:::note\n:::\n```\n", "~~~\n> :::note\n~~~\n", "    :::note\n", "- a\n\n      :::note\n",
    "<!--\n:::note\n-->\n", "<!-- a\n\n:::note\n\nb -->\n", "> ```\n> :::note\n> ```\n",
    "`a\nb`\n\n\t:::note\n", "```\n| a | b |\n|---|---|\n:::\n[^1]: x\n```\n",
  ])
  func linesOfColonsInCodeAndCommentsAreNone(_ text: String) {
    let sample = MarkdownSample(text, blocks: Self.rules)
    #expect(sample.body.blocks.isEmpty && sample.ids.isEmpty)
    #expect(text.contains("<!--") == !sample.html.contains(":::"))
  }

  @Test(arguments: [
    ("a : b :: c\n", "<p>a : b :: c</p>\n"), (": a\n", "<p>: a</p>\n"), ("::\n", "<p>::</p>\n"),
    ("\\:::note\n", "<p>:::note</p>\n"), (":: note\n", "<p>:: note</p>\n"),
    ("::1\n", "<p>::1</p>\n"), ("a :::note\n", "<p>a :::note</p>\n"),
    ("::note: x\n", "<p>::note: x</p>\n"),
  ])
  func otherColonsAreText(_ text: String, _ expected: String) {
    #expect(html(text) == expected)
  }

  @Test func labelsAndValuesAreRead() {
    let sample = MarkdownSample(
      ":::note[a [b] \\] “é” &amp; *c*]\nx\n:::\n\n::channel{ id=in-app why=\"two words } x\" }\n"
        + "::channel{id='it''s'}\n",
      blocks: Self.rules)
    #expect(sample.body.blocks.map(\.label) == ["a [b] ] “é” &amp; *c*", nil, nil])
    #expect(sample.body.blocks[1]["id"]?.value == "in-app")
    #expect(sample.body.blocks[1]["why"]?.value == "two words } x")
    #expect(sample.text(at: sample.body.blocks[1]["why"]?.location) == "two words } x")
    #expect(sample.body.blocks[2]["id"]?.value == "it")
    #expect(sample.ids == [.invalidBlock])
  }

  @Test func blocksKnowTheirParentsAndTheirText() {
    let sample = MarkdownSample(
      "::::tabs\n:::tab[A]\n:::message\nDear *you*,  \nname: \\*\n\n- one\n- two\n:::\n:::\n::::\n",
      blocks: Self.rules)
    #expect(sample.diagnostics.isEmpty)
    #expect(sample.body.blocks.map(\.parent) == [nil, 0, 1])
    #expect(
      String(decoding: sample.body.blocks[2].text, as: UTF8.self)
        == "Dear you,\nname: *\n\none\ntwo")
    #expect(sample.sections == ["A\nDear you, name: *\none\ntwo"])
  }

  /// Each diagnostic begins at its marker and covers these bytes.
  @Test(arguments: [
    Mistake(":::1️⃣nota\na\n:::\n", [.unknownBlock], ["nota"], "did you mean 'note'?"),
    Mistake(
      ":::1️⃣zzzzzzz\n:::\n", [.unknownBlock], ["zzzzzzz"],
      "blocks: note, tabs, tab, channel, message"),
    Mistake(
      "é\r\n\r\n> 1️⃣:::note\r\n> a\r\n", [.invalidBlock], [":::note"],
      "end it with ::: on a line of its own"),
    Mistake("- 1️⃣:::note\n  a\n\n2️⃣:::\n", [.invalidBlock, .invalidBlock], [":::note", ":::"]),
    Mistake("1️⃣:::\n", [.invalidBlock], [":::"]),
    Mistake(
      "1️⃣:::note\na\n2️⃣::::\n", [.invalidBlock, .invalidBlock], [":::note", "::::"],
      "end it with ::: on a line of its own"),
    Mistake("::channel{id=a 1️⃣wy=b}\n", [.unknownField], ["wy"], "did you mean 'why'?"),
    Mistake("::channel{id=a 1️⃣id=b}\n", [.invalidBlock], ["id"]),
    Mistake("::1️⃣channel\n", [.missingField], ["channel"], ":::channel{id=…}"),
    Mistake("::channel{id=a 1️⃣b c=d}\n", [.invalidBlock], ["b c=d}"]),
    Mistake("::channel1️⃣{id=a\n", [.invalidBlock], ["{id=a"]),
    Mistake("::channel{1️⃣id=\"a}\n", [.invalidBlock, .missingField], ["id=\"a}"]),
    Mistake(":::note1️⃣[a\n:::\n", [.invalidBlock], ["[a"]),
    Mistake(":::note 1️⃣x y\n:::\n", [.invalidBlock], ["x y"]),
    Mistake(":::tabs\n:::1️⃣tab\na\n:::\n:::\n", [.invalidBlock], ["tab"], ":::tab[…]"),
    Mistake(":::1️⃣tab[x]\na\n:::\n", [.invalidBlock], ["tab"]),
    Mistake("1️⃣:::tabs\n:::\n", [.invalidBlock], [":::tabs"]),
    Mistake("::1️⃣tabs\n", [.invalidBlock], ["tabs"], ":::tabs … :::"),
    Mistake("1️⃣:::channel{id=a}\ntext\n:::\n", [.invalidBlock], [":::channel{id=a}"]),
    Mistake("::channel[1️⃣a]{id=a}\n", [.invalidBlock], ["a"]),
    Mistake(
      "\u{FEFF}\t\n😀\n\n> - :::1️⃣nota\n>   :::\n", [.unknownBlock], ["nota"], "did you mean 'note'?"),
  ])
  func mistakesAreLocated(_ mistake: Mistake) {
    let text = MarkedText(mistake.text)
    let sample = MarkdownSample(bytes: text.bytes, blocks: Self.rules)
    let found = sample.diagnostics.sorted(by: Diagnostic.isOrderedBefore)
    #expect(found.map(\.id).sorted() == mistake.ids.sorted(), "\(found)")
    for (index, expected) in mistake.covered.enumerated() {
      let offset = text.offsets["\(index + 1)\u{FE0F}\u{20E3}"]
      let place = found.first { $0.location?.range.lowerBound == offset }
      #expect(sample.text(at: place?.location) == expected, "\(found)")
    }
    if let hint = mistake.hint { #expect(found.contains { $0.hint == hint }, "\(found)") }
  }

  @Test func aBlockEndsWithTheContainerItStandsIn() {
    let sample = MarkdownSample("> :::note\n> a\n\nb\n", blocks: Self.rules)
    #expect(sample.html == "<blockquote>\n<note>\n<p>a</p>\n</note>\n</blockquote>\n<p>b</p>\n")
    #expect(sample.ids == [.invalidBlock])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let text: String
    let ids: [DiagnosticID]
    let covered: [String]
    let hint: String?

    init(
      _ text: String, _ ids: [DiagnosticID], _ covered: [String], _ hint: String? = nil
    ) {
      (self.text, self.ids, self.covered, self.hint) = (text, ids, covered, hint)
    }

    var testDescription: String { text.debugDescription }
  }
}
