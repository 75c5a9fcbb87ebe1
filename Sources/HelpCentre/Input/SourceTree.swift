// Which files a project has, found out once; everything later works on this list.

/// A file of the project.
package struct SourceFile: Sendable {
  /// The path relative to the project, with `/`: `Content/fr/contact/email.md`.
  package let path: String
  /// Its state when the project was listed; of a link, the state of the file it leads to.
  package let stamp: FileStamp
}

/// What tells that a file has been changed without reading it. Of two equal stamps the later proves that
/// the file is the same only if it was settled: within one tick of the system's clock a file can change
/// twice and look the same.
package struct FileStamp: Sendable {
  let device, inode, size: UInt64
  /// Nanoseconds since 1970 of the last change of the content and of anything.
  let modified, changed: Int64
  let mode: UInt32
  /// Whether the last change was clearly before the file was looked at.
  let isSettled: Bool

  /// Whether the file is surely as it was when `earlier` was taken.
  func proves(_ earlier: FileStamp) -> Bool {
    earlier.isSettled && device == earlier.device && inode == earlier.inode && size == earlier.size
      && modified == earlier.modified && changed == earlier.changed && mode == earlier.mode
  }
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

extension [SourceFile] {
  /// The files that may have changed since an earlier list of the same files; nil when it is another list.
  func changed(since earlier: [SourceFile]) -> [SourceFile]? {
    guard count == earlier.count else { return nil }
    var changed: [SourceFile] = []
    for (file, old) in zip(self, earlier) {
      guard file.path.utf8.elementsEqual(old.path.utf8) else { return nil }
      if !file.stamp.proves(old.stamp) { changed.append(file) }
    }
    return changed
  }
}
