// The names of headings, the part of a URL after `#`. A link to a heading has to survive when a reader
// changes the language, so a translation's headings take the names of the source's, by position, where
// the two outlines agree; the translated name stays as a second one. Where they differ, the positions
// mean nothing and each keeps its own; the author is told where.

import Markup

/// The names of the headings of one article, by the place in its outline.
struct ArticleAnchors: Sendable {
  /// The id of each heading.
  let ids: [String]
  /// A second name of each heading, from the translated text; nil where it would be the same.
  let aliases: [String?]

  /// The heading of a name.
  func heading(named name: String) -> Int? {
    ids.firstIndex(of: name) ?? aliases.firstIndex(of: name)
  }
}

/// Names headings.
enum Anchors {
  /// The names of each article's headings, and what is wrong with those of each; `reserved` are the theme's.
  static func name(
    _ topics: [Topic], _ articles: [Article], reserved: Set<String>, jobs: Int
  ) async -> (anchors: [ArticleAnchors], diagnostics: [[Diagnostic]]) {
    let taken = Slug.Reserved(reserved)
    let own = await ParallelMap.map(count: articles.count, jobs: jobs) {
      Slug.unique(articles[$0].body.headings, reserved: taken)
    }
    var sources = articles.indices.map { $0 }
    for topic in topics {
      for case let id? in topic.articles { sources[id.index] = topic.source.index }
    }
    let places = sources
    let named = await ParallelMap.map(count: articles.count, jobs: jobs) { index in
      let source = places[index]
      let headings = articles[index].body.headings
      let difference =
        source == index ? nil : difference(articles[index], from: articles[source])
      let anchors =
        source != index && difference == nil
        ? translated(headings, own: own[index], source: own[source])
        : ArticleAnchors(ids: own[index], aliases: own[index].map { _ in nil })
      return (anchors: anchors, diagnostics: repeated(headings) + [difference].compactMap { $0 })
    }
    return (named.map(\.anchors), named.map(\.diagnostics))
  }

  /// What is wrong with the headings of an article, which may be its own source.
  static func check(_ article: Article, source: Article) -> [Diagnostic] {
    let difference = article === source ? nil : difference(article, from: source)
    return repeated(article.body.headings) + [difference].compactMap { $0 }
  }

  private static func translated(
    _ headings: [Heading], own: [String], source: [String]
  ) -> ArticleAnchors {
    let pinned = Set(headings.indices.filter { headings[$0].isPinned }.map { headings[$0].slug })
    let ids =
      pinned.isEmpty
      ? source
      : headings.indices.map { index in
        headings[index].isPinned || pinned.contains(source[index]) ? own[index] : source[index]
      }
    let used = Set(ids.map { ContentHash(of: $0) })
    return ArticleAnchors(
      ids: ids, aliases: own.map { used.contains(ContentHash(of: $0)) ? nil : $0 })
  }

  /// Where a translation's outline first differs from its source's.
  private static func difference(_ article: Article, from source: Article) -> Diagnostic? {
    let (mine, theirs) = (article.body.headings, source.body.headings)
    // By places: to hand over headings counts references to five parts of each.
    let first = (0..<min(mine.count, theirs.count)).first { mine[$0].level != theirs[$0].level }
    guard let place = first ?? (mine.count == theirs.count ? nil : min(mine.count, theirs.count))
    else { return nil }
    let found = place < mine.count ? "here is one of level \(mine[place].level)" : "here is none"
    let wanted =
      place < theirs.count
      ? "there is '\(theirs[place].text)' of level \(theirs[place].level)" : "there is none"
    return Diagnostic(
      .differingOutline,
      "the headings differ from those of '\(source.file)' at number \(place + 1): \(found), \(wanted)",
      at: place < mine.count ? mine[place].location : article.header.location,
      hint: "with the same headings, links to them work in all languages")
  }

  /// Names written by hand twice.
  private static func repeated(_ headings: [Heading]) -> [Diagnostic] {
    var seen: Set<String> = []
    return headings.indices.filter {
      headings[$0].isPinned && !seen.insert(headings[$0].slug).inserted
    }.map {
      Diagnostic(
        .duplicateAnchor, "two headings are named '\(headings[$0].slug)'",
        at: headings[$0].location, hint: "the names in {#…} must differ")
    }
  }
}
