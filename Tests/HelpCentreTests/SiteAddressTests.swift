// No two pages have one address, not even on disks that ignore case or normalise names.

import HelpCentre
import TestSupport
import Testing

@Suite struct SiteAddressTests {
  @Test(arguments: [
    ("a.md", "title: A", "b.md", "title: B\nslug: 1️⃣a"),
    ("a.md", "title: A", "b.md", "title: B\nslug: 1️⃣A"),
    ("contact/x.md", "title: A", "contact/y.md", "title: B\nslug: 1️⃣x"),
  ])
  func twoArticlesWithOneAddressAreReportedOnce(
    one: String, first: String, two: String, second: String
  ) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/\(one) --
      ---
      \(first)
      ---
      -- Content/en/\(two) --
      ---
      \(second)
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣", hintContains: one)
    site.expectCount(1)
  }

  @Test func twoFilesThatDifferOnlyInCaseAreReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/Email.md --
      ---
      title: A
      ---
      -- Content/en/email.md --
      ---
      title: 1️⃣B
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣", hintContains: "Email.md")
    site.expectCount(1)
  }

  @Test func twoFilesThatDifferOnlyInNormalisationAreReported() async throws {
    let source = Array("---\ntitle: A\n---\n".utf8)
    // The two names are one key of a dictionary, so the second takes a way round.
    let site = try await SiteTest.build(
      "-- Content/en/a.md --\n---\ntitle: A\n---",
      raw: ["Content/en/caf\u{E9}.md": source, "Content/en/other/../cafe\u{301}.md": source])
    #expect(site.diagnostics.map(\.id) == [.duplicateURL])
    #expect(site.result.output == nil)
  }

  @Test(arguments: ["contact", "search", "index", "a-z", "glossary"])
  func anArticleWithAReservedNameIsReported(name: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/\(name).md --
      ---
      title: 1️⃣A
      ---
      -- Content/en/folder/\(name).md --
      ---
      title: Deeper is free
      ---
      """)
    site.expect(.reservedURL, at: "1️⃣", messageContains: name)
    site.expectCount(1)
  }

  @Test(arguments: ["category", "channel", "problem"])
  func aFolderWithAReservedNameIsReported(name: String) async throws {
    let site = try await SiteTest.build(
      "-- Content/en/\(name)/a.md --\n---\ntitle: 1️⃣A\n---")
    site.expect(.reservedURL, at: "1️⃣", messageContains: name)
    site.expectCount(1)
  }

  @Test(arguments: [
    ("aliases: [1️⃣b]", DiagnosticKind.duplicate), ("aliases: [1️⃣/en/b.html]", .duplicate),
    ("aliases: [first, 1️⃣b]", .duplicate), ("aliases: [first, 1️⃣first]", .duplicate),
    ("aliases: [1️⃣contact]", .reserved), ("aliases: [first, 1️⃣search]", .reserved),
    ("aliases: [1️⃣/index.html]", .reserved), ("aliases: [1️⃣/search/en.json]", .reserved),
    ("aliases: [1️⃣/404.html]", .reserved),
  ])
  func anAliasThatIsTakenIsReportedWhereItStands(
    field: String, kind: DiagnosticKind
  ) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/b.md --
      ---
      title: B
      ---
      -- Content/en/c.md --
      ---
      title: C
      \(field)
      ---
      """)
    site.expect(kind == .duplicate ? .duplicateURL : .reservedURL, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func oneAliasOfTwoArticlesIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/b.md --
      ---
      title: B
      aliases: [old]
      ---
      -- Content/en/c.md --
      ---
      title: C
      aliases: [1️⃣OLD]
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣", hintContains: "b.md")
    site.expectCount(1)
  }

  @Test(arguments: ["Contact", "INDEX", "A-Z"])
  func aReservedNameIsReservedInCapitalsToo(name: String) async throws {
    let site = try await SiteTest.build(
      "-- Content/en/\(name).md --\n---\ntitle: 1️⃣A\n---")
    site.expectCount(1)
    #expect([.reservedURL, .duplicateURL].contains(site.diagnostics.first?.id))
  }

  @Test func aFolderWithTheNameOfAPageIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      -- Content/en/a.html/b.md --
      ---
      title: B
      ---
      """)
    #expect(site.diagnostics.map(\.id) == [.duplicateURL])
    #expect(site.result.output == nil)
  }

  @Test func anAliasBelowAPageIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      aliases: [1️⃣a.html/old]
      ---
      """)
    site.expect(.duplicateURL, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func theSecondPageOfAListTakesNoOtherPagesAddress() async throws {
    let articles = (1...61).map { "-- Content/en/contact/n\($0).md --\n---\ntitle: N\($0)\n---\n" }
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      contact: {title: First}
      contact-2: {title: Second}

      """ + articles.joined())
    let paths = (site.result.output?.entries ?? []).map(\.path)
    #expect(Set(paths).count == paths.count)
    #expect(!paths.isEmpty || site.diagnostics.contains { $0.id == .duplicateURL })
  }

  @Test func anAssetWithALongNameStaysAFileName() async throws {
    let name = String(repeating: "a", count: 250) + ".svg"
    let site = try await SiteTest.build(
      """
      -- Content/assets/\(name) --
      <svg xmlns="http://www.w3.org/2000/svg"/>
      -- Content/en/a.md --
      ---
      title: A
      ---
      ![x](../assets/\(name))
      """)
    let parts = site.paths.flatMap { $0.split(separator: "/") }
    #expect(parts.allSatisfy { $0.utf8.count <= 255 })
    #expect(!parts.isEmpty || site.diagnostics.contains { $0.severity == .error })
  }

  @Test(arguments: ["a b.svg", "a%41.svg", "a\"b.svg", "a&b.svg", "é.svg", "a'b.svg"])
  func anAssetCanHaveAnyName(name: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: A
      ---
      ![x](<../assets/\(name == "a%41.svg" ? "a%2541.svg" : name)>)
      """, raw: ["Content/assets/\(name)": Array("<svg/>".utf8)])
    site.expectNothingFound()
    #expect(site.danglingLinks().isEmpty)
    let sources = site.page("en/a.html").elements("img").compactMap { $0["src"] }
    #expect(sources.contains { $0.contains("svg") && $0.contains("../assets/") })
  }

  @Test(arguments: ["a b.md", "a%2Fb.md", "a#b.md", "a?b.md", "a\u{202E}b.md", "-- .md"])
  func aFileNameThatIsNoAddressIsReported(name: String) async throws {
    let site = try await SiteTest.build(
      "-- Content/en/good.md --\n---\ntitle: A\n---",
      raw: ["Content/en/\(name)": Array("---\ntitle: A\n---\n".utf8)])
    site.expect(.invalidFileName, at: "Content/en/\(name)")
    site.expectCount(1)
  }

  @Test func lettersOfAllScriptsAreAddresses() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/aide-été.md --
      ---
      title: A
      ---
      [b](サポート.md)
      -- Content/en/サポート.md --
      ---
      title: B
      slug: مساعدة
      ---
      [a](aide-été.md)
      """)
    site.expectNothingFound()
    #expect(site.bytes("en/aide-été.html") != nil && site.bytes("en/مساعدة.html") != nil)
    #expect(site.danglingLinks().isEmpty)
    for page in site.pages {
      let addresses = page.values(of: "href")
      #expect(addresses.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }, "\(page.path)")
    }
  }
}

/// What is wrong with an alias.
enum DiagnosticKind: Sendable {
  case duplicate, reserved
}
