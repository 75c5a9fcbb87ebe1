// `kbgen clean`: takes a published site away, and nothing else.

import ArgumentParser
import Foundation
import HelpCentre

/// Deletes what builds have written.
struct CleanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Delete the site that builds have written.",
    discussion: """
      Exactly the files that kbgen wrote, and that nobody has edited since, are deleted, and what a build \
      that died has left. Other files stop it, unless --keep names them: they stay, and the folder with \
      them.

      Exit codes: 0 done or nothing to do, 2 wrong usage or files of others, 3 the disk refused, \
      4 a build is running, 130 or 143 interrupted.
      """)

  @OptionGroup var place: OutputArguments

  func run() async throws {
    let cancellation = Cancellation.start { try await clean() }
    if let status = await cancellation.status { throw status }
  }

  private func clean() async throws {
    let console = Console()
    do {
      let report = try await Publisher.clean(
        place.options(
          jobs: ProcessInfo.processInfo.activeProcessorCount, cache: OutputArguments.cache,
          keep: SiteSettings.keep(in: place.folder),
          console: console))
      console.say(sentence(report, console))
    } catch let error as PublishError {
      throw console.fail(publish: error)
    }
  }

  private func sentence(_ report: CleanReport, _ console: Console) -> String {
    let kept = report.kept > 0 ? ", \(console.count(report.kept, "file")) kept" : ""
    let rest = report.hadRest ? "the rest of a build that died" : ""
    if report.deleted > 0 {
      return "\(console.count(report.deleted, "file")) deleted\(kept)"
        + (rest.isEmpty ? "" : ", and \(rest)") + ": \(place.target)"
    }
    if report.hadRest { return "deleted \(rest)\(kept): \(place.target)" }
    return "nothing to clean\(kept): \(place.target)"
  }
}
