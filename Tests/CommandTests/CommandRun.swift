// The command as a process, as a shell or a robot runs it: arguments in, status and two streams out.

import Foundation
import TestSupport

/// One run of `kbgen`, when it has ended.
struct CommandRun: Sendable {
  /// What it ended with; 128 and the signal's number when it was killed.
  let status: Int32
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let errors: String

  /// The lines of standard error, without the end of the last one.
  var errorLines: [String] {
    var lines = errors.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Runs `kbgen` with arguments in a folder; both streams are files, no terminals.
  static func kbgen(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> CommandRun {
    try run(binary, arguments, in: folder, environment)
  }

  /// Runs a line of shell in which `"$KBGEN"` is the command.
  static func shell(
    _ line: String, in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> CommandRun {
    try run("/bin/sh", ["-c", line], in: folder, environment)
  }

  /// The command, which is built beside the tests.
  private static var binary: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (tests as NSString).deletingLastPathComponent + "/kbgen"
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder,
    _ environment: [String: String]
  ) throws -> CommandRun {
    let streams = TemporaryFolder()
    streams.write([], to: "output")
    streams.write([], to: "errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": "/usr/bin:/bin", "KBGEN": binary, "SWIFT_BACKTRACE": "enable=no",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: streams.path + "/output")
    process.standardError = FileHandle(forWritingAtPath: streams.path + "/errors")
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return CommandRun(
      status: process.terminationStatus + signal, output: text(streams, "output"),
      errors: text(streams, "errors"))
  }

  private static func text(_ folder: TemporaryFolder, _ name: String) -> String {
    String(decoding: folder.read(name) ?? [], as: UTF8.self)
  }
}

/// A project on the disk, for the command.
struct CommandProject: Sendable {
  /// Its folder.
  let folder = TemporaryFolder()

  /// Writes a project, as `SiteTest` does.
  init(_ text: String) {
    SiteTest.write(text, to: folder)
  }

  /// A project without mistakes.
  static var good: CommandProject {
    CommandProject(
      """
      -- Content/en/contact/email.md --
      ---
      title: Write an e-mail
      problems: [account-blocked]
      ---
      Text.
      """)
  }

  /// A project with one broken link.
  static var broken: CommandProject {
    CommandProject(
      """
      -- Content/en/account/reset.md --
      ---
      title: Reset
      ---
      -- Content/en/contact/email.md --
      ---
      title: E-mail
      ---

      Été : see [the page](../account/rest.md) first.
      """)
  }

  /// Adds files, or writes them anew.
  func write(_ text: String, to path: String) {
    folder.write(Array(text.utf8), to: path)
  }

  /// Runs `kbgen` in the project's folder.
  func kbgen(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
    try CommandRun.kbgen(arguments, in: folder, environment: environment)
  }

  /// Every file below a path with its inode, time and content, to see whether anything was touched.
  func snapshot(_ path: String) throws -> String {
    let run = try CommandRun.shell(
      "find '\(path)' -printf '%p %i %T@ %m ' -type f -exec md5sum {} + -o -printf '\\n' | sort",
      in: folder)
    return run.output
  }

  /// The hash of each file below a path, by its path there.
  func contents(_ path: String) throws -> String {
    try CommandRun.shell(
      "cd '\(path)' && find . -type f -exec md5sum {} + | sort -k2", in: folder
    ).output
  }
}
