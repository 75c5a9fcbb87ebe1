// `search` of site.yaml.

import Markup

/// How readers search.
package struct SearchSettings: Sendable {
  /// Whether search works in a site that is opened from disk: its files are then there as scripts too.
  package var isOffline = false
  /// What takes queries that found nothing, as a form with `language` and `query`; nil: nobody learns of
  /// them.
  package var failedQueries: Endpoint?

  /// Whether the key `/` leads to the search field, as long as a reader does not switch that off.
  package var hasSlashKey = true

  static func read(_ fields: inout FieldReader) -> SearchSettings {
    var settings = SearchSettings()
    guard var own = fields.fields("search", owner: "'search'", example: "{offline: true}") else {
      return settings
    }
    settings.isOffline = own.flag("offline") ?? false
    settings.hasSlashKey = own.flag("slash-key") ?? true
    settings.failedQueries = own.text("failed-queries").flatMap {
      Endpoint.read($0, example: "https://example.org/queries", &own)
    }
    fields.absorb(own)
    return settings
  }
}
