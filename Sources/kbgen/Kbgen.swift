// The command line: `kbgen build`, `clean`, `markdown` and `search`. Flags, printing and exit codes; all work is in
// HelpCentre and Markup.

import ArgumentParser
import CTCMalloc
import Foundation

/// The command.
@main
struct Kbgen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kbgen",
    abstract: "Build a multilingual help centre from Markdown.",
    discussion: """
      A project is a folder with Content/: articles as Markdown, one folder a language, and tables of \
      categories, problems and channels. kbgen checks all of it and writes a static site with search \
      that any web server can serve.
      """,
    version: "0.1.0",
    subcommands: [
      BuildCommand.self, CleanCommand.self, MarkdownCommand.self, SearchCommand.self,
    ])

  /// Runs the command. ArgumentParser would end wrong usage with 64; ours is 2 everywhere.
  static func main() async {
    Console.openStreams()
    // What is written has the modes 644 and 755, whatever the shell wants for files of its user.
    umask(0o022)
    // A build makes and forgets millions of small texts and lists on all cores: with this allocator, and a
    // cache for each of them, it takes a twentieth of the time less than with that of the system.
    let caches = ProcessInfo.processInfo.activeProcessorCount * (8 << 20)
    MallocExtension_SetNumericProperty("tcmalloc.max_total_thread_cache_bytes", caches)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Console().say(fullMessage(for: error))
      Foundation.exit(ExitStatus.usage.rawValue)
    }
  }
}

/// How a run ends, as a number for scripts.
enum ExitStatus {
  /// The content has errors.
  static let content = ExitCode(1)
  /// The command line or the settings are wrong.
  static let usage = ExitCode(2)
  /// The disk refused something.
  static let environment = ExitCode(3)
  /// Another build is running.
  static let busy = ExitCode(4)
}
