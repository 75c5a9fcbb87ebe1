// Records that several kinds of page share: links to articles, problems, channels with their contacts.

import Markup

/// Makes the shared records of one language.
struct PageParts: Sendable {
  private(set) var catalog: Catalog
  let language: ID<Language>
  /// The language of the pages that links lead to: another one than its own only for the blocks of an
  /// article that stands in for a missing one.
  private(set) var linked: Language
  let texts: InterfaceTexts
  let assets: ThemeAssets
  /// What other languages are called in this one, for those whose articles stand in for missing ones.
  let languageNames: [ID<Language>: String]
  /// The links to all topics with their descriptions; made once, because each is on dozens of pages.
  private let described: [TemplateRecord]
  /// The articles of each category as they stand in the sidebar.
  private let neighbours: [SharedList]
  /// The notices of the language with the channels that they concern.
  private var noticeRecords: [(channels: [ID<Channel>], record: TemplateRecord)] = []
  let problemIDs: [String: Int]
  /// The problems and channels with all that is the same wherever they stand; with links to the language's
  /// own pages.
  private var problemRecords: [TemplateRecord] = []
  private var channelRecords: [TemplateRecord] = []
  /// The channels that several articles lead to, by the numbers of their problems and channels.
  private var ways: [[Int]: TemplateValue] = [:]
  /// From so many articles on their common channels are made once.
  private static let fewestWithOneWay = 4

  init(
    catalog: Catalog, language: ID<Language>, texts: InterfaceTexts, assets: ThemeAssets
  ) {
    self.catalog = catalog
    self.language = language
    linked = catalog.languages[language]
    self.texts = texts
    self.assets = assets
    let own = catalog.languages[language]
    let shown = Set(
      catalog.topics.map { catalog.articles[$0.shown[language.index].index].language })
    languageNames = Dictionary(
      uniqueKeysWithValues: shown.filter { $0 != language }.map {
        ($0, own.name(of: catalog.languages[$0]))
      })
    let described = catalog.topics.map { topic in
      let article = catalog.articles[topic.shown[language.index].index]
      let other = article.language == language ? nil : catalog.languages[article.language]
      return TemplateRecord([
        .text(article.header.title), .text(topic.urls[language.index]),
        .text(article.header.description), .text(other?.code ?? ""),
        .text(other?.direction.rawValue ?? ""),
      ])
    }
    self.described = described
    neighbours = catalog.topicsOfCategory.map { topics in
      SharedList(count: topics.count) {
        topics.map { Self.neighbour(described[$0.index], isCurrent: false) }
      }
    }
    problemIDs = Dictionary(
      catalog.problems.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    noticeRecords = catalog.notices.filter { $0.languages.contains(language) }.map { notice in
      let topic = notice.article.flatMap { name in
        catalog.topics.firstIndex { $0.key == name.value }
      }
      let record = TemplateRecord([
        .text(notice.text[language]), .text(notice.kind.rawValue),
        .text(texts["notice-\(notice.kind.rawValue)"]),
        topic.map { .record(link(ID($0), describes: false)) } ?? .absent,
      ])
      return (notice.channels, record)
    }
    problemRecords = catalog.problems.map(problemRecord)
    channelRecords = catalog.channels.indices.map { channelRecord(ID($0)) }
    var uses: [[Int]: Int] = [:]
    for topic in catalog.topics {
      let way = way(from: topic)
      uses[way, default: 0] += 1
      if uses[way] == Self.fewestWithOneWay, case .list(let cards) = cards(ofWayFrom: topic) {
        ways[way] = .shared(SharedPart(SharedList(count: cards.count) { cards }))
      }
    }
  }

  /// The same for a catalog in which only texts are others.
  func with(_ catalog: Catalog) -> PageParts {
    var parts = self
    parts.catalog = catalog
    return parts
  }

  /// The same with links to another language's pages.
  func linking(to language: ID<Language>) -> PageParts {
    var parts = self
    parts.linked = catalog.languages[language]
    if language != self.language {
      parts.problemRecords = []
      parts.channelRecords = []
    }
    return parts
  }

  /// The language itself.
  var own: Language { catalog.languages[language] }

  /// A link to an article's page, with its language when that is another.
  func link(_ topic: ID<Topic>, describes: Bool = true) -> TemplateRecord {
    var record = described[topic.index]
    if !describes { record.values[2] = .text("") }
    return record
  }

  /// The articles of a category in a part of their order; the page's own article is at `place`.
  func neighbours(in category: ID<Category>, _ shown: Range<Int>, own place: Int) -> TemplateValue {
    let topic = catalog.topicsOfCategory[category.index][place]
    let own = Self.neighbour(described[topic.index], isCurrent: true)
    return .shared(SharedPart(neighbours[category.index], shown, own: (place, own)))
  }

  private static func neighbour(_ link: TemplateRecord, isCurrent: Bool) -> TemplateRecord {
    TemplateRecord([
      link.values[0], link.values[1], link.values[3], link.values[4], .flag(isCurrent),
    ])
  }

  /// A link to another page.
  func link(_ title: String, _ path: String, _ description: String = "") -> TemplateRecord {
    TemplateRecord([
      .text(title), .text(URLScheme.url(path)), .text(description), .text(""), .text(""),
    ])
  }

  /// Links to the articles of one page of a list.
  func links(_ topics: [ID<Topic>], page: Int) -> TemplateValue {
    let start = (page - 1) * PagePlan.listLength
    return .list(topics.dropFirst(start).prefix(PagePlan.listLength).map { link($0) })
  }

  /// The links between the pages of a list; absent when there is one.
  func pagination(
    _ page: Int, of count: Int, _ path: (Int) -> String
  ) -> TemplateValue {
    guard count > 1 else { return .absent }
    let url = { (number: Int, path: (Int) -> String) in URLScheme.url(path(number)) }
    let label = texts.format("page-of", [("page", String(page)), ("pages", String(count))])
    // The first, the last and those around: a link to each page from each would be quadratic.
    let numbers = (1...count).filter { $0 == 1 || $0 == count || abs($0 - page) <= 3 }
    return .record(
      TemplateRecord([
        .text(label), .text(page > 1 ? url(page - 1, path) : ""),
        .text(page < count ? url(page + 1, path) : ""),
        .list(
          numbers.map { number in
            TemplateRecord([
              .text(String(number)), .text(url(number, path)), .flag(number == page),
            ])
          }),
      ]))
  }

  /// A link to a problem's page; `reason` says why a channel helps with it.
  func problem(_ id: ID<Problem>, reason: String = "") -> TemplateRecord {
    var record =
      problemRecords.isEmpty
      ? problemRecord(catalog.problems[id.index]) : problemRecords[id.index]
    if !reason.isEmpty { record.values[5] = .text(reason) }
    return record
  }

  private func problemRecord(_ problem: Problem) -> TemplateRecord {
    TemplateRecord([
      .text(problem.name[language]), .text(URLScheme.url(URLScheme.problem(problem.id, linked))),
      .text(problem.description[language]), .text(assets.icon(problem.icon)),
      .flag(problem.isUrgent), .text(""), .text(problem.id),
    ])
  }

  /// A channel with the contacts that are for some problems (none: all of them). Addresses that a card
  /// before it `shows`, each with that card's channel, do not stand there again.
  func card(
    _ id: ID<Channel>, for problems: [ID<Problem>] = [], on platform: Contact.Platform? = nil,
    reason: String = "", isUrgent: Bool = false, position: Int, shows: [String: ID<Channel>] = [:]
  ) -> TemplateRecord {
    let channel = catalog.channels[id.index]
    let contacts = channel.contacts(
      for: problems.map { catalog.problems[$0.index].id }, on: platform)
    let new = contacts.filter { shows[$0.address.href] == nil }
    let other = new.isEmpty ? contacts.first.flatMap { shows[$0.address.href] } : nil
    let sameAddress = other.map {
      texts.format("channel-same-address", [("channel", catalog.channels[$0.index].name[language])])
    }
    var record = channelRecords.isEmpty ? channelRecord(id) : channelRecords[id.index]
    record.values[6] = .text(reason)
    record.values[7] = .text(String(position))
    record.values[8] = .list(new.map { contact($0, of: channel) })
    record.values[14] = .flag(isUrgent)
    record.values[16] = .text(sameAddress ?? "")
    return record
  }

  /// A channel's card as it is at no particular place.
  private func channelRecord(_ id: ID<Channel>) -> TemplateRecord {
    let channel = catalog.channels[id.index]
    return TemplateRecord([
      .text(channel.id), .text(channel.name[language]),
      .text(URLScheme.url(URLScheme.channel(channel.id, linked))), .text(assets.icon(channel.icon)),
      .text(channel.summary[language]), .text(response(channel)), .absent, .absent, .absent,
      .texts(channel.pros[language]), .texts(channel.cons[language]),
      .text(channel.requirements[language]),
      .list(catalog.problemsOfChannel[id.index].map { problem($0) }), .flag(isSelfService(channel)),
      .flag(false), .list(notices(about: id)), .absent,
    ])
  }

  /// The channels for an article's problems, or else those that its neighbours lead to.
  func wayToSupport(of topic: Topic) -> TemplateValue {
    ways[way(from: topic)] ?? cards(ofWayFrom: topic)
  }

  /// What decides about an article's channels.
  private func way(from topic: Topic) -> [Int] {
    topic.problems.map(\.index) + [-1] + topic.channels.map(\.index)
      + [-1, topic.categories.first?.index ?? -1]
  }

  private func cards(ofWayFrom topic: Topic) -> TemplateValue {
    let own = cards(for: topic.problems, naming: topic.channels)
    if case .list(let cards) = own, cards.isEmpty, let category = topic.categories.first {
      return self.cards(for: [], naming: catalog.channelsOfCategory[category.index])
    }
    return own
  }

  /// The notices that readers of the language see now, or those of them that concern a channel.
  func notices(about channel: ID<Channel>? = nil) -> [TemplateRecord] {
    noticeRecords.filter { notice in channel.map { notice.channels.contains($0) } ?? true }
      .map(\.record)
  }

  /// The channels for an article or a problem's page, best first: those of the problems in their
  /// order, then those named, without those that are not for one of the problems. A closed channel is
  /// in no list.
  ///
  /// A list of cards gives an address once; in a table (`isTable`) every row is complete.
  func cards(
    for problems: [ID<Problem>], naming named: [ID<Channel>] = [],
    on platform: Contact.Platform? = nil, isTable: Bool = false
  ) -> TemplateValue {
    var channels: [(id: ID<Channel>, reason: String, isUrgent: Bool)] = []
    for problem in problems {
      for recommendation in catalog.problems[problem.index].channels
      where !channels.contains(where: { $0.id == recommendation.channel }) {
        // With several problems a reason would not say which one it is about.
        let reason = problems.count == 1 ? recommendation.reason[language] : ""
        channels.append((recommendation.channel, reason, recommendation.isUrgent))
      }
    }
    for id in named where !channels.contains(where: { $0.id == id }) {
      let unsuited = catalog.unsuitedProblemsOfChannel[id.index]
      if !problems.contains(where: unsuited.contains) { channels.append((id, "", false)) }
    }
    var cards: [TemplateRecord] = []
    var shown: [String: ID<Channel>] = [:]
    for channel in channels where catalog.channels[channel.id.index].isOpen {
      cards.append(
        card(
          channel.id, for: problems, on: platform, reason: channel.reason,
          isUrgent: channel.isUrgent, position: cards.count + 1, shows: shown))
      if isTable { continue }
      let row = catalog.channels[channel.id.index]
      let ids = problems.map { catalog.problems[$0.index].id }
      for contact in row.contacts(for: ids, on: platform) where shown[contact.address.href] == nil {
        shown[contact.address.href] = channel.id
      }
    }
    return .list(cards)
  }

  /// How fast a channel answers, as a sentence for readers.
  func response(_ channel: Channel) -> String { channel.response.sentence(texts, language) }

  /// Whether nobody answers because readers help themselves.
  func isSelfService(_ channel: Channel) -> Bool {
    channel.kind == .web && channel.isHuman != true
  }

  /// A day with a text around it: `line` and `iso`.
  func dated(_ key: String, _ date: CalendarDate?) -> TemplateValue {
    guard let date else { return .absent }
    return .record(
      TemplateRecord([
        .text(texts.format(key, [("date", texts.date(date))])), .text(date.description),
      ]))
  }

  /// The categories above one and itself, from the top.
  func ancestors(_ id: ID<Category>) -> [ID<Category>] {
    var chain = [id]
    while let parent = catalog.categories[chain[0].index].parent { chain.insert(parent, at: 0) }
    return chain
  }

  /// A link to a category's page.
  func category(_ id: ID<Category>) -> TemplateRecord {
    let category = catalog.categories[id.index]
    return link(
      category.title[language], URLScheme.category(category.id, own), category.description[language]
    )
  }
}
