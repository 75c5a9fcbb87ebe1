// The only door through which a build reaches the disk. The whole site is written beside the output
// folder and then exchanged with it in one step of the kernel, so that a visitor, a full disk, Ctrl-C
// or a power cut sees the old site or the new one and nothing in between.

import CLinux
import Glibc
import Markup

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
      path.suffix(5).elementsEqual(".html".utf8) && !path.starts(with: "assets/".utf8)
        && !path.starts(with: "search/".utf8)
    }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The hash of the manifest of an output folder in which all is as a build has left it and known from
  /// `cache`, so that nothing is read; nil of any other. Throws `PublishError`.
  static func unchangedManifest(_ options: PublishOptions) async throws -> ContentHash? {
    let target = try PublishTarget.resolve(options.target, project: options.project)
    // The rest of a build that died is taken away by the next publication.
    guard try target.canBeExchanged(), try Disk.status(PublishStaging.pathBeside(target)) == nil,
      let cache = options.cache.flatMap({ PublishCache(folder: $0, target: target) })
    else { return nil }
    // Whoever has the lock is changing it.
    guard let folder = try PublishLock.take(target) else { return nil }
    let site = try await PublishedFolder.inspect(
      folder.descriptor, shown: target.path, keep: options.keep, cache: cache, jobs: options.jobs,
      readsFiles: false)
    guard site.isUnchanged, site.hasNoRest, site.files.allSatisfy(\.isReusable)
    else { return nil }
    return site.manifestHash
  }

  /// Publishes a tree to a folder that is new, empty or written by an earlier build. Throws
  /// `PublishError`; then the target is as it was.
  package static func publish(
    _ tree: OutputTree, _ options: PublishOptions
  ) async throws -> PublishReport {
    let files = tree.sortedFiles()
    let target = try PublishTarget.resolve(options.target, project: options.project)
    try options.keep.check(files)
    let made = try target.makeParents()
    let job = PublishJob(files: files, render: tree.render, target: target, options: options)
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
struct PublishJob: Sendable {
  /// The files by the bytes of their paths.
  let files: [SiteFile]
  /// Gives the bytes of a page.
  let render: @Sendable (Int) -> [UInt8]
  /// Where they go.
  let target: PublishTarget
  /// How.
  let options: PublishOptions

  /// Writes beside the target and exchanges; nil where that cannot be done, with no trace left: the
  /// parent is not ours to write, the target is a mount point, the file system cannot exchange.
  func exchange() async throws -> PublishReport? {
    guard try target.canBeExchanged(),
      let staging = try await PublishStaging.open(
        PublishStaging.pathBeside(target), target: target,
        nilIfUnwritable: Disk.status(target.path) != nil, options)
    else { return nil }
    do {
      let report = try await exchange(through: staging)
      await staging.remove()
      return report
    } catch {
      await staging.remove()
      throw error
    }
  }

  private func exchange(through staging: PublishStaging) async throws -> PublishReport? {
    var clock = PhaseClock()
    let start = staging.stamp()
    let old = try await inspect(staging)
    clock.end("check old site")
    let site = try makeSite(in: staging)
    let writer = writer(to: site, of: staging)
    var written = try await writer.writeNew(beside: old.files)
    clock.end("render and write")
    if old.isUnchanged && old.hasNoRest && old.files.count == files.count
      && written.allSatisfy(\.isOld)
    {
      let hash = cache.map { _ in writer.manifestHash(of: written) }
      if let start, let hash, !old.wasCached {
        remember(written, hash: hash, of: staging, before: start, lastChange: start - 1)
      }
      return report(written, old, clock, manifest: hash)
    }
    let oldFolder = staging.target?.descriptor
    if let oldFolder {
      written = try await writer.link(written, from: oldFolder, oldShown: target.path)
      try old.kept.link(from: oldFolder, into: site.descriptor, shown: target.path)
    }
    let hash = try writer.writeManifest(of: written)
    if Disk.uninterrupted({ kbgen_syncfs(site.descriptor) }) != 0 {
      throw Disk.failure("sync", staging.path)
    }
    clock.end("link and sync")
    try Task.checkCancellation()
    let end = staging.stamp()
    if try await !exchange(site, of: staging, with: old, lookedAt: start) { return nil }
    Disk.syncFolder(target.parent)
    clock.end("exchange")
    try? await staging.clean()
    clock.end("delete old site")
    if let start, let end, let last = staging.lastStamp() {
      remember(
        written, hash: hash, of: staging, before: start, writtenBefore: end, lastChange: last)
      clock.end("remember files")
    }
    return report(written, old, clock, manifest: hash)
  }

  /// Puts the staged site in the target's place; false where that cannot be done. What others have put
  /// into the old one since it was looked at, `start`, is not ours to delete: then all is put back.
  private func exchange(
    _ site: OpenFile, of staging: PublishStaging, with old: PublishedFolder, lookedAt start: Int64?
  ) async throws -> Bool {
    let path = staging.path + "/" + PublishStaging.siteName
    guard let folder = staging.target?.descriptor else {
      if rename(path, target.path) != 0 { throw Disk.failure("create folder", target.path) }
      return true
    }
    if try !copyOwner(of: folder, to: site.descriptor, shown: path) { return false }
    if kbgen_exchange(path, target.path) != 0 {
      let unable = [EINVAL, ENOSYS, EBUSY, EXDEV, EOPNOTSUPP, EPERM, EACCES]
      if unable.contains(errno) { return false }
      throw Disk.failure("replace", target.path)
    }
    do {
      guard let looked = FileStatus(of: folder) else { throw Disk.failure("look at", target.path) }
      if try Disk.status(path)?.inode != looked.inode {
        throw PublishError.refused(
          "The output folder \(target.path) was replaced by another one during the build.")
      }
      if old.mayHaveChanged(folder, since: start) {
        let now = try await PublishedFolder.inspect(
          folder, shown: target.path, keep: options.keep, cache: nil, jobs: options.jobs)
        // What is kept must be in the new site as it is now; the next build sees to it.
        let changed = now.kept.replaced(in: folder, since: site.descriptor)
        if !changed.isEmpty {
          throw PublishError.foreignFiles(changed.map { String(decoding: $0, as: UTF8.self) })
        }
      }
      return true
    } catch {
      _ = kbgen_exchange(path, target.path)
      throw error
    }
  }

  /// The files of the target, checked to be ours or kept.
  func inspect(_ staging: PublishStaging) async throws -> PublishedFolder {
    guard let folder = staging.target else { return .empty }
    let old = try await PublishedFolder.inspect(
      folder.descriptor, shown: target.path, keep: options.keep, cache: cache, jobs: options.jobs)
    try old.kept.check(files)
    return old
  }

  /// Makes the folder for a new site in the staging folder.
  func makeSite(in staging: PublishStaging) throws -> OpenFile {
    try Disk.makeFolder(PublishStaging.siteName, in: staging.folder)
    return OpenFile(
      descriptor: try Disk.openFolder(PublishStaging.siteName, in: staging.folder))
  }

  /// What writes the site into that folder.
  func writer(to site: OpenFile, of staging: PublishStaging) -> SiteWriter {
    SiteWriter(
      files: files, render: render, root: site.descriptor,
      shown: staging.path + "/" + PublishStaging.siteName, wantsStatuses: cache != nil,
      jobs: options.jobs)
  }

  /// Remembers the statuses of the new site's files for the next build: of old files those that were
  /// last edited `before` they were looked at, of new ones those of before the site was published.
  func remember(
    _ written: [SiteWriter.Written], hash: ContentHash, of staging: PublishStaging,
    before: Int64, writtenBefore: Int64 = .min, lastChange: Int64
  ) {
    guard let cache, let device = FileStatus(of: staging.folder)?.device else { return }
    let statuses = written.map { file in
      file.status.flatMap { $0.modified < (file.isOld ? before : writtenBefore) ? $0 : nil }
    }
    cache.store(statuses, manifest: hash, device: device, lastChange: lastChange)
  }

  /// What to tell about a publication.
  func report(
    _ written: [SiteWriter.Written], _ old: PublishedFolder, _ clock: PhaseClock,
    manifest: ContentHash? = nil
  ) -> PublishReport {
    PublishReport(
      files: files.count, bytes: written.reduce(0) { $0 + $1.entry.size },
      written: written.count { !$0.isOld }, deleted: old.vanished(in: files).count,
      manifest: manifest, timings: clock.timings)
  }

  private var cache: PublishCache? {
    options.cache.flatMap { PublishCache(folder: $0, target: target) }
  }

  /// Gives the new folder the mode and owner of the old one; false when only another user may.
  private func copyOwner(of old: Int32, to site: Int32, shown: String) throws -> Bool {
    guard let status = FileStatus(of: old), let own = FileStatus(of: site) else {
      throw Disk.failure("look at", shown)
    }
    let isOwned = own.owner == status.owner && own.group == status.group
    if !isOwned && fchown(site, status.owner, status.group) != 0 { return false }
    if fchmod(site, status.mode & 0o7777) != 0 { throw Disk.failure("set mode", shown) }
    return true
  }
}
