// Builds one corpus several times and keeps what each build cost. Every build writes to a new folder,
// in memory where the machine has a file system there: a disk would be measured instead of kbgen.

import Foundation

/// What it costs to build a corpus.
struct BuildMeasurement: Codable {
  /// Source files.
  let articles: Int
  /// Their bytes.
  let articleBytes: Int
  let languages: Int
  let seed: UInt64
  let builds: [Build]
  /// A build on top of the last one's output, nothing having changed.
  let rebuild: Build
  let output: OutputSize

  /// One build.
  struct Build: Codable {
    /// As kbgen prints them, in its order.
    let phases: [Phase]
    let wallSeconds, userSeconds, systemSeconds: Double
    let peakBytes: Int
  }

  /// A part of a build.
  struct Phase: Codable {
    let name: String
    /// By the clock and of all processors. On a machine that does other work too, compare the latter.
    let wallSeconds, cpuSeconds: Double
  }

  /// Builds `corpus` with the kbgen at a path, `runs` times and once more without a change.
  static func take(
    of kbgen: String, on corpus: Corpus, jobs: Int?, runs: Int
  ) throws -> BuildMeasurement {
    let folder = try makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let project = folder + "/project"
    let size = try corpus.write(to: project)
    let output = folder + "/output"
    let build = { () throws -> Build in
      let process = try MeasuredProcess.run(
        kbgen,
        ["build", project, "-o", output, "--timings", "--now", "2025-06-01"]
          + (jobs.map { ["--jobs", "\($0)"] } ?? []), log: folder + "/log")
      return Build(
        phases: Phase.all(in: process.output), wallSeconds: process.wallSeconds,
        userSeconds: process.userSeconds, systemSeconds: process.systemSeconds,
        peakBytes: process.peakBytes)
    }
    var builds: [Build] = []
    for _ in 0..<runs {
      if !builds.isEmpty { try FileManager.default.removeItem(atPath: output) }
      builds.append(try build())
    }
    return try BuildMeasurement(
      articles: size.files, articleBytes: size.bytes, languages: corpus.languages.count,
      seed: corpus.seed, builds: builds, rebuild: build(), output: OutputSize(of: output))
  }

  static func makeFolder() throws -> String {
    let base =
      access("/dev/shm", W_OK) == 0 ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    var template = Array("\(base)/kbgen-benchmark-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemError("make a folder in '\(base)'") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension BuildMeasurement.Phase {
  /// Finds the phases in what `kbgen build --timings` printed, in lines like
  /// `render and write  120.5 ms wall  201.3 ms cpu`.
  static func all(in output: String) -> [BuildMeasurement.Phase] {
    output.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count > 6, words.suffix(5).first == "ms", words.suffix(4).first == "wall",
        words.suffix(2) == ["ms", "cpu"], let wall = Double(words[words.count - 6]),
        let cpu = Double(words[words.count - 3])
      else { return nil }
      return BuildMeasurement.Phase(
        name: words.dropLast(6).joined(separator: " "), wallSeconds: wall / 1000,
        cpuSeconds: cpu / 1000)
    }
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
