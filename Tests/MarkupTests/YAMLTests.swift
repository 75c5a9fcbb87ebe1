// YAML is read as texts, lists and mappings with their places; what only makes trouble is refused
// where it stands.

import TestSupport
import Testing

@testable import Markup

@Suite struct YAMLTests {
  @Test(arguments: [
    "no", "yes", "on", "0800123456", "9:30", "1e3", "2024-02-30", "0x1F", "1_000", ".inf", "true",
    "1.10", "=", "<<",
  ])
  func aScalarIsTheTextThatWasWritten(text: String) throws {
    let pairs = try mapping("field: \(text)\n")
    #expect(pairs.first?.value.kind.text == text)
  }

  @Test func quotesBlocksAndEscapesAreRead() throws {
    let pairs = try mapping(
      """
      double: "tab\\tquote\\" \\u00e9"
      single: 'it''s: fine'
      literal: |
        one
        two
      folded: >-
        one
        two
      flow: [a, "b, c", {d: e}]
      """)
    #expect(pairs.map(\.key) == ["double", "single", "literal", "folded", "flow"])
    #expect(pairs[0].value.kind.text == "tab\tquote\" é")
    #expect(pairs[1].value.kind.text == "it's: fine")
    #expect(pairs[2].value.kind.text == "one\ntwo\n")
    #expect(pairs[3].value.kind.text == "one two")
    #expect(pairs[4].value.kind.items?.map(\.kind.text) == ["a", "b, c", nil])
  }

  @Test(arguments: ["", "# only a comment\n", "---\n"])
  func anEmptyTextIsNothing(text: String) {
    let (node, diagnostics) = parse(text)
    #expect(node?.isNull == true)
    #expect(diagnostics.isEmpty)
  }

  @Test func onlyAPlainNullIsNothing() throws {
    let pairs = try mapping("a:\nb: ~\nc: null\nd: 'null'\ne: \"\"\nf: Null\n")
    #expect(pairs.map(\.value.isNull) == [true, true, true, false, false, false])
  }

  @Test func placesAreBytesOfTheFile() throws {
    let text = "---\ntitle: \"Où est 😀 ?\"\nautre: clé\n"
    let source = Array(text.utf8)
    let (node, diagnostics) = YAML.parse(source, in: 4..<source.count, file: "a.md")
    #expect(diagnostics.isEmpty)
    let pairs = try #require(node?.kind.pairs)
    #expect(source.text(pairs[0].keyRange) == "title")
    #expect(source.text(pairs[0].value.range) == "\"Où est 😀 ?\"")
    #expect(source.text(pairs[1].keyRange) == "autre")
    #expect(source.text(pairs[1].value.range) == "clé")
  }

  @Test(arguments: [
    ("an alias", "a: x\nb: 1️⃣*a\n", "aliases"),
    ("an anchor", "a: 1️⃣&name x\n", "anchors"),
    ("an anchored list", "a: 1️⃣&name [x]\n", "anchors"),
    ("a tag", "a: 1️⃣!!str x\n", "tags"),
    ("a local tag", "é: 1️⃣!thing {x: y}\n", "tags"),
    ("a duplicate key", "title: a\nother: b\n1️⃣title: c\n", "'title' is here twice"),
    ("a duplicate key inside", "a:\n  x: 1\n  1️⃣x: 2\n", "'x' is here twice"),
    ("a list as a key", "? 1️⃣[a, b]\n: c\n", "a key must be a text"),
    ("a mapping as a key", "? 1️⃣{a: b}\n: c\n", "a key must be a text"),
    ("a second document", "a: b\n1️⃣---\nc: d\n", "second document"),
    ("an open quote", "a: b\né: 1️⃣\"not closed\nc: d\n", "not closed"),
    ("an open single quote", "a: 1️⃣'not closed\n", "not closed"),
    ("a colon in a text", "title: Help1️⃣: read this\n", "mapping values"),
    ("a tab for indentation", "a:\n1️⃣\tb: c\n", "cannot start any token"),
    ("an at sign", "a: 1️⃣@name\n", "cannot start any token"),
  ])
  func whatMakesTroubleIsRefusedWhereItStands(what: String, text: String, message: String) {
    let marked = MarkedText(text)
    let (node, diagnostics) = YAML.parse(
      marked.bytes, in: 0..<marked.bytes.count, file: "a.yaml")
    #expect(node == nil, "\(what) leaves nothing to work with")
    #expect(diagnostics.map(\.id) == [.invalidYAML])
    #expect(diagnostics.first?.location?.range.lowerBound == marked.offsets["1️⃣"])
    #expect(diagnostics.first?.message.contains(message) == true)
  }

  @Test func keysThatDifferOnlyInTheirCodePointsAreTwoKeys() throws {
    let pairs = try mapping("caf\u{E9}: a\ncafe\u{301}: b\n")
    #expect(pairs.count == 2)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func deepNestingIsRefusedSoon(opening: String) {
    let text = String(repeating: opening, count: 20_000)
    let clock = ContinuousClock()
    var diagnostics: [Diagnostic] = []
    let time = clock.measure { diagnostics = parse(text).diagnostics }
    #expect(diagnostics.map(\.id) == [.invalidYAML])
    #expect(diagnostics.first?.message.contains("50 levels") == true)
    #expect(time < .seconds(1))
  }

  @Test func fiftyLevelsAreAllowed() {
    let text = String(repeating: "[", count: 50) + String(repeating: "]", count: 50)
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test func anOpenBracketIsReportedWhereItOpens() {
    for (text, place) in [("a: 1\nb: {en: x\n", 8), ("b: [x, y\nc: 1\n", 3)] {
      let found = parse(text).diagnostics
      #expect(found.map(\.message) == ["the bracket that opens here is not closed"])
      #expect(found.first?.location?.range.lowerBound == place)
    }
    #expect(parse("b: {x: 1] }\n").diagnostics.first?.location?.range.lowerBound == 8)
  }

  private func parse(_ text: String) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
    let source = Array(text.utf8)
    return YAML.parse(source, in: 0..<source.count, file: "a.yaml")
  }

  private func mapping(_ text: String) throws -> [YAMLPair] {
    let (node, diagnostics) = parse(text)
    #expect(diagnostics.isEmpty)
    return try #require(node?.kind.pairs)
  }
}

extension YAMLNode.Kind {
  fileprivate var text: String? {
    if case .scalar(let text, _) = self { text } else { nil }
  }

  fileprivate var items: [YAMLNode]? {
    if case .sequence(let items) = self { items } else { nil }
  }

  fileprivate var pairs: [YAMLPair]? {
    if case .mapping(let pairs) = self { pairs } else { nil }
  }
}

extension [UInt8] {
  fileprivate func text(_ range: Range<Int>) -> String {
    String(decoding: self[range], as: UTF8.self)
  }
}
