// A theme: templates, texts and assets, from the project's Themes/ folder over the base theme that the
// binary carries. A file in a theme wins over the same file in the theme it extends; files of texts are
// put together text by text, see ThemeTexts.swift.

import Markup

/// A theme, loaded: files by path, nearest theme first.
package struct Theme: Sendable {
  /// A file of a theme.
  package struct File: Sendable {
    /// The path for diagnostics.
    package let name: String
    /// What is in it.
    package let bytes: [UInt8]
    /// How many themes stand between the site's own and the one it is from.
    package var distance = 0
  }

  /// Files by their path in the theme: `templates/article.html`.
  package let files: [String: File]
  /// The files of texts of each theme by their path, the furthest theme first.
  let textFiles: [[String: File]]

  /// Loads a theme of the project or the embedded one.
  package static func load(
    _ name: Located<String>, _ tree: SourceTree
  ) throws(DiskError) -> (theme: Theme, diagnostics: [Diagnostic]) {
    var layers: [[String: File]] = []
    var diagnostics: [Diagnostic] = []
    var next: Located<String>? = name
    var seen: [String] = []
    while let current = next {
      next = nil
      if seen.contains(current.value) {
        diagnostics.append(
          Diagnostic(
            .missingTheme, "theme '\(current.value)' extends itself", at: current.location))
        break
      }
      seen.append(current.value)
      let prefix = "Themes/\(current.value)/"
      let own = tree.themes.filter { $0.path.utf8.starts(with: prefix.utf8) }
      var layer: [String: File] = [:]
      for file in own {
        let path = String(file.path.dropFirst(prefix.count))
        if isText(path) || !layers.contains(where: { $0[path] != nil }) {
          layer[path] = File(
            name: file.path, bytes: try SourceReader.read(tree.absolutePath(file.path)),
            distance: layers.count)
        }
      }
      layers.append(layer)
      if own.isEmpty && current.value != "base" {
        diagnostics.append(missing(current, tree))
        next = Located("base", current.location)
      } else if current.value != "base" {
        next = try parent(prefix, own, tree, &diagnostics)
      }
    }
    layers.append(embedded(distance: layers.count))
    return (Theme(layers), diagnostics)
  }

  /// Puts themes together, the nearest one first.
  private init(_ layers: [[String: File]]) {
    files = layers.reduce(into: [:]) { $0.merge($1) { nearer, _ in nearer } }
    textFiles = layers.reversed().map { layer in layer.filter { Self.isText($0.key) } }
  }

  /// The files of the base theme that the binary carries.
  private static func embedded(distance: Int) -> [String: File] {
    var files: [String: File] = [:]
    for (path, content) in EmbeddedTheme.files {
      files["\(path)"] = File(
        name: embeddedPrefix + "\(path)", bytes: content.withUTF8Buffer { Array($0) },
        distance: distance)
    }
    return files
  }

  /// What the names of the binary's files begin with.
  private static let embeddedPrefix = "base:"

  /// What is in a file of the base theme that diagnostics call `base:` and its path; nil when the binary
  /// has no such file.
  package static func embeddedFile(named name: String) -> [UInt8]? {
    guard name.utf8.starts(with: embeddedPrefix.utf8) else { return nil }
    let path = name.utf8.dropFirst(embeddedPrefix.utf8.count)
    let file = EmbeddedTheme.files.first { "\($0.path)".utf8.elementsEqual(path) }
    return file?.content.withUTF8Buffer { Array($0) }
  }

  private static func isText(_ path: String) -> Bool {
    path.utf8.starts(with: "texts/".utf8)
  }

  /// The templates and partials.
  package var templates: TemplateSet {
    let sources = files.keys.sorted().compactMap { path -> TemplateSource? in
      let parts = path.split(separator: "/")
      guard parts.count == 2, ["templates", "partials"].contains(parts[0]),
        path.hasSuffix(".html"), let file = files[path]
      else { return nil }
      return TemplateSource(
        name: String(parts[1].dropLast(5)), file: file.name, bytes: file.bytes,
        distance: file.distance)
    }
    return TemplateSet(sources: sources)
  }

  private static func missing(_ name: Located<String>, _ tree: SourceTree) -> Diagnostic {
    let names = Set(tree.themes.compactMap { $0.path.split(separator: "/").dropFirst().first })
    return Diagnostic(
      .missingTheme, "there is no theme '\(name.value)' in Themes/", at: name.location,
      hint: Suggestion.didYouMean(name.value, among: names.map(String.init).sorted() + ["base"]))
  }

  /// The theme that the theme below `prefix` extends, `base` where it names none.
  private static func parent(
    _ prefix: String, _ own: [SourceFile], _ tree: SourceTree, _ diagnostics: inout [Diagnostic]
  ) throws(DiskError) -> Located<String> {
    let name = prefix + "theme.yaml"
    let base = Located("base", SourceLocation(file: name))
    guard own.contains(where: { $0.path == name }) else { return base }
    let file = File(name: name, bytes: try SourceReader.read(tree.absolutePath(name)))
    let (node, found) = YAML.parse(file.bytes, in: 0..<file.bytes.count, file: file.name)
    diagnostics += found
    guard let node else { return base }
    var fields = FieldReader(node, file: file.name, owner: "theme.yaml")
    _ = fields.text("name")
    let parent = fields.text("extends")
    diagnostics += fields.finished()
    return parent ?? base
  }
}
