// The tables of languages, categories, channels and problems: names that must exist, circles that must
// not, addresses that must be addresses.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct TablesTests {
  private static let article = """
    -- Content/en/a.md --
    ---
    title: A
    ---
    """

  @Test(arguments: [
    ("languages: [en, 1️⃣english]", DiagnosticID.unknownLanguage, "BCP 47"),
    ("languages: [en, fr, 1️⃣FR]", .unknownLanguage, "BCP 47"),
    ("languages: [en, fr, 1️⃣fr]", .invalidValue, ""),
    ("languages: [en, {code: fr, fallback: 1️⃣em}]", .unknownLanguage, "'en'"),
    ("languages: [en, {code: fr, fallback: 1️⃣fr}]", .fallbackCycle, ""),
    ("languages: [en, {code: fr, 1️⃣falback: en}]", .unknownField, "'fallback'"),
    ("languages: 1️⃣en", .wrongType, "[en, fr]"),
    ("languages: [en, fr]\nsource: 1️⃣fe", .unknownLanguage, ""),
    ("languages: [en, fr]\nbase-url: 1️⃣help.example.org", .invalidBaseURL, "https://"),
    ("languages: [en, fr]\nbase-url: 1️⃣javascript:alert(1)", .invalidBaseURL, "https://"),
    ("languages: [en, fr]\naccent: 1️⃣red", .invalidValue, ""),
    ("languages: [en, fr]\nfooter-links: [1️⃣b]", .unknownArticle, ""),
    ("languages: [en, fr]\nnavigation: [1️⃣b]", .unknownArticle, ""),
    ("languages: [en, fr]\nverified-limit-days: 1️⃣0", .invalidValue, ""),
  ])
  func aMistakeInTheSettingsIsReportedWhereItStands(
    line: String, id: DiagnosticID, hint: String
  ) async throws {
    let base =
      line.utf8.contains(0x62) && line.contains("base-url") ? "" : "base-url: https://x.org"
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      \(base)
      \(line)
      -- Content/categories.yaml --
      -- Content/channels.yaml --
      -- Content/problems.yaml --
      \(Self.article)
      """)
    site.expect(id, at: "1️⃣", hintContains: hint)
    #expect(site.diagnostics.filter { $0.severity == .error }.count == 1)
    #expect(site.result.output == nil)
  }

  @Test func aCircleOfFallbacksIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://x.org
      languages:
        - en
        - {code: fr, fallback: 1️⃣de}
        - {code: de, fallback: 2️⃣fr}
      -- Content/categories.yaml --
      -- Content/channels.yaml --
      -- Content/problems.yaml --
      \(Self.article)
      """)
    site.expect(.fallbackCycle, at: "1️⃣")
    site.expect(.fallbackCycle, at: "2️⃣")
    site.expectCount(2)
  }

  @Test func aCircleOfCategoriesIsReportedForItsMembersOnly() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      1️⃣one: {title: One, parent: two}
      2️⃣two: {title: Two, parent: one}
      below: {title: Below, parent: one}
      apart: {title: Apart}
      child: {title: Child, parent: apart}
      \(Self.article)
      """)
    site.expect(.categoryCycle, at: "1️⃣")
    site.expect(.categoryCycle, at: "2️⃣")
    site.expectCount(2)
  }

  @Test(arguments: [
    ("parent: 1️⃣acount", DiagnosticID.unknownCategory, "'account'"),
    ("order: 1️⃣first", .wrongType, ""),
    ("1️⃣titel: X", .unknownField, "'title'"),
    ("description: {en: X, 1️⃣ft: Y}", .unknownLanguage, "'fr'"),
  ])
  func aMistakeInACategoryIsReported(line: String, id: DiagnosticID, hint: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      account: {title: Account}
      other:
        title: Other
        \(line)
      \(Self.article)
      """)
    site.expect(id, at: "1️⃣", hintContains: hint)
    #expect(site.diagnostics.filter { $0.severity == .error }.count == 1)
  }

  @Test(arguments: [
    ("kind: web\n  replaced-by: 1️⃣emial", DiagnosticID.unknownChannel, "'email'"),
    ("kind: web\n  article: 1️⃣b", .unknownArticle, ""),
    ("kind: web\n  not-for: [1️⃣account-blokced]", .unknownProblem, "'account-blocked'"),
    ("kind: web\n  contacts: [1️⃣{label: X}]", .missingField, "email"),
    ("kind: web\n  contacts: [{email: 1️⃣nobody}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{email: \"a@b.org\", 1️⃣problm: account-blocked}]", .unknownField, ""),
    ("kind: web\n  contacts: [{email: a@b.org, problem: 1️⃣blocked}]", .unknownProblem, ""),
    ("kind: web\n  contacts: [{url: 1️⃣\"javascript:alert(1)\"}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{url: 1️⃣\"ftp://x.org\"}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{phone: 1️⃣0123}]", .malformedAddress, ""),
    (
      "kind: social\n  contacts: [{handle: 1️⃣\"@two words\", url: \"https://x.org/a\"}]",
      .malformedAddress, ""
    ),
    (
      "kind: social\n  contacts: [{handle: 1️⃣\"@Whats\u{200B}App\", url: \"https://x.org/a\"}]",
      .malformedAddress, "letter by letter"
    ),
    (
      "kind: social\n  contacts: [{handle: 1️⃣\"@Wh\u{430}tsApp\", url: \"https://x.org/a\"}]",
      .malformedAddress, "letter by letter"
    ),
    (
      "kind: social\n  contacts: [{handle: 1️⃣\"@\u{440}\u{430}\u{443}\", url: \"https://x.org/a\"}]",
      .malformedAddress, "letter by letter"
    ),
    ("kind: web\n  contacts: [{email: 1️⃣\"sup\u{200B}port@b.org\"}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{email: 1️⃣\"supp\u{43E}rt@b.org\"}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{email: 1️⃣\"support@b\u{AD}b.org\"}]", .lookAlikeDomain, ""),
    ("kind: web\n  contacts: [{phone: 1️⃣\"+331234\u{2060}56789\"}]", .malformedAddress, ""),
    ("kind: web\n  contacts: [{url: 1️⃣\"https://b.org/a\u{200D}b\"}]", .malformedAddress, ""),
    (
      "kind: phone\n  hours: {time-zone: 1️⃣Europe/Pariss, open: {mon: 9:00-17:00}}",
      .unknownTimeZone, ""
    ),
    (
      "kind: phone\n  hours: {time-zone: UTC, open: {mon: 1️⃣17:00-9:00}}", .invalidValue, ""
    ),
    ("kind: phone\n  hours: {time-zone: UTC, open: {1️⃣moon: 9:00-17:00}}", .invalidValue, ""),
    ("kind: phone\n  languages: [1️⃣english]", .unknownLanguage, ""),
    ("kind: web\n  contacts: [{email: a@b.org, platform: 1️⃣windows}]", .invalidValue, ""),
    ("kind: web\n  contacts: [1️⃣a@b.org]", .wrongType, "{email: help@example.org}"),
    ("kind: web\n  contacts: 1️⃣a@b.org", .wrongType, "[{email: help@example.org}]"),
    ("kind: web\n  response: 1️⃣24 hours", .wrongType, "{min: 24, max: 48, unit: hours}"),
    ("kind: web\n  contacts: [1️⃣{email: a@b.org, phone: \"+33123456789\"}]", .missingField, ""),
    ("kind: web\n  response: {max: 3, unit: 1️⃣weeks}", .invalidValue, ""),
    ("kind: web\n  response: {max: 1️⃣soon, unit: days}", .wrongType, ""),
    ("kind: web\n  verified: 1️⃣2025-02-29", .invalidDate, ""),
    ("kind: 1️⃣webb", .invalidValue, "'web'"),
    ("1️⃣order: 3", .missingField, ""),
  ])
  func aMistakeInAChannelIsReported(lines: String, id: DiagnosticID, hint: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email: {kind: email, name: E-mail}
      in-app: {kind: in-app, name: App}
      other:
        name: Other
        \(lines)
      \(Self.article)
      """)
    if id == .missingField && lines.hasPrefix("1️⃣") {
      let found = site.diagnostics.filter { $0.id == id }
      #expect(found.map { $0.message.contains("'kind'") } == [true])
    } else {
      site.expect(id, at: "1️⃣", hintContains: hint)
    }
    #expect(site.diagnostics.filter { $0.severity == .error }.count == 1)
  }

  @Test func aSmallerFigureThatIsLargerIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email: {kind: email, name: E-mail, response: 1️⃣{min: 5, max: 2, unit: days}}
      in-app: {kind: in-app, name: App}
      \(Self.article)
      """)
    site.expect(.invalidValue, at: "1️⃣", messageContains: "5")
    site.expectCount(1)
  }

  @Test(arguments: [
    ("channels: [{channel: 1️⃣emial}, {channel: email}]", DiagnosticID.unknownChannel, "'email'"),
    ("channels: [{channel: 1️⃣emial}]", .unknownChannel, "'email'"),
    ("channels: 1️⃣email", .wrongType, "[{channel: email}]"),
    ("channels: [1️⃣email]", .wrongType, "{channel: email}"),
    ("channels: [{channel: email}, {channel: 1️⃣email}]", .conflictingField, ""),
    ("channels: [{channel: email, 1️⃣raeson: X}]", .unknownField, "'reason'"),
    ("channels: [1️⃣{reason: X}, {channel: email}]", .missingField, ""),
    ("channels: [{channel: email}]\n  urgent: 1️⃣very", .wrongType, ""),
    ("channels: [{channel: email}]\n  severity: 1️⃣higg", .invalidValue, "'high'"),
  ])
  func aMistakeInAProblemIsReported(lines: String, id: DiagnosticID, hint: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/problems.yaml --
      blocked:
        name: Blocked
        \(lines)
      \(Self.article)
      """)
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test(arguments: ["", ", channels: []"])
  func aProblemThatNoChannelHelpsWithIsAWarning(channels: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/problems.yaml --
      1️⃣blocked: {name: Blocked\(channels)}
      \(Self.article)
      """)
    site.expect(.problemWithoutChannel, at: "1️⃣", messageContains: "'blocked'")
    site.expectCount(1)
    #expect(site.result.output != nil)
  }

  @Test(arguments: ["Upper", "with space", "a/b", "..", "é", "-x", "a_b"])
  func anIdThatCannotStandInAnAddressIsReported(id: String) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      1️⃣"\(id)": {title: X}
      \(Self.article)
      """)
    site.expect(.invalidValue, at: "1️⃣", messageContains: "'\(id)'")
    site.expectCount(1)
  }

  @Test func everyWordOfAYAMLTableThatLooksLikeAValueStaysText() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/categories.yaml --
      contact: {title: {en: no, fr: 0800}}
      \(Self.article)
      """)
    site.expectNothingFound()
    #expect(site.page("en/category/contact.html").content(of: "h1") == "no")
    #expect(site.page("fr/category/contact.html").content(of: "h1") == "0800")
  }
}
