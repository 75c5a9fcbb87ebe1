// Writes a tree into an empty folder: folders first, one after the other, then the files in parallel.
// Files of one folder are written in batches that open the folder once, which costs two calls less
// a file than walking the whole path each time.

import Glibc
import Markup

/// Writes all files of a tree and says what was written.
enum SiteWriter {
  /// Files in a batch: enough to make opening the folder free, few enough to balance the cores.
  private static let batchSize = 16

  /// Writes the entries, which are sorted, below an open folder; the manifest comes last.
  static func write(
    _ entries: [OutputEntry], render: @escaping @Sendable (Int) -> [UInt8], into root: Int32,
    shown: String, jobs: Int
  ) async throws -> PublishManifest {
    for folder in folders(of: entries) {
      let name = String(decoding: folder, as: UTF8.self)
      if mkdirat(root, name, 0o755) != 0 || fchmodat(root, name, 0o755, 0) != 0 {
        throw Disk.failure("create folder", shown + "/" + name)
      }
    }
    let batches = batches(of: entries)
    let files = try await ParallelMap.throwingMap(count: batches.count, jobs: jobs) { index in
      try write(entries[batches[index]], render: render, into: root, shown: shown)
    }
    let manifest = PublishManifest(files: files.flatMap { $0 })
    try Disk.write(
      manifest.json(), to: PublishManifest.name, in: root,
      shown: shown + "/" + PublishManifest.name)
    return manifest
  }

  /// The folders of all entries, each after its parent.
  static func folders(of entries: [OutputEntry]) -> [[UInt8]] {
    var all: Set<[UInt8]> = []
    var last: [UInt8] = []
    for entry in entries {
      var folder = parent(Array(entry.path.utf8)[...])
      if folder.elementsEqual(last) { continue }
      last = Array(folder)
      while !folder.isEmpty, all.insert(Array(folder)).inserted { folder = parent(folder) }
    }
    return all.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func parent(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    path.lastIndex(of: 0x2F).map { path[..<$0] } ?? []
  }

  private static func batches(of entries: [OutputEntry]) -> [Range<Int>] {
    var batches: [Range<Int>] = []
    var start = 0
    for index in entries.indices {
      let isNext =
        index + 1 < entries.count && index + 1 - start < batchSize
        && parent(Array(entries[index + 1].path.utf8)[...])
          .elementsEqual(parent(Array(entries[index].path.utf8)[...]))
      if isNext { continue }
      batches.append(start..<index + 1)
      start = index + 1
    }
    return batches
  }

  private static func write(
    _ entries: ArraySlice<OutputEntry>, render: (Int) -> [UInt8], into root: Int32, shown: String
  ) throws -> [PublishManifest.File] {
    guard let first = entries.first else { return [] }
    let parent = String(decoding: parent(Array(first.path.utf8)[...]), as: UTF8.self)
    let folder = try Disk.openFolder(parent.isEmpty ? "." : parent, in: root)
    defer { close(folder) }
    return try entries.map { entry in
      try Task.checkCancellation()
      let bytes =
        switch entry.content {
        case .bytes(let bytes): bytes
        case .made(let make): make()
        case .file(let path): try Disk.read(path, shown: path)
        case .page(let number): render(number)
        }
      let name =
        parent.isEmpty
        ? entry.path
        : String(
          decoding: entry.path.utf8.dropFirst(
            parent.utf8.count + 1), as: UTF8.self)
      try Disk.write(bytes, to: name, in: folder, shown: shown + "/" + entry.path)
      return PublishManifest.File(
        path: entry.path, size: bytes.count, hash: ContentHash(bytes).hex())
    }
  }
}
