// Links between articles: written by file, landing in the reader's language, checked down to the anchor.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct LinkTests {
  private static let target = """
    -- Content/en/contact/email.md --
    ---
    title: E-mail
    ---
    ## What to write
    ### Details
    ## What to attach
    -- Content/fr/contact/email.md --
    ---
    title: E-mail
    ---
    ## Quoi écrire
    ### Détails
    ## Quoi joindre
    -- Content/assets/plan.svg --
    <svg xmlns="http://www.w3.org/2000/svg"/>

    """

  private func build(_ body: String) async throws -> SiteTest {
    try await SiteTest.build(
      """
      \(Self.target)
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      ## Own heading

      \(body)
      """)
  }

  @Test(arguments: [
    ("[x](1️⃣emial.md)", DiagnosticID.brokenLink, "'contact/email'"),
    ("[x](1️⃣email)", .brokenLink, "email.md"),
    ("[x](1️⃣email.html)", .brokenLink, "email.md"),
    ("[x](1️⃣../kontact/email.md)", .brokenLink, "'contact/email'"),
    ("[x](1️⃣../fr/email.md)", .brokenLink, ""),
    ("[x](1️⃣email.md#what-to-wriet)", .brokenAnchor, "'what-to-write'"),
    ("[x](1️⃣#own-haeding)", .brokenAnchor, "'own-heading'"),
    ("[x](1️⃣www.example.org/help)", .brokenLink, "'https://www.example.org/help'"),
    ("[x](1️⃣help@example.org)", .brokenLink, "'mailto:help@example.org'"),
    ("[x](1️⃣../../../../etc/passwd)", .brokenLink, ""),
    ("[x](1️⃣../../../secret.md)", .brokenLink, ""),
    ("[x](1️⃣..%2F..%2F..%2Fsecret.md)", .brokenLink, ""),
    ("[x](1️⃣/en/contact/email.md)", .brokenLink, "relative"),
    ("[x](1️⃣channel:emial)", .unknownChannel, "'email'"),
    ("[x](1️⃣problem:account-blokced)", .unknownProblem, "'account-blocked'"),
    ("[x](1️⃣channel:email#top)", .brokenAnchor, ""),
    ("![x](1️⃣../../assets/paln.svg)", .brokenImage, "plan.svg"),
    ("![x](1️⃣../../../../etc/logo.svg)", .brokenImage, ""),
    ("![x](1️⃣../../assets/)", .brokenImage, ""),
  ])
  func aBrokenTargetIsReportedWhereItStands(
    body: String, id: DiagnosticID, hint: String
  ) async throws {
    let site = try await build(body)
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&Tab;script:alert(1)",
    "java&#10;script:alert(1)", "&#1;javascript:alert(1)", "javascript&colon;alert(1)",
    "javascript&#x3a;alert(1)", "java\u{AD}script:alert(1)", "\u{200B}javascript:alert(1)",
    "vbscript:x", "data:text/html,x", "file:///etc/passwd", "blob:x", "//evil.example",
    "/\\evil.example",
    "\\\\\\\\evil.example", "java%0ascript:alert(1)", "%6Aavascript:alert(1)",
    "javascript%3Aalert(1)", "&#x200b;javascript:alert(1)", "java&#x200b;script:alert(1)",
    "https:/\\\\evil.example", "https:evil.example", "https://whatsapp.com@evil.example",
  ])
  func anUnsafeAddressIsAnErrorInEverySpelling(address: String) async throws {
    let site = try await build("[CANARY](<1️⃣\(address)>)")
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .error)
    #expect(site.diagnostics.first?.location?.file == "Content/en/contact/a.md")
    #expect([.unsafeLink, .brokenLink].contains(site.diagnostics.first?.id))
  }

  @Test(arguments: [
    "javascript:alert(1)", "java&Tab;script:alert(1)", "data:text/html,x",
    "java%0ascript:alert(1)", "%6Aavascript:alert(1)", "javascript%3Aalert(1)",
    "java&#x200b;script:alert(1)",
  ])
  func anUnsafeAddressReachesNoPageEvenIfTheCheckIsOff(address: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      severities: {unsafe-link: off, broken-link: off, broken-image: off, raw-html: off}
      -- Content/en/a.md --
      ---
      title: A
      ---
      [CANARY](<\(address)>) and ![CANARY](<\(address)>) and <\(address)>

      <a href="\(address)">raw</a>
      """)
    let page = site.page("en/a.html")
    #expect(page.contains("CANARY"))
    let values = page.values(of: "href") + page.values(of: "src")
    #expect(!values.contains { $0.contains("script:") || $0.hasPrefix("data:") })
  }

  @Test func goodLinksLeadWhereTheyShall() async throws {
    let site = try await build(
      """
      [file](email.md) [way](../contact/./email.md) [anchor](email.md#what-to-attach)
      [own](#own-heading) [channel](channel:email) [problem](problem:account-blocked)
      [asset](../../assets/plan.svg) [other language](../../fr/contact/email.md)
      [web](https://www.whatsapp.com/contact) [mail](mailto:support@whatsapp.com)
      ![Plan](../../assets/plan.svg "A plan")
      """)
    site.expectNothingFound()
    #expect(site.danglingLinks().isEmpty)
    let page = site.page("en/contact/a.html")
    #expect(href("file", page) == "../../en/contact/email.html")
    #expect(href("way", page) == "../../en/contact/email.html")
    #expect(href("anchor", page) == "../../en/contact/email.html#what-to-attach")
    #expect(href("own", page) == "#own-heading")
    #expect(href("channel", page) == "../../en/channel/email.html")
    #expect(href("problem", page) == "../../en/problem/account-blocked.html")
    #expect(href("other language", page) == "../../en/contact/email.html")
    #expect(href("web", page) == "https://www.whatsapp.com/contact")
    #expect(href("mail", page) == "mailto:support@whatsapp.com")
    #expect(page.elements("img").contains { $0["alt"] == "Plan" && $0["title"] == "A plan" })
  }

  @Test func referencesFollowTheReadersLanguageOnFallbackPages() async throws {
    let site = try await build(
      "[anchor](email.md#what-to-attach) [channel](channel:email) [problem](problem:account-blocked)"
    )
    let page = site.page("fr/contact/a.html")
    #expect(href("anchor", page) == "../../fr/contact/email.html#what-to-attach")
    #expect(href("channel", page) == "../../fr/channel/email.html")
    #expect(href("problem", page) == "../../fr/problem/account-blocked.html")
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func anchorsAreFoundByTheirPlaceInTheOutline() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.target)
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      [x](email.md#details)
      -- Content/fr/contact/a.md --
      ---
      title: A
      ---
      [own](email.md#quoi-joindre) and [source](email.md#what-to-write)
      """)
    site.expectNothingFound()
    #expect(href("x", site.page("en/contact/a.html")) == "../../en/contact/email.html#details")
    let page = site.page("fr/contact/a.html")
    #expect(href("own", page) == "../../fr/contact/email.html#what-to-attach")
    #expect(href("source", page) == "../../fr/contact/email.html#what-to-write")
  }

  @Test func aLinkToAnArticleThatIsNotPublishedSaysWhy() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      [draft](1️⃣later.md)
      -- Content/en/later.md --
      ---
      title: Later
      draft: true
      ---
      """)
    site.expect(.brokenLink, at: "1️⃣", messageContains: "not published")
    site.expectCount(1)
  }

  @Test func duplicateHeadingsHaveAnchorsOfTheirOwn() async throws {
    let site = try await build(
      """
      ## Phone

      ### Steps

      ## Tablet

      ### Steps

      ### Steps

      [one](#steps) [two](#tablet-steps) [three](#tablet-steps-2)
      """)
    site.expectNothingFound()
    #expect(site.danglingLinks().isEmpty)
    for page in site.pages {
      let ids = page.values(of: "id")
      #expect(Set(ids).count == ids.count, "\(page.path): \(ids)")
    }
  }

  private func href(_ text: String, _ page: SitePage) -> String? {
    let parts = page.text.components(before: ">\(text)</a>")
    guard let start = parts?.range(ofLast: "<a ") else { return nil }
    return SitePage(path: "", bytes: Array("\(start)>".utf8)).elements("a").first?["href"]
  }
}

extension String {
  /// What stands before the first `end`.
  fileprivate func components(before end: String) -> String? {
    SitePage(path: "", bytes: Array(utf8)).offset(of: end).map {
      String(decoding: Array(utf8)[..<$0], as: UTF8.self)
    }
  }

  /// This text from the last `start` on.
  fileprivate func range(ofLast start: String) -> String? {
    let bytes = Array(utf8)
    let wanted = Array(start.utf8)
    guard bytes.count >= wanted.count else { return nil }
    for index in (0...bytes.count - wanted.count).reversed()
    where bytes[index..<index + wanted.count].elementsEqual(wanted) {
      return String(decoding: bytes[index...], as: UTF8.self)
    }
    return nil
  }
}
