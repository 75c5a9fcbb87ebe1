// Which files a project has, found out once; everything later works on this list.

import Markup

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

extension FileStamp {
  /// Writes all that decides whether the file is the same.
  func write(into out: inout ByteWriter) {
    for word in [
      device, inode, size, UInt64(bitPattern: modified), UInt64(bitPattern: changed), UInt64(mode),
    ] {
      withUnsafeBytes(of: word.littleEndian) { out.append(Array($0)) }
    }
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
  /// The folders with these files; where none has changed, no file has come or gone.
  let folders: [SourceFile]
  /// How it differs from the tree that it was compared with; nil when that is not known, or when files have
  /// come or gone.
  let edits: Edits?

  /// The files that may have changed since an earlier list of the same files, by their places.
  struct Edits: Sendable {
    let content, themes: [Int]
  }

  /// Where a file of the project is on the disk.
  package func absolutePath(_ path: String) -> String { project + "/" + path }
}

extension [SourceFile] {
  /// The places of the files that may have changed since an earlier list; nil when that has other files.
  func edited(since earlier: [SourceFile]) -> [Int]? {
    guard count == earlier.count else { return nil }
    var edited: [Int] = []
    for (place, (file, old)) in zip(self, earlier).enumerated() {
      guard file.path.utf8.elementsEqual(old.path.utf8) else { return nil }
      if !file.stamp.proves(old.stamp) { edited.append(place) }
    }
    return edited
  }
}
