// Snippets: texts that several articles share, in `Content/<language>/_snippets/`. `::include{file=name}`
// is replaced by the snippet's text before anything else is decided, so that its headings, links and
// images count as the article's own: an article with snippets is to all later stages one text.

import Markup

/// A text to be included.
struct Snippet: Sendable {
  /// The file's path in the project.
  let file: String
  /// Its path below `_snippets/` without the ending.
  let name: String
  let language: ID<Language>
  let body: Body
}

/// Puts snippets into articles.
struct Includes: Sendable {
  /// The name of the block, and its one key.
  static let block = BlockRule(
    "include", keys: [BlockRule.Key("file", isRequired: true)], content: .refused)

  /// So many snippets an article may include, those in snippets counted: thirty of them that each
  /// include the next one twice would be a thousand million.
  private static let largestCount = 1000

  private let snippets: [Snippet]
  private let languages: LanguageList
  /// By language and name.
  private var places: [[String: Int]]

  /// The snippets of a site.
  init(_ snippets: [Snippet], _ languages: LanguageList) {
    self.snippets = snippets
    self.languages = languages
    places = Array(repeating: [:], count: languages.all.count)
    for (index, snippet) in snippets.enumerated() {
      places[snippet.language.index][snippet.name] = index
    }
  }

  /// An article with the snippets that it includes.
  func expand(_ article: Article) -> (article: Article, diagnostics: [Diagnostic]) {
    guard article.body.includes else { return (article, []) }
    var diagnostics: [Diagnostic] = []
    var left = Self.largestCount
    let body = expand(article.body, article.language, [], &left, &diagnostics)
    return (article.with(body), diagnostics)
  }

  private func expand(
    _ body: Body, _ language: ID<Language>, _ path: [Int], _ left: inout Int,
    _ diagnostics: inout [Diagnostic]
  ) -> Body {
    guard body.includes else { return body }
    var join = BodyJoin(body, replacing: Self.block.name)
    for (place, block) in body.blocks.enumerated() where block.name == Self.block.name {
      guard let name = block["file"] else { continue }
      guard let index = find(name.value, language) else {
        diagnostics.append(unknown(name, language))
        continue
      }
      if let start = path.firstIndex(of: index) {
        let round = (path[start...] + [index]).map { snippets[$0].name }
        diagnostics.append(
          Diagnostic(
            .includeCycle, "the snippet includes itself: \(round.joined(separator: " → "))",
            at: name.location))
        continue
      }
      left -= 1
      if left < 0 {
        if left == -1 {
          diagnostics.append(
            Diagnostic(
              .invalidBlock, "more than \(Self.largestCount) snippets in one article",
              at: name.location))
        }
        continue
      }
      let snippet = snippets[index]
      let inner = expand(snippet.body, snippet.language, path + [index], &left, &diagnostics)
      join.put(inner, at: place, wrapping: wrapper(snippet, in: language))
    }
    return join.joined()
  }

  /// The element that says the language of a snippet, where it is not the article's.
  private func wrapper(_ snippet: Snippet, in language: ID<Language>) -> String? {
    if snippet.language == language { return nil }
    let own = languages[snippet.language]
    return "<div lang=\"\(own.code)\" dir=\"\(own.direction.rawValue)\">"
  }

  /// The snippet in a language, or in the nearest of its fallbacks.
  private func find(_ name: String, _ language: ID<Language>) -> Int? {
    let chain = [language] + languages[language].fallbacks + [languages.source]
    return chain.lazy.compactMap { places[$0.index][name] }.first
  }

  private func unknown(_ name: Located<String>, _ language: ID<Language>) -> Diagnostic {
    let names = Set(snippets.map(\.name)).sorted()
    let folder = "Content/\(languages[language].code)/_snippets/"
    return Diagnostic(
      .unknownSnippet, "there is no snippet '\(name.value)'", at: name.location,
      hint: Suggestion.didYouMean(name.value, among: names)
        ?? "write it as \(folder)\(name.value).md")
  }
}

extension Body {
  /// Whether it includes a snippet.
  fileprivate var includes: Bool { blocks.contains { $0.name == Includes.block.name } }
}
