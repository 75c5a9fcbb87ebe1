import Testing

@testable import Markup

// What holds for any code in any language: nothing is lost or added, spans are in order, and the work
// is a small multiple of the length. The work is counted in bytes looked at, not in time.

@Suite struct HighlightPropertyTests {
  static let languages = [
    "swift", "python", "js", "json", "http", "html", "css", "yaml", "sh", "console",
  ]

  /// Pieces that begin, end or confuse something in some language.
  private static let pieces = [
    "\"", "'", "`", "\\", "/", "*", "/*", "*/", "//", "<", ">", "</", "<!--", "-->", "<![CDATA[",
    "]]>", "<script>", "</script>", "<style ", "</style", "<a b=", "/>", "&", "&amp;", ";", "{",
    "}", "[", "]", "(", ")", "\\(", "${", "$(", "$", "$ ", "#", "##\"", "\"#", "\"\"\"", "'''", "@",
    "%", ":", ": ", "- ", "? ", ",", ".", "=", "|", "|-\n  ", "<<EOF", "EOF", "<<'A", "\n", "\r\n",
    "\r", "\n\n", " ", "  ", "\t", "let ", "return ", "rb", "x", "A1", "0x", "1e+", "12", "é", "日本",
    "\u{301}", "😀", "\0", "\u{1B}", "\u{85}", "\u{FFFE}", "HTTP/1.1 200", "GET /", "\nHost: a\n\n",
    "---", "true", "null", "\\\n",
  ]

  @Test(arguments: languages)
  func codeWithoutItsSpansIsTheCode(language: String) throws {
    var random = Numbers(seed: 20)
    for _ in 0..<800 {
      var text = ""
      for _ in 0..<random.next(below: 24) {
        text += Self.pieces[random.next(below: Self.pieces.count)]
      }
      let code = Array(text.utf8)
      let highlighted = try #require(HighlightedCode(language, code))
      #expect(highlighted.withoutSpans == HighlightedCode.plain(code), "\(text.debugDescription)")
      #expect(highlighted.reads <= 16 * code.count + 64, "\(text.debugDescription)")
    }
  }

  @Test(arguments: languages)
  func bytesThatAreNoTextKeepSpansInOrder(language: String) throws {
    var random = Numbers(seed: 7)
    for _ in 0..<200 {
      let code = (0..<random.next(below: 80)).map { _ in UInt8(random.next(below: 256)) }
      let highlighted = try #require(HighlightedCode(language, code))
      #expect(highlighted.withoutSpans != nil, "\(code)")
    }
  }

  @Test(arguments: languages)
  func workGrowsWithTheLengthAlone(language: String) throws {
    let units =
      Self.pieces + [
        "\"\\(", "`${", "\"$(", "/[", "/[ ", "a: ", "{a", "{\"a\" ", "- - a: ", "a {b;", "a:b ",
        "<a '", "<a =", "##", "<<A <<B ", "<<A\n", "\"\\", "\\\"", "GET a ", "GET a\n", "A", "\"  ",
        "x,", "#\"\"", "$ '\n", "/*/", "<!-", "<script><", "&a", "a\"b'", "(\"", "1.", "-", "--",
        "..",
      ]
    for unit in units {
      for opening in [
        "", "\"", "{", "- ", "#######\"", "/*", "<script>", "cat <<A\n", "GET /\n\n{",
      ] {
        let body = Array(unit.utf8)
        var code = Array(opening.utf8)
        while code.count < 1000 { code += body }
        for ending in ["", " a: b"] {
          let reads = try #require(HighlightedCode.reads(language, code + Array(ending.utf8)))
          #expect(
            reads <= 16 * code.count,
            "\(opening.debugDescription) \(unit.debugDescription) \(reads)")
        }
      }
    }
  }
}

/// The same numbers in every run.
private struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }
}
