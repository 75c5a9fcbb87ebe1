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
    try start(arguments, in: folder, environment: environment).ended()
  }

  /// Starts `kbgen`, with standard error on a terminal if one is given.
  static func start(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    errorsOn terminal: PseudoTerminal? = nil
  ) throws -> StartedCommand {
    try StartedCommand(binary, arguments, in: folder, environment, terminal)
  }

  /// Runs a line of shell in which `"$KBGEN"` is the command.
  static func shell(
    _ line: String, in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> CommandRun {
    try StartedCommand("/bin/sh", ["-c", line], in: folder, environment, nil).ended()
  }

  /// The command, which is built beside the tests.
  fileprivate static var binary: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (tests as NSString).deletingLastPathComponent + "/kbgen"
  }
}

/// A run that has not ended yet.
struct StartedCommand {
  private let process = Process()
  private let streams = TemporaryFolder()

  fileprivate init(
    _ program: String, _ arguments: [String], in folder: TemporaryFolder,
    _ environment: [String: String], _ terminal: PseudoTerminal?
  ) throws {
    streams.write([], to: "output")
    streams.write([], to: "errors")
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = [
      "PATH": "/usr/bin:/bin", "KBGEN": CommandRun.binary, "SWIFT_BACKTRACE": "enable=no",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: streams.path + "/output")
    process.standardError =
      terminal.map { FileHandle(fileDescriptor: $0.end) }
      ?? FileHandle(forWritingAtPath: streams.path + "/errors")
    try process.run()
    terminal?.closeEnd()
  }

  /// Whether it has not ended.
  var isRunning: Bool { process.isRunning }

  /// Sends a signal.
  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end. What was written to a terminal is not in the run.
  func ended() -> CommandRun {
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return CommandRun(
      status: process.terminationStatus + signal, output: text("output"), errors: text("errors"))
  }

  private func text(_ name: String) -> String {
    String(decoding: streams.read(name) ?? [], as: UTF8.self)
  }
}

/// A project on the disk, for the command.
struct CommandProject: Sendable {
  /// Its folder.
  let folder: TemporaryFolder

  /// Writes a project, as `SiteTest` does.
  init(_ text: String, in folder: TemporaryFolder = TemporaryFolder()) {
    self.folder = folder
    SiteTest.write(text, to: folder)
  }

  /// A project without mistakes.
  static var good: CommandProject { good() }

  /// A project without mistakes in a folder.
  static func good(in folder: TemporaryFolder = TemporaryFolder()) -> CommandProject {
    CommandProject(
      """
      -- Content/en/contact/email.md --
      ---
      title: Write an e-mail
      problems: [account-blocked]
      ---
      Text.
      """, in: folder)
  }

  /// A project with one broken link.
  static var broken: CommandProject { broken() }

  /// A project with one broken link in a folder.
  static func broken(in folder: TemporaryFolder = TemporaryFolder()) -> CommandProject {
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
      """, in: folder)
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
