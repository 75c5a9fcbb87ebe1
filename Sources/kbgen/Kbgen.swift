// The command line: `kbgen build`, `clean`, `markdown` and `search`. Flags, printing and exit codes; all work is in
// HelpCentre and Markup.

import ArgumentParser
import CLinux
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
    // The heap grows in large steps, and only lists above 1 MB have pages of their own: a build of 40,000
    // articles takes 12 MB and a twentieth of the time less. A thread's heap has 64 MB; behind its first step it
    // would grow page by page, with a call of the system for each, and be given back as soon as it is empty.
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    mallopt(M_TOP_PAD, 60 << 20)
    mallopt(M_TRIM_THRESHOLD, 512 << 20)
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
