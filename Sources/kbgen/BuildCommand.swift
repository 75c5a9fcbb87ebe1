// `kbgen build`: build, print what is wrong, publish, say what was done.

import ArgumentParser
import Foundation
import HelpCentre
import Markup

/// Builds a project and publishes the site.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Check a project and write its site.",
    discussion: """
      The site is written beside the output folder and exchanged with it in one step; files that have \
      not changed are taken over. After an error, the published site stays as it was.

      Exit codes: 0 done, 1 errors in the content, 2 wrong usage or settings, 3 the disk refused, \
      4 another build is running, 130 or 143 interrupted.
      """)

  @OptionGroup var place: OutputArguments

  @Option(
    name: .customLong("base-url"),
    help: "The address of the published site; wins over site.yaml.")
  var baseURL: String?

  @Option(help: "How many threads work at once. (default: one for each processor)")
  var jobs: Int?

  @Flag(help: "Publish drafts too.")
  var drafts = false

  @Option(
    help: """
      The day of the build, YYYY-MM-DD. (default: the day of SOURCE_DATE_EPOCH, then of the clock, in \
      the site's time-zone)
      """)
  var now: String?

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: "How to print what is wrong: text, or json on standard output.")
  var format = DiagnosticPrinter.Format.text

  @Flag(help: "Print how long each phase took.")
  var timings = false

  @Flag(
    name: .customLong("no-cache"),
    help: "Remember nothing between builds, and trust nothing remembered.")
  var ignoresCache = false

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs must be between 1 and 256, not \(jobs).")
    }
    if let now, CalendarDate(now) == nil {
      throw ValidationError("--now must be a day like 2025-03-17, not '\(now)'.")
    }
    if let epoch, !(Int(epoch).map(BuildTime.instants.contains) ?? false) {
      throw ValidationError("SOURCE_DATE_EPOCH must be seconds since 1970, not '\(epoch)'.")
    }
    if let baseURL, !SiteSettings.isBaseURL(baseURL) {
      throw ValidationError("--base-url must look like https://help.example.org, not '\(baseURL)'.")
    }
  }

  func run() async throws {
    let cancellation = Cancellation.start { try await build() }
    if let status = await cancellation.status { throw status }
  }

  private func build() async throws {
    let start = ContinuousClock.now
    let console = Console()
    let folder = place.folder
    let target = place.target
    do {
      _ = try KeepPatterns(place.keep)
      let cache = ignoresCache ? nil : OutputArguments.cache
      let time = time
      func options(_ published: [String]) -> BuildOptions {
        BuildOptions(
          project: folder, baseURL: baseURL, jobs: jobCount, includesDrafts: drafts, time: time,
          isStrict: strict, publishedPages: published, keep: place.keep)
      }
      if let cache,
        let known = try await BuildRecord.unchanged(
          options([]), target: target, cache: cache)
      {
        try DiagnosticPrinter(format: format, project: folder, console: console).print([])
        sayDone(
          (known.articleCount, known.languageCount, known.pageCount, known.fileCount),
          "0 written, \(known.fileCount) unchanged, 0 deleted", since: start, console)
        return
      }
      let options = options(try Publisher.publishedPages(in: target))
      let result = try await console.showingProgress("building") {
        try await SiteBuilder.build(options)
      }
      // The process ends soon and gives its memory back at once; to take the site apart, piece by piece, was a
      // twentieth of the time.
      _ = Unmanaged.passRetained(Kept(result))
      let printer = DiagnosticPrinter(format: format, project: folder, console: console)
      try printer.print(result.diagnostics)
      guard let tree = result.output else {
        throw result.hasSettings ? ExitStatus.content : ExitStatus.usage
      }
      let publishing = try place.options(
        jobs: jobCount, cache: cache, keep: result.keep, console: console)
      let report = try await console.showingProgress("writing") {
        try await Publisher.publish(tree, publishing)
      }
      if timings { console.print(timings: result.timings + report.timings) }
      if let cache {
        if let record = BuildRecord(result, report, options) {
          record.store(options, target: target, cache: cache)
        } else {
          BuildRecord.forget(options, target: target, cache: cache)
        }
      }
      sayDone(
        (result.articleCount, result.languageCount, result.pageCount, report.files),
        "\(report.written) written, \(report.unchanged) unchanged, \(report.deleted) deleted",
        since: start, console)
    } catch let error as DiskError {
      throw console.fail(error.message, ExitStatus.environment)
    } catch let error as PublishError {
      throw console.fail(publish: error)
    }
  }

  private func sayDone(
    _ counts: (articles: Int, languages: Int, pages: Int, files: Int), _ done: String,
    since start: ContinuousClock.Instant, _ console: Console
  ) {
    console.say(
      "\(console.count(counts.articles, "article")) in "
        + "\(console.count(counts.languages, "language")), "
        + "\(console.count(counts.pages, "page")), \(counts.files) files, "
        + "\(done), \(console.seconds(start.duration(to: .now))): \(place.target)")
  }

  private var jobCount: Int {
    jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
  }

  /// The one place where the clock is read.
  private var time: BuildTime {
    if let now, let date = CalendarDate(now) { return .day(date) }
    return .instant(epoch.flatMap(Int.init) ?? Int(Date().timeIntervalSince1970))
  }

  /// The variable that pins the time of reproducible builds; an empty one counts as none.
  private var epoch: String? {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// Holds a result for as long as the process lives.
private final class Kept: Sendable {
  let result: BuildResult

  init(_ result: BuildResult) { self.result = result }
}
