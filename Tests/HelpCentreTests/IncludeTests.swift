// Snippets: one text in several articles, as if it were written in each.

import Foundation
import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct IncludeTests {
  private func build(_ article: String, _ more: String = "") async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/en/a/one.md --
      ---
      title: One
      ---
      \(article)
      -- Content/en/two.md --
      ---
      title: Two
      ---
      ## Target
      -- Content/en/_snippets/menu.md --
      Open **Settings** and see [two](../two.md#target).

      ## In the snippet
      \(more)
      """)
  }

  @Test func aSnippetIsPartOfTheArticle() async throws {
    let site = try await build(
      """
      ## First

      before

      ::include{file=menu}

      ## Last

      [here](#in-the-snippet)
      """)
    site.expectNothingFound()
    let page = site.page("en/a/one.html")
    let order = [
      "<h2 id=\"first\">", "before", "<strong>Settings</strong>", "../../en/two.html#target",
      "<h2 id=\"in-the-snippet\">", "<h2 id=\"last\">", "href=\"#in-the-snippet\"",
    ].map { text in page.text.range(of: text, options: .backwards)?.lowerBound }
    #expect(!order.contains(nil))
    #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
    // The contents list it too; it is no article of its own.
    #expect(page.count(of: "#in-the-snippet") >= 2)
    #expect(!site.paths.contains { $0.contains("_snippets") || $0.contains("menu") })
  }

  @Test func headingsOfSnippetsStayUnique() async throws {
    let site = try await build("## In the snippet\n\n::include{file=menu}\n\n::include{file=menu}")
    let page = site.page("en/a/one.html")
    #expect(page.contains("id=\"in-the-snippet\""))
    #expect(page.contains("id=\"in-the-snippet-2\""))
    #expect(page.contains("id=\"in-the-snippet-3\""))
  }

  @Test func snippetsIncludeSnippets() async throws {
    let site = try await build(
      "1. x\n\n   :::include{file=deep/outer}\n   :::\n2. y",
      """
      -- Content/en/_snippets/deep/outer.md --
      outer

      ::include{file=inner}
      -- Content/en/_snippets/inner.md --
      inner text
      """)
    site.expectNothingFound()
    let page = site.page("en/a/one.html")
    #expect(page.contains("<p>outer</p>\n<p>inner text</p>\n</li>"))
  }

  @Test func aSnippetFallsBackAndSaysItsLanguage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}, {code: ar, fallback: en}]
      -- Content/en/a.md --
      ---
      title: A
      ---
      ::include{file=hours}
      -- Content/fr/a.md --
      ---
      title: A
      ---
      ::include{file=hours}
      -- Content/ar/a.md --
      ---
      title: A
      ---
      ::include{file=hours}
      -- Content/en/_snippets/hours.md --
      All day
      -- Content/fr/_snippets/hours.md --
      Toute la journée
      """)
    #expect(site.diagnostics.allSatisfy { $0.id == .missingTranslation })
    #expect(site.page("fr/a.html").contains("<p>Toute la journée</p>"))
    #expect(!site.page("fr/a.html").contains("<div lang=\"fr\""))
    #expect(
      site.page("ar/a.html").contains("<div lang=\"en\" dir=\"ltr\">\n<p>All day</p>\n</div>"))
  }

  @Test func anUnknownSnippetIsReportedWithTheNearest() async throws {
    let site = try await build("::include{file=1️⃣mneu}")
    site.expect(.unknownSnippet, at: "1️⃣", hintContains: "'menu'")
    site.expectCount(1)
  }

  @Test func aSnippetThatIncludesItselfIsAnErrorOnce() async throws {
    let site = try await build(
      "::include{file=a}\n\n::include{file=b}",
      """
      -- Content/en/_snippets/a.md --
      ::include{file=b}
      -- Content/en/_snippets/b.md --
      ::include{file=1️⃣a}
      """)
    site.expect(.includeCycle, at: "1️⃣")
    #expect(site.diagnostics.allSatisfy { $0.id == .includeCycle })
    #expect(site.diagnostics.contains { $0.message.contains("a → b → a") })
  }

  @Test func snippetsThatDoubleEachOtherAreBounded() async throws {
    let chain = (1...30).map { number in
      """
      -- Content/en/_snippets/s\(number).md --
      ::include{file=s\(number + 1)}

      ::include{file=s\(number + 1)}

      """
    }.joined()
    let site = try await build(
      "::include{file=s1}", chain + "-- Content/en/_snippets/s31.md --\nend")
    site.expectCount(1)
    #expect(site.diagnostics.first?.id == .invalidBlock)
    #expect(site.diagnostics.first?.message.contains("1000 snippets") == true)
  }

  @Test func mistakesInSnippetsAreReportedOnceWhereTheyStand() async throws {
    let site = try await build(
      "::include{file=bad}\n\n::include{file=bad}",
      "-- Content/en/_snippets/bad.md --\n[x](1️⃣../nowhere.md)")
    site.expect(.brokenLink, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func aSnippetHasNoFootnotes() async throws {
    let site = try await build(
      "::include{file=note}",
      "-- Content/en/_snippets/note.md --\n1️⃣Text[^1]\n\n[^1]: note")
    site.expect(.footnoteInSnippet, at: "1️⃣")
  }

  @Test func headingsDoNotTakeTheIdsOfTheTheme() async throws {
    let site = try await build("## Main\n\n## Related")
    let page = site.page("en/a/one.html")
    #expect(page.count(of: " id=\"main\"") == 1)
    #expect(page.contains("<h2 id=\"main-2\">"))
    #expect(page.contains("<h2 id=\"related-2\">"))
  }
}
