// The system calls of the publisher with their results checked: a short write, a full disk or an
// interrupted call is seen here and nowhere else. Foundation is not used because it hides these: it
// leaves empty files on a full disk, or crashes.

import CLinux
import Glibc

/// Checked system calls; each throws `PublishError.disk`.
enum Disk {
  /// The error of the last system call.
  static func failure(_ operation: String, _ path: String) -> PublishError {
    .disk(operation: operation, path: path, errno: errno)
  }

  /// Opens a folder below an open one, not following a link in its last part.
  static func openFolder(_ path: String, in folder: Int32 = AT_FDCWD) throws -> Int32 {
    let descriptor = openat(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor < 0 { throw failure("open", path) }
    return descriptor
  }

  /// Makes a folder with exactly this mode, whatever the umask.
  static func makeFolder(_ path: String, in folder: Int32, mode: mode_t = 0o755) throws {
    if mkdirat(folder, path, mode) != 0 { throw failure("create folder", path) }
    if fchmodat(folder, path, mode, 0) != 0 { throw failure("set mode", path) }
  }

  /// Writes a new file with mode 644; `shown` is its path in errors.
  static func write(_ bytes: [UInt8], to name: String, in folder: Int32, shown: String) throws {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(folder, name, flags, 0o644)
    if descriptor < 0 { throw failure("create", shown) }
    do {
      try writeAll(bytes, to: descriptor, shown: shown)
      if fchmod(descriptor, 0o644) != 0 { throw failure("set mode", shown) }
    } catch {
      close(descriptor)
      throw error
    }
    // Linux has closed it even when it says EINTR.
    if close(descriptor) != 0 && errno != EINTR { throw failure("close", shown) }
  }

  /// Writes all bytes at the descriptor's position.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, shown: String) throws {
    try bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let written = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0 && errno == EINTR { continue }
        if written <= 0 { throw failure("write", shown) }
        rest = rest.dropFirst(written)
      }
    }
  }

  /// The bytes of a regular file; links are followed unless `flags` has `O_NOFOLLOW`.
  static func read(
    _ path: String, in folder: Int32 = AT_FDCWD, shown: String, flags: Int32 = 0
  ) throws -> [UInt8] {
    // Without O_NONBLOCK, opening a named pipe would wait for ever.
    let descriptor = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    if descriptor < 0 { throw failure("open", shown) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw failure("read", shown) }
    if status.st_mode & S_IFMT != S_IFREG {
      let folder = status.st_mode & S_IFMT == S_IFDIR
      throw PublishError.disk(operation: "read", path: shown, errno: folder ? EISDIR : EINVAL)
    }
    var bytes: [UInt8] = []
    var capacity = Int(status.st_size) + 1
    while true {
      let room = capacity
      var failed = false
      let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let free = UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<room])
          let got = Glibc.read(descriptor, free.baseAddress, free.count)
          if got < 0 && errno == EINTR { continue }
          failed = got < 0
          if got <= 0 { return }
          count += got
        }
      }
      if failed { throw failure("read", shown) }
      if bytes.isEmpty { bytes = part } else { bytes += part }
      if part.count < room { return bytes }
      capacity = max(65_536, bytes.count)
    }
  }

  /// The status of a path, of a link itself; nil when there is nothing.
  static func status(_ path: String, in folder: Int32 = AT_FDCWD) throws -> stat? {
    var status = stat()
    if fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw failure("look at", path)
  }

  /// Deletes everything in a folder but the names in `keeping`; links are deleted, not followed.
  static func empty(_ folder: Int32, shown: String, keeping: [[UInt8]] = []) throws {
    let listing = try FolderListing.read(folder, shown: shown, skipping: keeping)
    for file in listing.files {
      if FolderListing.unlink(file, in: folder, flags: 0) != 0 && errno != ENOENT {
        throw failure("delete", shown + "/" + String(decoding: file, as: UTF8.self))
      }
    }
    for path in listing.folders.reversed() {
      if FolderListing.unlink(path, in: folder, flags: AT_REMOVEDIR) != 0 && errno != ENOENT {
        throw failure("delete folder", shown + "/" + String(decoding: path, as: UTF8.self))
      }
    }
  }
}
