// Keeping two builds out of one output folder. The locks are the kernel's (`flock`): it lets go of them
// when a process dies in any way, so nothing has to be repaired and no process id is believed.
//
// There are two. The one in the staging folder also holds while there is no output folder yet. The one on
// the output folder itself is for two users of whom one stages beside it and the other only inside.

import Glibc

/// A file or folder that is open as long as somebody needs it.
final class OpenFile: Sendable {
  /// Its number.
  let descriptor: Int32
  private let isLock: Bool

  /// Takes over an open descriptor; one that may be locked is unlocked at the end.
  init(descriptor: Int32, isLock: Bool = false) {
    self.descriptor = descriptor
    self.isLock = isLock
  }

  deinit {
    // A process that was forked meanwhile has the descriptor too, and with it the lock.
    if isLock { flock(descriptor, LOCK_UN) }
    close(descriptor)
  }
}

/// The locks of a publication.
enum PublishLock {
  /// The lock file's name in a staging folder.
  static let name = "lock"

  /// Locks the open lock file of a staging folder and writes our process id into it; false when the
  /// folder has another one by now. Throws `PublishError.busy`.
  static func take(
    _ lock: OpenFile, in staging: OpenFile, shown: String, target: PublishTarget
  ) throws -> Bool {
    let result = Disk.uninterrupted { flock(lock.descriptor, LOCK_EX | LOCK_NB) }
    if result != 0 {
      if errno != EWOULDBLOCK { throw Disk.failure("lock", shown) }
      throw busy(target, staging: shown)
    }
    do {
      guard let ours = FileStatus(of: lock.descriptor) else { throw Disk.failure("lock", shown) }
      if try Disk.status(name, in: staging.descriptor)?.inode != ours.inode { return false }
      let path = shown + "/" + name
      if Disk.uninterrupted({ ftruncate(lock.descriptor, 0) }) != 0 {
        throw Disk.failure("write", path)
      }
      try Disk.writeAll(Array("\(getpid())".utf8), to: lock.descriptor, shown: path)
    } catch {
      unlinkat(staging.descriptor, name, 0)
      rmdir(shown)
      throw error
    }
    return true
  }

  /// Opens and locks the output folder; nil when there is none. Throws `PublishError.busy`.
  static func take(_ target: PublishTarget) throws -> OpenFile? {
    while true {
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      let descriptor = Disk.uninterrupted { open(target.path, flags) }
      if descriptor < 0 {
        if errno == ENOENT { return nil }
        throw Disk.failure("open", target.path)
      }
      let folder = OpenFile(descriptor: descriptor, isLock: true)
      // A file system without locks on folders still has the staging folder's.
      let result = Disk.uninterrupted { flock(descriptor, LOCK_EX | LOCK_NB) }
      if result != 0 && errno == EWOULDBLOCK {
        throw busy(target, staging: PublishStaging.pathInside(target))
      }
      guard let ours = FileStatus(of: descriptor) else {
        throw Disk.failure("look at", target.path)
      }
      // Another build may have put a new folder there meanwhile.
      if try Disk.status(target.path)?.inode == ours.inode { return folder }
    }
  }

  /// The error for a target that another build has, with what its lock file says of it.
  private static func busy(_ target: PublishTarget, staging: String) -> PublishError {
    var who = ""
    let path = staging + "/" + name
    if let process = try? Disk.read(path, shown: path, flags: O_NOFOLLOW), !process.isEmpty {
      who = " (process \(String(decoding: process, as: UTF8.self)))"
    }
    // The file was written when the lock was taken.
    let start = (try? Disk.status(path)).flatMap { $0 }.map { time($0.modified) }
    let since = start.map { " since \($0)" } ?? ""
    return .busy("Another build\(who) is writing to \(target.path)\(since).")
  }

  private static func time(_ nanoseconds: Int64) -> String {
    var seconds = time_t(nanoseconds / 1_000_000_000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%d %H:%M:%S UTC", &parts)
    return String(decoding: text[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
