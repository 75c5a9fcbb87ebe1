// Addresses outside of the site: what may follow a scheme, and hosts that look like others.

import Testing

@testable import Markup

@Suite struct AddressTests {
  private func findings(_ address: String, text: String = "words") -> [Diagnostic] {
    MarkdownSample("[\(text)](<\(address)>)\n").diagnostics
  }

  @Test(arguments: [
    "https://whatsapp.com@evil.example/", "https://a:b@evil.example",
    "https://x.org%40evil.example",
    "https://evil.example\\\\@whatsapp.com", "https:/\\\\evil.example",
    "https:\\\\\\\\evil.example",
    "https:evil.example", "https:/evil.example", "https://:80/", "https://x.org:99999/",
    "https://x.org:8a/", "https://a b.org/", "https://a..org/", "https://%65vil.example/",
    "https://x%2eorg/", "https://0x7f.1/", "https://2130706433/", "https://127.0.0.256/",
    "https://017.0.0.1/", "https://x.org&#x3c;/", "https://&#x1;x.org/",
  ])
  func anAddressThatBrowsersReadOtherwiseIsRefused(_ address: String) {
    let sample = MarkdownSample("a [text](<\(address)>) b\n")
    #expect(sample.ids == [.unsafeLink])
    #expect(sample.text(at: sample.diagnostics.first?.location) == address)
    #expect(sample.html == "<p>a text b</p>\n")
  }

  @Test(arguments: [
    "https://x.org", "HTTPS://X.org/a@b", "https://x.org:8080/?a=@b#@c", "https://x.org./",
    "https://192.168.0.1/", "http://localhost:80", "https://a_b.x.org/", "https://x.org/a\\\\b",
    "https://münchen.de/", "https://m%C3%BCnchen.de/", "https://президент.рф/",
    "https://почта.com/", "https://日本語とカタカナと漢字.jp/", "https://abc日本.jp/",
    "https://한국어abc漢.kr/", "https://ㄅㄆ漢abc.tw/", "https://հայ.հայ/", "https://сор.рф/",
    "https://٢٠٢٥.com/", "https://ελλάδα.gr/", "https://مثال.com/",
    "https://उदाहरण.भारत/", "https://l·l.cat/", "https://נייעס.example/",
  ])
  func anHonestHostPasses(_ address: String) {
    let sample = MarkdownSample("[text](<\(address)>)\n")
    #expect(sample.diagnostics == [])
    #expect(sample.html.contains("rel=\"noopener noreferrer\">text</a>"))
  }

  @Test(arguments: [
    ("https://wh\u{430}tsapp.com/", "'а' (U+0430) is Cyrillic", "'whatsapp.com'"),
    ("https://wh%D0%B0tsapp.com/", "'а' (U+0430) is Cyrillic", "'whatsapp.com'"),
    ("https://wh&#x430;tsapp.com/", "'а' (U+0430) is Cyrillic", "'whatsapp.com'"),
    ("https://g\u{3BF}\u{3BF}gle.com/", "'ο' (U+03BF) is Greek", "'google.com'"),
    ("https://\u{570}ello.org/", "is Armenian", "'hello.org'"),
    ("https://whatsapp.\u{441}\u{43E}/", "looks like 'co'", "'whatsapp.co'"),
    ("https://whats\u{665}pp.com/", "'٥' (U+0665) is Arabic", ""),
    ("https://\u{430}\u{440}\u{440}\u{4CF}\u{435}.com/", "looks like 'apple'", "'apple.com'"),
    ("https://\u{410}\u{420}\u{420}.com/", "looks like 'app'", "'app.com'"),
    ("https://www.\u{3BF}\u{3BA}.com/", "is Greek", "'www.ok.com'"),
    ("https://whats\u{200B}app.com/", "U+200B in the host name 'whatsapp' is invisible", ""),
    ("https://whats&#x2060;app.com/", "U+2060", ""),
    ("https://whats\u{200D}app.com/", "invisible", ""),
    ("https://ｗhatsapp.com/", "looks like 'w'", "'whatsapp.com'"),
    ("https://whatsapp\u{3002}com/", "looks like '.'", "'whatsapp.com'"),
    ("https://whatsapp.com\u{2044}x.example/", "is no letter", ""),
    ("https://\u{1D430}hatsapp.com/", "another character", ""),
    ("https://wh\u{251}tsapp.com/", "looks like 'a'", "'whatsapp.com'"),
    ("https://xn--whtsapp-3fg.com/", "stands for 'whаtsapp'", ""),
    ("https://ab\u{5D0}\u{5D1}.com/", "'א' (U+05D0) is Hebrew, 'ב' (U+05D1) is Hebrew", ""),
    ("https://a\u{985}.com/", "Bengali", ""),
    ("mailto:support@wh\u{430}tsapp.com", "Cyrillic", "'whatsapp.com'"),
    ("mailto:a@b.org?cc=c@wh%D0%B0tsapp.com", "Cyrillic", "'whatsapp.com'"),
  ])
  func aHostThatLooksLikeAnotherIsReported(address: String, message: String, hint: String) {
    let found = findings(address)
    #expect(found.map(\.id) == [.lookAlikeDomain])
    #expect(found.first?.message.contains(message) == true, "\(found)")
    #expect(hint.isEmpty || found.first?.hint == "did you mean \(hint)?", "\(found)")
  }

  @Test func anEncodedHostShowsWhatItStandsFor() {
    let found = findings("https://www.xn--mnchen-3ya.de/")
    #expect(found.map(\.id) == [.encodedDomain])
    #expect(found.first?.message.contains("'münchen'") == true)
    #expect(findings("https://xn--99999999999999.de/").map(\.id) == [.encodedDomain])
    #expect(findings("https://XN--ihqwcrb4cv8a8dqg056pqjye.example/").count == 1)
  }

  @Test(arguments: [
    "mailto:a@b.org", "mailto:a@b.org,c.d+e@f-g.example",
    "mailto:a@b.org?subject=x%20y&body=a%0D%0Ab",
    "mailto:?subject=x", "mailto:a@b.org?cc=c@d.org,e@f.org&BCC=g@h.org&Subject=50%25",
    "mailto:%22a%20b%22@c.org", "mailto:o'neil@c.org", "mailto:ü@c.org", "mailto:a%2Bb@c.org",
    "mailto:a@b.org?subject=", "tel:+33-1-23-45-67-89", "tel:+1(555)123.4567;ext=12",
    "tel:112", "tel:1234;phone-context=+33", "tel:1234;phone-context=example.org",
  ])
  func aGoodAddressOfMailOrPhonePasses(_ address: String) {
    let sample = MarkdownSample("[text](<\(address)>)\n")
    #expect(sample.diagnostics == [])
    #expect(sample.html.hasPrefix("<p><a href=\""))
    #expect(!sample.html.contains("rel="))
  }

  @Test(arguments: [
    ("mailto:a", "'a' is not"), ("mailto:a@b", "'a@b'"), ("mailto:@b.org", ""),
    ("mailto:a@b..org", ""), ("mailto:a..b@c.org", ""), ("mailto:.a@c.org", ""),
    ("mailto:a@-b.org", ""), ("mailto:a@b.org,", "'' is not"), ("mailto:a@b.org, c@d.org", ""),
    ("mailto:a@b.org;c@d.org", ""), ("mailto:a b@c.org", ""), ("mailto:a@b.org%0Ac@d.org", ""),
    ("mailto:a@b.org?subjcet=x", "'subjcet'"), ("mailto:a@b.org?attach=/etc/passwd", "'attach'"),
    ("mailto:a@b.org?to=c@d.org", "'to'"), ("mailto:a@b.org?subject", "'='"),
    ("mailto:a@b.org?subject=a&", "empty field"), ("mailto:a@b.org?subject=100%", "'%'"),
    ("mailto:a@b.org?subject=%zz", "'%zz'"), ("mailto:a@b.org?subject=%ff", "UTF-8"),
    ("mailto:a@b.org?subject=a%0D%0ABcc:x@y.org", "control"),
    ("mailto:a@b.org?body=%00", "control"),
    ("mailto:a@b.org?cc=x", "'x' is not"), ("mailto:a@b.org#x", "'#'"), ("mailto:?", "without"),
    ("tel:+", ""), ("tel:-", ""), ("tel:+33 1 23", "'+33 1 23'"), ("tel:+33a", ""),
    ("tel:+1234567890123456", "15 digits, not 16"), ("tel:phone", ""), ("tel:12;", "''"),
    ("tel:+33-1;ext=x", "'ext=x'"), ("tel:%2B33", ""), ("tel:+٣٣", ""),
  ])
  func aBadAddressOfMailOrPhoneIsAnErrorAndItsTextStays(address: String, message: String) {
    let sample = MarkdownSample("a [text](<\(address)>) b\n")
    #expect(sample.ids == [.invalidAddress])
    #expect(
      message.isEmpty || sample.diagnostics.first?.message.contains(message) == true,
      "\(sample.diagnostics)")
    #expect(sample.text(at: sample.diagnostics.first?.location) == address)
    #expect(sample.html == "<p>a text b</p>\n")
  }

  @Test func slipsInAddressesHaveHints() {
    #expect(findings("mailto:a@b.org?subjcet=x").first?.hint == "did you mean 'subject'?")
    #expect(findings("tel:+33 1 23").first?.hint == "write it without spaces: tel:+33-1-23")
    let local = findings("tel:01-23-45-67-89")
    #expect(local.map(\.id) == [.localPhoneNumber])
    #expect(local.first?.severity == .warning)
    #expect(local.first?.hint?.contains("country code") == true)
    #expect(findings("tel:0033123456789").first?.hint?.hasSuffix("tel:+33123456789") == true)
  }

  @Test(arguments: [
    ("https://whatsapp.com", "https://evil.example/"), ("whatsapp.com", "https://evil.example"),
    ("www.whatsapp.com/contact", "https://whatsapp.com.evil.example"),
    ("Visit https://whatsapp.com now", "https://evil.example"),
    ("**https://whatsapp.com/**", "https://evil.example"), ("`whatsapp.com`", "https://evil.org"),
    ("https://whats&#x200B;app.com", "https://evil.example"),
    ("support@whatsapp.com", "mailto:support@evil.example"),
    ("support@whatsapp.com", "mailto:sales@whatsapp.com"),
    ("support@whatsapp.com", "https://evil.example"), ("whatsapp.com", "mailto:a@evil.example"),
    ("https://whatsapp.com", "tel:+33123456789"), ("+33 1 23 45 67 89", "tel:+33123456788"),
    ("whatsapp.com.", "https://faq.whatsapp.example"), ("(whatsapp.com)", "https://evil.example"),
    ("http://whatsapp.com@evil.example", "https://whatsapp.com"),
  ])
  func aTextThatShowsAnotherAddressIsReported(text: String, address: String) {
    let sample = MarkdownSample("[\(text)](<\(address)>)\n")
    #expect(sample.ids == [.misleadingLink])
    #expect(sample.text(at: sample.diagnostics.first?.location) == address)
  }

  @Test(arguments: [
    ("https://whatsapp.com", "https://www.whatsapp.com/contact?x"),
    ("www.WhatsApp.com", "https://whatsapp.com"), ("whatsapp.com/dl", "https://whatsapp.com./dl"),
    ("the help of WhatsApp", "https://faq.whatsapp.com"), ("Node.js", "https://nodejs.example"),
    ("README.md", "https://git.example/README.md"), ("site.yaml", "https://x.example"),
    ("v1.2.3", "https://x.example"), ("e.g. this", "https://x.example"), ("10:30", "https://x.org"),
    ("com.whatsapp", "https://play.example/?id=com.whatsapp"), ("@whatsapp", "https://x.example"),
    ("support@whatsapp.com", "mailto:Support@WhatsApp.com?subject=x"),
    ("write to support@whatsapp.com", "mailto:a@b.org,support@whatsapp.com"),
    ("münchen.de", "https://m%C3%BCnchen.de"), ("+33 (0)1 23 45 67 89", "tel:+33-1-23-45-67-89"),
    ("01 23 45 67 89", "tel:+33123456789"), ("24/7", "tel:+33123456789"),
    ("https://x.org/a.", "https://x.org/b"), ("«x.org»", "https://x.org"),
  ])
  func aTextThatIsWordsOrTheSameAddressIsFine(text: String, address: String) {
    #expect(MarkdownSample("[\(text)](<\(address)>)\n").diagnostics == [])
  }

  @Test func addressesWithoutBracketsAreLookedAtToo() {
    let sample = MarkdownSample(
      "See https://wh\u{430}tsapp.com/ or www.xn--mnchen-3ya.de,\nhttps://x.org@evil.example/ "
        + "and <https://g\u{3BF}ogle.com> a@b..org ftp://x.org.\n")
    #expect(sample.ids == [.lookAlikeDomain, .encodedDomain, .unsafeLink, .lookAlikeDomain])
    #expect(
      sample.diagnostics.map { sample.text(at: $0.location) } == [
        "https://wh\u{430}tsapp.com/", "www.xn--mnchen-3ya.de", "https://x.org@evil.example/",
        "https://g\u{3BF}ogle.com",
      ])
  }

  @Test func aLinkInAHeadingIsLookedAtWithItsOwnText() {
    let sample = MarkdownSample(
      "## whatsapp.com: [words](https://x.org) and [x.org](https://evil.example)\n")
    #expect(sample.ids == [.misleadingLink])
    #expect(sample.text(at: sample.diagnostics.first?.location) == "https://evil.example")
  }
}
