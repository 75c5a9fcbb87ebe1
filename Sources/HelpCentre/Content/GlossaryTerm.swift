// Content/<language>/_glossary.yaml: words and abbreviations that readers may not know. One id in two
// languages is one term; each language has its own spellings, because words are bent differently.

import Markup

/// A term of one language's glossary.
package struct GlossaryTerm: Sendable {
  /// Its name in addresses.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// The term itself.
  package let term: String
  /// What an abbreviation stands for; may be empty.
  package let expansion: String
  /// What it means, in a sentence or two.
  package let definition: String
  /// Other spellings, plurals.
  package let forms: [String]
  /// The article that says more.
  package let see: Located<String>?

  /// What stands for it in a text: an abbreviation is written exactly so, other words may begin a
  /// sentence.
  var spellings: [TermList.Spelling] {
    [TermList.Spelling(term, isExact: !expansion.isEmpty)] + forms.map { TermList.Spelling($0) }
  }

  /// Reads the glossary of a language.
  static func read(
    _ node: YAMLNode, file: String, _ language: Language
  ) -> (terms: [GlossaryTerm], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "the glossary", entry: "term")
    var terms: [GlossaryTerm] = []
    var owners: [String: String] = [:]
    for (id, location, reader) in table.entries() {
      var fields = reader
      let term = fields.requiredText("term")
      let expansion = fields.text("stands-for")?.value ?? ""
      let definition = fields.requiredText("definition")
      let forms = fields.texts("forms") ?? []
      let see = fields.text("see")
      table.absorb(fields)
      guard let term, let definition else { continue }
      let found = GlossaryTerm(
        id: id, location: location, term: term.value, expansion: expansion,
        definition: definition.value, forms: forms.map(\.value), see: see)
      let places = [term.location] + forms.map(\.location)
      for (spelling, place) in zip(found.spellings, places) {
        check(spelling, at: place, of: id, language, &owners, &table)
      }
      if definition.value.isEmpty {
        table.report(
          .invalidValue, "the definition of term '\(id)' is empty", definition.location)
      }
      terms.append(found)
    }
    return (terms, table.diagnostics)
  }

  /// A text must not say two things; an empty spelling would stand everywhere.
  private static func check(
    _ spelling: TermList.Spelling, at place: SourceLocation, of id: String, _ language: Language,
    _ owners: inout [String: String], _ table: inout TableReader
  ) {
    guard spelling.text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
      table.report(.invalidValue, "a spelling of term '\(id)' is empty", place)
      return
    }
    for form in spelling.forms(dotted: language.hasDottedI) {
      let owner = owners[form, default: id]
      owners[form] = owner
      if owner == id { continue }
      table.report(
        .duplicateTerm, "'\(spelling.text)' belongs to the terms '\(owner)' and '\(id)'", place,
        hint: "a text that says it could mean either: leave it out of one of them")
      return
    }
  }
}

extension Language {
  /// Whether i and I are two letters.
  var hasDottedI: Bool { primary == "tr" || primary == "az" }
}
