import Testing

@testable import Markup

// Escapes look at eight bytes at once; each sign must be found wherever it stands among others.

@Suite struct EscapingTests {
  private let signs: [(sign: String, html: String, json: String)] = [
    ("&", "&amp;", "\\u0026"), ("<", "&lt;", "\\u003c"), (">", "&gt;", "\\u003e"),
    ("\"", "&quot;", "\\\""), ("'", "&#39;", "'"), ("\\", "\\", "\\\\"),
    ("\n", "\n", "\\n"), ("\u{1}", "\u{1}", "\\u0001"), ("\u{1F}", "\u{1F}", "\\u001f"),
    ("\u{7F}", "\u{7F}", "\\u007f"), ("\u{2028}", "\u{2028}", "\\u2028"),
    ("\u{2029}", "\u{2029}", "\\u2029"), ("\u{2019}", "\u{2019}", "\u{2019}"),
    ("\u{22}\u{301}", "&quot;\u{301}", "\\\"\u{301}"), ("", "", ""),
  ]

  /// What stands around a sign: the neighbours of signs in ASCII, other scripts, bytes beyond ASCII
  /// that are signs but for one bit.
  private let fillers = ["x", " !#%(;=?[]^~", "éàß", "联系客服", "😀\u{80}\u{FF}", "¢¦§¼¾Ü"]

  @Test func everySignIsEscapedAtEveryPlace() {
    for filler in fillers {
      let scalars = Array(filler.unicodeScalars)
      for length in 0..<20 {
        for place in 0...length {
          let before = text(scalars, 0..<place)
          let after = text(scalars, place..<length)
          for (sign, html, json) in signs {
            var out = ByteWriter()
            Escaping.html(before + sign + after, into: &out)
            #expect(out.text.utf8.elementsEqual((before + html + after).utf8))
            out = ByteWriter()
            Escaping.json(before + sign + sign + after, into: &out)
            #expect(out.text.utf8.elementsEqual("\"\(before)\(json)\(json)\(after)\"".utf8))
          }
        }
      }
    }
  }

  private func text(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> String {
    var out = String.UnicodeScalarView()
    for index in range { out.append(scalars[index % scalars.count]) }
    return String(out)
  }
}
