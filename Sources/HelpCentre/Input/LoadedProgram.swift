// The files that the running program consists of: an update of a library, like one of the program, may change
// what it makes of the same sources.

import Glibc

/// The program and its libraries.
enum LoadedProgram {
  /// Their paths and stamps, sorted; nil where the system does not tell.
  static func stamps() -> [SourceFile]? {
    guard let maps = try? SourceReader.read("/proc/self/maps") else { return nil }
    var paths: Set<[UInt8]> = []
    for line in maps.split(separator: 0x0A) {
      // Address, rights, offset, device, inode, and a path that may have spaces.
      let parts = line.split(separator: 0x20, maxSplits: 5, omittingEmptySubsequences: true)
      guard parts.count == 6, parts[1].contains(UInt8(ascii: "x")) else { continue }
      let path = parts[5].drop { $0 == 0x20 }
      if path.first == 0x2F { paths.insert(Array(path)) }
    }
    let clock = StampClock()
    var files: [SourceFile] = []
    for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let path = String(decoding: path, as: UTF8.self)
      var status = stat()
      // One that has been replaced while it runs is called "(deleted)".
      guard stat(path, &status) == 0 else { return nil }
      files.append(SourceFile(path: path, stamp: clock.stamp(status)))
    }
    return files.isEmpty ? nil : files
  }
}
