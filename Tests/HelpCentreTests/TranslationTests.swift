// One path in two languages is one article; where a translation is missing, readers get the nearest
// language and are told so, and search engines are not.

import HelpCentre
import TestSupport
import Testing

@Suite struct TranslationTests {
  private static let project = """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org/base
    source: en
    languages:
      - en
      - {code: fr, fallback: en}
      - {code: pt-BR, fallback: fr}
      - {code: ar}
    -- Content/categories.yaml --
    account: {title: Account}
    contact: {title: Contact}
    -- Content/channels.yaml --
    email: {kind: email, name: E-mail}
    -- Content/problems.yaml --
    account-blocked: {name: Blocked, channels: [{channel: email}]}
    -- Content/en/account/both.md --
    ---
    title: English both
    description: In two languages.
    ---
    See [only](only.md).
    -- Content/fr/account/both.md --
    ---
    title: Les deux
    ---
    Voir [seulement](only.md).
    -- Content/en/account/only.md --
    ---
    title: English only
    ---
    Text of only. Back to [both](both.md).
    -- Content/ar/account/arabic.md --
    ---
    title: عربي
    ---
    نص
    """

  @Test func everyLanguageHasAPageOfEveryArticle() async throws {
    let site = try await SiteTest.build(Self.project)
    site.expectNothingFound()
    for language in ["en", "fr", "pt-BR", "ar"] {
      for name in ["both", "only", "arabic"] {
        #expect(site.bytes("\(language)/account/\(name).html") != nil)
      }
    }
    #expect(site.danglingLinks(below: "/base/").isEmpty)
  }

  @Test func aMissingTranslationIsTakenFromTheNearestFallback() async throws {
    let site = try await SiteTest.build(Self.project)
    #expect(site.page("fr/account/both.html").content(of: "h1") == "Les deux")
    #expect(site.page("pt-BR/account/both.html").content(of: "h1") == "Les deux")
    #expect(site.page("ar/account/both.html").content(of: "h1") == "English both")
    #expect(site.page("pt-BR/account/only.html").content(of: "h1") == "English only")
    #expect(site.page("en/account/arabic.html").content(of: "h1") == "عربي")
  }

  @Test func aFallbackPageSaysWhoseTextItIs() async throws {
    let site = try await SiteTest.build(Self.project)
    let page = site.page("fr/account/only.html")
    #expect(page.elements("html").first?["lang"] == "fr")
    #expect(page.elements("article").first?["lang"] == "en")
    #expect(page.elements("article").first?["dir"] == "ltr")
    #expect(page.count(of: "class=\"notice\"") == 1)
    #expect(page.contains("votre langue (Français). Vous le lisez en anglais."))
    #expect(page.contains("Lire en anglais"))
    let own = site.page("en/account/only.html")
    #expect(own.elements("article").first?["lang"] == "en")
    #expect(own.count(of: "class=\"notice\"") == 0)
    let arabic = site.page("en/account/arabic.html")
    #expect(arabic.elements("html").first?["dir"] == "ltr")
    #expect(arabic.elements("article").first?["dir"] == "rtl")
    #expect(site.page("ar/account/only.html").elements("html").first?["dir"] == "rtl")
    #expect(site.page("ar/account/only.html").elements("article").first?["dir"] == "ltr")
  }

  @Test func theCanonicalAddressIsThatOfTheTextsOwnPage() async throws {
    let site = try await SiteTest.build(Self.project)
    let base = "https://help.example.org/base"
    for (page, canonical) in [
      ("en/account/both.html", "en/account/both.html"),
      ("fr/account/both.html", "fr/account/both.html"),
      ("pt-BR/account/both.html", "fr/account/both.html"),
      ("ar/account/both.html", "en/account/both.html"),
      ("fr/account/only.html", "en/account/only.html"),
      ("en/account/arabic.html", "ar/account/arabic.html"),
    ] {
      let links = site.page(page).elements("link").filter { $0["rel"] == "canonical" }
      #expect(links.map { $0["href"] } == ["\(base)/\(canonical)"], "\(page)")
    }
  }

  @Test func alternatesAreOnlyRealTranslations() async throws {
    let site = try await SiteTest.build(Self.project)
    let base = "https://help.example.org/base"
    let both = [
      "en \(base)/en/account/both.html", "fr \(base)/fr/account/both.html",
      "x-default \(base)/en/account/both.html",
    ]
    #expect(alternates(site.page("en/account/both.html")) == both)
    #expect(alternates(site.page("fr/account/both.html")) == both)
    for page in ["pt-BR/account/both.html", "ar/account/both.html", "fr/account/only.html"] {
      #expect(alternates(site.page(page)).isEmpty, "\(page)")
    }
    let only = alternates(site.page("en/account/only.html"))
    #expect(!only.contains { !$0.contains("/en/account/only.html") })
  }

  @Test func alternatesPointAtEachOther() async throws {
    let site = try await SiteTest.build(Self.project)
    let base = "https://help.example.org/base/"
    var listed: [String: Set<String>] = [:]
    for page in site.pages { listed[page.path] = Set(alternates(page)) }
    var pairs = 0
    for (path, alternates) in listed {
      for alternate in alternates {
        let target = String(alternate.split(separator: " ")[1].dropFirst(base.count))
        #expect(listed[target] == alternates, "\(path) and \(target)")
        pairs += 1
      }
    }
    #expect(pairs > 10)
  }

  @Test func fallbackPagesAreInNoSitemap() async throws {
    let site = try await SiteTest.build(Self.project)
    let sitemaps = site.paths.filter { $0.hasPrefix("sitemap") && $0.hasSuffix(".xml") }
    #expect(!sitemaps.isEmpty)
    let texts = sitemaps.map { SitePage(path: $0, bytes: site.bytes($0) ?? []) }
    func isListed(_ path: String) -> Bool {
      texts.contains { $0.contains("<loc>https://help.example.org/base/\(path)</loc>") }
    }
    #expect(isListed("en/account/both.html") && isListed("fr/account/both.html"))
    #expect(isListed("ar/account/arabic.html"))
    #expect(!isListed("pt-BR/account/both.html") && !isListed("fr/account/only.html"))
  }

  @Test func linksLandInTheReadersLanguage() async throws {
    let site = try await SiteTest.build(Self.project)
    for (page, target) in [
      ("fr/account/both.html", "fr/account/only.html"),
      ("pt-BR/account/both.html", "pt-BR/account/only.html"),
      ("fr/account/only.html", "fr/account/both.html"),
      ("ar/account/only.html", "ar/account/both.html"),
    ] {
      let body = site.page(page)
      let targets = body.values(of: "href").compactMap { SiteTest.resolve($0, from: page) }
      #expect(targets.contains(target), "\(page)")
      let language = String(page.split(separator: "/")[0])
      let others = targets.filter { path in
        path.hasSuffix("/account/both.html") && !path.hasPrefix(language + "/")
          && path != page
      }
      // Only the menu of languages leads to other languages' pages of the same article.
      if page.hasSuffix("only.html") { #expect(others.isEmpty, "\(page)") }
    }
  }

  @Test func aTranslationStaysWhenItsSourceIsNotPublished() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: Unfinished
      draft: true
      categories: [account]
      ---
      -- Content/fr/a.md --
      ---
      title: Publié
      categories: [contact]
      ---
      """)
    #expect(site.page("fr/a.html").content(of: "h1") == "Publié")
    #expect(site.page("en/a.html").content(of: "h1") == "Publié")
    #expect(site.page("en/a.html").elements("article").first?["lang"] == "fr")
    #expect(site.files(containing: "Unfinished").isEmpty)
    #expect(site.page("fr/category/contact.html").contains("Publié"))
  }

  private func alternates(_ page: SitePage) -> [String] {
    page.elements("link").filter { $0["rel"] == "alternate" && $0["hreflang"] != nil }
      .map { "\($0["hreflang"] ?? "") \($0["href"] ?? "")" }.sorted()
  }
}

@Suite struct TranslationRelationTests {
  private static let source = """
    -- Content/en/a.md --
    ---
    title: First article
    categories: [contact]
    channels: [email]
    problems: [account-blocked]
    related: [b]
    featured: true
    ---
    -- Content/en/b.md --
    ---
    title: Second article
    ---
    -- Content/fr/b.md --
    ---
    title: Deuxième article
    ---

    """

  @Test func relationsAreInherited() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.source)
      -- Content/fr/a.md --
      ---
      title: Premier article
      ---
      """)
    site.expectNothingFound()
    for page in [
      "fr/category/contact.html", "fr/channel/email.html", "fr/problem/account-blocked.html",
      "fr/index.html",
    ] {
      #expect(links(site.page(page)).contains("fr/a.html"), "\(page)")
      #expect(site.page(page).contains("Premier article"), "\(page)")
    }
    #expect(links(site.page("fr/a.html")).contains("fr/b.html"))
    #expect(site.page("fr/a.html").contains("Deuxième article"))
    #expect(links(site.page("fr/a.html")).contains("fr/problem/account-blocked.html"))
  }

  @Test func aRelationThatIsRepeatedIsNoMistake() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.source)
      -- Content/fr/a.md --
      ---
      title: Premier article
      categories: [contact]
      problems: [account-blocked]
      featured: true
      ---
      """)
    site.expectNothingFound()
  }

  @Test(arguments: [
    "categories: [1️⃣account]", "channels: [1️⃣in-app]", "problems: [1️⃣verification-code]",
    "related: [1️⃣a]",
  ])
  func aRelationThatDiffersIsAWarningAndTheSourceWins(field: String) async throws {
    let site = try await SiteTest.build(
      """
      \(Self.source)
      -- Content/fr/a.md --
      ---
      title: Premier article
      \(field)
      ---
      """)
    site.expect(.conflictingField, at: "1️⃣", messageContains: "differs")
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(links(site.page("fr/category/contact.html")).contains("fr/a.html"))
    #expect(!links(site.page("fr/category/account.html")).contains("fr/a.html"))
    #expect(links(site.page("fr/problem/account-blocked.html")).contains("fr/a.html"))
    #expect(!links(site.page("fr/problem/verification-code.html")).contains("fr/a.html"))
  }

  @Test(arguments: ["order: 1️⃣7", "featured: 1️⃣false"])
  func anOrderOrPlaceThatDiffersIsAWarningWhereItStands(field: String) async throws {
    let site = try await SiteTest.build(
      """
      \(Self.source)
      -- Content/fr/a.md --
      ---
      title: Premier article
      \(field)
      ---
      """)
    site.expect(.conflictingField, at: "1️⃣", messageContains: "differs")
    site.expectCount(1)
  }

  @Test func theInnermostFolderThatIsACategoryIsTheDefault() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/contact/account/deep.md --
      ---
      title: Deep article
      ---
      -- Content/en/contact/other/shallow.md --
      ---
      title: Shallow article
      ---
      -- Content/en/contact/none.md --
      ---
      title: Imprint article
      categories: none
      ---
      """)
    site.expectNothingFound()
    let account = links(site.page("en/category/account.html"))
    let contact = links(site.page("en/category/contact.html"))
    #expect(account.contains("en/contact/account/deep.html"))
    #expect(!contact.contains("en/contact/account/deep.html"))
    #expect(contact.contains("en/contact/other/shallow.html"))
    #expect(!contact.contains("en/contact/none.html"))
  }

  private func links(_ page: SitePage) -> [String] {
    page.elements("a").compactMap { $0["href"] }.compactMap {
      SiteTest.resolve(String($0.split(separator: "#").first ?? ""), from: page.path)
    }
  }
}
