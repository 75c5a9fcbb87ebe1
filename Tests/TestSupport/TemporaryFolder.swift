// A folder that is there for one test. Removed with the value, so a failing test leaves nothing.

import Glibc

/// A folder in the system's place for temporary files, deleted with the value.
package final class TemporaryFolder: Sendable {
  /// The absolute path without links.
  package let path: String

  /// Makes an empty folder; in memory, where there is such a place, when asked to.
  package init(inMemory: Bool = false) {
    let parent = inMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array((parent + "/kbgen-test-XXXXXX").utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return "" }
      return String(cString: start)
    }
    precondition(!path.isEmpty, "a test can make a folder below \(parent)")
  }

  deinit {
    Self.remove(path)
  }

  /// Writes a file, and the folders above it.
  package func write(_ bytes: [UInt8], to name: String) {
    makeFolders(above: name)
    guard let file = fopen(path + "/" + name, "w") else {
      preconditionFailure("a test can write \(name)")
    }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Deletes a file.
  package func delete(_ name: String) {
    precondition(unlink(path + "/" + name) == 0, "a test can delete \(name)")
  }

  /// Makes the symbolic link `name` that holds `target`.
  package func link(_ name: String, to target: String) {
    makeFolders(above: name)
    precondition(symlink(target, path + "/" + name) == 0, "a test can make the link \(name)")
  }

  /// The bytes of a file, nil when there is none.
  package func read(_ name: String) -> [UInt8]? {
    Self.read(absolute: path + "/" + name)
  }

  /// The bytes of the file at an absolute path, nil when there is none.
  package static func read(absolute path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The names in a folder below this one, sorted, without `.` and `..`.
  package func names(in folder: String = "") -> [String] {
    Self.names(path + "/" + folder)
  }

  private func makeFolders(above name: String) {
    var parts = name.split(separator: "/").dropLast()
    var folder = path
    while let part = parts.popFirst() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
  }

  private static func names(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ folder: String) {
    for name in names(folder) {
      let path = folder + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { remove(path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}
