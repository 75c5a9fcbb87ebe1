// `kbgen search`: what a reader would find, ranked as in the browser, on a site that has been built.

import ArgumentParser
import Foundation
import HelpCentre
import Markup

/// Searches in a built site.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search in a built site.",
    discussion: """
      Ranks as the site's own search does in a browser.

      Exit codes: 0 done, 2 wrong usage or no index of that language, 3 the disk refused.
      """)

  @Argument(help: "What a reader types.")
  var query: String

  @Option(help: "The language to search in.")
  var language: String

  @Option(name: .shortAndLong, help: "The folder of the built site.")
  var output = "public"

  @Option(help: "The number of results.")
  var limit = 10

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Print what each word was taken for, and how the scores came about.")
  var explain = false

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be 1 or more.") }
  }

  func run() throws {
    let console = Console()
    do {
      let folder = output
      var searcher = try Searcher(language: language) { try? SourceReader.read("\(folder)/\($0)") }
      let answer = try searcher.search(query, limit: limit)
      let text = json ? jsonText(answer) : plainText(answer)
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch let error as SearchIndexError {
      throw console.fail(
        "\(error.message) in '\(output)': build the site first, or name its folder with --output",
        ExitStatus.usage)
    } catch {
      throw console.fail("cannot write to standard output", ExitStatus.environment)
    }
  }

  private func plainText(_ answer: Searcher.Answer) -> String {
    var lines: [String] = []
    if !answer.corrected.isEmpty { lines.append("showing results for: \(answer.corrected)") }
    if explain {
      for word in answer.words {
        lines.append(
          "\(word.word): rarity \(rounded(word.rarity))\(word.isGuess ? ", unknown, guessed" : "")")
        for candidate in word.candidates {
          lines.append(
            "    \(candidate.term) × \(rounded(candidate.weight)), on \(candidate.pages) pages")
        }
      }
    }
    lines.append(answer.total == 1 ? "1 result" : "\(answer.total) results")
    for (place, result) in answer.results.enumerated() {
      lines.append(
        "\(place + 1). \(result.title)  [\(result.kind.name)]  \(result.url)  \(rounded(result.score))"
      )
      if let way = result.way { lines.append("   \(way.title): \(way.text)  \(way.url)") }
      if explain { lines.append("    " + factors(result.factors)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func factors(_ factors: Searcher.Factors) -> String {
    typealias Weights = Searcher.Weights
    let words = factors.words.map { "\($0.word) \(rounded($0.value))" }.joined(separator: " + ")
    return "((\(words)) × covered \(rounded(factors.covered))"
      + " + (\(Weights.title) × title \(rounded(factors.title))"
      + " + \(Weights.heading) × heading \(rounded(factors.heading))) × √covered"
      + " + \(Weights.adjacency) × adjacent \(rounded(factors.adjacency)))"
      + " × priority \(rounded(factors.priority)) + texts \(rounded(factors.texts))"
  }

  private func rounded(_ number: Double) -> String {
    let thousandths = Int((number * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
  }

  private func jsonText(_ answer: Searcher.Answer) -> String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("query", query)
      json.member("total", answer.total)
      json.member("corrected", answer.corrected)
      json.key("results")
      json.array { json in
        for result in answer.results { write(result, &json) }
      }
      if explain {
        json.key("words")
        json.array { json in
          for word in answer.words { write(word, &json) }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private func write(_ result: Searcher.Result, _ json: inout JSONWriter) {
    json.object { json in
      json.member("url", result.url)
      json.member("title", result.title)
      json.member("kind", result.kind.name)
      json.member("crumbs", result.crumbs)
      if let way = result.way {
        json.key("way")
        way.write(&json)
      }
      json.member("score", result.score)
      if explain { json.member("factors", factors(result.factors)) }
    }
  }

  private func write(_ word: Searcher.WordMatch, _ json: inout JSONWriter) {
    json.object { json in
      json.member("word", word.word)
      json.member("rarity", word.rarity)
      json.member("guessed", word.isGuess)
      json.key("candidates")
      json.array { json in
        for candidate in word.candidates {
          json.object { json in
            json.member("term", candidate.term)
            json.member("weight", candidate.weight)
            json.member("pages", candidate.pages)
          }
        }
      }
    }
  }
}
