// The files of a theme that pages load: one style sheet, three scripts, icons. Their names carry a part
// of their hash, so a host may let browsers keep them for ever.

import Markup

/// The written assets of a theme.
package struct ThemeAssets: Sendable {
  /// The files to publish.
  package let entries: [OutputEntry]
  /// Paths in the site; empty when the theme has no such file.
  package let stylesheet, siteScript, contactScript, searchScript, favicon: String
  /// The path of each icon, by name, sorted.
  package let icons: [(name: String, path: String)]

  /// The path of an icon; empty when the theme has none of that name.
  package func icon(_ name: String) -> String {
    icons.first { $0.name == name }?.path ?? ""
  }

  /// Puts the assets of a theme together; `accent` is a colour or empty.
  package static func make(_ theme: Theme, accent: String) -> ThemeAssets {
    var entries: [OutputEntry] = []
    func publish(_ name: String, _ bytes: [UInt8]?) -> String {
      guard let bytes else { return "" }
      let path = URLScheme.hashedName("assets/\(name)", ContentHash(bytes))
      if !entries.contains(where: { $0.path == path }) {
        entries.append(OutputEntry(path: path, content: .bytes(bytes)))
      }
      return path
    }
    let file = { (name: String) in theme.files["assets/\(name)"]?.bytes }
    // The CSP forbids style in pages, so a site's own colour comes at the end of the style sheet.
    let colour = accent.isEmpty ? "" : "\n:root { --site-accent: \(accent); }\n"
    let styles = parts(["site.css", "contact.css", "article.css", "other.css"], of: theme)
    let stylesheet = publish(
      "site.css", styles.isEmpty ? nil : styles.flatMap(\.bytes) + Array(colour.utf8))
    let scripts = parts(["site.js", "contact.js"], of: theme)
    let siteScript = publish("site.js", bundle(Array(scripts.prefix(1))))
    let contactScript = publish("contact.js", bundle(Array(scripts.dropFirst())))
    let searchScript = publish(
      "search.js",
      bundle(
        parts(coreSources, of: theme)
          + searchSources.compactMap { theme.files["assets/\($0)"] }))
    let favicon = publish("favicon.svg", file("favicon.svg"))
    let prefix = "assets/icons/"
    let names = theme.files.keys.filter {
      $0.utf8.starts(with: prefix.utf8) && $0.hasSuffix(".svg")
    }
    let icons = names.sorted().map { path -> (name: String, path: String) in
      let name = String(path.dropFirst(prefix.count).dropLast(4))
      return (name, publish("icons/\(name).svg", theme.files[path]?.bytes))
    }
    return ThemeAssets(
      entries: entries, stylesheet: stylesheet, siteScript: siteScript,
      contactScript: contactScript, searchScript: searchScript, favicon: favicon, icons: icons)
  }

  /// What ranks, apart from the page.
  private static let coreSources = [
    "search-core.js", "search-text.js", "search-files.js", "search-words.js", "search-reading.js",
  ]

  /// What ties it to the page.
  private static let searchSources = ["search-transport.js", "search.js"]

  /// The sources of the style sheet or of the scripts, in their order. A theme with a first one of its own
  /// has written them all: what its parent has further would be for another page. A theme with only a later
  /// one has its own in place of its parent's.
  private static func parts(_ names: [String], of theme: Theme) -> [Theme.File] {
    let files = names.map { theme.files["assets/\($0)"] }
    guard let first = files.first ?? nil else { return [] }
    return files.compactMap { $0 }.filter { $0.distance <= first.distance }
  }

  /// One classic script of several sources. The program's own scripts, which are known to bear it, are
  /// shortened.
  private static func bundle(_ sources: [Theme.File]) -> [UInt8]? {
    guard !sources.isEmpty else { return nil }
    let names = sources.map { String(fileName($0).dropFirst()) }
    let isOwn = zip(names, sources).allSatisfy { embedded($0) == $1.bytes }
    if !isOwn { return joined(names, sources.map(\.bytes)) }
    return shortened[names] ?? ScriptShortener.shorten(joined(names, sources.map(\.bytes)))
  }

  /// The program's own scripts by their sources, shortened once however many sites are built.
  private static let shortened: [[String]: [UInt8]] = {
    let scripts = [["site.js"], ["contact.js"], coreSources + searchSources]
    return Dictionary(
      uniqueKeysWithValues: scripts.map { names in
        (names, ScriptShortener.shorten(joined(names, names.map { embedded($0) ?? [] })))
      })
  }()

  private static func embedded(_ name: String) -> [UInt8]? {
    Theme.embeddedFile(named: "base:assets/\(name)")
  }

  /// The sources in one script. Modules do not load from disk: what makes modules of the parts of the search,
  /// the word `export` at the start of a line and lines of `import`, is dropped there.
  private static func joined(_ names: [String], _ sources: [[UInt8]]) -> [UInt8] {
    let (export, load) = (Array("export ".utf8), Array("import ".utf8))
    var out = ByteWriter(capacity: sources.reduce(64) { $0 + $1.count })
    out.append("(() => {\n\"use strict\";\n" as StaticString)
    for (name, source) in zip(names, sources) {
      let isModule = coreSources.contains(name)
      for line in source.split(separator: 0x0A, omittingEmptySubsequences: false)
      where !(isModule && line.starts(with: load)) {
        out.append(isModule && line.starts(with: export) ? line.dropFirst(export.count) : line)
        out.append(UInt8(0x0A))
      }
    }
    out.append("})();\n" as StaticString)
    return out.bytes
  }

  /// A file's own name after its folder, with the slash before it.
  private static func fileName(_ file: Theme.File) -> Substring {
    file.name[(file.name.lastIndex(of: "/") ?? file.name.startIndex)...]
  }
}
