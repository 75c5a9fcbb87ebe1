// The folder that a new site is written into before it takes the place of the old one, and the lock
// that keeps a second build out. Both are one folder, so that one deletion takes away all traces. A
// staging folder whose lock is free is the rest of a crash and is emptied.

import CLinux
import Glibc

/// A locked staging folder.
struct PublishStaging: Sendable {
  /// The staging folder's name inside a target that cannot be exchanged as a whole.
  static let nameInside = ".kbgen-staging"
  /// The new site inside the staging folder.
  static let siteName = "site"
  /// The new manifest while files are being moved one by one; what it lists is ours too.
  static let journalName = "manifest.json"
  private static let clockName = "clock"

  /// The staging folder's absolute path.
  let path: String
  /// The open and locked output folder; nil when there is none yet.
  let target: OpenFile?
  private let opened: OpenFile
  private let lock: OpenFile
  private let jobs: Int

  /// The open staging folder.
  var folder: Int32 { opened.descriptor }

  /// Where the staging folder of a target is beside it.
  static func pathBeside(_ target: PublishTarget) -> String {
    "\(target.parent == "/" ? "" : target.parent)/.\(target.name).kbgen-staging"
  }

  /// Where it is inside it.
  static func pathInside(_ target: PublishTarget) -> String {
    target.path + "/" + nameInside
  }

  /// Makes and locks an empty staging folder, waiting for others as long as allowed; with
  /// `nilIfUnwritable`, nil when the folder around it cannot take it.
  static func open(
    _ path: String, target: PublishTarget, nilIfUnwritable: Bool, _ options: PublishOptions
  ) async throws -> PublishStaging? {
    let end = ContinuousClock.now + .seconds(options.waitSeconds)
    var isWaiting = false
    while true {
      do {
        let staging = try await openNow(
          path, target: target, nilIfUnwritable: nilIfUnwritable, jobs: options.jobs)
        guard let staging else { return nil }
        do {
          try await staging.clean(keepingJournal: true)
        } catch {
          await staging.remove(keepingJournal: true)
          throw error
        }
        return staging
      } catch PublishError.busy(let reason) {
        if ContinuousClock.now >= end { throw PublishError.busy(reason) }
        if !isWaiting { options.sayWaiting(reason) }
        isWaiting = true
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }

  /// Deletes the staging folder, or all of it but the journal. What cannot be deleted is left for the
  /// next build.
  func remove(keepingJournal: Bool = false) async {
    try? await clean(keepingJournal: keepingJournal)
    Self.abandon(path, opened)
  }

  /// Deletes all that is staged.
  func clean(keepingJournal: Bool = false) async throws {
    try await FolderRemoval.empty(
      folder, shown: path,
      keeping: keepingJournal ? [PublishLock.name, Self.journalName] : [PublishLock.name],
      jobs: jobs)
  }

  /// A time that the file system puts on a change made now; nil where it has none.
  func stamp() -> Int64? {
    let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    let file = openat(folder, Self.clockName, flags, 0o600)
    if file < 0 { return nil }
    defer { close(file) }
    return futimens(file, nil) == 0 ? FileStatus(of: file)?.changed : nil
  }

  /// A stamp after which the file system's clock has moved on: all changes so far have it or an earlier
  /// one, all to come a later one. Nil where the clock's tick is too long to wait for.
  func lastStamp() -> Int64? {
    guard let last = stamp() else { return nil }
    for _ in 0..<40 {
      guard let next = stamp() else { return nil }
      if next > last { return last }
      usleep(500)
    }
    return nil
  }

  private static func openNow(
    _ path: String, target: PublishTarget, nilIfUnwritable: Bool, jobs: Int
  ) async throws -> PublishStaging? {
    // Another build may be deleting the same folder just now: then look again.
    for _ in 0..<1_000 {
      if mkdir(path, 0o700) != 0 && errno != EEXIST {
        if nilIfUnwritable && [EACCES, EROFS, EPERM, ENAMETOOLONG].contains(errno) { return nil }
        throw Disk.failure("create folder", path)
      }
      let opened: OpenFile
      do {
        opened = OpenFile(descriptor: try Disk.openFolder(path))
      } catch PublishError.disk(_, _, ENOENT) {
        continue
      } catch {
        rmdir(path)
        throw error
      }
      let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
      let descriptor = Disk.uninterrupted {
        openat(opened.descriptor, PublishLock.name, flags, 0o600)
      }
      if descriptor < 0 {
        if errno == ENOENT { continue }
        let failure = Disk.failure("create", path + "/" + PublishLock.name)
        rmdir(path)
        throw failure
      }
      let lock = OpenFile(descriptor: descriptor, isLock: true)
      guard try PublishLock.take(lock, in: opened, shown: path, target: target) else { continue }
      do {
        let staging = PublishStaging(
          path: path, target: try PublishLock.take(target), opened: opened, lock: lock, jobs: jobs)
        // Others could change what we write into a folder of theirs; root takes it away.
        if FileStatus(of: opened.descriptor)?.owner == geteuid() { return staging }
        if geteuid() != 0 { throw PublishError.disk(operation: "use", path: path, errno: EACCES) }
        await staging.remove()
      } catch {
        abandon(path, opened)
        throw error
      }
    }
    throw PublishError.busy("Other builds are writing to \(target.path).")
  }

  /// Takes a locked folder away if nothing else is in it; the lock file goes in any case.
  private static func abandon(_ path: String, _ opened: OpenFile) {
    unlinkat(opened.descriptor, PublishLock.name, 0)
    rmdir(path)
  }
}
