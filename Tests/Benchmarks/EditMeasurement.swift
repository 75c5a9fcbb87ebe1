// What an edit costs in a process that has built the site before, as a preview server will do it: the time
// until the pages can be shown, and until the search is new too.

import Foundation
import HelpCentre
import Markup

/// What it costs to build a corpus again after an edit.
struct EditMeasurement: Codable {
  let articles, languages: Int
  /// Seconds of the first build.
  let firstSeconds: Double
  let edits: [Edit]

  /// One kind of edit.
  struct Edit: Codable {
    let name: String
    /// The median of several edits: until the pages that changed are rendered, and until the search is made.
    let pageSeconds, searchSeconds: Double
    /// What the last of them did anew.
    let parsed, pages, searches: Int
  }

  /// Edits a corpus `rounds` times in each way.
  static func take(of corpus: Corpus, jobs: Int, rounds: Int) async throws -> EditMeasurement {
    let folder = try BuildPlace.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let project = folder + "/project"
    let size = try corpus.write(to: project)
    let options = BuildOptions(
      project: project, jobs: jobs, time: .day(CalendarDate("2025-06-01")!))
    var session = BuildSession()
    let clock = ContinuousClock()
    // A file that was just written is not trusted to be the same.
    usleep(50_000)
    let start = clock.now
    guard let output = try await session.build(options).output else {
      throw UsageError("the corpus cannot be built")
    }
    let first = start.duration(to: clock.now)
    let article = try articleFile(below: project + "/Content")
    let kinds: [(String, (String) -> String)] = [
      ("nothing", { $0 }), ("a text", { $0 + "\nAnother sentence.\n" }),
      ("a title", { $0.replacing("title: ", with: "title: New ", maxReplacements: 1) }),
    ]
    var edits: [Edit] = []
    for (name, edit) in kinds {
      var pages: [Double] = []
      var searches: [Double] = []
      var work = BuildWork(parsed: 0, pages: 0, searches: 0)
      for _ in 0..<rounds {
        if name != "nothing" {
          let text = try String(contentsOfFile: article, encoding: .utf8)
          try edit(text).write(toFile: article, atomically: false, encoding: .utf8)
        }
        usleep(50_000)
        let start = clock.now
        let preview = try await session.preview(options)
        for page in output.entries.prefix(preview.work.pages < 100 ? preview.work.pages : 0) {
          if case .page(let number) = page.content { _ = preview.output?.render(number) }
        }
        pages.append(seconds(start.duration(to: clock.now)))
        let result = try await session.build(options)
        searches.append(seconds(start.duration(to: clock.now)))
        work = BuildWork(
          parsed: preview.work.parsed, pages: preview.work.pages, searches: result.work.searches)
      }
      edits.append(
        Edit(
          name: name, pageSeconds: pages.sorted()[rounds / 2],
          searchSeconds: searches.sorted()[rounds / 2], parsed: work.parsed, pages: work.pages,
          searches: work.searches))
    }
    return EditMeasurement(
      articles: size.files, languages: corpus.languages.count, firstSeconds: seconds(first),
      edits: edits)
  }

  private static func articleFile(below folder: String) throws -> String {
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
    guard let name = names.first(where: { $0.hasSuffix(".md") && !$0.contains("_snippets") }) else {
      throw UsageError("the corpus has no article")
    }
    return folder + "/" + name
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
