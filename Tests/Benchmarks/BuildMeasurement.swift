// Builds one corpus in several ways and keeps what each build cost. The ways take turns, so that a machine
// that does other work too is busy for all of them, and ratios are taken within a turn. Everything is
// in memory where the machine has a file system there: a disk would be measured instead of kbgen.

import Foundation

/// What it costs to build a corpus.
struct BuildMeasurement: Codable {
  /// Source files.
  let articles: Int
  /// Their bytes.
  let articleBytes: Int
  let languages: Int
  /// The name of the profile: long articles or short ones.
  let profile: String
  let seed: UInt64
  /// How many threads worked, but for `oneThread`.
  let jobs: Int
  /// Builds to an empty folder, one in each turn, and so in the other lists.
  private(set) var builds: [Run] = []
  /// The floor, with as many threads.
  private(set) var floors: [Run] = []
  private(set) var oneThread: [Run] = []
  /// Builds on top of the last output: nothing has changed, and then one article has.
  private(set) var unchanged: [Run] = []
  private(set) var edited: [Run] = []
  private(set) var output = OutputSize()
  private(set) var ratios: [Ratio] = []

  /// What is measured beside the build itself.
  enum Extent {
    /// Only the floor.
    case floor
    /// All.
    case all
  }

  /// One run of kbgen or of the floor.
  struct Run: Codable {
    /// As kbgen prints them, in its order; the floor has none.
    let phases: [Phase]
    let wallSeconds, userSeconds, systemSeconds: Double
    let peakBytes: Int

    /// Of all processors.
    var cpuSeconds: Double { userSeconds + systemSeconds }
    /// The search index is most of a build, and other generators do not make one.
    var wallSecondsWithoutSearch: Double { wallSeconds - (wallSeconds(of: "search") ?? 0) }

    /// The time of a phase; nil where it was not needed.
    func wallSeconds(of phase: String) -> Double? {
      phases.first { $0.name == phase }?.wallSeconds
    }
  }

  /// A part of a build.
  struct Phase: Codable {
    let name: String
    /// By the clock and of all processors. On a machine that does other work too, compare the latter.
    let wallSeconds, cpuSeconds: Double
  }

  /// How many times one thing is another: best to best, and the median over the turns.
  struct Ratio: Codable {
    let name: String
    let best, median: Double
  }

  /// Builds `corpus` with the kbgen at a path, in `turns` turns.
  static func take(
    of kbgen: String, on corpus: Corpus, jobs: Int, turns: Int, extent: Extent
  ) throws -> BuildMeasurement {
    let place = try BuildPlace(kbgen: kbgen)
    defer { place.remove() }
    let size = try corpus.write(to: place.project)
    var measurement = BuildMeasurement(
      articles: size.files, articleBytes: size.bytes, languages: corpus.languages.count,
      profile: corpus.profile.name, seed: corpus.seed, jobs: jobs)
    for turn in 0..<turns {
      if extent == .all {
        try place.clean()
        measurement.oneThread.append(try place.build(jobs: 1))
      }
      try place.clean()
      measurement.builds.append(try place.build(jobs: jobs))
      if turn == 0 { measurement.output = try OutputSize(of: place.output) }
      measurement.floors.append(try place.floor(measurement.output, jobs: jobs))
      if extent == .all {
        measurement.unchanged.append(try place.build(jobs: jobs))
        try place.edit(corpus.path(of: turn))
        measurement.edited.append(try place.build(jobs: jobs))
      }
    }
    measurement.compare()
    return measurement
  }

  private mutating func compare() {
    add("build, times the floor", builds, to: floors, \.wallSeconds)
    add("CPU of the build, times the floor's", builds, to: floors, \.cpuSeconds)
    add("one thread, times \(jobs) threads", oneThread, to: builds, \.wallSeconds)
    add("build, times one without a change", builds, to: unchanged, \.wallSeconds)
    add("build, times one after an edit", builds, to: edited, \.wallSeconds)
  }

  private mutating func add(
    _ name: String, _ upper: [Run], to lower: [Run], _ value: (Run) -> Double
  ) {
    guard let most = upper.map(value).min(), let least = lower.map(value).min() else { return }
    let turns = zip(upper, lower).map { value($0) / value($1) }
    ratios.append(Ratio(name: name, best: most / least, median: median(turns)))
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

/// The middle one of several numbers.
func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
