// Notices: on which days, in which languages and where they stand, and mistakes in their table.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct NoticeTests {
  private func build(_ notice: String, today: String = "2025-06-15") async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/notices.yaml --
      \(notice)
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """, today: today)
  }

  @Test(arguments: [
    ("from: 2025-06-15", true), ("from: 2025-06-16", false), ("until: 2025-06-15", true),
    ("until: 2025-06-14", false), ("from: 2025-06-15, until: 2025-06-15", true),
    ("from: 2025-06-01, until: 2025-06-14", false), ("kind: outage", true),
  ])
  func aNoticeIsShownFromItsFirstDayToItsLast(days: String, isShown: Bool) async throws {
    let site = try await build("a: {text: {en: Hear ye, fr: Oyez}, \(days)}")
    site.expectNothingFound()
    #expect(site.files(containing: "Hear ye").isEmpty == !isShown)
    #expect(site.files(containing: "Oyez").isEmpty == !isShown)
  }

  @Test func aNoticeStandsOnEveryPageOfItsLanguages() async throws {
    let site = try await build("a: {text: {en: Hear ye, fr: Oyez}, languages: [fr]}")
    #expect(site.files(containing: "Hear ye").isEmpty)
    let pages = site.pages.filter { $0.path.hasPrefix("fr/") }
    #expect(pages.count > 5)
    for page in pages { #expect(page.count(of: "Oyez") == 1, "\(page.path)") }
  }

  @Test func aNoticeAboutAChannelStandsWithIt() async throws {
    let site = try await build(
      "a: {kind: outage, text: {en: Hear ye, fr: Oyez}, channels: [email], article: contact/a}")
    site.expectNothingFound()
    let own = site.page("en/channel/email.html")
    let other = site.page("en/channel/in-app.html")
    #expect(own.count(of: "Hear ye") == 2 && other.count(of: "Hear ye") == 1)
    #expect(own.contains("href=\"../../en/contact/a.html\">A</a>"))
    #expect(own.contains("class=\"site-notice outage\""))
  }

  @Test(arguments: [
    ("{text: T, channels: [1️⃣emial]}", DiagnosticID.unknownChannel, "'email'"),
    ("{text: T, languages: [1️⃣fe]}", .unknownLanguage, "'fr'"),
    ("{text: T, from: 2025-06-02, until: 1️⃣2025-06-01}", .invalidValue, ""),
    ("{text: T, from: 1️⃣2025-02-30}", .invalidDate, ""),
    ("{text: T, kind: 1️⃣outtage}", .invalidValue, "'outage'"),
    ("{text: T, article: 1️⃣contact/b}", .unknownArticle, "'contact/a'"),
    ("{text: T, 1️⃣form: 2025-06-02}", .unknownField, "'from'"),
    ("{text: 1️⃣{en: T}}", .missingTranslation, ""),
  ])
  func aMistakeIsReportedWhereItStands(
    notice: String, id: DiagnosticID, hint: String
  ) async throws {
    let site = try await build("a: \(notice)")
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test func aNoticeWithoutWordsIsReportedAndLeftOut() async throws {
    let site = try await build("a: 1️⃣{kind: outage}")
    site.expect(.missingField, at: "1️⃣", messageContains: "'text'")
    site.expectCount(1)
    #expect(site.files(containing: "site-notice outage").isEmpty)
  }
}
