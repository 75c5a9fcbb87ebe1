// Scripts and styles are made of several files: a theme replaces one of them, or with the first one all.

import TestSupport
import Testing

@Suite struct ThemeAssetTests {
  private static func site(_ file: String, _ content: String) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      theme: own
      -- Content/en/a.md --
      ---
      title: A
      ---
      -- Themes/own/assets/\(file) --
      \(content)
      """)
  }

  /// The text of the one asset of a name, whose file has a hash in its name.
  private static func asset(_ name: String, of site: SiteTest) throws -> String {
    site.expectNothingFound()
    let (stem, ending) = (name.prefix { $0 != "." }, name.drop { $0 != "." })
    let path = try #require(
      site.paths.first { $0.hasPrefix("assets/\(stem)-") && $0.hasSuffix(ending) })
    return String(decoding: try #require(site.bytes(path)), as: UTF8.self)
  }

  /// What a theme writes, a piece of the bundle that is the base's own, and one that it replaces.
  @Test(arguments: [
    ("site.css", "contact.css", ".own { color: red }", ".search-hint", ".still-stuck"),
    ("site.css", "article.css", ".own { color: red }", ".search-hint", ".footnotes"),
    (
      "search.js", "search-text.js", "function tokenize() { own() }", "function matchWords",
      "JOINERS"
    ),
    ("search.js", "search-core.js", "function open() { own() }", "startSearchPage", "matchWords"),
    ("search.js", "search.js", "own();", "function matchWords", "startSearchPage"),
    ("contact.js", "contact.js", "own();", "use strict", "kbgen-votes"),
  ])
  func aThemeReplacesAPart(
    asset: String, file: String, content: String, kept: String, replaced: String
  ) async throws {
    let text = try Self.asset(asset, of: await Self.site(file, content))
    #expect(text.contains(content), "the theme's own part is there, as it is written")
    #expect(text.contains(kept))
    #expect(!text.contains(replaced))
  }

  @Test func aThemeWithItsOwnStyleSheetHasWrittenAllOfIt() async throws {
    let text = try Self.asset("site.css", of: await Self.site("site.css", ".own { color: red }"))
    #expect(text.trimmingPrefix { $0.isWhitespace } == ".own { color: red }\n")
  }

  @Test func onlyTheProgramsOwnScriptsAreShortened() async throws {
    let own = try Self.asset("site.js", of: await Self.site("other.css", ".own { color: red }"))
    #expect(!own.contains("function keptPlatforms") && !own.contains("// "))
    let script = "// A word.\nconst  text = `one\n\nimport me`;\nuse(text);"
    let theirs = try Self.asset("site.js", of: await Self.site("site.js", script))
    #expect(theirs.contains(script))
  }
}
