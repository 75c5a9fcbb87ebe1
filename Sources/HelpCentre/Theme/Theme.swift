// A theme: templates, texts and assets, from the project's Themes/ folder over the base theme that the
// binary carries. A file in a theme wins over the same file in the theme it extends.

import Markup

/// A theme, loaded: files by path, nearest theme first.
package struct Theme: Sendable {
  /// A file of a theme.
  package struct File: Sendable {
    /// The path for diagnostics.
    package let name: String
    /// What is in it.
    package let bytes: [UInt8]
  }

  /// Files by their path in the theme: `templates/article.html`.
  package let files: [String: File]

  /// Loads a theme of the project or the embedded one.
  package static func load(
    _ name: Located<String>, _ tree: SourceTree
  ) throws(DiskError) -> (theme: Theme, diagnostics: [Diagnostic]) {
    var files: [String: File] = [:]
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
      for file in own {
        let path = String(file.path.dropFirst(prefix.count))
        if files[path] == nil {
          files[path] = File(
            name: file.path, bytes: try SourceReader.read(tree.absolutePath(file.path)))
        }
      }
      if own.isEmpty && current.value != "base" {
        diagnostics.append(missing(current, tree))
        next = Located("base", current.location)
      } else if current.value != "base" {
        next = try parent(prefix, own, tree, &diagnostics)
      }
    }
    for (path, content) in EmbeddedTheme.files {
      let path = "\(path)"
      if files[path] == nil {
        files[path] = File(name: "base:\(path)", bytes: content.withUTF8Buffer { Array($0) })
      }
    }
    return (Theme(files: files), diagnostics)
  }

  /// The templates and partials.
  package var templates: TemplateSet {
    let sources = files.keys.sorted().compactMap { path -> TemplateSource? in
      let parts = path.split(separator: "/")
      guard parts.count == 2, ["templates", "partials"].contains(parts[0]),
        path.hasSuffix(".html"), let file = files[path]
      else { return nil }
      return TemplateSource(
        name: String(parts[1].dropLast(5)), file: file.name, bytes: file.bytes)
    }
    return TemplateSet(sources: sources)
  }

  /// The interface's texts in each language; a missing one falls back and is reported.
  package func texts(
    _ languages: LanguageList, overrides: [File?]
  ) -> (texts: [InterfaceTexts], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let english = files["texts/en.yaml"].map {
      InterfaceTextReader.read($0.bytes, file: $0.name)
    }
    diagnostics += english?.diagnostics ?? []
    let keys = english?.texts.map(\.key) ?? []
    let fallback = Dictionary(
      (english?.texts ?? []).map { ($0.key, $0.text) }, uniquingKeysWith: { first, _ in first })
    let own = languages.all.enumerated().map { index, language in
      ownTexts(language, overrides[index], keys, &diagnostics)
    }
    let texts = languages.ids.map { id in
      var texts = fallback
      for language in languages[id].fallbacks.reversed() {
        texts.merge(own[language.index]) { _, new in new }
      }
      texts.merge(own[id.index]) { _, new in new }
      return InterfaceTexts(keys: keys, texts: texts, language: languages[id])
    }
    return (texts, diagnostics)
  }

  private func ownTexts(
    _ language: Language, _ override: File?, _ keys: [String], _ diagnostics: inout [Diagnostic]
  ) -> [String: InterfaceText] {
    var texts: [String: InterfaceText] = [:]
    let themeFile = files["texts/\(language.code).yaml"] ?? files["texts/\(language.primary).yaml"]
    for file in [themeFile, override].compactMap({ $0 }) {
      let (read, found) = InterfaceTextReader.read(file.bytes, file: file.name)
      diagnostics += found
      for (key, text, location) in read {
        if keys.contains(key) {
          texts[key] = text
        } else {
          diagnostics.append(
            Diagnostic(
              .unknownField, "the interface has no text '\(key)'", at: location,
              hint: Suggestion.didYouMean(key, among: keys)))
        }
      }
    }
    let missing = keys.filter { texts[$0] == nil }
    if !missing.isEmpty {
      let all = missing.count == keys.count
      let some = missing.prefix(5).joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          .missingText,
          all
            ? "the theme has no texts in \(language.name) (\(language.code))"
            : "\(missing.count) texts of the interface are missing in \(language.code): \(some)",
          at: themeFile.map { SourceLocation(file: $0.name) },
          hint: "write them in Content/\(language.code)/_texts.yaml"))
    }
    return texts
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
