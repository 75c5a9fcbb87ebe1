// Writes a tree into an empty folder: folders first, one after the other, then the files in parallel, in
// batches of one folder that open it once. What the old site has already, unedited, is not written: it
// is linked when it turns out that a new folder is needed at all.

import Glibc
import Markup

/// Writes the files of a site and says what was written.
struct SiteWriter: Sendable {
  /// A file of the new site.
  struct Written: Sendable {
    /// What it is.
    let entry: PublishManifest.File
    /// Its status after it was written, when somebody asked for it; that of the old file if it is that.
    let status: FileStatus?
    /// Whether it is the old site's file.
    let isOld: Bool
  }

  /// The files by the bytes of their paths.
  let files: [SiteFile]
  /// Gives the bytes of a page.
  let render: @Sendable (Int) -> [UInt8]
  /// The open folder to write to, and its path in errors.
  let root: Int32
  let shown: String
  /// Whether the statuses of the files are wanted.
  let wantsStatuses: Bool
  let jobs: Int

  private let table: FolderTable

  init(
    files: [SiteFile], render: @escaping @Sendable (Int) -> [UInt8], root: Int32, shown: String,
    wantsStatuses: Bool, jobs: Int
  ) {
    self.files = files
    self.render = render
    self.root = root
    self.shown = shown
    self.wantsStatuses = wantsStatuses
    self.jobs = jobs
    table = FolderTable(files.map(\.path))
  }

  /// Makes all folders and writes the files that the old site does not have.
  func writeNew(beside old: [PublishedFolder.File]) async throws -> [Written] {
    for folder in table.folders where !folder.path.isEmpty {
      if Disk.withCPath(folder.path, { mkdirat(root, $0, 0o755) }) != 0 {
        throw Disk.failure("create folder", Disk.join(shown, folder.path))
      }
    }
    let old = match(old)
    return try await inBatches { index, folder in
      let file = files[index]
      let bytes = try content(of: file)
      let hash = ContentHash(bytes)
      if let old = old[index], old.isReusable, old.entry.size == bytes.count,
        old.entry.hash == hash
      {
        return Written(entry: old.entry, status: old.status, isOld: true)
      }
      return try write(bytes, hash, as: file, in: folder)
    }
  }

  /// Takes the old site's files over; where that cannot be done, writes them as well.
  func link(_ written: [Written], from old: Int32, oldShown: String) async throws -> [Written] {
    try await inBatches(opening: old, oldShown) { index, folder, oldFolder in
      if !written[index].isOld { return written[index] }
      let linked = Disk.withCPath(folder.name) { linkat(oldFolder, $0, folder.descriptor, $0, 0) }
      if linked == 0 { return written[index] }
      let bytes = try content(of: files[index])
      return try write(bytes, ContentHash(bytes), as: files[index], in: folder)
    }
  }

  /// Writes the manifest; the last file, so that a folder that has one is complete.
  func writeManifest(of written: [Written]) throws -> ContentHash {
    let bytes = PublishManifest(files: written.map(\.entry)).json()
    try Disk.write(
      bytes, to: Array(PublishManifest.name.utf8), in: root,
      shown: shown + "/" + PublishManifest.name)
    return ContentHash(bytes)
  }

  /// The hash of the manifest that `writeManifest` would write.
  func manifestHash(of written: [Written]) -> ContentHash {
    ContentHash(PublishManifest(files: written.map(\.entry)).json())
  }

  /// An open folder and the name of a file in it.
  private struct Place {
    let descriptor: Int32
    let name: [UInt8]
  }

  private func content(of file: SiteFile) throws -> [UInt8] {
    switch file.content {
    case .bytes(let bytes): bytes
    case .made(let make): make()
    case .file(let path): try Disk.read(path, shown: path)
    case .page(let number): render(number)
    }
  }

  private func write(
    _ bytes: [UInt8], _ hash: ContentHash, as file: SiteFile, in place: Place
  ) throws -> Written {
    let status = try Disk.write(
      bytes, to: place.name, in: place.descriptor, shown: Disk.join(shown, file.path),
      wantsStatus: wantsStatuses)
    let entry = PublishManifest.File(path: file.path, size: bytes.count, hash: hash)
    return Written(entry: entry, status: status, isOld: false)
  }

  /// The old files with the paths of the new ones; both are in order.
  private func match(_ old: [PublishedFolder.File]) -> [PublishedFolder.File?] {
    var next = 0
    return files.map { file in
      while next < old.count, old[next].entry.path.lexicographicallyPrecedes(file.path) {
        next += 1
      }
      guard next < old.count, old[next].entry.path == file.path else { return nil }
      return old[next]
    }
  }

  private func inBatches(
    _ body: @escaping @Sendable (Int, Place) throws -> Written
  ) async throws -> [Written] {
    try await inBatches(opening: nil, "") { index, place, _ in try body(index, place) }
  }

  /// Calls `body` for each file in parallel; with the folder of the same path below `other` open, too.
  private func inBatches(
    opening other: Int32?, _ otherShown: String,
    _ body: @escaping @Sendable (Int, Place, Int32) throws -> Written
  ) async throws -> [Written] {
    // Enough to make opening the folder free, few enough to balance the cores.
    let batches = table.batches(of: max(4, min(64, files.count / (jobs * 8))))
    let done = try await ParallelMap.throwingMap(count: batches.count, jobs: jobs) { number in
      let (folder, indexes) = batches[number]
      let descriptor = try Disk.openFolder(folder.path, below: root, shown: shown)
      defer { close(descriptor) }
      // A folder that the old site does not have has none of its files either.
      let otherFolder = other.flatMap {
        try? Disk.openFolder(folder.path, below: $0, shown: otherShown)
      }
      defer { if let otherFolder { close(otherFolder) } }
      return try indexes.map { index in
        try Task.checkCancellation()
        let place = Place(descriptor: descriptor, name: Array(folder.name(of: files[index].path)))
        return (index, try body(index, place, otherFolder ?? -1))
      }
    }
    var written = [Written?](repeating: nil, count: files.count)
    for (index, file) in done.joined() { written[index] = file }
    return written.compactMap { $0 }
  }
}
