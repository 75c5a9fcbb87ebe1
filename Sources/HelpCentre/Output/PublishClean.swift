// Taking a published site away again: just what its manifest lists, under the same locks and with the
// same refusals as a build. The folder goes in one step where it can be moved away as a whole; where
// something is kept in it, or it is a mount point, file by file, what leads to pages first, the manifest
// last, so that a cleaning that dies can be done again.

import Glibc

extension Publisher {
  /// Deletes the site that was published to a folder, and the rests of builds that died. Throws
  /// `PublishError`; then the site is there as it was, unless it is `.disk`.
  package static func clean(_ options: PublishOptions) async throws -> CleanReport {
    let target = try PublishTarget.resolve(options.target, project: options.project)
    let beside = PublishStaging.pathBeside(target)
    let status = try Disk.status(target.path)
    let hadRest = try [beside, PublishStaging.pathInside(target)].contains {
      try Disk.status($0) != nil
    }
    if status == nil && !hadRest { return CleanReport(deleted: 0, kept: 0, hadRest: false) }
    let isInside = try !target.canBeExchanged()
    var opened = isInside ? nil : try await open(beside, target, options)
    if opened == nil, status != nil {
      opened = try await open(PublishStaging.pathInside(target), target, options)
    }
    guard let staging = opened else {
      throw PublishError.disk(operation: "clean", path: beside, errno: EACCES)
    }
    do {
      let (deleted, kept) = try await clean(target, through: staging, options)
      await staging.remove()
      if kept == 0, staging.path != beside { rmdir(target.path) }
      return CleanReport(deleted: deleted, kept: kept, hadRest: hadRest)
    } catch {
      await staging.remove(keepingJournal: true)
      throw error is CancellationError ? PublishError.cancelled : error
    }
  }

  private static func open(
    _ path: String, _ target: PublishTarget, _ options: PublishOptions
  ) async throws -> PublishStaging? {
    try await PublishStaging.open(
      path, target: target, nilIfUnwritable: path == PublishStaging.pathBeside(target),
      options)
  }

  private static func clean(
    _ target: PublishTarget, through staging: PublishStaging, _ options: PublishOptions
  ) async throws -> (deleted: Int, kept: Int) {
    guard let root = staging.target else { return (0, 0) }
    let cache = options.cache.flatMap { PublishCache(folder: $0, target: target) }
    let old = try await PublishedFolder.inspect(
      root.descriptor, shown: target.path, keep: options.keep, cache: cache, jobs: options.jobs)
    try Task.checkCancellation()
    if !old.isOurs { return (0, old.kept.files.count) }
    let site = staging.path + "/" + PublishStaging.siteName
    let isBeside = staging.path == PublishStaging.pathBeside(target)
    if isBeside, old.kept.isEmpty, rename(target.path, site) == 0 {
      let moved = FileStatus(of: root.descriptor)
      if try moved == nil || Disk.status(site)?.inode != moved?.inode {
        rename(site, target.path)
        throw PublishError.refused("The output folder \(target.path) was replaced by another one.")
      }
      Disk.syncFolder(target.parent)
      try await staging.clean()
    } else {
      let paths = old.files.map(\.entry.path)
      for rank in (0...2).reversed() {
        try target.delete(
          paths.filter { PublishJob.rank($0) == rank }, old.vanishedFolders(in: []),
          in: root.descriptor)
      }
      if isBeside {
        try await removeRest(in: root.descriptor, target, options)
      }
      if unlinkat(root.descriptor, PublishManifest.name, 0) != 0 && errno != ENOENT {
        throw Disk.failure("delete", target.path + "/" + PublishManifest.name)
      }
      if old.kept.isEmpty && isBeside { rmdir(target.path) }
      Disk.syncFolder(old.kept.isEmpty ? target.parent : target.path)
    }
    cache?.remove()
    return (old.files.count, old.kept.files.count)
  }

  /// Deletes what a build that died inside the target has left there.
  private static func removeRest(
    in root: Int32, _ target: PublishTarget, _ options: PublishOptions
  ) async throws {
    let name = Array(PublishStaging.nameInside.utf8)
    guard let descriptor = try? Disk.openFolder(name, below: root, shown: target.path) else {
      return
    }
    let rest = OpenFile(descriptor: descriptor)
    try await FolderRemoval.empty(
      rest.descriptor, shown: PublishStaging.pathInside(target), jobs: options.jobs)
    unlinkat(root, PublishStaging.nameInside, AT_REMOVEDIR)
  }
}
