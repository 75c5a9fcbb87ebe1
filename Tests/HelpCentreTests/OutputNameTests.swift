// A site can be copied to any disk: names that some file system takes for one, refuses or changes are
// found before anything is written.

import HelpCentre
import Markup
import TestSupport
import Testing

/// Two articles, by the names of their files; bytes of names are kept as they are.
private func build(_ one: String, _ two: String) async throws -> SiteTest {
  let source = Array("---\ntitle: A\n---\n".utf8)
  // Spellings of one name are one key of a dictionary, so the second takes a way round.
  return try await SiteTest.build(
    "-- Content/en/first.md --\n---\ntitle: First\n---",
    raw: ["Content/en/\(one).md": source, "Content/en/other/../\(two).md": source])
}

/// One article with some more fields, and further files.
private func build(_ fields: String, with files: String = "") async throws -> SiteTest {
  let article = """
    -- Content/en/a.md --
    ---
    title: A
    \(fields)
    ---

    """
  return try await SiteTest.build(article + files)
}

@Suite struct EqualNameTests {
  @Test(arguments: [
    ("Foo", "foo"), ("stra\u{DF}e", "STRASSE"), ("stra\u{1E9E}e", "strasse"),
    ("λόγος", "λόγοσ"), ("λόγος", "ΛΌΓΟΣ"), ("ｅｍａｉｌ", "ＥＭＡＩＬ"), ("\u{17F}ee", "see"),
    ("\u{212A}ey", "key"), ("caf\u{E9}", "cafe\u{301}"), ("CAF\u{C9}", "cafe\u{301}"),
    ("\u{130}d", "i\u{307}d"), ("ﬁle", "file"), ("ΐ", "\u{3B9}\u{308}\u{301}"), ("Ꭰ", "ꭰ"),
    ("a\u{FE0F}b", "ab"), ("가", "\u{1100}\u{1161}"),
  ])
  func namesThatSomeDisksTakeForOneAreReported(one: String, two: String) async throws {
    let site = try await build(one, two)
    #expect(site.diagnostics.map(\.id) == [.duplicateURL])
    let found = try #require(site.diagnostics.first)
    let file = try #require(found.location?.file)
    let hint = try #require(found.hint)
    let files = ["Content/en/\(one).md", "Content/en/\(two).md"]
    #expect(files.contains(file) && files.contains { hint.contains($0) })
    #expect(site.result.output == nil)
  }

  @Test(arguments: [
    ("\u{131}", "i"), ("\u{131}", "I"), ("ａ", "a"), ("é", "e"), ("ß", "s"), ("о", "o"), ("Σ", "S"),
    ("①", "1"),
  ])
  func namesThatAllDisksTellApartAreTwoPages(one: String, two: String) async throws {
    let site = try await build(one, two)
    site.expectNothingFound()
    #expect(site.bytes("en/\(one).html") != nil && site.bytes("en/\(two).html") != nil)
  }

  @Test func namesThatLookAlikeAreExplained() async throws {
    let site = try await build("caf\u{E9}", "cafe\u{301}")
    #expect(site.diagnostics.first?.hint?.contains("NFC") == true)
    let other = try await build("Foo", "foo")
    #expect(other.diagnostics.first?.hint?.contains("NFC") == false)
  }

  @Test func aTranslationInOtherCapitalsIsReportedWithItsSource() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/Foo.md --
      ---
      title: 1️⃣A
      ---
      -- Content/fr/foo.md --
      ---
      title: 2️⃣A
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣", hintContains: "Content/fr/foo.md")
    site.expect(.duplicateURL, at: "2️⃣", hintContains: "Content/en/Foo.md")
    site.expectCount(2)
  }

  @Test(arguments: [
    "index.html", "contact.html", "Search.html", "a-z.html", "glossary.html", "channels.json",
    "contacts.vcf", "OpenSearch.xml",
  ])
  func aFolderWithTheNameOfAFileOfTheSiteIsReported(name: String) async throws {
    let site = try await SiteTest.build("-- Content/en/\(name)/a.md --\n---\ntitle: 1️⃣A\n---")
    site.expect(.reservedURL, at: "1️⃣", messageContains: name.lowercased())
    site.expectCount(1)
  }

  @Test(arguments: [
    "/robots.txt/x", "/404.html/x", "/index.html/x", "/sitemap.xml/x", "/sitemap-2.xml/x",
    "/Assets/x", "/SEARCH/en", "/EN/Contact", "/en/\u{17F}earch", "/FR/category/x", "/404",
  ])
  func anAliasWhereTheSiteHasItsOwnIsReported(alias: String) async throws {
    let site = try await build("aliases: [1️⃣\(alias)]")
    site.expect(.reservedURL, at: "1️⃣", messageContains: "site's own")
    site.expectCount(1)
  }

  @Test(arguments: ["/help/contact", "/old/category/x", "/sitemap-of-old/x", "/robots", "/EN/old"])
  func anAliasBesideTheSitesOwnNamesIsAPage(alias: String) async throws {
    let site = try await build("aliases: [1️⃣\(alias)]")
    site.expectNothingFound()
    #expect(site.bytes("\(alias.dropFirst()).html") != nil)
  }

  @Test func anAliasOfAFallbackGivesWayToThePageThatHasItsFolder() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      -- Content/fr/a.md --
      ---
      title: A
      slug: z
      ---
      -- Content/en/c.md --
      ---
      title: C
      aliases: [z.html/old]
      ---
      """)
    site.expectNothingFound()
    #expect(site.bytes("en/z.html/old.html") != nil && site.bytes("fr/z.html/old.html") == nil)
  }

  @Test func anAliasWithTheNameOfTheFolderOfAnotherLanguagesArticlesIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/c.md --
      ---
      title: C
      aliases: [1️⃣y/z]
      ---
      -- Content/fr/y/z.html/one.md --
      ---
      title: Un
      ---
      -- Content/fr/y/z.html/two.md --
      ---
      title: Deux
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣", hintContains: "Content/fr/y/z.html/")
    site.expectCount(1)
  }

  @Test(arguments: ["duplicate-url", "reserved-url"], ["warning", "note", "off"])
  func twoPagesOfOneAddressAreAnErrorWhateverTheProjectSays(
    id: String, severity: String
  ) async throws {
    let site = try await build(
      "slug: b",
      with: """
        -- Content/site.yaml --
        title: Test
        base-url: https://help.example.org
        languages: [en, {code: fr, fallback: en}]
        severities: {\(id): 1️⃣\(severity)}
        -- Content/en/b.md --
        ---
        title: B
        ---
        """)
    site.expect(.invalidValue, at: "1️⃣", messageContains: "always an error")
    #expect(site.diagnostics.contains { $0.id == .duplicateURL && $0.severity == .error })
    #expect(site.result.output == nil)
  }
}

@Suite struct UnportableNameTests {
  @Test(arguments: [
    "con", "AUX", "nul", "Prn", "com1", "LPT9", "com\u{B9}", "aux.notes", "conin$",
  ])
  func theNameOfADeviceIsReportedWithTheArticle(name: String) async throws {
    let site = try await SiteTest.build("-- Content/en/\(name).md --\n---\ntitle: 1️⃣A\n---")
    site.expect(
      .unportableName, at: "1️⃣", messageContains: "'\(name).html' is the name of a device",
      hintContains: "slug")
    site.expectCount(1)
    #expect(site.result.output == nil)
  }

  @Test(arguments: [
    "console", "com", "com0", "com10", "icon", "con-1", "a.con", "conout", "nulls", "çon", "lpt",
  ])
  func aNameThatOnlyLooksLikeADeviceIsAPage(name: String) async throws {
    let site = try await SiteTest.build("-- Content/en/\(name).md --\n---\ntitle: A\n---")
    site.expectNothingFound()
    #expect(site.bytes("en/\(name).html") != nil)
  }

  @Test func eachTranslationIsReportedWhereItStands() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/nul.md --
      ---
      title: 1️⃣A
      ---
      -- Content/fr/nul.md --
      ---
      title: A
      slug: 2️⃣con
      ---
      -- Content/en/prn.md --
      ---
      title: A
      slug: printer
      ---
      """)
    site.expect(.unportableName, at: "1️⃣", messageContains: "en/nul.html")
    site.expect(.unportableName, at: "2️⃣", messageContains: "fr/con.html")
    site.expectCount(2)
  }

  @Test(arguments: [("aux", "device"), ("etc.", "dot"), ("Com3.d", "device")])
  func aFolderIsReportedOnceWithItsFirstArticle(name: String, message: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/\(name)/a.md --
      ---
      title: 1️⃣A
      ---
      -- Content/en/\(name)/b.md --
      ---
      title: B
      ---
      """)
    site.expect(
      .unportableName, at: "1️⃣", messageContains: message, hintContains: "the folder another name")
    site.expectCount(1)
  }

  @Test(arguments: ["old/con", "/aux/old", "old./page", "nul.htm"])
  func anAliasIsReportedWhereItStands(alias: String) async throws {
    let site = try await build("aliases: [1️⃣\(alias)]")
    site.expect(.unportableName, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func idsOfTablesAreReportedOnceForAllLanguages() async throws {
    let site = try await build(
      "categories: [aux]",
      with: """
        -- Content/categories.yaml --
        1️⃣aux: {title: {en: Extras, fr: Extras}}
        -- Content/channels.yaml --
        2️⃣com1: {kind: email, name: E-mail, contacts: [{email: help@example.org}]}
        -- Content/problems.yaml --
        3️⃣nul: {name: {en: Nothing, fr: Rien}, channels: [{channel: com1}]}
        """)
    site.expect(.unportableName, at: "1️⃣", hintContains: "the category another id")
    site.expect(.unportableName, at: "2️⃣", hintContains: "the channel another id")
    site.expect(.unportableName, at: "3️⃣", hintContains: "the problem another id")
    site.expectCount(3)
  }

  @Test func aLanguageThatIsADeviceIsReportedOnce() async throws {
    let tables = """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, LANGUAGE]
      -- Content/categories.yaml --
      -- Content/channels.yaml --
      -- Content/problems.yaml --
      """
    let site = try await build(
      "", with: tables.split(separator: "LANGUAGE").joined(separator: "aux"))
    site.expect(.unportableName, at: "Content/site.yaml", hintContains: "aux-Latn")
    #expect(site.diagnostics.filter { $0.id == .unportableName }.count == 1)
    let other = try await build(
      "", with: tables.split(separator: "LANGUAGE").joined(separator: "aux-Latn"))
    #expect(!other.diagnostics.contains { $0.id == .unportableName })
  }

  @Test func aProjectThatNeverMeetsWindowsCanKeepAName() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      severities: {unportable-name: off}
      -- Content/en/con.md --
      ---
      title: A
      ---
      """)
    #expect(site.bytes("en/con.html") != nil)
  }

  @Test(arguments: [
    "a<b", "a>b", "a:b", "a\"b", "a|b", "a?b", "a*b", "a\\b", "a b", "a ", " a", "a\u{1}",
    "a\u{200F}",
  ])
  func aCharacterThatWindowsRefusesIsReported(name: String) async throws {
    let site = try await SiteTest.build(
      "-- Content/en/good.md --\n---\ntitle: A\n---",
      raw: ["Content/en/\(name).md": Array("---\ntitle: A\n---\n".utf8)])
    site.expect(.invalidFileName, at: "Content/en/\(name).md", hintContains: "letters")
    site.expectCount(1)
    let slug = try await build("slug: 1️⃣'\(name)'")
    #expect(slug.diagnostics.map(\.severity) == [.error])
  }
}

@Suite struct LongNameTests {
  @Test func aPartThatIsTooLongIsReported() async throws {
    let name = String(repeating: "é", count: 100)
    let site = try await SiteTest.build(
      "-- Content/en/good.md --\n---\ntitle: A\n---",
      raw: ["Content/en/\(name)x.md": Array("---\ntitle: A\n---\n".utf8)])
    site.expect(.invalidFileName, at: "Content/en/\(name)x.md", hintContains: "200 bytes")
    site.expectCount(1)
    let slug = try await build("slug: 1️⃣\(name)x")
    slug.expect(.invalidSlug, at: "1️⃣", hintContains: "200 bytes")
    slug.expectCount(1)
  }

  @Test func aPathThatIsTooLongIsReportedWithTheLimit() async throws {
    // en/ and .html are eight bytes of 900.
    let parts = Array(repeating: String(repeating: "x", count: 99), count: 8)
    let path = parts.joined(separator: "/") + "/"
    let good = try await build("aliases: [\(path)\(String(repeating: "y", count: 92))]")
    good.expectNothingFound()
    let site = try await build("aliases: [1️⃣\(path)\(String(repeating: "y", count: 93))]")
    site.expect(.nameTooLong, at: "1️⃣", messageContains: "901 bytes", hintContains: "900 bytes")
    site.expectCount(1)
    #expect(site.result.output == nil)
  }

  @Test func anArticleInDeepFoldersIsReportedOnceForAllLanguages() async throws {
    let folders = Array(repeating: String(repeating: "x", count: 99), count: 9)
    let site = try await SiteTest.build(
      "-- Content/en/\(folders.joined(separator: "/"))/a.md --\n---\ntitle: 1️⃣A\n---")
    site.expect(.nameTooLong, at: "1️⃣")
    site.expectCount(1)
  }
}

@Suite struct AssetNameTests {
  private static let one = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"
  private static let other = "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"o\"/>"

  private func build(
    _ text: String, _ one: (String, String), _ two: (String, String)
  ) async throws -> SiteTest {
    try await SiteTest.build(
      "-- Content/en/a.md --\n---\ntitle: A\n---\n\(text)",
      raw: [
        "Content/\(one.0)": Array(one.1.utf8), "Content/x/../\(two.0)": Array(two.1.utf8),
      ])
  }

  @Test(arguments: [
    ("assets/A.svg", "assets/a.svg", "capitals"), ("img/a.svg", "Img/a.svg", "capitals"),
    ("assets/caf\u{E9}.svg", "assets/cafe\u{301}.svg", "NFC"),
    ("assets/ΣΑΣ.svg", "assets/σας.svg", "capitals"),
  ])
  func picturesThatAreOneFileOnSomeDisksAreReported(
    one: String, two: String, hint: String
  ) async throws {
    let text = "![x](../\(one)) ![y](../\(two))"
    let site = try await build(text, (one, Self.one), (two, Self.other))
    #expect(site.diagnostics.map(\.id) == [.duplicateFile])
    let found = try #require(site.diagnostics.first)
    #expect(found.location?.file == "Content/\(two)" || found.location?.file == "Content/\(one)")
    #expect(found.message.contains("Content/\(one)") && found.message.contains("Content/\(two)"))
    #expect(found.hint?.contains(hint) == true)
    #expect(site.result.output == nil)
    let unused = try await build("Text.", (one, Self.one), (two, Self.other))
    unused.expectNothingFound()
  }

  @Test func picturesOfOneNameAndContentInTwoFoldersAreOneFile() async throws {
    let site = try await build(
      "![x](../en/Menu.SVG) ![y](../fr/menu.svg)", ("en/Menu.SVG", Self.one),
      ("fr/menu.svg", Self.one))
    site.expectNothingFound()
    #expect(site.paths.filter { $0.contains("menu-") }.count == 1)
    #expect(!site.paths.contains { $0.contains("Menu") })
    #expect(site.danglingLinks().isEmpty)
  }

  @Test(arguments: [
    "aux.svg", "Aux.fr.svg", "a:b?.svg", "a\\b|c.svg", "a<b>\"c\"*.svg", "a\nb.svg", "a.svg.",
    "a.svg ", "ﬀ\u{301}.SVG",
  ])
  func aFileIsPublishedUnderANameThatEveryDiskTakes(name: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      logo: "assets/NAME"
      -- Content/en/a.md --
      ---
      title: A
      ---
      """.split(separator: "NAME").joined(
        separator: String(
          name.unicodeScalars.flatMap { scalar -> [Character] in
            switch scalar {
            case "\n": ["\\", "n"]
            case "\\", "\"": ["\\", Character(scalar)]
            default: [Character(scalar)]
            }
          })), raw: ["Content/assets/\(name)": Array(Self.one.utf8)])
    let path = try #require(
      site.paths.first {
        $0.hasPrefix("assets/") && site.bytes($0).map { Array(Self.one.utf8) == $0 } == true
      })
    let file = String(path.dropFirst("assets/".count))
    let refused: Set<Unicode.Scalar> = ["<", ">", ":", "\"", "|", "?", "*", "\\", "\n"]
    #expect(!file.unicodeScalars.contains { refused.contains($0) }, "\(file)")
    #expect(file.utf8.last != 0x2E && file.utf8.last != 0x20)
    #expect(file.prefix { $0 != "." }.lowercased() != "aux")
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func aCopyOfAFileOfTheThemeIsThatFile() async throws {
    let icon = try #require(Theme.embeddedFile(named: "base:assets/favicon.svg"))
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      favicon: assets/Favicon.svg
      -- Content/en/a.md --
      ---
      title: A
      ---
      """, raw: ["Content/assets/Favicon.svg": icon])
    let paths = (site.result.output?.entries ?? []).map(\.path)
    #expect(paths.filter { $0.hasPrefix("assets/favicon") }.count == 1)
    #expect(Set(paths).count == paths.count)
    #expect(site.danglingLinks().isEmpty)
  }
}
