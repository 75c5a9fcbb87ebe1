// notices.yaml: what readers must know for a while: an outage, maintenance, a change. A notice is shown from
// its first day to its last, by the day of the build, so that the same build always shows the same.

import Markup

/// A message to all readers for some days.
package struct Notice: Sendable {
  /// What it is about.
  package enum Kind: String, CaseIterable, Sendable {
    case outage, maintenance, information
  }

  /// Its name.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// What it is about.
  package let kind: Kind
  /// What it says.
  package let text: Localized<String>
  /// The languages that show it.
  package let languages: [ID<Language>]
  /// Its first and its last day; nil: no limit.
  package let from, until: CalendarDate?
  /// The channels it concerns.
  package let channels: [ID<Channel>]
  /// The key of an article that says more.
  package let article: Located<String>?

  /// Whether it is shown on a day.
  package func isShown(on day: CalendarDate) -> Bool {
    (from.map { $0 <= day } ?? true) && (until.map { $0 >= day } ?? true)
  }

  /// Reads the table; `channels` are the ids of the channel table, in its order.
  static func read(
    _ node: YAMLNode, file: String, channels: [String], _ languages: LanguageList
  ) -> (notices: [Notice], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "notices.yaml", entry: "notice")
    var notices: [Notice] = []
    for (id, location, reader) in table.entries() {
      var fields = reader
      var concerned: [ID<Channel>] = []
      for name in fields.texts("channels") ?? [] {
        if let index = channels.firstIndex(of: name.value) {
          concerned.append(ID(index))
        } else {
          table.report(unknown: "channel", name, among: channels, .unknownChannel)
        }
      }
      let shown = readLanguages(&fields, languages)
      let text = fields.localizedText("text", languages, required: true)
      let from = fields.date("from")
      let until = fields.date("until")
      if let from, let until, from > until {
        fields.report(
          .invalidValue, "the notice ends on \(until), before it begins", fields.place("until"))
      }
      let notice = Notice(
        id: id, location: location, kind: fields.choice("kind", of: Kind.self) ?? .information,
        text: text ?? languages.same(""), languages: shown, from: from, until: until,
        channels: concerned, article: fields.text("article"))
      table.absorb(fields)
      let isSaid = text != nil && languages.ids.allSatisfy { !notice.text[$0].isEmpty }
      if isSaid {
        notices.append(notice)
      } else if text != nil {
        table.empty("text", of: "notice '\(id)'", location)
      }
    }
    return (notices, table.diagnostics)
  }

  private static func readLanguages(
    _ fields: inout FieldReader, _ languages: LanguageList
  ) -> [ID<Language>] {
    guard let names = fields.texts("languages") else { return languages.ids }
    return names.compactMap { name in
      if let id = languages.id(of: name.value) { return id }
      fields.report(
        .unknownLanguage, "'\(name.value)' is no language of the site", name.location,
        hint: Suggestion.didYouMean(name.value, among: languages.all.map(\.code)))
      return nil
    }
  }
}
