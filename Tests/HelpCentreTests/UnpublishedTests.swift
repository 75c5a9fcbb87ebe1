// Who points to an article that is not to be seen now is told so, and not that it does not exist.

import HelpCentre
import TestSupport
import Testing

@Suite struct UnpublishedTests {
  @Test(arguments: ["draft: true", "publish: 2030-01-01", "expires: 2020-01-01"])
  func everyPointerToAnUnpublishedArticleSaysWhyItLeadsNowhere(field: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      navigation: [1️⃣later]
      footer-links: [2️⃣later]
      -- Content/notices.yaml --
      outage: {kind: outage, text: Down, article: 3️⃣later}
      -- Content/en/_glossary.yaml --
      2fa: {term: 2FA, definition: Two proofs, see: 4️⃣later}
      -- Content/en/a.md --
      ---
      title: A
      related: [5️⃣later]
      ---
      [x](6️⃣later.md)
      -- Content/en/later.md --
      ---
      title: Later
      \(field)
      ---
      """)
    for place in ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣"] {
      site.expect(
        .unknownArticle, at: place, messageContains: "'later' is not published",
        hintContains: "draft")
    }
    site.expect(
      .brokenLink, at: "6️⃣", messageContains: "'later' is not published", hintContains: "expired")
    site.expectCount(6)
  }
}
