// An article's page: the text of the article or of its fallback, and everything around it.

import Markup

extension Page {
  /// The sidebar shows this many articles of a category around the page's own.
  private static let sidebarLength = 21

  /// The fields of an article's page.
  func article(_ id: ID<Topic>) -> PageContent {
    let topic = catalog.topics[id.index]
    let articleID = topic.shown[language.index]
    let article = catalog.articles[articleID.index]
    let header = article.header
    let textLanguage = catalog.languages[article.language]
    let isFallback = article.language != language
    let siblings = topic.categories.first.map { catalog.topicsOfCategory[$0.index] } ?? []
    let place = catalog.placeInCategory[id.index]
    let body = BodyFiller(
      catalog: catalog, language: language, root: root,
      blocks: article.body.blocks.isEmpty ? nil : blockWriter(article.language)
    ).fill(articleID)
    let neighbour = { (offset: Int) -> TemplateValue in
      guard let place, siblings.indices.contains(place + offset) else { return .absent }
      return .record(parts.link(siblings[place + offset], describes: false))
    }
    return PageContent(
      title: header.title, description: header.description,
      breadcrumbs: topic.categories.first.map { parts.ancestors($0).map { parts.category($0) } }
        ?? [],
      canonicalPath: isFallback ? catalog.path(id, in: article.language) : nil,
      isHiddenFromEngines: header.isHiddenFromEngines,
      structuredData: StructuredData.article(articleID, self),
      values: [
        .html(body), .flag(hasMessages(articleID)), .text(textLanguage.code),
        .text(textLanguage.direction.rawValue),
        isFallback ? fallback(id, textLanguage, article.language) : .absent, contents(articleID),
        parts.dated("updated-on", header.updated ?? header.date), .text(header.author),
        .text(header.author.isEmpty ? "" : texts.format("written-by", [("author", header.author)])),
        sidebar(siblings.count, place, topic.categories.first),
        parts.wayToSupport(of: topic),
        .list(topic.problems.map { parts.problem($0) }),
        .list(catalog.related[id.index].map { parts.link($0) }), neighbour(-1), neighbour(1),
        .flag(place != nil && siblings.count > 1),
        .flag(header.updated ?? header.date != nil || !header.author.isEmpty),
        .text(editURL(article)), feedback(on: topic, header.title),
      ])
  }

  private func hasMessages(_ id: ID<Article>) -> Bool {
    catalog.blocks[id.index].contains { if case .message = $0 { true } else { false } }
  }

  /// The question whether an article helped; absent where nobody takes the answers.
  private func feedback(on topic: Topic, _ title: String) -> TemplateValue {
    guard let feedback = catalog.settings.feedback else { return .absent }
    var fields = ["", topic.key, "", ""]
    switch feedback {
    case .endpoint(let endpoint): fields[0] = endpoint.url
    case .mail(let address):
      for (place, vote) in [(2, "yes"), (3, "no")] {
        let subject = texts.format(
          "feedback-mail-subject", [("vote", texts["feedback-\(vote)"]), ("title", title)])
        fields[place] = MailLink.make(
          to: address, subject: subject, text: Array("\(plan.path)\n\n".utf8))
      }
    }
    return .record(TemplateRecord(fields.map { .text($0) }))
  }

  /// Blocks speak the language of the text and link to pages of this one's.
  private func blockWriter(_ textLanguage: ID<Language>) -> BlockWriter {
    let own = all[textLanguage.index]
    return BlockWriter(
      parts: own.parts.linking(to: language), texts: own.values[0], icons: own.values[1],
      templates: blocks, root: root)
  }

  private func fallback(
    _ id: ID<Topic>, _ textLanguage: Language, _ languageID: ID<Language>
  ) -> TemplateValue {
    let names = [
      ("language", parts.own.name),
      ("text-language", parts.languageNames[languageID] ?? textLanguage.name),
    ]
    return .record(
      TemplateRecord([
        .text(texts.format("fallback-notice", names)), .text(textLanguage.code),
        .text(catalog.url(id, in: languageID)),
        .text(texts.format("fallback-switch", names)),
      ]))
  }

  /// Headings of level 2 with those of level 3 below them; a single heading needs no list.
  private func contents(_ id: ID<Article>) -> TemplateValue {
    let headings = catalog.articles[id.index].body.headings
    var entries: [(title: String, url: String, items: [TemplateRecord])] = []
    for (index, heading) in headings.enumerated() where heading.level <= 3 {
      let url = "#" + Escaping.urlComponent(catalog.anchors[id.index].ids[index])
      if heading.level == 3 && !entries.isEmpty {
        entries[entries.count - 1].items.append(
          TemplateRecord([.text(heading.text), .text(url)]))
      } else {
        entries.append((heading.text, url, []))
      }
    }
    guard entries.count > 1 else { return .absent }
    return .list(
      entries.map { TemplateRecord([.text($0.title), .text($0.url), .list($0.items)]) })
  }

  private func sidebar(_ count: Int, _ place: Int?, _ category: ID<Category>?) -> TemplateValue {
    guard let place, let category, count > 1 else { return .absent }
    let start = max(0, min(place - Self.sidebarLength / 2, count - Self.sidebarLength))
    let shown = start..<min(start + Self.sidebarLength, count)
    let link = catalog.categories[category.index]
    let url = URLScheme.url(URLScheme.category(link.id, parts.own))
    return .record(
      TemplateRecord([
        .text(link.title[language]), .text(url),
        parts.neighbours(in: category, shown, own: place), .text(url),
        .text(count > shown.count ? texts.plural("all-articles", count) : ""),
      ]))
  }

  private func editURL(_ article: Article) -> String {
    let pattern = catalog.settings.editURL
    if pattern.isEmpty { return "" }
    guard let range = pattern.range(of: "{path}") else { return pattern }
    return pattern[..<range.lowerBound] + URLScheme.url(article.file) + pattern[range.upperBound...]
  }
}
