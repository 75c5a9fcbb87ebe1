// What of the site goes into its search: articles with their sections, channels and problems.

import Markup

/// Makes the search index of a site.
enum SiteSearch {
  /// The files of all languages.
  static func entries(
    _ catalog: Catalog, _ texts: [InterfaceTexts], jobs: Int
  ) async -> [OutputEntry] {
    let analyzed = await ParallelMap.map(count: catalog.articles.count, jobs: jobs) { index in
      SearchIndex.analyze(source(ID(index), catalog))
    }
    let files = await ParallelMap.map(count: catalog.languages.all.count, jobs: jobs) { index in
      let language = ID<Language>(index)
      return SearchIndex.files(
        language: catalog.languages[language].code,
        entries: tables(language, catalog, texts[index]) + articles(language, catalog, analyzed))
    }
    return files.flatMap { $0 }.map { OutputEntry(path: $0.path, content: .bytes($0.bytes)) }
  }

  private static func source(_ id: ID<Article>, _ catalog: Catalog) -> SearchSource {
    let article = catalog.articles[id.index]
    let headings = article.body.headings
    var sections = article.body.sections.map { section in
      SearchSection(
        anchor: section.heading.map { catalog.anchors[id.index][$0] } ?? "",
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

  private static func articles(
    _ language: ID<Language>, _ catalog: Catalog, _ analyzed: [AnalyzedSource]
  ) -> [SearchEntry] {
    catalog.topics.compactMap { topic in
      let id = topic.shown[language.index]
      let header = catalog.articles[id.index].header
      if header.isExcludedFromSearch { return nil }
      return SearchEntry(
        source: analyzed[id.index], kind: .article, url: URLScheme.url(topic.paths[language.index]),
        title: header.title,
        crumbs: topic.categories.first.map { [catalog.categories[$0.index].title[language]] } ?? [],
        priority: header.searchPriority)
    }
  }

  /// Channels and problems are results of their own kinds.
  private static func tables(
    _ language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts
  ) -> [SearchEntry] {
    let own = catalog.languages[language]
    let crumbs = [texts["contact-title"]]
    let channels = catalog.channels.filter { $0.retired == nil }.map { channel in
      let text = [channel.summary[language], channel.serves[language]].joined(separator: "\n")
      return entry(
        .channel, channel.name[language], text, keywords: [], crumbs, own,
        URLScheme.channel(channel.id, own))
    }
    let problems = catalog.problems.map { problem in
      entry(
        .problem, problem.name[language], problem.description[language],
        keywords: problem.synonyms[language], crumbs, own, URLScheme.problem(problem.id, own))
    }
    return channels + problems
  }

  private static func entry(
    _ kind: SearchKind, _ title: String, _ text: String, keywords: [String], _ crumbs: [String],
    _ language: Language, _ path: String
  ) -> SearchEntry {
    let section = SearchSection(anchor: "", title: "", text: Array(text.utf8))
    let source = SearchSource(
      language: language.code, sections: [section], title: title, keywords: keywords)
    return SearchEntry(
      source: SearchIndex.analyze(source), kind: kind, url: URLScheme.url(path), title: title,
      crumbs: crumbs, priority: 1)
  }
}
