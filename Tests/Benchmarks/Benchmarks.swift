// Measures kbgen on help centres of any size. The texts are made, not collected: a corpus can have any
// number of articles and languages, needs no download, and a seed gives the same bytes everywhere. What
// matters for speed is imitated: Zipf's law in the words, so that the search index has the right shape;
// the long tail of article lengths; links, lists, headings and code; a script for each language.

import Foundation
import Markup

/// The command line.
@main
enum Benchmarks {
  private static let usage = """
    Usage:
      Benchmarks corpus --output DIR [--articles 10000] [--languages 6] [--seed 1]
          Writes a project of made-up articles that kbgen can build.
      Benchmarks run --kbgen PATH [--articles 10000] [--languages 6] [--seed 1] [--jobs N]
                     [--runs 3] [--json]
          Makes a corpus in memory, builds it several times and prints where the time went.
      Benchmarks edit [--articles 10000] [--languages 6] [--seed 1] [--jobs 2] [--runs 5] [--json]
          Edits articles of a made-up corpus and builds again in the same process.
      Benchmarks markdown [--bytes 8192] [--languages 6] [--rounds 500] [--seed 1] [--json]
                          [--dialect commonmark|gfm|article]
          Reads a made-up text in each language and compares with cmark_markdown_to_html; with a
          dialect only reads, for a profiler.

    --articles counts source files: 10000 articles in 6 languages are 1667 articles, each translated.

    """

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
    switch arguments.first {
    case "corpus":
      let options = try Arguments(
        arguments.dropFirst(), values: ["articles", "languages", "seed", "output"])
      let corpus = try corpus(options)
      let output = try options.required("output")
      guard !FileManager.default.fileExists(atPath: output) else {
        throw UsageError("'\(output)' is already there; the corpus needs a new folder")
      }
      let size = try corpus.write(to: output)
      print("\(size.files) articles, \(size.bytes) bytes in '\(output)'")
    case "run":
      let options = try Arguments(
        arguments.dropFirst(),
        values: ["articles", "languages", "seed", "kbgen", "jobs", "runs"], flags: ["json"])
      let measurement = try BuildMeasurement.take(
        of: options.required("kbgen"), on: corpus(options),
        jobs: options.contains("jobs") ? options.number("jobs", 1, in: 1...1024) : nil,
        runs: options.number("runs", 3, in: 1...1000))
      print(options.contains("json") ? try measurement.json() : measurement.markdown())
    case "edit":
      let options = try Arguments(
        arguments.dropFirst(), values: ["articles", "languages", "seed", "jobs", "runs"],
        flags: ["json"])
      let measurement = try await EditMeasurement.take(
        of: corpus(options), jobs: options.number("jobs", 2, in: 1...1024),
        rounds: options.number("runs", 5, in: 1...1000))
      print(options.contains("json") ? try measurement.json() : measurement.markdown())
    case "markdown":
      let options = try Arguments(
        arguments.dropFirst(), values: ["bytes", "dialect", "languages", "rounds", "seed"],
        flags: ["json"])
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
    case "help", "--help", "-h":
      print(usage, terminator: "")
    case let other:
      throw UsageError(other.map { "there is no command '\($0)'" } ?? "a command is missing")
    }
  }

  private static func corpus(_ options: Arguments) throws -> Corpus {
    let languages = try options.number("languages", 6, in: 1...CorpusLanguage.all.count)
    return Corpus(
      articles: try options.number("articles", 10_000, in: 1...10_000_000), languages: languages,
      seed: UInt64(try options.number("seed", 1, in: 0...Int.max)))
  }

  private static func fail(_ message: String, status: Int32) -> Never {
    FileHandle.standardError.write(Data("Benchmarks: \(message)".utf8))
    exit(status)
  }
}
