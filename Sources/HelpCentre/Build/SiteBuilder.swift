// The main path: from a project's folder to the finished site in memory. Read this first.
//
//     Content/, Themes/ ──scan──▶ SourceTree ──parse──▶ [Article] ──assemble──▶ Catalog ──▶ OutputTree
//
// Every stage is a function from values to values. Nothing here writes: `Publisher` does, once it is
// known that nothing is wrong.

import Markup

/// Builds sites.
package enum SiteBuilder {
  /// Builds the site of a project. Mistakes of authors are in the result's diagnostics; what throws is
  /// the disk (`DiskError`).
  package static func build(_ options: BuildOptions) async throws -> BuildResult {
    var clock = PhaseClock()
    var (tree, diagnostics) = try SourceReader.scan(project: options.project)
    clock.end("scan")
    let (outline, found) = try await ProjectReader.outline(tree, jobs: options.jobs)
    diagnostics += found
    guard let outline else { return failure(diagnostics, nil, options, clock) }
    let settings = outline.tables.settings
    let (theme, mistakes) = try Theme.load(settings.theme, tree)
    let (texts, missing) = theme.texts(settings.languages, overrides: outline.texts)
    diagnostics += mistakes + missing
    clock.end("tables")
    let (project, wrong) = try await ProjectReader.articles(
      of: outline, tree,
      settings: settings.languages.ids.map {
        ArticleMarkdown.settings(for: $0, of: outline.tables, texts: texts[$0.index])
      }, jobs: options.jobs)
    diagnostics += wrong
    clock.end("parse")
    let (catalog, broken) = await CatalogAssembler.assemble(
      project, baseURL: baseURL(options, settings, &diagnostics),
      day: options.time.day(in: settings.timeZone), includesDrafts: options.includesDrafts,
      reservedAnchors: theme.articleIDs, texts: texts, jobs: options.jobs)
    let plans = PagePlan.all(catalog)
    diagnostics += broken
    // A mistake can cost an article its address; that the page is gone is no news then.
    if !diagnostics.contains(where: { $0.severity == .error }) {
      diagnostics += VanishedPages.report(options.publishedPages, plans, catalog.languages)
    }
    clock.end("assemble")
    let assets = ThemeAssets.make(theme, accent: settings.accent)
    let made = await PageRenderer.make(
      catalog, theme: theme, texts: texts, assets: assets, jobs: options.jobs)
    diagnostics += made.diagnostics
    clock.end("theme")
    let judged = judge(diagnostics, settings, options)
    guard let renderer = made.renderer, !judged.contains(where: { $0.severity == .error }) else {
      return failure(diagnostics, settings, options, clock)
    }
    let search = await SiteSearch.entries(catalog, texts, jobs: options.jobs)
    let missed = QueryChecks.check(search, catalog)
    let all = missed.isEmpty ? judged : judge(diagnostics + missed, settings, options)
    if all.contains(where: { $0.severity == .error }) {
      return failure(diagnostics + missed, settings, options, clock)
    }
    clock.end("search")
    let linked = catalog.links.joined().compactMap(\.asset)
    let shown =
      catalog.images.joined().compactMap { $0 } + catalog.blocks.joined().flatMap(\.assets)
    let used = Set(linked + shown)
    // Two files of one name and content are one file of the site.
    var paths: Set<String> = []
    let files = catalog.assets.enumerated().filter { index, asset in
      (used.contains(ID(index)) || settings.names(asset.file))
        && paths.insert(asset.path).inserted
    }
    let entries =
      plans.enumerated().map { OutputEntry(path: $1.path, content: .page($0)) }
      + files.map { OutputEntry(path: $1.path, content: .file(tree.absolutePath($1.file))) }
      + assets.entries + search + Sitemap.entries(plans, catalog)
      + ChannelData.entries(catalog, texts) + ContactCards.entries(catalog, renderer.parts)
      + OpenSearch.entries(catalog)
    return BuildResult(
      diagnostics: all,
      output: OutputTree(entries: entries) { renderer.render(plans[$0]) }, hasSettings: true,
      articleCount: catalog.articles.count, languageCount: catalog.languages.all.count,
      pageCount: plans.count, timings: clock.timings)
  }

  private static func baseURL(
    _ options: BuildOptions, _ settings: SiteSettings, _ diagnostics: inout [Diagnostic]
  ) -> String? {
    if let url = options.baseURL ?? settings.baseURL?.value {
      return url.utf8.last == 0x2F ? String(url.dropLast()) : url
    }
    diagnostics.append(
      Diagnostic(
        .missingBaseURL, "the site's address is not known",
        at: SourceLocation(file: "Content/site.yaml"),
        hint: "without 'base-url' there are no canonical addresses, no hreflang and no sitemap"))
    return nil
  }

  private static func failure(
    _ diagnostics: [Diagnostic], _ settings: SiteSettings?, _ options: BuildOptions,
    _ clock: PhaseClock
  ) -> BuildResult {
    BuildResult(
      diagnostics: judge(diagnostics, settings, options), output: nil,
      hasSettings: settings != nil, articleCount: 0, languageCount: 0, pageCount: 0,
      timings: clock.timings)
  }

  /// Gives diagnostics the project's severities, sorts them and drops what is said twice.
  private static func judge(
    _ diagnostics: [Diagnostic], _ settings: SiteSettings?, _ options: BuildOptions
  ) -> [Diagnostic] {
    var judged: [Diagnostic] = []
    for var diagnostic in diagnostics {
      if let severity = settings?.severities[diagnostic.id] {
        guard let severity else { continue }
        diagnostic.severity = severity
      }
      if options.isStrict && diagnostic.severity == .warning { diagnostic.severity = .error }
      judged.append(diagnostic)
    }
    // A mistake in a snippet is found again in each article that includes it.
    var last: Diagnostic?
    return judged.sorted(by: Diagnostic.isOrderedBefore).filter { diagnostic in
      defer { last = diagnostic }
      return last.map { !diagnostic.says(the: $0) } ?? true
    }
  }
}

extension Diagnostic {
  /// Whether it says of the same place what another says.
  fileprivate func says(the other: Diagnostic) -> Bool {
    location != nil && location == other.location && id == other.id && message == other.message
  }
}

extension ResolvedLink {
  /// The file a link leads to, if it leads to one.
  fileprivate var asset: ID<Asset>? {
    if case .asset(let id) = self { id } else { nil }
  }
}

extension SiteSettings {
  /// Whether the settings name a file of the project.
  fileprivate func names(_ file: String) -> Bool {
    [logo, favicon, image].contains { $0.map { "Content/" + $0.value } == file }
  }
}
