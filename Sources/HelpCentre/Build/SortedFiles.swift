// What each file of a project is: its path alone says so.

import Markup

/// A project's files by what they are.
struct SortedFiles: Sendable {
  private(set) var articles: [ProjectOutline.SourceFile] = []
  private(set) var snippets: [ProjectOutline.SourceFile] = []
  private(set) var assets: [String] = []
  /// For each language its own file of a kind.
  private(set) var texts, glossaries, queries, synonyms: [String?]

  /// What a file is, by its path.
  private enum FileKind {
    case article(ProjectOutline.SourceFile)
    case snippet(ProjectOutline.SourceFile)
    case asset
    /// A file that each language has one of.
    case own(WritableKeyPath<SortedFiles, [String?]> & Sendable, ID<Language>)
    case other
    case wrong(Diagnostic)
  }

  /// Tells articles from assets and from the languages' own texts and glossaries.
  static func sort(
    _ tree: SourceTree, _ languages: LanguageList, jobs: Int, _ diagnostics: inout [Diagnostic]
  ) async -> SortedFiles {
    let none = languages.all.map { _ -> String? in nil }
    var files = SortedFiles(texts: none, glossaries: none, queries: none, synonyms: none)
    let kinds = await ParallelMap.map(count: tree.content.count, jobs: jobs) {
      kind(of: tree.content[$0].path, $0, languages)
    }
    for (file, kind) in zip(tree.content, kinds) {
      switch kind {
      case .article(let article): files.articles.append(article)
      case .snippet(let snippet): files.snippets.append(snippet)
      case .asset: files.assets.append(file.path)
      case .own(let list, let language): files[keyPath: list][language.index] = file.path
      case .other: break
      case .wrong(let diagnostic): diagnostics.append(diagnostic)
      }
    }
    return files
  }

  private static func kind(of path: String, _ place: Int, _ languages: LanguageList) -> FileKind {
    let parts = path.utf8.split(separator: 0x2F).map { String(Substring($0)) }
    let name = parts[parts.count - 1]
    let language = parts.count > 2 ? languages.id(of: parts[1]) : nil
    func source(from first: Int, _ language: ID<Language>) -> ProjectOutline.SourceFile {
      let folders = parts[..<first].reduce(0) { $0 + $1.utf8.count + 1 }
      let key = path.utf8.dropFirst(folders).dropLast(3)
      return ProjectOutline.SourceFile(
        path: path, key: String(Substring(key)), language: language, place: place)
    }
    if parts.count == 3, let language {
      switch name {
      case "_texts.yaml": return .own(\.texts, language)
      case "_glossary.yaml": return .own(\.glossaries, language)
      case "_queries.yaml": return .own(\.queries, language)
      case "_synonyms.yaml": return .own(\.synonyms, language)
      default: break
      }
    }
    if parts.count > 3, parts[2] == "_snippets", name.hasSuffix(".md"), let language {
      return .snippet(source(from: 3, language))
    }
    if parts.dropFirst(2).contains(where: { $0.utf8.first == 0x5F }) || name.hasSuffix("~") {
      return .other
    }
    guard name.hasSuffix(".md") else { return name.hasSuffix(".yaml") ? .other : .asset }
    guard let language else { return .wrong(stray(path, parts, languages)) }
    guard parts.dropFirst(2).allSatisfy({ URLScheme.isPathPart($0) }) else {
      return .wrong(
        Diagnostic(
          .invalidFileName, "'\(path)' cannot be part of a URL", at: SourceLocation(file: path),
          hint: "use letters, digits and hyphens in names of files and folders, at most 200 bytes"))
    }
    return .article(source(from: 2, language))
  }

  private static func stray(
    _ path: String, _ parts: [String], _ languages: LanguageList
  ) -> Diagnostic {
    let codes = languages.all.map(\.code)
    let hint =
      parts.count > 2
      ? Suggestion.didYouMean(parts[1], among: codes)
        ?? "add '\(parts[1])' to 'languages' in Content/site.yaml"
      : "articles are in a folder for their language, like Content/\(codes[0])/"
    return Diagnostic(
      parts.count > 2 ? .unknownLanguage : .strayFile,
      parts.count > 2
        ? "'\(parts[1])' is no language of the site" : "'\(path)' is in no language's folder",
      at: SourceLocation(file: path), hint: hint)
  }
}
