// What stands in the output folder before a build: our own untouched files, which may go, files that
// the project wants to keep, and anything else, which stops the build.
//
// Every file of the manifest is hashed, because time stamps alone say nothing after a copy or a
// checkout, unless `PublishCache` knows its status from right after it was published.

import Glibc
import Markup

/// The published folder of an earlier build.
struct PublishedFolder: Sendable {
  /// A file of ours that is there and has not been edited.
  struct File: Sendable {
    /// What it is.
    let entry: PublishManifest.File
    /// Its status from before it was looked into.
    let status: FileStatus

    /// Whether a new site may have this very file: it has the owner and mode that a new one would.
    var isReusable: Bool { status.mode == S_IFREG | 0o644 && status.owner == geteuid() }
  }

  /// Our files by the bytes of their paths.
  let files: [File]
  /// What the manifest and the journal list; a path can be there twice.
  let listed: [PublishManifest.File]
  /// What others have put there and the project keeps.
  let kept: KeptFiles
  /// The folders that were looked into, with the time when something was last added to or taken from each.
  let folders: [(path: [UInt8], modified: Int64)]
  /// Folders that are not of our files and that nobody keeps; there is nothing in them.
  let stray: [[UInt8]]
  /// The hash of the manifest; nil without one.
  let manifestHash: ContentHash?
  /// Whether an earlier build was here: there is a manifest, or the journal of one that died.
  let isOurs: Bool
  /// Whether the files and folders are just what the manifest says: nothing missing, no folder more.
  let isUnchanged: Bool
  /// Whether no staging folder stands in it.
  let hasNoRest: Bool
  /// Whether all was known without reading a file.
  let wasCached: Bool

  /// A folder with nothing in it.
  static let empty = PublishedFolder(
    files: [], listed: [], kept: KeptFiles(), folders: [], stray: [], manifestHash: nil,
    isOurs: false,
    isUnchanged: false, hasNoRest: true,
    wasCached: false)

  /// Looks through a folder; throws `foreignFiles` unless all in it is ours and unedited, or kept. With
  /// `readsFiles` false, a folder with files that must be read to know that is as good as none.
  static func inspect(
    _ root: Int32, shown: String, keep: KeepPatterns, cache: PublishCache?, jobs: Int,
    readsFiles: Bool = true
  ) async throws -> PublishedFolder {
    let manifest = try manifestBytes(PublishManifest.name, in: root, shown: shown)
    let journal = try manifestBytes(
      PublishStaging.nameInside + "/" + PublishStaging.journalName, in: root, shown: shown
    ).flatMap(PublishManifest.init(json:))
    let listed = manifest.flatMap(PublishManifest.init(json:))
    guard let status = FileStatus(of: root) else { throw Disk.failure("look at", shown) }
    let known =
      journal.map { PublishManifest(merging: listed?.files ?? [], $0.files).files }
      ?? listed?.files ?? []
    let inspection = FolderInspection(
      root: root, shown: shown, device: status.device, listed: known,
      hasManifest: listed != nil || journal != nil,
      cached: journal != nil
        ? nil
        : manifest.flatMap {
          cache?.load(manifest: ContentHash($0), device: status.device, count: known.count)
        })
    let folders = try await inspection.lookThrough(jobs: jobs)
    let unknown = folders.flatMap(\.unread)
    if !readsFiles && !unknown.isEmpty { return .empty }
    let read = try await inspection.read(unknown, jobs: jobs)
    let files = (folders.flatMap(\.files) + read.compactMap(\.file)).sorted { $0.index < $1.index }
    let stray = try folders.flatMap(\.strayFolders).map {
      try (
        path: $0,
        listing: FolderListing.read($0, below: root, device: status.device, shown: shown)
      )
    }
    let foreign =
      folders.flatMap(\.foreign) + read.compactMap(\.foreign) + stray.flatMap(\.listing.files)
    let kept = KeptFiles(
      files: foreign.filter(keep.matches),
      folders: stray.flatMap { [$0.path] + $0.listing.folders }.filter(keep.matchesFolder))
    if kept.files.count < foreign.count {
      let unwanted = foreign.filter { !keep.matches($0) }
        .sorted { $0.lexicographicallyPrecedes($1) }
      throw PublishError.foreignFiles(unwanted.map { String(decoding: $0, as: UTF8.self) })
    }
    return PublishedFolder(
      files: files.map(\.file), listed: known, kept: kept,
      folders: zip(inspection.table.folders, folders).map { ($0.path, $1.modified) }
        + stray.flatMap(\.listing.times),
      stray: stray.flatMap { [$0.path] + $0.listing.folders }.filter { !keep.matchesFolder($0) },
      manifestHash: manifest.map { ContentHash($0) }, isOurs: inspection.hasManifest,
      isUnchanged: listed != nil && journal == nil && files.count == known.count
        && !folders.contains(where: \.isOdd) && kept.hasFolders(stray.map(\.path)),
      hasNoRest: !folders.contains(where: \.hasRest),
      wasCached: unknown.isEmpty)
  }

  /// The paths that a new site no longer has.
  func vanished(in new: [SiteFile]) -> [[UInt8]] {
    let wanted = Set(new.map(\.path))
    return files.map(\.entry.path).filter { !wanted.contains($0) }
  }

  /// Whether something may have been added to or taken from the open folder since it was looked at, which
  /// was after the stamp `start`.
  func mayHaveChanged(_ root: Int32, since start: Int64?) -> Bool {
    guard let start else { return true }
    return folders.contains { folder in
      let path = folder.path.isEmpty ? [0x2E] : folder.path
      let now = Disk.withCPath(path) { FileStatus($0, in: root) }
      return folder.modified >= start || (now?.modified ?? 0) != folder.modified
    }
  }

  /// The folders that a new site does not need, each after its parent: also those whose files a build
  /// that died has already deleted.
  func vanishedFolders(in new: [SiteFile]) -> [[UInt8]] {
    let wanted = Set(FolderTable(new.map(\.path)).folders.map(\.path))
    return (FolderTable(listed.map(\.path)).folders.map(\.path) + stray)
      .filter { !wanted.contains($0) }
  }

  /// The manifest at a path below a folder; nil where there is no file, or one that is no manifest.
  static func readManifest(
    _ path: String, in folder: Int32, shown: String
  ) throws -> PublishManifest? {
    try manifestBytes(path, in: folder, shown: shown).flatMap(PublishManifest.init(json:))
  }

  private static func manifestBytes(
    _ path: String, in folder: Int32, shown: String
  ) throws -> [UInt8]? {
    guard try Disk.status(path, in: folder)?.isRegular == true else { return nil }
    return try Disk.read(path, in: folder, shown: shown + "/" + path, flags: O_NOFOLLOW)
  }
}

/// One look through a folder.
private struct FolderInspection: Sendable {
  let root: Int32
  let shown: String
  let device: UInt64
  let listed: [PublishManifest.File]
  let hasManifest: Bool
  let cached: PublishCache.Statuses?
  let table: FolderTable

  init(
    root: Int32, shown: String, device: UInt64, listed: [PublishManifest.File], hasManifest: Bool,
    cached: PublishCache.Statuses?
  ) {
    self.root = root
    self.shown = shown
    self.device = device
    self.listed = listed
    self.hasManifest = hasManifest
    self.cached = cached
    table = FolderTable(listed.map(\.path))
  }

  /// A file of the list, by the first place that its path has there.
  typealias Found = (index: Int, file: PublishedFolder.File)

  /// What was seen in one folder.
  struct Folder: Sendable {
    var files: [Found] = []
    /// Files of the list that must be read before more is known, by their places there.
    var unread: [(folder: Int, index: Int)] = []
    var foreign: [[UInt8]] = []
    var strayFolders: [[UInt8]] = []
    /// When something was last added or taken away; 0 for a folder that is not there.
    var modified: Int64 = 0
    /// Whether it has not the mode that a new one would have.
    var isOdd = false
    /// Whether a staging folder is in it.
    var hasRest = false
  }

  /// Lists the folders of the manifest's files and compares.
  func lookThrough(jobs: Int) async throws -> [Folder] {
    let names = Set(table.folders.map(\.path))
    return try await ParallelMap.throwingMap(count: table.folders.count, jobs: jobs) { number in
      try look(into: number, folders: names)
    }
  }

  private func look(into number: Int, folders: Set<[UInt8]>) throws -> Folder {
    var found = Folder()
    let folder = table.folders[number]
    let descriptor: Int32
    do {
      descriptor = try Disk.openFolder(folder.path, below: root, shown: shown)
    } catch PublishError.disk(_, _, let error) where [ENOENT, ENOTDIR, ELOOP].contains(error) {
      // It is gone, or something else stands there, which is seen in the folder around it.
      return found
    }
    defer { close(descriptor) }
    guard let status = FileStatus(of: descriptor) else {
      throw Disk.failure("look at", Disk.join(shown, folder.path))
    }
    if status.device != device {
      throw PublishError.mountInside(Disk.join(shown, folder.path))
    }
    found.modified = status.modified
    found.isOdd = !folder.path.isEmpty && status.mode & 0o777 != 0o755
    try FolderListing.forEach(in: descriptor, shown: Disk.join(shown, folder.path)) {
      name, isFolder in
      if folder.path.isEmpty {
        if name.elementsEqual(PublishStaging.nameInside.utf8) {
          found.hasRest = true
          return
        }
        if hasManifest, name.elementsEqual(PublishManifest.name.utf8) { return }
      }
      if isFolder {
        let path = FolderListing.join(folder.path, name)
        if !folders.contains(path) { found.strayFolders.append(path) }
        return
      }
      guard let index = index(of: name, in: folder) else {
        found.foreign.append(FolderListing.join(folder.path, name))
        return
      }
      if let status = FileStatus(FolderListing.cString(name), in: descriptor),
        cached?.knows(index, status) == true
      {
        found.files.append((index, PublishedFolder.File(entry: listed[index], status: status)))
      } else {
        found.unread.append((number, index))
      }
    }
    return found
  }

  /// The place in the list of a name in a folder, by halves: names in a folder are in order.
  private func index(of name: UnsafeRawBufferPointer, in folder: FolderTable.Folder) -> Int? {
    let start = folder.path.isEmpty ? 0 : folder.path.count + 1
    var low = 0
    var high = folder.files.count
    while low < high {
      let middle = (low + high) / 2
      let precedes = listed[folder.files[middle]].path.withUnsafeBytes { path in
        Self.precedes(UnsafeRawBufferPointer(rebasing: path[start...]), name)
      }
      if precedes { low = middle + 1 } else { high = middle }
    }
    guard low < folder.files.count, listed[folder.files[low]].path[start...].elementsEqual(name)
    else { return nil }
    return folder.files[low]
  }

  private static func precedes(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer)
    -> Bool
  {
    guard let first = one.baseAddress, let second = other.baseAddress else { return one.isEmpty }
    let order = memcmp(first, second, min(one.count, other.count))
    return order == 0 ? one.count < other.count : order < 0
  }

  /// Reads files of the list; each is one of ours or a foreign path.
  func read(
    _ files: [(folder: Int, index: Int)], jobs: Int
  ) async throws -> [(file: Found?, foreign: [UInt8]?)] {
    let batches = stride(from: 0, to: files.count, by: 32).map {
      files[$0..<min($0 + 32, files.count)]
    }
    let found = try await ParallelMap.throwingMap(count: batches.count, jobs: jobs) { number in
      var results: [(file: Found?, foreign: [UInt8]?)] = []
      var open: (folder: Int, descriptor: Int32)?
      defer { if let open { close(open.descriptor) } }
      for (folder, index) in batches[number] {
        if open?.folder != folder {
          if let open { close(open.descriptor) }
          open = nil
          open = try (
            folder, Disk.openFolder(table.folders[folder].path, below: root, shown: shown)
          )
        }
        guard let descriptor = open?.descriptor else { preconditionFailure("a folder is open") }
        let file = try read(index, named: table.folders[folder], in: descriptor)
        results.append(file.map { ((index, $0), nil) } ?? (nil, listed[index].path))
      }
      return results
    }
    return found.flatMap { $0 }
  }

  private func read(
    _ index: Int, named folder: FolderTable.Folder, in descriptor: Int32
  ) throws -> PublishedFolder.File? {
    let path = listed[index].path
    let candidates = listed[index...].prefix { $0.path == path }
    let name = Array(folder.name(of: path))
    // Only a file of the right size is worth reading; a link or a pipe is not ours.
    let status = Disk.withCPath(name) { FileStatus($0, in: descriptor) }
    guard let status else { throw Disk.failure("look at", Disk.join(shown, path)) }
    guard status.isRegular, candidates.contains(where: { $0.size == status.size }) else {
      return nil
    }
    let (bytes, before) = try Disk.read(
      name, in: descriptor, shown: Disk.join(shown, path), flags: O_NOFOLLOW)
    let hash = ContentHash(bytes)
    return candidates.first { $0.size == bytes.count && $0.hash == hash }
      .map { PublishedFolder.File(entry: $0, status: before) }
  }
}
