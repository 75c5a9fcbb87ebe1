// sitemap.xml and robots.txt: the pages that search engines shall know.

import Markup

/// Writes what search engines read.
enum Sitemap {
  /// The most addresses that one sitemap may have.
  private static let limit = 50_000

  /// The files, none without a base URL, for a sitemap needs whole addresses.
  static func entries(_ plans: [PagePlan], _ catalog: Catalog) -> [OutputEntry] {
    guard let base = catalog.baseURL else {
      let robots = Array("User-agent: *\nAllow: /\n".utf8)
      return [OutputEntry(path: "robots.txt", content: .bytes(robots))]
    }
    let robots = "User-agent: *\nAllow: /\nSitemap: \(base)/sitemap.xml\n"
    let listed = plans.filter { isListed($0, catalog) }
    let parts = stride(from: 0, to: max(1, listed.count), by: limit).map {
      listed[$0..<min(listed.count, $0 + limit)]
    }
    let names = parts.count == 1 ? ["sitemap.xml"] : parts.indices.map { "sitemap-\($0 + 1).xml" }
    var entries = [OutputEntry(path: "robots.txt", content: .bytes(Array(robots.utf8)))]
    for (name, part) in zip(names, parts) {
      entries.append(
        OutputEntry(
          path: name, content: .made { list("urlset", "url", part.map(\.path), base) }))
    }
    if parts.count > 1 {
      let index = list("sitemapindex", "sitemap", names, base)
      entries.append(OutputEntry(path: "sitemap.xml", content: .bytes(index)))
    }
    return entries
  }

  /// Pages of their own text that may be found.
  private static func isListed(_ plan: PagePlan, _ catalog: Catalog) -> Bool {
    switch plan.subject {
    case .search, .notFound, .redirect: return false
    case .article(let topic):
      return catalog.topics[topic.index].isTranslated(plan.language)
        && !catalog.article(topic, in: plan.language).header.isHiddenFromEngines
    case .glossary: return catalog.glossary.isWritten(in: plan.language)
    default: return true
    }
  }

  private static func list(
    _ outer: StaticString, _ inner: StaticString, _ paths: [String], _ base: String
  ) -> [UInt8] {
    var out = ByteWriter(capacity: paths.count * 80)
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" as StaticString)
    out.append(outer)
    out.append(" xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n" as StaticString)
    for path in paths {
      out.append(UInt8(0x3C))
      out.append(inner)
      out.append("><loc>" as StaticString)
      Escaping.html("\(base)/\(URLScheme.url(path))", into: &out)
      out.append("</loc></" as StaticString)
      out.append(inner)
      out.append(">\n" as StaticString)
    }
    out.append("</" as StaticString)
    out.append(outer)
    out.append(">\n" as StaticString)
    return out.bytes
  }
}
