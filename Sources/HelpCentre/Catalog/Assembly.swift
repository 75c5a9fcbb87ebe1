// A catalog with what it was made of. When only texts of some articles were edited, and nothing that others
// show of them, the rest of the site is as it was: then the next catalog is this one with other texts, made
// in a fraction of the time. What an edit may change without reaching further is decided in
// `Article.hasSameShape`, and nowhere else.

import Markup

/// A catalog on its way from one build to the next.
struct Assembly: Sendable {
  private(set) var catalog: Catalog
  /// What it was made of.
  private(set) var project: Project
  let frame: Frame
  let resolver: ArticleResolver
  let includes: Includes
  /// For each of the project's articles its number in the catalog; nil for one that is not published.
  let places: [Int?]
  /// What was found wrong with each article of the catalog by the whole site, and with its headings.
  private(set) var placed: [[Diagnostic]]
  private(set) var headings: [[Diagnostic]]
  /// What was found wrong in the tables and between articles, whatever their texts say.
  let common: [Diagnostic]
  /// What is decided by the texts of several articles.
  private(set) var shared: [Diagnostic]

  /// What decides about a catalog besides the project.
  struct Frame: Sendable, Equatable {
    let baseURL: String?
    let day: CalendarDate
    let includesDrafts: Bool
    /// Names that headings must not have, because the theme has them.
    let reservedAnchors: Set<String>
  }

  /// Everything that was found wrong.
  var diagnostics: [Diagnostic] {
    common + shared + placed.flatMap { $0 } + headings.flatMap { $0 }
  }

  init(
    catalog: Catalog, project: Project, frame: Frame, resolver: ArticleResolver, includes: Includes,
    places: [Int?], placed: [[Diagnostic]], headings: [[Diagnostic]], common: [Diagnostic]
  ) {
    self.catalog = catalog
    self.project = project
    self.frame = frame
    self.resolver = resolver
    self.includes = includes
    self.places = places
    self.placed = placed
    self.headings = headings
    self.common = common
    shared = Self.shared(catalog, project, resolver)
  }

  /// Takes over the texts of `next`, whose tables and snippets are the same; gives the numbers of the
  /// articles that were edited. Nil, with nothing done, when an edit reaches further than its own page.
  mutating func edit(to next: Project, frame: Frame) -> [ID<Article>]? {
    guard frame == self.frame, next.articles.count == project.articles.count else { return nil }
    let edited = next.articles.indices.filter { next.articles[$0] !== project.articles[$0] }
    var changes: [(id: ID<Article>, placed: PlacedArticle)] = []
    for index in edited {
      let (old, new) = (project.articles[index], next.articles[index])
      guard old.file.utf8.elementsEqual(new.file.utf8), new.hasSameHeader(as: old) else {
        return nil
      }
      guard let place = places[index] else { continue }
      let (expanded, found) = includes.expand(new)
      let before = catalog.articles[place]
      let after = resolver.place(expanded, ID(place), found)
      guard expanded.hasSameShape(as: before),
        after.blocks.hasVideo == catalog.blocks[place].hasVideo
      else { return nil }
      changes.append((ID(place), after))
    }
    for (id, change) in changes {
      catalog.replace(id, by: change)
      placed[id.index] = change.diagnostics
    }
    for (id, _) in changes {
      headings[id.index] = Anchors.check(
        catalog.articles[id.index], source: catalog.source(of: id))
    }
    project = next
    if !edited.isEmpty { shared = Self.shared(catalog, project, resolver) }
    return changes.map(\.id)
  }

  private static func shared(
    _ catalog: Catalog, _ project: Project, _ resolver: ArticleResolver
  ) -> [Diagnostic] {
    SourceVersions.check(catalog.articles, among: project.articles, catalog.languages)
      + ImageChecks.check(catalog.articles, catalog.images, catalog.assets)
      + ChannelChecks.linksToClosedChannels(catalog, resolver.links.channels)
  }
}

extension Article {
  /// Whether it has the same front matter, which other pages show and lists are made by.
  fileprivate func hasSameHeader(as other: Article) -> Bool { frontMatter == other.frontMatter }

  /// Whether other pages can tell no difference: links lead to headings by their place, and translations
  /// take their names.
  fileprivate func hasSameShape(as other: Article) -> Bool {
    body.headings.elementsEqual(other.body.headings) { one, two in
      one.level == two.level && one.isPinned == two.isPinned
        && one.slug.utf8.elementsEqual(two.slug.utf8) && one.text.utf8.elementsEqual(two.text.utf8)
    }
  }
}

extension [ResolvedBlock] {
  /// Whether it has a video, which every page's security policy must allow.
  var hasVideo: Bool {
    contains { if case .video = $0 { true } else { false } }
  }
}
