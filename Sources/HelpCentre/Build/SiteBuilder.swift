// The main path: from a project's folder to the finished site in memory. Read this first.
//
//     Content/, Themes/ ──scan──▶ SourceTree ──parse──▶ [Article] ──assemble──▶ Catalog ──▶ OutputTree
//
// Every stage is a function from values to values. Nothing here writes: `Publisher` does, once it is
// known that nothing is wrong. A session hands each stage what the same stage gave the last time, so that a
// program that builds again and again does again only what has changed.

import Markup

/// Builds sites.
package enum SiteBuilder {
  /// Builds the site of a project. Mistakes of authors are in the result's diagnostics; what throws is
  /// the disk (`DiskError`).
  package static func build(_ options: BuildOptions) async throws -> BuildResult {
    var session = BuildSession()
    return try await session.build(options)
  }
}

/// Builds one project again and again.
package struct BuildSession: Sendable {
  private var read: ReadProject?
  private var site: AssembledSite?

  /// A session that has built nothing yet.
  package init() {}

  /// Builds the site with its search. What throws is the disk (`DiskError`).
  package mutating func build(_ options: BuildOptions) async throws -> BuildResult {
    var draft = try await pages(options)
    guard var site, draft.canBePublished else { return draft.result(options) }
    draft.searches = await site.makeSearch(jobs: options.jobs)
    self.site = site
    draft.diagnostics += QueryChecks.check(site.search, site.catalog)
    draft.clock.end("search")
    return draft.result(options, site, withSearch: true)
  }

  /// Builds all but the search, which takes most of the time after an edit: a preview shows the pages while the
  /// search is being made.
  package mutating func preview(_ options: BuildOptions) async throws -> BuildResult {
    let draft = try await pages(options)
    guard let site, draft.canBePublished else { return draft.result(options) }
    return draft.result(options, site, withSearch: false)
  }

  private mutating func pages(_ options: BuildOptions) async throws -> BuildDraft {
    var draft = BuildDraft()
    // What was read before still serves once a mistake in the settings is mended.
    guard let read = try await ReadProject.read(options, earlier: read, &draft) else {
      return draft
    }
    self.read = read
    site = await AssembledSite.make(of: read, options, earlier: site, &draft)
    draft.inputs = BuildInputs(
      read.tree, options, read.tables.outline.tables.settings.timeZone)
    draft.judge(read.tables.outline.tables.settings, options)
    return draft
  }
}

/// What a build has found so far.
struct BuildDraft {
  var clock = PhaseClock()
  var diagnostics: [Diagnostic] = []
  /// Whether there is nothing yet that forbids to publish.
  private(set) var canBePublished = false
  private var settings: SiteSettings?
  var inputs: BuildInputs?
  var parsed = 0
  var changedPages = 0
  var searches = 0

  /// Decides whether what was found allows to publish.
  mutating func judge(_ settings: SiteSettings, _ options: BuildOptions) {
    self.settings = settings
    canBePublished = !judged(options).contains { $0.severity == .error }
  }

  /// The result; without a site, of a build that failed.
  func result(
    _ options: BuildOptions, _ site: AssembledSite? = nil, withSearch: Bool = false
  ) -> BuildResult {
    let judged = judged(options)
    let isGood = !judged.contains { $0.severity == .error }
    let site = isGood ? site : nil
    return BuildResult(
      diagnostics: judged, output: site?.output(withSearch: withSearch),
      hasSettings: settings != nil, keep: settings?.keep ?? [],
      articleCount: site?.catalog.articles.count ?? 0,
      languageCount: site?.catalog.languages.all.count ?? 0, pageCount: site?.plans.count ?? 0,
      inputs: inputs, work: BuildWork(parsed: parsed, pages: changedPages, searches: searches),
      timings: clock.timings)
  }

  /// What was found with the project's severities, sorted; nothing is said twice.
  private func judged(_ options: BuildOptions) -> [Diagnostic] {
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
