// Themes and the words of the interface: a project brings what differs, the rest comes from the base.

import HelpCentre
import TestSupport
import Testing

@Suite struct SiteThemeTests {
  private static func site(_ theme: String, languages: String = "[en, fr]") -> String {
    """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    languages: \(languages)
    theme: \(theme)
    -- Content/en/a.md --
    ---
    title: A
    aliases: [old]
    ---
    """
  }

  @Test func aThemeThatIsNotThereIsReported() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("1️⃣onw"))
      -- Themes/own/theme.yaml --
      name: own
      """)
    site.expect(.missingTheme, at: "1️⃣", messageContains: "'onw'", hintContains: "'own'")
    site.expectCount(1)
  }

  @Test func aThemesTemplateWinsOverTheBases() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/templates/redirect.html --
      <p>OWN {{target-title}}</p>
      """)
    site.expectNothingFound()
    #expect(site.page("en/old.html").contains("<p>OWN A</p>"))
    #expect(site.page("en/a.html").content(of: "h1") == "A")
  }

  @Test func aProjectsBaseThemeWinsOverTheEmbeddedOne() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("base"))
      -- Themes/base/templates/redirect.html --
      <p>OWN</p>
      """)
    site.expectNothingFound()
    #expect(site.page("en/old.html").contains("<p>OWN</p>"))
    #expect(site.page("en/a.html").content(of: "h1") == "A")
  }

  @Test func aThemeCanExtendAThemeThatExtendsTheBase() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("child"))
      -- Themes/child/theme.yaml --
      name: child
      extends: middle
      -- Themes/child/templates/redirect.html --
      <p>CHILD</p>
      -- Themes/middle/theme.yaml --
      name: middle
      extends: base
      -- Themes/middle/templates/redirect.html --
      <p>MIDDLE</p>
      -- Themes/middle/templates/search.html --
      <p>MIDDLE</p>
      """)
    site.expectNothingFound()
    #expect(site.page("en/old.html").contains("<p>CHILD</p>"))
    #expect(site.page("en/search.html").contains("<p>MIDDLE</p>"))
    #expect(site.page("en/a.html").content(of: "h1") == "A")
  }

  @Test func anOwnLayoutMayLeaveOutWhatInheritedTemplatesChange() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/partials/layout.html --
      <title>{{page-title}}</title>
      <main>{{$main}}{{/main}}</main>
      """)
    site.expectNothingFound()
    // Base's page says in a block of base's layout which link is the current one.
    #expect(site.page("en/contact.html").content(of: "h1") == "Contact support")
    #expect(!site.page("en/contact.html").contains("aria-current"))
  }

  @Test func anOwnLayoutWithoutAPlaceForInheritedPagesIsReportedOnce() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/partials/layout.html --
      <main>{{$mian}}{{/mian}}</main>
      """)
    site.expect(
      .unknownName, at: "Themes/own/partials/layout.html", messageContains: "no block 'main'",
      hintContains: "'{{$main}}{{/main}}'")
    site.expectCount(1)
  }

  @Test func anOwnTemplateMayFillOnlyBlocksThatAreThere() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/templates/redirect.html --
      {{<layout}}{{$main}}x{{/main}}{{$1️⃣sidebar}}{{/sidebar}}{{/layout}}
      """)
    site.expect(.unknownName, at: "1️⃣", messageContains: "no block 'sidebar'")
    site.expectCount(1)
  }

  @Test func aCircleOfThemesIsReported() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("one"))
      -- Themes/one/theme.yaml --
      extends: two
      -- Themes/two/theme.yaml --
      extends: 1️⃣one
      """)
    site.expect(.missingTheme, at: "1️⃣", messageContains: "'one'")
    site.expectCount(1)
  }

  @Test(arguments: [
    ("<p>{{1️⃣#open}}</p>", DiagnosticKindOfTemplate.syntax),
    ("<p>{{1️⃣titel}}</p>", .unknownName), ("<p>{{{1️⃣title}}}</p>", .wrongEscape),
  ])
  func aMistakeInATemplateIsReportedInItsFile(
    template: String, kind: DiagnosticKindOfTemplate
  ) async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/templates/redirect.html --
      \(template)
      """)
    site.expectCount(1)
    #expect(site.diagnostics.first?.id.rawValue == kind.rawValue)
    #expect(site.diagnostics.first?.location?.file == "Themes/own/templates/redirect.html")
    #expect(site.result.output == nil)
  }

  @Test func aMistakeInAPartialIsReportedOnce() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/partials/breadcrumbs.html --
      {{langg}}
      """)
    site.expectCount(1)
    #expect(site.diagnostics.first?.location?.file == "Themes/own/partials/breadcrumbs.html")
    #expect(site.diagnostics.first?.hint == "did you mean 'lang'?")
  }

  @Test func aProjectsTextsWinOverTheThemes() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("base"))
      -- Content/fr/_texts.yaml --
      contact: JOINDRE
      1️⃣contat: x
      """)
    site.expect(.unknownField, at: "1️⃣", hintContains: "'contact'")
    site.expectCount(1)
    let good = try await SiteTest.build(
      """
      \(Self.site("base"))
      -- Content/fr/_texts.yaml --
      contact: JOINDRE
      """)
    good.expectNothingFound()
    #expect(good.page("fr/a.html").contains("JOINDRE"))
    #expect(!good.page("en/a.html").contains("JOINDRE"))
  }

  @Test func aThemeSaysOnlyTheTextsThatItSaysDifferently() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("child"))
      -- Themes/child/theme.yaml --
      extends: middle
      -- Themes/child/texts/fr.yaml --
      home: CHEZ-NOUS
      -- Themes/middle/texts/fr.yaml --
      home: AU-MILIEU
      contact: JOINDRE
      -- Themes/middle/texts/en.yaml --
      contact: REACH
      -- Content/fr/_texts.yaml --
      search: CHERCHE
      """)
    site.expectNothingFound()
    for text in ["CHEZ-NOUS", "JOINDRE", "CHERCHE", "Aller au contenu"] {
      #expect(site.page("fr/contact.html").contains(text))
    }
    #expect(!site.page("fr/contact.html").contains("AU-MILIEU"))
    #expect(site.page("en/contact.html").contains("REACH"))
    #expect(site.page("en/contact.html").contains("Skip to content"))
  }

  @Test func aThemeAddsTextsForItsTemplatesInEnglish() async throws {
    let theme = """
      -- Themes/own/templates/search.html --
      <p>{{text.greeting}} {{text.home}}</p>
      -- Themes/own/texts/en.yaml --
      1️⃣greeting: GOOD-DAY
      """
    let missing = try await SiteTest.build(
      """
      \(Self.site("own"))
      \(theme)
      -- Themes/own/texts/fr.yaml --
      home: CHEZ-NOUS
      """)
    missing.expect(
      .missingText, at: "1️⃣", messageContains: "in fr: greeting",
      hintContains: "write it in Content/fr/_texts.yaml")
    missing.expectCount(1)
    #expect(missing.page("en/search.html").contains("<p>GOOD-DAY Home</p>"))
    #expect(missing.page("fr/search.html").contains("<p>GOOD-DAY CHEZ-NOUS</p>"))
    let unknown = try await SiteTest.build(
      """
      \(Self.site("own"))
      \(theme)
      -- Themes/own/texts/fr.yaml --
      greeting: BONJOUR
      2️⃣greting: BONJOUR
      """)
    unknown.expect(.unknownField, at: "2️⃣", hintContains: "'greeting'")
    unknown.expectCount(1)
  }

  @Test func aMistakeInAThemesTextsIsReportedOnce() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own", languages: "[en, pt, pt-AO]"))
      -- Themes/own/texts/en.yaml --
      home: {1️⃣more: x, other: y}
      -- Themes/own/texts/pt.yaml --
      2️⃣hoem: x
      """)
    site.expect(.unknownField, at: "1️⃣")
    site.expect(.unknownField, at: "2️⃣", hintContains: "'home'")
    #expect(site.diagnostics.filter { $0.id == .unknownField }.count == 2)
  }

  @Test func theLanguageChooserLeadsToLanguagesThatAreAllThere() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("own"))
      -- Themes/own/templates/languages.html --
      {{#languages}}<p>{{code}}{{^translated}} {{text.not-translated}}{{/translated}}</p>{{/languages}}
      """)
    site.expectNothingFound()
    #expect(site.page("index.html").contains("<p>en</p>"))
    #expect(site.page("index.html").contains("<p>fr</p>"))
  }

  @Test func aLanguageWithoutTextsIsOneWarningAndSpeaksItsFallback() async throws {
    let site = try await SiteTest.build(
      Self.site("base", languages: "[en, fr, {code: it, fallback: fr}]"))
    let found = site.diagnostics.filter { $0.id == .missingText }
    #expect(found.map(\.severity) == [.warning])
    #expect(found.first?.message.contains("(it)") == true)
    #expect(site.page("it/a.html").contains("Contacter l’assistance"))
  }

  @Test(arguments: ["logo", "favicon", "image"])
  func aFileThatTheSettingsNameMustBeThere(field: String) async throws {
    let site = try await SiteTest.build(
      """
      \(Self.site("base\n\(field): 1️⃣assets/lgoo.svg"))
      -- Content/assets/logo.svg --
      <svg xmlns="http://www.w3.org/2000/svg"/>
      """)
    site.expect(.missingFile, at: "1️⃣", hintContains: "'assets/logo.svg'")
    site.expectCount(1)
  }
}

/// What is wrong with a template.
enum DiagnosticKindOfTemplate: String, Sendable {
  case syntax = "template-syntax"
  case unknownName = "unknown-name"
  case wrongEscape = "wrong-escape"
}
