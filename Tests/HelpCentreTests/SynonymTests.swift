// Words that readers type for others: what they find, and mistakes in the table.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct SynonymTests {
  private func build(_ synonyms: String, french: String = "") async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/en/_synonyms.yaml --
      \(synonyms)
      -- Content/fr/_synonyms.yaml --
      \(french.isEmpty ? "{}" : french)
      -- Content/en/contact/a.md --
      ---
      title: Reset the password
      ---
      Choose another one.
      -- Content/en/contact/b.md --
      ---
      title: Two-step verification
      ---
      A code is asked for, and a pin at each start.
      -- Content/fr/contact/a.md --
      ---
      title: Changer le mot de passe
      ---
      Choisissez-en un autre.
      """)
  }

  private func first(_ query: String, _ site: SiteTest, _ language: String = "en") throws -> String?
  {
    var searcher = try Searcher(language: language) { site.bytes($0) }
    return try searcher.search(query).results.first?.url
  }

  @Test func wordsOfAGroupFindEachOther() async throws {
    let site = try await build("same:\n  - [passphrase, password, secret word]")
    site.expectNothingFound()
    #expect(try first("passphrase", site) == "en/contact/a.html")
    #expect(try first("my secret word", site) == "en/contact/a.html")
    #expect(try first("passphrases", site) == "en/contact/a.html")
  }

  @Test func aWordUnderAlsoFindsOthersButNotTheReverse() async throws {
    let site = try await build("also:\n  zap: [password, verification code]\n  pin: password")
    site.expectNothingFound()
    #expect(try first("zap", site) == "en/contact/a.html")
    // A page that has the word itself comes before what is found for it as well.
    var searcher = try Searcher(language: "en") { site.bytes($0) }
    #expect(try searcher.search("pin").results.map(\.url).contains("en/contact/a.html"))
    #expect(try searcher.search("password").results.map(\.url) == ["en/contact/a.html"])
  }

  @Test func aLanguageHasItsOwn() async throws {
    let site = try await build("{}", french: "same: [[sésame, mot de passe]]")
    site.expectNothingFound()
    #expect(try first("sesame", site, "fr") == "fr/contact/a.html")
    #expect(try first("sésame", site, "en") == nil)
  }

  @Test(arguments: [
    ("same: 1️⃣passphrase", DiagnosticID.wrongType, "[[password"),
    ("same: [1️⃣[password]]", .invalidValue, "[password"),
    ("same: [1️⃣[a, b, a]]", .invalidValue, ""),
    ("same: [[password, 1️⃣\"!!\"]]", .invalidValue, ""),
    ("also: {zap: 1️⃣\"?\"}", .invalidValue, ""), ("also: 1️⃣[zap]", .wrongType, "{zap: WhatsApp}"),
    ("1️⃣similar: [[a, b]]", .unknownField, ""),
  ])
  func aMistakeIsReportedWhereItStands(text: String, id: DiagnosticID, hint: String) async throws {
    let site = try await build(text)
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }
}
