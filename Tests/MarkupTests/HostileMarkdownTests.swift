// Texts made to be slow. Each is read at one size and at four times that size: work that grows with the
// square would take sixteen times as long. Only the ratio is judged, on this thread's own clock.

import Glibc
import Testing

@testable import Markup

@Suite(.serialized) struct HostileMarkdownTests {
  /// A text of any size.
  struct Growth: Sendable, CustomTestStringConvertible {
    let name: String
    let unit: Int
    let text: @Sendable (Int) -> String

    init(_ name: String, _ unit: Int = 1_000, _ text: @escaping @Sendable (Int) -> String) {
      (self.name, self.unit, self.text) = (name, unit, text)
    }

    /// Repeats a piece without a blank line up to the limit of a block, then starts a new block.
    init(blocksOf piece: String) {
      let count = 24_000 / piece.utf8.count
      self.init(piece.debugDescription, 1) {
        String(repeating: String(repeating: piece, count: count / 4) + "\n\n", count: 2 * $0)
      }
    }

    /// Repeats a piece that ends with a blank line.
    init(pieces piece: String) {
      self.init(piece.debugDescription, 16_000 / piece.utf8.count) {
        String(repeating: piece, count: $0)
      }
    }

    var testDescription: String { name }
  }

  private static let reference: [Growth] = [
    // What has been slow in implementations of CommonMark.
    Growth(blocksOf: "["), Growth(blocksOf: "]"), Growth(blocksOf: "[a]("),
    Growth(blocksOf: "[a](<b"),
    Growth(blocksOf: "**a *b "), Growth(blocksOf: "*a **a_ "), Growth(blocksOf: "a_ __b "),
    Growth(blocksOf: "![[]()"), Growth(blocksOf: "[a](b) "), Growth(blocksOf: "`a``b"),
    Growth(blocksOf: "&"), Growth(blocksOf: "&a;"), Growth(blocksOf: "<"), Growth(blocksOf: "<a "),
    Growth(blocksOf: "<!--"), Growth(blocksOf: "<?"), Growth(blocksOf: "\\"),
    Growth(blocksOf: "<>"),
    Growth(blocksOf: "a **b c* "), Growth(blocksOf: "[^a] "), Growth(blocksOf: "![a](b 't') "),
    Growth(pieces: String(repeating: "> ", count: 49) + "a **a *b\n\n"),
    Growth(pieces: String(repeating: "- ", count: 49) + "a\n\n\n\n"), Growth(blocksOf: "[a](b \""),
    Growth(blocksOf: "[a](&#98;) "), Growth(blocksOf: "*"), Growth(blocksOf: "`a``b```"),
    Growth(pieces: "> > > > a\n\n"), Growth(pieces: "- a\n\n  b\n\n"), Growth(pieces: "# a\n\n"),
    Growth("references") { count in
      (0..<count).map { "[\($0)]: x\n\n[\($0)]\n\n" }.joined()
    },
    Growth("one reference") { "[r]: x\n\n" + String(repeating: "[r] [r]\n\n", count: $0) },
    Growth("backticks", 40) { (1...$0).map { "e" + String(repeating: "`", count: $0) }.joined() },
  ]

  private static let extensions: [Growth] = [
    Growth("columns") {
      "|" + String(repeating: "a|", count: $0) + "\n|" + String(repeating: "-|", count: $0) + "\n"
    },
    Growth("pipes", 10_000) { String(repeating: "|", count: $0) },
    Growth("pipes under pipes", 5_000) {
      String(repeating: "|", count: $0) + "\n" + String(repeating: "-|", count: $0)
    },
    Growth("short rows", 300) {
      String(repeating: "a|", count: 300) + "\n" + String(repeating: "-|", count: 300) + "\n"
        + String(repeating: "b|\n", count: $0)
    },
    Growth(pieces: "a|b\n-|-\nc|d\n\n"), Growth(pieces: "a|b\n-|-\nc|d\n> e|f\n\n"),
    Growth("tables in code") { "```\n" + String(repeating: "a|b\n-|-\n\n", count: $0) + "```\n" },
    Growth("rows in code") { "```\na|b\n-|-\n" + String(repeating: "c|d\n", count: $0) + "```\n" },
    Growth(pieces: ":::note\n\n"), Growth(pieces: ":::none\n\n"), Growth(pieces: ":::\n\n"),
    Growth("open and close") {
      String(repeating: "::::none\n\n", count: $0) + String(repeating: ":::\n\n", count: $0)
    },
    Growth(pieces: ":::note\n\na\n\n:::\n\n"),
    Growth("colons in code") { "```\n" + String(repeating: ":::note\n\n", count: $0) + "```\n" },
    Growth("footnotes", 500) { count in
      (0..<count).map { "[^\($0)]\n\n[^\($0)]: x[^\($0 + 1)]\n\n" }.joined()
    },
    Growth(pieces: "[^1]: x\n\n"), Growth(pieces: "1) a\n\n[^1]: x\n\n"),
    Growth("uses of a footnote") { "[^1]: x\n\n" + String(repeating: "a[^1]\n\n", count: $0) },
    Growth(blocksOf: "{{"), Growth(blocksOf: "{{x}} "), Growth(blocksOf: "{{x "),
    Growth(blocksOf: "~"),
    Growth(blocksOf: "~a "), Growth(blocksOf: "~a ~~b "), Growth(blocksOf: "a~ ~~b~~ "),
    Growth("tildes and tildes", 1) { count in
      String(
        repeating: String(repeating: "~a ", count: 2_000) + String(repeating: "b~~ ", count: 2_000)
          + "\n\n", count: count)
    },
    Growth(blocksOf: "www."), Growth(blocksOf: "_www."), Growth(blocksOf: "*www.a_"),
    Growth(blocksOf: "a@"), Growth(blocksOf: "@"), Growth(blocksOf: "://"),
    Growth(blocksOf: "http://"),
    Growth(blocksOf: "http://a_"), Growth(blocksOf: "www.a.b)"), Growth(blocksOf: "[^"),
    Growth(blocksOf: "[^a"), Growth(blocksOf: "\\~"), Growth(blocksOf: "<kbd>"),
    Growth(blocksOf: "`](b` [x](c) "), Growth(pieces: "- [ ] a\n\n"),
    Growth(pieces: "> [!NOTE]\n> a\n\n"),
    Growth(pieces: "<?\n\n:::note\n\n```\n\n"),
    Growth(pieces: "<?\n\na|b\n-|-\n\n```\n\n[^1]: x\n\n"),
    Growth(pieces: "<script>\n\n| </script> |\n|-|\n\n"),
    Growth(pieces: "<?\n:::\n```\n\n<!--\n:::\n-->\n"),
  ]

  @Test(arguments: reference + extensions)
  func workGrowsWithTheLength(_ growth: Growth) {
    let settings = MarkdownSettings(blocks: [BlockRule("note")])
    let small = Array(growth.text(growth.unit).utf8)
    let large = Array(growth.text(4 * growth.unit).utf8)
    // Other work on the machine only ever adds, so one good measurement of three is enough.
    var ratios: [Double] = []
    while ratios.count < 3, ratios.last ?? 10 >= 10 {
      ratios.append(
        Self.seconds(large, settings) / max(Self.seconds(small, settings), 0.0005))
    }
    #expect(ratios.last ?? 0 < 10, "\(growth.name): \(ratios)")
  }

  private static func seconds(_ text: [UInt8], _ settings: MarkdownSettings) -> Double {
    let start = now()
    _ = Markdown.parse(text, from: 0, file: "a.md", settings: settings)
    return now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func aTableThatAsksForTooManyCellsEnds() {
    let width = 10_000
    let text =
      String(repeating: "a|", count: width) + "\n" + String(repeating: "-|", count: width) + "\n"
      + String(repeating: "é|\n", count: 60) + "\n\nafter\n"
    let sample = MarkdownSample(text)
    #expect(sample.ids == [.blockTooLarge])
    #expect(sample.text(at: sample.diagnostics.first?.location) == "é|")
    #expect(sample.html.components(separatedBy: "<tr>").count == 1 + 1 + 10)
    #expect(sample.html.hasSuffix("<p>after</p>\n"))
    #expect(sample.body.html.count < 4_000_000)
    let long = MarkdownSample(
      text.replacing("é|\n", with: String(repeating: "é", count: 900) + "|\n"))
    #expect(long.ids == [.blockTooLarge, .blockTooLarge] && long.body.html.isEmpty)
  }

  @Test func tooManyBlocksInEachOtherAreReportedOnce() {
    let text = String(repeating: "::::note\n", count: 49) + ":::note\n:::note\n" + "a\n:::\n:::\n"
    let sample = MarkdownSample(text, blocks: [BlockRule("note")])
    #expect(sample.ids.count { $0 == .tooDeep } == 1)
    let place = sample.diagnostics.first { $0.id == .tooDeep }?.location
    #expect(sample.text(at: place) == "note" && place?.range.lowerBound == 49 * 9 + 8 + 3)
  }

  /// Lines that stand for others can hide others again, but a text made of that is still read.
  @Test func extensionsInsideExtensionsAreUncoveredStepByStep() {
    let sample = MarkdownSample(
      String(repeating: "<?\n\n:::note\n\n```\n\n", count: 40) + "?>\n\nend\n",
      blocks: [BlockRule("note")])
    #expect(sample.html.contains("end"))
  }

  /// Each line put back uncovers the next; after some of them the author is told instead.
  @Test func aTextThatUncoversItsLinesOneByOneIsReported() {
    let sample = MarkdownSample(
      "<?\n" + String(repeating: ":::note\n\n", count: 20) + "end\n", blocks: [BlockRule("note")])
    let told = sample.diagnostics.filter { $0.message.contains("cannot be told from HTML") }
    #expect(told.count == 1)
    #expect(sample.html.contains("end"))
  }
}
