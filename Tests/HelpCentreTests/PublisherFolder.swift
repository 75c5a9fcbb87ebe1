// A folder of its own for each publisher test, and ways to look at it from the outside.

import Glibc
import HelpCentre

/// A temporary folder with a project inside, deleted with the value.
final class PublisherFolder: Sendable {
  /// The absolute path without links.
  let path: String

  /// The project folder, the content folder, and the usual target.
  var project: String { path + "/project" }
  var content: String { path + "/project/Content" }
  var target: String { path + "/project/public" }

  /// Makes it in memory where there is such a place: each publication flushes its file system.
  init() {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array((parent + "/kbgen-publisher-XXXXXX").utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return "" }
      return String(cString: start)
    }
    precondition(!path.isEmpty, "mkdtemp works")
    mkdir(project, 0o755)
    mkdir(content, 0o755)
  }

  deinit {
    run("rm -rf '\(path)'")
  }

  /// Publishes texts by path, `.file` where a text starts with `file:`.
  @discardableResult
  func publish(
    _ files: [String: String], to target: String? = nil, jobs: Int = 2
  ) async throws -> PublishReport {
    let entries = files.map { path, text in
      text.utf8.starts(with: "file:".utf8)
        ? OutputEntry(path: path, content: .file(String(text.dropFirst(5))))
        : OutputEntry(path: path, content: .bytes(Array(text.utf8)))
    }
    return try await publish(OutputTree(entries: entries) { _ in [] }, to: target, jobs: jobs)
  }

  /// Publishes a tree.
  @discardableResult
  func publish(
    _ tree: OutputTree, to target: String? = nil, jobs: Int = 2
  ) async throws -> PublishReport {
    try await Publisher.publish(
      tree, PublishOptions(target: target ?? self.target, project: project, jobs: jobs))
  }

  /// The error that publishing ends in, nil if it does not.
  func failure(_ files: [String: String], to target: String? = nil) async -> PublishError? {
    do {
      try await publish(files, to: target)
      return nil
    } catch {
      return error as? PublishError
    }
  }

  /// Every path below a folder with kind, mode, owner and content hash, as one text.
  func snapshot(of folder: String? = nil) -> String {
    output(
      "cd '\(folder ?? path)' && find . -printf '%p %y %m %U\\n' | sort"
        + " && find . -type f -print0 | sort -z | xargs -0 -r md5sum")
  }

  /// The files below a folder, sorted, without the manifest.
  func files(of folder: String? = nil) -> [String] {
    output("cd '\(folder ?? target)' && find . ! -type d -printf '%P\\n' | LC_ALL=C sort")
      .split(separator: "\n").map(String.init).filter { $0 != ".kbgen-manifest.json" }
  }

  /// A file's text, nil when there is none.
  func text(_ name: String, of folder: String? = nil) -> String? {
    let path = (folder ?? target) + "/" + name
    return access(path, R_OK) == 0 ? output("cat '\(path)'") : nil
  }

  /// Writes a file from the outside.
  func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// Runs a shell command; true when it succeeds.
  @discardableResult
  func run(_ command: String) -> Bool {
    system(command + " 2>/dev/null") == 0
  }

  /// What a shell command prints.
  func output(_ command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    while true {
      let byte = getc(pipe)
      if byte == EOF { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(UInt8(truncatingIfNeeded: byte))
    }
  }
}
