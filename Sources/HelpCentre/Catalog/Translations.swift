// Groups articles by key into topics: which languages have one, which article each language's page
// shows, and the relations, which a translation inherits from its source.

import Markup

/// What the site's names lead to.
struct SiteNames: Sendable {
  let categories: Names<Category>
  let channels: Names<Channel>
  let problems: Names<Problem>

  init(_ tables: SiteTables) {
    categories = Names(
      tables.categories.map(\.id), kind: "category", unknown: .unknownCategory,
      table: "Content/categories.yaml")
    channels = Names(
      tables.channels.map(\.id), kind: "channel", unknown: .unknownChannel,
      table: "Content/channels.yaml")
    problems = Names(
      tables.problems.map(\.id), kind: "problem", unknown: .unknownProblem,
      table: "Content/problems.yaml")
  }
}

/// Makes topics of articles.
enum Translations {
  /// Groups the articles; topics come back sorted by key.
  static func topics(
    of articles: [Article], _ languages: LanguageList, _ names: SiteNames,
    _ diagnostics: inout [Diagnostic]
  ) -> [Topic] {
    // By bytes: `String` takes the NFC and the NFD spelling of a name for one key, and one of two
    // files would be lost without a word.
    var groups: [[UInt8]: [ID<Article>?]] = [:]
    for (index, article) in articles.enumerated() {
      groups[Array(article.key.utf8), default: Array(repeating: nil, count: languages.all.count)][
        article.language.index] = ID(index)
    }
    let sorted = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return sorted.compactMap { key, group in
      topic(
        String(decoding: key, as: UTF8.self), group, articles, languages, names, &diagnostics)
    }
  }

  private static func topic(
    _ key: String, _ group: [ID<Article>?], _ articles: [Article], _ languages: LanguageList,
    _ names: SiteNames, _ diagnostics: inout [Diagnostic]
  ) -> Topic? {
    guard let sourceID = group[languages.source.index] ?? group.compactMap({ $0 }).first else {
      return nil
    }
    let source = articles[sourceID.index]
    for case let id? in group where id != sourceID {
      compare(articles[id.index].header, source.header, &diagnostics)
    }
    let shown = languages.ids.map { language in
      group[language.index]
        ?? languages[language].fallbacks.lazy.compactMap { group[$0.index] }.first ?? sourceID
    }
    let paths = languages.ids.map { language in
      let slug = articles[shown[language.index].index].header.slug?.value
      return URLScheme.article(key: key, slug: slug, languages[language])
    }
    return Topic(
      key: key, articles: group, shown: shown, source: sourceID, paths: paths,
      urls: paths.map(URLScheme.url),
      categories: categories(source, names.categories, &diagnostics),
      channels: names.channels.find(source.header.channels ?? [], &diagnostics),
      problems: names.problems.find(source.header.problems ?? [], &diagnostics),
      order: source.header.order?.value ?? .max,
      isFeatured: source.header.isFeatured?.value ?? false)
  }

  /// Without `categories`, the innermost folder that is a category.
  private static func categories(
    _ article: Article, _ names: Names<Category>, _ diagnostics: inout [Diagnostic]
  ) -> [ID<Category>] {
    if let written = article.header.categories { return names.find(written, &diagnostics) }
    let folders = article.key.split(separator: "/").dropLast()
    for folder in folders.reversed() {
      if let category = names[String(folder)] { return [category] }
    }
    return []
  }

  /// A translation that repeats a relation with another value is probably a mistake; the source wins.
  private static func compare(
    _ translation: ArticleHeader, _ source: ArticleHeader, _ diagnostics: inout [Diagnostic]
  ) {
    func report(_ field: String, _ location: SourceLocation) {
      diagnostics.append(
        Diagnostic(
          .conflictingField, "'\(field)' differs from the source article's and is ignored",
          at: location, hint: "leave it out here: translations inherit it"))
    }
    func check(
      _ field: String, _ mine: [Located<String>]?, _ other: [Located<String>]?
    ) {
      guard let mine, mine.map(\.value) != (other ?? []).map(\.value) else { return }
      report(field, mine.first?.location ?? translation.location)
    }
    check("categories", translation.categories, source.categories)
    check("channels", translation.channels, source.channels)
    check("problems", translation.problems, source.problems)
    check("related", translation.related, source.related)
    if let order = translation.order, order.value != source.order?.value {
      report("order", order.location)
    }
    if let isFeatured = translation.isFeatured,
      isFeatured.value != (source.isFeatured?.value ?? false)
    {
      report("featured", isFeatured.location)
    }
  }
}
