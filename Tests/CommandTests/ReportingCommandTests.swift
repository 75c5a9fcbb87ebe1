// What programs read of kbgen, and what it says about itself.

import Foundation
import TestSupport
import Testing

@Suite struct ReportingCommandTests {
  private struct Entry: Decodable, Equatable {
    let id: String
    let severity: String
    let message: String
    let hint: String?
    let file: String?
    let offset: Int?
    let length: Int?
    let line: Int?
    let column: Int?
  }

  @Test func mistakesComeAsJSONOnStandardOutput() throws {
    let run = try CommandProject.broken.kbgen("build", "--format", "json")
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    let entries = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
    #expect(
      entries == [
        Entry(
          id: "broken-link", severity: "error", message: "there is no article 'account/rest'",
          hint: "did you mean 'account/reset'?", file: "Content/en/contact/email.md", offset: 46,
          length: 18, line: 5, column: 22)
      ])
  }

  @Test func aGoodBuildIsAnEmptyListInJSON() throws {
    let run = try CommandProject.good.kbgen("build", "--format", "json")
    #expect(run.status == 0)
    #expect(run.output == "[]\n")
  }

  @Test func whatConcernsTheProjectHasNoPlaceInJSON() throws {
    let folder = TemporaryFolder()
    let run = try CommandRun.kbgen(["build", "--format", "json"], in: folder)
    #expect(run.status == 2)
    let entries = try JSONDecoder().decode([Entry].self, from: Data(run.output.utf8))
    #expect(entries.map(\.id) == ["missing-content"])
    #expect(entries.first?.file == nil && entries.first?.line == nil)
  }

  @Test func hostileNamesStayInsideJSONAndTheTerminal() throws {
    let project = CommandProject(
      """
      -- Content/en/a.md --
      ---
      title: A
      "x\\e[31m\\"": y
      ---
      """)
    let json = try project.kbgen("build", "--format", "json")
    #expect(json.status == 1)
    let entries = try JSONDecoder().decode([Entry].self, from: Data(json.output.utf8))
    #expect(entries.map(\.id) == ["unknown-field"])
    let text = try project.kbgen("build")
    #expect(text.status == 1)
    #expect(text.errors.contains("[unknown-field]"))
    #expect(!text.errors.utf8.contains(0x1B))
  }

  @Test func helpNamesTheCommandAndItsFlags() throws {
    let folder = TemporaryFolder()
    let run = try CommandRun.kbgen(["--help"], in: folder)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    #expect(run.output.contains("build"))
    let build = try CommandRun.kbgen(["build", "--help"], in: folder)
    #expect(build.status == 0)
    for word in [
      "--output", "--base-url", "--jobs", "--drafts", "--now", "--strict", "--format", "json",
      "Exit codes",
    ] {
      #expect(build.output.contains(word), "\(word)")
    }
  }

  @Test func theVersionIsThreeNumbers() throws {
    let run = try CommandRun.kbgen(["--version"], in: TemporaryFolder())
    #expect(run.status == 0)
    let line = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(line.count == 2)
    let numbers = (line.first ?? "").split(separator: ".")
    #expect(numbers.count == 3 && numbers.allSatisfy { Int($0) != nil })
  }

  @Test(arguments: [
    ("build > /dev/full 2> /dev/full; echo $? >&3", "1"),
    ("build nowhere 2> /dev/full; echo $? >&3", "3"),
    ("build --format json > /dev/full; echo $? >&3", "3"),
    ("build --format json; echo $? >&3; } | { true", "1"),
    ("build 2>&1 >/dev/null; echo $? >&3; } | { true", "1"),
    ("build >&- 2>&-; echo $? >&3", "1"),
  ])
  func aReaderThatGoesAwayIsNoCrash(line: String, status: String) throws {
    let project = CommandProject.broken
    let run = try CommandRun.shell("{ { \"$KBGEN\" \(line); }; } 3>&1", in: project.folder)
    #expect(run.output == status + "\n", "\(run.errors)")
    #expect(!run.errors.contains("Fatal error"))
    #expect(project.folder.names() == ["Content"])
  }

  @Test func whatStandsBehindALinkOutOfTheProjectIsNotShown() throws {
    let project = CommandProject.good
    let outside = TemporaryFolder()
    outside.write(Array("SECRET\n".utf8), to: "secret.md")
    project.folder.link("Content/en/secret.md", to: outside.path + "/secret.md")
    let run = try CommandRun.kbgen(["build"], in: project.folder)
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("Content/en/secret.md: error: the link"), "\(run.errors)")
    #expect(!run.errors.contains("SECRET"))
  }
}
