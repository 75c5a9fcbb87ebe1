// What is in a folder, however its names are spelt: names are bytes here, because two spellings of
// one text are equal as `String` and two files on the disk, and because not all names are UTF-8.
// The kernel's own list of entries is read: `readdir` would cost a copy of each.

import CLinux
import Glibc

/// All paths below a folder, links not followed.
struct FolderListing {
  /// What is not a folder, relative to the root: files, links, sockets.
  var files: [[UInt8]] = []
  /// The folders, each after its parent.
  var folders: [[UInt8]] = []
  /// All folders that were listed, the first one too, with the time from before when something was last
  /// added or taken away.
  var times: [(path: [UInt8], modified: Int64)] = []

  /// Lists the tree at a path below an open folder; iterative, as a deep one would end the stack.
  /// It must all be on one device.
  static func read(
    _ path: [UInt8], below root: Int32, device: UInt64, shown: String
  ) throws -> FolderListing {
    var listing = FolderListing()
    var waiting = [path]
    while let folder = waiting.popLast() {
      let descriptor = try Disk.openFolder(folder, below: root, shown: shown)
      defer { close(descriptor) }
      guard let status = FileStatus(of: descriptor) else {
        throw Disk.failure("look at", Disk.join(shown, folder))
      }
      if status.device != device { throw PublishError.mountInside(Disk.join(shown, folder)) }
      listing.times.append((folder, status.modified))
      try forEach(in: descriptor, shown: Disk.join(shown, folder)) { name, isFolder in
        let path = join(folder, name)
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

  /// Calls `body` with each name in an open folder, ended by NUL behind its last byte, and whether it
  /// is a folder. `body` may delete what it is given.
  static func forEach(
    in folder: Int32, shown: String,
    _ body: (_ name: UnsafeRawBufferPointer, _ isFolder: Bool) throws -> Void
  ) throws {
    try withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 8) { buffer in
      while true {
        let got = Disk.uninterrupted {
          kbgen_getdents(folder, buffer.baseAddress, buffer.count)
        }
        if got < 0 { throw Disk.failure("list", shown) }
        if got == 0 { return }
        var entries = UnsafeRawBufferPointer(rebasing: buffer[..<Int(got)])
        while !entries.isEmpty {
          // `linux_dirent64`: inode and offset of 8 bytes, the entry's length of 2, its kind, its name.
          let length = Int(entries.loadUnaligned(fromByteOffset: 16, as: UInt16.self))
          let kind = Int32(entries[18])
          let rest = UnsafeRawBufferPointer(rebasing: entries[19..<length])
          let name = UnsafeRawBufferPointer(rebasing: rest[..<(rest.firstIndex(of: 0) ?? 0)])
          entries = UnsafeRawBufferPointer(rebasing: entries[length...])
          if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
          var isFolder = kind == Int32(DT_DIR)
          if kind == Int32(DT_UNKNOWN) {
            guard let status = FileStatus(cString(name), in: folder) else {
              throw Disk.failure("look at", Disk.join(shown, Array(name)))
            }
            isFolder = status.isFolder
          }
          try body(name, isFolder)
        }
      }
    }
  }

  /// A name as `forEach` gives it, for C.
  static func cString(_ name: UnsafeRawBufferPointer) -> UnsafePointer<CChar> {
    guard let start = name.baseAddress else { preconditionFailure("a name has bytes") }
    return start.assumingMemoryBound(to: CChar.self)
  }

  /// The path of a name in a folder below the root, whose own path is empty.
  static func join(_ folder: [UInt8], _ name: UnsafeRawBufferPointer) -> [UInt8] {
    folder.isEmpty ? Array(name) : folder + [0x2F] + name
  }
}

/// The folders of a sorted list of paths, each with the files directly in it.
struct FolderTable: Sendable {
  /// A folder.
  struct Folder: Sendable {
    /// Its path; empty for the root.
    let path: [UInt8]
    /// Which of the paths are files in it, in their order.
    fileprivate(set) var files: [Int] = []

    /// The name in this folder of a path that is in it.
    func name(of path: [UInt8]) -> ArraySlice<UInt8> {
      self.path.isEmpty ? path[...] : path[(self.path.count + 1)...]
    }
  }

  /// The folders, each after its parent, the root first.
  let folders: [Folder]

  /// Sorts paths into folders.
  init(_ paths: [[UInt8]]) {
    var numbers: [[UInt8]: Int] = [[]: 0]
    var folders = [Folder(path: [])]
    var last = 0
    for (index, path) in paths.enumerated() {
      let parent = Self.parent(of: path)
      if !parent.elementsEqual(folders[last].path) {
        var missing: [ArraySlice<UInt8>] = []
        var folder = parent
        while numbers[Array(folder)] == nil {
          missing.append(folder)
          folder = Self.parent(of: folder)
        }
        for folder in missing.reversed() {
          numbers[Array(folder)] = folders.count
          folders.append(Folder(path: Array(folder)))
        }
        last = numbers[Array(parent)] ?? 0
      }
      folders[last].files.append(index)
    }
    self.folders = folders
  }

  /// Runs of at most `size` files of one folder, for work that opens the folder once.
  func batches(of size: Int) -> [(folder: Folder, files: ArraySlice<Int>)] {
    folders.flatMap { folder in
      stride(from: 0, to: folder.files.count, by: size).map { start in
        (folder, folder.files[start..<min(start + size, folder.files.count)])
      }
    }
  }

  /// The folder that holds a path.
  static func parent(of path: [UInt8]) -> ArraySlice<UInt8> { parent(of: path[...]) }

  private static func parent(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    path.lastIndex(of: 0x2F).map { path[..<$0] } ?? []
  }
}
