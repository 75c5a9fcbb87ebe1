// Blocks in articles, `:::name … :::`: what they become on a page, in fallback pages too.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct BlockTests {
  private static let tables = """
    -- Content/channels.yaml --
    in-app: {kind: in-app, order: 1, name: {en: Inapp, fr: Interne}}
    email:
      kind: email
      order: 2
      name: {en: Electronic, fr: Courriel}
      response: {min: 48, max: 72, unit: hours}
      contacts:
        - {email: pay@support.whatsapp.com, problem: payment, label: {en: Payments, fr: Paiements}}
        - {email: ios@support.whatsapp.com, problem: fault, platform: ios, label: {en: Tech, fr: Tech}}
        - {email: android@support.whatsapp.com, problem: fault, platform: android, label: {en: Tech, fr: Tech}}
    old: {kind: web, order: 3, name: Closed, retired: 2024-01-31}
    -- Content/problems.yaml --
    payment:
      order: 1
      name: {en: Money, fr: Argent}
      channels: [{channel: in-app}, {channel: email}]
    fault:
      order: 2
      name: {en: Fault, fr: Panne}
      channels: [{channel: email}]
    lost:
      order: 3
      name: {en: Lost, fr: Perdu}
      channels: [{channel: in-app}]

    """

  private func build(_ body: String, problems: String = "[]") async throws -> SiteTest {
    try await SiteTest.build(
      """
      \(Self.tables)
      -- Content/assets/picture.svg --
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>
      -- Content/assets/film.mp4 --
      film
      -- Content/assets/film.vtt --
      WEBVTT
      -- Content/en/contact/other.md --
      ---
      title: Other
      ---
      -- Content/en/contact/a.md --
      ---
      title: A
      problems: \(problems)
      ---
      \(body)
      """)
  }

  private func prose(_ body: String, warnings: Int = 0) async throws -> String {
    let site = try await build(body)
    site.expectCount(warnings)
    #expect(site.danglingLinks().isEmpty)
    let page = site.page("en/contact/a.html").text
    let start = try #require(page.range(of: "<div class=\"prose\" data-prose>\n"))
    let end = try #require(page.range(of: "</div>\n</article>"))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test func stepsFrameTheirLists() async throws {
    let html = try await prose(":::steps\n1. One\n2. Two\n:::")
    #expect(html == "<div class=\"steps\">\n<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n</div>\n\n")
  }

  @Test func tabsAreLabelledPartsWithoutScript() async throws {
    let html = try await prose(
      """
      ::::tabs
      :::tab[iPhone & "co"]
      One
      :::
      :::tab[Others]
      Two
      :::
      ::::
      """)
    #expect(
      html == """
        <div class="tabs" data-tabs>
        <div class="tab" role="group" aria-labelledby="tab:1">
        <p class="tab-label" id="tab:1" data-platform="ios">iPhone &amp; “co”</p>
        <p>One</p>
        </div>
        <div class="tab" role="group" aria-labelledby="tab:2">
        <p class="tab-label" id="tab:2">Others</p>
        <p>Two</p>
        </div>
        </div>


        """)
  }

  /// What a tab is called differs from article to article and from language to language.
  @Test(arguments: [
    ("iOS", "ios"), ("Your iPhone", "ios"), ("On Android", "android"), ("macOS 15", "mac"),
    ("Windows / PC", "windows"), ("Linux", "linux"), ("In your browser", "web"),
    ("Web", "web"), ("iPhone or Android", nil), ("Machine", nil), ("Website", nil), ("npm", nil),
    ("苹果手机", "ios"), ("安卓手机", "android"), ("على آيفون", "ios"),
  ])
  func aTabThatNamesAPlatformSaysSo(label: String, platform: String?) async throws {
    let html = try await prose("::::tabs\n:::tab[\(label)]\nOne\n:::\n::::")
    let mark = platform.map { " data-platform=\"\($0)\"" } ?? ""
    #expect(html.contains("<p class=\"tab-label\" id=\"tab:1\"\(mark)>\(label)</p>"))
  }

  @Test func detailsAreClosedUnlessTheySayOtherwise() async throws {
    let html = try await prose(
      ":::details[Why?]\nSo.\n:::\n\n:::details[How?]{open=true}\nThus.\n:::")
    #expect(
      html.contains("<details class=\"details\">\n<summary>Why?</summary>\n<p>So.</p>\n</details>"))
    #expect(
      html.contains("<details class=\"details\" open>\n<summary>How?</summary>\n<p>Thus.</p>\n"))
  }

  @Test func cardsAreAListOrHeadingsWithTheirTexts() async throws {
    let list = try await prose(":::cards\n- [Other](other.md)\n- Two\n:::")
    #expect(list.contains("<div class=\"cards\">\n<ul>\n<li><a href"))
    let headed = try await prose(
      """
      ## Ways

      :::cards
      Lead.

      ### First
      One

      #### Below
      ### Second
      Two
      :::

      ### After
      """)
    #expect(
      headed.contains(
        """
        <div class="cards">
        <p>Lead.</p>
        <div class="card">
        <h3 id="first">First</h3>
        <p>One</p>
        <h4 id="below">Below</h4>
        </div>
        <div class="card">
        <h3 id="second">Second</h3>
        <p>Two</p>
        </div>
        </div>
        <h3 id="after">After</h3>
        """))
  }

  @Test func aFigureHasItsCaption() async throws {
    let html = try await prose(":::figure[A <plan>]\n![Plan](../../assets/picture.svg)\n:::")
    #expect(html.contains("<figure class=\"figure\">\n<p><img src=\"../../assets/picture-"))
    #expect(html.contains("<figcaption>A &lt;plan&gt;</figcaption>\n</figure>"))
  }

  @Test func aVideoIsAFileOfTheProjectAndLoadsNothingUnasked() async throws {
    let site = try await build(
      """
      ::video[The way]{src=../../assets/film.mp4 poster=../../assets/picture.svg \
      captions=../../assets/film.vtt}
      """)
    site.expectNothingFound()
    let page = site.page("en/contact/a.html")
    let video = try #require(page.elements("video").first)
    let track = try #require(page.elements("track").first)
    #expect(video["controls"] != nil && video["autoplay"] == nil && video["preload"] == "metadata")
    #expect(video["width"] == "4" && video["height"] == "3", "the place is that of the poster")
    #expect(page.contains("<figcaption>The way</figcaption>"))
    #expect(track["kind"] == "captions" && track["srclang"] == "en" && track["label"] == "English")
    for address in [video["src"], video["poster"], track["src"]] {
      let path = SiteTest.resolve(address ?? "", from: "en/contact/a.html") ?? ""
      #expect(path.hasPrefix("assets/") && site.bytes(path) != nil, "\(path)")
    }
    #expect(page.contains("media-src &#39;self&#39;"))
  }

  @Test func aSiteWithoutVideosAllowsNone() async throws {
    let site = try await build("Text")
    #expect(!site.page("en/contact/a.html").contains("media-src"))
  }

  @Test func channelsComeWithTheContactsForTheArticlesProblems() async throws {
    let block = "::channel{id=\"email in-app old\"}"
    let all = try await build("Text").page("en/contact/a.html").text
    let named = SitePage(path: "", bytes: Array(try await prose(block, warnings: 1).utf8))
    #expect(!all.contains("mailto:"))
    #expect(named.values(of: "href").filter { $0.hasPrefix("mailto:") }.count == 3)
    #expect(named.contains("Usually within 48 to 72 hours") && !named.contains("Closed"))
    let email = try #require(named.offset(of: "Electronic"))
    let inApp = try #require(named.offset(of: "Inapp"))
    #expect(email < inApp)
    #expect(named.elements("h3").isEmpty, "the names are no part of the article's outline")

    let paid = try await build(block, problems: "[payment]")
    let prose = try #require(
      paid.page("en/contact/a.html").text.split(separator: "</article>").first)
    #expect(prose.contains("pay@support") && !prose.contains("ios@support"))
  }

  @Test func theTableOfChannelsIsThatOfAProblem() async throws {
    let all = try await prose("::channels")
    #expect(all.contains("Inapp") && all.contains("Electronic") && !all.contains("Closed"))
    #expect(all.contains("All channels, what they are best for"))
    let some = try await prose("::channels{problem=fault}")
    #expect(some.contains("Electronic") && !some.contains("Inapp") && !some.contains("pay@"))
    #expect(some.contains("Channels for this problem: Fault</caption>"))
  }

  @Test func aFallbackPageHasBlocksInItsTextsLanguageAndItsOwnLinks() async throws {
    let site = try await build(
      """
      ::channel{id=email}

      ::channels{problem=payment}

      :::message{channel=in-app}
      Hello
      :::
      """)
    let page = site.page("fr/contact/a.html")
    let article = SitePage(path: "", bytes: Array((page.content(of: "article") ?? "").utf8))
    #expect(article.contains("Electronic") && !article.contains("Courriel"))
    #expect(article.contains("Copy message") && article.contains("Usual reply time"))
    let links = article.values(of: "href")
    #expect(links.contains("../../fr/channel/email.html"))
    #expect(links.contains("../../fr/problem/payment.html"))
    #expect(!links.contains { $0.contains("/en/channel") || $0.contains("/en/problem") })
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func aThemeMayWriteChannelsItsOwnWay() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.tables)
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      theme: own
      -- Themes/own/partials/block-channels.html --
      {{#channels}}<b>{{name}} {{text.contact}} {{contact-url}}</b>{{/channels}}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      ::channel{id=email}
      """)
    site.expectNothingFound()
    #expect(
      site.page("en/contact/a.html").contains("<b>Electronic Contact support en/contact.html</b>"))
  }

  @Test func aMistakeInAThemesBlockIsLocated() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      theme: own
      -- Themes/own/partials/block-message.html --
      <p>{{1️⃣subjekt}}</p>
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.unknownName, at: "1️⃣", hintContains: "subject")
  }
}
