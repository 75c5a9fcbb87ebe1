import Testing

@testable import Markup

@Suite struct SlugTests {
  @Test(arguments: [
    ("Get help inside the app", "get-help-inside-the-app"),
    ("  What's  new? ", "what-s-new"),
    ("Où écrire à l’équipe ? Œuvre", "ou-ecrire-a-l-equipe-oeuvre"),
    ("ou\u{300} e\u{301}crire", "ou-ecrire"),
    ("Straße İstanbul Łódź", "strasse-istanbul-lodz"),
    ("اتصل بالدعم", "اتصل-بالدعم"),
    ("联系客服", "联系客服"),
    ("한국어 도움말", "한국어-도움말"),
    ("हिन्दी सहायता", "हिन्दी-सहायता"),
    ("Ёлка и Ёж", "ёлка-и-ёж"),
    ("😀 🎉", "section"), ("", "section"), ("!!!", "section"),
    ("Tip 😀 1️⃣", "tip-1"),
    ("２４ hours", "24-hours"),
  ])
  func textsBecomeNames(_ text: String, _ slug: String) {
    #expect(Array(Slug.make(text).unicodeScalars) == Array(slug.unicodeScalars))
  }

  /// A letter that always takes the way through the normal form shows what must come out.
  @Test func lettersTakenApartOneByOneGiveTheSameNames() throws {
    let ranges: [ClosedRange<UInt32>] = [
      0xA0...0x24F, 0x370...0x5FF, 0x600...0x6FF, 0x900...0x97F, 0x2010...0x2060, 0x3000...0x30FF,
      0x3400...0x3410,
      0x4E00...0x4E20, 0x9FF0...0x9FFF, 0xAC00...0xAC20, 0xD790...0xD7A3, 0xFF00...0xFF60,
    ]
    for value in ranges.joined() {
      let scalar = try #require(Unicode.Scalar(value))
      for text in [
        "a\(scalar)b \(scalar)é", "\(scalar)か\(scalar)", "é\(scalar)",
        "न\(scalar)\(scalar) \(scalar)",
      ] {
        let expected = Slug.make("x\(text) ა").unicodeScalars.dropFirst().dropLast(2)
        let slug = Slug.make("x\(text)").unicodeScalars.dropFirst()
        #expect(Array(slug) == Array(expected), "U+\(String(value, radix: 16)) in '\(text)'")
      }
    }
  }

  @Test func longNamesAreCutAtAWord() {
    let slug = Slug.make(String(repeating: "word ", count: 50))
    #expect(slug.utf8.count <= 96 && slug.hasSuffix("word"))
  }

  @Test func repeatedHeadingsTakeTheirParentThenANumber() {
    let sample = MarkdownSample(
      "## iPhone\n\n### Steps\n\n### Steps\n\n## Android\n\n### Steps\n\n### Steps\n\n### Steps\n\n## Android\n\n## Android-2\n"
    )
    #expect(
      Slug.unique(sample.body.headings) == [
        "iphone", "steps", "iphone-steps", "android", "android-steps", "android-steps-2",
        "android-steps-3", "android-2", "android-2-2",
      ])
    #expect(
      Slug.unique(sample.body.headings, reserved: Slug.Reserved(["iphone"])).first == "iphone-2")
  }
}
