// From a plan to the bytes of a page: its fields, put into its kind's template.

import Markup

/// Renders the pages of a site; called on several threads at once.
package struct PageRenderer: Sendable {
  /// The model of the site.
  package let catalog: Catalog
  private let templates: [PageKind: Template]
  private let sites: [SiteFields]

  /// Compiles the theme's templates. Without one of them there is no renderer; the diagnostics say why.
  package static func make(
    _ catalog: Catalog, theme: Theme, texts: [InterfaceTexts], assets: ThemeAssets
  ) -> (renderer: PageRenderer?, diagnostics: [Diagnostic]) {
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
    // A mistake in a partial shows up in each template that uses it.
    diagnostics = Array(Set(diagnostics)).sorted(by: Diagnostic.isOrderedBefore)
    guard templates.count == PageKind.allCases.count else { return (nil, diagnostics) }
    let files = siteFiles(catalog, &diagnostics)
    let sites = catalog.languages.ids.map { language in
      SiteFields(
        PageParts(
          catalog: catalog, language: language, texts: texts[language.index], assets: assets),
        iconPaths: assets.icons.map(\.path), siteFiles: files)
    }
    return (PageRenderer(catalog: catalog, templates: templates, sites: sites), diagnostics)
  }

  /// The bytes of a page.
  package func render(_ plan: PagePlan) -> [UInt8] {
    guard let template = templates[plan.kind] else {
      preconditionFailure("a renderer has a template of each kind")
    }
    let page = Page(plan: plan, site: sites[plan.language.index], all: sites)
    var out = ByteWriter(capacity: 16 * 1024)
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

  var catalog: Catalog { site.parts.catalog }
  var parts: PageParts { site.parts }
  var texts: InterfaceTexts { site.parts.texts }
  var language: ID<Language> { plan.language }

  /// The page's way up to the site's root. The page for missing pages is served at any depth.
  var root: String {
    plan.kind == .notFound ? SitePaths.basePath(catalog.baseURL) : URLScheme.root(of: plan.path)
  }

  /// All fields of the page, in the order of its schema.
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
      .text(title),
    ]
    return TemplateRecord(site.values + head + content.values)
  }

  private func canonical(_ content: PageContent) -> String {
    guard let base = catalog.baseURL, plan.kind != .notFound else { return "" }
    return "\(base)/\(URLScheme.url(content.canonicalPath ?? plan.path))"
  }

  /// The same page in other languages, for search engines; only where it is really in them.
  private func alternates(_ content: PageContent) -> TemplateValue {
    guard let base = catalog.baseURL, !content.isHiddenFromEngines else { return .absent }
    let paths = catalog.languages.ids.compactMap { id -> (ID<Language>, String)? in
      translationPath(id, onlyReal: true).map { (id, $0) }
    }
    guard paths.count > 1, paths.contains(where: { $0.0 == language }) else { return .absent }
    var records = paths.map { id, path in
      TemplateRecord([
        .text(catalog.languages[id].code), .text("\(base)/\(URLScheme.url(path))"),
      ])
    }
    if let source = paths.first(where: { $0.0 == catalog.languages.source }) {
      records.append(
        TemplateRecord([.text("x-default"), .text("\(base)/\(URLScheme.url(source.1))")]))
    }
    return .list(records)
  }

  private func languageMenu() -> TemplateValue {
    guard catalog.languages.all.count > 1 else { return .absent }
    return .list(
      catalog.languages.ids.map { id in
        let other = catalog.languages[id]
        let path = translationPath(id, onlyReal: false) ?? URLScheme.home(other)
        return TemplateRecord([
          .text(other.code), .text(other.name), .text(other.direction.rawValue),
          .text(URLScheme.url(path)), .flag(id == language),
          .flag(translationPath(id, onlyReal: true) != nil || plan.kind == .notFound),
        ])
      })
  }

  /// The path of this page in another language. Every list has as many pages in each language, since
  /// each article has a page in each.
  private func translationPath(_ id: ID<Language>, onlyReal: Bool) -> String? {
    let other = catalog.languages[id]
    switch plan.subject {
    case .home: return URLScheme.home(other)
    case .contact: return URLScheme.contact(other)
    case .search: return URLScheme.search(other)
    case .aToZ(let page): return URLScheme.aToZ(other, page: page)
    case .category(let category, let page):
      return URLScheme.category(catalog.categories[category.index].id, other, page: page)
    case .channel(let channel, let page):
      return URLScheme.channel(catalog.channels[channel.index].id, other, page: page)
    case .problem(let problem, let page):
      return URLScheme.problem(catalog.problems[problem.index].id, other, page: page)
    case .article(let topic):
      let isReal = catalog.topics[topic.index].isTranslated(id)
      return isReal || !onlyReal ? catalog.path(topic, in: id) : nil
    case .notFound, .languages, .redirect: return nil
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
  /// In the order of the kind's schema.
  var values: [TemplateValue] = []
}
