// From an article, a category, a channel and a search to the right channel, never to all of them.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct WayToSupportTests {
  /// Five channels; the category's articles lead to `mail` three times, to `chat` and `phone` twice, to
  /// `post` once, and to the closed `fax` four times.
  private static let project = """
    -- Content/channels.yaml --
    post: {kind: post, order: 1, name: Posting, article: contact/a, contacts: [{email: post@example.org}]}
    phone: {kind: phone, order: 2, name: Phoning, contacts: [{phone: "+33123456789"}]}
    chat: {kind: chat, order: 3, name: Chatting, contacts: [{url: "https://example.org/chat"}]}
    mail:
      kind: email
      order: 4
      name: Mailing
      contacts:
        - {email: dark@example.org, problem: dark, label: Darkness}
        - {email: wet@example.org, problem: wet}
        - {email: post@example.org, problem: lost}
    fax: {kind: phone, order: 5, name: Faxing, retired: 2025-01-01, contacts: [{phone: "+33987654321"}]}
    -- Content/problems.yaml --
    dark:
      order: 1
      name: Darkish
      channels: [{channel: mail}, {channel: chat}, {channel: fax}]
    wet: {order: 2, name: Wettish, channels: [{channel: mail}, {channel: phone}]}
    lost: {order: 3, name: Lostish, channels: [{channel: post}, {channel: mail}]}
    -- Content/categories.yaml --
    contact: {title: C}
    other: {title: Other}
    -- Content/en/contact/a.md --
    ---
    title: Alpha
    problems: [dark]
    channels: [fax]
    ---
    -- Content/en/contact/b.md --
    ---
    title: Beta
    problems: [wet]
    channels: [fax]
    ---
    -- Content/en/contact/c.md --
    ---
    title: Gamma
    problems: [dark, wet]
    ---
    -- Content/en/contact/d.md --
    ---
    title: Delta
    channels: [fax]
    ---
    -- Content/en/contact/e.md --
    ---
    title: Epsilon
    ---
    -- Content/en/other/f.md --
    ---
    title: Phi
    ---
    """

  private func site() async throws -> SiteTest { try await SiteTest.build(Self.project) }

  /// The channels of a page's cards, in their order.
  private func cards(_ page: SitePage) -> [String] {
    page.text.components(separatedBy: "<li class=\"channel-card\"").dropFirst().map { card in
      let link = card.components(separatedBy: "/channel/").dropFirst().first ?? ""
      return String(link.prefix { $0 != "." })
    }
  }

  @Test func aCategoryShowsTheThreeOpenChannelsThatItsArticlesLeadToMost() async throws {
    #expect(cards(try await site().page("en/category/contact.html")) == ["mail", "phone", "chat"])
    #expect(cards(try await site().page("en/category/other.html")).isEmpty)
  }

  @Test func anArticleEndsWithTheChannelsOfItsProblems() async throws {
    let site = try await site()
    #expect(cards(site.page("en/contact/a.html")) == ["mail", "chat"])
    #expect(cards(site.page("en/contact/b.html")) == ["mail", "phone"])
    #expect(cards(site.page("en/contact/c.html")) == ["mail", "chat", "phone"])
  }

  @Test func anArticleWithoutProblemsEndsWithTheChannelsOfItsCategory() async throws {
    let site = try await site()
    #expect(cards(site.page("en/contact/d.html")) == ["mail", "phone", "chat"])
    #expect(cards(site.page("en/contact/e.html")) == ["mail", "phone", "chat"])
    // Where nothing is known, nothing is claimed: the header leads to the finder.
    let none = site.page("en/other/f.html")
    #expect(cards(none).isEmpty && !none.contains("still-stuck"))
    #expect(none.contains("class=\"contact-link\""))
  }

  @Test func anArticlesCardsHaveOnlyTheContactsForItsProblems() async throws {
    let site = try await site()
    let mails = { (path: String) in
      Set(site.page(path).values(of: "href").filter { $0.hasPrefix("mailto:") })
    }
    #expect(mails("en/contact/a.html") == ["mailto:dark@example.org"])
    #expect(mails("en/contact/b.html") == ["mailto:wet@example.org"])
    #expect(
      mails("en/contact/c.html") == ["mailto:dark@example.org", "mailto:wet@example.org"])
  }

  @Test func aChannelListsItsArticlesByProblemEachOnce() async throws {
    let whole = try await site().page("en/channel/mail.html")
    let list = try #require(whole.text.components(separatedBy: "id=\"problems\"").last)
    let page = SitePage(path: whole.path, bytes: Array(list.utf8))
    let dark = try #require(page.offset(of: ">Darkish</a>"))
    let wet = try #require(page.offset(of: ">Wettish</a>"))
    let places = try ["Alpha", "Gamma", "Beta"].map { try #require(page.offset(of: ">\($0)</a>")) }
    #expect(dark < places[0] && places[0] < places[1] && places[1] < wet && wet < places[2])
    for title in ["Alpha", "Beta", "Gamma"] {
      #expect(whole.count(of: ">\(title)</a>") == 1, "\(title)")
    }
    #expect(!page.contains(">Delta</a>"))
  }

  @Test func anAddressOfAnEarlierCardIsNotGivenAgain() async throws {
    let site = try await site()
    let page = site.page("en/problem/lost.html")
    #expect(cards(page) == ["post", "mail"])
    #expect(page.count(of: "<a class=\"address\" href=\"mailto:post@example.org\"") == 1)
    #expect(page.contains("The same address as for “Posting”"))
    // The table has every channel whole, the address book has an address once.
    #expect(
      site.page("en/contact.html").contains("href=\"mailto:post@example.org\""))
    let book = SitePage(path: "", bytes: site.bytes("en/contacts.vcf") ?? [])
    #expect(book.count(of: "post@example.org") == 1 && book.count(of: "BEGIN:VCARD") == 4)
    #expect(!book.contains("+33987654321"))
  }

  @Test(arguments: [
    ("darkish", "Mailing", "en/channel/mail.html#contact-dark", "dark@example.org"),
    ("lostish", "Posting", "en/channel/post.html", "post@example.org"),
  ])
  func aSearchForAProblemNamesItsBestChannel(
    query: String, name: String, url: String, address: String
  ) async throws {
    let site = try await site()
    var searcher = try Searcher(language: "en") { site.bytes($0) }
    let first = try #require(try searcher.search(query).results.first)
    #expect(first.kind == .problem)
    #expect(first.way?.title == name && first.way?.url == url)
    #expect(first.way?.text.hasSuffix(" · \(address)") == true)
    #expect(site.page("en/channel/mail.html").contains("id=\"contact-dark\""))
  }

  // MARK: The day on which a channel closes

  @Test(arguments: [("2025-12-31", true), ("2026-01-01", false), ("2026-01-02", false)])
  func aChannelIsOpenUntilTheDayOnWhichItCloses(today: String, isOpen: Bool) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      old: {kind: web, name: Oldish, retired: 2026-01-01, replaced-by: new, article: contact/a}
      new: {kind: in-app, name: Newish, article: contact/a}
      -- Content/problems.yaml --
      lost: {name: Lost, channels: [{channel: old}, {channel: new}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """, today: today)
    #expect(site.diagnostics.map(\.id) == (isOpen ? [] : [.retiredChannel]))
    #expect(cards(site.page("en/problem/lost.html")) == (isOpen ? ["old", "new"] : ["new"]))
    let page = site.page("en/channel/old.html")
    #expect(
      page.contains(
        isOpen
          ? "This channel closes on 1 January 2026. From then on, use this one: <a href=\"../../en/channel/new.html\">Newish</a>"
          : "This channel was closed on 1 January 2026. Use this one instead: <a href=\"../../en/channel/new.html\">Newish</a>"
      ))
    #expect(page.contains("<dl class=\"facts\">") == isOpen)
  }
}
