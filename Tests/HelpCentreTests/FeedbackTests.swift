// "Was this helpful?": a form to the project's own address, mails, or nothing.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct FeedbackTests {
  private func build(_ settings: String) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [en]
      \(settings)
      -- Content/channels.yaml --
      in-app: {kind: in-app, name: App}
      -- Content/problems.yaml --
      lost: {name: L, channels: [{channel: in-app}]}
      -- Content/categories.yaml --
      contact: {title: C}
      -- Content/en/contact/a.md --
      ---
      title: A & B
      ---
      """)
  }

  @Test func aFormGoesToTheEndpointAndThePolicyLetsIt() async throws {
    let site = try await build("feedback: {endpoint: 1️⃣\"https://votes.example.org:8443/v1?x=1\"}")
    site.expect(.invalidValue, at: "1️⃣")
    site.expectCount(1)
    let good = try await build("feedback: {endpoint: https://votes.example.org:8443/v1}")
    good.expectNothingFound()
    let page = good.page("en/contact/a.html")
    #expect(page.contains("method=\"post\" action=\"https://votes.example.org:8443/v1\""))
    #expect(page.contains("name=\"article\" value=\"contact/a\""))
    #expect(page.contains("name=\"language\" value=\"en\""))
    #expect(page.contains("connect-src &#39;self&#39; https://votes.example.org:8443; "))
    #expect(page.contains("form-action &#39;self&#39; https://votes.example.org:8443; "))
  }

  @Test func withoutAnEndpointVotesAreMailsOrNotAskedFor() async throws {
    let mail = try await build("feedback: {email: team@example.org}").page("en/contact/a.html")
    #expect(
      mail.contains(
        "href=\"mailto:team@example.org?subject=Yes%20%E2%80%93%20A%20%26%20B&amp;body="))
    #expect(!mail.contains("<form class=\"feedback\""))
    let none = try await build("").page("en/contact/a.html")
    #expect(!none.contains("class=\"feedback\""))
    #expect(none.contains("connect-src &#39;self&#39;; form-action &#39;self&#39;;"))
  }

  @Test(arguments: [
    "feedback: {endpoint: 1️⃣\"http://votes.example.org\"}", "feedback: 1️⃣{}",
    "feedback: 1️⃣{endpoint: \"https://a.org\", email: a@b.org}",
  ])
  func aPlaceThatCannotTakeVotesIsReported(settings: String) async throws {
    let site = try await build(settings)
    site.expect(.invalidValue, at: "1️⃣")
  }
}
