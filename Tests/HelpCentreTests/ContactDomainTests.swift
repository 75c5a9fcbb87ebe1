// Contacts lead only where `contact-domains` of site.yaml allows.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct ContactDomainTests {
  private static func project(_ contact: String, domains: String) -> String {
    """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    languages: [en]
    \(domains)
    -- Content/categories.yaml --
    -- Content/channels.yaml --
    email: {kind: email, name: E-mail, contacts: [\(contact)]}
    -- Content/problems.yaml --
    -- Content/en/a.md --
    ---
    title: A
    ---
    """
  }

  @Test(arguments: [
    "{email: a@example.org}", "{email: a@mail.example.org}", "{email: a@EXAMPLE.org}",
    "{url: \"https://example.org\"}", "{url: \"https://example.org:8080/x?y=@z\"}",
    "{url: \"https://a.b.example.org/#x\"}",
    "{handle: \"@help\", url: \"https://x.example.net/help\"}", "{phone: \"+33123456789\"}",
  ])
  func aContactInADomainOfTheListOrBelowOneIsFine(contact: String) async throws {
    let site = try await SiteTest.build(
      Self.project(contact, domains: "contact-domains: [Example.org, x.example.net]"))
    site.expectNothingFound()
  }

  @Test(arguments: [
    ("{email: 1️⃣a@exampel.org}", "'exampel.org'", "'example.org'"),
    ("{email: 1️⃣a@example.com.evil.net}", "'example.com.evil.net'", "add the domain"),
    ("{email: 1️⃣a@notexample.org}", "'notexample.org'", ""),
    ("{email: 1️⃣a@org.example}", "'org.example'", ""),
    ("{url: 1️⃣\"https://example.org.evil.net/\"}", "'example.org.evil.net'", ""),
    ("{url: 1️⃣\"https://evil.net?@example.org\"}", "'evil.net'", ""),
    ("{url: 1️⃣\"https://evil.net#@example.org\"}", "'evil.net'", ""),
    ("{url: 1️⃣\"https://evil.net:443/example.org\"}", "'evil.net'", ""),
    ("{handle: \"@help\", url: 1️⃣\"https://x.example.com/help\"}", "'x.example.com'", ""),
  ])
  func aContactElsewhereIsAnError(contact: String, host: String, hint: String) async throws {
    let site = try await SiteTest.build(
      Self.project(contact, domains: "contact-domains: [example.org, x.example.net]"))
    site.expect(.foreignContact, at: "1️⃣", messageContains: host, hintContains: hint)
    site.expectCount(1)
    #expect(site.result.output == nil)
  }

  @Test(arguments: [
    ("{url: 1️⃣\"https://me@example.org/\"}", DiagnosticID.unsafeLink, "'example.org'"),
    ("{url: 1️⃣\"https://example.org@evil.net/\"}", .unsafeLink, "'evil.net'"),
    ("{url: 1️⃣'https://evil.net\\@example.org/'}", .unsafeLink, "'\\'"),
    ("{url: 1️⃣\"https://evil%2enet.example.org\"}", .unsafeLink, "'%'"),
    ("{url: 1️⃣\"https:////example.org/\"}", .unsafeLink, "without a host"),
    ("{url: 1️⃣\"https://ex\u{430}mple.org/\"}", .lookAlikeDomain, "'а' (U+0430) is Cyrillic"),
    ("{email: 1️⃣\"a@ex\u{430}mple.org\"}", .lookAlikeDomain, "'а' (U+0430) is Cyrillic"),
    ("{handle: \"@x\", url: 1️⃣\"https://\u{3BF}\u{3BA}.com/x\"}", .lookAlikeDomain, "'ok'"),
    ("{url: 1️⃣\"https://xn--exmple-4nf.org/\"}", .lookAlikeDomain, "'exаmple'"),
    ("{handle: example.org/help, url: 1️⃣\"https://evil.net/\"}", .misleadingLink, "'evil.net'"),
    ("{email: 1️⃣a@evil.net, label: a@example.org}", .misleadingLink, "'a@evil.net'"),
    ("{phone: 1️⃣\"+33123456789\", label: \"+33 987654321\"}", .misleadingLink, ""),
  ])
  func aContactThatIsNotWhatItLooksLikeIsAnError(
    contact: String, id: DiagnosticID, message: String
  ) async throws {
    let site = try await SiteTest.build(Self.project(contact, domains: ""))
    site.expect(id, at: "1️⃣", messageContains: message)
    site.expectCount(1)
    #expect(site.result.output == nil)
  }

  @Test func withoutAListAllIsAllowedAndAnEmptyListAllowsNothing() async throws {
    let contact = "{email: 1️⃣a@example.org}"
    let site = try await SiteTest.build(Self.project(contact, domains: ""))
    site.expectNothingFound()
    let closed = try await SiteTest.build(Self.project(contact, domains: "contact-domains: []"))
    closed.expect(.foreignContact, at: "1️⃣")
  }

  @Test(arguments: [
    "https://example.org", "example.org/x", "localhost", "*.example.org", "a@b.org",
  ])
  func aDomainThatIsNoneIsReported(domain: String) async throws {
    let site = try await SiteTest.build(
      Self.project("{phone: \"+33123456789\"}", domains: "contact-domains: [1️⃣\"\(domain)\"]"))
    site.expect(.invalidValue, at: "1️⃣", messageContains: "'\(domain)'", hintContains: "example.org")
    site.expectCount(1)
  }
}
