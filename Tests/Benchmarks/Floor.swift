// The least that any generator must do: read the articles, let cmark parse them and write their HTML, and
// put as many files with as many bytes on the disk as kbgen did. It resolves no link, fills no template,
// builds no index; what pages have beside their text is filler. It runs as a process of its own, so
// that it is measured like kbgen, and shows how much of a time belongs to the machine.

import CMark
import Foundation
import Glibc
import Synchronization

/// Reads articles and writes as much as a build did.
struct Floor {
  /// The folder with the articles.
  let content: String
  /// A new folder for the output.
  let output: String
  /// How many files to write and how many bytes in all.
  let files, bytes: Int

  /// In one folder lie so many of the files that belong to no article.
  private static let filesInFolder = 1000
  private static let filler = [UInt8](repeating: 0x2E, count: 1 << 16)

  /// Works with `jobs` threads to the end.
  func run(jobs: Int) throws {
    try Self.makeFolder(output)
    let articles = try articles(below: "")
    let share = bytes / max(files, 1)
    let written = Atomic<Int>(0)
    try Self.parallel(articles.count, jobs: jobs) { index in
      let article = articles[index]
      let html = try Self.html(of: content + article)
      defer { free(html.start) }
      let size = max(html.count, share)
      try Self.write(html.start, html.count, size, to: output + article + ".html")
      written.add(size, ordering: .relaxed)
    }
    let rest = max(files - articles.count, 0)
    guard rest > 0 else { return }
    for folder in 0...(rest / Self.filesInFolder) { try Self.makeFolder("\(output)/-\(folder)") }
    let size = max(bytes - written.load(ordering: .relaxed), 0) / rest
    try Self.parallel(rest, jobs: jobs) { index in
      try Self.write(nil, 0, size, to: "\(output)/-\(index / Self.filesInFolder)/\(index)")
    }
  }

  /// The articles below a folder; makes the same folders in the output.
  private func articles(below folder: String) throws -> [String] {
    guard let stream = opendir(content + folder) else {
      throw SystemError("read '\(content + folder)'")
    }
    defer { closedir(stream) }
    var articles: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".md") {
        articles.append(path)
      } else if entry.pointee.d_type == DT_DIR, !name.hasPrefix(".") {
        try Self.makeFolder(output + path)
        articles += try self.articles(below: path)
      }
    }
    return articles
  }

  private static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o755) == 0 else { throw SystemError("create '\(path)'") }
  }

  /// Calls `body` for each number below `count`, in `jobs` threads; throws one of the errors.
  private static func parallel(
    _ count: Int, jobs: Int, _ body: @Sendable (Int) throws -> Void
  ) throws {
    let next = Atomic<Int>(0)
    let failure = Mutex<SystemError?>(nil)
    DispatchQueue.concurrentPerform(iterations: jobs) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        do { try body(index) } catch let error as SystemError {
          failure.withLock { $0 = error }
          return
        } catch { preconditionFailure("only the system refuses") }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// The article as cmark's HTML, in memory that the caller frees. The front matter is left out.
  private static func html(
    of path: String
  ) throws -> (start: UnsafeMutablePointer<CChar>?, count: Int) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw SystemError("open '\(path)'") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("read '\(path)'") }
    let size = Int(status.st_size)
    return try withUnsafeTemporaryAllocation(of: CChar.self, capacity: size + 1) { text in
      guard let start = text.baseAddress, read(descriptor, start, size) == size else {
        throw SystemError("read '\(path)'")
      }
      start[size] = 0
      let body = strstr(start, "\n---\n").map { $0 - start + 5 } ?? 0
      let document = cmark_parse_document(start + body, size - body, CMARK_OPT_DEFAULT)
      defer { cmark_node_free(document) }
      let html = cmark_render_html(document, CMARK_OPT_DEFAULT)
      return (html, html.map { strlen($0) } ?? 0)
    }
  }

  /// Writes a text and filler behind it, `size` bytes together, in as few calls as it takes.
  private static func write(
    _ text: UnsafeMutablePointer<CChar>?, _ count: Int, _ size: Int, to path: String
  ) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw SystemError("create '\(path)'") }
    defer { close(descriptor) }
    try filler.withUnsafeBytes { filler in
      let start = UnsafeMutableRawPointer(mutating: filler.baseAddress)
      var written = min(size - count, filler.count)
      let parts = [
        iovec(iov_base: text, iov_len: count), iovec(iov_base: start, iov_len: written),
      ]
      guard writev(descriptor, parts, 2) == count + written else {
        throw SystemError("write '\(path)'")
      }
      written += count
      while written < size {
        let next = min(size - written, filler.count)
        guard Glibc.write(descriptor, start, next) == next else {
          throw SystemError("write '\(path)'")
        }
        written += next
      }
    }
  }
}
