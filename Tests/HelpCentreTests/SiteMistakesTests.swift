// An author who makes many mistakes sees all of them after one build, each where it stands.

import HelpCentre
import TestSupport
import Testing

@Suite struct SiteMistakesTests {
  @Test func allMistakesOfAProjectAreReportedInOneRun() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      account: {title: {en: Account, fr: Compte}}
      1️⃣loop: {title: {en: Loop, fr: Boucle}, parent: loop}
      -- Content/problems.yaml --
      account-blocked:
        name: {en: Blocked, fr: Bloqué}
        channels: [{channel: 2️⃣emial}, {channel: email}]
      -- Content/en/good.md --
      ---
      title: A good article
      ---
      ## Where to begin
      -- Content/en/fields.md --
      ---
      title: Fields
      3️⃣autor: Nobody
      draft: 4️⃣maybe
      updated: 5️⃣2025-02-30
      slug: 6️⃣../up
      ---
      Text.
      -- Content/en/names.md --
      ---
      title: Names
      categories: [7️⃣acount]
      channels: [8️⃣emali]
      problems: [9️⃣account-blokced]
      ---
      Text.
      -- Content/en/links.md --
      ---
      title: Links
      ---
      A [link](0️⃣god.md).
      """)
    site.expect(.categoryCycle, at: "1️⃣", messageContains: "loop")
    site.expect(.unknownChannel, at: "2️⃣", hintContains: "'email'")
    site.expect(.unknownField, at: "3️⃣", messageContains: "'autor'", hintContains: "'author'")
    site.expect(.wrongType, at: "4️⃣", messageContains: "true or false")
    site.expect(.invalidDate, at: "5️⃣", messageContains: "2025-02-30")
    site.expect(.invalidSlug, at: "6️⃣", messageContains: "../up")
    site.expect(.unknownCategory, at: "7️⃣", hintContains: "'account'")
    site.expect(.unknownChannel, at: "8️⃣", hintContains: "'email'")
    site.expect(.unknownProblem, at: "9️⃣", hintContains: "'account-blocked'")
    site.expect(.brokenLink, at: "0️⃣", hintContains: "'good'")
    site.expectCount(10)
    #expect(site.result.output == nil)
  }

  @Test func aNameLikeNoOtherIsAnsweredWithWhatThereIs() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/problems.yaml --
      -- Content/en/folder/a.md --
      ---
      title: A
      channels: [1️⃣carrier-pigeon]
      problems: [2️⃣noise]
      related: [3️⃣switch-on]
      ---
      -- Content/en/folder/switch-on.md --
      ---
      title: Switch it on
      ---
      """)
    site.expect(.unknownChannel, at: "1️⃣", hintContains: "channels.yaml has: email, in-app")
    site.expect(.unknownProblem, at: "2️⃣", hintContains: "Content/problems.yaml has none yet")
    site.expect(.unknownArticle, at: "3️⃣", hintContains: "'folder/switch-on'")
    site.expectCount(3)
  }

  @Test func contactDomainsThatAreNoListAreOneMistake() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      contact-domains: 1️⃣whatsapp.com
      -- Content/en/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.wrongType, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func mistakesOfAllStagesAndFilesAreReportedTogether() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: {en: Test, fr: Essai}
      base-url: https://help.example.org
      source: en
      languages: [en, fr]
      1️⃣thme: base
      -- Content/channels.yaml --
      email: {kind: 2️⃣mail, name: {en: E-mail, fr: E-mail}}
      -- Content/problems.yaml --
      account-blocked: {name: {en: Blocked, fr: Bloqué}, channels: [{channel: email}]}
      -- Content/en/open.md --
      3️⃣---
      title: Never closed
      -- Content/en/bare.md --
      Text without a header.
      -- Content/en/yaml.md --
      ---
      title: 4️⃣"open
      ---
      -- Content/en/unsafe.md --
      ---
      title: Unsafe
      ---
      [go](5️⃣javascript:alert(1))
      -- Content/fr/good.md --
      ---
      title: Bon
      ---
      Voir [ceci](6️⃣#rien).
      """)
    site.expect(.unknownField, at: "1️⃣", hintContains: "'theme'")
    site.expect(.invalidValue, at: "2️⃣", hintContains: "'email'")
    site.expect(.unterminatedFrontMatter, at: "3️⃣")
    site.expect(.missingFrontMatter, at: "Content/en/bare.md")
    site.expect(.invalidYAML, at: "4️⃣", messageContains: "not closed")
    site.expect(.unsafeLink, at: "5️⃣")
    site.expect(.brokenAnchor, at: "6️⃣")
    site.expectCount(7)
  }

  @Test func diagnosticsComeInTheOrderOfFilesAndPlaces() async throws {
    let text = """
      -- Content/en/b.md --
      ---
      title: B
      two: x
      one: x
      ---
      -- Content/en/a.md --
      ---
      title: A
      ---
      [x](none.md) and [y](nothing.md)
      """
    let one = try await SiteTest.build(text, jobs: 1)
    let four = try await SiteTest.build(text, jobs: 4)
    #expect(
      one.diagnostics.map { $0.location?.file } == [
        "Content/en/a.md", "Content/en/a.md", "Content/en/b.md", "Content/en/b.md",
      ])
    let offsets = one.diagnostics.map { $0.location?.range.lowerBound ?? -1 }
    #expect(offsets[0] < offsets[1] && offsets[2] < offsets[3])
    #expect(one.diagnostics == four.diagnostics)
  }

  @Test func aMistakeLeavesNoSiteToPublish() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      [x](1️⃣none.md)
      """)
    site.expect(.brokenLink, at: "1️⃣")
    #expect(site.result.output == nil)
    #expect(site.diagnostics.first?.severity == .error)
  }
}

@Suite struct SiteSeverityTests {
  private static let project = """
    -- Content/site.yaml --
    title: {en: Test, fr: Essai}
    base-url: https://help.example.org
    languages: [en, fr]
    source: en
    severities: {SEVERITIES}
    -- Content/categories.yaml --
    account: {title: {1️⃣en: Account}}
    -- Content/en/a.md --
    ---
    title: A
    ---
    [x](2️⃣none.md)
    """

  private func build(_ severities: String, isStrict: Bool = false) async throws -> SiteTest {
    let parts = Self.project.split(separator: "{SEVERITIES}", omittingEmptySubsequences: false)
    return try await SiteTest.build(parts.joined(separator: severities), isStrict: isStrict)
  }

  @Test(arguments: [
    "https://example.org/edit", "javascript:alert(1)//{path}", "{path}",
    "https://example.org/{path}/{path}",
  ])
  func anAddressForEditingNeedsAPlaceForThePath(address: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      edit-url: 1️⃣"\(address)"
      -- Content/en/a.md --
      ---
      title: A
      ---
      x
      """)
    site.expect(.invalidValue, at: "1️⃣", hintContains: "{path}")
    site.expectCount(1)
  }

  @Test func anErrorCanBeMadeAWarning() async throws {
    let site = try await build("{broken-link: warning}")
    site.expect(.brokenLink, at: "2️⃣")
    #expect(site.diagnostics.first { $0.id == .brokenLink }?.severity == .warning)
    #expect(site.result.output != nil)
    #expect(site.page("en/a.html").contains(">x</a>"))
  }

  @Test func aCheckCanBeSwitchedOff() async throws {
    let site = try await build("{broken-link: off, missing-translation: off}")
    site.expectNothingFound()
    #expect(site.result.output != nil)
  }

  @Test func aWarningCanBeMadeAnError() async throws {
    let site = try await build("{broken-link: off, missing-translation: error}")
    site.expectCount(1)
    #expect(site.diagnostics.first?.id == .missingTranslation)
    #expect(site.diagnostics.first?.severity == .error)
    #expect(site.result.output == nil)
  }

  @Test func aWarningStopsOnlyAStrictBuild() async throws {
    let mild = try await build("{broken-link: off}")
    #expect(mild.diagnostics.map(\.severity) == [.warning])
    #expect(mild.result.output != nil)
    let strict = try await build("{broken-link: off}", isStrict: true)
    #expect(strict.diagnostics.map(\.id) == [.missingTranslation])
    #expect(strict.diagnostics.map(\.severity) == [.error])
    #expect(strict.result.output == nil)
  }

  @Test func anUnknownCheckOrSeverityIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: {en: Test, fr: Essai}
      base-url: https://help.example.org
      languages: [en, fr]
      source: en
      severities: {1️⃣broken-lnk: off, broken-anchor: 2️⃣loud}
      -- Content/en/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.unknownField, at: "1️⃣", hintContains: "'broken-link'")
    site.expect(.invalidValue, at: "2️⃣", messageContains: "'loud'")
    site.expectCount(2)
  }
}
