// What a channel is not for, whom an address is for, and how much a problem hurts.

import HelpCentre
import TestSupport
import Testing

@Suite struct ChannelLimitsTests {
  private static func project(notFor: String = "theft", severity: String = "low") -> String {
    """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    languages: [en, fr]
    -- Content/channels.yaml --
    letter:
      kind: post
      name: {en: Letter, fr: Lettre}
      not-for: [1️⃣\(notFor)]
      contacts:
        - {url: "https://example.org/eu", platform: ios, region: {en: Abroad, fr: Étranger}}
        - {url: "https://example.org/else", label: Elsewhere}
    call: {kind: phone, name: {en: Call, fr: Appel}, contacts: [{phone: "+33123456789"}]}
    -- Content/problems.yaml --
    blocked:
      severity: \(severity)
      name: {en: Blocked, fr: Bloqué}
      channels: [{channel: letter}]
    theft:
      name: {en: Theft, fr: Vol}
      channels: [{channel: call}]
    -- Content/en/contact/letter.md --
    ---
    title: A letter
    channels: [letter]
    problems: [theft]
    ---
    -- Content/en/contact/plain.md --
    ---
    title: Any letter
    channels: [letter]
    ---
    """
  }

  @Test func aChannelsPageSaysWhatItIsNotFor() async throws {
    let site = try await SiteTest.build(Self.project())
    #expect(!site.diagnostics.contains { $0.severity == .error })
    let page = site.page("en/channel/letter.html")
    #expect(page.contains("When not to use it"))
    #expect(page.values(of: "href").contains("../../en/problem/theft.html"))
    #expect(site.page("fr/channel/letter.html").contains("Quand ne pas l’utiliser"))
    #expect(!site.page("en/channel/call.html").contains("When not to use it"))
  }

  @Test func anArticleAboutAChannelDoesNotOfferItForWhatItIsNotFor() async throws {
    let site = try await SiteTest.build(Self.project())
    let offers = { (path: String) in site.page(path).values(of: "href") }
    #expect(offers("en/contact/letter.html").contains("../../en/channel/call.html"))
    #expect(!offers("en/contact/letter.html").contains("../../en/channel/letter.html"))
    #expect(offers("en/contact/plain.html").contains("../../en/channel/letter.html"))
  }

  @Test func aChannelThatAProblemRecommendsAllTheSameIsAWarning() async throws {
    let site = try await SiteTest.build(Self.project(notFor: "blocked"))
    site.expect(
      .conflictingField, at: "1️⃣", messageContains: "'letter' is not for problem 'blocked'",
      hintContains: "problems.yaml")
    #expect(site.diagnostics.contains { $0.id == .conflictingField && $0.severity == .warning })
  }

  @Test func anAddressSaysItsRegionInTheReadersLanguage() async throws {
    let site = try await SiteTest.build(Self.project())
    #expect(site.page("en/problem/blocked.html").contains(">Letter (iOS · Abroad)<"))
    #expect(site.page("fr/problem/blocked.html").contains(">Lettre (iOS · Étranger)<"))
    #expect(site.page("fr/channel/letter.html").contains(">iOS · Étranger<"))
    #expect(site.page("en/problem/blocked.html").contains(">Elsewhere<"))
  }

  @Test func ofProblemsOfOneOrderTheWorstStandsFirst() async throws {
    for (severity, isFirst) in [("high", true), ("medium", true), ("low", false)] {
      let page = try await SiteTest.build(Self.project(severity: severity)).page("en/contact.html")
      let blocked = try #require(page.offset(of: ">Blocked<"))
      let theft = try #require(page.offset(of: ">Theft<"))
      #expect((blocked < theft) == isFirst, "\(severity)")
    }
  }
}
