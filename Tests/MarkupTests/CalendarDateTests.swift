// Dates of articles are days of the calendar, or they are nothing.

import Testing

@testable import Markup

@Suite struct CalendarDateTests {
  @Test(arguments: [
    "2024-02-29", "2000-02-29", "2025-01-31", "2025-04-30", "2025-12-31", "0001-01-01",
    "9999-12-31",
  ])
  func aDayIsWrittenAsItWasRead(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "2024-02-30", "2025-02-29", "1900-02-29", "2025-04-31", "2025-13-01", "2025-00-10",
    "2025-01-00", "2025-01-32", "0000-01-01",
  ])
  func aDayThatDoesNotExistIsNoDate(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: [
    "", "2025", "2025-1-1", "25-01-01", "2025/01/01", "01-02-2025", "2025-01-01T10:00:00",
    " 2025-01-01", "2025-01-01 ", "2025-01-0a", "-025-01-01", "２０２５-01-01", "2025-+1-01",
  ])
  func anotherFormIsNoDate(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: [
    (-719_162, "0001-01-01"), (-1, "1969-12-31"), (0, "1970-01-01"), (59, "1970-03-01"),
    (11_016, "2000-02-29"), (11_017, "2000-03-01"), (20_179, "2025-04-01"),
  ])
  func daysAreCountedFrom1970(days: Int, text: String) {
    #expect(CalendarDate(daysSince1970: days).description == text)
    #expect(CalendarDate(text)?.daysSince1970 == days)
  }

  @Test func everyDayOfFourCenturiesIsReadBack() {
    var last: CalendarDate?
    for days in -70_000..<76_100 {
      let date = CalendarDate(daysSince1970: days)
      let isRead = CalendarDate(date.description) == date && date.daysSince1970 == days
      if !isRead || last.map({ $0 >= date }) == true {
        Issue.record("day \(days) became \(date)")
        return
      }
      last = date
    }
  }

  @Test func earlierDaysComeFirst() throws {
    let texts = ["2026-01-01", "2025-12-31", "2025-02-10", "2025-02-09", "2024-12-31"]
    let dates = try texts.map { try #require(CalendarDate($0)) }
    #expect(dates.sorted().map(\.description) == texts.reversed())
  }
}
