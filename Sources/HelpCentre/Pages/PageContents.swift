// What stands on each kind of page but articles, which have a file of their own.

import Markup

extension Page {
  /// The page's own fields.
  func content() -> PageContent {
    switch plan.subject {
    case .home: home()
    case .contact: contact()
    case .search:
      PageContent(title: texts["search-title"], isHiddenFromEngines: true)
    case .category(let id, let page): category(id, page)
    case .channel(let id, let page): channel(id, page)
    case .problem(let id, let page): problem(id, page)
    case .article(let id): article(id)
    case .aToZ(let page, let titles): aToZ(page, titles)
    case .glossary: glossary()
    case .notFound: notFound()
    case .languages: languages()
    case .redirect(let redirect): self.redirect(redirect)
    }
  }

  private var problems: TemplateValue {
    .list(catalog.problems.indices.map { parts.problem(ID($0)) })
  }

  private var openChannels: TemplateValue {
    let open = catalog.channels.indices.filter { catalog.channels[$0].isOpen }
    return .list(
      open.enumerated().map { position, index in parts.card(ID(index), position: position + 1) })
  }

  private func home() -> PageContent {
    let question = catalog.settings.question[language]
    let top = catalog.categories.indices.filter { catalog.categories[$0].parent == nil }
    let cards = top.map { index -> TemplateRecord in
      let category = catalog.categories[index]
      let topics = topicsBelow(ID(index))
      return TemplateRecord([
        .text(category.title[language]),
        .text(URLScheme.url(URLScheme.category(category.id, parts.own))),
        .text(category.description[language]), .text(parts.assets.icon(category.icon)),
        .text(texts.plural("article-count", topics.count)),
        .list(topics.prefix(3).map { parts.link($0, describes: false) }),
        .text(topics.count > 3 ? texts.plural("all-articles", topics.count) : ""),
      ])
    }
    let featured = catalog.topics.indices.filter { catalog.topics[$0].isFeatured }.sorted {
      (catalog.topics[$0].order, $0) < (catalog.topics[$1].order, $1)
    }
    return PageContent(
      title: question.isEmpty ? texts["home-question"] : question,
      description: catalog.settings.description[language],
      values: [
        problems, .list(cards), .list(featured.prefix(12).map { parts.link(ID($0)) }),
        openChannels,
      ])
  }

  /// The topics of a category and of those below it, each once.
  private func topicsBelow(_ id: ID<Category>) -> [ID<Topic>] {
    var topics = catalog.topicsOfCategory[id.index]
    var seen = Set(topics)
    for index in catalog.categories.indices where index != id.index {
      guard parts.ancestors(ID(index)).contains(id) else { continue }
      topics += catalog.topicsOfCategory[index].filter { seen.insert($0).inserted }
    }
    return topics
  }

  private func contact() -> PageContent {
    let about = catalog.openChannels.compactMap { channel in
      channel.article.flatMap { name in catalog.topics.firstIndex { $0.key == name.value } }
    }
    var seen: Set<Int> = []
    let articles = about.filter { seen.insert($0).inserted }
    return PageContent(
      title: texts["contact-title"], description: texts["contact-lead"],
      structuredData: StructuredData.contact(self),
      values: [
        problems, openChannels, .list(articles.map { parts.link(ID($0)) }), .list(finder),
      ])
  }

  /// With more problems, the page would be too heavy: their links lead to their pages.
  static let largestFinder = 40

  /// The answers that the contact page has for those who choose a problem on it.
  private var finder: [TemplateRecord] {
    if catalog.problems.count > Self.largestFinder { return [] }
    return catalog.problems.indices.filter { parts.isHelped(ID($0)) }.map { index in
      let id = ID<Problem>(index)
      let problem = catalog.problems[index]
      return TemplateRecord([
        .text(problem.id), .text(problem.name[language]),
        .text(URLScheme.url(URLScheme.problem(problem.id, parts.own))), .flag(problem.isUrgent),
        .text(problem.description[language]), parts.preparation(for: id),
        .flag(parts.answersDiffer(for: id)), .list(parts.answers(to: id, isAlone: false)),
        .list(catalog.topicsOfProblem[index].prefix(3).map { parts.link($0, describes: false) }),
      ])
    }
  }

  private func category(_ id: ID<Category>, _ page: Int) -> PageContent {
    let category = catalog.categories[id.index]
    let topics = catalog.topicsOfCategory[id.index]
    let children = catalog.categories.indices.filter { catalog.categories[$0].parent == id }
    return PageContent(
      title: category.title[language], description: category.description[language],
      breadcrumbs: parts.ancestors(id).dropLast().map { parts.category($0) },
      values: [
        .text(parts.assets.icon(category.icon)),
        .text(texts.plural("article-count", topics.count)),
        .list(children.map { parts.category(ID($0)) }), parts.links(topics, page: page),
        page == 1 ? parts.cards(for: [], naming: catalog.channelsOfCategory[id.index]) : .absent,
        parts.pagination(page, of: PagePlan.pages(of: topics.count)) {
          URLScheme.category(category.id, parts.own, page: $0)
        },
      ])
  }

  /// A channel's page shows so many articles of each of its problems; the problem's page has all.
  private static let articlesOfProblem = 6

  private func channel(_ id: ID<Channel>, _ page: Int) -> PageContent {
    let channel = catalog.channels[id.index]
    let topics = catalog.topicsOfChannel[id.index]
    // An article about the channel is listed as that, one about several problems with the first.
    var listed = Set(topics)
    // A closed channel helps with nothing any more.
    let served = channel.isOpen ? catalog.problemsOfChannel[id.index] : []
    let problems = served.map { problem in
      let recommendation = catalog.problems[problem.index].channels.first { $0.channel == id }
      var record = parts.problem(problem, reason: recommendation?.reason[language] ?? "")
      let articles =
        page > 1
        ? []
        : Array(
          catalog.topicsOfProblem[problem.index].lazy.filter { !listed.contains($0) }
            .prefix(Self.articlesOfProblem))
      listed.formUnion(articles)
      record.values.append(.list(articles.map { parts.link($0, describes: false) }))
      return record
    }
    let about = channel.article.flatMap { name in
      catalog.topics.firstIndex { $0.key == name.value }
    }
    return PageContent(
      title: channel.name[language], description: channel.summary[language],
      breadcrumbs: [contactCrumb], structuredData: StructuredData.channel(id, self),
      values: [
        .text(parts.assets.icon(channel.icon)), .text(parts.response(channel)),
        .text(responseNote(channel)),
        .text(channel.requirements[language]), .text(channel.serves[language]),
        .text(channel.cost[language]), .flag(channel.isHuman ?? !parts.isSelfService(channel)),
        .flag(parts.isSelfService(channel)), .texts(channel.pros[language]),
        .texts(channel.cons[language]), .texts(channel.steps[language]),
        about.map { .record(parts.link(ID($0))) } ?? .absent, .text(note(channel)),
        .list(channel.isOpen ? contacts(of: channel) : []), .list(problems),
        .list(catalog.unsuitedProblemsOfChannel[id.index].map { parts.problem($0) }),
        parts.links(topics, page: page), parts.dated("verified-channel", channel.verified?.value),
        .text(channel.source[language]),
        parts.pagination(page, of: PagePlan.pages(of: topics.count)) {
          URLScheme.channel(channel.id, parts.own, page: $0)
        },
      ] + service(of: channel) + [
        .list(parts.notices(about: id)),
        .flag(!channel.pros[language].isEmpty || !channel.cons[language].isEmpty),
        .flag(!channel.isOpen), replacement(of: channel),
      ])
  }

  /// The contacts of a channel, each with the names that links have for it and no other before it.
  private func contacts(of channel: Channel) -> [TemplateRecord] {
    var seen: Set<String> = []
    return channel.contacts.map { contact in
      let anchors = contact.anchors.filter { seen.insert($0).inserted }
      return parts.contact(
        contact, of: channel, anchors: anchors.map(URLScheme.anchor(ofContact:)))
    }
  }

  /// When somebody answers, and in which languages.
  private func service(of channel: Channel) -> [TemplateValue] {
    let hours = channel.hours?.periods.map { period -> TemplateRecord in
      let ends = [period.days.lowerBound, period.days.upperBound].map { texts["weekday-\($0)"] }
      return TemplateRecord([
        .text(
          period.days.count == 1
            ? ends[0]
            : texts.format(
              "weekday-range", [("first", ends[0]), ("last", ends[1])])),
        .text(period.hours.joined(separator: ", ")),
      ])
    }
    let closed = (channel.hours?.closed ?? []).map { texts.date($0) }
    let spoken = channel.spoken.map { parts.own.name(ofCode: $0) }
    return [
      hours.map { .list($0) } ?? .absent,
      .text(
        channel.hours.map { texts.format("channel-time-zone", [("zone", $0.timeZone)]) } ?? ""),
      .text(closed.joined(separator: " · ")), .text(spoken.joined(separator: ", ")),
    ]
  }

  /// A figure is followed by its remark, or else by who says so; without a figure the remark stands
  /// in its place already.
  private func responseNote(_ channel: Channel) -> String {
    if case .unknown = channel.response.figure { return "" }
    let note = channel.response.note[language]
    if !note.isEmpty { return note }
    return channel.response.basis.map { texts["response-basis-\($0.rawValue)"] } ?? ""
  }

  /// What readers should know of a channel: of one that closes, when, and what comes in its place, which
  /// is linked behind it.
  private func note(_ channel: Channel) -> String {
    guard let retired = channel.retired else { return channel.note[language] }
    let key = channel.isOpen ? "channel-closes" : "channel-retired"
    var lines = [texts.format(key, [("date", texts.date(retired))])]
    if channel.isOpen { lines.insert(channel.note[language], at: 0) }
    if channel.replacedBy != nil {
      lines.append(texts[channel.isOpen ? "channel-replaced-then" : "channel-replaced"])
    }
    return lines.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func replacement(of channel: Channel) -> TemplateValue {
    guard channel.retired != nil,
      let next = catalog.channels.first(where: { $0.id == channel.replacedBy?.value })
    else { return .absent }
    return .record(parts.link(next.name[language], URLScheme.channel(next.id, parts.own)))
  }

  private var contactCrumb: TemplateRecord {
    parts.link(texts["contact-title"], URLScheme.contact(parts.own))
  }

  private func problem(_ id: ID<Problem>, _ page: Int) -> PageContent {
    let problem = catalog.problems[id.index]
    let topics = catalog.topicsOfProblem[id.index]
    return PageContent(
      title: problem.name[language], description: problem.description[language],
      breadcrumbs: [contactCrumb], structuredData: StructuredData.problem(id, self),
      values: [
        .flag(problem.isUrgent), .flag(parts.isHelped(id)), parts.preparation(for: id),
        .flag(parts.answersDiffer(for: id)), .list(parts.answers(to: id, isAlone: true)),
        parts.links(topics, page: page),
        parts.pagination(page, of: PagePlan.pages(of: topics.count)) {
          URLScheme.problem(problem.id, parts.own, page: $0)
        },
        .list(urgentChannels(of: problem)),
      ])
  }

  /// The channels that come first when there is no time, unless one of them is the first anyway.
  private func urgentChannels(of problem: Problem) -> [TemplateRecord] {
    let open = problem.channels.filter { catalog.channels[$0.channel.index].isOpen }
    if open.first?.isUrgent != false { return [] }
    return open.filter(\.isUrgent).map { recommendation in
      let channel = catalog.channels[recommendation.channel.index]
      return parts.link(channel.name[language], URLScheme.channel(channel.id, parts.own))
    }
  }

  private func notFound() -> PageContent {
    let entries = all.map { site -> TemplateRecord in
      let own = site.parts.own
      let texts = site.parts.texts
      let url = URLScheme.url
      return TemplateRecord([
        .text(own.code), .text(own.direction.rawValue), .text(texts["not-found-title"]),
        .text(texts["not-found-message"]), .text(url(URLScheme.home(own))),
        .text(texts["not-found-home"]), .text(texts["not-found-search"]),
        .text(url(URLScheme.search(own))), .text(texts["not-found-contact"]),
        .text(url(URLScheme.contact(own))),
      ])
    }
    return PageContent(
      title: texts["not-found-title"], isHiddenFromEngines: true, values: [.list(entries)])
  }

  private func languages() -> PageContent {
    let entries = all.map { site -> TemplateRecord in
      let own = site.parts.own
      return TemplateRecord([
        .text(own.code), .text(own.direction.rawValue), .text(own.name),
        .text(URLScheme.url(URLScheme.home(own))),
        .text(catalog.settings.title[site.parts.language]),
        .text(catalog.settings.description[site.parts.language]),
      ])
    }
    return PageContent(
      title: texts["languages-title"], description: catalog.settings.description[language],
      values: [.list(entries)])
  }

  private func redirect(_ redirect: Redirect) -> PageContent {
    let path = catalog.path(redirect.topic, in: language)
    return PageContent(
      title: texts["redirect-title"], canonicalPath: path, isHiddenFromEngines: true,
      values: [
        .text(root + URLScheme.url(path)),
        .text(catalog.article(redirect.topic, in: language).header.title),
      ])
  }
}
