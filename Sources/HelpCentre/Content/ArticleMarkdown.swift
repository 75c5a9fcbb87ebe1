// How the articles of one language are read: what the tables and the theme's texts add to Markdown.

import Markup

/// The Markdown of a site's articles.
enum ArticleMarkdown {
  /// The settings for the articles of a language.
  static func settings(
    for language: ID<Language>, of tables: SiteTables, texts: InterfaceTexts
  ) -> MarkdownSettings {
    let site = tables.settings
    return MarkdownSettings(
      referenceSchemes: ["channel", "problem"], blocks: BlockRules.all,
      variables: site.variables.mapValues { $0[language] },
      punctuation: site.hasSmartPunctuation
        ? PunctuationStyle.of(languageCode: site.languages[language].code) : nil,
      isRightToLeft: site.languages[language].direction == .rightToLeft,
      terms: terms(tables.glossaries[language.index], site.languages[language], texts),
      words: MarkdownSettings.Words(
        alertTitles: AlertKind.allCases.map { texts["alert-\($0.name)"] },
        footnotes: texts["footnotes"], backToText: texts["footnote-back"],
        done: texts["task-done"], notDone: texts["task-open"]))
  }

  private static func terms(
    _ glossary: [GlossaryTerm], _ language: Language, _ texts: InterfaceTexts
  ) -> TermList {
    TermList(
      glossary.map { term in
        let line = term.expansion.isEmpty ? "glossary-definition" : "glossary-abbreviation"
        let values = [
          ("term", term.term), ("expansion", term.expansion), ("definition", term.definition),
        ]
        return TermList.Term(
          id: term.id, spellings: term.spellings, definition: texts.format(line, values))
      }, dotted: language.hasDottedI)
  }
}
