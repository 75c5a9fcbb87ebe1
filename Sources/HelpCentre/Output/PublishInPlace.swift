// The way for a target that cannot be exchanged as a whole: a mount point, or a folder in one that we
// may not write to. What is new is staged inside the target and moved file by file: assets first, then
// the pages that use them, then what leads to pages. A visitor sees old and new pages for a moment, but
// no half-written file and no page without its assets.
//
// If the process dies in between, files of both builds are mixed. The journal, a manifest of
// the old and the new files in the staging folder, tells the next build that all of them are ours.

import CLinux
import Glibc
import Markup

extension PublishJob {
  /// Stages inside the target and moves the files one by one.
  func replaceInPlace() async throws -> PublishReport {
    let staging = try await PublishStaging.open(
      PublishStaging.pathInside(target), target: target, nilIfUnwritable: false,
      options)
    guard let staging else { preconditionFailure("opening a staging folder gives one or throws") }
    do {
      let report = try await replace(through: staging)
      await staging.remove()
      return report
    } catch {
      await staging.remove(keepingJournal: true)
      throw error
    }
  }

  private func replace(through staging: PublishStaging) async throws -> PublishReport {
    var clock = PhaseClock()
    let start = staging.stamp()
    guard let root = staging.target else {
      throw PublishError.disk(operation: "open", path: target.path, errno: ENOENT)
    }
    let old = try await inspect(staging)
    clock.end("check old site")
    let site = try makeSite(in: staging)
    let writer = writer(to: site, of: staging)
    let written = try await writer.writeNew(beside: old.files)
    let hash = try writer.writeManifest(of: written)
    clock.end("render and write")
    var published = start
    let isSame = old.isUnchanged && old.files.count == files.count && written.allSatisfy(\.isOld)
    if !isSame {
      if Disk.uninterrupted({ kbgen_syncfs(site.descriptor) }) != 0 {
        throw Disk.failure("sync", staging.path)
      }
      try Task.checkCancellation()
      // With the old files too: the journal of an earlier crash is among them, and is replaced.
      let journal = PublishManifest(merging: old.listed, written.map(\.entry))
      try writeJournal(journal, in: staging)
      published = staging.stamp()
      clock.end("sync")
      try await move(written, from: site.descriptor, to: root.descriptor, old: old)
      clock.end("move")
    }
    let end = staging.lastStamp()
    if let start, let end, !(isSame && old.wasCached) {
      remember(
        written, hash: hash, of: staging, before: start, writtenBefore: published ?? start,
        lastChange: end)
    }
    return report(written, old, clock)
  }

  private func writeJournal(_ journal: PublishManifest, in staging: PublishStaging) throws {
    let temporary = PublishStaging.journalName + ".new"
    let shown = staging.path + "/" + PublishStaging.journalName
    try Disk.write(
      journal.json(), to: Array(temporary.utf8), in: staging.folder, shown: shown)
    if renameat(staging.folder, temporary, staging.folder, PublishStaging.journalName) != 0 {
      throw Disk.failure("write", shown)
    }
    if Disk.uninterrupted({ kbgen_syncfs(staging.folder) }) != 0 {
      throw Disk.failure("sync", staging.path)
    }
  }

  private func move(
    _ written: [SiteWriter.Written], from site: Int32, to root: Int32, old: PublishedFolder
  ) async throws {
    let new = written.filter { !$0.isOld }.map(\.entry.path)
    for folder in FolderTable(new).folders where !folder.path.isEmpty {
      try makeRoom(forFolder: folder.path, in: root)
    }
    for rank in 0...2 {
      let paths = new.filter { Self.rank($0) == rank }
      try await forEach(paths, in: root) { path, name, folder in
        if Disk.withCPath(name, { FileStatus($0, in: folder) })?.isFolder == true {
          try await removeFolder(name, in: folder, shown: Disk.join(target.path, path))
        }
        // The staged site has the same folders.
        let moved = Disk.withCPath(path) { from in
          Disk.withCPath(name) { renameat(site, from, folder, $0) }
        }
        if moved != 0 { throw Disk.failure("replace", Disk.join(target.path, path)) }
      }
    }
    if renameat(site, PublishManifest.name, root, PublishManifest.name) != 0 {
      throw Disk.failure("replace", target.path + "/" + PublishManifest.name)
    }
    try target.delete(old.vanished(in: files), old.vanishedFolders(in: files), in: root)
    if Disk.uninterrupted({ kbgen_syncfs(root) }) != 0 { throw Disk.failure("sync", target.path) }
  }

  /// Assets, pages, then what leads readers and robots to pages: home pages, the manifests of search,
  /// sitemaps.
  static func rank(_ path: [UInt8]) -> Int {
    let parts = path.split(separator: 0x2F)
    if path.starts(with: "sitemap".utf8) { return 2 }
    if path.starts(with: "search/".utf8) { return parts.count == 2 ? 2 : 0 }
    if path.suffix(5).elementsEqual(".html".utf8) {
      return parts.last?.elementsEqual("index.html".utf8) == true && parts.count < 3 ? 2 : 1
    }
    return 0
  }

  /// Calls `body` for each path with its name and the open folder around it, which is opened once for
  /// those that follow each other.
  private func forEach(
    _ paths: [[UInt8]], in root: Int32,
    _ body: (_ path: [UInt8], _ name: [UInt8], _ folder: Int32) async throws -> Void
  ) async throws {
    for folder in FolderTable(paths).folders where !folder.files.isEmpty {
      let opened = OpenFile(
        descriptor: try Disk.openFolder(folder.path, below: root, shown: target.path))
      for path in folder.files.map({ paths[$0] }) {
        try await body(path, Array(folder.name(of: path)), opened.descriptor)
      }
    }
  }

  private func makeRoom(forFolder path: [UInt8], in root: Int32) throws {
    let shown = Disk.join(target.path, path)
    if let status = Disk.withCPath(path, { FileStatus($0, in: root) }) {
      if status.isFolder { return }
      if Disk.withCPath(path, { unlinkat(root, $0, 0) }) != 0 {
        throw Disk.failure("delete", shown)
      }
    }
    if Disk.withCPath(path, { mkdirat(root, $0, 0o755) }) != 0 {
      throw Disk.failure("create folder", shown)
    }
  }

  private func removeFolder(_ name: [UInt8], in parent: Int32, shown: String) async throws {
    let folder = OpenFile(descriptor: try Disk.openFolder(name, below: parent, shown: shown))
    try await FolderRemoval.empty(folder.descriptor, shown: shown, jobs: options.jobs)
    if Disk.withCPath(name, { unlinkat(parent, $0, AT_REMOVEDIR) }) != 0 {
      throw Disk.failure("delete folder", shown)
    }
  }
}

extension PublishTarget {
  /// Deletes files of ours below the open target, and those of the folders, each after its parent, that
  /// are empty then.
  func delete(_ paths: [[UInt8]], _ folders: [[UInt8]], in root: Int32) throws {
    let table = FolderTable(paths)
    for folder in table.folders where !folder.files.isEmpty {
      let opened: OpenFile
      do {
        opened = OpenFile(
          descriptor: try Disk.openFolder(folder.path, below: root, shown: path))
      } catch PublishError.disk(_, _, let error) where [ENOENT, ENOTDIR].contains(error) {
        // Gone already, or a file of the new site.
        continue
      }
      for file in folder.files {
        let name = Array(folder.name(of: paths[file]))
        let result = Disk.withCPath(name) { unlinkat(opened.descriptor, $0, 0) }
        // What is gone already, or has become a folder of the new site, needs no deletion.
        if result != 0 && ![ENOENT, ENOTDIR, EISDIR].contains(errno) {
          throw Disk.failure("delete", Disk.join(path, paths[file]))
        }
      }
    }
    for folder in folders.reversed() where !folder.isEmpty {
      _ = Disk.withCPath(folder) { unlinkat(root, $0, AT_REMOVEDIR) }
    }
  }
}
