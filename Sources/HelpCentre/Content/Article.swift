// One parsed Markdown file, complete and on its own: it knows no other article.

import Markup

/// An article: a Markdown file of one language. It never changes; it is a class because it is handed
/// around much, and copying its thirty fields each time was a twentieth of a build.
package final class Article: Sendable {
  /// The file's path in the project: `Content/fr/contact/email.md`.
  package let file: String
  /// Its path below the language's folder without the ending: `contact/email`. The same key in two
  /// languages means translations of one article.
  package let key: String
  /// The language of its folder.
  package let language: ID<Language>
  /// What its front matter says.
  package let header: ArticleHeader
  /// Its text.
  package let body: Body
  /// What `source-version` of its translations is compared with: the hash of what is translated, that
  /// is title, description and text. Other fields and the form of the ends of lines are not in it.
  package let version: ContentHash
  /// The hash of the bytes before its text: where they are equal, so is all that is in `header`.
  let frontMatter: ContentHash
  /// What is wrong with it.
  package let diagnostics: [Diagnostic]

  /// Puts an article together.
  init(
    file: String, key: String, language: ID<Language>, header: ArticleHeader, body: Body,
    version: ContentHash, frontMatter: ContentHash, diagnostics: [Diagnostic]
  ) {
    self.file = file
    self.key = key
    self.language = language
    self.header = header
    self.body = body
    self.version = version
    self.frontMatter = frontMatter
    self.diagnostics = diagnostics
  }

  /// The article with another text.
  func with(_ body: Body) -> Article {
    Article(
      file: file, key: key, language: language, header: header, body: body, version: version,
      frontMatter: frontMatter, diagnostics: diagnostics)
  }

  /// So many hexadecimal digits of a version are shown.
  package static let versionDigits = 12
}

/// When an article must be looked through again.
package struct Review: Sendable {
  /// The last day for it.
  package let by: Located<CalendarDate>
  /// Who does it; may be empty.
  package let owner: String
}

/// The fields of an article's front matter. What only the whole site can judge (names of categories,
/// channels, problems, articles) is kept as it was written, with its place.
package struct ArticleHeader: Sendable {
  /// The title; empty when missing, which is an error.
  package var title = ""
  /// Where the title or, without one, the file's header stands.
  package var location: SourceLocation
  /// One sentence for lists and search engines.
  package var description = ""
  /// Names of categories; nil: not said; empty: `none`.
  package var categories: [Located<String>]?
  /// Names of channels; nil: not said.
  package var channels: [Located<String>]?
  /// Names of problems; nil: not said.
  package var problems: [Located<String>]?
  /// Keys of related articles; nil: not said.
  package var related: [Located<String>]?
  /// Whether the home page shows it; nil: not said.
  package var isFeatured: Located<Bool>?
  /// Its place in lists; nil: not said.
  package var order: Located<Int>?
  /// Who wrote it.
  package var author = ""
  /// When it was first published.
  package var date: CalendarDate?
  /// When it was last changed.
  package var updated: CalendarDate?
  /// The last part of its URL; nil: the file's name.
  package var slug: Located<String>?
  /// Not to be published yet.
  package var isDraft = false
  /// From when it is published.
  package var publish: CalendarDate?
  /// From when it is not published any more.
  package var expires: CalendarDate?
  /// Old paths below the language that lead here.
  package var aliases: [Located<String>] = []
  /// More words for search.
  package var keywords: [String] = []
  /// Whether search engines shall leave it out.
  package var isHiddenFromEngines = false
  /// Whether the site's search leaves it out.
  package var isExcludedFromSearch = false
  /// How much its rank in search is multiplied.
  package var searchPriority = 1.0
  /// When somebody must look at it again.
  package var review: Review?
  /// The first digits of the version of the source article that this translation was made from.
  package var sourceVersion: Located<String>?

  /// Whether it is to be published on a day.
  package func isPublished(on day: CalendarDate, includingDrafts: Bool) -> Bool {
    if isDraft && !includingDrafts { return false }
    if let publish, publish > day { return false }
    if let expires, expires <= day { return false }
    return true
  }
}
