// `kbgen build` while it works: what people see, what a second build does, and what a signal does.

import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct WaitingCommandTests {
  /// Takes the progress line away: back to the start of the line, and clear it.
  private static let erasure = "\r\u{1B}[K"

  @Test func aLongBuildShowsItsProgressOnATerminalAndNowhereElse() throws {
    // Not every file system has leases; the one in memory does.
    let project = CommandProject.good(in: TemporaryFolder(inMemory: true))
    let lease = try #require(
      FileLease.take(project.folder.path + "/Content/en/contact/email.md"), "files have leases")
    let piped = try CommandRun.start(["build", "--output", "one"], in: project.folder)
    let terminal = try #require(PseudoTerminal())
    let watched = try CommandRun.start(
      ["build", "--output", "two"], in: project.folder, errorsOn: terminal)
    // Both wait for the article. The second tick comes when both have done so for a second.
    #expect(terminal.read { $0.components(separatedBy: "\r").count > 2 })
    lease.end()
    #expect(terminal.read())
    #expect(watched.ended().status == 0)
    let rest = try afterProgress(terminal.text)
    #expect(rest.hasPrefix("1 article in 2 languages, ") && rest.hasSuffix(": two\r\n"))
    let run = piped.ended()
    #expect(run.status == 0)
    #expect(run.errorLines.count == 1)
    #expect(run.errors.hasPrefix("1 article in 2 languages, "))
  }

  @Test func theProgressHasGoneBeforeMistakesAreShown() throws {
    let project = CommandProject.broken(in: TemporaryFolder(inMemory: true))
    let terminal = try #require(PseudoTerminal())
    let build = try waiting(
      ["build"], for: "Content/en/contact/email.md", in: project, on: terminal)
    #expect(terminal.read())
    #expect(build.ended().status == 1)
    #expect(try afterProgress(terminal.text).hasPrefix("Content/en/contact/email.md:5:22: "))
    #expect(terminal.text.hasSuffix("\r\n1 error\r\n"))
  }

  @Test func theProgressHasGoneWhenTheDiskRefuses() throws {
    let project = CommandProject.good(in: TemporaryFolder(inMemory: true))
    project.write("---\ntitle: Z\n---\n", to: "Content/en/z.md")
    let terminal = try #require(PseudoTerminal())
    let build = try waiting(
      ["build", "--jobs", "1"], for: "Content/en/contact/email.md", in: project, on: terminal
    ) { unlink(project.folder.path + "/Content/en/z.md") }
    #expect(terminal.read())
    #expect(build.ended().status == 3)
    #expect(try afterProgress(terminal.text).hasPrefix("kbgen: cannot read "))
  }

  @Test func theProgressHasGoneAfterASignal() throws {
    let project = CommandProject.good(in: TemporaryFolder(inMemory: true))
    let terminal = try #require(PseudoTerminal())
    let file = project.folder.path + "/Content/en/contact/email.md"
    let lease = try #require(FileLease.take(file), "files have leases")
    let build = try CommandRun.start(["build"], in: project.folder, errorsOn: terminal)
    #expect(terminal.read { $0.contains("\r") })
    build.signal(SIGINT)
    lease.end()
    #expect(terminal.read())
    #expect(build.ended().status == 130)
    #expect(try afterProgress(terminal.text) == "")
  }

  @Test func writingShowsItsProgressToo() throws {
    let project = CommandProject.good(in: TemporaryFolder(inMemory: true))
    project.write("", to: ".public.kbgen-staging/lock")
    let terminal = try #require(PseudoTerminal())
    let build = try waiting(
      ["build"], for: ".public.kbgen-staging/lock", in: project, on: terminal)
    #expect(terminal.read())
    #expect(build.ended().status == 0)
    #expect(terminal.text.contains("\rwriting … "))
    #expect(try afterProgress(terminal.text).hasPrefix("1 article in 2 languages, "))
  }

  @Test func aTerminalShowsColoursUnlessTheyAreNotWanted() throws {
    let coloured = try onTerminal(CommandProject.broken)
    #expect(coloured.status == 1)
    #expect(coloured.text.contains(": \u{1B}[1;31merror\u{1B}[0m: there is no article"))
    let plain = try onTerminal(CommandProject.broken, environment: ["NO_COLOR": "1"])
    #expect(plain.status == 1)
    #expect(plain.text.contains(": error: there is no article"))
    #expect(!plain.text.contains("\u{1B}[1"))
    let unset = try onTerminal(CommandProject.broken, environment: ["NO_COLOR": ""])
    #expect(unset.text == coloured.text)
  }

  @Test func aBuildWhileAnotherOneWritesEndsWithFourAndTouchesNothing() throws {
    let project = CommandProject.good
    #expect(try project.kbgen("build").status == 0)
    let folder = project.folder.path
    let lock = try #require(StagingLock.take(of: "public", in: folder, owner: "4711"))
    let before = try (project.snapshot("public"), project.snapshot(".public.kbgen-staging"))
    #expect(before.0.contains("email.html") && before.1.contains("/lock "))
    project.write("---\ntitle: New\n---\n", to: "Content/en/new.md")
    let run = try project.kbgen("build")
    #expect(run.status == 4)
    #expect(run.output.isEmpty)
    #expect(
      run.errors.hasPrefix(
        "kbgen: Another build (process 4711) is writing to \(folder)/public since "))
    #expect(try project.snapshot("public") == before.0)
    #expect(try project.snapshot(".public.kbgen-staging") == before.1)
    // Other folders are free, and so is this one as soon as the lock is.
    #expect(try project.kbgen("build", "--output", "other").status == 0)
    lock.end()
    #expect(try project.kbgen("build").status == 0)
    #expect(project.folder.read("public/en/new.html") != nil)
    #expect(project.folder.names() == ["Content", "other", "public"])
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsABuildThatReads(signal: Int32) throws {
    let (project, site) = try grown(in: TemporaryFolder(inMemory: true))
    let lease = try #require(
      FileLease.take(project.folder.path + "/Content/en/contact/a0.md"), "files have leases")
    let build = try CommandRun.start(["build"], in: project.folder)
    #expect(lease.hasSomebodyWaiting())
    build.signal(signal)
    lease.end()
    try expectNoTraces(of: build, after: signal, in: project, siteBefore: site)
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsABuildThatWrites(signal: Int32) throws {
    let (project, site) = try grown(in: TemporaryFolder())
    let build = try CommandRun.start(["build"], in: project.folder)
    while build.isRunning, project.folder.names(in: ".public.kbgen-staging/site").isEmpty {
      usleep(500)
    }
    build.signal(signal)
    try expectNoTraces(of: build, after: signal, in: project, siteBefore: site)
  }

  /// A project with a site, and so many new articles that a signal comes in time; and its site.
  private func grown(in folder: TemporaryFolder) throws -> (project: CommandProject, site: String) {
    let project = CommandProject.good(in: folder)
    #expect(try project.kbgen("build").status == 0)
    for number in 0..<1_500 {
      project.write(
        "---\ntitle: Article \(number)\n---\n\nSome *text* of [it](email.md).\n",
        to: "Content/en/contact/a\(number).md")
    }
    return (project, try project.snapshot("public"))
  }

  private func expectNoTraces(
    of build: StartedCommand, after signal: Int32, in project: CommandProject,
    siteBefore: String
  ) throws {
    let run = build.ended()
    #expect(run.status == 128 + signal)
    #expect(run.output.isEmpty && run.errors.isEmpty)
    #expect(project.folder.names() == ["Content", "public"])
    #expect(try project.snapshot("public") == siteBefore)
  }

  /// Starts a command that waits to open a file until its progress has been shown, and then for what is
  /// done `meanwhile`.
  private func waiting(
    _ arguments: [String], for file: String, in project: CommandProject,
    on terminal: PseudoTerminal, meanwhile: () -> Void = {}
  ) throws -> StartedCommand {
    let lease = try #require(
      FileLease.take(project.folder.path + "/" + file), "files have leases")
    let command = try CommandRun.start(arguments, in: project.folder, errorsOn: terminal)
    #expect(terminal.read { $0.contains("\r") })
    meanwhile()
    lease.end()
    return command
  }

  /// What stands on a terminal when all progress has been taken away, which must have been shown.
  private func afterProgress(_ text: String) throws -> String {
    var parts = text.components(separatedBy: Self.erasure)
    let rest = parts.removeLast()
    #expect(!parts.isEmpty, "\(text.debugDescription)")
    for part in parts {
      let ticks = part.components(separatedBy: "\r")
      #expect(ticks.first == "")
      #expect(
        ticks.dropFirst().allSatisfy {
          ($0.hasPrefix("building … ") || $0.hasPrefix("writing … ")) && $0.hasSuffix(" s")
        })
    }
    return rest
  }

  private func onTerminal(
    _ project: CommandProject, environment: [String: String] = [:]
  ) throws -> (status: Int32, text: String) {
    let terminal = try #require(PseudoTerminal())
    let command = try CommandRun.start(
      ["build"], in: project.folder, environment: environment, errorsOn: terminal)
    #expect(terminal.read())
    return (command.ended().status, terminal.text)
  }
}
