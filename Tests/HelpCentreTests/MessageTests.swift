// Messages to support: what readers see, what a mail program is told (RFC 6068), what is copied.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct MessageTests {
  private func page(_ body: String, language: String = "en") async throws -> SitePage {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      in-app: {kind: in-app, order: 1, name: Inapp}
      social:
        kind: social
        order: 2
        name: Network
        contacts: [{handle: "@WhatsApp", url: "https://x.com/WhatsApp"}]
      email:
        kind: email
        order: 3
        name: Electronic
        contacts:
          - {email: support@whatsapp.com}
          - {email: a+b/c@whatsapp.com, problem: odd}
          - {email: ios@whatsapp.com, problem: fault, platform: ios}
          - {email: android@whatsapp.com, problem: fault, platform: android}
      business:
        kind: business
        order: 4
        name: Companies
        contacts: [{email: smb@whatsapp.com, problem: business}]
      -- Content/problems.yaml --
      blocked: {order: 1, name: Blocked, channels: [{channel: in-app}, {channel: email}]}
      business: {order: 2, name: Business, channels: [{channel: business}, {channel: email}]}
      fault: {order: 3, name: Fault, channels: [{channel: email}]}
      odd: {order: 4, name: Odd, channels: [{channel: email}]}
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [\(language)]
      -- Content/categories.yaml --
      account: {order: 1, title: Account}
      -- Content/\(language)/a.md --
      ---
      title: A
      ---
      \(body)
      """)
    site.expectNothingFound()
    return site.page("\(language)/a.html")
  }

  private func mail(_ page: SitePage) -> [String] {
    let article = SitePage(path: "", bytes: Array((page.content(of: "article") ?? "").utf8))
    return article.values(of: "href").filter { $0.hasPrefix("mailto:") }
  }

  /// The text that is copied: that of the element, entities decoded.
  private func copied(_ page: SitePage) throws -> String {
    let text = page.text
    let start = try #require(text.range(of: "data-copied="))
    let rest = text[start.upperBound...]
    let open = try #require(rest.firstIndex(of: ">"))
    let end = try #require(rest.range(of: "</div>"))
    var out = ""
    var isTag = false
    for scalar in rest[rest.index(after: open)..<end.lowerBound].unicodeScalars {
      if scalar == "<" { isTag = true }
      if !isTag { out.unicodeScalars.append(scalar) }
      if scalar == ">" { isTag = false }
    }
    return out.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing(
      "&quot;", with: "\""
    )
    .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  @Test func aMessageOpensInAMailProgramAsItWasTyped() async throws {
    let page = try await page(
      """
      :::message{problem=blocked subject="Unblock [number] & more"}
      Dear support,

      My "account" ([number]) is blocked...
      It's a mistake: 100%?

      Thanks
      :::
      """)
    let text = """
      Dear support,

      My "account" ([number]) is blocked...
      It's a mistake: 100%?

      Thanks
      """
    #expect(try copied(page) == text)
    #expect(
      mail(page) == [
        "mailto:support@whatsapp.com?subject=Unblock%20%5Bnumber%5D%20%26%20more"
          + "&body=Dear%20support%2C%0D%0A%0D%0AMy%20%22account%22%20%28%5Bnumber%5D%29%20is%20"
          + "blocked...%0D%0AIt%27s%20a%20mistake%3A%20100%25%3F%0D%0A%0D%0AThanks"
      ])
    #expect(
      page.contains(
        "<dd data-subject>Unblock <span class=\"placeholder\">[number]</span> &amp; more</dd>"))
    #expect(page.contains("(<span class=\"placeholder\">[number]</span>)"))
  }

  @Test func otherScriptsArePercentEncodedUTF8() async throws {
    let page = try await page(
      ":::message{problem=blocked subject=\"Débloquer\"}\nÇa « marche » pas\n:::", language: "fr")
    #expect(
      mail(page) == [
        "mailto:support@whatsapp.com?subject=D%C3%A9bloquer"
          + "&body=%C3%87a%20%C2%AB%20marche%20%C2%BB%20pas"
      ])
  }

  @Test func aNumberInARightToLeftMessageIsNothingButItsDigits() async throws {
    let page = try await page(
      """
      :::message{problem=blocked subject="حسابي +86 138 1234 5678"}
      رقمي +86 138 1234 5678 وبريدي a@example.org
      :::
      """, language: "ar")
    #expect(try copied(page) == "رقمي +86 138 1234 5678 وبريدي a@example.org")
    #expect(mail(page).first?.hasSuffix("%20a%40example.org") == true)
  }

  @Test func theAddressIsThatOfTheProblemsBestChannelForMail() async throws {
    let business = try await page(":::message{problem=business}\nx\n:::")
    #expect(mail(business) == ["mailto:smb@whatsapp.com?body=x"])
    let named = try await page(":::message{problem=business channel=email}\nx\n:::")
    #expect(mail(named) == ["mailto:support@whatsapp.com?body=x"])
    let general = try await page(":::message{channel=email}\nx\n:::")
    #expect(mail(general) == ["mailto:support@whatsapp.com?body=x"])
  }

  @Test func eachPlatformsAddressHasItsLink() async throws {
    let page = try await page(":::message{problem=fault}\nx\n:::")
    #expect(
      mail(page) == ["mailto:ios@whatsapp.com?body=x", "mailto:android@whatsapp.com?body=x"])
    #expect(page.contains("Open in your mail program <span class=\"badge\">iOS</span>"))
  }

  @Test func anAddressIsEncodedToo() async throws {
    let page = try await page(":::message{problem=odd}\nx\n:::")
    #expect(mail(page) == ["mailto:a%2Bb%2Fc@whatsapp.com?body=x"])
    #expect(page.contains("a+b/c@whatsapp.com"))
  }

  @Test(arguments: ["in-app", "social"])
  func aMessageForAChannelWithoutMailIsThereToBeCopied(channel: String) async throws {
    let page = try await page(":::message{channel=\(channel)}\nHello\n:::")
    #expect(mail(page).isEmpty)
    #expect(try copied(page) == "Hello")
    #expect(page.values(of: "href").contains("../en/channel/\(channel).html"))
  }

  @Test func markupInAMessageIsText() async throws {
    let page = try await page(
      ":::message{problem=blocked subject=\"<b>[x\"}\n**Bold** \\<i> [a\\] [<b\\>] &lt;script&gt;\n:::"
    )
    #expect(try copied(page) == "Bold <i> [a] [<b>] <script>")
    #expect(page.elements("script").count == 3 && page.elements("i").isEmpty)
    #expect(page.elements("b").isEmpty)
  }
}
