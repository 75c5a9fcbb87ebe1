// `source-version`: a translation knows what it was made from, and says so when that has changed.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct SourceVersionTests {
  private static let source = "---\ntitle: A\ndescription: What it is.\norder: 1\n---\nText.\n"

  /// A source article and its translation, of which `version` is the source's.
  private static func build(
    _ source: String, version: String, fields: String = "", path: String = "Content/fr/a.md"
  ) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- \(path) --
      ---
      title: À
      source-version: 1️⃣\(version)
      \(fields)
      ---
      """, raw: ["Content/en/a.md": Array(source.utf8)])
  }

  /// The value that the warning tells translators to write.
  private static func present(_ source: String) async throws -> String {
    let site = try await build(source, version: "000000000000")
    site.expect(.outdatedTranslation, at: "1️⃣", messageContains: "'Content/en/a.md'")
    site.expectCount(1)
    let value = site.diagnostics.first?.hint?.split(separator: " ").last.map(String.init) ?? ""
    #expect(value.utf8.count == 12)
    return value
  }

  @Test func theValueThatIsAskedForIsAccepted() async throws {
    let version = try await Self.present(Self.source)
    for accepted in [version, version.uppercased(), String(version.prefix(6))] {
      let site = try await Self.build(Self.source, version: "\"\(accepted)\"")
      site.expectNothingFound()
    }
  }

  /// Translators have written these values down: another hash would call every translation outdated.
  @Test func theValuesNeverChange() async throws {
    let long = Self.source + String(repeating: "A text as long as most of them are. ", count: 20)
    for (source, version) in [(Self.source, "0fb73b7fb8ed"), (long, "3842307375c8")] {
      #expect(try await Self.present(source) == version)
    }
  }

  @Test(arguments: [
    "---\ntitle: B\ndescription: What it is.\norder: 1\n---\nText.\n",
    "---\ntitle: A\ndescription: What it was.\norder: 1\n---\nText.\n",
    "---\ntitle: A\ndescription: What it is.\norder: 1\n---\nTexts.\n",
    "---\ntitle: A\ndescription: What it is.\norder: 1\n---\nText.\n\nMore.\n",
    "---\ntitle: AWhat it is.\norder: 1\n---\nText.\n",
  ])
  func aChangeOfWhatIsTranslatedIsAWarning(changed: String) async throws {
    let version = try await Self.present(Self.source)
    let site = try await Self.build(changed, version: "\"\(version)\"")
    site.expect(.outdatedTranslation, at: "1️⃣")
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(site.result.output != nil)
  }

  @Test(arguments: [
    "---\ntitle: A\ndescription: What it is.\norder: 2\nauthor: Me\n---\nText.\n",
    "---\r\ntitle: A\r\ndescription: What it is.\r\norder: 1\r\n---\r\nText.\r\n",
    "---\norder: 1\ndescription: \"What it is.\"\ntitle: 'A'\n---\nText.\n\n\n",
    "---\ntitle: A\ndescription: What it is.\n---\nText.",
    "---\ntitle: A\ndescription: What it is.\ndraft: true\n---\nText.",
  ])
  func aChangeOfAnythingElseIsNone(changed: String) async throws {
    let version = try await Self.present(Self.source)
    let site = try await Self.build(changed, version: "\"\(version)\"")
    #expect(!site.diagnostics.contains { $0.id == .outdatedTranslation })
    #expect(!site.diagnostics.contains { $0.id == .conflictingField })
  }

  @Test(arguments: ["abcde", "xyzxyz", "soon", "0123456789abcdef0123456789abcdef0"])
  func whatIsNoVersionIsReportedWithThePresentOne(version: String) async throws {
    let present = try await Self.present(Self.source)
    let site = try await Self.build(Self.source, version: version)
    site.expect(
      .invalidValue, at: "1️⃣", messageContains: "'\(version)'", hintContains: present)
    site.expectCount(1)
  }

  @Test func aSourceArticleHasNoSourceVersion() async throws {
    let site = try await Self.build(
      Self.source, version: "000000000000", path: "Content/en/b.md")
    site.expect(.conflictingField, at: "1️⃣", messageContains: "source article")
    site.expectCount(1)
    let alone = try await Self.build(
      Self.source, version: "000000000000", path: "Content/fr/only-french.md")
    alone.expect(.conflictingField, at: "1️⃣", messageContains: "source article")
    alone.expectCount(1)
  }
}
