// When a channel is staffed: hours for days of the week, in the channel's own time zone, and days on which
// it is closed.

import Foundation
import Markup

/// When somebody answers.
package struct OpeningHours: Sendable {
  /// Days with the same hours.
  package struct Period: Sendable {
    /// The first and the last day, 1 for Monday to 7 for Sunday.
    package let days: ClosedRange<Int>
    /// As they were written, `9:00-12:30`, each with an en dash.
    package let hours: [String]
  }

  /// The name of the zone, `Europe/Paris`.
  package let timeZone: String
  /// In the order in which they were written.
  package let periods: [Period]
  /// Days without service.
  package let closed: [CalendarDate]

  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads the hours of a channel.
  static func read(_ channel: inout FieldReader, _ id: String) -> OpeningHours? {
    let example = "{time-zone: Europe/Paris, open: {mon-fri: 9:00-17:00}}"
    guard
      var fields = channel.fields(
        "hours", owner: "the hours of channel '\(id)'", example: example)
    else { return nil }
    let zone = fields.requiredText("time-zone")
    if let zone, TimeZone(identifier: zone.value) == nil {
      fields.report(
        .unknownTimeZone, "there is no time zone '\(zone.value)'", zone.location,
        hint: "use a name of the tz database, as Europe/Paris")
    }
    var periods: [Period] = []
    if var open = fields.fields("open", owner: "'open'", example: "{mon-fri: 9:00-17:00}") {
      for pair in open.allPairs() {
        let place = SourceLocation(file: open.file, range: pair.keyRange)
        guard let days = days(pair.key) else {
          open.report(
            .invalidValue, "'\(pair.key)' are no days of the week", place,
            hint: "write them as mon, mon-fri or sat-sun")
          continue
        }
        guard let text = open.scalar(pair.value, pair.key) else { continue }
        let hours = text.value.split(separator: ",", omittingEmptySubsequences: false)
          .map { span(String($0)) }
        if hours.contains(nil) || hours.isEmpty {
          open.report(
            .invalidValue, "'\(text.value)' are no hours", text.location,
            hint: "write them as 9:00-17:00, several with commas between")
        } else {
          periods.append(Period(days: days, hours: hours.compactMap { $0 }))
        }
      }
      fields.absorb(open)
    } else {
      fields.missing("open")
    }
    var closed: [CalendarDate] = []
    for day in fields.texts("closed") ?? [] {
      if let date = CalendarDate(day.value) {
        closed.append(date)
      } else {
        fields.report(
          .invalidDate, "'\(day.value)' is no day", day.location, hint: "write it as 2025-12-25")
      }
    }
    channel.absorb(fields)
    return OpeningHours(timeZone: zone?.value ?? "", periods: periods, closed: closed)
  }

  private static func days(_ text: String) -> ClosedRange<Int>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map {
      days.firstIndex(of: String($0)).map { $0 + 1 }
    }
    guard let first = ends.first ?? nil, ends.count <= 2 else { return nil }
    guard let last = ends.last ?? nil, last >= first else { return nil }
    return first...last
  }

  /// `9:00-17:00` with an en dash; nil for what is no span of a day.
  private static func span(_ text: String) -> String? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      .map { minutes(String($0).filter { $0 != " " }) }
    guard ends.count == 2, let start = ends[0], let end = ends[1], start.value < end.value else {
      return nil
    }
    return "\(start.text)–\(end.text)"
  }

  private static func minutes(_ text: String) -> (value: Int, text: String)? {
    let parts = text.split(separator: ":")
    guard text.utf8.allSatisfy({ (0x30...0x3A).contains($0) }), parts.count == 2,
      parts[1].utf8.count == 2, let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour), (0..<60).contains(minute),
      hour * 60 + minute <= 24 * 60
    else { return nil }
    return (hour * 60 + minute, "\(hour):\(parts[1])")
  }
}
