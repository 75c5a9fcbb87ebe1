// Which folder is meant, and whether it may be replaced at all. A build replaces a whole folder, so a
// wrong one would be lost: what can be known to be wrong is refused before anything is touched.

import Glibc

/// An output folder that may be replaced.
struct PublishTarget {
  /// The absolute path without links.
  let path: String

  /// The folder that holds it.
  var parent: String {
    let folder = path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
    return folder.isEmpty ? "/" : folder
  }

  /// The last part of the path.
  var name: String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  /// The project's folders of sources, which nothing may be written to, absolute and without links.
  let sources: [String]

  /// Resolves links, then refuses what must not be replaced.
  static func resolve(_ output: String, project: String) throws -> PublishTarget {
    if output.isEmpty || output.utf8.contains(0) {
      throw PublishError.refused("The output folder has no usable name.")
    }
    let path = try realPath(output)
    let parts = split(path)
    func refuse(_ reason: String) -> PublishError {
      .refused("The output folder \(path) \(reason).")
    }
    if parts.isEmpty { throw refuse("is the root of the file system") }
    for home in homes() where starts(split((try? realPath(home)) ?? home), with: parts) {
      throw refuse("is your home folder or holds it")
    }
    let projectParts = try split(realPath(project))
    if parts == projectParts { throw refuse("is the project folder itself") }
    let content = try realPath(project + "/Content")
    let themes = try realPath(project + "/Themes")
    for (folder, name) in [(content, "content"), (themes, "themes")] {
      let folderParts = split(folder)
      if parts == folderParts { throw refuse("is the \(name) folder") }
      if starts(parts, with: folderParts) { throw refuse("is inside the \(name) folder") }
      if starts(folderParts, with: parts) { throw refuse("holds the \(name) folder") }
    }
    if starts(projectParts, with: parts) { throw refuse("holds the project folder") }
    if let status = try Disk.status(path) {
      if !status.isFolder { throw refuse("is not a folder") }
      if try Disk.status(path + "/.git") != nil { throw refuse("is the root of a repository") }
    }
    return PublishTarget(path: path, sources: [content, themes])
  }

  /// Whether a folder may be written to besides: it is not in the target and not among the sources.
  func leaves(_ folder: String) -> Bool {
    guard let path = try? Self.realPath(folder) else { return false }
    return !(sources + [self.path]).contains { Self.starts(Self.split(path), with: Self.split($0)) }
  }

  /// Whether a new folder can take the place of what is there: not that of a mount point, and only root
  /// can give a new folder to another owner.
  func canBeExchanged() throws -> Bool {
    guard let status = try Disk.status(path) else { return true }
    if try Disk.status(parent)?.device != status.device { return false }
    return geteuid() == 0 || geteuid() == status.owner
  }

  /// Makes the folders above the target that are missing; gives those made, outermost first.
  func makeParents() throws -> [String] {
    var made: [String] = []
    var path = ""
    for part in Self.split(parent) {
      path += "/" + String(decoding: part, as: UTF8.self)
      if mkdir(path, 0o755) == 0 {
        made.append(path)
      } else if errno != EEXIST {
        let failure = Disk.failure("create folder", path)
        // A folder above that cannot be written to, but is there, is as good as made.
        if try Disk.status(path) != nil { continue }
        for folder in made.reversed() { rmdir(folder) }
        throw failure
      }
    }
    return made
  }

  /// The absolute path with all links followed, also of what does not exist yet.
  private static func realPath(_ given: String) throws -> String {
    var path = given
    var rest: [String] = []
    var links = 0
    while true {
      if let resolved = realpath(path, nil) {
        defer { free(resolved) }
        var whole = String(cString: resolved)
        for part in rest.reversed() { whole += (whole == "/" ? "" : "/") + part }
        return whole
      }
      if errno != ENOENT { throw Disk.failure("resolve", given) }
      while path.utf8.count > 1 && path.utf8.last == 0x2F { path.unicodeScalars.removeLast() }
      let slash = path.utf8.lastIndex(of: 0x2F)
      let above = slash.map { String(path[...$0]) } ?? "."
      let name = slash.map { String(path[path.utf8.index(after: $0)...]) } ?? path
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(path, &buffer, buffer.count)
      if length > 0 {
        links += 1
        if links > 40 { throw PublishError.disk(operation: "resolve", path: given, errno: ELOOP) }
        let goal = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        path = goal.utf8.first == 0x2F ? goal : above + "/" + goal
        continue
      }
      if name == "." || name == ".." {
        throw PublishError.disk(operation: "resolve", path: given, errno: ENOENT)
      }
      rest.append(name)
      path = above
    }
  }

  private static func homes() -> [String] {
    var homes: [String] = []
    if let home = getenv("HOME") { homes.append(String(cString: home)) }
    var buffer = [CChar](repeating: 0, count: 16_384)
    buffer.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let code = getpwuid_r(getuid(), &entry, start, buffer.count, &found)
      if code == 0, found != nil, let home = entry.pw_dir {
        homes.append(String(cString: home))
      }
    }
    return homes.filter { $0.utf8.first == 0x2F }
  }

  private static func split(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: 0x2F).map(Array.init)
  }

  private static func starts(_ path: [[UInt8]], with folder: [[UInt8]]) -> Bool {
    path.count >= folder.count && path.prefix(folder.count).elementsEqual(folder)
  }
}
