import Testing

@testable import Markup

@Suite struct TableTests {
  /// The cells of all tables by row, from GitHub's HTML.
  private func cells(_ text: String) -> [[String]] {
    Dialects.html(text, .gfm).components(separatedBy: "<tr>").dropFirst().map { row in
      row.components(separatedBy: "\n").filter { $0.hasPrefix("<t") && $0 != "<tbody>" }.map {
        $0.replacing(/^<t[hd][^>]*>|<\/t[hd]>$/, with: "")
      }
    }
  }

  @Test(arguments: [
    ("| a | b |\n| - | - |\n| c | d |", [["a", "b"], ["c", "d"]]),
    ("a|b\n-|-\nc|d", [["a", "b"], ["c", "d"]]),
    ("|a|\n|-|\n|b|", [["a"], ["b"]]), ("a\n|-\nb", [["a"], ["b"]]), ("|a\n-|", [["a"]]),
    ("a | b\n:-: | -:", [["a", "b"]]),
    ("| a | b |\n| - | - |\n| c |\n| d | e | f |", [["a", "b"], ["c", ""], ["d", "e"]]),
    ("| a \\| b | `c\\|d` | \\\\|\n|-|-|-|", [["a | b", "<code>c|d</code>", "|"]]),
    ("| a | b |\n|-|-|\n| \\| | \\\\| |", [["a", "b"], ["|", "|"]]),
    ("|\ta\t|\tb\t|\n|\t-\t|\t-\t|", [["a", "b"]]),
    ("| *a | b* |\n|-|-|\n| `c | d` |", [["*a", "b*"], ["`c", "d`"]]),
    (
      "| [a] | <https://b.c> |\n|-|-|\n\n[a]: u",
      [["<a href=\"u\">a</a>", "<a href=\"https://b.c\">https://b.c</a>"]]
    ),
    ("| # a | - b | > c | 1. d |\n|-|-|-|-|", [["# a", "- b", "&gt; c", "1. d"]]),
    ("p\n| a |\n|-|\n| b |\n\nq", [["a"], ["b"]]), ("| a |\n|-|\nb\n> c", [["a"], ["b"]]),
    ("| a |\n|-|\nb\n- c\n", [["a"], ["b"]]), ("| a |\n|-|\nb\n```\nc\n```", [["a"], ["b"]]),
    ("| a |\n|-|\nb\n<div>\n", [["a"], ["b"]]),
    ("| a |\n|-|\n<kbd>b</kbd> |", [["a"], ["<kbd>b</kbd>"]]),
    ("- | a |\n  |-|\n  | b |\n- c", [["a"], ["b"]]),
    ("1. x\n\n   | a |\n   |-|\n   b", [["a"], ["b"]]),
    ("> | a |\n> |-|\n> | b |", [["a"], ["b"]]),
    ("> - a|b\n>   -|-\n>   c|d", [["a", "b"], ["c", "d"]]),
    ("> > a|b\n> > -|-\n> > c|d\n> x", [["a", "b"], ["c", "d"]]),
    ("[^1]\n\n[^1]: x\n\n    | a |\n    |-|", [["a"]]),
  ])
  func tablesAreReadWhereverTheyStand(_ text: String, _ expected: [[String]]) {
    #expect(cells(text) == expected)
    #expect(cells(text + "\n") == expected)
    #expect(cells(text.replacing("\n", with: "\r\n")) == expected)
    #expect(cells("\u{FEFF}" + text) == expected)
  }

  @Test(arguments: [
    "a | b\n- | -\n", "| a | b |\n|-|\n", "| a |\n|-|-|\n", "| a |\n| |\n", "| a |\n|:|\n",
    "| a |\n|- -|\n", "    | a |\n    |-|\n", "```\n| a |\n|-|\n```\n", "| a |\n\n|-|\n",
    "a\n-\n", "<!--\n| a |\n|-|\n-->\n", "`| a |\n|-|`\n\n    |-|\n", "# a | b\n-|-\n",
  ])
  func whatOnlyLooksLikeATableIsNone(_ text: String) {
    let html = Dialects.html(text, .gfm)
    #expect(!html.contains("<table>") || text.hasPrefix("`"), "\(html)")
    #expect(MarkdownSample(text).ids.isEmpty)
  }

  @Test func aTableIsWrittenForScreenReadersAndNarrowScreens() {
    #expect(
      MarkdownSample("| a | b | c | |\n|:-|:-:|-:|-|\n| d | e | | f |\n").html == """
        <div class="table" tabindex="0"><table>
        <thead>
        <tr>
        <th scope="col" class="start">a</th>
        <th scope="col" class="center">b</th>
        <th scope="col" class="end">c</th>
        <td></td>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td class="start">d</td>
        <td class="center">e</td>
        <td class="end"></td>
        <td>f</td>
        </tr>
        </tbody>
        </table></div>

        """)
  }

  @Test(arguments: ["", "> ", "- "])
  func aCellWithoutAColumnIsReported(_ container: String) {
    let next = container == "- " ? "  " : container
    let sample = MarkdownSample(
      "\(container)| a\\~ | b |\n\(next)|-|-|\n\(next)| c | | |\n\(next)| é\\~ | d | e | *f* |\n")
    #expect(sample.ids == [.extraCell])
    #expect(sample.text(at: sample.diagnostics.first?.location) == "e | *f*")
    #expect(!sample.html.contains("<em>"))
    #expect(sample.diagnostics.first?.severity == .warning)
  }

  @Test func tablesInBlocksAndBlocksAroundTables() {
    let sample = MarkdownSample(
      ":::note\n| a |\n|-|\n| b |\n:::\n\n- :::note\n  a|b\n  -|-\n  :::\n",
      blocks: [BlockRule("note")])
    #expect(sample.diagnostics.isEmpty)
    #expect(sample.html.components(separatedBy: "<table>").count == 3)
    #expect(sample.html.components(separatedBy: "</table></div>\n</note>").count == 3)
  }
}
