// `kbgen build` from the outside: status, streams, and what is on the disk afterwards.

import Foundation
import TestSupport
import Testing

@Suite struct BuildCommandTests {
  @Test func aGoodBuildWritesTheSiteAndSaysSoInOneLine() throws {
    let project = CommandProject.good
    let run = try project.kbgen("build")
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(run.errorLines.count == 1)
    let line = run.errorLines.first ?? ""
    #expect(line.hasPrefix("1 article in 2 languages, "))
    #expect(line.contains(" pages, ") && line.contains(" files, ") && line.contains(" s: "))
    #expect(line.hasSuffix(" s: public"))
    let page = project.folder.read("public/en/contact/email.html")
    #expect(page.map { String(decoding: $0, as: UTF8.self).contains("Write an e-mail") } == true)
    #expect(project.folder.names() == ["Content", "public"])
  }

  @Test func nothingButTextIsWrittenIntoAPipe() throws {
    for arguments in [["build"], ["build", "--timings"]] {
      for project in [CommandProject.good, CommandProject.broken] {
        let run = try CommandRun.kbgen(arguments, in: project.folder)
        let bytes = (run.output + run.errors).utf8
        #expect(!bytes.contains(0x1B) && !bytes.contains(0x0D))
        #expect(!bytes.isEmpty)
      }
    }
  }

  @Test func aMistakeIsShownWithItsLineAndCarets() throws {
    let project = CommandProject.broken
    let run = try project.kbgen("build")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == """
        Content/en/contact/email.md:5:22: error: there is no article 'account/rest' [broken-link]
            5 | Été : see [the page](../account/rest.md) first.
              |                      ^~~~~~~~~~~~~~~~~~ did you mean 'account/reset'?
        1 error

        """)
    #expect(project.folder.names() == ["Content"])
  }

  @Test func aMistakeThatShowsInTheBaseThemeIsShownWithItsLineToo() throws {
    let project = CommandProject(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr, pt]
      theme: own
      -- Content/en/a.md --
      ---
      title: A
      ---
      -- Themes/own/texts/pt.yaml --
      skip-to-content: Ir para o texto
      """)
    let run = try project.kbgen("build")
    #expect(run.status == 0)
    let head = try #require(run.errorLines.firstIndex { $0.hasPrefix("base:texts/en.yaml:") })
    #expect(run.errorLines[head].contains(":1: warning: "))
    #expect(run.errorLines[head].contains(" texts of the interface are missing in pt: home, "))
    #expect(run.errorLines[head + 1].hasSuffix(" | home: Home"))
    #expect(run.errorLines[head + 2].contains(" | ^~~~ write them in Content/pt/_texts.yaml"))
    let json = try project.kbgen("build", "--format", "json")
    #expect(json.output.contains(#""file":"base:texts/en.yaml","offset":"#))
    #expect(json.output.contains(#""line":"#))
  }

  @Test func allMistakesAreShownAndCounted() throws {
    let project = CommandProject(
      """
      -- Content/categories.yaml --
      account: {title: {en: Account}}
      -- Content/en/a.md --
      ---
      title: A
      one: x
      two: x
      ---
      [x](none.md)
      """)
    let run = try project.kbgen("build")
    #expect(run.status == 1)
    let heads = run.errorLines.filter { $0.hasPrefix("Content/") }
    #expect(
      heads.map { String($0.prefix { $0 != " " }) } == [
        "Content/categories.yaml:1:18:", "Content/en/a.md:3:1:", "Content/en/a.md:4:1:",
        "Content/en/a.md:6:5:",
      ])
    #expect(run.errorLines.last == "3 errors, 1 warning")
  }

  @Test func warningsStopOnlyAStrictBuild() throws {
    let text = """
      -- Content/categories.yaml --
      account: {title: {en: Account}}
      -- Content/en/a.md --
      ---
      title: A
      ---
      """
    let mild = CommandProject(text)
    let mildRun = try mild.kbgen("build")
    #expect(mildRun.status == 0)
    #expect(mildRun.errors.contains("warning: ") && mildRun.errors.contains("\n1 warning\n"))
    #expect(mild.folder.names() == ["Content", "public"])
    let strict = CommandProject(text)
    let strictRun = try strict.kbgen("build", "--strict")
    #expect(strictRun.status == 1)
    #expect(strictRun.errors.contains("error: ") && strictRun.errors.contains("\n1 error\n"))
    #expect(strict.folder.names() == ["Content"])
    // A site that is there stays.
    let before = try mild.snapshot("public")
    let json = try mild.kbgen("build", "--strict", "--format", "json")
    #expect(json.status == 1)
    #expect(json.output.contains(#""severity":"error""#))
    #expect(!json.output.contains(#""severity":"warning""#))
    #expect(try mild.snapshot("public") == before)
  }

  @Test func aStrictBuildPassesWhatIsGoodAndWhatIsTurnedOff() throws {
    let project = CommandProject.good
    #expect(try project.kbgen("build", "--strict").status == 0)
    #expect(project.folder.read("public/en/contact/email.html") != nil)
    let tolerant = CommandProject(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, fr]
      severities: {missing-translation: off}
      -- Content/categories.yaml --
      account: {title: {en: Account}}
      -- Content/channels.yaml --
      -- Content/problems.yaml --
      -- Content/en/a.md --
      ---
      title: A
      ---
      """)
    let run = try tolerant.kbgen("build", "--strict")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errorLines.count == 1)
  }

  @Test func anErrorLeavesTheOldSiteUntouched() throws {
    let project = CommandProject.good
    #expect(try project.kbgen("build").status == 0)
    let before = try project.snapshot("public")
    #expect(before.contains("email.html"))
    project.write("---\ntitle: Bad\n---\n[x](none.md)\n", to: "Content/en/bad.md")
    #expect(try project.kbgen("build").status == 1)
    #expect(try project.snapshot("public") == before)
    #expect(project.folder.names() == ["Content", "public"])
  }

  @Test func theSiteFollowsItsContent() throws {
    let project = CommandProject.good
    project.write("---\ntitle: Two\n---\n", to: "Content/en/two.md")
    #expect(try project.kbgen("build").status == 0)
    #expect(project.folder.read("public/en/two.html") != nil)
    unlink(project.folder.path + "/Content/en/two.md")
    #expect(try project.kbgen("build").status == 0)
    #expect(project.folder.read("public/en/two.html") == nil)
    #expect(project.folder.read("public/en/contact/email.html") != nil)
  }

  @Test(arguments: ["Content", "Content/public", "Content/en", "."])
  func anOutputThatWouldHarmTheProjectIsRefused(output: String) throws {
    let project = CommandProject.good
    let before = try project.snapshot("Content")
    let run = try project.kbgen("build", "--output", output)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("kbgen: "))
    #expect(try project.snapshot("Content") == before)
    #expect(project.folder.names() == ["Content"])
  }

  @Test func filesThatAreNotKbgensStay() throws {
    let project = CommandProject.good
    project.write("mine", to: "public/notes.txt")
    let run = try project.kbgen("build")
    #expect(run.status == 2)
    #expect(run.errors.contains("notes.txt"))
    #expect(project.folder.read("public/notes.txt") == Array("mine".utf8))
    #expect(project.folder.names(in: "public") == ["notes.txt"])
  }

  @Test func aProjectAndAnOutputCanBeElsewhere() throws {
    let project = CommandProject.good
    let elsewhere = TemporaryFolder()
    let run = try CommandRun.kbgen(
      ["build", project.folder.path + "/", "-o", "site"], in: elsewhere)
    #expect(run.status == 0)
    #expect(elsewhere.read("site/en/contact/email.html") != nil)
    #expect(project.folder.names() == ["Content"])
  }

  @Test func aProjectThatIsNotThereIsNamed() throws {
    let folder = TemporaryFolder()
    let run = try CommandRun.kbgen(["build", "nowhere"], in: folder)
    #expect(run.status == 2 || run.status == 3)
    #expect(run.errors.contains("nowhere"))
    let empty = try CommandRun.kbgen(["build"], in: folder)
    #expect(empty.status == 2)
    #expect(empty.errors.contains("[missing-content]"))
    #expect(folder.names().isEmpty)
  }

  @Test func anOutputThatCannotBeWrittenIsTheDisksFault() throws {
    let project = CommandProject.good
    let run = try project.kbgen("build", "--output", "/proc/kbgen-test")
    #expect(run.status == 3)
    #expect(run.errors.hasPrefix("kbgen: cannot "))
  }
}

@Suite struct BuildOptionTests {
  @Test func theSameBytesComeWhoeverBuildsAndWhen() throws {
    let one = CommandProject.good
    let other = CommandProject.good
    let first = try one.kbgen("build", "--jobs", "1", "--now", "2025-06-15")
    let second = try other.kbgen(
      "build", "--jobs", "4",
      environment: [
        "SOURCE_DATE_EPOCH": "1750000000", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8",
        "LANG": "tr_TR.UTF-8",
      ])
    #expect(first.status == 0 && second.status == 0)
    let contents = try one.contents("public")
    #expect(contents.contains("./en/contact/email.html"))
    #expect(try other.contents("public") == contents)
  }

  @Test func theDayDecidesWhatIsPublished() throws {
    let text = """
      -- Content/en/a.md --
      ---
      title: A
      ---
      -- Content/en/later.md --
      ---
      title: Later
      publish: 2025-06-15
      ---
      -- Content/notices.yaml --
      over: {text: It is over, until: 2025-06-14}
      begun: {text: It has begun, from: 2025-06-15}
      """
    for (arguments, epoch, isThere) in [
      (["--now", "2025-06-14"], "1800000000", false), (["--now", "2025-06-15"], "0", true),
      ([], "1749945599", false), ([], "1749945600", true),
    ] {
      let project = CommandProject(text)
      let run = try CommandRun.kbgen(
        ["build"] + arguments, in: project.folder, environment: ["SOURCE_DATE_EPOCH": epoch])
      #expect(run.status == 0)
      #expect(
        (project.folder.read("public/en/later.html") != nil) == isThere, "\(arguments) \(epoch)")
      let page = String(decoding: project.folder.read("public/en/a.html") ?? [], as: UTF8.self)
      #expect(page.contains("It has begun") == isThere && page.contains("It is over") != isThere)
    }
  }

  @Test func draftsAreWrittenOnlyWhenAsked() throws {
    let project = CommandProject.good
    project.write("---\ntitle: Draft\ndraft: true\n---\n", to: "Content/en/draft.md")
    #expect(try project.kbgen("build").status == 0)
    #expect(project.folder.read("public/en/draft.html") == nil)
    #expect(try project.kbgen("build", "--drafts").status == 0)
    #expect(project.folder.read("public/en/draft.html") != nil)
  }

  @Test func aLinkToADraftIsBrokenUntilDraftsAreWritten() throws {
    let project = CommandProject.good
    project.write("---\ntitle: Draft\ndraft: true\n---\n", to: "Content/en/draft.md")
    project.write("---\ntitle: A\n---\n[x](draft.md)\n", to: "Content/en/a.md")
    let run = try project.kbgen("build")
    #expect(run.status == 1)
    #expect(
      run.errorLines.first
        == "Content/en/a.md:4:5: error: article 'draft' is not published [broken-link]")
    #expect(project.folder.names() == ["Content"])
    #expect(try project.kbgen("build", "--drafts").status == 0)
    let page = String(decoding: project.folder.read("public/en/a.html") ?? [], as: UTF8.self)
    #expect(page.contains(#"<a href="../en/draft.html">x</a>"#))
  }

  @Test func withoutADayGivenItIsToday() throws {
    // Two days away, so that midnight may pass while the test runs.
    let now = Date().timeIntervalSince1970
    func day(_ offset: Double) -> String {
      let date = Date(timeIntervalSince1970: now + offset * 86_400)
      return String(date.ISO8601Format().prefix(10))
    }
    let project = CommandProject.good
    project.write(
      "---\ntitle: Before\npublish: \(day(-2))\n---\n", to: "Content/en/before.md")
    project.write("---\ntitle: After\npublish: \(day(2))\n---\n", to: "Content/en/after.md")
    #expect(try project.kbgen("build").status == 0)
    #expect(project.folder.read("public/en/before.html") != nil)
    #expect(project.folder.read("public/en/after.html") == nil)
  }

  @Test func theAddressCanBeGiven() throws {
    let project = CommandProject.good
    #expect(try project.kbgen("build", "--base-url", "https://x.example.net/h/").status == 0)
    let page = String(
      decoding: project.folder.read("public/en/contact/email.html") ?? [], as: UTF8.self)
    #expect(page.contains("https://x.example.net/h/en/contact/email.html"))
    #expect(!page.contains("help.example.org"))
  }

  @Test func phasesAreTimedWhenAsked() throws {
    let run = try CommandProject.good.kbgen("build", "--timings")
    #expect(run.status == 0)
    #expect(run.errors.contains("parse ") && run.errors.contains(" wall "))
    #expect(run.errorLines.last?.hasPrefix("1 article in 2 languages") == true)
  }

  @Test(arguments: [
    ["build", "--jobs", "0"], ["build", "--jobs", "many"], ["build", "--now", "2025-02-30"],
    ["build", "--base-url", "help.example.org"], ["build", "--format", "xml"],
    ["build", "--no-such-flag"], ["build", "one", "two"], ["bulid"],
  ])
  func wrongUsageEndsWithTwoAndWritesNothing(arguments: [String]) throws {
    let project = CommandProject.good
    let run = try CommandRun.kbgen(arguments, in: project.folder)
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(arguments.count > 1 ? arguments[arguments.count - 1] : "bulid"))
    #expect(project.folder.names() == ["Content"])
  }
}
