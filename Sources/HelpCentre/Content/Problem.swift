// problems.yaml: what readers suffer from, and the channels that help, in order.

import Markup

/// Something a reader suffers from.
package struct Problem: Sendable {
  /// How much it hurts, the worst first.
  package enum Severity: String, CaseIterable, Sendable {
    case high, medium, low

    fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// A channel that helps with a problem, and why.
  package struct Recommendation: Sendable {
    /// The channel.
    package let channel: ID<Channel>
    /// Where it is named.
    package let location: SourceLocation
    /// Whether it comes first when there is no time.
    package let isUrgent: Bool
    /// Why it stands at this place; may be empty.
    package let reason: Localized<String>
  }

  /// Its name in front matter, links and URLs.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// Its place in lists.
  package let order: Int
  /// The name of an icon of the theme.
  package let icon: String
  /// Its name for readers.
  package let name: Localized<String>
  /// What it is, in a sentence; may be empty.
  package let description: Localized<String>
  /// Other words for it, for search.
  package let synonyms: Localized<[String]>
  /// Whether it cannot wait.
  package let isUrgent: Bool
  /// How much it hurts; of problems of one order, the worst stand first in lists.
  package let severity: Severity
  /// What to have at hand before writing; may be empty.
  package let preparation: Localized<[String]>
  /// The id of the message to send.
  package let message: Located<String>?
  /// The channels that help, best first.
  package let channels: [Recommendation]

  /// Reads the table; `channels` are the ids of the channel table, in its order.
  static func read(
    _ node: YAMLNode, file: String, channels: [String], _ languages: LanguageList
  ) -> (problems: [Problem], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "problems.yaml", entry: "problem")
    var problems: [Problem] = []
    for (id, location, reader) in table.entries() {
      var fields = reader
      let problem = Problem(
        id: id, location: location,
        order: fields.integer("order", in: -100_000...100_000) ?? .max,
        icon: fields.text("icon")?.value ?? "",
        name: fields.localizedText("name", languages, required: true) ?? languages.same(id),
        description: fields.localizedText("description", languages) ?? languages.same(""),
        synonyms: fields.localizedTexts("synonyms", languages)
          ?? Localized(languages.all.map { _ in [] }),
        isUrgent: fields.flag("urgent") ?? false,
        severity: fields.choice("severity", of: Severity.self) ?? .medium,
        preparation: fields.localizedTexts("prepare", languages)
          ?? Localized(languages.all.map { _ in [] }),
        message: fields.text("message"),
        channels: recommendations(&fields, id, channels, languages, &table))
      // A channel that is there but wrong has been reported already.
      let namesNone =
        switch fields.node("channels")?.kind {
        case nil: true
        case .sequence(let items)?: items.isEmpty
        default: false
        }
      table.absorb(fields)
      if namesNone {
        table.report(
          .problemWithoutChannel, "no channel helps with problem '\(id)'", location,
          hint: "name the channels that help under 'channels', the best one first")
      }
      problems.append(problem)
    }
    problems.sort {
      ($0.order, $0.severity.rank, $0.id) < ($1.order, $1.severity.rank, $1.id)
    }
    return (problems, table.diagnostics)
  }

  private static func recommendations(
    _ fields: inout FieldReader, _ id: String, _ channels: [String], _ languages: LanguageList,
    _ table: inout TableReader
  ) -> [Recommendation] {
    var recommendations: [Recommendation] = []
    let items = fields.items(
      "channels", owner: "a channel of problem '\(id)'", example: "{channel: email}")
    for item in items {
      var item = item
      let name = item.requiredText("channel")
      let reason = item.localizedText("reason", languages) ?? languages.same("")
      let isUrgent = item.flag("urgent") ?? false
      table.absorb(item)
      guard let name else { continue }
      guard let index = channels.firstIndex(of: name.value) else {
        table.report(unknown: "channel", name, among: channels, .unknownChannel)
        continue
      }
      if recommendations.contains(where: { $0.channel.index == index }) {
        table.report(
          .conflictingField, "channel '\(name.value)' is named twice for problem '\(id)'",
          name.location)
        continue
      }
      recommendations.append(
        Recommendation(
          channel: ID(index), location: name.location, isUrgent: isUrgent, reason: reason))
    }
    return recommendations
  }
}
