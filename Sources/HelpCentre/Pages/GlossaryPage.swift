// The page with all terms and what they mean.

import Markup

extension Page {
  /// With more terms than this the page has letters to jump to.
  private static let withoutLetters = 20

  /// The fields of the glossary.
  func glossary() -> PageContent {
    let entries = catalog.glossary.entries[language.index]
    var groups: [(letter: String, terms: [TemplateRecord])] = []
    let hasLetters = entries.count > Self.withoutLetters
    for place in site.terms {
      let letter = place.letter.isEmpty ? texts["a-z-other"] : place.letter
      let record = record(of: entries[place.item])
      if let last = groups.last, !hasLetters || last.letter == letter {
        groups[groups.count - 1].terms.append(record)
      } else {
        groups.append((hasLetters ? letter : "", [record]))
      }
    }
    let isWritten = catalog.glossary.isWritten(in: language)
    let origin = entries.first.map { catalog.languages[$0.language] } ?? parts.own
    return PageContent(
      title: texts["glossary-title"], description: texts["glossary-lead"],
      canonicalPath: isWritten ? nil : URLScheme.glossary(origin),
      values: [
        .list(hasLetters ? groups.map { TemplateRecord([.text($0.letter)]) } : []),
        .list(groups.map { TemplateRecord([.text($0.letter), .list($0.terms)]) }),
      ])
  }

  private func record(of entry: Glossary.Entry) -> TemplateRecord {
    let other = entry.language == language ? nil : catalog.languages[entry.language]
    return TemplateRecord([
      .text(URLScheme.anchor(ofTerm: entry.term.id)), .text(entry.term.term),
      .text(entry.term.expansion), .text(entry.term.definition), .text(other?.code ?? ""),
      .text(other?.direction.rawValue ?? ""),
      entry.see.map { .record(parts.link($0, describes: false)) } ?? .absent,
    ])
  }
}
