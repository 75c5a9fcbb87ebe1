// The command line: `kbgen build`. Flags, printing and exit codes; all work is in HelpCentre.

import ArgumentParser

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
    subcommands: [BuildCommand.self],
    defaultSubcommand: nil)
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
