// What the day of the build decides: what is published, in the site's own time zone, and what has
// become old.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct SiteTimeZoneTests {
  private static func project(_ zone: String) -> String {
    """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    languages: [en]
    \(zone.isEmpty ? "" : "time-zone: \(zone)")
    -- Content/categories.yaml --
    -- Content/channels.yaml --
    -- Content/problems.yaml --
    -- Content/en/old.md --
    ---
    title: Old
    expires: 2025-06-15
    ---
    -- Content/en/new.md --
    ---
    title: New
    publish: 2025-06-15
    ---
    """
  }

  /// The 15th of June 2025 begins in UTC at 1749945600.
  @Test(arguments: [
    ("", 1_749_945_599, "old"), ("", 1_749_945_600, "new"), ("UTC", 1_749_945_600, "new"),
    ("Etc/UTC", 1_749_945_600, "new"),
    ("Europe/Paris", 1_749_938_399, "old"), ("Europe/Paris", 1_749_938_400, "new"),
    ("America/New_York", 1_749_959_999, "old"), ("America/New_York", 1_749_960_000, "new"),
    ("Pacific/Kiritimati", 1_749_895_200, "new"), ("Asia/Kolkata", 1_749_925_799, "old"),
  ])
  func anInstantIsADayOfTheSitesTimeZone(zone: String, instant: Int, page: String) async throws {
    let site = try await SiteTest.build(Self.project(zone), instant: instant)
    site.expectNothingFound()
    #expect((site.bytes("en/old.html") != nil) == (page == "old"))
    #expect((site.bytes("en/new.html") != nil) == (page == "new"))
  }

  @Test func aDayIsADayInEveryTimeZone() async throws {
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
      let site = try await SiteTest.build(Self.project(zone), today: "2025-06-15")
      #expect(site.bytes("en/new.html") != nil)
      let before = try await SiteTest.build(Self.project(zone), today: "2025-06-14")
      #expect(before.bytes("en/new.html") == nil)
    }
  }

  @Test func theFirstAndTheLastInstantAreDaysOfSomeYear() async throws {
    for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago"] {
      let first = try await SiteTest.build(
        Self.project(zone), instant: BuildTime.instants.lowerBound)
      #expect(first.bytes("en/old.html") != nil)
      let last = try await SiteTest.build(
        Self.project(zone), instant: BuildTime.instants.upperBound)
      #expect(last.bytes("en/new.html") != nil)
    }
  }

  @Test(arguments: [
    ("Europe/Pariss", "'Europe/Paris'"), ("europe/paris", "'Europe/Paris'"),
    ("Paris", "'Europe/Paris'"), ("utc", "'UTC'"), ("Mars/Olympus", "tz database"),
    ("GMT+1", "tz database"), ("+02:00", "tz database"), ("../../etc/passwd", "tz database"),
  ])
  func anUnknownTimeZoneIsReported(zone: String, hint: String) async throws {
    let site = try await SiteTest.build(Self.project("1️⃣" + zone))
    site.expect(.unknownTimeZone, at: "1️⃣", messageContains: "'\(zone)'", hintContains: hint)
    site.expectCount(1)
    #expect(site.result.output == nil)
  }
}

@Suite struct DueDateTests {
  private static func channel(_ fields: String, limit: String = "") -> String {
    """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    languages: [en]
    \(limit.isEmpty ? "" : "verified-limit-days: \(limit)")
    -- Content/categories.yaml --
    -- Content/channels.yaml --
    email:
      kind: email
      name: E-mail
      \(fields)
    -- Content/problems.yaml --
    -- Content/en/a.md --
    ---
    title: A
    ---
    """
  }

  @Test(arguments: [
    ("", "2024-06-14", "366 days", "365 days"), ("30", "2025-05-15", "31 days", "30 days"),
    ("1", "2025-06-13", "2 days", "1 day"), ("100", "2000-01-01", "9297 days", "100 days"),
  ])
  func aChannelVerifiedTooLongAgoIsAWarningThatSaysHowLong(
    limit: String, verified: String, age: String, shownLimit: String
  ) async throws {
    let site = try await SiteTest.build(
      Self.channel("verified: 1️⃣\(verified)", limit: limit), today: "2025-06-15")
    site.expect(
      .staleVerification, at: "1️⃣", messageContains: "'email' was verified \(age) ago",
      hintContains: "limit is \(shownLimit) ")
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(site.result.output != nil)
  }

  @Test(arguments: [
    ("", "verified: 2024-06-15"), ("30", "verified: 2025-05-16"), ("", "verified: 2025-06-15"),
    ("1", "order: 1"), ("1", "verified: 2020-01-01\n  retired: 2025-01-01"),
  ])
  func aChannelWithinTheLimitOrClosedIsFine(limit: String, fields: String) async throws {
    let site = try await SiteTest.build(
      Self.channel(fields, limit: limit), today: "2025-06-15")
    site.expectNothingFound()
  }

  @Test func aChannelVerifiedInTheFutureIsAWarning() async throws {
    let site = try await SiteTest.build(
      Self.channel("verified: 1️⃣2025-06-16"), today: "2025-06-15")
    site.expect(.futureVerification, at: "1️⃣", messageContains: "2025-06-16")
    site.expectCount(1)
    #expect(site.result.output != nil)
  }

  private static func article(_ fields: String) -> String {
    """
    -- Content/en/a.md --
    ---
    title: A
    \(fields)
    ---
    """
  }

  @Test(arguments: [
    ("review: {by: 1️⃣2025-06-14, owner: Ana}", "review by Ana was due 1 day ago"),
    ("review: {by: 1️⃣2025-06-01}", "review was due 14 days ago"),
  ])
  func aReviewThatIsDueNamesItsOwner(fields: String, message: String) async throws {
    let site = try await SiteTest.build(Self.article(fields), today: "2025-06-15")
    site.expect(.reviewDue, at: "1️⃣", messageContains: message)
    site.expectCount(1)
    #expect(site.diagnostics.first?.severity == .warning)
    #expect(site.result.output != nil)
  }

  @Test(arguments: [
    "review: {by: 2025-06-15, owner: Ana}", "review: {by: 2020-01-01}\ndraft: true",
    "review: {by: 2020-01-01}\nexpires: 2025-01-01",
  ])
  func aReviewThatIsNotDueOrOfNoPublishedArticleIsFine(fields: String) async throws {
    let site = try await SiteTest.build(Self.article(fields), today: "2025-06-15")
    #expect(!site.diagnostics.contains { $0.id == .reviewDue })
  }

  @Test func aReviewWithoutADayIsReported() async throws {
    let site = try await SiteTest.build(Self.article("review: 1️⃣{owner: Ana}"))
    site.expect(.missingField, at: "1️⃣", messageContains: "'by'")
    site.expectCount(1)
  }
}
