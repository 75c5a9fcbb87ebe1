// The search index: a manifest, shards of words, page texts, a list of titles and a list for
// spelling, each a small JSON file that the browser fetches when it needs it. Articles are analysed
// one by one, in parallel; a language's files are a pure function of the analysed articles, so the
// same site gives the same bytes. The shapes of the files are in `schemas/`.

import Foundation
import Markup

/// One article's text in its own language.
package struct SearchSource: Sendable {
  /// The language of the text, which may differ from the language of the page.
  package var language: String
  /// The parts of the article in order; the part before the first heading has no anchor or title.
  package var sections: [SearchSection]
  /// The article's title.
  package var title: String
  /// Words to find the article by that it need not contain.
  package var keywords: [String]

  /// Collects what is searched of an article.
  package init(language: String, sections: [SearchSection], title: String, keywords: [String]) {
    self.language = language
    self.sections = sections
    self.title = title
    self.keywords = keywords
  }
}

/// One part of an article below a heading.
package struct SearchSection: Sendable {
  /// The heading's id in the page, empty before the first heading.
  package var anchor: String
  /// The heading's text, empty before the first heading.
  package var title: String
  /// Plain UTF-8 text without the heading.
  package var text: [UInt8]

  /// Makes a part.
  package init(anchor: String, title: String, text: [UInt8]) {
    self.anchor = anchor
    self.title = title
    self.text = text
  }
}

/// What kind of page a result is; the raw value stands in the files.
package enum SearchKind: Int, Sendable {
  case article = 0
  case channel = 1
  case problem = 2
  case category = 3
  case term = 4

  /// What it is called for programs, as in `search-core.js`.
  package var name: String {
    switch self {
    case .article: "article"
    case .channel: "channel"
    case .problem: "problem"
    case .category: "category"
    case .term: "term"
    }
  }
}

/// The channel that helps best with a problem: readers who look for the problem see it first.
package struct SearchWay: Sendable, Decodable {
  /// The channel's name.
  package var title: String
  /// The place on the channel's page, relative to the site's root, percent-encoded.
  package var url: String
  /// How fast it answers, and where.
  package var text: String

  /// Writes it as the index has it.
  package func write(_ json: inout JSONWriter) {
    json.object { json in
      json.member("title", title)
      json.member("url", url)
      json.member("text", text)
    }
  }
}

/// A page to be found in one language.
package struct SearchEntry: Sendable {
  /// The analysed text.
  package var source: AnalyzedSource
  /// What the page is.
  package var kind: SearchKind
  /// Relative to the site's root, percent-encoded.
  package var url: String
  /// The title as shown.
  package var title: String
  /// The titles of the pages above, outermost first.
  package var crumbs: [String]
  /// A factor on the score, 1 for an ordinary page.
  package var priority: Double
  /// The way to support that fits best, for a problem.
  package var way: SearchWay?

  /// Makes an entry.
  package init(
    source: AnalyzedSource, kind: SearchKind, url: String, title: String, crumbs: [String],
    priority: Double, way: SearchWay? = nil
  ) {
    self.way = way
    self.source = source
    self.kind = kind
    self.url = url
    self.title = title
    self.crumbs = crumbs
    self.priority = priority
  }
}

/// A file of the index.
package struct SearchFile: Sendable {
  /// Relative to the site's root, such as `search/fr.json`.
  package let path: String
  /// What it holds.
  let content: Content

  /// Where a file's JSON comes from. The texts of pages are as large as all others together, so they are
  /// made only when they are written.
  enum Content: Sendable {
    case bytes([UInt8])
    case page(PageFile)
  }

  /// The finished JSON.
  package var bytes: [UInt8] {
    switch content {
    case .bytes(let bytes): bytes
    case .page(let page): page.bytes
    }
  }
}

/// Builds the index of a site.
package enum SearchIndex {
  /// Cuts articles into words and counts them. Neighbours of one language share their words, so a
  /// batch of some dozen takes less time and memory than each alone; the files are the same.
  package static func analyze(_ sources: [SearchSource]) -> [AnalyzedSource] {
    AnalyzedSource.analyze(sources)
  }

  /// The files of one language.
  static func files(
    language: String, entries: [SearchEntry], synonyms: [Synonym] = [],
    sizes: SearchFileWriter.Sizes = SearchFileWriter.Sizes()
  ) -> [SearchFile] {
    var writer = SearchFileWriter(
      language: language, entries: entries, synonyms: synonyms, sizes: sizes)
    let words = writer.words()
    return writer.files(words, [writer.pages(0..<writer.pageFolderCount)])
  }
}
