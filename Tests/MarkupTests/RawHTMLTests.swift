// Raw HTML in articles: what passes, what vanishes, what is shown; and that no word is lost.

import Testing

@testable import Markup

@Suite struct RawHTMLTests {
  @Test(arguments: [
    ("a <KBD>b</KBD> <kbd >c</kbd >", "a <kbd>b</kbd> <kbd>c</kbd>"),
    ("a<br/>b<BR>c<br >d", "a<br>b<br>c<br>d"),
    ("<sub>a<sup>b</sup></sub>", "<sub>a<sup>b</sup></sub>"),
    ("a <!-- b --> c<!---->d", "a  cd"), ("a <!-- b\nc --> d", "a  d"),
    (
      "<abbr>a</abbr> [<mark>b</mark>](https://x.org)",
      "<abbr>a</abbr> <a href=\"https://x.org\" rel=\"noopener noreferrer\"><mark>b</mark></a>"
    ),
  ])
  func whatMayPassPassesInOneSpelling(text: String, html: String) {
    let sample = MarkdownSample(text + "\n")
    #expect(sample.html == "<p>\(html)</p>\n")
    #expect(sample.diagnostics == [])
  }

  @Test(arguments: [
    ("<B>", "&lt;B&gt;"), ("<kbd/>", "&lt;kbd/&gt;"), ("</br>", "&lt;/br&gt;"),
    ("<kbd class=\"a\">", "&lt;kbd class=&quot;a&quot;&gt;"), ("<?php x ?>", "&lt;?php x ?&gt;"),
    ("<!DOCTYPE html>", "&lt;!DOCTYPE html&gt;"), ("<![CDATA[x]]>", "&lt;![CDATA[x]]&gt;"),
    ("</kbd>", "&lt;/kbd&gt;"), ("<kbd-x>", "&lt;kbd-x&gt;"),
  ])
  func whatMayNotPassIsShownWhereItStands(tag: String, shown: String) {
    let sample = MarkdownSample("a \(tag) b\n")
    #expect(sample.html == "<p>a \(shown) b</p>\n")
    #expect(sample.ids == [.rawHTML])
    #expect(sample.diagnostics.first?.severity == .warning)
    #expect(sample.text(at: sample.diagnostics.first?.location) == tag)
  }

  @Test(arguments: [
    ("<kbd>a <sub>b</kbd> c</sub>", "<kbd>a <sub>b&lt;/kbd&gt; c</sub></kbd>"),
    ("*a <kbd>b* c</kbd>", "<em>a <kbd>b</kbd></em> c&lt;/kbd&gt;"),
    (
      "<mark>[a</mark>](https://x.org)",
      "<mark><a href=\"https://x.org\" rel=\"noopener noreferrer\">a&lt;/mark&gt;</a></mark>"
    ),
    ("~~a <sup>b~~ c</sup>", "<del>a <sup>b</sup></del> c&lt;/sup&gt;"),
  ])
  func tagsThatCrossAreEndedWhereTheyWereBegun(text: String, html: String) {
    let sample = MarkdownSample(text + "\n")
    #expect(sample.html == "<p>\(html)</p>\n")
    #expect(Set(sample.ids) == [.rawHTML])
    #expect(sample.ids.count == 2)
  }

  @Test func tagsEndWithTheirCell() {
    let sample = MarkdownSample("| <kbd>a | b</kbd> |\n|---|---|\n| c | d |\n")
    #expect(sample.html.contains("<th scope=\"col\"><kbd>a</kbd></th>"))
    #expect(sample.html.contains(">b&lt;/kbd&gt;</th>"))
    #expect(sample.ids == [.rawHTML, .rawHTML])
  }

  @Test func blocksOfHTMLAreShownAndMarkdownGoesOnAfterThem() {
    let sample = MarkdownSample(
      "<div>\n*a*\n\n*b*\n</div>\n\n<!-- c\n\nd -->\n\n<?php\n\ne ?>\n\n*f*\n\n<!---->\n<!-->\n\ng\n"
    )
    #expect(
      sample.html
        == "<p>&lt;div&gt;\n*a*</p>\n<p><em>b</em></p>\n<p>&lt;/div&gt;</p>\n<p>&lt;?php\n\ne ?&gt;</p>\n"
        + "<p><em>f</em></p>\n<p>g</p>\n")
    #expect(Set(sample.ids) == [.rawHTML])
    #expect(
      sample.diagnostics.map { sample.text(at: $0.location) } == ["<div>", "</div>", "<?php"])
  }

  @Test func aCommentWithoutAnEndSwallowsNothing() {
    let sample = MarkdownSample("a\n\n<!-- b\n\nc -- > d\n")
    #expect(sample.html == "<p>a</p>\n<p>&lt;!-- b\n\nc -- &gt; d</p>\n")
    #expect(sample.ids == [.rawHTML])
    #expect(sample.diagnostics.first?.message.contains("without an end") == true)
    #expect(sample.text(at: sample.diagnostics.first?.location) == "<!-- b")
  }

  @Test func noWordIsLostAndAllElementsAreBalanced() {
    var random = Seed(state: 20_261)
    let pieces = [
      "<kbd>", "</kbd>", "<sub>", "</sub>", "<SUP>", "</SUP>", "<br>", "<b>", "</b>", "<!--", "-->",
      "*", "**", "~~", "[", "](https://x.org)", "`", "\n", "\n\n", "\n> ", "\n- ", "<div>\n",
      "</div>",
      "| ", "\n|---|---|\n", "<?php ", "?>", "<![CDATA[", "]]>", "<!X ", ">", "<!---->", "\n## ",
      "![",
    ]
    for round in 0..<3000 {
      var text = ""
      var words: [String] = []
      for number in 0..<Int.random(in: 2...14, using: &random) {
        words.append("word\(number)x")
        text += "\(words[number]) \(pieces.randomElement(using: &random)!)"
      }
      // What is between comment marks may go.
      let isSure = !(text.contains("<!--") && text.contains("-->"))
      let sample = MarkdownSample(text + "\n")
      let plain = sample.sections.joined() + sample.body.headings.map(\.text).joined()
      for word in words where isSure {
        #expect(sample.html.contains(word), "\(round): \(text)")
        let isInImage = sample.body.images.contains { $0.alt.contains(word) }
        #expect(plain.contains(word) || isInImage, "\(round): \(text)")
      }
      #expect(Self.isBalanced(sample.html), "\(round): \(text)\n\(sample.html)")
    }
  }

  /// Whether each element ends before the one around it.
  private static func isBalanced(_ html: String) -> Bool {
    var open: [Substring] = []
    for part in html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1) {
      guard let end = part.firstIndex(of: ">") else { return false }
      let name = part[..<end].prefix { $0 != " " }
      if name.hasPrefix("/") {
        if open.popLast() != name.dropFirst() { return false }
      } else if !["br", "hr", "img", "input"].contains(name) {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}

/// Numbers that are the same in every run.
private struct Seed: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
