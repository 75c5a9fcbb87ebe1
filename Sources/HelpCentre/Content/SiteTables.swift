// What a project says besides its articles. The catalog takes it over as it is.

import Markup

/// The settings and tables of a project, and its files.
package struct SiteTables: Sendable {
  /// What site.yaml says.
  package let settings: SiteSettings
  /// In the readers' order.
  package let categories: [Category]
  /// In the readers' order.
  package private(set) var channels: [Channel]
  /// In the readers' order.
  package let problems: [Problem]
  /// The messages that readers can send.
  package let messages: [Message]
  /// What readers must know for a while.
  package let notices: [Notice]
  /// The terms of each language's glossary.
  package let glossaries: [[GlossaryTerm]]
  /// What readers of each language type, and must find.
  package let queries: [[GoldenQuery]]
  /// What each language's readers type for other words.
  package let synonyms: [[Synonym]]
  /// All files that could be published as they are.
  package let assets: [Asset]

  /// The same on a day, from which on some channels are closed.
  func on(_ day: CalendarDate) -> SiteTables {
    var tables = self
    for index in channels.indices {
      tables.channels[index].isOpen = channels[index].retired.map { day < $0 } ?? true
    }
    return tables
  }
}
