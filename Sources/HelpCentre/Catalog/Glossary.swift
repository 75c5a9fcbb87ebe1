// The glossary that each language's readers see: its own terms, and for those it lacks the ones of
// its fallbacks, as articles do. Only a language's own terms are looked for in its articles.

import Markup

/// The terms of a site.
package struct Glossary: Sendable {
  /// A term on a language's page.
  package struct Entry: Sendable {
    /// The term.
    package let term: GlossaryTerm
    /// The language that it and its definition are written in.
    package let language: ID<Language>
    /// The article that says more.
    package let see: ID<Topic>?
  }

  /// What each language's page shows.
  package let entries: [[Entry]]
  /// Whether a language has a term of its own.
  private let isWritten: [Bool]

  /// Whether there is nothing to explain.
  package var isEmpty: Bool { entries.allSatisfy(\.isEmpty) }

  /// Whether a language's page has a text of its own.
  package func isWritten(in language: ID<Language>) -> Bool { isWritten[language.index] }

  /// Brings the glossaries of all languages together.
  static func assemble(
    _ glossaries: [[GlossaryTerm]], _ languages: LanguageList, _ topics: Names<Topic>,
    _ diagnostics: inout [Diagnostic]
  ) -> Glossary {
    var written: [String: [Entry?]] = [:]
    for language in languages.ids {
      for term in glossaries[language.index] {
        let see = term.see.flatMap { topics.find($0, &diagnostics) }
        written[term.id, default: languages.all.map { _ in nil }][language.index] = Entry(
          term: term, language: language, see: see)
      }
    }
    let ids = written.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let shown = languages.ids.map { language in
      ids.compactMap { id -> Entry? in
        let entries = written[id] ?? []
        let order = [language] + languages[language].fallbacks + [languages.source]
        return order.lazy.compactMap { entries[$0.index] }.first
          ?? entries.lazy.compactMap { $0 }.first
      }
    }
    return Glossary(entries: shown, isWritten: glossaries.map { !$0.isEmpty })
  }
}
