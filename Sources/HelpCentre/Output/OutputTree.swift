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
  func sortedEntries() -> [OutputEntry] {
    for entry in entries {
      precondition(
        Self.isSafe(entry.path), "the output path '\(entry.path)' is not a plain relative path")
    }
    let sorted = entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    for (one, next) in zip(sorted, sorted.dropFirst()) {
      precondition(
        !one.path.utf8.elementsEqual(next.path.utf8), "two outputs have the path '\(one.path)'")
    }
    return sorted
  }

  /// Whether a path is relative, without `.`, `..`, empty or overlong parts and NUL, and none of the
  /// publisher's own names.
  static func isSafe(_ path: String) -> Bool {
    let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    for part in parts {
      if part.isEmpty || part.count > 255 || part.contains(0) { return false }
      if part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return false }
    }
    let own = [PublishManifest.name, PublishStaging.nameInside]
    return !own.contains { parts[0].elementsEqual($0.utf8) }
  }
}
