// Which files a project has, found out once; everything later works on this list.

/// A file of the project.
package struct SourceFile: Sendable {
  /// The path relative to the project, with `/`: `Content/fr/contact/email.md`.
  package let path: String
}

/// The files of a project, sorted by path.
package struct SourceTree: Sendable {
  /// The project's folder, absolute.
  package let project: String
  /// All files below `Content/`, without those whose name starts with a dot.
  package let content: [SourceFile]
  /// All files below `Themes/`.
  package let themes: [SourceFile]

  /// Where a file of the project is on the disk.
  package func absolutePath(_ path: String) -> String { project + "/" + path }
}
