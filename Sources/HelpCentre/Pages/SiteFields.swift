// The fields that all pages of a language share, made once.

import Markup

/// What is the same on all pages of one language. A class, because each page has it.
final class SiteFields: Sendable {
  /// The values of the first fields of every schema, in their order.
  let values: [TemplateValue]
  /// The home page as the first breadcrumb.
  let homeCrumb: TemplateRecord
  /// All titles in their order; sorted once, since each page from A to Z shows a part of them.
  let titles: [AToZ.Place]
  /// The parts of them that stand on a page each.
  let titlePages: [Range<Int>]
  /// The places of all terms of the glossary in their order.
  let terms: [AToZ.Place]
  let parts: PageParts

  init(_ parts: PageParts, iconPaths: [String], siteFiles: SiteFiles) {
    self.parts = parts
    let catalog = parts.catalog
    let settings = catalog.settings
    let texts = parts.texts
    let own = parts.own
    let url = URLScheme.url
    let publisher = settings.publisher[parts.language]
    let verified = catalog.openChannels.compactMap(\.verified?.value).min()
    values = [
      .record(TemplateRecord(texts.keys.map { .text(texts[$0]) })),
      .record(TemplateRecord(iconPaths.map { .text($0) })),
      .text(own.code), .text(own.direction.rawValue), .text(settings.title[parts.language]),
      .text(settings.description[parts.language]),
      .text(
        Self.contentSecurityPolicy(
          hasVideos: catalog.blocks.contains(where: \.hasVideo), votes: settings.feedback?.endpoint,
          queries: settings.search.failedQueries)),
      .text(parts.assets.stylesheet), .text(parts.assets.siteScript),
      .text(parts.assets.contactScript),
      .text(parts.assets.searchScript), .text("search/\(own.code).json"),
      .text(texts.json(keysStartingWith: "search-")),
      .text(siteFiles.favicon.isEmpty ? parts.assets.favicon : siteFiles.favicon),
      .text(siteFiles.logo), .text(settings.accent),
      .text(Self.imageURL(siteFiles.image, catalog.baseURL)),
      .text(url(URLScheme.home(own))), .text(url(URLScheme.contact(own))),
      .text(url(URLScheme.search(own))), .text(url(URLScheme.aToZ(own))),
      .text(catalog.glossary.isEmpty ? "" : url(URLScheme.glossary(own))),
      .text(SitePaths.basePath(catalog.baseURL)), .text(settings.footer[parts.language]),
      .text(
        publisher.isEmpty ? "" : texts.format("published-by", [("publisher", publisher)])),
      .list(catalog.footerLinks.map { parts.link($0, describes: false) }),
      .text(verified.map { texts.format("verified-on", [("date", texts.date($0))]) } ?? ""),
      .list(parts.notices()),
      .text(catalog.channels.isEmpty ? "" : url(URLScheme.channelData(own))),
      .text(ContactCards.isEmpty(catalog) ? "" : url(URLScheme.contactCards(own))),
      .flag(settings.search.isOffline), .flag(!settings.search.hasSlashKey),
      .text(settings.search.failedQueries?.url ?? ""),
      .text(catalog.baseURL == nil ? "" : url(URLScheme.openSearch(own))),
    ]
    titles = AToZ.sorted(catalog, parts.language)
    titlePages = AToZ.pages(catalog, parts.language)
    terms = AToZ.sorted(catalog.glossary.entries[parts.language.index].map(\.term.term))
    homeCrumb = parts.link(texts["home"], URLScheme.home(own))
  }

  /// The same for a catalog in which only texts are others.
  func with(_ catalog: Catalog) -> SiteFields {
    SiteFields(self, parts.with(catalog))
  }

  private init(_ other: SiteFields, _ parts: PageParts) {
    self.parts = parts
    values = other.values
    homeCrumb = other.homeCrumb
    titles = other.titles
    titlePages = other.titlePages
    terms = other.terms
  }

  /// The whole address of the picture for shared links; empty without one or without a base URL.
  private static func imageURL(_ image: String, _ baseURL: String?) -> String {
    guard let baseURL, !image.isEmpty else { return "" }
    return "\(baseURL)/\(image)"
  }

  /// Nothing from other hosts, nothing inline, no markup made from strings by scripts, and films only
  /// in a site that has some.
  private static func contentSecurityPolicy(
    hasVideos: Bool, votes: Endpoint?, queries: Endpoint?
  ) -> String {
    let forms = votes.map { " \($0.origin)" } ?? ""
    let queries = queries.map { " \($0.origin)" } ?? ""
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
      + (hasVideos ? "media-src 'self'; " : "")
      + "connect-src 'self'\(forms)\(queries == forms ? "" : queries); form-action 'self'\(forms); "
      + "base-uri 'none'; "
      + "require-trusted-types-for 'script'; trusted-types kbgen"
  }
}

/// Files that site.yaml names, as paths in the site; empty when it names none.
struct SiteFiles: Sendable {
  let logo, favicon, image: String
}

/// Addresses seen from outside.
enum SitePaths {
  /// The path of a base URL with a slash at the end: `/help/`.
  static func basePath(_ baseURL: String?) -> String {
    guard let baseURL else { return "/" }
    let afterScheme = baseURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst(2)
    return afterScheme.isEmpty ? "/" : "/" + afterScheme.joined(separator: "/") + "/"
  }
}
