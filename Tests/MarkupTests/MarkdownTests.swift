import Testing

@testable import Markup

@Suite struct MarkdownTests {
  @Test func anArticleBecomesHTMLWithHoles() {
    let sample = MarkdownSample(
      """
      Some *short* and **strong** `a < b` text\\
      on two lines.

      ## Steps & [more](more.md "Title")

      1. First
      2. Second, see [the channel](channel:email#times)

      - tight
        - nested

      > Quoted & "said"

      ![A *phone*](../x%20y.svg)

      ***

      ```swift extra
      let a = 1 < 2
      ```
      """)
    #expect(
      sample.html == """
        <p>Some <em>short</em> and <strong>strong</strong> <code>a &lt; b</code> text<br>
        on two lines.</p>
        <h2 id="steps-more">Steps &amp; <a href="more.md" title="Title">more</a></h2>
        <ol>
        <li>First</li>
        <li>Second, see <a href="channel:email#times">the channel</a></li>
        </ol>
        <ul>
        <li>tight
        <ul>
        <li>nested</li>
        </ul>
        </li>
        </ul>
        <blockquote>
        <p>Quoted &amp; &quot;said&quot;</p>
        </blockquote>
        <p><img src="../x y.svg" alt="A phone"></p>
        <hr>
        <pre tabindex="0" dir="ltr"><code class="language-swift"><span class="k">let</span> a = \
        <span class="n">1</span> &lt; <span class="n">2</span>
        </code></pre>

        """)
    #expect(sample.diagnostics.isEmpty)
  }

  @Test func headingsBeginAtTheSecondLevel() {
    let sample = MarkdownSample("# One\n\n## Two\n\n### Three\n\nFour\n====\n\n###### Six\n")
    #expect(sample.body.headings.map(\.level) == [2, 2, 3, 2, 6])
    #expect(sample.body.headings.map(\.text) == ["One", "Two", "Three", "Four", "Six"])
  }

  @Test func aHeadingsHTMLHasNoLinksButKeepsTheirText() {
    let sample = MarkdownSample("## A [`b`](c.md) and <https://d.org> & ![e](f.svg)\n")
    let html = String(decoding: sample.body.headings[0].html, as: UTF8.self)
    #expect(html == "A <code>b</code> and https://d.org &amp; ")
    #expect(sample.body.headings[0].text == "A b and https://d.org & e")
  }

  @Test func plainTextIsKeptBySection() {
    let sample = MarkdownSample(
      "Before\nit all.\n\n- a\n- b\n\n## One\n\n### Two\n\nText `code` &amp; [link](x.md).\n\n    block\n"
    )
    #expect(sample.sections == ["Before it all.\na\nb", "", "Text code & link.\nblock"])
    #expect(sample.body.sections.map(\.heading) == [nil, 0, 1])
  }

  @Test func aListMayBeginAtAnyNumberAndBeLoose() {
    #expect(
      MarkdownSample("3. a\n\n4. b\n").html
        == "<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>\n")
  }

  @Test func anEmptyTextIsAnEmptyBody() {
    let sample = MarkdownSample("")
    #expect(sample.html.isEmpty && sample.body.sections.isEmpty && sample.diagnostics.isEmpty)
  }

  @Test func allowedTagsPassAndAreBalanced() {
    let sample = MarkdownSample("Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>x<BR />y<!-- gone -->.\n")
    #expect(
      sample.html
        == "<p>Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>x<br>y.</p>\n")
    #expect(sample.diagnostics.isEmpty)
    let open = MarkdownSample("*a <mark>b* c</mark> d <sup>e\n\nf\n")
    #expect(
      open.html
        == "<p><em>a <mark>b</mark></em> c&lt;/mark&gt; d <sup>e</sup></p>\n<p>f</p>\n")
    #expect(open.ids == [.rawHTML, .rawHTML, .rawHTML])
    #expect(open.diagnostics.map { open.text(at: $0.location) } == ["<mark>", "</mark>", "<sup>"])
  }

  @Test func otherHTMLIsShownAsText() {
    let sample = MarkdownSample(
      "a <b onclick=x>b</b> <kbd class=\"x\">c</kbd>\n\n<script>\nalert(1)\n</script>\n\n<!-- c -->\n"
    )
    #expect(
      sample.html
        == "<p>a &lt;b onclick=x&gt;b&lt;/b&gt; &lt;kbd class=&quot;x&quot;&gt;c&lt;/kbd&gt;</p>\n"
        + "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n")
    #expect(sample.ids.allSatisfy { $0 == .rawHTML })
    #expect(sample.text(at: sample.diagnostics[0].location) == "<b onclick=x>")
    #expect(sample.text(at: sample.diagnostics.last?.location) == "<script>")
  }

  @Test func charactersThatHTMLForbidsBecomeReplacements() {
    let sample = MarkdownSample(
      "a&#27;b&#x85;c&#xFFFE;d&#xFFFF;e&#xFDD0;f\u{1B}g\u{9B}h&#x1FFFE;i 😀é\n")
    let mark = "\u{FFFD}"
    let shown = "a\(mark)b\(mark)c\(mark)d\(mark)e\(mark)f\(mark)g\(mark)h\(mark)i 😀é"
    #expect(sample.html == "<p>\(shown)</p>\n")
    #expect(sample.sections == [shown])
  }

  @Test func aQuoteWithACombiningMarkStaysEscaped() {
    let sample = MarkdownSample("[a](b.md '\"\u{301} onclick=x') <\u{301}script>\n")
    let html = Array(sample.html.utf8)
    let mark = "\u{301}"
    let expected =
      "<p><a href=\"b.md\" title=\"&quot;\(mark) onclick=x\">a</a> &lt;\(mark)script&gt;</p>\n"
    #expect(html == Array(expected.utf8))
  }

  @Test func aCodeLanguageCannotLeaveItsAttribute() {
    #expect(
      MarkdownSample("```a\"><script>\nx\n```\n").html
        == "<pre tabindex=\"0\" dir=\"auto\"><code class=\"language-a&quot;&gt;&lt;script&gt;\">x\n</code></pre>\n"
    )
  }
}
