// The folder in which a corpus is built, and what is done in it.

import Foundation

/// A working folder with a project and its output.
struct BuildPlace {
  /// The program to measure.
  let kbgen: String
  /// The folder with `Content`.
  var project: String { folder + "/project" }
  /// Where the site is written.
  var output: String { folder + "/output" }
  private let folder: String

  /// Makes the folder, in memory if that is possible.
  init(kbgen: String) throws {
    self.kbgen = kbgen
    folder = try Self.makeFolder()
  }

  /// Makes an empty folder, in memory if that is possible.
  static func makeFolder() throws -> String {
    let base =
      access("/dev/shm", W_OK) == 0 ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    var template = Array("\(base)/kbgen-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("make a folder in '\(base)'") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes all of it.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  /// Removes what builds have left, in the project too.
  func clean() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name != "project"
    {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: project) where name != "Content"
    {
      try FileManager.default.removeItem(atPath: "\(project)/\(name)")
    }
  }

  /// Builds the project on a fixed day.
  func build(jobs: Int) throws -> BuildMeasurement.Run {
    try run(
      kbgen,
      ["build", project, "-o", output, "--timings", "--now", "2025-06-01", "--jobs", "\(jobs)"])
  }

  /// Runs the floor for an output of that size.
  func floor(_ size: OutputSize, jobs: Int) throws -> BuildMeasurement.Run {
    let target = folder + "/floor"
    let run = try run(
      "/proc/self/exe",
      [
        "floor", "--content", project + "/Content", "--output", target, "--files",
        "\(size.files)", "--bytes", "\(size.bytes)", "--jobs", "\(jobs)",
      ])
    let written = try OutputSize(of: target)
    precondition(
      written.files == size.files && abs(written.bytes - size.bytes) <= size.files,
      "the floor has written \(written.files) files and \(written.bytes) bytes")
    try FileManager.default.removeItem(atPath: target)
    return run
  }

  /// Adds a sentence to an article.
  func edit(_ article: String) throws {
    let path = "\(project)/Content/\(article)"
    guard let file = fopen(path, "a") else { throw SystemError("open '\(path)'") }
    fputs("\nOne more sentence.\n", file)
    guard fclose(file) == 0 else { throw SystemError("write '\(path)'") }
  }

  private func run(_ program: String, _ arguments: [String]) throws -> BuildMeasurement.Run {
    let process = try MeasuredProcess.run(program, arguments, log: folder + "/log")
    return BuildMeasurement.Run(
      phases: BuildMeasurement.Phase.all(in: process.output), wallSeconds: process.wallSeconds,
      userSeconds: process.userSeconds, systemSeconds: process.systemSeconds,
      peakBytes: process.peakBytes)
  }
}

/// How much a build wrote.
struct OutputSize: Codable {
  private(set) var files = 0
  /// HTML files.
  private(set) var pages = 0
  private(set) var htmlBytes = 0
  private(set) var cssBytes = 0
  private(set) var scriptBytes = 0
  private(set) var searchIndexBytes = 0
  private(set) var otherBytes = 0

  /// All bytes.
  var bytes: Int { htmlBytes + cssBytes + scriptBytes + searchIndexBytes + otherBytes }

  /// Nothing.
  init() {}

  /// Counts the files of a folder.
  init(of folder: String) throws {
    guard let paths = FileManager.default.enumerator(atPath: folder) else {
      throw SystemError("read '\(folder)'")
    }
    for case let path as String in paths {
      var status = stat()
      guard lstat("\(folder)/\(path)", &status) == 0 else { throw SystemError("read '\(path)'") }
      guard status.st_mode & S_IFMT == S_IFREG else { continue }
      files += 1
      let bytes = Int(status.st_size)
      switch (path.hasPrefix("search/"), path.split(separator: ".").last) {
      case (true, _): searchIndexBytes += bytes
      case (_, "html"):
        pages += 1
        htmlBytes += bytes
      case (_, "css"): cssBytes += bytes
      case (_, "js"): scriptBytes += bytes
      default: otherBytes += bytes
      }
    }
  }
}
