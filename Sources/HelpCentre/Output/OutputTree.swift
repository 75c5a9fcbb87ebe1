// Everything a build wants to have on the disk, as values: paths and where their bytes come from.
// Pages are rendered only when they are written, so that a large site never stands whole in memory.

/// One file of the site.
package struct OutputEntry: Sendable {
  /// Where the bytes come from.
  package enum Content: Sendable {
    /// Bytes that are there already.
    case bytes([UInt8])
    /// A copy of the file at this absolute path.
    case file(String)
    /// Bytes that are made when they are written; called on any thread, perhaps more than once.
    case made(@Sendable () -> [UInt8])
    /// What the tree's `render` gives for this number.
    case page(Int)
  }

  /// The path below the site's root: raw UTF-8, `/` between its parts.
  package let path: String
  /// Where the bytes come from.
  package let content: Content

  /// Names a file and its content.
  package init(path: String, content: Content) {
    self.path = path
    self.content = content
  }
}

/// A whole site, ready to be written.
package struct OutputTree: Sendable {
  /// The files, in any order, no path twice.
  package let entries: [OutputEntry]
  /// Gives the bytes of a `.page`; called on several threads at once.
  package let render: @Sendable (Int) -> [UInt8]

  /// Puts a site together.
  package init(entries: [OutputEntry], render: @escaping @Sendable (Int) -> [UInt8]) {
    self.entries = entries
    self.render = render
  }

  /// The entries by the bytes of their paths; paths that could leave the folder, or stand twice,
  /// are our own bugs, because all that come from authors have been checked before.
  func sortedFiles() -> [SiteFile] {
    var files = entries.map { SiteFile(path: Array($0.path.utf8), content: $0.content) }
    for file in files {
      precondition(
        Self.isSafe(file.path), "the output path '\(file.name)' is not a plain relative path")
    }
    files.sort { $0.path.lexicographicallyPrecedes($1.path) }
    for (one, next) in zip(files, files.dropFirst()) {
      precondition(one.path != next.path, "two outputs have the path '\(one.name)'")
    }
    return files
  }

  /// Whether a path is relative, without `.`, `..`, empty or overlong parts and NUL, and none of the
  /// publisher's own names.
  static func isSafe(_ path: [UInt8]) -> Bool {
    let own = [PublishManifest.name, PublishStaging.nameInside]
    var start = 0
    while true {
      let end = path[start...].firstIndex(of: 0x2F) ?? path.count
      let part = path[start..<end]
      if part.isEmpty || part.count > 255 || part.contains(0) { return false }
      if part.first == 0x2E {
        if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return false }
        if start == 0, own.contains(where: { part.elementsEqual($0.utf8) }) { return false }
      }
      if end == path.count { return true }
      start = end + 1
    }
  }
}

/// A file of the site by the bytes of its path: `String` takes two spellings of one text for one.
struct SiteFile: Sendable {
  /// The path below the site's root.
  let path: [UInt8]
  /// Where the bytes come from.
  let content: OutputEntry.Content

  /// The path for people.
  var name: String { String(decoding: path, as: UTF8.self) }
}
