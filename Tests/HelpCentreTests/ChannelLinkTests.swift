// Channels that are closed, that nothing leads to, and links to their contacts.

import Foundation
import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct ChannelLinkTests {
  @Test func aClosedChannelIsReportedWhereverItIsNamed() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      old: {kind: web, name: {en: O, fr: O}, retired: 2024-01-31, replaced-by: new}
      older: {kind: web, name: {en: O, fr: O}, retired: 2023-01-31, replaced-by: 4️⃣old}
      new: {kind: in-app, name: {en: N, fr: N}}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: 1️⃣old}, {channel: new}]}
      5️⃣gone: {name: {en: G, fr: G}, channels: [{channel: 6️⃣old}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      channels: [2️⃣old]
      ---
      [Old](3️⃣channel:old) and [new](channel:new)

      ::channel{id="new 7️⃣old"}
      """)
    for place in ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "6️⃣", "7️⃣"] {
      site.expect(.retiredChannel, at: place)
    }
    site.expect(.retiredChannel, at: "1️⃣", hintContains: "'new'")
    site.expect(.problemWithoutChannel, at: "5️⃣", messageContains: "closed")
    site.expectCount(7)
  }

  /// Each of the three for itself: the others stay silent.
  @Test(arguments: [
    (
      "{kind: phone, article: contact/a, contacts: [{phone: \"+33123456789\"}]}", false,
      DiagnosticID.channelWithoutProblem, "Content/problems.yaml"
    ),
    (
      "{kind: phone, contacts: [{phone: \"+33123456789\"}]}", true,
      .channelWithoutArticle, "'channels: [some]'"
    ),
    ("{kind: phone, article: contact/a}", true, .channelWithoutContact, "'contacts'"),
    ("{kind: in-app, article: contact/a}", true, nil, ""),
    ("{kind: web, retired: 2024-01-31}", false, nil, ""),
  ])
  func whatAChannelLacksIsNoted(
    channel: String, isRecommended: Bool, id: DiagnosticID?, hint: String
  ) async throws {
    let row = channel.replacingOccurrences(of: "{kind", with: "{name: {en: S, fr: S}, kind")
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      1️⃣some: \(row)
      good: {kind: in-app, name: {en: G, fr: G}, article: contact/a}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: \(isRecommended ? "some" : "good")}]}
      found: {name: {en: F, fr: F}, channels: [{channel: good}]}
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [en, fr]
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    if let id { site.expect(id, at: "1️⃣", hintContains: hint) }
    #expect(site.result.diagnostics.count == (id == nil ? 0 : 1))
  }

  @Test func aChannelThatNothingLeadsToIsNoted() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      1️⃣lonely: {kind: phone, name: {en: L, fr: L}}
      good: {kind: in-app, name: {en: G, fr: G}, article: contact/a}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: good}]}
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [en, fr]
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.channelWithoutArticle, at: "1️⃣")
    site.expect(.channelWithoutProblem, at: "1️⃣")
    site.expect(.channelWithoutContact, at: "1️⃣")
    #expect(site.result.diagnostics.count == 3)
    #expect(site.result.diagnostics.allSatisfy { $0.severity == .note })
  }

  @Test func aContactCanBeLinked() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email:
        kind: email
        name: {en: E, fr: E}
        contacts:
          - {id: money, email: pay@example.org, problem: lost}
          - {email: more@example.org, problems: [lost, found]}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: email}]}
      found: {name: {en: F, fr: F}, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      [a](channel:email#money) [b](channel:email#found) [c](1️⃣channel:email#mony)
      """)
    site.expect(.brokenAnchor, at: "1️⃣", hintContains: "'money'")
    site.expectCount(1)
  }

  @Test func theRowOfAContactHasTheAnchorsOfItsLinks() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email: {kind: email, name: E, contacts: [{id: loss, email: help@example.org, problem: lost}]}
      -- Content/problems.yaml --
      lost: {name: Lost, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      [a](channel:email#lost) [b](channel:email#loss)
      """)
    site.expectNothingFound()
    #expect(
      site.page("en/contact/a.html").contains("href=\"../../en/channel/email.html#contact-loss\""))
    #expect(site.page("en/channel/email.html").count(of: "id=\"contact-loss\"") == 1)
    #expect(
      site.page("en/contact/a.html").contains("href=\"../../en/channel/email.html#contact-lost\""))
    #expect(site.page("en/channel/email.html").count(of: "id=\"contact-lost\"") == 1)
  }
}
