// The one door through which content and themes come in. Names are listed with `readdir`, because
// FileManager mangles names that are not UTF-8, and links are followed only inside the project.

import CLinux
import Glibc
import Markup

/// The disk refused something; not the author's mistake.
package struct DiskError: Error, Sendable {
  /// What was tried: "read", "list", "write".
  package let operation: String
  /// On which path.
  package let path: String
  /// The system's error number.
  package let number: Int32

  /// A failure of `operation` on `path`.
  package init(operation: String, path: String, number: Int32) {
    self.operation = operation
    self.path = path
    self.number = number
  }

  /// One sentence for people.
  package var message: String {
    "cannot \(operation) \(path): \(String(cString: strerror(number)))"
  }
}

/// Reads a project's files.
package enum SourceReader {
  /// Folders may be nested this deep below `Content/`.
  private static let maximumDepth = 64

  /// Lists the files of the project in the folder `project`. With an `earlier` list only their stamps are
  /// taken anew, on several threads, as long as no folder has changed.
  ///
  /// Names that are not UTF-8 and links that lead out of the project are diagnostics.
  package static func scan(
    project: String, earlier: SourceTree? = nil, jobs: Int = 1
  ) async throws -> (tree: SourceTree, diagnostics: [Diagnostic]) {
    guard let root = realPath(project) else {
      throw DiskError(operation: "find", path: project, number: errno)
    }
    if let earlier, earlier.project.utf8.elementsEqual(root.utf8),
      let tree = await restamped(earlier, jobs: jobs)
    {
      return (tree, [])
    }
    let content = try await list("Content", in: root, jobs: jobs)
    let themes = try await list("Themes", in: root, jobs: jobs)
    let diagnostics = content.diagnostics + themes.diagnostics
    let folders = content.folders + themes.folders
    let tree = SourceTree(
      project: root, content: content.files, themes: themes.files,
      // What could not be listed must be said again the next time.
      folders: diagnostics.isEmpty ? folders : [],
      edits: earlier.flatMap { earlier in
        guard let content = content.files.edited(since: earlier.content),
          let themes = themes.files.edited(since: earlier.themes)
        else { return nil }
        return SourceTree.Edits(content: content, themes: themes)
      })
    return (tree, diagnostics)
  }

  /// The same files with new stamps; nil when a folder has changed, or a link, whose target must be checked.
  private static func restamped(_ tree: SourceTree, jobs: Int) async -> SourceTree? {
    if tree.folders.isEmpty { return nil }
    let clock = StampClock()
    @Sendable func stamp(_ path: String) -> FileStamp? {
      var status = stat()
      guard lstat(tree.absolutePath(path), &status) == 0 else { return nil }
      return status.st_mode & S_IFMT == S_IFLNK ? nil : clock.stamp(status)
    }
    func restamped(_ files: [SourceFile]) async -> (files: [SourceFile], edited: [Int])? {
      let size = 256
      let parts = await ParallelMap.map(
        count: (files.count + size - 1) / size, jobs: jobs, atOnce: 1
      ) { part in
        files[part * size..<min(files.count, (part + 1) * size)].map { stamp($0.path) }
      }
      var new: [SourceFile] = []
      new.reserveCapacity(files.count)
      var edited: [Int] = []
      for (place, stamp) in parts.joined().enumerated() {
        guard let stamp else { return nil }
        if !stamp.proves(files[place].stamp) { edited.append(place) }
        new.append(SourceFile(path: files[place].path, stamp: stamp))
      }
      return (new, edited)
    }
    guard let folders = await restamped(tree.folders), folders.edited.isEmpty,
      let content = await restamped(tree.content), let themes = await restamped(tree.themes)
    else { return nil }
    return SourceTree(
      project: tree.project, content: content.files, themes: themes.files,
      folders: folders.files,
      edits: SourceTree.Edits(content: content.edited, themes: themes.edited))
  }

  /// Reads a whole file; a pipe too, waiting for who writes into it, only if `takesPipes`.
  package static func read(
    _ path: String, takesPipes: Bool = false
  ) throws(DiskError) -> [UInt8] {
    var descriptor = open(path, O_RDONLY | O_CLOEXEC | (takesPipes ? 0 : O_NONBLOCK))
    // A file that another process has a lease on is worth waiting for; only pipes never answer that.
    if descriptor < 0 && errno == EAGAIN { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw DiskError(operation: "read", path: path, number: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw DiskError(operation: "read", path: path, number: errno)
    }
    if !takesPipes && status.st_mode & S_IFMT != S_IFREG {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw DiskError(operation: "read", path: path, number: isFolder ? EISDIR : EINVAL)
    }
    var bytes: [UInt8] = []
    var failure: Int32 = 0
    // One byte more than the size shows the end without a second call.
    var capacity = Int(status.st_size) + 1
    while true {
      let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        var got = Glibc.read(descriptor, buffer.baseAddress, capacity)
        while got < 0 && errno == EINTR {
          got = Glibc.read(descriptor, buffer.baseAddress, capacity)
        }
        if got < 0 { failure = errno }
        count = max(0, got)
      }
      if failure != 0 { throw DiskError(operation: "read", path: path, number: failure) }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < capacity && bytes.count == Int(status.st_size) { return bytes }
      capacity = max(4096, capacity)
    }
  }

  private struct Folder {
    let path: String
    let depth: Int
  }

  /// What is in a folder and those below it.
  private struct Listing {
    var files: [SourceFile] = []
    var folders: [SourceFile] = []
    var diagnostics: [Diagnostic] = []
    /// Folders that are not listed yet.
    var open: [Folder] = []
  }

  /// Lists a folder, and those in it on several threads: there is one for each language.
  private static func list(_ top: String, in root: String, jobs: Int) async throws -> Listing {
    let clock = StampClock()
    var listing = Listing(open: [Folder(path: top, depth: 0)])
    try list(in: root, clock, &listing, isDeep: false)
    let open = listing.open
    let parts = try await ParallelMap.throwingMap(count: open.count, jobs: jobs) { index in
      var part = Listing(open: [open[index]])
      try list(in: root, clock, &part, isDeep: true)
      part.files.sort { isBefore($0.path, $1.path) }
      return part
    }
    for part in parts {
      listing.files += part.files
      listing.folders += part.folders
      listing.diagnostics += part.diagnostics
    }
    listing.files.sort { isBefore($0.path, $1.path) }
    return listing
  }

  /// Lists the open folders; with those in them, if `isDeep`, and else leaves them open.
  private static func list(
    in root: String, _ clock: StampClock, _ listing: inout Listing, isDeep: Bool
  ) throws(DiskError) {
    var folders = listing.open
    listing.open = []
    while let folder = folders.popLast() {
      guard let stream = opendir(root + "/" + folder.path) else {
        if errno == ENOENT && folder.depth == 0 {
          // A folder that comes is seen by the one above.
          try listing.folders.append(self.folder("", in: root, clock))
          return
        }
        throw DiskError(operation: "list", path: folder.path, number: errno)
      }
      defer { closedir(stream) }
      let descriptor = dirfd(stream)
      // Before its names are read: what comes meanwhile makes another stamp.
      listing.folders.append(try self.folder(folder.path, in: root, clock))
      while let entry = readdir(stream) {
        // A leading dot also stands for the folder itself and the one above.
        guard let letters = kbgen_entry_name(entry), letters[0] != 0x2E else { continue }
        guard let name = String(validatingCString: letters) else {
          listing.diagnostics.append(
            Diagnostic(
              .invalidFileName, "a file name in '\(folder.path)' is not UTF-8",
              at: SourceLocation(file: folder.path)))
          continue
        }
        let path = "\(folder.path)/\(name)"
        var status = stat()
        guard fstatat(descriptor, letters, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
          throw DiskError(operation: "read", path: path, number: errno)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: listing.files.append(SourceFile(path: path, stamp: clock.stamp(status)))
        case S_IFDIR where folder.depth < maximumDepth:
          folders.append(Folder(path: path, depth: folder.depth + 1))
        case S_IFDIR:
          listing.diagnostics.append(
            Diagnostic(
              .strayFile, "folders nested deeper than \(maximumDepth) levels are left out",
              at: SourceLocation(file: path)))
        case S_IFLNK:
          switch target(of: path, in: root) {
          case .success(let status):
            listing.files.append(SourceFile(path: path, stamp: clock.stamp(status)))
          case .failure(let stray): listing.diagnostics.append(stray.diagnostic)
          }
        default:
          listing.diagnostics.append(
            Diagnostic(.strayFile, "'\(path)' is not a file", at: SourceLocation(file: path)))
        }
      }
      if !isDeep {
        listing.open = folders
        return
      }
    }
  }

  /// The order of bytes. Two views of UTF-8 compare theirs one by one, which took half the time of a list.
  private static func isBefore(_ left: String, _ right: String) -> Bool {
    let order = left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right -> Bool in
        guard let one = left.baseAddress, let other = right.baseAddress else {
          return left.count < right.count
        }
        let difference = memcmp(one, other, min(left.count, right.count))
        return difference == 0 ? left.count < right.count : difference < 0
      }
    }
    return (order ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func folder(
    _ path: String, in root: String, _ clock: StampClock
  ) throws(DiskError) -> SourceFile {
    var status = stat()
    guard lstat(root + "/" + path, &status) == 0 else {
      throw DiskError(operation: "list", path: path, number: errno)
    }
    return SourceFile(path: path, stamp: clock.stamp(status))
  }

  private struct StrayLink: Error {
    let diagnostic: Diagnostic
  }

  /// The status of the file that a link leads to.
  private static func target(of path: String, in root: String) -> Result<stat, StrayLink> {
    func stray(_ message: String, _ hint: String) -> Result<stat, StrayLink> {
      .failure(
        StrayLink(
          diagnostic: Diagnostic(
            .outsideLink, "the link '\(path)' \(message)", at: SourceLocation(file: path),
            hint: hint)))
    }
    var status = stat()
    guard let target = realPath(root + "/" + path), isInside(target, root) else {
      return stray("does not lead to a file of the project", "put the file itself here")
    }
    guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return stray("leads to a folder", "links to files are followed, links to folders are not")
    }
    return .success(status)
  }

  /// The absolute path without links; nil when there is nothing.
  package static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(validatingCString: resolved)
  }

  /// Whether a path is `root` or below it, by its parts.
  package static func isInside(_ path: String, _ root: String) -> Bool {
    let path = Array(path.utf8)
    let root = Array(root.utf8)
    return path.starts(with: root)
      && (path.count == root.count || path[root.count] == 0x2F || root == [0x2F])
  }
}

/// Takes stamps, all by one look at the clock.
struct StampClock {
  /// A change is clearly past when it is this old: two ticks of the slowest clock of a system.
  private static let grain: Int64 = 20_000_000
  private let now: Int64

  init() {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    now = Self.nanoseconds(time)
  }

  func stamp(_ status: stat) -> FileStamp {
    let modified = Self.nanoseconds(status.st_mtim)
    let changed = Self.nanoseconds(status.st_ctim)
    return FileStamp(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: UInt64(status.st_size),
      modified: modified, changed: changed, mode: status.st_mode,
      isSettled: max(modified, changed) < now - Self.grain)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
