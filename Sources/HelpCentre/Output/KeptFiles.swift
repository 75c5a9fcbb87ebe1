// Files in the output folder that are not the site's and are to stay there: a host's `CNAME`, proofs of
// ownership, `.well-known/`. They are linked into the new site before it takes the old one's place, so
// that they are the same files as before, and never missing.

import Glibc

/// Patterns of paths to keep.
package struct KeepPatterns: Sendable {
  /// No patterns: nothing is kept.
  package static let none = KeepPatterns()

  private let patterns: [String]

  private init() {
    patterns = []
  }

  /// Patterns as people write them: `*` and `?` stand for anything but `/`, `[a-z]` for one of several
  /// characters. Each says where below the output folder a file or folder is; one that ends in `/` only
  /// fits a folder. A folder is kept with all that is in it. Throws `PublishError.refused`.
  package init(_ patterns: [String]) throws {
    self.patterns = patterns
    for pattern in patterns {
      func refuse(_ reason: String) -> PublishError {
        .refused("The pattern '\(pattern)' of files to keep \(reason).")
      }
      var parts = pattern.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
      if parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
      if pattern.utf8.isEmpty { throw refuse("is empty") }
      if parts.first?.isEmpty == true {
        throw refuse("begins with '/'; it is read from the output folder")
      }
      for part in parts {
        if part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) {
          throw refuse("must not have '//', '.' or '..' in it")
        }
        if part.contains(0) { throw refuse("must not have NUL in it") }
      }
      for name in [PublishManifest.name, PublishStaging.nameInside]
      where Self.fits(pattern, Array(name.utf8), isFolder: false) {
        throw refuse("fits '\(name)', which is kbgen's own")
      }
    }
  }

  /// Whether a file below the output folder is kept.
  func matches(_ file: [UInt8]) -> Bool { pattern(for: file, isFolder: false) != nil }

  /// Whether a folder below the output folder is kept.
  func matchesFolder(_ folder: [UInt8]) -> Bool { pattern(for: folder, isFolder: true) != nil }

  /// The first pattern that keeps a path.
  private func pattern(for path: [UInt8], isFolder: Bool) -> String? {
    patterns.first { pattern in
      if Self.fits(pattern, path, isFolder: isFolder) { return true }
      for slash in path.indices where path[slash] == 0x2F {
        if Self.fits(pattern, Array(path[..<slash]), isFolder: true) { return true }
      }
      return false
    }
  }

  /// Refuses patterns that would keep files of the site itself: nobody could say then whose they are.
  func check(_ files: [SiteFile]) throws {
    if patterns.isEmpty { return }
    for file in files {
      if let pattern = pattern(for: file.path, isFolder: false) {
        throw PublishError.refused(
          "The pattern '\(pattern)' of files to keep fits '\(file.name)', which is a file of the site."
        )
      }
    }
  }

  /// Whether a pattern fits a path as a whole. A folder without a slash behind it is asked for with
  /// `isFolder`.
  private static func fits(_ pattern: String, _ path: [UInt8], isFolder: Bool) -> Bool {
    let needsFolder = pattern.utf8.last == 0x2F
    if needsFolder && !isFolder { return false }
    let pattern = needsFolder ? String(decoding: pattern.utf8.dropLast(), as: UTF8.self) : pattern
    return Disk.withCPath(path) { fnmatch(pattern, $0, FNM_PATHNAME) } == 0
  }
}

/// The files to keep of one output folder.
struct KeptFiles: Sendable {
  /// The files, links and whatever else is no folder.
  var files: [[UInt8]] = []
  /// The folders that are kept for themselves, each after its parent; files have others around them.
  var folders: [[UInt8]] = []

  /// Whether nothing is kept.
  var isEmpty: Bool { files.isEmpty && folders.isEmpty }

  /// Whether each of these folders is kept, or has a kept file in it.
  func hasFolders(_ paths: [[UInt8]]) -> Bool {
    paths.allSatisfy { path in
      folders.contains(path) || files.contains { $0.starts(with: path + [0x2F]) }
    }
  }

  /// Refuses what stands in the site's way: a kept file where it needs a folder, or the reverse.
  func check(_ site: [SiteFile]) throws {
    if isEmpty { return }
    let paths = Set(site.map(\.path))
    let around = Set(FolderTable(site.map(\.path)).folders.map(\.path))
    for path in files + folders {
      let isInTheWay =
        (files.contains(path) && around.contains(path))
        || Self.folders(above: path).contains(where: paths.contains) || paths.contains(path)
      if isInTheWay {
        throw PublishError.refused(
          "The kept '\(String(decoding: path, as: UTF8.self))' stands where the site has another "
            + "file or folder.")
      }
    }
  }

  /// Links everything from one open folder into another, copying what cannot be linked.
  func link(from old: Int32, into new: Int32, shown: String) throws {
    var wanted: Set<[UInt8]> = Set(folders)
    for path in files + folders { wanted.formUnion(Self.folders(above: path)) }
    for path in wanted.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try makeFolder(path, like: old, in: new, shown: shown)
    }
    for path in files {
      let parent = Array(FolderTable.parent(of: path))
      let name = parent.isEmpty ? path : Array(path[(parent.count + 1)...])
      let from = try Disk.openFolder(parent, below: old, shown: shown)
      defer { close(from) }
      let to = try Disk.openFolder(parent, below: new, shown: shown)
      defer { close(to) }
      let linked = Disk.withCPath(name) { linkat(from, $0, to, $0, 0) }
      // The old folder goes when the new one is there, and with it what is mounted in it.
      if linked != 0 && errno == EXDEV { throw PublishError.mountInside(Disk.join(shown, path)) }
      if linked != 0 { try copy(name, from: from, to: to, shown: Disk.join(shown, path)) }
    }
  }

  /// The files that are not the ones that were linked from one open folder into another.
  func replaced(in old: Int32, since linkedInto: Int32) -> [[UInt8]] {
    files.filter { path in
      Disk.withCPath(path) { path in
        guard let now = FileStatus(path, in: old) else { return false }
        return now.inode != FileStatus(path, in: linkedInto)?.inode
      }
    }
  }

  private func makeFolder(
    _ path: [UInt8], like old: Int32, in new: Int32, shown: String
  ) throws {
    if Disk.withCPath(path, { mkdirat(new, $0, 0o755) }) != 0 {
      if errno == EEXIST { return }
      throw Disk.failure("create folder", Disk.join(shown, path))
    }
    let from = try Disk.openFolder(path, below: old, shown: shown)
    defer { close(from) }
    let to = try Disk.openFolder(path, below: new, shown: shown)
    defer { close(to) }
    guard let status = FileStatus(of: from) else {
      throw Disk.failure("look at", Disk.join(shown, path))
    }
    // Only root may give a folder away; it is the mode that counts.
    _ = fchown(to, status.owner, status.group)
    if fchmod(to, status.mode & 0o7777) != 0 {
      throw Disk.failure("set mode", Disk.join(shown, path))
    }
  }

  private func copy(_ name: [UInt8], from: Int32, to: Int32, shown: String) throws {
    guard let status = Disk.withCPath(name, { FileStatus($0, in: from) }) else {
      throw Disk.failure("keep", shown)
    }
    if status.mode & S_IFMT == S_IFLNK {
      var goal = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
      let length = Disk.withCPath(name) { readlinkat(from, $0, &goal, Int(PATH_MAX)) }
      if length < 0 || Disk.withCPath(name, { symlinkat(goal, to, $0) }) != 0 {
        throw Disk.failure("keep", shown)
      }
      return
    }
    let bytes = try Disk.read(name, in: from, shown: shown, flags: O_NOFOLLOW).bytes
    try Disk.write(bytes, to: name, in: to, shown: shown)
    let times = [status.modified, status.modified].map {
      timespec(tv_sec: Int($0 / 1_000_000_000), tv_nsec: Int($0 % 1_000_000_000))
    }
    _ = Disk.withCPath(name) { fchownat(to, $0, status.owner, status.group, AT_SYMLINK_NOFOLLOW) }
    let isDone =
      Disk.withCPath(name) { fchmodat(to, $0, status.mode & 0o7777, 0) } == 0
      && Disk.withCPath(name) { utimensat(to, $0, times, AT_SYMLINK_NOFOLLOW) } == 0
    if !isDone { throw Disk.failure("keep", shown) }
  }

  /// The folders around a path, without the root.
  private static func folders(above path: [UInt8]) -> [[UInt8]] {
    path.indices.filter { path[$0] == 0x2F }.map { Array(path[..<$0]) }
  }
}
