// The folder that a new site is written into before it takes the place of the old one, and the lock
// that keeps a second build out. Both are one folder, so that one deletion takes away all traces.
//
// The lock is `flock` on a file inside: the kernel lets go of it when a process dies in any way, so
// a staging folder whose lock is free is the rest of a crash and is emptied.

import CLinux
import Glibc

/// A locked staging folder.
struct PublishStaging {
  /// The staging folder's name inside a target that cannot be exchanged as a whole.
  static let nameInside = ".kbgen-staging"
  /// The new site inside the staging folder.
  static let siteName = "site"
  /// The new manifest while files are being moved one by one; what it lists is ours too.
  static let journalName = "manifest.json"

  /// The staging folder's absolute path.
  let path: String
  /// The open staging folder.
  let folder: Int32
  private let lock: Int32

  /// Makes and locks an empty staging folder; with `nilIfUnwritable`, nil when the folder around it
  /// cannot take it.
  static func open(
    _ path: String, target: String, nilIfUnwritable: Bool
  ) throws -> PublishStaging? {
    // Another build may be deleting the same folder just now: then look again.
    for _ in 0..<1_000 {
      if mkdir(path, 0o700) != 0 && errno != EEXIST {
        if nilIfUnwritable && [EACCES, EROFS, EPERM, ENAMETOOLONG].contains(errno) { return nil }
        throw Disk.failure("create folder", path)
      }
      let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      if folder < 0 {
        if errno == ENOENT { continue }
        throw Disk.failure("open", path)
      }
      let lock = openat(folder, "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
      if lock < 0 {
        let failure = Disk.failure("create", path + "/lock")
        let isGone = errno == ENOENT
        close(folder)
        if isGone { continue }
        rmdir(path)
        throw failure
      }
      let staging = PublishStaging(path: path, folder: folder, lock: lock)
      if try staging.take(target: target) {
        do {
          try staging.clean(keepingJournal: true)
        } catch {
          staging.remove(keepingJournal: true)
          throw error
        }
        return staging
      }
      staging.release()
    }
    throw PublishError.busy("Other builds are writing to \(target).")
  }

  /// Deletes the staging folder, or all of it but the journal, and lets go of the lock. What cannot
  /// be deleted is left for the next build.
  func remove(keepingJournal: Bool = false) {
    try? clean(keepingJournal: keepingJournal)
    unlinkat(folder, "lock", 0)
    rmdir(path)
    release()
  }

  private func clean(keepingJournal: Bool) throws {
    var kept = [Array("lock".utf8)]
    if keepingJournal { kept.append(Array(Self.journalName.utf8)) }
    try Disk.empty(folder, shown: path, keeping: kept)
  }

  private func release() {
    close(lock)
    close(folder)
  }

  /// Takes the lock and writes our process id into it; false when the lock file is no longer the
  /// one in the folder. Closes both descriptors before throwing.
  private func take(target: String) throws -> Bool {
    while flock(lock, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      let failure = Disk.failure("lock", path)
      let isBusy = errno == EWOULDBLOCK
      let owner = (try? Disk.read("lock", in: folder, shown: path)) ?? []
      release()
      if !isBusy { throw failure }
      let process = String(decoding: owner, as: UTF8.self)
      let named = process.isEmpty ? "" : " (process \(process))"
      throw PublishError.busy("Another build\(named) is writing to \(target).")
    }
    var ours = stat()
    var present = stat()
    if fstat(lock, &ours) != 0 || fstatat(folder, "lock", &present, AT_SYMLINK_NOFOLLOW) != 0
      || ours.st_ino != present.st_ino
    {
      return false
    }
    do {
      if ftruncate(lock, 0) != 0 { throw Disk.failure("write", path + "/lock") }
      try Disk.writeAll(Array("\(getpid())".utf8), to: lock, shown: path + "/lock")
    } catch {
      remove(keepingJournal: true)
      throw error
    }
    return true
  }
}
