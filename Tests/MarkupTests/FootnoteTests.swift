import Testing

@testable import Markup

@Suite struct FootnoteTests {
  /// The numbers in the text and the texts of the notes, from an article.
  private func notes(_ text: String) -> (uses: [String], notes: [String]) {
    let html = MarkdownSample(text).html
    let parts = html.components(separatedBy: "<section class=\"footnotes\"")
    let uses = html.matches(of: /role="doc-noteref">(\d+)</).map { String($0.1) }
    let notes =
      parts.count < 2
      ? []
      : parts[1].components(separatedBy: "<li id=\"fn:").dropFirst().map {
        $0.replacing(/<a href="#fnref[^>]*>[^<]*<\/a>/, with: "⤴").replacing(/<[^>]*>/, with: "")
          .components(separatedBy: .whitespacesAndNewlines).filter { !$0.isEmpty }.dropFirst(0)
          .joined(separator: " ").replacing(/^\d+"> ?/, with: "")
      }
    return (uses, Array(notes))
  }

  @Test(arguments: [
    ("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n", ["1", "2", "1"], ["X ⤴ ⤴", "Y ⤴"]),
    ("[^1]: X\n\na[^1]\n", ["1"], ["X ⤴"]), ("a[^A]\n\n[^a]: X\n", ["1"], ["X ⤴"]),
    ("a[^1]\n\n[^1]: X[^2]\n[^2]: Y\n", ["1", "2"], ["X2 ⤴", "Y ⤴"]),
    ("a[^1]\n\n[^1]: X\n\n    Y\n\n    - Z\n", ["1"], ["X Y Z ⤴"]),
    ("- a[^1]\n\n  [^1]: X\n- b\n", ["1"], ["X ⤴"]), ("> a[^1]\n>\n> [^1]: X\n", ["1"], ["X ⤴"]),
    (
      "# a[^1]\n\n| b[^1] |\n|-|\n| c[^2] |\n\n[^1]: X\n[^2]: Y\n", ["1", "1", "2"],
      ["X ⤴ ⤴", "Y ⤴"]
    ),
    ("*a[^1]*~~b[^1]~~\n\n[^1]: `X`\n", ["1", "1"], ["X ⤴ ⤴"]),
    ("`[^1]`\n\n    [^1]\n\n[^1]: X\n", [], []), ("\\[^1]\n\n[^1]: X\n", [], []),
    ("a[^1]\n[^1]: X\nlazy\n", ["1"], ["X lazy ⤴"]),
    ("a[^1] b[^2]\n\n[^2]: Y[^1]\n\n[^1]: X[^2]\n", ["1", "2", "2", "1"], ["X2 ⤴", "Y1 ⤴ ⤴"]),
    ("a[^1]\n\n1) one\n2) two\n\n[^1]: X\n", ["1"], ["X ⤴"]),
    ("a[^1]\n\n[^1]: X\n\n[^1]: Z\n", ["1"], ["X ⤴"]),
  ])
  func notesAreNumberedByTheirFirstUse(_ text: String, _ uses: [String], _ texts: [String]) {
    for variant in [
      text, text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text, String(text.dropLast()),
    ] {
      let found = notes(variant)
      #expect(found.uses == uses, "\(variant.debugDescription)")
      #expect(found.notes == texts, "\(variant.debugDescription)")
    }
  }

  @Test func notesAndTheirUsesLeadToEachOther() {
    #expect(
      MarkdownSample("a[^x] b[^x]\n\n[^x]: X\n").html == """
        <p>a<sup class="footnote"><a href="#fn:1" id="fnref:1" role="doc-noteref">1</a></sup> b<sup \
        class="footnote"><a href="#fn:1" id="fnref:1:2" role="doc-noteref">1</a></sup></p>
        <section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
        <ol>
        <li id="fn:1">
        <p>X <a href="#fnref:1" class="footnote-back" role="doc-backlink" aria-label="Back to the \
        text">↩\u{FE0E}</a> <a href="#fnref:1:2" class="footnote-back" role="doc-backlink" \
        aria-label="Back to the text 2">↩\u{FE0E}</a></p>
        </li>
        </ol>
        </section>

        """)
  }

  /// An author's list stays as it was, however cmark joins it with definitions.
  @Test(arguments: [
    ("1) one\n2) two\n\n[^1]: X\n", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n"),
    ("[^1]: X\n\n7) one\n8) two\n", "<ol start=\"7\">\n<li>one</li>\n<li>two</li>\n</ol>\n"),
    (
      "1) one\n\n2) two\n[^1]: X\n",
      "<ol>\n<li>\n<p>one</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ol>\n"
    ),
    (
      "1) one\n[^1]: X\n\n4) two\n",
      "<ol>\n<li>one</li>\n</ol>\n<ol start=\"4\">\n<li>two</li>\n</ol>\n"
    ),
    (
      "> 1) one\n> 2) two\n>\n> [^1]: X\n",
      "<blockquote>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n</blockquote>\n"
    ),
    (
      "1) [ ] one\n\n   a\n\n[^1]: X\n\n2) two\n",
      "<ol class=\"tasks\">\n<li><input type=\"checkbox\" disabled aria-label=\"Not done\"> \n<p>one</p>\n<p>a</p>\n</li>\n</ol>\n<ol start=\"2\">\n<li>two</li>\n</ol>\n"
    ),
  ])
  func listsBesideNotesKeepTheirNumbersAndSpacing(_ text: String, _ html: String) {
    #expect(MarkdownSample(text).html == html)
  }

  @Test func mistakesInNotesAreWarningsButForADefinitionTwice() {
    let sample = MarkdownSample("a[^no] b[^x]\n\n[^x]: X\n[^x]: Z\n[^y]: Y\n")
    #expect(sample.ids.sorted() == [.duplicateFootnote, .unknownFootnote, .unusedFootnote])
    #expect(
      sample.diagnostics.filter { $0.severity == .error }.map(\.id) == [.duplicateFootnote])
    #expect(sample.html.contains("a[^no] b<sup"))
  }

  @Test(arguments: ["\\[^1]", "\\[\\^1\\]", "\\[\\^1]"])
  func escapedBracketsAreNoNotes(text: String) {
    let sample = MarkdownSample("Only \(text) here.\n\n[^1]: Note\n")
    #expect(sample.ids == [.unusedFootnote])
    #expect(sample.html == "<p>Only [^1] here.</p>\n")
  }
}

@Suite struct AlertTests {
  @Test(arguments: AlertKind.allCases)
  func anAlertHasItsTitle(_ kind: AlertKind) {
    let name = "\(kind.name)"
    for tag in [name.uppercased(), name, name.capitalized] {
      let sample = MarkdownSample("> [!\(tag)]\n> a\n>\n> - b\n")
      #expect(
        sample.html == """
          <div class="alert alert-\(name)" role="note">
          <p class="alert-title">\(name.capitalized)</p>
          <p>a</p>
          <ul>
          <li>b</li>
          </ul>
          </div>

          """)
    }
    #expect(
      Dialects.html("> [!\(name.uppercased())]\n> a\n", .gfm)
        == "<div class=\"markdown-alert markdown-alert-\(name)\">\n"
        + "<p class=\"markdown-alert-title\">\(name.capitalized)</p>\n<p>a</p>\n</div>\n")
  }

  @Test(arguments: [
    "> [!NOTE] a\n", "> [!NOTES]\n> a\n", "> \\[!NOTE]\n> a\n", "> a [!NOTE]\n", "> [!NOTE\n> a\n",
    "> `[!NOTE]`\n", "- [!NOTE]\n", "> # [!NOTE]\n", "> a\n>\n> [!NOTE]\n",
  ])
  func otherQuotesStayQuotes(_ text: String) {
    #expect(!MarkdownSample(text).html.contains("class=\"alert"))
    #expect(MarkdownSample(text).html.contains("NOTE"))
  }

  @Test func anAlertMayStandAnywhereAndBeEmpty() {
    #expect(MarkdownSample("- > [!TIP]\n  > a\n").html.contains("alert-tip"))
    #expect(MarkdownSample("> > [!TIP]\n> > a\n").html.contains("<blockquote>\n<div class=\"alert"))
    #expect(MarkdownSample("> [!TIP]\r\n").html.contains("Tip</p>\n</div>"))
    #expect(MarkdownSample("> [!TIP]  \n>\n> a\n").html.contains("Tip</p>\n<p>a</p>"))
  }
}
