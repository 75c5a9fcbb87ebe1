// Measures kbgen on help centres of any size. The texts are made, not collected: a corpus can have any
// number of articles and languages, needs no download, and a seed gives the same bytes everywhere. What
// matters for speed is imitated: Zipf's law in the words, so that the search index has the right shape;
// the long tail of article lengths; links, lists, tables, headings and code; a script for each language.

import Foundation
import Markup

/// The command line.
@main
enum Benchmarks {
  private static let usage = """
    Usage:
      Benchmarks corpus --output DIR [CORPUS]
          Writes a project of made-up articles that kbgen can build.
      Benchmarks run --kbgen PATH [CORPUS] [--jobs N] [--runs 3] [--json]
          Makes a corpus in memory, builds it several times and prints where the time went: cold, with
          one thread, on top of the last output, after an edit, and beside the floor.
      Benchmarks scale --kbgen PATH [--largest 100000] [--jobs N] [--runs 3] [--seed 1] [--json]
          Builds corpora from 1000 articles on, and from 5 to 40 languages, and prints a row of each.
      Benchmarks edit [CORPUS] [--jobs N] [--runs 5] [--json]
          Edits articles and builds again in the same process, as a preview server does.
      Benchmarks floor --content DIR --output DIR --files N --bytes N [--jobs N]
          The least work that any generator must do: reads the articles, writes cmark's HTML of them
          and filler. 'run' and 'scale' call it.
      Benchmarks markdown [--bytes 8192] [--languages 6] [--rounds 500] [--seed 1] [--json]
                          [--dialect commonmark|gfm|article]
          Reads a made-up text in each language and compares with cmark_markdown_to_html; with a
          dialect only reads, for a profiler.

    CORPUS is [--articles 10000] [--languages 6] [--short] [--words 30000] [--seed 1]. --articles
    counts source files: 10000 articles in 6 languages are 1667 articles, each translated. --short
    makes short ones, of some 500 bytes; --words is how many words each language has.

    """
  private static let corpusOptions: Set = ["articles", "languages", "words", "seed"]

  static func main() async {
    do {
      try await run(Array(CommandLine.arguments.dropFirst()))
    } catch let problem as UsageError {
      fail("\(problem.message)\n\n\(usage)", status: 2)
    } catch {
      fail("\(error)\n", status: 1)
    }
  }

  private static func run(_ arguments: [String]) async throws {
    let rest = arguments.dropFirst()
    switch arguments.first {
    case "corpus": try writeCorpus(rest)
    case "run": try measureBuild(rest)
    case "scale": try measureScale(rest)
    case "edit": try await measureEdits(rest)
    case "floor": try runFloor(rest)
    case "markdown": try measureMarkdown(rest)
    case "help", "--help", "-h": print(usage, terminator: "")
    case let other:
      throw UsageError(other.map { "there is no command '\($0)'" } ?? "a command is missing")
    }
  }

  private static func writeCorpus(_ arguments: ArraySlice<String>) throws {
    let options = try Arguments(
      arguments, values: corpusOptions.union(["output"]), flags: ["short"])
    let corpus = try corpus(options)
    let output = try options.required("output")
    guard !FileManager.default.fileExists(atPath: output) else {
      throw UsageError("'\(output)' is already there; the corpus needs a new folder")
    }
    let size = try corpus.write(to: output)
    print("\(size.files) articles, \(size.bytes) bytes in '\(output)'")
  }

  private static func measureBuild(_ arguments: ArraySlice<String>) throws {
    let options = try Arguments(
      arguments, values: corpusOptions.union(["kbgen", "jobs", "runs"]), flags: ["json", "short"])
    let measurement = try BuildMeasurement.take(
      of: options.required("kbgen"), on: corpus(options), jobs: jobs(options),
      turns: options.number("runs", 3, in: 1...1000), extent: .all)
    print(options.contains("json") ? try measurement.json() : measurement.markdown())
  }

  private static func measureScale(_ arguments: ArraySlice<String>) throws {
    let options = try Arguments(
      arguments, values: ["kbgen", "jobs", "largest", "runs", "seed"], flags: ["json"])
    let isTable = !options.contains("json")
    let largest = try options.number("largest", 100_000, in: 1000...1_000_000)
    var scale = ScaleMeasurement()
    if isTable { print(ScaleMeasurement.head) }
    for size in ScaleMeasurement.plan(upTo: largest) {
      let measurement = try BuildMeasurement.take(
        of: options.required("kbgen"),
        on: Corpus(articles: size.articles, languages: size.languages, seed: seed(options)),
        jobs: jobs(options), turns: options.number("runs", 3, in: 1...1000), extent: .floor)
      scale.add(measurement)
      if isTable { print(ScaleMeasurement.row(measurement)) }
      fflush(nil)
    }
    if !isTable { print(try scale.json()) }
  }

  private static func measureEdits(_ arguments: ArraySlice<String>) async throws {
    let options = try Arguments(
      arguments, values: corpusOptions.union(["jobs", "runs"]), flags: ["json", "short"])
    let measurement = try await EditMeasurement.take(
      of: try corpus(options), jobs: jobs(options),
      rounds: options.number("runs", 5, in: 1...1000))
    print(options.contains("json") ? try measurement.json() : measurement.markdown())
  }

  private static func runFloor(_ arguments: ArraySlice<String>) throws {
    let options = try Arguments(
      arguments, values: ["content", "output", "files", "bytes", "jobs"])
    let floor = try Floor(
      content: options.required("content"), output: options.required("output"),
      files: options.number("files", 0, in: 0...Int.max),
      bytes: options.number("bytes", 0, in: 0...Int.max))
    try floor.run(jobs: jobs(options))
  }

  private static func measureMarkdown(_ arguments: ArraySlice<String>) throws {
    let options = try Arguments(
      arguments, values: ["bytes", "dialect", "languages", "rounds", "seed"], flags: ["json"])
    let bytes = try options.number("bytes", 8192, in: 1...500_000)
    let rounds = try options.number("rounds", 500, in: 1...1_000_000)
    if let dialect = try options.choice(
      "dialect",
      ["commonmark": MarkdownSettings.Dialect.commonMark, "gfm": .gfm, "article": .article])
    {
      return MarkdownMeasurement.repeated(
        dialect, of: try corpus(options), bytes: bytes, rounds: rounds)
    }
    let measurement = MarkdownMeasurement.take(
      of: try corpus(options), bytes: bytes, rounds: rounds)
    print(options.contains("json") ? try measurement.json() : measurement.markdown())
  }

  private static func corpus(_ options: Arguments) throws -> Corpus {
    Corpus(
      articles: try options.number("articles", 10_000, in: 1...10_000_000),
      languages: try options.number("languages", 6, in: 1...CorpusLanguage.all.count),
      profile: options.contains("short") ? .short : .ordinary,
      vocabularySize: try options.number("words", Vocabulary.standardSize, in: 1000...1_000_000),
      seed: try seed(options))
  }

  private static func seed(_ options: Arguments) throws -> UInt64 {
    UInt64(try options.number("seed", 1, in: 0...Int.max))
  }

  /// As many threads as kbgen would use: one for each processor.
  private static func jobs(_ options: Arguments) throws -> Int {
    try options.number("jobs", ProcessInfo.processInfo.activeProcessorCount, in: 1...1024)
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("Benchmarks: \(message)".utf8))
    exit(status)
  }
}
