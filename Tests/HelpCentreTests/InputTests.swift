// What comes in from the disk: folders that are missing, files that are no text, links that lead away.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct InputTests {
  private static let article = """
    -- Content/en/good.md --
    ---
    title: Good
    ---
    Text.
    """

  @Test func aProjectWithoutContentSaysSo() async throws {
    let site = try await SiteTest.build("-- README.md --\nnothing", defaults: false)
    #expect(site.diagnostics.map(\.id) == [.missingContent])
    #expect(site.diagnostics.first?.severity == .error)
    #expect(site.result.output == nil)
  }

  @Test func aProjectWithoutSiteFileSaysSo() async throws {
    let site = try await SiteTest.build(Self.article, defaults: false)
    #expect(site.diagnostics.map(\.id) == [.missingFile])
    #expect(site.diagnostics.first?.message.contains("site.yaml") == true)
    #expect(site.result.output == nil)
  }

  @Test func aProjectWithoutArticlesSaysSo() async throws {
    let site = try await SiteTest.build("-- Content/en/_draft.md --\nnot an article")
    #expect(site.diagnostics.map(\.id) == [.noArticles])
    #expect(site.result.output == nil)
  }

  @Test(arguments: [
    ("Latin-1", Array("---\ntitle: Caf".utf8) + [0xE9] + Array("\n---\n".utf8), 14),
    ("UTF-16", [0xFF, 0xFE, 0x2D, 0x00, 0x2D, 0x00], 0),
    ("UTF-16 of the other end", [0xFE, 0xFF, 0x00, 0x2D, 0x00, 0x2D], 0),
    ("NUL", Array("---\ntitle: A\n---\nText ".utf8) + [0], 22),
    ("an overlong slash", Array("---\ntitle: A\n---\n".utf8) + [0xC0, 0xAF], 17),
    ("a surrogate", Array("---\ntitle: A\n---\n".utf8) + [0xED, 0xA0, 0x80], 17),
    ("a cut sequence", Array("---\ntitle: A\n---\nx".utf8) + [0xE2, 0x82], 18),
  ])
  func whatIsNotUTF8IsReportedAtItsFirstByte(what: String, bytes: [UInt8], offset: Int) async throws
  {
    let site = try await SiteTest.build(Self.article, raw: ["Content/en/bad.md": bytes])
    site.expectCount(1)
    let diagnostic = try #require(site.diagnostics.first)
    #expect(diagnostic.id == .invalidEncoding, "\(what)")
    #expect(diagnostic.location?.file == "Content/en/bad.md")
    #expect(diagnostic.location?.range.lowerBound == offset)
  }

  @Test(arguments: ["site", "categories", "channels", "problems"])
  func aTableThatIsNotUTF8IsReported(name: String) async throws {
    let file = "Content/\(name).yaml"
    let site = try await SiteTest.build(
      Self.article, raw: [file: Array("title: x".utf8) + [0xFF] + Array("\n".utf8)])
    let found = site.diagnostics.filter { $0.location?.file == file }
    #expect(found.map(\.id) == [.invalidEncoding])
    #expect(found.first?.location?.range.lowerBound == 8)
  }

  @Test func aByteOrderMarkAndCarriageReturnsAreNoMistake() async throws {
    let source = "\u{FEFF}---\r\ntitle: Windows\r\n---\r\nOne\r\ntwo.\r\n\r\n## Three\r\n"
    let site = try await SiteTest.build(Self.article, raw: ["Content/en/w.md": Array(source.utf8)])
    site.expectNothingFound()
    let page = site.page("en/w.html")
    #expect(page.contains("<h1>Windows</h1>"))
    #expect(page.contains("id=\"three\""))
    #expect(!page.contains("\u{FEFF}"))
  }

  @Test(arguments: [
    ("nothing", "1️⃣Text without front matter.", DiagnosticID.missingFrontMatter),
    ("an open header", "1️⃣---\ntitle: A\n\nText", .unterminatedFrontMatter),
    ("a list", "---\n1️⃣- a\n- b\n---\n", .wrongType),
    ("a text", "---\n1️⃣only a text\n---\n", .wrongType),
    ("no title", "---\n1️⃣author: Me\n---\n", .missingField),
    ("an alias", "---\ntitle: A\nauthor: 1️⃣*a\n---\n", .invalidYAML),
    ("a tag", "---\ntitle: 1️⃣!!str A\n---\n", .invalidYAML),
    ("a duplicate key", "---\ntitle: A\n1️⃣title: B\n---\n", .invalidYAML),
    ("an open quote", "---\ntitle: 1️⃣'A\n---\n", .invalidYAML),
    ("two documents", "---\ntitle: A\n1️⃣--- x\n---\n", .invalidYAML),
    ("a list as a title", "---\ntitle: 1️⃣[A]\n---\n", .wrongType),
    ("a text as a list", "---\ntitle: A\nkeywords: 1️⃣a, b\n---\n", .wrongType),
    ("a date that is none", "---\ntitle: A\npublish: 1️⃣2025-06-31\n---\n", .invalidDate),
    ("a number that is none", "---\ntitle: A\norder: 1️⃣first\n---\n", .wrongType),
    ("a nested unknown field", "---\ntitle: A\nsearch: {1️⃣exlude: true}\n---\n", .unknownField),
    ("a slash in a slug", "---\ntitle: A\nslug: 1️⃣a/b\n---\n", .invalidSlug),
    ("an upward slug", "---\ntitle: A\nslug: 1️⃣..\n---\n", .invalidSlug),
    ("a hidden slug", "---\ntitle: A\nslug: 1️⃣.git\n---\n", .invalidSlug),
    ("a slug with a query", "---\ntitle: A\nslug: 1️⃣a?b\n---\n", .invalidSlug),
    ("an upward alias", "---\ntitle: A\naliases: [1️⃣../../x]\n---\n", .invalidSlug),
  ])
  func aHeaderWithAMistakeIsReportedOnce(
    what: String, source: String, id: DiagnosticID
  ) async throws {
    let site = try await SiteTest.build("\(Self.article)\n-- Content/en/bad.md --\n\(source)")
    site.expect(id, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func aLinkThatLeavesTheProjectIsNotFollowed() async throws {
    let outside = TemporaryFolder()
    outside.write(Array("---\ntitle: CANARY\n---\nCANARY".utf8), to: "secret.md")
    let site = try await SiteTest.build(
      Self.article,
      links: [
        "Content/en/secret.md": outside.path + "/secret.md",
        "Content/assets/passwd.svg": "/etc/passwd",
        "Content/en/folder": outside.path,
        "Content/en/gone.md": "nowhere.md",
      ])
    for file in [
      "Content/en/secret.md", "Content/assets/passwd.svg", "Content/en/folder",
      "Content/en/gone.md",
    ] {
      site.expect(.outsideLink, at: file)
    }
    site.expectCount(4)
    #expect(site.result.output == nil)
  }

  @Test func aLinkInsideTheProjectIsFollowed() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.article)
      -- shared/notice.md --
      ---
      title: Shared notice
      ---
      The same everywhere.
      """, links: ["Content/en/notice.md": "../../shared/notice.md"])
    site.expectNothingFound()
    #expect(site.page("en/notice.html").contains("The same everywhere."))
  }

  @Test func namesWithUnderscoresAndDotsAreNoArticles() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.article)
      -- Content/en/_note.md --
      no front matter, and [broken](nowhere.md)
      -- Content/en/.hidden.md --
      nothing
      -- Content/en/_drafts/later.md --
      nothing
      """)
    site.expectNothingFound()
    #expect(site.paths.filter { $0.contains("note") || $0.contains("later") }.isEmpty)
  }

  @Test func anArticleInAFolderOfNoLanguageIsReported() async throws {
    let site = try await SiteTest.build(
      """
      \(Self.article)
      -- Content/de/a.md --
      ---
      title: Deutsch
      ---
      """)
    site.expectCount(1)
    #expect(site.diagnostics.first?.location?.file.hasPrefix("Content/de") == true)
    #expect([.unknownLanguage, .strayFile].contains(site.diagnostics.first?.id))
    #expect(site.files(containing: "Deutsch").isEmpty)
  }
}
