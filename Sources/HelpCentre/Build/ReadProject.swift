// The first half of a build: everything that is read from the disk, each file on its own. What an earlier
// build of the same process has read is taken over where the files are surely the same.

import Markup

/// What a project says besides its articles, and the theme it is shown in.
struct ReadTables: Sendable {
  let tree: SourceTree
  let outline: ProjectOutline
  let theme: Theme
  let texts: [InterfaceTexts]
  /// How the articles of each language are read.
  let markdown: [MarkdownSettings]
  /// What is wrong with all of this.
  let diagnostics: [Diagnostic]

  /// Reads the tables and the theme; nil when there is nothing to build, which the diagnostics say.
  static func read(_ tree: SourceTree, jobs: Int) async throws -> (ReadTables?, [Diagnostic]) {
    let (outline, wrong) = try await ProjectReader.outline(tree, jobs: jobs)
    guard let outline else { return (nil, wrong) }
    let settings = outline.tables.settings
    let (theme, mistakes) = try Theme.load(settings.theme, tree)
    let (texts, missing) = theme.texts(settings.languages, overrides: outline.texts)
    let tables = ReadTables(
      tree: tree, outline: outline, theme: theme, texts: texts,
      markdown: settings.languages.ids.map {
        ArticleMarkdown.settings(for: $0, of: outline.tables, texts: texts[$0.index])
      }, diagnostics: wrong + mistakes + missing)
    return (tables, tables.diagnostics)
  }

  /// Whether all that was read is surely the same in a later list of the files.
  func isSame(in later: SourceTree) -> Bool {
    guard tree.project.utf8.elementsEqual(later.project.utf8),
      later.themes.changed(since: tree.themes)?.isEmpty == true,
      let changed = later.content.changed(since: tree.content)
    else { return false }
    return changed.allSatisfy { $0.path.hasSuffix(".md") }
  }

  /// Whether articles are surely read the same way in a later list of the files.
  func readsArticlesAlike(in later: SourceTree) -> Bool {
    let names = ["site.yaml", "_glossary.yaml", "_texts.yaml"]
    func deciding(_ tree: SourceTree) -> [SourceFile] {
      tree.content.filter { file in names.contains { file.path.hasSuffix("/" + $0) } } + tree.themes
    }
    return tree.project.utf8.elementsEqual(later.project.utf8)
      && deciding(later).changed(since: deciding(tree))?.isEmpty == true
  }
}

/// A whole project as its files say it.
struct ReadProject: Sendable {
  let tables: ReadTables
  let files: ParsedFiles
  /// Whether the tables and the theme are those that were read earlier.
  let hasOldTables: Bool
  /// What all files say.
  let project: Project

  /// Reads a project; nil when there is nothing to build, which the diagnostics say.
  static func read(
    _ options: BuildOptions, earlier: ReadProject?, _ draft: inout BuildDraft
  ) async throws -> ReadProject? {
    let (tree, stray) = try SourceReader.scan(project: options.project)
    draft.diagnostics += stray
    draft.clock.end("scan")
    let kept = earlier.flatMap { $0.tables.isSame(in: tree) ? $0 : nil }
    let (new, wrong) = kept == nil ? try await ReadTables.read(tree, jobs: options.jobs) : (nil, [])
    draft.diagnostics += kept?.tables.diagnostics ?? wrong
    draft.clock.end("tables")
    guard let tables = kept?.tables ?? new else { return nil }
    let files = try await ProjectReader.files(
      of: tables.outline, tree, settings: tables.markdown,
      earlier: earlier.flatMap { $0.tables.readsArticlesAlike(in: tree) ? $0.files : nil },
      jobs: options.jobs)
    let (project, mistakes) = files.project(tables.outline.tables)
    draft.diagnostics += mistakes
    draft.parsed = files.articles.count + files.snippets.count
    draft.clock.end("parse")
    return ReadProject(
      tables: tables, files: files, hasOldTables: kept != nil, project: project)
  }
}
