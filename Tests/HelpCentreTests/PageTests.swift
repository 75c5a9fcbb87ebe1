// What readers find on the pages of a site, and what they must not find.

import HelpCentre
import TestSupport
import Testing

@Suite struct PageTests {
  @Test func aSiteHasItsPagesInEveryLanguage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/contact/email.md --
      ---
      title: Write an e-mail
      problems: [account-blocked]
      ---
      Text.
      """)
    site.expectNothingFound()
    for path in [
      "index", "contact", "search", "a-z", "category/account", "category/contact",
      "channel/email", "channel/in-app", "problem/account-blocked", "contact/email",
    ] {
      for language in ["en", "fr"] {
        let page = site.page("\(language)/\(path).html")
        #expect(page.elements("html").first?["lang"] == language, "\(page.path)")
        #expect(page.elements("h1").count == 1, "\(page.path)")
        #expect(page.content(of: "title")?.isEmpty == false, "\(page.path)")
      }
    }
    #expect(site.bytes("index.html") != nil && site.bytes("404.html") != nil)
    #expect(site.bytes("search/en.json") != nil && site.bytes("search/fr.json") != nil)
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func noFileOfASiteHasTheNameOfAnother() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/assets/one/x.svg --
      <svg xmlns="http://www.w3.org/2000/svg"/>
      -- Content/assets/two/x.svg --
      <svg xmlns="http://www.w3.org/2000/svg"/>
      -- Content/en/a.md --
      ---
      title: A
      ---
      ![one](../assets/one/x.svg) ![two](../assets/two/x.svg)
      """)
    site.expectNothingFound()
    let paths = (site.result.output?.entries ?? []).map(\.path)
    #expect(Set(paths.map { $0.lowercased() }).count == paths.count)
    #expect(paths.count > 20)
    #expect(site.danglingLinks().isEmpty)
  }

  // The words begin with letters of their own, because search files leave out what a word shares
  // with the one before it.
  private static let canaries = """
    title: Zulucanary
    description: Xraycanary
    keywords: [quebeccanary]
    problems: [account-blocked]
    channels: [email]
    featured: true
    aliases: [yankeecanary]
    """

  private static func project(_ field: String) -> String {
    """
    -- Content/en/contact/open.md --
    ---
    title: Open article
    problems: [account-blocked]
    ---
    Text.
    -- Content/en/contact/hidden.md --
    ---
    \(canaries)
    \(field)
    ---
    ## Juliettcanary

    Whiskeycanary ![x](../../assets/plan.svg)
    -- Content/assets/plan.svg --
    <svg xmlns="http://www.w3.org/2000/svg"><!--Victorcanary--></svg>
    """
  }

  private static let words = [
    "ulucanary", "raycanary", "uebeccanary", "uliettcanary", "hiskeycanary", "ankeecanary",
    "ictorcanary",
  ]

  @Test(arguments: [
    "draft: true", "publish: 2025-06-16", "expires: 2025-06-15", "expires: 2025-06-14",
    "publish: 2025-01-01\nexpires: 2025-02-01",
  ])
  func whatIsNotPublishedIsOnNoPageAndInNoFile(field: String) async throws {
    let site = try await SiteTest.build(Self.project(field), today: "2025-06-15")
    site.expectNothingFound()
    #expect(site.page("en/contact/open.html").contains("Text."))
    for word in Self.words + ["hidden.html", "plan-"] {
      #expect(site.files(containing: word).isEmpty, "\(word)")
      #expect(!site.paths.contains { $0.contains(word) }, "\(word)")
    }
  }

  @Test(arguments: [
    ("publish: 2025-06-15", false), ("expires: 2025-06-16", false), ("draft: false", false),
    ("draft: true", true),
  ])
  func whatIsPublishedIsThere(field: String, includesDrafts: Bool) async throws {
    let site = try await SiteTest.build(
      Self.project(field), includesDrafts: includesDrafts, today: "2025-06-15")
    site.expectNothingFound()
    #expect(site.bytes("en/yankeecanary.html") != nil)
    for page in [
      "en/category/contact.html", "en/problem/account-blocked.html", "en/channel/email.html",
      "en/a-z.html", "en/index.html", "fr/category/contact.html", "en/contact/hidden.html",
    ] {
      #expect(site.page(page).contains("Zulucanary"), "\(page)")
    }
    for word in Self.words.prefix(5) {
      #expect(site.files(containing: word).contains { $0.hasPrefix("search/en") }, "\(word)")
    }
    #expect(site.paths.contains { $0.contains("/plan-") })
  }

  @Test func anExpiredTranslationIsReplacedByItsFallback() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: English text
      ---
      -- Content/fr/a.md --
      ---
      title: CANARYTITLE
      expires: 2025-01-01
      ---
      """)
    #expect(site.page("fr/a.html").content(of: "h1") == "English text")
    #expect(site.files(containing: "CANARYTITLE").isEmpty)
  }

  @Test func whatIsExcludedFromSearchIsInNoSearchFile() async throws {
    let site = try await SiteTest.build(Self.project("search: {exclude: true}"))
    #expect(site.page("en/contact/hidden.html").contains("Whiskeycanary"))
    #expect(site.files(containing: "Open article").contains { $0.hasPrefix("search/") })
    for word in Self.words {
      #expect(!site.files(containing: word).contains { $0.hasPrefix("search/") }, "\(word)")
    }
  }

  @Test func anArticleCanBeHiddenFromSearchEngines() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: Hidden
      noindex: true
      ---
      -- Content/en/b.md --
      ---
      title: Shown
      ---
      """)
    let robots = { (page: String) in
      site.page(page).elements("meta").filter { $0["name"] == "robots" }.map { $0["content"] }
    }
    #expect(robots("en/a.html") == ["noindex"])
    #expect(robots("en/b.html").isEmpty)
    let sitemaps = site.paths.filter { $0.hasSuffix(".xml") }
    let hits = site.files(containing: "en/a.html").filter { sitemaps.contains($0) }
    #expect(hits.isEmpty)
    #expect(site.files(containing: "en/b.html").contains { sitemaps.contains($0) })
  }

  @Test func aliasesLeadToThePage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/contact/new.md --
      ---
      title: New name
      aliases: [contact/old, /help/very-old.html]
      ---
      -- Content/fr/contact/new.md --
      ---
      title: Nouveau nom
      aliases: [ancien]
      ---
      """)
    site.expectNothingFound()
    for (path, target) in [
      ("en/contact/old.html", "en/contact/new.html"),
      ("help/very-old.html", "en/contact/new.html"), ("fr/ancien.html", "fr/contact/new.html"),
    ] {
      let page = site.page(path)
      let refresh = page.elements("meta").first { $0["http-equiv"] == "refresh" }?["content"] ?? ""
      let parts = refresh.split(separator: "=", maxSplits: 1)
      #expect(parts.count == 2)
      #expect(parts.last.map { SiteTest.resolve(String($0), from: path) } == target, "\(path)")
      #expect(page.contains("noindex"))
      #expect(
        page.elements("link").contains {
          $0["rel"] == "canonical" && $0["href"] == "https://help.example.org/\(target)"
        }, "\(path)")
    }
    #expect(!site.files(containing: "contact/old").contains { $0.hasSuffix(".xml") })
  }

  @Test func datesAreWrittenInTheReadersLanguage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      updated: 2025-03-01
      ---
      -- Content/fr/a.md --
      ---
      title: A
      updated: 2025-12-31
      ---
      """)
    #expect(site.page("en/a.html").contains("1 March 2025"))
    #expect(site.page("fr/a.html").contains("31 décembre 2025"))
    #expect(site.page("en/a.html").elements("time").first?["datetime"] == "2025-03-01")
  }

  @Test func numbersTakeTheirPluralForm() async throws {
    let articles = (1...2).map { "-- Content/en/contact/\($0).md --\n---\ntitle: T\($0)\n---\n" }
    let site = try await SiteTest.build(
      articles.joined() + "-- Content/en/account/a.md --\n---\ntitle: A\n---\n")
    #expect(site.page("en/category/contact.html").contains("2 articles"))
    #expect(site.page("en/category/account.html").contains("1 article<"))
    #expect(site.page("en/channel/email.html").contains("Usually within 1 day<"))
    #expect(site.page("en/channel/in-app.html").contains("Usually within 24 to 48 hours"))
  }

  @Test func theFootNamesThePublisherInEveryLanguage() async throws {
    let settings = """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      publisher: {en: The Lamp Company, fr: La Société des lampes}
      footer: {en: Made with care., fr: Fait avec soin.}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """
    let site = try await SiteTest.build(settings)
    site.expectNothingFound()
    for path in ["en/index.html", "en/contact/a.html", "en/contact.html", "en/a-z.html"] {
      let foot = site.page(path).content(of: "footer") ?? ""
      #expect(foot.contains("<p>Published by The Lamp Company</p>"), "\(path)")
      #expect(foot.contains("<p>Made with care.</p>"), "\(path)")
    }
    let french = site.page("fr/index.html").content(of: "footer") ?? ""
    #expect(french.contains("<p>Publié par La Société des lampes</p>"))
    let unnamed = try await SiteTest.build("-- Content/en/a.md --\n---\ntitle: A\n---")
    #expect(unnamed.page("en/a.html").content(of: "footer")?.contains("Published") == false)
  }

  @Test func aSiteWithoutAddressHasNoAbsoluteAddresses() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      languages: [en, fr]
      -- Content/en/a.md --
      ---
      title: A
      ---
      """)
    #expect(site.diagnostics.map(\.id) == [.missingBaseURL])
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(site.result.output != nil)
    for page in site.pages {
      let links = page.elements("link").filter {
        $0["rel"] == "canonical" || $0["rel"] == "alternate"
      }
      #expect(links.isEmpty, "\(page.path)")
      #expect(!page.contains("og:url"), "\(page.path)")
    }
    #expect(!site.paths.contains { $0.hasPrefix("sitemap") })
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func theAddressOfTheCommandLineWins() async throws {
    let site = try await SiteTest.build(
      "-- Content/en/a.md --\n---\ntitle: A\n---\n", baseURL: "https://other.example.net/sub/")
    site.expectNothingFound()
    #expect(
      site.page("en/a.html").elements("link").contains {
        $0["rel"] == "canonical" && $0["href"] == "https://other.example.net/sub/en/a.html"
      })
    #expect(site.files(containing: "help.example.org").isEmpty)
  }
}
