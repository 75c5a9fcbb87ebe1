// Groups articles by key into topics: which languages have one, which article each language's page
// shows, and the relations, which a translation inherits from its source.

import Markup

/// What the site's names lead to.
struct SiteNames: Sendable {
  let categories: Names<Category>
  let channels: Names<Channel>
  let problems: Names<Problem>
}

/// Makes topics of articles.
enum Translations {
  /// Groups the articles; topics come back sorted by key.
  static func topics(
    of articles: [Article], _ languages: LanguageList, _ names: SiteNames,
    _ diagnostics: inout [Diagnostic]
  ) -> [Topic] {
    var groups: [String: [ID<Article>?]] = [:]
    for (index, article) in articles.enumerated() {
      groups[article.key, default: Array(repeating: nil, count: languages.all.count)][
        article.language.index] = ID(index)
    }
    let sorted = groups.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return sorted.compactMap { key, group in
      topic(key, group, articles, languages, names, &diagnostics)
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
    return Topic(
      key: key, articles: group, shown: shown, source: sourceID,
      paths: languages.ids.map { language in
        let slug = articles[shown[language.index].index].header.slug?.value
        return URLScheme.article(key: key, slug: slug, languages[language])
      },
      categories: categories(source, names.categories, &diagnostics),
      channels: names.channels.find(source.header.channels ?? [], &diagnostics),
      problems: names.problems.find(source.header.problems ?? [], &diagnostics),
      order: source.header.order ?? .max, isFeatured: source.header.isFeatured ?? false)
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
    func check(
      _ field: String, _ mine: [Located<String>]?, _ other: [Located<String>]?
    ) {
      guard let mine, mine.map(\.value) != (other ?? []).map(\.value) else { return }
      let location = mine.first?.location ?? translation.location
      diagnostics.append(
        Diagnostic(
          .conflictingField, "'\(field)' differs from the source article's and is ignored",
          at: location, hint: "leave it out here: translations inherit it"))
    }
    check("categories", translation.categories, source.categories)
    check("channels", translation.channels, source.channels)
    check("problems", translation.problems, source.problems)
    check("related", translation.related, source.related)
    if let order = translation.order, order != source.order {
      diagnostics.append(
        Diagnostic(
          .conflictingField, "'order' differs from the source article's and is ignored",
          at: translation.location, hint: "leave it out here: translations inherit it"))
    }
    if let isFeatured = translation.isFeatured, isFeatured != (source.isFeatured ?? false) {
      diagnostics.append(
        Diagnostic(
          .conflictingField, "'featured' differs from the source article's and is ignored",
          at: translation.location, hint: "leave it out here: translations inherit it"))
    }
  }
}
