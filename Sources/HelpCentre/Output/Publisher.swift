// The only door through which a build reaches the disk. The whole site is written beside the output
// folder and then exchanged with it in one step of the kernel, so that a visitor, a full disk, Ctrl-C
// or a power cut sees the old site or the new one and nothing in between.

import CLinux
import Glibc

/// Replaces a published folder, all or nothing.
package enum Publisher {
  /// The paths of the pages that an earlier build wrote to `target`; none where none did. Assets and
  /// search files are not pages. Throws `PublishError`.
  package static func publishedPages(in target: String) throws -> [String] {
    guard try Disk.status(target + "/.") != nil else { return [] }
    let folder = try Disk.openFolder(target + "/.")
    defer { close(folder) }
    let manifest = try PublishedFolder.readManifest(
      PublishManifest.name, in: folder, shown: target)
    return (manifest?.files ?? []).map(\.path).filter { path in
      path.utf8.suffix(5).elementsEqual(".html".utf8) && !path.utf8.starts(with: "assets/".utf8)
        && !path.utf8.starts(with: "search/".utf8)
    }
  }

  /// Publishes a tree to `target`, a folder that is new, empty or written by an earlier build.
  ///
  /// `project` and `content` are the folders that must not be overwritten. Throws `PublishError`;
  /// then the target is as it was.
  package static func publish(
    _ tree: OutputTree, to target: String, project: String, content: String, jobs: Int
  ) async throws -> PublishReport {
    let entries = tree.sortedEntries()
    let target = try PublishTarget.resolve(target, project: project, content: content)
    let made = try target.makeParents()
    let job = PublishJob(entries: entries, render: tree.render, target: target, jobs: jobs)
    do {
      if let report = try await job.exchange() { return report }
      return try await job.replaceInPlace()
    } catch {
      for folder in made.reversed() { rmdir(folder) }
      throw error is CancellationError ? PublishError.cancelled : error
    }
  }
}

/// A tree on its way to a target.
struct PublishJob {
  /// The files by the bytes of their paths.
  let entries: [OutputEntry]
  /// Gives the bytes of a page.
  let render: @Sendable (Int) -> [UInt8]
  /// Where they go.
  let target: PublishTarget
  /// How many threads.
  let jobs: Int

  /// Writes beside the target and exchanges; nil where that cannot be done, with no trace left: the
  /// parent is not ours to write, the target is a mount point, the file system cannot exchange.
  func exchange() async throws -> PublishReport? {
    let parent = target.parent == "/" ? "" : target.parent
    let path = "\(parent)/.\(target.name).kbgen-staging"
    let found = try Disk.status(target.path)
    if let found, try isMountPoint(found) || belongsToOther(found) { return nil }
    guard
      let staging = try PublishStaging.open(
        path, target: target.path, nilIfUnwritable: found != nil)
    else { return nil }
    defer { staging.remove() }
    // Looked at again: before we had the lock, another build may have made the folder.
    let status = try Disk.status(target.path)
    _ = try await inspect(isThere: status != nil)
    let manifest = try await stage(into: staging)
    try Task.checkCancellation()
    let site = path + "/" + PublishStaging.siteName
    if let status {
      if try !copyOwner(of: status, to: site) { return nil }
      if kbgen_exchange(site, target.path) != 0 {
        let unable = [EINVAL, ENOSYS, EBUSY, EXDEV, EOPNOTSUPP, EPERM, EACCES]
        if unable.contains(errno) { return nil }
        throw Disk.failure("replace", target.path)
      }
    } else if rename(site, target.path) != 0 {
      throw Disk.failure("create folder", target.path)
    }
    syncFolder(target.parent)
    return report(manifest)
  }

  /// The files of the target, checked to be ours.
  func inspect(isThere: Bool) async throws -> PublishedFolder {
    if !isThere { return PublishedFolder(manifest: PublishManifest(files: [])) }
    let folder = try Disk.openFolder(target.path)
    defer { close(folder) }
    return try await PublishedFolder.inspect(folder, shown: target.path, jobs: jobs)
  }

  /// Writes the site into the staging folder and onto the disk.
  func stage(into staging: PublishStaging) async throws -> PublishManifest {
    let shown = staging.path + "/" + PublishStaging.siteName
    try Disk.makeFolder(PublishStaging.siteName, in: staging.folder)
    let root = try Disk.openFolder(PublishStaging.siteName, in: staging.folder)
    defer { close(root) }
    let manifest = try await SiteWriter.write(
      entries, render: render, into: root, shown: shown, jobs: jobs)
    if kbgen_syncfs(root) != 0 { throw Disk.failure("sync", shown) }
    return manifest
  }

  /// What to tell about a publication.
  func report(_ manifest: PublishManifest) -> PublishReport {
    PublishReport(
      files: manifest.files.count, bytes: manifest.files.reduce(0) { $0 + $1.size })
  }

  private func isMountPoint(_ status: stat) throws -> Bool {
    try Disk.status(target.parent).map { $0.st_dev != status.st_dev } ?? false
  }

  /// Only root can give the new folder to the owner of the old one.
  private func belongsToOther(_ status: stat) -> Bool {
    geteuid() != 0 && geteuid() != status.st_uid
  }

  /// Gives the new folder the mode and owner of the old one; false when only another user may.
  private func copyOwner(of status: stat, to site: String) throws -> Bool {
    var own = stat()
    if lstat(site, &own) != 0 { throw Disk.failure("look at", site) }
    if own.st_uid != status.st_uid || own.st_gid != status.st_gid,
      lchown(site, status.st_uid, status.st_gid) != 0
    {
      return false
    }
    if chmod(site, status.st_mode & 0o7777) != 0 { throw Disk.failure("set mode", site) }
    return true
  }

  /// Makes a rename in a folder last; a file system that cannot is no reason to fail now.
  private func syncFolder(_ path: String) {
    let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder < 0 { return }
    fsync(folder)
    close(folder)
  }
}
