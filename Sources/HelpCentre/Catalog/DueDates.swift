// What has become old by the day of the build: channels that nobody has verified for too long, and
// articles whose review is due. Only warnings, because time alone must not keep a site from its readers.

import Markup

/// Compares the dates of a project with the day of the build.
enum DueDates {
  /// Reports what is due. A closed channel needs no verification.
  static func check(
    _ tables: SiteTables, _ articles: [Article], on day: CalendarDate
  ) -> [Diagnostic] {
    tables.channels.filter { $0.isOpen }.compactMap { channel in
      channel.verified.flatMap { check(channel.id, $0, tables.settings, day) }
    }
      + articles.compactMap { article in
        article.header.review.flatMap { check($0, day) }
      }
  }

  private static func check(
    _ channel: String, _ verified: Located<CalendarDate>, _ settings: SiteSettings,
    _ day: CalendarDate
  ) -> Diagnostic? {
    let age = day.daysSince1970 - verified.value.daysSince1970
    if age < 0 {
      return Diagnostic(
        .futureVerification,
        "channel '\(channel)' is verified on \(verified.value), which is after \(day)",
        at: verified.location, hint: "write the day on which its addresses were last checked")
    }
    guard age > settings.verifiedLimitDays else { return nil }
    return Diagnostic(
      .staleVerification, "channel '\(channel)' was verified \(days(age)) ago",
      at: verified.location,
      hint: "the limit is \(days(settings.verifiedLimitDays)) ('verified-limit-days'): check its "
        + "addresses and write the new date")
  }

  private static func check(_ review: Review, _ day: CalendarDate) -> Diagnostic? {
    let delay = day.daysSince1970 - review.by.value.daysSince1970
    guard delay > 0 else { return nil }
    let owner = review.owner.isEmpty ? "" : " by \(review.owner)"
    return Diagnostic(
      .reviewDue, "the review\(owner) was due \(days(delay)) ago", at: review.by.location,
      hint: "look through the article, then write the date of the next review")
  }

  private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
}
