// The second half of a build: the model of the site, the theme around it, and the list of all files. After
// an edit of texts alone the model takes the new texts, and only the pages that show them are other ones.

import Markup

/// A site that needs only to be written.
struct AssembledSite: Sendable {
  private let project: String
  private let texts: [InterfaceTexts]
  private var assembly: Assembly
  let plans: [PagePlan]
  private let assets: ThemeAssets
  /// Nil when the theme cannot show pages, which an error says.
  private var renderer: PageRenderer?
  /// What was wrong with the theme, and with the names of pages; no text decides about either.
  private let mistakes, misnamed: [Diagnostic]
  /// The search files of each language; nil where they are not made yet.
  private var searches: [[OutputEntry]?]

  var catalog: Catalog { assembly.catalog }

  /// Makes the site of a project, out of an earlier one where that differs in texts alone.
  static func make(
    of read: ReadProject, _ options: BuildOptions, earlier: AssembledSite?,
    _ draft: inout BuildDraft
  ) async -> AssembledSite {
    let settings = read.tables.outline.tables.settings
    let baseURL = baseURL(options, settings, &draft.diagnostics)
    let frame = Assembly.Frame(
      baseURL: baseURL, day: options.time.day(in: settings.timeZone),
      includesDrafts: options.includesDrafts, reservedAnchors: read.tables.theme.articleIDs)
    if var site = earlier, read.hasOldTables, read.files.snippets.count == 0,
      let edited = site.assembly.edit(to: read.project, frame: frame)
    {
      site.renderer = site.renderer?.with(site.catalog)
      for id in edited {
        for language in site.catalog.languages(showing: id) { site.searches[language.index] = nil }
      }
      draft.changedPages = site.plans.count { plan in edited.contains { site.shows($0, on: plan) } }
      site.report(options, &draft)
      draft.clock.end("assemble")
      return site
    }
    // What one thread does stands beside what all do.
    async let assets = ThemeAssets.make(read.tables.theme, accent: settings.accent)
    let assembly = await CatalogAssembler.assemble(
      read.project, frame, texts: read.tables.texts, jobs: options.jobs)
    draft.clock.end("assemble")
    async let planned = plans(of: assembly.catalog)
    let (renderer, mistakes) = await PageRenderer.make(
      assembly.catalog, theme: read.tables.theme, texts: read.tables.texts, assets: assets,
      jobs: options.jobs)
    let (plans, misnamed) = await planned
    let site = AssembledSite(
      project: read.tree.project, texts: read.tables.texts, assembly: assembly, plans: plans,
      assets: await assets, renderer: renderer, mistakes: mistakes, misnamed: misnamed,
      searches: settings.languages.ids.map { _ in nil })
    draft.changedPages = site.plans.count
    site.report(options, &draft)
    draft.clock.end("theme")
    return site
  }

  /// The pages of a site, and what is wrong with their names.
  private static func plans(of catalog: Catalog) -> ([PagePlan], [Diagnostic]) {
    let plans = PagePlan.all(catalog)
    return (plans, OutputNames.check(plans, catalog))
  }

  private func report(_ options: BuildOptions, _ draft: inout BuildDraft) {
    draft.diagnostics += assembly.diagnostics + misnamed + OutputNames.sameFiles(catalog)
    // A mistake can cost an article its address; that the page is gone is no news then.
    if !draft.diagnostics.contains(where: { $0.severity == .error }) {
      draft.diagnostics += VanishedPages.report(options.publishedPages, plans, catalog.languages)
    }
    draft.diagnostics += mistakes
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

  /// Whether a page has the text of an article.
  private func shows(_ id: ID<Article>, on plan: PagePlan) -> Bool {
    guard case .article(let topic) = plan.subject else { return false }
    return catalog.topics[topic.index].shown[plan.language.index] == id
  }

  /// Makes the search files that are not made yet; gives the number of their languages.
  mutating func makeSearch(jobs: Int) async -> Int {
    let missing = catalog.languages.ids.filter { searches[$0.index] == nil }
    let made = await SiteSearch.entries(of: missing, catalog, texts, jobs: jobs)
    for (id, entries) in zip(missing, made) { searches[id.index] = entries }
    return missing.count
  }

  /// The search files that are made.
  var search: [OutputEntry] { searches.flatMap { $0 ?? [] } }

  /// The files of the site; with a theme that cannot show pages there is none.
  func output(withSearch: Bool) -> OutputTree? {
    guard let renderer else { return nil }
    // Two files of one name and content are one file of the site, be one of them the theme's.
    var paths = Set(assets.entries.map(\.path))
    let files = catalog.publishedAssets.filter { paths.insert($0.path).inserted }.map {
      OutputEntry(path: $0.path, content: .file(project + "/" + $0.file))
    }
    let plans = plans
    let entries =
      plans.enumerated().map { OutputEntry(path: $1.path, content: .page($0)) }
      + files + assets.entries + (withSearch ? search : []) + Sitemap.entries(plans, catalog)
      + ChannelData.entries(catalog, texts) + ContactCards.entries(catalog, renderer.parts)
      + OpenSearch.entries(catalog)
    return OutputTree(entries: entries) { renderer.render(plans[$0]) }
  }
}
