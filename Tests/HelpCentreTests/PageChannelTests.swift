// What readers learn about ways to reach support: which, in which order, how fast and where.

import HelpCentre
import TestSupport
import Testing

@Suite struct PageChannelTests {
  private static let project = """
    -- Content/channels.yaml --
    in-app: {kind: in-app, order: 1, name: Inapp, response: {min: 24, max: 48, unit: hours}}
    email:
      kind: email
      order: 2
      name: Electronic
      response: {max: 1, unit: days}
      contacts:
        - {email: support@whatsapp.com, problem: general}
        - {email: android@support.whatsapp.com, problem: blocked, platform: android}
        - {email: smb@support.whatsapp.com, label: Companies}
    site: {kind: web, order: 3, name: Website, response: {immediate: true}}
    social:
      kind: social
      order: 4
      name: Network
      contacts: [{handle: "@WhatsApp", url: "https://x.com/WhatsApp"}]
    phone: {kind: phone, order: 5, name: Telephone, contacts: [{phone: "+15551234567"}]}
    old: {kind: web, order: 6, name: Oldchannel, retired: 2024-01-31, replaced-by: email}
    -- Content/problems.yaml --
    blocked:
      order: 1
      urgent: true
      name: Blocked
      channels: [{channel: email, reason: Because formal}, {channel: in-app}, {channel: old}]
    general:
      order: 2
      name: General
      channels: [{channel: site}, {channel: email}]
    -- Content/en/contact/a.md --
    ---
    title: A
    problems: [blocked]
    ---
    -- Content/en/contact/b.md --
    ---
    title: B
    channels: [social]
    ---
    """

  @Test func aProblemShowsItsChannelsBestFirst() async throws {
    let site = try await SiteTest.build(Self.project)
    for path in ["en/problem/blocked.html", "en/contact/a.html"] {
      let page = SitePage(path: path, bytes: site.page(path).main)
      let email = try #require(page.offset(of: "Electronic"))
      let inApp = try #require(page.offset(of: "Inapp"))
      #expect(email < inApp, "\(path)")
      #expect(page.contains("Because formal"), "\(path)")
      #expect(!page.contains("Telephone") && !page.contains("Network"), "\(path)")
    }
    #expect(site.page("en/contact/b.html").contains("Network"))
  }

  @Test func aProblemShowsOnlyTheContactsThatAreForIt() async throws {
    let site = try await SiteTest.build(Self.project)
    let page = site.page("en/problem/blocked.html")
    #expect(page.values(of: "href").contains("mailto:android@support.whatsapp.com"))
    #expect(page.values(of: "href").contains("mailto:smb@support.whatsapp.com"))
    #expect(!page.contains("mailto:support@whatsapp.com"))
    #expect(page.contains("Android"))
    let all = site.page("en/channel/email.html").values(of: "href")
    #expect(Set(all.filter { $0.hasPrefix("mailto:") }).count == 3)
  }

  @Test func aContactsPlatformStandsInTheBracketsOfTheLanguage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr, zh-Hans, ja]
      \(Self.project)
      """)
    #expect(site.page("en/problem/blocked.html").contains(">Blocked (Android)<"))
    #expect(site.page("zh-Hans/problem/blocked.html").contains(">Blocked（Android）<"))
    #expect(site.page("ja/problem/blocked.html").contains(">Blocked（Android）<"))
    #expect(site.page("en/problem/blocked.html").contains(">Companies<"))
  }

  @Test func addressesAreLinksThatWork() async throws {
    let site = try await SiteTest.build(Self.project)
    #expect(
      site.page("en/channel/social.html").values(of: "href").contains("https://x.com/WhatsApp"))
    #expect(site.page("en/channel/social.html").contains("@WhatsApp"))
    #expect(site.page("en/channel/phone.html").values(of: "href").contains("tel:+15551234567"))
  }

  @Test func replyTimesAreSentences() async throws {
    let site = try await SiteTest.build(Self.project)
    #expect(site.page("en/channel/in-app.html").contains("Usually within 24 to 48 hours"))
    #expect(site.page("en/channel/email.html").contains("Usually within 1 day"))
    #expect(site.page("en/channel/site.html").contains("Immediate"))
    #expect(site.page("en/channel/phone.html").contains("No reply time is known"))
  }

  @Test func aClosedChannelIsInNoListAndSaysWhatReplacesIt() async throws {
    let site = try await SiteTest.build(Self.project)
    for path in [
      "en/index.html", "en/contact.html", "en/problem/blocked.html", "en/contact/a.html",
    ] {
      #expect(!site.page(path).contains("Oldchannel"), "\(path)")
    }
    let page = site.page("en/channel/old.html")
    #expect(page.contains("closed on 31 January 2024"))
    #expect(
      page.contains("Use this one instead: <a href=\"../../en/channel/email.html\">Electronic</a>"))
  }

  @Test func theContactPageShowsEveryOpenChannelAndProblem() async throws {
    let site = try await SiteTest.build(Self.project)
    for name in ["Inapp", "Electronic", "Website", "Network", "Telephone", "Blocked", "General"] {
      #expect(site.page("en/contact.html").contains(name), "\(name)")
      #expect(site.page("fr/contact.html").contains(name), "\(name)")
    }
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func aLongListIsSplitIntoPages() async throws {
    let articles = (1...130).map { number in
      "-- Content/en/contact/n\(number).md --\n---\ntitle: Number \(number)\norder: \(number)\n---\n"
    }
    let site = try await SiteTest.build(articles.joined())
    let paths = ["contact", "contact/2", "contact/3"].map { "en/category/\($0).html" }
    let lists = paths.map { path in
      site.page(path).values(of: "href").filter { $0.contains("/contact/n") }
    }
    #expect(Set(lists.joined()).count == 130)
    #expect(lists.allSatisfy { !$0.isEmpty && $0.count < 130 })
    #expect(site.bytes("en/category/contact/4.html") == nil)
    #expect(site.danglingLinks().isEmpty)
  }
}

extension SitePage {
  /// What stands between `<main …>` and `</main>`.
  fileprivate var main: [UInt8] { Array((content(of: "main") ?? "").utf8) }
}
