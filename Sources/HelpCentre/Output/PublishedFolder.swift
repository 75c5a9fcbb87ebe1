// What stands in the output folder before a build: our own untouched files, which may go, and
// anything else, which stops the build. Every listed file is hashed: a change of the time stamps alone
// says nothing after a copy or a checkout.

import Glibc
import Markup

/// The published folder of an earlier build.
struct PublishedFolder {
  /// The files that the manifest lists; empty without one.
  let manifest: PublishManifest

  /// Looks through a folder; throws `foreignFiles` unless all in it is ours and unedited.
  static func inspect(_ folder: Int32, shown: String, jobs: Int) async throws -> PublishedFolder {
    let manifest = try readManifest(PublishManifest.name, in: folder, shown: shown)
    let journal = try readManifest(
      PublishStaging.nameInside + "/" + PublishStaging.journalName, in: folder, shown: shown)
    var skipped: [[UInt8]] = [Array(PublishStaging.nameInside.utf8)]
    if manifest != nil || journal != nil { skipped.append(Array(PublishManifest.name.utf8)) }
    let files = try FolderListing.read(folder, shown: shown, skipping: skipped).files

    var known: [[UInt8]: [PublishManifest.File]] = [:]
    for list in [manifest, journal] {
      for file in list?.files ?? [] { known[Array(file.path.utf8), default: []].append(file) }
    }
    let listed = known
    let isForeign = try await ParallelMap.throwingMap(count: files.count, jobs: jobs) { index in
      guard let candidates = listed[files[index]] else { return true }
      return try !matches(files[index], candidates, in: folder, shown: shown)
    }
    let foreign = zip(files, isForeign).filter(\.1).map(\.0)
    if !foreign.isEmpty {
      let sorted = foreign.sorted { $0.lexicographicallyPrecedes($1) }
      throw PublishError.foreignFiles(sorted.map { String(decoding: $0, as: UTF8.self) })
    }
    let all = (manifest?.files ?? []) + (journal?.files ?? [])
    return PublishedFolder(manifest: PublishManifest(files: all))
  }

  /// The paths that `new` no longer has, sorted.
  func vanished(in new: PublishManifest) -> [String] {
    let kept = Set(new.files.map { Array($0.path.utf8) })
    let gone = Set(manifest.files.map { Array($0.path.utf8) }).subtracting(kept)
    return gone.sorted { $0.lexicographicallyPrecedes($1) }
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The manifest at a path below a folder; nil where there is no file, or one that is no manifest.
  static func readManifest(
    _ path: String, in folder: Int32, shown: String
  ) throws -> PublishManifest? {
    guard let status = try Disk.status(path, in: folder), status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    let bytes = try Disk.read(path, in: folder, shown: shown + "/" + path, flags: O_NOFOLLOW)
    return PublishManifest(json: bytes)
  }

  private static func matches(
    _ path: [UInt8], _ candidates: [PublishManifest.File], in folder: Int32, shown: String
  ) throws -> Bool {
    let name = String(decoding: path, as: UTF8.self)
    guard let status = try Disk.status(name, in: folder), status.st_mode & S_IFMT == S_IFREG,
      candidates.contains(where: { $0.size == Int(status.st_size) })
    else { return false }
    let bytes = try Disk.read(name, in: folder, shown: shown + "/" + name, flags: O_NOFOLLOW)
    let hash = ContentHash(bytes).hex()
    return candidates.contains { $0.size == bytes.count && $0.hash == hash }
  }
}
