// How grave a fault of the channel table is where the project says nothing, and texts of the tables that a
// language lacks.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct ChannelSeverityTests {
  /// What readers would be told wrongly stops the build; what may be meant so does not.
  @Test(arguments: [
    (DiagnosticID.unknownChannel, Severity.error), (.contradictingResponse, .error),
    (.differingResponse, .error), (.misspeltAddress, .error), (.malformedAddress, .error),
    (.foreignContact, .error), (.lookAlikeDomain, .error), (.unknownMessage, .error),
    (.unknownPlaceholder, .error), (.retiredChannel, .warning), (.problemWithoutChannel, .warning),
    (.unlistedAddress, .warning), (.staleVerification, .warning), (.missingTranslation, .warning),
    (.unusedPlaceholder, .warning), (.longMessage, .warning), (.channelWithoutArticle, .note),
    (.channelWithoutProblem, .note), (.channelWithoutContact, .note),
  ])
  func everyCheckHasItsSeverity(id: DiagnosticID, severity: Severity) {
    #expect(id.defaultSeverity == severity)
  }

  private func build(_ text: String, severities: String = "") async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [en]
      severities: {\(severities)}
      -- Content/categories.yaml --
      contact: {title: C}
      -- Content/channels.yaml --
      email:
        kind: email
        name: E-mail
        response: {max: 2, unit: days}
        article: contact/a
        contacts: [{email: help@example.org}]
      -- Content/problems.yaml --
      lost: {name: Lost, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      \(text)
      """)
  }

  @Test(arguments: [
    ("[Mail](channel:email): 5 days.", DiagnosticID.contradictingResponse),
    ("Write to hepl@example.org.", .misspeltAddress),
  ])
  func aContradictionIsNotPublishedUnlessTheProjectSaysSo(
    text: String, id: DiagnosticID
  ) async throws {
    let site = try await build(text)
    #expect(site.diagnostics.map(\.id) == [id] && site.diagnostics[0].severity == .error)
    #expect(site.result.output == nil)
    let lenient = try await build(text, severities: "\(id.rawValue): warning")
    #expect(lenient.diagnostics.map(\.severity) == [.warning])
    #expect(lenient.result.output != nil)
  }

  @Test(arguments: [
    ("channels.yaml", "summary"), ("channels.yaml", "pros"), ("channels.yaml", "steps"),
    ("channels.yaml", "requirements"), ("channels.yaml", "cost"), ("channels.yaml", "source"),
  ])
  func aTextOfAChannelThatALanguageLacksIsReported(table: String, field: String) async throws {
    let isList = ["pros", "steps"].contains(field)
    let site = try await SiteTest.build(
      """
      -- Content/\(table) --
      email:
        kind: email
        name: {en: E, fr: E}
        \(field): 1️⃣{en: \(isList ? "[English]" : "English")}
        contacts: [{email: help@example.org}]
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      channels: [email]
      ---
      """)
    site.expect(.missingTranslation, at: "1️⃣", messageContains: "fr")
    site.expectCount(1)
    // Until it is translated, the source's text stands there: nothing is lost.
    #expect(site.page("fr/channel/email.html").contains("English"))
  }

  @Test(arguments: [
    "name: {en: L, fr: L}, description: 1️⃣{en: English}", "name: 1️⃣{en: English}",
    "name: {en: L, fr: L}, synonyms: 1️⃣{en: [English]}",
    "name: {en: L, fr: L}, prepare: 1️⃣{en: [English]}",
  ])
  func aTextOfAProblemThatALanguageLacksIsReported(fields: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email: {kind: email, name: {en: E, fr: E}, contacts: [{email: help@example.org}]}
      -- Content/problems.yaml --
      lost: {\(fields), channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      channels: [email]
      ---
      """)
    site.expect(.missingTranslation, at: "1️⃣", messageContains: "fr")
    site.expectCount(1)
  }

  @Test(arguments: [
    "contacts: [{email: help@example.org, label: 1️⃣{en: English}}]",
    "contacts: [{email: help@example.org, region: 1️⃣{en: English}}]",
    "contacts: [{email: help@example.org}], response: {max: 2, unit: days, note: 1️⃣{en: English}}",
  ])
  func aTextOfAContactThatALanguageLacksIsReported(fields: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email: {kind: email, name: {en: E, fr: E}, \(fields)}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: email, reason: {en: R, fr: R}}]}
      found: {name: {en: F, fr: F}, channels: [{channel: email, reason: 2️⃣{en: R}}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      channels: [email]
      ---
      """)
    site.expect(.missingTranslation, at: "1️⃣", messageContains: "fr")
    site.expect(.missingTranslation, at: "2️⃣", messageContains: "fr")
    site.expectCount(2)
  }

  @Test func whereAndWhenAChannelWasCheckedStandsOnItsPageWithOrWithoutAddresses() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      in-app: {kind: in-app, name: App, verified: 2025-03-17, source: The guide, article: contact/a}
      email:
        kind: email
        name: E-mail
        verified: 2025-03-17
        source: The guide
        article: contact/a
        contacts: [{email: help@example.org}]
      web: {kind: web, name: Web, source: The guide, article: contact/a, response: {immediate: true}}
      -- Content/problems.yaml --
      lost: {name: Lost, channels: [{channel: email}, {channel: in-app}, {channel: web}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    for channel in ["in-app", "email", "web"] {
      let page = site.page("en/channel/\(channel).html")
      #expect(page.count(of: "Source: The guide") == 1, "\(channel)")
      let line = "<time datetime=\"2025-03-17\">Verified on 17 March 2025</time>"
      #expect(page.count(of: line) == (channel == "web" ? 0 : 1), "\(channel)")
    }
  }
}
