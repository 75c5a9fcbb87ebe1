// The names of headings: readable, the same in all languages, stable.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct AnchorTests {
  private func build(_ english: String, _ french: String) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      \(english)
      -- Content/fr/a.md --
      ---
      title: A
      ---
      \(french)
      """)
  }

  private func ids(_ site: SiteTest, _ path: String) -> [String] {
    site.page(path).tags.filter { $0.name.hasPrefix("h") && $0.name != "html" }
      .compactMap { $0.attributes["id"] }
  }

  @Test func aTranslationTakesTheNamesOfItsSource() async throws {
    let site = try await build(
      "## What to write\n\n### Details\n\n## Files", "## Quoi écrire\n\n### Détails\n\n## Files")
    site.expectNothingFound()
    #expect(
      ids(site, "fr/a.html").filter { $0 != "related" }.starts(with: [
        "what-to-write", "details", "files",
      ]))
    // Links to the translated names go on working; equal names are there once.
    #expect(
      site.page("fr/a.html").contains(
        "<h2 id=\"what-to-write\"><span id=\"quoi-ecrire\"></span>Quoi"))
    #expect(site.page("fr/a.html").count(of: "\"files\"") == 1)
    #expect(site.page("fr/a.html").count(of: "\"details\"") == 1)
    #expect(!(site.page("en/a.html").contains("<span id=")))
  }

  @Test func bothNamesCanBeLinked() async throws {
    let site = try await build(
      "## What to write\n\nx", "## Quoi écrire\n\n[a](a.md#quoi-ecrire) [b](#what-to-write)")
    site.expectNothingFound()
    #expect(site.page("fr/a.html").count(of: "#what-to-write\"") >= 2)
  }

  @Test(arguments: [
    ("## A\n\n## B", "## A\n\n1️⃣### B"), ("## A", "## A\n\n1️⃣## B"),
    ("1️⃣## A\n\n### B", "## A\n\n## B"),
  ])
  func whereOutlinesDifferTheFirstPlaceIsNamed(english: String, french: String) async throws {
    let site = try await build(
      english.replacing("1️⃣", with: ""), french.contains("1️⃣") ? french : "## A\n\n1️⃣## B")
    site.expect(.differingOutline, at: "1️⃣")
    site.expectCount(1)
    // Each keeps its own names.
    #expect(!(site.page("fr/a.html").contains("<span id=")))
  }

  @Test func aHeadingTooFewIsReportedAtTheTitle() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      ## One

      ## Two
      -- Content/fr/a.md --
      ---
      title: 1️⃣A
      ---
      ## Un
      """)
    site.expect(.differingOutline, at: "1️⃣", hintContains: "links")
    site.expectCount(1)
  }

  @Test func aNameWrittenByHandStays() async throws {
    let site = try await build(
      "## Ways to pay {#pay}\n\n## Pay\n\n## Third", "## Payer {#payer}\n\n## Régler\n\n## Trois")
    site.expectNothingFound()
    #expect(ids(site, "en/a.html").starts(with: ["pay", "pay-2", "third"]))
    #expect(ids(site, "fr/a.html").starts(with: ["payer", "pay-2", "third"]))
    #expect(!(site.page("en/a.html").contains("{#")))
  }

  @Test func twoEqualNamesByHandAreAnError() async throws {
    let site = try await build("## A {#x}\n\n1️⃣## B {#x}", "## A\n\n## B")
    site.expect(.duplicateAnchor, at: "1️⃣")
  }
}
