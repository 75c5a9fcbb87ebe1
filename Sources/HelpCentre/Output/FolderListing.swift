// What is in a folder, however its names are spelt: names are bytes here, because two spellings of
// one text are equal as `String` and two files on the disk, and because not all names are UTF-8.

import CLinux
import Glibc

/// All paths below a folder, links not followed.
struct FolderListing {
  /// What is not a folder, relative to the root: files, links, sockets.
  var files: [[UInt8]] = []
  /// The folders, each after its parent.
  var folders: [[UInt8]] = []

  /// Lists a tree; iterative, as a deep one would end the stack. `skipping` are names in its root.
  static func read(
    _ root: Int32, shown: String, skipping: [[UInt8]] = []
  ) throws -> FolderListing {
    var listing = FolderListing()
    var waiting: [[UInt8]] = [[]]
    while let folder = waiting.popLast() {
      for (name, isFolder) in try entries(of: folder, in: root, shown: shown) {
        if folder.isEmpty && skipping.contains(name) { continue }
        let path = folder.isEmpty ? name : folder + [0x2F] + name
        if isFolder {
          listing.folders.append(path)
          waiting.append(path)
        } else {
          listing.files.append(path)
        }
      }
    }
    return listing
  }

  /// `unlinkat` for a path of bytes.
  static func unlink(_ path: [UInt8], in folder: Int32, flags: Int32) -> Int32 {
    withCPath(path) { unlinkat(folder, $0, flags) }
  }

  /// Gives a path of bytes to C.
  static func withCPath<Result>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    try (path + [0]).withUnsafeBytes { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { chars in
        guard let start = chars.baseAddress else { preconditionFailure("a path ends in NUL") }
        return try body(start)
      }
    }
  }

  private static func entries(
    of path: [UInt8], in root: Int32, shown: String
  ) throws -> [(name: [UInt8], isFolder: Bool)] {
    let shown = path.isEmpty ? shown : shown + "/" + String(decoding: path, as: UTF8.self)
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let descriptor = withCPath(path.isEmpty ? [0x2E] : path) { openat(root, $0, flags) }
    if descriptor < 0 { throw Disk.failure("open", shown) }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      throw Disk.failure("list", shown)
    }
    defer { closedir(stream) }
    var found: [(name: [UInt8], isFolder: Bool)] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw Disk.failure("list", shown) }
        return found
      }
      guard let start = kbgen_entry_name(entry) else { continue }
      let name = UnsafeRawBufferPointer(start: start, count: strlen(start))
      if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
      var isFolder = Int32(entry.pointee.d_type) == Int32(DT_DIR)
      if Int32(entry.pointee.d_type) == Int32(DT_UNKNOWN) {
        var status = stat()
        let result = fstatat(descriptor, start, &status, AT_SYMLINK_NOFOLLOW)
        if result != 0 { throw Disk.failure("look at", shown) }
        isFolder = status.st_mode & S_IFMT == S_IFDIR
      }
      found.append((Array(name), isFolder))
    }
  }
}
