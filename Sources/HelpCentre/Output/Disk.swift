// The system calls of the publisher with their results checked: a short write, a full disk or an
// interrupted call is seen here and nowhere else. Foundation is not used because it hides these: it
// leaves empty files on a full disk, or crashes.
//
// New files have mode 644 and new folders 755 by the program's umask, which is set once when it starts:
// a `chmod` for each would be a call more for every file of the site.

import CLinux
import Glibc

/// Checked system calls; each throws `PublishError.disk`.
enum Disk {
  /// The error of the last system call.
  static func failure(_ operation: String, _ path: String) -> PublishError {
    .disk(operation: operation, path: path, errno: errno)
  }

  /// The result of a call, which is made again when a signal has interrupted it.
  static func uninterrupted<Number: SignedInteger>(_ call: () -> Number) -> Number {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  /// Opens a folder, not following a link in the last part of its path.
  static func openFolder(_ path: String, in folder: Int32 = AT_FDCWD) throws -> Int32 {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let descriptor = uninterrupted { openat(folder, path, flags) }
    if descriptor < 0 { throw failure("open", path) }
    return descriptor
  }

  /// Opens a folder below an open one, following no link on the way; the empty path is the folder
  /// itself. `shown` is the path of the open one in errors.
  static func openFolder(_ path: [UInt8], below root: Int32, shown: String) throws -> Int32 {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let parts = path.isEmpty ? [[0x2E]] : path.split(separator: 0x2F).map(Array.init)
    var folder = root
    for part in parts {
      let next = uninterrupted { withCPath(part) { openat(folder, $0, flags) } }
      let error = errno
      if folder != root { close(folder) }
      if next < 0 {
        throw PublishError.disk(operation: "open", path: join(shown, path), errno: error)
      }
      folder = next
    }
    return folder
  }

  /// Makes a folder with exactly this mode, whatever the folder around it hands down.
  static func makeFolder(_ path: String, in folder: Int32, mode: mode_t = 0o755) throws {
    if mkdirat(folder, path, mode) != 0 { throw failure("create folder", path) }
    if fchmodat(folder, path, mode, 0) != 0 { throw failure("set mode", path) }
  }

  /// Writes a new file; `shown` is its path in errors. Gives its status when `wantsStatus`.
  @discardableResult
  static func write(
    _ bytes: [UInt8], to name: [UInt8], in folder: Int32, shown: @autoclosure () -> String,
    wantsStatus: Bool = false
  ) throws -> FileStatus? {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = uninterrupted { withCPath(name) { openat(folder, $0, flags, 0o644) } }
    if descriptor < 0 { throw failure("create", shown()) }
    var status: FileStatus?
    do {
      try writeAll(bytes, to: descriptor, shown: shown())
      if wantsStatus { status = FileStatus(of: descriptor) }
    } catch {
      close(descriptor)
      throw error
    }
    // Linux has closed it even when it says EINTR.
    if close(descriptor) != 0 && errno != EINTR { throw failure("close", shown()) }
    return status
  }

  /// Writes all bytes at the descriptor's position.
  static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, shown: @autoclosure () -> String
  ) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let written = uninterrupted { Glibc.write(descriptor, part.baseAddress, part.count) }
        if written <= 0 { throw failure("write", shown()) }
        rest = rest.dropFirst(written)
      }
    }
  }

  /// The bytes of a regular file; links are followed unless `flags` has `O_NOFOLLOW`.
  static func read(
    _ path: String, in folder: Int32 = AT_FDCWD, shown: String, flags: Int32 = 0
  ) throws -> [UInt8] {
    try read(Array(path.utf8), in: folder, shown: shown, flags: flags).bytes
  }

  /// The bytes of a regular file, and its status from before they were read.
  static func read(
    _ path: [UInt8], in folder: Int32, shown: @autoclosure () -> String, flags: Int32
  ) throws -> (bytes: [UInt8], status: FileStatus) {
    // Without O_NONBLOCK, opening a named pipe would wait for ever.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags
    let descriptor = uninterrupted { withCPath(path) { openat(folder, $0, flags) } }
    if descriptor < 0 { throw failure("open", shown()) }
    defer { close(descriptor) }
    guard let status = FileStatus(of: descriptor) else { throw failure("read", shown()) }
    if !status.isRegular {
      throw PublishError.disk(
        operation: "read", path: shown(), errno: status.isFolder ? EISDIR : EINVAL)
    }
    var bytes: [UInt8] = []
    var capacity = status.size + 1
    while true {
      let room = capacity
      var failed = false
      let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let free = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<room])
          let got = uninterrupted { Glibc.read(descriptor, free.baseAddress, free.count) }
          failed = got < 0
          if got <= 0 { return }
          count += got
        }
      }
      if failed { throw failure("read", shown()) }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.count < room { return (bytes, status) }
      capacity = max(65_536, bytes.count)
    }
  }

  /// The status of a path, of a link itself; nil when there is nothing.
  static func status(_ path: String, in folder: Int32 = AT_FDCWD) throws -> FileStatus? {
    if let status = FileStatus(path, in: folder) { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure("look at", path)
  }

  /// Makes what was renamed or deleted in a folder last; a file system that cannot is no reason to
  /// fail after the fact.
  static func syncFolder(_ path: String) {
    guard let folder = try? openFolder(path) else { return }
    _ = uninterrupted { fsync(folder) }
    close(folder)
  }

  /// Gives a path of bytes to C.
  static func withCPath<Result>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: CChar.self, capacity: path.count + 1) { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("a path ends in NUL") }
      path.withUnsafeBytes { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: $0) }
      start[path.count] = 0
      return try body(UnsafePointer(start))
    }
  }

  /// A path below a folder for people.
  static func join(_ folder: String, _ path: [UInt8]) -> String {
    path.isEmpty ? folder : folder + "/" + String(decoding: path, as: UTF8.self)
  }
}

/// What the file system says of a file, a folder or a link; times in nanoseconds since 1970.
struct FileStatus: Sendable, Equatable {
  /// Which file it is, and on which file system.
  let inode, device: UInt64
  /// Kind and permissions, as in `st_mode`.
  let mode: UInt32
  /// User and group.
  let owner, group: UInt32
  /// In bytes.
  let size: Int
  /// When the bytes changed, and when anything at all did.
  let modified, changed: Int64

  /// Whether it is a file with bytes.
  var isRegular: Bool { mode & S_IFMT == S_IFREG }
  /// Whether it is a folder.
  var isFolder: Bool { mode & S_IFMT == S_IFDIR }

  /// Asks for an open file; nil and errno on failure.
  init?(of descriptor: Int32) {
    var status = stat()
    if fstat(descriptor, &status) != 0 { return nil }
    self.init(status)
  }

  /// Asks for what stands at a path, links not followed; nil and errno on failure.
  init?(_ path: UnsafePointer<CChar>, in folder: Int32) {
    var status = stat()
    if fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) != 0 { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    inode = UInt64(status.st_ino)
    device = UInt64(status.st_dev)
    mode = status.st_mode
    owner = status.st_uid
    group = status.st_gid
    size = Int(status.st_size)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
