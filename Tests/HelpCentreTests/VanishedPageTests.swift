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
