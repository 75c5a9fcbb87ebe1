// Makes the model of the site out of the articles and tables, and finds everything that only the whole
// can show: unknown names, broken links, two pages with one address.

import Markup

/// Assembles catalogs.
enum CatalogAssembler {
  /// Assembles the catalog of what is published; never fails, what is wrong is in its diagnostics.
  static func assemble(
    _ project: Project, _ frame: Assembly.Frame, texts: [InterfaceTexts], jobs: Int
  ) async -> Assembly {
    var diagnostics: [Diagnostic] = []
    let tables = project.tables.on(frame.day)
    let languages = tables.settings.languages
    let isPublished = project.articles.map {
      $0.header.isPublished(on: frame.day, includingDrafts: frame.includesDrafts)
    }
    let published = zip(project.articles, isPublished).filter(\.1).map(\.0)
    let includes = Includes(project.snippets, languages)
    let expanded = await ParallelMap.map(count: published.count, jobs: jobs) {
      includes.expand(published[$0])
    }
    let articles = expanded.map(\.article)
    diagnostics += DueDates.check(tables, articles, on: frame.day)
    let names = SiteNames(tables)
    let topics = Translations.topics(of: articles, languages, names, &diagnostics)
    let topicNames = Names<Topic>(
      topics.map(\.key), kind: "article", unknown: .unknownArticle,
      unpublished: Set(project.articles.map(\.key)).subtracting(topics.map(\.key)))
    // On a thread of its own beside what all threads do.
    async let addresses = Addresses.check(topics, articles, languages)
    let (anchors, headings) = await Anchors.name(
      topics, articles, reserved: frame.reservedAnchors, jobs: jobs)
    let resolver = resolver(topics, anchors, names, topicNames, tables, texts)
    let placed = await ParallelMap.map(count: articles.count, jobs: jobs) {
      resolver.place(articles[$0], ID($0), expanded[$0].diagnostics)
    }
    checkTables(tables, names, topicNames, &diagnostics)
    diagnostics += ChannelChecks(tables: tables, names: names, topics: topics).check()
    diagnostics += resolver.claims.checkTable() + resolver.mentions.checkTables()
    let (redirects, clashes) = await addresses
    diagnostics += clashes
    let catalog = catalog(
      tables, frame, placed, anchors, topics, redirects, names, topicNames, &diagnostics)
    var count = 0
    let places = isPublished.map { isPublished -> Int? in
      defer { count += isPublished ? 1 : 0 }
      return isPublished ? count : nil
    }
    return Assembly(
      catalog: catalog, project: project, frame: frame, resolver: resolver, includes: includes,
      places: places, placed: placed.map(\.diagnostics), headings: headings, common: diagnostics)
  }

  private static func resolver(
    _ topics: [Topic], _ anchors: [ArticleAnchors], _ names: SiteNames,
    _ topicNames: Names<Topic>, _ tables: SiteTables, _ texts: [InterfaceTexts]
  ) -> ArticleResolver {
    let languages = tables.settings.languages
    let assets = AssetNames(tables.assets, languages)
    return ArticleResolver(
      links: LinkResolver(
        topics: topics, anchors: anchors, languages: languages, channelTable: tables.channels,
        channels: names.channels, problems: names.problems, topicNames: topicNames, assets: assets),
      blocks: BlockResolver(
        topics: topics, topicNames: topicNames, channels: tables.channels,
        problems: tables.problems, channelNames: names.channels, problemNames: names.problems,
        assets: assets),
      claims: ResponseClaims(tables.channels, names.channels, languages, texts),
      mentions: MentionChecks(tables))
  }

  private static func catalog(
    _ tables: SiteTables, _ frame: Assembly.Frame, _ placed: [PlacedArticle],
    _ anchors: [ArticleAnchors], _ topics: [Topic], _ redirects: [Redirect], _ names: SiteNames,
    _ topicNames: Names<Topic>, _ diagnostics: inout [Diagnostic]
  ) -> Catalog {
    let articles = placed.map(\.article)
    let languages = tables.settings.languages
    let unsuited = unsuitedProblems(tables, names, &diagnostics)
    let order = ReadingOrder(topics, articles, languages)
    let ofCategory = order.topics(of: tables.categories.count) { topics[$0.index].categories }
    let ofProblem = order.topics(of: tables.problems.count) { topics[$0.index].problems }
    let ofChannel = order.topics(of: tables.channels.count) { topics[$0.index].channels }
    let named = topics.map { topic in
      topicNames.find(articles[topic.source.index].header.related ?? [], &diagnostics)
    }
    var topicOfArticle = [ID<Topic>?](repeating: nil, count: articles.count)
    for (index, topic) in topics.enumerated() {
      for case let id? in topic.articles { topicOfArticle[id.index] = ID(index) }
    }
    return Catalog(
      tables: tables, baseURL: frame.baseURL, articles: articles, anchors: anchors,
      links: placed.map(\.links), images: placed.map(\.images), blocks: placed.map(\.blocks),
      topics: topics, topicOfArticle: topicOfArticle,
      related: RelatedArticles.find(
        topics, named: named, ofProblem: ofProblem, ofChannel: ofChannel),
      topicsOfCategory: ofCategory, topicsOfChannel: ofChannel, topicsOfProblem: ofProblem,
      channelsOfCategory: ofCategory.map { usedMost(by: $0, topics, tables) },
      placeInCategory: places(of: topics, in: ofCategory),
      problemsOfChannel: tables.channels.indices.map { channel in
        tables.problems.indices.filter { problem in
          tables.problems[problem].channels.contains { $0.channel.index == channel }
        }.map { ID($0) }
      },
      unsuitedProblemsOfChannel: unsuited,
      glossary: Glossary.assemble(tables.glossaries, languages, topicNames, &diagnostics),
      notices: tables.notices.filter { $0.isShown(on: frame.day) },
      redirects: redirects,
      navigation: topicNames.find(tables.settings.navigation, &diagnostics),
      footerLinks: topicNames.find(tables.settings.footerLinks, &diagnostics))
  }

  private static func usedMost(
    by list: [ID<Topic>], _ topics: [Topic], _ tables: SiteTables
  ) -> [ID<Channel>] {
    var uses = [Int](repeating: 0, count: tables.channels.count)
    for topic in list.map({ topics[$0.index] }) {
      let ofProblems = topic.problems.flatMap { tables.problems[$0.index].channels.map(\.channel) }
      for channel in Set(ofProblems + topic.channels) { uses[channel.index] += 1 }
    }
    let used = uses.indices.filter { uses[$0] > 0 && tables.channels[$0].isOpen }
      .sorted { (-uses[$0], $0) < (-uses[$1], $1) }
    return used.prefix(3).map { ID($0) }
  }

  private static func places(of topics: [Topic], in lists: [[ID<Topic>]]) -> [Int?] {
    var places = [Int?](repeating: nil, count: topics.count)
    for (category, list) in lists.enumerated() {
      for (place, topic) in list.enumerated()
      where topics[topic.index].categories.first?.index == category {
        places[topic.index] = place
      }
    }
    return places
  }

  private static func checkTables(
    _ tables: SiteTables, _ names: SiteNames, _ topicNames: Names<Topic>,
    _ diagnostics: inout [Diagnostic]
  ) {
    for notice in tables.notices {
      if let article = notice.article { _ = topicNames.find(article, &diagnostics) }
    }
    for channel in tables.channels {
      if let article = channel.article { _ = topicNames.find(article, &diagnostics) }
      for contact in channel.contacts {
        _ = names.problems.find(contact.problems, &diagnostics)
        if let foreign = tables.settings.contactDomains?.check(contact) {
          diagnostics.append(foreign)
        }
      }
    }
  }
}

extension CatalogAssembler {
  /// The problems that each channel must not be used for. One for which it is recommended all the same
  /// is reported: readers are told both.
  private static func unsuitedProblems(
    _ tables: SiteTables, _ names: SiteNames, _ diagnostics: inout [Diagnostic]
  ) -> [[ID<Problem>]] {
    tables.channels.enumerated().map { index, channel in
      channel.notFor.compactMap { name in
        guard let problem = names.problems.find(name, &diagnostics) else { return nil }
        if tables.problems[problem.index].channels.contains(where: { $0.channel.index == index }) {
          diagnostics.append(
            Diagnostic(
              .conflictingField,
              "channel '\(channel.id)' is not for problem '\(name.value)', which recommends it",
              at: name.location,
              hint: "take it away here or from 'channels' in Content/problems.yaml"))
        }
        return problem
      }
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
