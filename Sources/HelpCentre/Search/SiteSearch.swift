// What of the site goes into its search: articles with their sections, channels, problems, terms.

import Markup

/// Makes the search index of a site.
enum SiteSearch {
  /// The files of some languages.
  static func entries(
    of languages: [ID<Language>], _ catalog: Catalog, _ texts: [InterfaceTexts], jobs: Int
  ) async -> [[OutputEntry]] {
    let work = SearchWork(languages, catalog, texts, jobs: jobs)
    await ParallelMap.each(count: work.tasks.count, jobs: jobs) { work.run($0) }
    return await ParallelMap.map(count: languages.count, jobs: jobs, atOnce: 1) { place in
      work.files(of: languages[place]).flatMap { file in
        catalog.settings.search.isOffline ? [entry(file), script(of: file)] : [entry(file)]
      }
    }
  }

  private static func entry(_ file: SearchFile) -> OutputEntry {
    switch file.content {
    case .bytes(let bytes): OutputEntry(path: file.path, content: .bytes(bytes))
    case .page: OutputEntry(path: file.path, content: .made { file.bytes })
    }
  }

  /// A file as a script, which pages that are opened from disk can load: it hands its value over under
  /// the file's name.
  private static func script(of file: SearchFile) -> OutputEntry {
    let content = OutputEntry.Content.made {
      let bytes = file.bytes
      var out = ByteWriter(capacity: bytes.count + 96)
      out.append("kbgenSearchFile(" as StaticString)
      Escaping.json(String(file.path.dropFirst("search/".count)), into: &out)
      out.append(UInt8(0x2C))
      out.append(bytes)
      out.append(");\n" as StaticString)
      return out.bytes
    }
    return OutputEntry(path: String(file.path.dropLast(2)), content: content)
  }

  /// What is searched of an article.
  static func source(_ id: ID<Article>, _ catalog: Catalog) -> SearchSource {
    let article = catalog.articles[id.index]
    let headings = article.body.headings
    var sections = article.body.sections.map { section in
      SearchSection(
        anchor: section.heading.map { catalog.anchors[id.index].ids[$0] } ?? "",
        title: section.heading.map { headings[$0].text } ?? "", text: section.text)
    }
    if !article.header.description.isEmpty {
      let lead = Array(article.header.description.utf8)
      if sections.first?.anchor == "" {
        sections[0].text = lead + [0x0A] + sections[0].text
      } else {
        sections.insert(SearchSection(anchor: "", title: "", text: lead), at: 0)
      }
    }
    return SearchSource(
      language: catalog.languages[article.language].code, sections: sections,
      title: article.header.title, keywords: article.header.keywords)
  }

  /// All that is found in a language, with the words of each topic's article.
  static func entries(
    in language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts,
    _ analyzed: [AnalyzedSource?]
  ) -> [SearchEntry] {
    tables(language, catalog, texts) + terms(language, catalog, texts)
      + articles(language, catalog, analyzed)
  }

  private static func articles(
    _ language: ID<Language>, _ catalog: Catalog, _ analyzed: [AnalyzedSource?]
  ) -> [SearchEntry] {
    zip(catalog.topics, analyzed).compactMap { topic, source in
      let header = catalog.articles[topic.shown[language.index].index].header
      guard !header.isExcludedFromSearch, let source else { return nil }
      return SearchEntry(
        source: source, kind: .article, url: topic.urls[language.index],
        title: header.title,
        crumbs: topic.categories.first.map { [catalog.categories[$0.index].title[language]] } ?? [],
        priority: header.searchPriority)
    }
  }

  /// Channels and problems are results of their own kinds; below a problem stands the channel that helps
  /// best, and how fast it answers.
  private static func tables(
    _ language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts
  ) -> [SearchEntry] {
    let own = catalog.languages[language]
    var pages: [(kind: SearchKind, path: String, way: SearchWay?)] = []
    var sources: [SearchSource] = []
    func add(
      _ kind: SearchKind, _ title: String, _ text: String, _ words: [String], _ path: String,
      _ way: SearchWay? = nil
    ) {
      let section = SearchSection(anchor: "", title: "", text: Array(text.utf8))
      sources.append(
        SearchSource(language: own.code, sections: [section], title: title, keywords: words))
      pages.append((kind, path, way))
    }
    for channel in catalog.openChannels {
      let text = [channel.summary[language], channel.serves[language]].joined(separator: "\n")
      add(
        .channel, channel.name[language], text, channel.synonyms[language],
        URLScheme.channel(channel.id, own))
    }
    for (index, problem) in catalog.problems.enumerated() {
      add(
        .problem, problem.name[language], problem.description[language],
        problem.synonyms[language], URLScheme.problem(problem.id, own),
        way(for: ID(index), language, catalog, texts))
    }
    return zip(pages, SearchIndex.analyze(sources)).map { page, source in
      SearchEntry(
        source: source, kind: page.kind, url: URLScheme.url(page.path), title: source.source.title,
        crumbs: [texts["contact-title"]], priority: priorityOfSupport, way: page.way)
    }
  }

  /// Where a channel or a problem is named, it comes before an article with the same words.
  private static let priorityOfSupport = 1.1

  /// The best channel for a problem, with its address there when it has a few at most.
  private static func way(
    for id: ID<Problem>, _ language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts
  ) -> SearchWay? {
    guard let best = catalog.openChannels(of: id).first else { return nil }
    let channel = catalog.channels[best.index]
    let problem = catalog.problems[id.index].id
    let addresses = channel.contacts(for: [problem]).map(\.address.shown)
    let anchor =
      channel.contacts.contains { $0.anchors.contains(problem) }
      ? "#" + URLScheme.anchor(ofContact: problem) : ""
    let text = [channel.response.sentence(texts, language)] + (addresses.count > 2 ? [] : addresses)
    return SearchWay(
      title: channel.name[language],
      url: URLScheme.url(URLScheme.channel(channel.id, catalog.languages[language])) + anchor,
      text: text.filter { !$0.isEmpty }.joined(separator: " · "))
  }
}

extension SiteSearch {
  /// A term is worth less than an article: who looks for a word has trouble with the thing.
  private static let priorityOfTerms = 0.7

  /// The terms of the glossary, each a result that leads to its place on the page.
  private static func terms(
    _ language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts
  ) -> [SearchEntry] {
    let entries = catalog.glossary.entries[language.index]
    let sources = entries.map { entry in
      let text = [entry.term.expansion, entry.term.definition].filter { !$0.isEmpty }
      let section = SearchSection(
        anchor: "", title: "", text: Array(text.joined(separator: "\n").utf8))
      return SearchSource(
        language: catalog.languages[entry.language].code, sections: [section],
        title: entry.term.term, keywords: entry.term.forms)
    }
    let page = URLScheme.url(URLScheme.glossary(catalog.languages[language]))
    return zip(entries, SearchIndex.analyze(sources)).map { entry, source in
      SearchEntry(
        source: source, kind: .term, url: "\(page)#\(URLScheme.anchor(ofTerm: entry.term.id))",
        title: entry.term.term, crumbs: [texts["glossary-title"]], priority: priorityOfTerms)
    }
  }
}
