// When a build takes place. The command reads the clock once and hands an instant over; which day that
// is depends on the site's time zone, which is known only when the settings have been read.

import Foundation
import Markup

/// The moment of a build.
package enum BuildTime: Sendable {
  /// A day of the site's own calendar.
  case day(CalendarDate)
  /// Seconds since 1970 began in UTC, from `instants`.
  case instant(Int)

  /// The instants whose day can be written with a year of four digits in every time zone.
  package static let instants = 0...253_402_128_000

  /// The day on which articles appear and expire.
  func day(in zone: TimeZone) -> CalendarDate {
    switch self {
    case .day(let day): return day
    case .instant(let seconds):
      let date = Date(timeIntervalSince1970: Double(seconds))
      let local = Double(seconds + zone.secondsFromGMT(for: date))
      return CalendarDate(daysSince1970: Int((local / 86_400).rounded(.down)))
    }
  }
}
