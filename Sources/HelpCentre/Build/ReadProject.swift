// The first half of a build: everything that is read from the disk, each file on its own. What an earlier
// build of the same process has read is taken over where the files are surely the same.

import Markup

/// What a project says besides its articles, and the theme it is shown in.
struct ReadTables: Sendable {
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
      outline: outline, theme: theme, texts: texts,
      markdown: settings.languages.ids.map {
        ArticleMarkdown.settings(for: $0, of: outline.tables, texts: texts[$0.index])
      }, diagnostics: wrong + mistakes + missing)
    return (tables, tables.diagnostics)
  }
}

extension SourceTree {
  /// Whether nothing but texts may have changed since the tree that it was compared with.
  var hasSameTables: Bool {
    guard let edits else { return false }
    return edits.themes.isEmpty && edits.content.allSatisfy { content[$0].path.hasSuffix(".md") }
  }

  /// Whether articles are surely read in the same way as in an earlier list of the files.
  func readsArticles(as earlier: SourceTree) -> Bool {
    if hasSameTables { return true }
    let names = ["site.yaml", "_glossary.yaml", "_texts.yaml"]
    func deciding(_ tree: SourceTree) -> [SourceFile] {
      tree.content.filter { file in
        file.path.hasSuffix(".yaml") && names.contains { file.path.hasSuffix("/" + $0) }
      } + tree.themes
    }
    return project.utf8.elementsEqual(earlier.project.utf8)
      && deciding(self).edited(since: deciding(earlier))?.isEmpty == true
  }
}

/// A whole project as its files say it.
struct ReadProject: Sendable {
  let tree: SourceTree
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
    let (tree, stray) = try await SourceReader.scan(
      project: options.project, earlier: earlier?.tree, jobs: options.jobs)
    draft.diagnostics += stray
    draft.clock.end("scan")
    let kept = tree.hasSameTables ? earlier?.tables : nil
    let (new, wrong) = kept == nil ? try await ReadTables.read(tree, jobs: options.jobs) : (nil, [])
    draft.diagnostics += kept?.diagnostics ?? wrong
    draft.clock.end("tables")
    guard let tables = kept ?? new else { return nil }
    let files = try await ProjectReader.files(
      of: tables.outline, tree, settings: tables.markdown,
      earlier: earlier.flatMap { tree.readsArticles(as: $0.tree) ? $0.files : nil },
      jobs: options.jobs)
    let (project, mistakes) = files.project(tables.outline.tables)
    draft.diagnostics += mistakes
    draft.parsed = files.articles.count + files.snippets.count
    draft.clock.end("parse")
    return ReadProject(
      tree: tree, tables: tables, files: files, hasOldTables: kept != nil, project: project)
  }
}
