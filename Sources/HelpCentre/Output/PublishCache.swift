// What the file system said of each published file right after its publication, so that the next
// build need not read all of them to see that nobody has edited one. It lies in the user's cache folder,
// never in the site or the project; whatever is wrong with it, all files are read instead.
//
// A file is as it was published when inode, size and time of modification are the same, and its status
// has not changed since the publication ended: an editor who keeps the size and puts the time back
// (`touch -r`) cannot put the time of the status change back. That time itself is not kept for each
// file, because deleting the old site, which shares the unchanged files with the new one, changes it for
// all of them; one limit for all, taken after the deletion, says the same and costs no call a file.
//
// Times are compared with stamps that the file system itself has put on a file of ours, as its clock
// need not be the machine's. A file whose time of modification is that of the publication is not
// trusted: an edit within the clock's same tick would not show.

import Glibc
import Markup

/// The cache of one output folder.
struct PublishCache: Sendable {
  /// What is known of the files of one manifest.
  struct Statuses: Sendable {
    fileprivate let bytes: [UInt8]
    fileprivate let lastChange: Int64

    /// Whether the file with this place in the manifest has this status still.
    func knows(_ index: Int, _ status: FileStatus) -> Bool {
      bytes.withUnsafeBytes { bytes in
        let offset = PublishCache.headerSize + index * PublishCache.entrySize
        let (inode, size, modified) = bytes.loadUnaligned(
          fromByteOffset: offset, as: (UInt64, Int64, Int64).self)
        return status.inode == inode && Int64(status.size) == size && status.modified == modified
          && status.isRegular && status.changed <= lastChange
      }
    }
  }

  /// The first bytes, which hold the version; words are in the machine's order, which tells the others.
  private static let version: UInt64 = 0x3130_6E67_626B_0001
  private static let headerSize = 48
  private static let entrySize = 24
  private static let checkSize = 16

  private let folder: String
  private let name: String
  /// Where `BuildRecord` keeps what the site was made of.
  let recordPath: String

  /// The cache in a folder for a target; nil for a folder that must not be written to.
  init?(folder: String, target: PublishTarget) {
    if !target.leaves(folder) { return nil }
    self.folder = folder
    let target = ContentHash(Array(target.path.utf8)).hex()
    name = target + ".files"
    recordPath = "\(folder)/\(target).build"
  }

  /// What is known of `count` files that a manifest with this hash lists; nil without a good cache.
  func load(manifest: ContentHash, device: UInt64, count: Int) -> Statuses? {
    let size = Self.headerSize + count * Self.entrySize + Self.checkSize
    guard let file = try? Disk.openFolder(folder) else { return nil }
    defer { close(file) }
    guard let bytes = try? Disk.read(name, in: file, shown: name, flags: O_NOFOLLOW),
      bytes.count == size, Array(bytes.suffix(Self.checkSize)) == Self.check(bytes)
    else { return nil }
    let header = bytes.withUnsafeBytes { bytes in
      (0..<6).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
    guard
      Array(header.prefix(5))
        == [Self.version, manifest.high, manifest.low, device, UInt64(count)]
    else { return nil }
    return Statuses(bytes: bytes, lastChange: Int64(bitPattern: header[5]))
  }

  /// Keeps the statuses of a manifest's files, nil for those not to be trusted. `lastChange` is a stamp
  /// that all of them had before, and none that is changed from now on gets.
  func store(
    _ statuses: [FileStatus?], manifest: ContentHash, device: UInt64, lastChange: Int64
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.headerSize + statuses.count * Self.entrySize + Self.checkSize)
    func add(_ word: UInt64) { withUnsafeBytes(of: word) { bytes.append(contentsOf: $0) } }
    for word in [
      Self.version, manifest.high, manifest.low, device, UInt64(statuses.count),
      UInt64(bitPattern: lastChange),
    ] { add(word) }
    for status in statuses {
      add(status?.inode ?? 0)
      add(UInt64(status?.size ?? 0))
      add(UInt64(bitPattern: status?.modified ?? 0))
    }
    bytes += Self.check(bytes + [UInt8](repeating: 0, count: Self.checkSize))
    Self.replace(folder + "/" + name, with: bytes)
  }

  /// Forgets the output folder.
  func remove() {
    unlink(folder + "/" + name)
    unlink(recordPath)
  }

  /// Replaces a file of the cache, in one step; where that cannot be done there is none. A crash leaves one
  /// file beside it that the next call takes over.
  static func replace(_ path: String, with bytes: [UInt8]) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    for end in [parts.count - 2, parts.count - 1] where end > 1 {
      mkdir(parts[..<end].joined(separator: "/"), 0o700)
    }
    guard let folder = try? Disk.openFolder(parts.dropLast().joined(separator: "/")) else { return }
    defer { close(folder) }
    let name = String(parts[parts.count - 1])
    let temporary = name + ".new"
    unlinkat(folder, temporary, 0)
    do {
      try Disk.write(bytes, to: Array(temporary.utf8), in: folder, shown: temporary)
      if renameat(folder, temporary, folder, name) != 0 { unlinkat(folder, temporary, 0) }
    } catch {
      unlinkat(folder, temporary, 0)
    }
  }

  /// The checksum of all but the last bytes, which hold it.
  private static func check(_ bytes: [UInt8]) -> [UInt8] {
    let hash = bytes.withUnsafeBufferPointer { buffer in
      ContentHash(UnsafeBufferPointer(rebasing: buffer.dropLast(checkSize)))
    }
    return [hash.high, hash.low].flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
  }
}
