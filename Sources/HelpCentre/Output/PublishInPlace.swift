// The way for a target that cannot be exchanged as a whole: a mount point, or a folder in one that we
// may not write to. The site is staged inside the target and moved file by file: assets first, then
// the pages that use them, then what leads to pages. A visitor sees old and new pages for a moment, but
// no half-written file and no page without its assets.
//
// If the process dies in between, files of both builds are mixed. The journal, a manifest of
// the old and the new files in the staging folder, tells the next build that all of them are ours.

import CLinux
import Glibc

extension PublishJob {
  /// Stages inside the target and moves the files one by one.
  func replaceInPlace() async throws -> PublishReport {
    let path = target.path + "/" + PublishStaging.nameInside
    guard
      let staging = try PublishStaging.open(path, target: target.path, nilIfUnwritable: false)
    else { preconditionFailure("opening a staging folder gives one or throws") }
    let old: PublishedFolder
    let manifest: PublishManifest
    do {
      old = try await inspect(isThere: true)
      manifest = try await stage(into: staging)
      try Task.checkCancellation()
    } catch {
      staging.remove(keepingJournal: true)
      throw error
    }
    do {
      // With the old files too: the journal of an earlier crash is among them, and is replaced.
      let all = PublishManifest(files: old.manifest.files + manifest.files)
      try writeJournal(all, in: staging)
      try move(from: staging, old: old, manifest: manifest)
    } catch {
      staging.remove(keepingJournal: true)
      throw error
    }
    staging.remove()
    return report(manifest)
  }

  private func writeJournal(_ journal: PublishManifest, in staging: PublishStaging) throws {
    let temporary = PublishStaging.journalName + ".new"
    try Disk.write(
      journal.json(), to: temporary, in: staging.folder, shown: staging.path + "/" + temporary)
    if renameat(staging.folder, temporary, staging.folder, PublishStaging.journalName) != 0 {
      throw Disk.failure("write", staging.path + "/" + PublishStaging.journalName)
    }
    if kbgen_syncfs(staging.folder) != 0 { throw Disk.failure("sync", staging.path) }
  }

  private func move(
    from staging: PublishStaging, old: PublishedFolder, manifest: PublishManifest
  ) throws {
    let root = try Disk.openFolder(target.path)
    defer { close(root) }
    let site = try Disk.openFolder(PublishStaging.siteName, in: staging.folder)
    defer { close(site) }
    for folder in SiteWriter.folders(of: entries) {
      try makeRoom(forFolder: String(decoding: folder, as: UTF8.self), in: root)
    }
    let ranked = (0...2).flatMap { rank in entries.filter { Self.rank($0.path) == rank } }
    for path in ranked.map(\.path) {
      if let status = try Disk.status(path, in: root), status.st_mode & S_IFMT == S_IFDIR {
        try removeFolder(path, in: root)
      }
      if renameat(site, path, root, path) != 0 {
        throw Disk.failure("replace", target.path + "/" + path)
      }
    }
    let vanished = old.vanished(in: manifest)
    let name = PublishManifest.name
    if renameat(site, name, root, name) != 0 {
      throw Disk.failure("replace", target.path + "/" + name)
    }
    for path in vanished {
      // What is gone already, or has become a folder of the new site, needs no deletion.
      if unlinkat(root, path, 0) != 0 && ![ENOENT, ENOTDIR, EISDIR].contains(errno) {
        throw Disk.failure("delete", target.path + "/" + path)
      }
    }
    removeEmptyFolders(of: vanished, in: root)
    if kbgen_syncfs(root) != 0 { throw Disk.failure("sync", target.path) }
  }

  /// Assets, pages, then what leads readers and robots to pages.
  private static func rank(_ path: String) -> Int {
    let bytes = path.utf8
    let leads = bytes.starts(with: "search/".utf8) || bytes.starts(with: "sitemap".utf8)
    if leads { return 2 }
    return bytes.suffix(5).elementsEqual(".html".utf8) ? 1 : 0
  }

  private func makeRoom(forFolder path: String, in root: Int32) throws {
    if let status = try Disk.status(path, in: root) {
      if status.st_mode & S_IFMT == S_IFDIR { return }
      if unlinkat(root, path, 0) != 0 { throw Disk.failure("delete", target.path + "/" + path) }
    }
    try Disk.makeFolder(path, in: root)
  }

  private func removeFolder(_ path: String, in root: Int32) throws {
    let folder = try Disk.openFolder(path, in: root)
    defer { close(folder) }
    try Disk.empty(folder, shown: target.path + "/" + path)
    if unlinkat(root, path, AT_REMOVEDIR) != 0 {
      throw Disk.failure("delete folder", target.path + "/" + path)
    }
  }

  /// Deletes the folders that deletions have left empty, innermost first; others stay.
  private func removeEmptyFolders(of paths: [String], in root: Int32) {
    let gone = paths.map { OutputEntry(path: $0, content: .bytes([])) }
    for folder in SiteWriter.folders(of: gone).reversed() {
      _ = FolderListing.unlink(folder, in: root, flags: AT_REMOVEDIR)
    }
  }
}
