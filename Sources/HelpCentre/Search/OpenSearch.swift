// `<language>/opensearch.xml`: the description by which a browser offers the site's search in its own address
// bar (OpenSearch 1.1). It needs the address of the published site.

import Markup

/// Writes the description of each language's search.
enum OpenSearch {
  /// The longest name that browsers show.
  private static let longestName = 16

  /// One file a language; none where the site's address is not known.
  static func entries(_ catalog: Catalog) -> [OutputEntry] {
    guard let baseURL = catalog.baseURL else { return [] }
    return catalog.languages.ids.map { id in
      OutputEntry(
        path: URLScheme.openSearch(catalog.languages[id]),
        content: .bytes(bytes(id, catalog, baseURL)))
    }
  }

  private static func bytes(
    _ language: ID<Language>, _ catalog: Catalog, _ baseURL: String
  ) -> [UInt8] {
    let own = catalog.languages[language]
    let title = catalog.settings.title[language]
    let description = catalog.settings.description[language]
    let address = "\(baseURL)/\(URLScheme.url(URLScheme.search(own)))?q={searchTerms}"
    var out = ByteWriter(capacity: 1024)
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" as StaticString)
    out.append(
      "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n" as StaticString)
    func element(_ name: String, _ text: String) {
      out.append("<\(name)>")
      Escaping.html(text, into: &out)
      out.append("</\(name)>\n")
    }
    element("ShortName", shortened(title))
    element("Description", description.isEmpty ? title : description)
    element("LongName", String(title.prefix(48)))
    element("Language", own.code)
    element("InputEncoding", "UTF-8")
    out.append("<Url type=\"text/html\" method=\"get\" template=\"" as StaticString)
    Escaping.html(address, into: &out)
    out.append("\"/>\n</OpenSearchDescription>\n" as StaticString)
    return out.bytes
  }

  /// A name cut between words where there is room for one at least.
  private static func shortened(_ title: String) -> String {
    if title.count <= longestName { return title }
    let start = title.prefix(longestName)
    guard let space = start.lastIndex(of: " ") else { return String(start) }
    return String(start[..<space])
  }
}
