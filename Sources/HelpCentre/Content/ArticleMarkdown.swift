// How the articles of one language are read: what the tables and the theme's texts add to Markdown.

import Markup

/// The Markdown of a site's articles.
enum ArticleMarkdown {
  /// The settings for the articles of a language.
  static func settings(
    for language: ID<Language>, of site: SiteSettings, texts: InterfaceTexts
  ) -> MarkdownSettings {
    MarkdownSettings(
      referenceSchemes: ["channel", "problem"], blocks: BlockRules.all,
      variables: site.variables.mapValues { $0[language] },
      punctuation: site.hasSmartPunctuation
        ? PunctuationStyle.of(languageCode: site.languages[language].code) : nil,
      isRightToLeft: site.languages[language].direction == .rightToLeft,
      words: MarkdownSettings.Words(
        alertTitles: AlertKind.allCases.map { texts["alert-\($0.name)"] },
        footnotes: texts["footnotes"], backToText: texts["footnote-back"],
        done: texts["task-done"], notDone: texts["task-open"]))
  }
}
