// Deletes trees: an old site, the rest of a crash. Level by level, the folders of a level in parallel,
// each opened once; links are deleted, not followed.

import Glibc

/// Deletes what is in folders.
enum FolderRemoval {
  /// Deletes everything in an open folder but the names in `keeping`. Runs to the end even when the
  /// task is cancelled.
  static func empty(
    _ root: Int32, shown: String, keeping: [String] = [], jobs: Int
  ) async throws {
    var level: [[UInt8]] = [[]]
    var emptied: [[UInt8]] = []
    while !level.isEmpty {
      let folders = level
      let found = await ParallelMap.map(count: folders.count, jobs: jobs, atOnce: 1) { index in
        Result { try emptyFolder(folders[index], below: root, shown: shown, keeping: keeping) }
      }
      level = try found.flatMap { try $0.get() }
      emptied += level
    }
    for path in emptied.reversed() {
      let result = Disk.withCPath(path) { unlinkat(root, $0, AT_REMOVEDIR) }
      if result != 0 && errno != ENOENT {
        throw Disk.failure("delete folder", Disk.join(shown, path))
      }
    }
  }

  /// Deletes the files of a folder and gives the folders in it.
  private static func emptyFolder(
    _ path: [UInt8], below root: Int32, shown: String, keeping: [String]
  ) throws -> [[UInt8]] {
    let folder = try Disk.openFolder(path, below: root, shown: shown)
    defer { close(folder) }
    var folders: [[UInt8]] = []
    try FolderListing.forEach(in: folder, shown: Disk.join(shown, path)) { name, isFolder in
      if path.isEmpty && keeping.contains(where: { name.elementsEqual($0.utf8) }) { return }
      if isFolder {
        folders.append(FolderListing.join(path, name))
      } else if unlinkat(folder, FolderListing.cString(name), 0) != 0 && errno != ENOENT {
        throw Disk.failure("delete", Disk.join(shown, FolderListing.join(path, name)))
      }
    }
    return folders
  }
}
