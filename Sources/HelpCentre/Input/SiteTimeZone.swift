// `time-zone` of site.yaml: a name of the tz database. Abbreviations with a sign are refused, because
// `GMT+1` and `Etc/GMT+1` lie on two sides of Greenwich.

import Foundation
import Markup

/// Reads the site's time zone.
enum SiteTimeZone {
  /// The zone that a project names; UTC when it names none.
  static func read(_ fields: inout FieldReader) -> TimeZone {
    guard let name = fields.text("time-zone"), name.value != "UTC" else { return .gmt }
    if isName(name.value), let zone = TimeZone(identifier: name.value) { return zone }
    fields.report(
      .unknownTimeZone, "there is no time zone '\(name.value)'", name.location,
      hint: suggestion(for: name.value) ?? "use a name of the tz database, like Europe/Paris")
    return .gmt
  }

  private static func isName(_ text: String) -> Bool {
    let bytes = text.utf8
    return bytes.contains(0x2F) || !bytes.contains { $0 == 0x2B || $0 == 0x2D }
  }

  /// A zone that is spelt alike, or the zone of a city that was named alone.
  private static func suggestion(for name: String) -> String? {
    let names = TimeZone.knownTimeZoneIdentifiers + ["UTC"]
    if let near = Suggestion.didYouMean(name, among: names) { return near }
    let wanted = name.lowercased()
    return names.first { $0.lowercased().hasSuffix("/" + wanted) }.map { "did you mean '\($0)'?" }
  }
}
