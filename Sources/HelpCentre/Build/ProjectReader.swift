// Reads everything a project says, each file on its own: settings, tables, articles, assets.

import Markup

/// What a project's tables say, and which other files it has.
struct ProjectOutline: Sendable {
  let tables: SiteTables
  /// The files of articles.
  let articles: [SourceFile]
  /// The files of snippets; their key is their path below `_snippets/`.
  let snippets: [SourceFile]
  /// Each language's own texts of the interface.
  let texts: [Theme.File?]

  /// A file that is parsed by itself.
  struct SourceFile: Sendable {
    /// Its path in the project.
    let path: String
    /// Its path below its language's folder, without the ending.
    let key: String
    let language: ID<Language>
    /// Its place in the list of the project's files.
    let place: Int
  }
}

/// The files that are parsed by themselves, with all that what they say depends on.
struct ParsedFiles: Sendable {
  let articles: Read<Article>
  let snippets: Read<ParsedSnippet>
  /// How each language's were read.
  let settings: [MarkdownSettings]

  /// What was read of some files.
  struct Read<Item: Sendable>: Sendable {
    let files: [SourceFile]
    let items: [Item]
    /// How many were read anew.
    let count: Int
  }

  /// A snippet and what is wrong with it.
  struct ParsedSnippet: Sendable {
    let snippet: Snippet
    let diagnostics: [Diagnostic]
  }

  /// What all of the project's files say.
  func project(_ tables: SiteTables) -> (project: Project, diagnostics: [Diagnostic]) {
    var diagnostics =
      articles.items.flatMap(\.diagnostics) + snippets.items.flatMap(\.diagnostics)
    if articles.items.isEmpty {
      let languages = tables.settings.languages
      diagnostics.append(
        Diagnostic(
          .noArticles, "there are no articles", at: SourceLocation(file: "Content"),
          hint: "write one as Content/\(languages[languages.source].code)/first.md"))
    }
    let project = Project(
      tables: tables, articles: articles.items, snippets: snippets.items.map(\.snippet))
    return (project, diagnostics)
  }
}

/// What all of a project's files say.
struct Project: Sendable {
  let tables: SiteTables
  let articles: [Article]
  let snippets: [Snippet]
}

/// Reads projects: the tables first, because how articles are read depends on them.
enum ProjectReader {
  private static let settingsFile = "Content/site.yaml"
  private static let largestFile = 1 << 20

  /// Reads a project's tables; nil when there is nothing to build, which the diagnostics explain.
  static func outline(
    _ tree: SourceTree, jobs: Int
  ) async throws -> (outline: ProjectOutline?, diagnostics: [Diagnostic]) {
    guard !tree.content.isEmpty else {
      return (
        nil,
        [
          Diagnostic(
            .missingContent, "there is no folder 'Content' with files in it", at: nil,
            hint: "a project is a folder with Content/site.yaml and articles in Content/en/")
        ]
      )
    }
    var diagnostics: [Diagnostic] = []
    guard let node = try table(settingsFile, tree, required: true, &diagnostics) else {
      return (nil, diagnostics)
    }
    let (settings, found) = SiteSettings.read(node, file: settingsFile)
    diagnostics += found
    guard let settings else { return (nil, diagnostics) }
    let languages = settings.languages
    let names = ["channels", "problems", "categories", "messages", "notices"]
    let nodes = try await ParallelMap.throwingMap(count: names.count, jobs: jobs) { index in
      var found: [Diagnostic] = []
      let node = try table("Content/\(names[index]).yaml", tree, required: false, &found)
      return (node: node, diagnostics: found)
    }
    diagnostics += nodes.flatMap(\.diagnostics)
    func read<Item>(
      _ name: String, _ body: (YAMLNode, String) -> ([Item], [Diagnostic])
    ) -> [Item] {
      guard let index = names.firstIndex(of: name), let node = nodes[index].node else { return [] }
      let (items, found) = body(node, "Content/\(name).yaml")
      diagnostics += found
      return items
    }
    let categories = read("categories") { Category.read($0, file: $1, languages) }
    let channels = read("channels") { Channel.read($0, file: $1, languages) }
    let ids = channels.map(\.id)
    let problems = read("problems") { Problem.read($0, file: $1, channels: ids, languages) }
    let messages = read("messages") { Message.read($0, file: $1, languages) }
    let notices = read("notices") { Notice.read($0, file: $1, channels: ids, languages) }
    let sorted = await SortedFiles.sort(tree, languages, jobs: jobs, &diagnostics)
    let assets = try await ParallelMap.throwingMap(count: sorted.assets.count, jobs: jobs) {
      let path = sorted.assets[$0]
      let bytes = try SourceReader.read(tree.absolutePath(path))
      let name = path.split(separator: "/").last.map(String.init) ?? path
      return Asset(
        file: path, path: URLScheme.hashedName("assets/\(name)", ContentHash(bytes)),
        size: ImageSize.read(bytes))
    }
    let texts = try sorted.texts.map { path -> Theme.File? in
      guard let path else { return nil }
      return Theme.File(name: path, bytes: try SourceReader.read(tree.absolutePath(path)))
    }
    let tables = SiteTables(
      settings: settings, categories: categories, channels: channels, problems: problems,
      messages: messages, notices: notices,
      glossaries: try lists(sorted.glossaries, tree, languages, &diagnostics) {
        GlossaryTerm.read($0, file: $1, $2)
      },
      queries: try lists(sorted.queries, tree, languages, &diagnostics) { node, file, _ in
        GoldenQuery.read(node, file: file)
      },
      synonyms: try lists(sorted.synonyms, tree, languages, &diagnostics) { node, file, _ in
        Synonym.read(node, file: file)
      }, assets: assets)
    let outline = ProjectOutline(
      tables: tables, articles: sorted.articles, snippets: sorted.snippets, texts: texts)
    return (outline, diagnostics)
  }

  /// Reads the articles and snippets of a project, each by the settings of its language; those that surely
  /// are as they were come from `earlier`.
  static func files(
    of outline: ProjectOutline, _ tree: SourceTree, settings: [MarkdownSettings],
    earlier: ParsedFiles?, jobs: Int
  ) async throws -> ParsedFiles {
    let earlier = earlier?.settings == settings ? earlier : nil
    let articles = try await read(outline.articles, tree, earlier?.articles, jobs: jobs) {
      ArticleParser.parse(
        try SourceReader.read(tree.absolutePath($0.path)), file: $0.path, key: $0.key,
        language: $0.language, settings: settings[$0.language.index])
    }
    let snippets = try await read(outline.snippets, tree, earlier?.snippets, jobs: jobs) {
      try snippet($0, tree, settings[$0.language.index])
    }
    return ParsedFiles(articles: articles, snippets: snippets, settings: settings)
  }

  private static func read<Item: Sendable>(
    _ files: [ProjectOutline.SourceFile], _ tree: SourceTree, _ earlier: ParsedFiles.Read<Item>?,
    jobs: Int, _ parse: @escaping @Sendable (ProjectOutline.SourceFile) throws -> Item
  ) async throws -> ParsedFiles.Read<Item> {
    let sources = files.map { tree.content[$0.place] }
    let kept = keptPlaces(of: sources, in: earlier?.files ?? [])
    let new = kept.indices.filter { kept[$0] == nil }
    let parsed = try await ParallelMap.throwingMap(count: new.count, jobs: jobs) {
      try parse(files[new[$0]])
    }
    guard let earlier, new.count < files.count else {
      return ParsedFiles.Read(files: sources, items: parsed, count: parsed.count)
    }
    var next = parsed.makeIterator()
    let items = kept.compactMap { place in place.map { earlier.items[$0] } ?? next.next() }
    return ParsedFiles.Read(files: sources, items: items, count: parsed.count)
  }

  /// For each file its place among earlier ones; nil unless it surely is as it was.
  private static func keptPlaces(of files: [SourceFile], in earlier: [SourceFile]) -> [Int?] {
    // Mostly the list is the same; only from the first difference on are files looked up.
    var same = 0
    while same < min(files.count, earlier.count),
      files[same].path.utf8.elementsEqual(earlier[same].path.utf8)
    {
      same += 1
    }
    var places: [[UInt8]: Int] = [:]
    for place in same..<earlier.count { places[Array(earlier[place].path.utf8)] = place }
    return files.indices.map { index in
      let place = index < same ? index : places[Array(files[index].path.utf8)]
      return place.flatMap { files[index].stamp.proves(earlier[$0].stamp) ? $0 : nil }
    }
  }

  /// Reads a snippet. Its footnotes would be numbered apart from the article's, and a term could be explained
  /// twice in one article.
  private static func snippet(
    _ file: ProjectOutline.SourceFile, _ tree: SourceTree, _ settings: MarkdownSettings
  ) throws(DiskError) -> ParsedFiles.ParsedSnippet {
    let source = try SourceReader.read(tree.absolutePath(file.path))
    var settings = settings
    settings.terms = TermList()
    var (body, diagnostics) = Markdown.parse(source, from: 0, file: file.path, settings: settings)
    if let note = body.firstFootnote {
      diagnostics.append(
        Diagnostic(
          .footnoteInSnippet, "a snippet cannot have footnotes", at: note,
          hint: "write the note in brackets, or in the articles"))
    }
    return ParsedFiles.ParsedSnippet(
      snippet: Snippet(file: file.path, name: file.key, language: file.language, body: body),
      diagnostics: diagnostics)
  }

  /// Reads the files that each language has of one kind.
  private static func lists<Item>(
    _ files: [String?], _ tree: SourceTree, _ languages: LanguageList,
    _ diagnostics: inout [Diagnostic],
    _ read: (YAMLNode, String, Language) -> ([Item], [Diagnostic])
  ) throws(DiskError) -> [[Item]] {
    var lists: [[Item]] = []
    for (file, language) in zip(files, languages.all) {
      guard let file, let node = try table(file, tree, required: false, &diagnostics) else {
        lists.append([])
        continue
      }
      let (items, found) = read(node, file, language)
      diagnostics += found
      lists.append(items)
    }
    return lists
  }

  private static func table(
    _ file: String, _ tree: SourceTree, required: Bool, _ diagnostics: inout [Diagnostic]
  ) throws(DiskError) -> YAMLNode? {
    guard tree.content.contains(where: { $0.path == file }) else {
      if required {
        diagnostics.append(
          Diagnostic(
            .missingFile, "there is no '\(file)'", at: nil,
            hint: "it names the site and its languages: title: …, languages: [en]"))
      }
      return nil
    }
    let source = try SourceReader.read(tree.absolutePath(file))
    if source.count > largestFile {
      diagnostics.append(
        Diagnostic(.fileTooLarge, "the file is larger than 1 MiB", at: SourceLocation(file: file)))
      return nil
    }
    if let broken = SourceText.check(source, file: file) {
      diagnostics.append(broken)
      return nil
    }
    let start = source.starts(with: SourceText.byteOrderMark) ? 3 : 0
    let (node, found) = YAML.parse(source, in: start..<source.count, file: file)
    diagnostics += found
    return node
  }
}
