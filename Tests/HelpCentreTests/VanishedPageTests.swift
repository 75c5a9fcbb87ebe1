// A page of the published site that the new one lacks is reported, unless something stands in its place.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct VanishedPageTests {
  private static let project = """
    -- Content/en/contact/email.md --
    ---
    title: E-mail
    aliases: [mail, /old/mail.html]
    ---
    -- Content/en/café.md --
    ---
    title: Café
    ---
    """

  private static func build(
    _ published: [String], isStrict: Bool = false, site: String = ""
  ) async throws -> SiteTest {
    try await SiteTest.build(site + project, isStrict: isStrict, publishedPages: published)
  }

  @Test func pagesThatAreStillThereAreFine() async throws {
    let before = try await Self.build([])
    before.expectNothingFound()
    let pages = before.paths.filter { $0.hasSuffix(".html") }
    #expect(pages.contains("en/mail.html") && pages.contains("old/mail.html"))
    try await Self.build(pages).expectNothingFound()
  }

  @Test(arguments: [
    ("en/contact/mail.html", "/en/contact/mail"),
    ("fr/contact/courriel.html", "/fr/contact/courriel"),
    ("old/post.html", "/old/post"), ("start.html", "/start"), ("en/category.html", "/en/category"),
    ("en/coffee.html", "/en/coffee"),
  ])
  func aPageThatIsGoneIsAWarningWithTheAliasToAdd(path: String, alias: String) async throws {
    let site = try await Self.build(["en/index.html", path])
    site.expect(
      .vanishedPage, at: "", messageContains: "'/\(path)'", hintContains: "aliases: [\(alias)]")
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(site.result.output != nil)
  }

  @Test(arguments: ["en/Contact/email.html", "en/cafe\u{301}.html"])
  func anotherSpellingOfAPageCanBeNoAlias(path: String) async throws {
    let site = try await Self.build([path])
    site.expect(.vanishedPage, at: "", messageContains: "'/\(path)'", hintContains: "web server")
    site.expectCount(1)
  }

  @Test func theAliasThatIsAskedForMendsIt() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      aliases: [/fr/contact/courriel]
      ---
      """, publishedPages: ["fr/contact/courriel.html"])
    site.expectNothingFound()
  }

  @Test func aMistakeThatCostsAnAddressIsReportedAlone() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      slug: 1️⃣old/slug
      ---
      """, publishedPages: ["en/slug.html"])
    site.expect(.invalidSlug, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func anArticleThatIsRenamedInAllLanguagesIsReportedOnce() async throws {
    let site = try await Self.build(["en/a.html", "fr/a.html", "fr/b.html"])
    site.expect(
      .vanishedPage, at: "", messageContains: "'/en/a.html' and that in 1 more language would",
      hintContains: "add 'aliases: [/en/a]' to the article")
    site.expect(.vanishedPage, at: "", messageContains: "'/fr/b.html' would")
    site.expectCount(2)
  }

  @Test func anAliasServesTheLanguagesThatShowTheArticle() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr, de]
      severities: {missing-translation: off}
      -- Content/en/a.md --
      ---
      title: A
      aliases: [/en/was/a, /de/taken]
      ---
      -- Content/fr/a.md --
      ---
      title: A
      ---
      -- Content/de/taken-not.md --
      ---
      title: T
      aliases: [/de/t]
      ---
      """, publishedPages: ["en/was/a.html", "de/was/a.html", "de/taken.html"])
    site.expectNothingFound()
    #expect(site.page("en/was/a.html").values(of: "href").contains("../../en/a.html"))
    #expect(site.page("de/was/a.html").values(of: "href").contains("../../de/a.html"))
    #expect(site.page("de/taken.html").values(of: "href").contains("../de/a.html"))
    #expect(site.page("de/was/a.html").elements("html").first?["lang"] == "de")
    // The French translation says itself where it was.
    #expect(site.bytes("fr/was/a.html") == nil)
  }

  @Test func anAliasOfAFallbackGivesWayToWhatIsThere() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      aliases: [b]
      ---
      -- Content/fr/b.md --
      ---
      title: B
      slug: b
      ---
      -- Content/en/b.md --
      ---
      title: B
      slug: c
      ---
      """)
    site.expectNothingFound()
    #expect(site.page("fr/b.html").content(of: "h1") == "B")
  }

  @Test func whenWarningsAreErrorsNothingIsToBePublished() async throws {
    let site = try await Self.build(["en/gone.html"], isStrict: true)
    site.expect(.vanishedPage, at: "")
    #expect(site.result.output == nil)
  }

  @Test func aProjectCanTurnItOff() async throws {
    let settings = """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      severities: {vanished-page: off}

      """
    try await Self.build(["en/gone.html"], isStrict: true, site: settings).expectNothingFound()
  }

  @Test func furtherPagesOfAListComeAndGo() async throws {
    try await Self.build([
      "en/category/contact/2.html", "en/channel/email/7.html", "en/a-z/2.html",
    ]).expectNothingFound()
  }

  @Test func aListIsReportedOnceForAllLanguages() async throws {
    let site = try await Self.build([
      "en/category/billing.html", "fr/category/billing.html", "fr/category/billing/2.html",
      "en/problem/lost.html",
    ])
    site.expect(
      .vanishedPage, at: "",
      messageContains: "'/en/category/billing.html' of category 'billing' and",
      hintContains: "keep the id")
    site.expect(
      .vanishedPage, at: "", messageContains: "'/en/problem/lost.html' of problem 'lost' would")
    site.expectCount(2)
  }

  @Test func aLanguageThatIsGoneIsReportedOnce() async throws {
    let site = try await Self.build([
      "de/index.html", "de/contact.html", "de/category/contact.html", "de/contact/email.html",
    ])
    site.expect(
      .vanishedPage, at: "", messageContains: "'de', 4 of them", hintContains: "'languages'")
    site.expectCount(1)
  }
}
