// What a build is asked to do and what it says at the end.

import Glibc
import Markup

/// What a build depends on besides the project's files.
package struct BuildOptions: Sendable {
  /// The project's folder, with `Content/`.
  package let project: String
  /// The address of the published site; wins over `site.yaml`.
  package let baseURL: String?
  /// How many threads work at once.
  package let jobs: Int
  /// Whether drafts are published.
  package let includesDrafts: Bool
  /// When the build takes place.
  package let time: BuildTime
  /// Whether warnings stop the build.
  package let isStrict: Bool
  /// The paths of the pages that the new site takes the place of.
  package let publishedPages: [String]
  /// What of others is to stay in the output folder, besides what `site.yaml` has.
  package let keep: [String]

  /// Options of a build.
  package init(
    project: String, baseURL: String? = nil, jobs: Int = 1, includesDrafts: Bool = false,
    time: BuildTime, isStrict: Bool = false, publishedPages: [String] = [],
    keep: [String] = []
  ) {
    self.project = project
    self.baseURL = baseURL
    self.jobs = jobs
    self.includesDrafts = includesDrafts
    self.time = time
    self.isStrict = isStrict
    self.publishedPages = publishedPages
    self.keep = keep
  }
}

/// What came of a build.
package struct BuildResult: Sendable {
  /// All that was found wrong, sorted, with the project's severities.
  package let diagnostics: [Diagnostic]
  /// The site; nil when an error was diagnosed.
  package let output: OutputTree?
  /// Whether there was a site.yaml to go by; without one the project is not one.
  package let hasSettings: Bool
  /// What of others is to stay in the output folder, as `site.yaml` has it.
  package let keep: [String]
  /// How many articles were published.
  package let articleCount: Int
  /// How many languages the site has.
  package let languageCount: Int
  /// How many pages it has.
  package let pageCount: Int
  /// What it was made of; nil where that cannot be told from the outside.
  package let inputs: BuildInputs?
  /// How much was done anew.
  package let work: BuildWork
  /// What each phase took.
  package let timings: [PhaseTiming]
}

/// How much of a site a build made anew, where an earlier one of the same process had made the rest.
package struct BuildWork: Sendable, Equatable {
  /// The articles and snippets that were parsed.
  package let parsed: Int
  /// The pages that may differ from those of the build before.
  package let pages: Int
  /// The languages whose search files were made.
  package let searches: Int

  /// What was made anew.
  package init(parsed: Int, pages: Int, searches: Int) {
    self.parsed = parsed
    self.pages = pages
    self.searches = searches
  }
}

/// What a phase of a build took.
package struct PhaseTiming: Sendable {
  /// The phase's name.
  package let name: String
  /// Time on the clock, in seconds.
  package let wallSeconds: Double
  /// Time of all processors, in seconds.
  package let cpuSeconds: Double

  /// What a phase took.
  package init(name: String, wallSeconds: Double, cpuSeconds: Double) {
    self.name = name
    self.wallSeconds = wallSeconds
    self.cpuSeconds = cpuSeconds
  }
}

/// A clock for phases; times are measured for people and never reach the output.
package struct PhaseClock {
  /// The phases so far.
  package private(set) var timings: [PhaseTiming] = []
  private var wall = Self.now(CLOCK_MONOTONIC)
  private var cpu = Self.now(CLOCK_PROCESS_CPUTIME_ID)

  /// Starts now.
  package init() {}

  /// Ends a phase that began with the last one's end.
  package mutating func end(_ name: String) {
    let wallNow = Self.now(CLOCK_MONOTONIC)
    let cpuNow = Self.now(CLOCK_PROCESS_CPUTIME_ID)
    timings.append(
      PhaseTiming(name: name, wallSeconds: wallNow - wall, cpuSeconds: cpuNow - cpu))
    wall = wallNow
    cpu = cpuNow
  }

  private static func now(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
