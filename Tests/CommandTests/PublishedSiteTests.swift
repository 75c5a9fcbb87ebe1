// What `kbgen build` makes of the site that is published already, and of the time.

import Foundation
import TestSupport
import Testing

@Suite struct PublishedSiteTests {
  private static func published() throws -> CommandProject {
    let project = CommandProject.good
    project.write("---\ntitle: Two\n---\n", to: "Content/en/contact/two.md")
    project.write("<p>An asset", to: "Content/assets/asset.html")
    project.write(
      "---\ntitle: Three\n---\n[asset](../assets/asset.html)\n", to: "Content/en/three.md")
    #expect(try project.kbgen("build").status == 0)
    unlink(project.folder.path + "/Content/en/contact/two.md")
    return project
  }

  @Test func anAddressThatVanishesIsAWarningOnce() throws {
    let project = try Self.published()
    project.write("---\ntitle: Three\n---\n", to: "Content/en/three.md")
    let run = try project.kbgen("build")
    #expect(run.status == 0)
    #expect(
      run.errorLines.dropLast() == [
        "warning: the published page '/en/contact/two.html' and that in 1 more language would be gone "
          + "[vanished-page]",
        "  add 'aliases: [/en/contact/two]' to the article that replaces it; where it is translated, "
          + "the translation needs its own", "1 warning",
      ])
    #expect(project.folder.read("public/en/contact/two.html") == nil)
    #expect(try project.kbgen("build").errorLines.count == 1)
  }

  @Test func strictKeepsThePublishedSiteUntilAnAliasIsThere() throws {
    let project = try Self.published()
    let before = try project.snapshot("public")
    let run = try project.kbgen("build", "--strict", "--format", "json")
    #expect(run.status == 1)
    #expect(run.output.contains("\"vanished-page\"") && run.output.contains("\"error\""))
    #expect(try project.snapshot("public") == before)
    project.write(
      "---\ntitle: Three\naliases: [/en/contact/two]\n---\n", to: "Content/en/three.md")
    let mended = try project.kbgen("build", "--strict")
    #expect(mended.status == 0)
    #expect(mended.errorLines.count == 1)
    let page = project.folder.read("public/fr/contact/two.html") ?? []
    #expect(String(decoding: page, as: UTF8.self).contains("three.html"))
  }

  @Test func anotherOutputFolderKnowsNothingOfTheFirst() throws {
    let project = try Self.published()
    #expect(try project.kbgen("build", "--strict", "--output", "other").status == 0)
  }

  @Test func anOutputBehindALinkIsTheSamePublishedSite() throws {
    let project = try Self.published()
    project.folder.link("site", to: "public")
    let run = try project.kbgen("build", "--strict", "--output", "site")
    #expect(run.status == 1)
    #expect(run.errors.contains("'/en/contact/two.html'"))
  }
}

@Suite struct BuildTimeTests {
  @Test func theVariableIsAnInstantInTheSitesTimeZone() throws {
    for (zone, isThere) in [("Asia/Tokyo", true), ("UTC", false), ("America/New_York", false)] {
      let project = CommandProject(
        """
        -- Content/site.yaml --
        title: Test
        base-url: https://help.example.org
        languages: [en, fr]
        time-zone: \(zone)
        -- Content/en/later.md --
        ---
        title: Later
        publish: 2025-06-15
        ---
        -- Content/en/a.md --
        ---
        title: A
        ---
        """)
      let run = try project.kbgen(
        "build", environment: ["SOURCE_DATE_EPOCH": "1749913200", "TZ": "Asia/Tokyo"])
      #expect(run.status == 0)
      #expect((project.folder.read("public/en/later.html") != nil) == isThere, "\(zone)")
    }
  }

  @Test(arguments: ["soon", "1e9", "-1", "9223372036854775807", "253402300800"])
  func aVariableThatIsNoInstantIsWrongUsage(epoch: String) throws {
    let project = CommandProject.good
    let run = try project.kbgen("build", environment: ["SOURCE_DATE_EPOCH": epoch])
    #expect(run.status == 2)
    #expect(run.errors.contains("SOURCE_DATE_EPOCH") && run.errors.contains("'\(epoch)'"))
    #expect(project.folder.names() == ["Content"])
  }

  @Test func anEmptyVariableIsNone() throws {
    let run = try CommandProject.good.kbgen("build", environment: ["SOURCE_DATE_EPOCH": ""])
    #expect(run.status == 0)
  }
}
