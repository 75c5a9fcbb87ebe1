// What readers cannot see reaches no page: in articles, their headers, labels of blocks, and tables.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct HiddenTextTests {
  private func build(
    title: String = "A", text: String = "x", name: String = "E-mail", severities: String = ""
  ) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en]
      severities: {\(severities)}
      -- Content/categories.yaml --
      -- Content/problems.yaml --
      -- Content/channels.yaml --
      email: {kind: email, name: \(name), contacts: [{email: support@whatsapp.com}]}
      -- Content/en/a.md --
      ---
      title: \(title)
      ---
      \(text)
      """)
  }

  @Test(arguments: [
    ("b 1️⃣\u{202E}c", "x", "y"), ("1️⃣\"b \\u202Ec\"", "x", "y"), ("b", "x 1️⃣\u{202D}z", "y"),
    ("b", "x", "y 1️⃣\u{202E}z"), ("b", ":::details[y 1️⃣\u{202E}z]\nx\n:::", "y"),
    ("b", "- y\n  > `1️⃣\u{202E}z`", "y"), ("b", "<!-- 1️⃣\u{202E} -->", "y"),
  ])
  func anOverrideOfDirectionStopsTheBuild(
    title: String, text: String, name: String
  ) async throws {
    let site = try await build(title: title, text: text, name: name)
    site.expect(.directionOverride, at: "1️⃣", messageContains: "U+202", hintContains: "remove")
    site.expectCount(1)
    #expect(site.result.output == nil)
  }

  @Test func whereTheCheckIsOffItReachesNoPageEither() async throws {
    let site = try await build(
      title: "b \u{202E}c\u{202B}",
      text: "x \u{202D}y \u{2067}z\n\n:::details[d \u{202E}e]\nf\n:::",
      name: "n \u{202E}m", severities: "direction-override: off, unbalanced-direction: off")
    site.expectNothingFound()
    for path in site.paths where !path.hasPrefix("assets/") {
      let bytes = site.bytes(path) ?? []
      let text = String(decoding: bytes, as: UTF8.self)
      let found = text.unicodeScalars.filter {
        (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
      }
      #expect(found.isEmpty, "\(path)")
    }
  }

  @Test func aDirectionWithoutAnEndIsAWarning() async throws {
    let site = try await build(title: "b 1️⃣\u{202B}c", text: "x 2️⃣\u{2068}y\n\nz 3️⃣\u{2069}")
    site.expect(.unbalancedDirection, at: "1️⃣", messageContains: "U+202B")
    site.expect(.unbalancedDirection, at: "2️⃣", messageContains: "U+2068")
    site.expect(.unbalancedDirection, at: "3️⃣", messageContains: "U+2069")
    site.expectCount(3)
    #expect(site.result.output != nil)
  }

  @Test func arabicArticlesSetAddressesAndNumbersApart() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, ar]
      -- Content/categories.yaml --
      -- Content/problems.yaml --
      -- Content/channels.yaml --
      -- Content/ar/a.md --
      ---
      title: أ
      ---
      اتصل على +33 1 23 45 67 89 أو support@whatsapp.com
      -- Content/en/a.md --
      ---
      title: A
      ---
      Call +33 1 23 45 67 89 or support@whatsapp.com
      """)
    let page = site.page("ar/a.html")
    #expect(page.contains("على <bdi dir=\"ltr\">+33 1 23 45 67 89</bdi> أو"))
    #expect(page.contains("><bdi dir=\"ltr\">support@whatsapp.com</bdi></a></p>"))
    #expect(site.page("en/a.html").contains("Call +33 1 23 45 67 89 or <a"))
  }
}
