// From a plan to the bytes of a page: its fields, put into its kind's template.

import Markup

/// Renders the pages of a site; called on several threads at once.
package struct PageRenderer: Sendable {
  /// The model of the site.
  package private(set) var catalog: Catalog
  /// For each language, with what is the same on all its pages.
  private let templates: [[PageKind: Template]]
  private let topics: TopicRecords
  private let blocks: BlockTemplates
  private var sites: [SiteFields]

  /// Compiles the theme's templates. Without one of them there is no renderer; the diagnostics say why.
  package static func make(
    _ catalog: Catalog, theme: Theme, texts: [InterfaceTexts], assets: ThemeAssets, jobs: Int
  ) async -> (renderer: PageRenderer?, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var templates: [PageKind: Template] = [:]
    let set = theme.templates
    for kind in PageKind.allCases {
      let schema = PageFields.schema(
        kind, texts: texts.first?.keys ?? [], icons: assets.icons.map(\.name))
      let (template, found) = set.compile(kind.rawValue, schema: schema)
      diagnostics += found
      templates[kind] = template
    }
    let blocks = BlockTemplates.make(
      set, texts: texts.first?.keys ?? [], icons: assets.icons.map(\.name), &diagnostics)
    // A mistake in a partial shows up in each template that uses it.
    diagnostics = Array(Set(diagnostics)).sorted(by: Diagnostic.isOrderedBefore)
    guard let blocks, templates.count == PageKind.allCases.count else {
      return (nil, diagnostics)
    }
    let files = siteFiles(catalog, &diagnostics)
    let compiled = templates
    let languages = await ParallelMap.map(
      count: catalog.languages.all.count, jobs: jobs, atOnce: 1
    ) { index in
      let site = SiteFields(
        PageParts(
          catalog: catalog, language: ID(index), texts: texts[index], assets: assets),
        iconPaths: assets.icons.map(\.path), siteFiles: files)
      return (site: site, templates: compiled.mapValues { $0.specialized(for: site.values) })
    }
    let renderer = PageRenderer(
      catalog: catalog, templates: languages.map(\.templates),
      topics: TopicRecords(catalog), blocks: blocks,
      sites: languages.map(\.site))
    return (renderer, diagnostics)
  }

  /// The same for a catalog in which only texts are others.
  func with(_ catalog: Catalog) -> PageRenderer {
    var renderer = self
    renderer.catalog = catalog
    renderer.sites = sites.map { $0.with(catalog) }
    return renderer
  }

  /// The shared records of each language, for files that say what pages say.
  var parts: [PageParts] { sites.map(\.parts) }

  /// The bytes of a page.
  package func render(_ plan: PagePlan) -> [UInt8] {
    guard let template = templates[plan.language.index][plan.kind] else {
      preconditionFailure("a renderer has a template of each kind")
    }
    let page = Page(
      plan: plan, site: sites[plan.language.index], all: sites, topics: topics, blocks: blocks)
    // A page of an ordinary article fits: no byte of it is moved while it grows.
    var out = ByteWriter(capacity: 32 * 1024)
    template.render(page.record(), into: &out)
    return out.bytes
  }

  private static func siteFiles(
    _ catalog: Catalog, _ diagnostics: inout [Diagnostic]
  ) -> SiteFiles {
    func path(_ name: Located<String>?) -> String {
      guard let name else { return "" }
      if let asset = catalog.assets.first(where: { $0.file == "Content/" + name.value }) {
        return URLScheme.url(asset.path)
      }
      diagnostics.append(
        Diagnostic(
          .missingFile, "there is no file 'Content/\(name.value)'", at: name.location,
          hint: Suggestion.didYouMean(
            name.value, among: catalog.assets.map { String($0.file.dropFirst(8)) })))
      return ""
    }
    let settings = catalog.settings
    return SiteFiles(
      logo: path(settings.logo), favicon: path(settings.favicon), image: path(settings.image))
  }
}

/// One page on its way to bytes.
struct Page {
  let plan: PagePlan
  let site: SiteFields
  /// The fields of all languages, for the pages that speak all of them.
  let all: [SiteFields]
  /// What the pages of a topic share in all languages.
  let topics: TopicRecords
  /// The theme's partials for blocks.
  let blocks: BlockTemplates

  var catalog: Catalog { site.parts.catalog }
  var parts: PageParts { site.parts }
  var texts: InterfaceTexts { site.parts.texts }
  var language: ID<Language> { plan.language }

  /// The page's way up to the site's root. The page for missing pages is served at any depth.
  var root: String {
    plan.kind == .notFound ? SitePaths.basePath(catalog.baseURL) : URLScheme.root(of: plan.path)
  }

  /// The fields of the page after those of its language, in the order of its schema.
  func record() -> TemplateRecord {
    let content = content()
    let title = content.title
    let siteTitle = catalog.settings.title[language]
    let isHome = plan.kind == .home || plan.kind == .languages
    let head: [TemplateValue] = [
      .text(plan.kind.rawValue), .text(root),
      .text(isHome || siteTitle.isEmpty ? (isHome ? siteTitle : title) : "\(title) – \(siteTitle)"),
      .text(content.description), .text(canonical(content)), .flag(content.isHiddenFromEngines),
      alternates(content), .text(plan.kind == .article ? "article" : "website"), languageMenu(),
      .list(plan.kind == .home ? [] : [site.homeCrumb] + content.breadcrumbs),
      .list(
        catalog.navigation.map { topic in
          let article = catalog.article(topic, in: language)
          let path = catalog.path(topic, in: language)
          return TemplateRecord([
            .text(article.header.title), .text(URLScheme.url(path)), .flag(path == plan.path),
          ])
        }),
      .html(StructuredData.script(of: self, content)), .text(title),
    ]
    return TemplateRecord(head + content.values)
  }

  func canonical(_ content: PageContent) -> String {
    guard let base = catalog.baseURL, plan.kind != .notFound else { return "" }
    return "\(base)/\(URLScheme.url(content.canonicalPath ?? plan.path))"
  }

  /// The same page in other languages, for search engines; only where it is really in them.
  private func alternates(_ content: PageContent) -> TemplateValue {
    guard let base = catalog.baseURL, !content.isHiddenFromEngines else { return .absent }
    if case .article(let topic) = plan.subject {
      return catalog.topics[topic.index].isTranslated(language)
        ? topics.alternates[topic.index] : .absent
    }
    let urls = catalog.languages.ids.compactMap { id in
      isWritten(in: id)
        ? translationPath(catalog.languages[id]).map { (id, URLScheme.url($0)) } : nil
    }
    guard urls.contains(where: { $0.0 == language }) else { return .absent }
    return TopicRecords.alternates(urls, base, catalog.languages)
  }

  private func languageMenu() -> TemplateValue {
    guard catalog.languages.all.count > 1 else { return .absent }
    let note = texts["not-translated"]
    if case .article(let topic) = plan.subject {
      return topics.menu(
        catalog.topics[topic.index], topic, in: language, catalog.languages, note: note)
    }
    return .list(
      catalog.languages.ids.map { id in
        let other = catalog.languages[id]
        let path = translationPath(other)
        // A page without translations leads to the home pages, which are in all languages.
        return TopicRecords.item(
          other, URLScheme.url(path ?? URLScheme.home(other)), isCurrent: id == language,
          note: path == nil || isWritten(in: id) ? nil : note)
      })
  }

  /// Whether a page that is no article's is really in another language. Every list has as many pages in each
  /// language, since each article has a page in each; but letters are each language's own.
  private func isWritten(in id: ID<Language>) -> Bool {
    if case .aToZ(let page, _) = plan.subject, page > 1 { return false }
    return plan.kind != .glossary || catalog.glossary.isWritten(in: id)
  }

  private func translationPath(_ other: Language) -> String? {
    switch plan.subject {
    case .home: URLScheme.home(other)
    case .contact: URLScheme.contact(other)
    case .search: URLScheme.search(other)
    // Each language has its own letters.
    case .aToZ(let page, _):
      URLScheme.aToZ(other, page: other.code == catalog.languages[plan.language].code ? page : 1)
    case .glossary: URLScheme.glossary(other)
    case .category(let category, let page):
      URLScheme.category(catalog.categories[category.index].id, other, page: page)
    case .channel(let channel, let page):
      URLScheme.channel(catalog.channels[channel.index].id, other, page: page)
    case .problem(let problem, let page):
      URLScheme.problem(catalog.problems[problem.index].id, other, page: page)
    case .article, .notFound, .languages, .redirect: nil
    }
  }
}

/// What is a page's own: its head's texts and the values of its kind's fields.
struct PageContent {
  var title: String
  var description = ""
  /// The crumbs between the home page and this one.
  var breadcrumbs: [TemplateRecord] = []
  /// Another page that has this text.
  var canonicalPath: String?
  var isHiddenFromEngines = false
  /// What search engines read of it besides its breadcrumbs.
  var structuredData: [StructuredData] = []
  /// In the order of the kind's schema.
  var values: [TemplateValue] = []
}
