// The part of the command line that says where a site stands and what is to stay there; the same for all
// commands that write.

import ArgumentParser
import Foundation
import HelpCentre

/// A project and its output folder.
struct OutputArguments: ParsableArguments {
  @Argument(help: "The folder with Content/.")
  var project = "."

  @Option(
    name: .shortAndLong, help: "Where to write the site. (default: PROJECT/public)")
  var output: String?

  @Option(
    help: """
      A file or folder in the output folder that stays there though it is not the site's: CNAME, \
      '*.txt', .well-known/. Can be given several times.
      """)
  var keep: [String] = []

  @Option(help: "How many seconds to wait for another build that writes to the same folder.")
  var wait = 0

  func validate() throws {
    if !(0...86_400).contains(wait) {
      throw ValidationError("--wait must be between 0 and 86400 seconds, not \(wait).")
    }
  }

  /// The project's folder, without a slash at the end.
  var folder: String {
    project.utf8.last == 0x2F && project != "/" ? String(project.dropLast()) : project
  }

  /// The output folder.
  var target: String { output ?? (folder == "." ? "public" : folder + "/public") }

  /// What the publisher goes by, with the patterns that `site.yaml` has besides; throws `PublishError`.
  func options(
    jobs: Int, cache: String?, keep more: [String], console: Console
  ) throws -> PublishOptions {
    PublishOptions(
      target: target, project: folder, keep: try KeepPatterns(keep + more), waitSeconds: wait,
      sayWaiting: { console.say("kbgen: \($0) Waiting.") }, cache: cache, jobs: jobs)
  }

  /// The folder for what is remembered between runs: in `XDG_CACHE_HOME`, else in `~/.cache`; nil where
  /// the user has neither.
  static var cache: String? {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["XDG_CACHE_HOME"], folder.utf8.first == 0x2F {
      return folder + "/kbgen"
    }
    if let home = environment["HOME"], home.utf8.first == 0x2F { return home + "/.cache/kbgen" }
    return nil
  }
}
