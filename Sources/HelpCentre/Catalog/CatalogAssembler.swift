// Makes the model of the site out of the articles and tables, and finds everything that only the whole
// can show: unknown names, broken links, two pages with one address.

import Markup

/// What has been read of a project, each part on its own.
package struct SiteParts: Sendable {
  package let settings: SiteSettings
  package let baseURL: String?
  package let categories: [Category]
  package let channels: [Channel]
  package let problems: [Problem]
  /// All articles, published or not.
  package let articles: [Article]
  /// All files that could be published as they are.
  package let assets: [Asset]
  /// The day of the build.
  package let today: CalendarDate
  /// Whether drafts are published.
  package let includesDrafts: Bool
}

/// Assembles catalogs.
package enum CatalogAssembler {
  /// Assembles the catalog; never fails, what is wrong is in the diagnostics.
  package static func assemble(
    _ parts: SiteParts, jobs: Int
  ) async -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let languages = parts.settings.languages
    let articles = parts.articles.filter {
      $0.header.isPublished(on: parts.today, includingDrafts: parts.includesDrafts)
    }
    let names = SiteNames(
      categories: Names(parts.categories.map(\.id), kind: "category", unknown: .unknownCategory),
      channels: Names(parts.channels.map(\.id), kind: "channel", unknown: .unknownChannel),
      problems: Names(parts.problems.map(\.id), kind: "problem", unknown: .unknownProblem))
    let topics = Translations.topics(of: articles, languages, names, &diagnostics)
    let topicNames = Names<Topic>(topics.map(\.key), kind: "article", unknown: .unknownArticle)
    let anchors = await ParallelMap.map(count: articles.count, jobs: jobs) { index in
      Slug.unique(articles[index].body.headings)
    }
    let resolver = LinkResolver(
      articles: articles, topics: topics, anchors: anchors, languages: languages,
      channels: names.channels, problems: names.problems, topicNames: topicNames,
      assets: Names(parts.assets.map(\.file), kind: "file", unknown: .missingFile),
      unpublished: Set(parts.articles.map(\.key)).subtracting(topics.map(\.key)))
    let resolved = await ParallelMap.map(count: articles.count, jobs: jobs) { index in
      (links: resolver.links(of: ID(index)), images: resolver.images(of: ID(index)))
    }
    diagnostics += resolved.flatMap { $0.links.diagnostics + $0.images.diagnostics }
    checkTables(parts, names, topicNames, &diagnostics)
    let redirects = Addresses.check(topics, articles, parts, &diagnostics)
    let order = ReadingOrder(topics, articles, languages)
    let ofProblem = order.topics(of: parts.problems.count) { topics[$0.index].problems }
    let ofChannel = order.topics(of: parts.channels.count) { topics[$0.index].channels }
    let named = topics.map { topic in
      topicNames.find(articles[topic.source.index].header.related ?? [], &diagnostics)
    }
    let catalog = Catalog(
      settings: parts.settings, baseURL: parts.baseURL, categories: parts.categories,
      channels: parts.channels, problems: parts.problems, articles: articles, anchors: anchors,
      links: resolved.map(\.links.links), images: resolved.map(\.images.images), topics: topics,
      related: RelatedArticles.find(
        topics, named: named, ofProblem: ofProblem, ofChannel: ofChannel),
      topicsOfCategory: order.topics(of: parts.categories.count) { topics[$0.index].categories },
      topicsOfChannel: ofChannel, topicsOfProblem: ofProblem,
      problemsOfChannel: parts.channels.indices.map { channel in
        parts.problems.indices.filter { problem in
          parts.problems[problem].channels.contains { $0.channel.index == channel }
        }.map { ID($0) }
      },
      assets: parts.assets, redirects: redirects,
      navigation: topicNames.find(parts.settings.navigation, &diagnostics),
      footerLinks: topicNames.find(parts.settings.footerLinks, &diagnostics))
    return (catalog, diagnostics)
  }

  private static func checkTables(
    _ parts: SiteParts, _ names: SiteNames, _ topicNames: Names<Topic>,
    _ diagnostics: inout [Diagnostic]
  ) {
    for channel in parts.channels {
      if let article = channel.article { _ = topicNames.find(article, &diagnostics) }
      _ = names.problems.find(channel.notFor, &diagnostics)
      for contact in channel.contacts { _ = names.problems.find(contact.problems, &diagnostics) }
    }
  }
}

/// The order in which readers see topics: by `order`, then by the key.
private struct ReadingOrder {
  private let sorted: [ID<Topic>]

  init(_ topics: [Topic], _ articles: [Article], _ languages: LanguageList) {
    sorted = topics.indices.sorted { left, right in
      topics[left].order != topics[right].order
        ? topics[left].order < topics[right].order : left < right
    }.map { ID($0) }
  }

  /// The topics of each of `count` things, each topic once a thing.
  func topics<Item>(of count: Int, _ items: (ID<Topic>) -> [ID<Item>]) -> [[ID<Topic>]] {
    var lists = [[ID<Topic>]](repeating: [], count: count)
    for topic in sorted {
      for item in items(topic) { lists[item.index].append(topic) }
    }
    return lists
  }
}
