// Golden queries, asked of the index that the build has made.

import Markup

/// Checks what readers would find.
enum QueryChecks {
  /// Says which queries do not find their page, and what they find.
  static func check(_ files: [OutputEntry], _ catalog: Catalog) -> [Diagnostic] {
    if catalog.tables.queries.allSatisfy(\.isEmpty) { return [] }
    let contents = Dictionary(
      files.map { ($0.path, $0.content) }, uniquingKeysWith: { first, _ in first })
    func read(_ path: String) -> [UInt8]? {
      switch contents[path] {
      case .bytes(let bytes): bytes
      case .made(let make): make()
      case .file, .page, nil: nil
      }
    }
    return catalog.languages.ids.flatMap { id -> [Diagnostic] in
      let queries = catalog.tables.queries[id.index]
      guard !queries.isEmpty,
        var searcher = try? Searcher(language: catalog.languages[id].code, read: read)
      else { return [] }
      return queries.compactMap { check($0, id, catalog, &searcher) }
    }
  }

  private static func check(
    _ query: GoldenQuery, _ language: ID<Language>, _ catalog: Catalog, _ searcher: inout Searcher
  ) -> Diagnostic? {
    let target = query.target.value
    guard let url = url(of: target, language, catalog) else {
      let names =
        catalog.topics.map(\.key) + catalog.channels.map { "channel:\($0.id)" }
        + catalog.problems.map { "problem:\($0.id)" }
      return Diagnostic(
        .missedQuery, "there is no page '\(target)' to be found", at: query.target.location,
        hint: Suggestion.didYouMean(target, among: names))
    }
    guard let answer = try? searcher.search(query.query.value, limit: 20) else { return nil }
    let place = answer.results.firstIndex { $0.url == url }.map { $0 + 1 }
    if let place, place <= query.within { return nil }
    let instead = answer.results.prefix(min(3, query.within)).map { "'\($0.title)'" }
    let position = place.map { "is number \($0)" } ?? "is not found"
    return Diagnostic(
      .missedQuery, "'\(target)' \(position) for '\(query.query.value)'",
      at: query.query.location,
      hint: instead.isEmpty
        ? "nothing is found: add 'keywords' to the article, or synonyms to the problem"
        : "instead: \(instead.joined(separator: ", ")); 'keywords' and synonyms lift a page")
  }

  private static func url(
    of target: String, _ language: ID<Language>, _ catalog: Catalog
  ) -> String? {
    let own = catalog.languages[language]
    if target.hasPrefix("channel:") {
      let id = String(target.dropFirst(8))
      return catalog.channels.contains { $0.id == id }
        ? URLScheme.url(URLScheme.channel(id, own)) : nil
    }
    if target.hasPrefix("problem:") {
      let id = String(target.dropFirst(8))
      return catalog.problems.contains { $0.id == id }
        ? URLScheme.url(URLScheme.problem(id, own)) : nil
    }
    return catalog.topics.firstIndex { $0.key == target }.map { catalog.url(ID($0), in: language) }
  }
}
