import Testing

@testable import Markup

@Suite struct MarkdownLinkTests {
  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)", "&#1;javascript:alert(1)", "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)", "\\javascript:alert(1)".replacingBackslash,
    "&#32;javascript:alert(1)",
    "&#xA0;javascript:alert(1)", "&#x2028;javascript:alert(1)", "&#xFEFF;javascript:x",
    "java&#x200B;script:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd",
    "blob:https://x", "//evil.org", "/\\\\evil.org", "\\\\\\\\evil.org", "\\\\/evil.org",
    "&sol;/evil.org", "/&Tab;/evil.org", "&#47;&#92;evil.org", "%2F%2Fevil.org", "%2f/evil.org",
    "https:evil.org", "https:/evil.org", "https://", "https:///evil.org", "ht&Tab;tps://evil.org",
    "&Tab;https://evil.org", "chan&Tab;nel:email", "mailto:", "ftp://x.org", "C:\\\\x",
  ])
  func anUnsafeAddressIsAnErrorAndItsTextStays(_ address: String) {
    let sample = MarkdownSample("before [text](\(address)) after\n")
    #expect(sample.html == "<p>before text after</p>\n")
    #expect(sample.ids == [.unsafeLink])
    #expect(sample.text(at: sample.diagnostics.first?.location) == address)
    let image = MarkdownSample("![text](\(address))\n")
    #expect(image.html == "<p>text</p>\n")
    #expect(image.ids == [.unsafeLink])
  }

  @Test func allowedAddressesAreWrittenAtOnce() {
    let sample = MarkdownSample(
      "[a](https://x.org/é?a=1&b=%20) [b](mailto:a@b.org?subject=x%20y) [c](tel:+33-1) <d@e.org>\n")
    #expect(
      sample.html
        == "<p><a href=\"https://x.org/%C3%A9?a=1&amp;b=%20\" rel=\"noopener noreferrer\">a</a> "
        + "<a href=\"mailto:a@b.org?subject=x%20y\">b</a> <a href=\"tel:+33-1\">c</a> "
        + "<a href=\"mailto:d@e.org\">d@e.org</a></p>\n")
    #expect(sample.body.links.isEmpty && sample.diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("see [the page](my file.md) here", "[the page](my file.md)"),
    ("see [the page][no-such-name].", "[the page][no-such-name]"),
    ("[a [b] c](x y)", "[a [b] c](x y)"), ("- [x](a b)", "[x](a b)"),
    ("\\[a](b c) [a](b c)", "[a](b c)"),
  ])
  func whatLooksLikeALinkAndIsNoneIsReported(text: String, written: String) {
    let sample = MarkdownSample(text + "\n")
    #expect(sample.ids == [.unreadLink])
    #expect(sample.text(at: sample.diagnostics.first?.location) == written)
    #expect(sample.html.contains(written))
  }

  @Test(arguments: [
    "[order number] (or the date)", "\\[a](b c)", "[a] [b]", "`[a](b c)`", "[a]()", "a[0]",
    "[](x y)",
    "[a](<b c>)", "[a][b]\n\n[b]: x.md", "\\[a][b]", "[] [x",
    "a\\[", "a\\[]", "\\[\\, x\\]\\[\\, y\\]", "\\[a\\](b c)", "\\[a\\]\\(b c\\)",
  ])
  func bracketsAloneAreText(text: String) {
    for text in [text, text + "\n"] {
      #expect(!MarkdownSample(text).ids.contains(.unreadLink))
    }
  }

  @Test(arguments: [
    ("请看 https://a.org/b。然后", "https://a.org/b"), ("「https://a.org」と", "https://a.org"),
    ("“https://a.org/x”", "https://a.org/x"), ("« www.a.org »", "http://www.a.org"),
    ("(www.a.org/b)…", "http://www.a.org/b"),
    ("https://a.org/é?ü#ж", "https://a.org/%C3%A9?%C3%BC#%D0%B6"),
    ("a\u{A0}: a@b.org。", "mailto:a@b.org"), ("https://a\\.org/\\~b", "https://a.org/~b"),
  ])
  func aBareAddressEndsWhereItsSentenceGoesOn(text: String, address: String) {
    let sample = MarkdownSample(text + "\n")
    #expect(sample.html.contains("<a href=\"\(address)\""), "\(sample.html)")
  }

  @Test func pathsAreDecodedAndSplit() {
    let sample = MarkdownSample(
      "[a](../b%20c/%C3%A9.md#d%C3%A9) [b](#x) [c](/abs.md) [d](<my file.md>) [e](channel:email#y) "
        + "[f](a.md#) [g](10:30.md) [h](PROBLEM:payment) [i](./a:b.md)\n")
    #expect(
      sample.targets == [
        .path("../b c/é.md", fragment: "dé"), .path("", fragment: "x"),
        .path("/abs.md", fragment: nil), .path("my file.md", fragment: nil),
        .reference(scheme: "channel", id: "email", fragment: "y"), .path("a.md", fragment: nil),
        .path("10:30.md", fragment: nil),
        .reference(scheme: "problem", id: "payment", fragment: nil),
        .path("./a:b.md", fragment: nil),
      ])
    #expect(sample.diagnostics.isEmpty)
  }

  @Test func aLinkWithoutDestinationIsAnError() {
    let sample = MarkdownSample("[text]() and ![image](<>)\n")
    #expect(sample.ids == [.brokenLink, .brokenImage])
    #expect(sample.html == "<p>text and image</p>\n")
  }

  @Test func imagesAreFilesOfTheProjectWithADescription() {
    let sample = MarkdownSample(
      "![a](https://x.org/a.png) ![](b.svg) ![c [d](e.md) f](g.svg 'T')\n")
    #expect(sample.ids == [.brokenImage, .missingAltText])
    #expect(sample.body.images.map(\.path) == ["b.svg", "g.svg"])
    #expect(sample.body.images.map(\.alt) == ["", "c d f"])
    #expect(sample.body.images.map(\.title) == ["", "T"])
    #expect(sample.body.links.isEmpty)
    #expect(sample.html.hasPrefix("<p>a <img src=\"b.svg\""))
  }

  @Test(arguments: ["\n", "\r\n"])
  func locationsCoverTheDestinationInTheWholeFile(_ end: String) {
    let header = "\u{FEFF}---\(end)title: é\(end)---\(end)"
    let text =
      [
        "# 😀 [x](one.md)", "", "> 😀😀 [y](two.md#é 'T') `](two.md)` [![i](three.svg)](<f our.md>)",
        "lazy [z](five.md)", "", "- a", "", "  b [c](a\\_b.md) [d](&auml;.md)",
      ]
      .joined(separator: end) + end
    let sample = MarkdownSample(header + text, from: header.utf8.count)
    #expect(
      sample.body.links.map { sample.text(at: $0.location) } == [
        "one.md", "two.md#é", "f our.md", "five.md", "a\\_b.md", "&auml;.md",
      ])
    #expect(sample.body.images.map { sample.text(at: $0.location) } == ["three.svg"])
    #expect(sample.text(at: sample.body.headings[0].location) == "# 😀 [x](one.md)")
  }

  @Test func codeThatLooksLikeALinkDoesNotAttractLocations() throws {
    let sample = MarkdownSample("`[a](b.md)` [a](b.md)\n")
    let location = try #require(sample.body.links.first?.location)
    #expect(location.range == 16..<20)
  }

  @Test func aReferenceLinkStandsAtItsLine() {
    let sample = MarkdownSample("\n\nsee [a] and [b](c.md)\n\n[a]: d.md\n")
    #expect(
      sample.body.links.map { sample.text(at: $0.location) }
        == ["see [a] and [b](c.md)", "c.md"])
  }

  @Test func aByteOrderMarkIsNotShown() {
    let sample = MarkdownSample("\u{FEFF}# A\n\n[x](y.md)\n")
    #expect(sample.html == "<h2 id=\"a\">A</h2>\n<p><a href=\"y.md\">x</a></p>\n")
    #expect(sample.text(at: sample.body.links[0].location) == "y.md")
  }
}

extension String {
  /// Written as an entity, because a backslash before a letter is a backslash to Markdown.
  fileprivate var replacingBackslash: String {
    String(decoding: utf8.flatMap { $0 == 0x5C ? Array("&#11;".utf8) : [$0] }, as: UTF8.self)
  }
}
