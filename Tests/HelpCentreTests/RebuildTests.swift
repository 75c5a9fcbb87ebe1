// Building again in the same process: only what changed is done anew, and nobody can tell.

import Glibc
import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct RebuildTests {
  @Test(arguments: [1, 2, 3, 4, 5])
  func afterAnyEditsTheSiteIsThatOfACleanBuild(seed: UInt64) async throws {
    try await edit(seed: seed, times: 35)
  }

  @Test func afterEditsNobodyHasTriedYetTheSiteIsThatOfACleanBuild() async throws {
    try await edit(seed: UInt64.random(in: 0..<UInt64.max), times: 35)
  }

  @Test func nothingIsDoneAgainWhenNothingChanged() async throws {
    var session = BuildSession()
    let project = EditedProject(seed: 1)
    Self.settle()
    let first = try await session.build(Self.options(project))
    #expect(first.work.parsed == 8)
    #expect(first.work.pages == first.pageCount)
    #expect(first.work.searches == 3)
    let second = try await session.build(Self.options(project))
    #expect(second.work == BuildWork(parsed: 0, pages: 0, searches: 0))
  }

  @Test func anEditedTextCostsItsArticleItsPagesAndTheSearchOfTheirLanguages() async throws {
    var (session, project) = try await Self.built()
    // Arabic shows the English text, as it has none of its own.
    _ = project.change("Content/en/account/login.md") { $0 + "\nAnother sentence.\n" }
    Self.settle()
    let english = try await session.build(Self.options(project))
    #expect(english.work == BuildWork(parsed: 1, pages: 3, searches: 3))
    _ = project.change("Content/fr/contact/mail.md") { $0 + "\nUne phrase de plus.\n" }
    let french = try await session.build(Self.options(project))
    #expect(french.work == BuildWork(parsed: 1, pages: 1, searches: 1))
  }

  @Test(arguments: [
    ("title: ", "title: Other "), ("## Part 1", "## Part one"),
    ("## Part 1\n", "## Part 1 {#one}\n"),
    ("aliases: [alias-3]", "aliases: [alias-9]"),
  ])
  func whatOtherPagesShowOfAnArticleRenewsThemAll(old: String, new: String) async throws {
    var (session, project) = try await Self.built()
    _ = project.change("Content/en/contact/mail.md") { $0.replacing(old, with: new) }
    let result = try await session.build(Self.options(project))
    #expect(result.work.parsed == 1)
    #expect(result.work.pages == result.pageCount)
  }

  @Test func aChangedTableParsesNoArticle() async throws {
    var (session, project) = try await Self.built()
    _ = project.change("Content/channels.yaml") { $0.replacing("max: 1,", with: "max: 2,") }
    let result = try await session.build(Self.options(project))
    #expect(result.work.parsed == 0)
    #expect(result.work.pages == result.pageCount)
  }

  @Test func aNewValueOfAVariableParsesEveryArticle() async throws {
    var (session, project) = try await Self.built()
    // The same letters in another spelling are equal as text, and other bytes on the page.
    for name in ["Caf\u{E9}", "Cafe\u{301}"] {
      _ = project.change("Content/site.yaml") {
        $0.replacing("{app: {en: WhatsApp}}", with: "{app: {en: \(name)}}")
          .replacing("{app: {en: Caf\u{E9}}}", with: "{app: {en: \(name)}}")
      }
      _ = project.change("Content/en/n.md") { _ in "---\ntitle: N\n---\nIn {{app}}.\n" }
      Self.settle()
      let result = try await session.build(Self.options(project))
      #expect(result.work.parsed == 9)
      try await Self.compare(result, project, "variable")
    }
  }

  @Test func anEditThatKeepsSizeAndTimeIsSeen() async throws {
    var (session, project) = try await Self.built()
    let path = project.folder.path + "/Content/en/contact/mail.md"
    var status = stat()
    #expect(stat(path, &status) == 0)
    _ = project.change("Content/en/contact/mail.md") { $0.replacing("first", with: "worst") }
    var times = [status.st_atim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    let result = try await session.build(Self.options(project))
    #expect(result.work.parsed == 1)
    try await Self.compare(result, project, "kept time")
  }

  @Test func aPreviewShowsThePagesBeforeTheSearchIsMade() async throws {
    var (session, project) = try await Self.built()
    _ = project.change("Content/en/contact/mail.md") { $0 + "\nAn unheard-of word.\n" }
    let preview = try await session.preview(Self.options(project))
    #expect(preview.work == BuildWork(parsed: 1, pages: 2, searches: 0))
    #expect(preview.output?.entries.contains { $0.path.hasPrefix("search/") } == false)
    Self.settle()
    let whole = try await session.build(Self.options(project))
    #expect(whole.work.searches == 2)
    try await Self.compare(whole, project, "after the preview")
  }

  @Test func aTextDecidesWhichOfTwoFilesOfOneNameArePublished() async throws {
    var (session, project) = try await Self.built()
    for name in ["Sign.svg", "sign.svg"] {
      _ = project.change("Content/assets/\(name)") { _ in
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><title>\(name)</title></svg>"
      }
    }
    let text = "\n![A sign](../../assets/sign.svg)\n"
    for (name, edit) in [
      ("unused", { $0 }), ("used", { $0 + text }),
      ("unused again", { $0.replacing(text, with: "") }),
    ] as [(String, (String) -> String)] {
      _ = project.change("Content/en/contact/mail.md", edit)
      Self.settle()
      let result = try await session.build(Self.options(project))
      #expect(
        result.diagnostics.contains { $0.id == .duplicateFile } == (name == "used"), "\(name)")
      try await Self.compare(result, project, name)
    }
  }

  private func edit(seed: UInt64, times: Int) async throws {
    var session = BuildSession()
    var project = EditedProject(seed: seed)
    var edits: [String] = []
    var before = Self.files(of: try await session.build(Self.options(project)))
    var good = 0
    var isGood = true
    for _ in 0..<times {
      edits.append(project.edit(afterMistake: !isGood))
      let result = try await session.build(Self.options(project))
      let name = "seed \(seed), edit \(edits.count): \(edits.suffix(3))"
      if try await !Self.compare(result, project, name) { return }
      isGood = result.output != nil
      if !isGood { continue }
      good += 1
      let now = Self.files(of: result)
      let changed = now.count { $0.key.hasSuffix(".html") && before[$0.key] != $0.value }
      #expect(changed <= result.work.pages, "\(name): more pages changed than were said to")
      before = now
    }
    #expect(good > times / 4, "seed \(seed): nearly all edits were mistakes")
  }

  /// Compares with a clean build; false when they differ.
  @discardableResult
  private static func compare(
    _ result: BuildResult, _ project: EditedProject, _ name: String
  ) async throws -> Bool {
    let clean = try await SiteBuilder.build(options(project))
    #expect(result.diagnostics == clean.diagnostics, "\(name)")
    let (mine, theirs) = (files(of: result), files(of: clean))
    let differing = Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }
    #expect(differing.isEmpty, "\(name)")
    return differing.isEmpty && result.diagnostics == clean.diagnostics
  }

  private static func files(of result: BuildResult) -> [String: [UInt8]] {
    guard let output = result.output else { return [:] }
    return Dictionary(
      output.entries.map { ($0.path, output.bytes(of: $0)) }, uniquingKeysWith: { one, _ in one })
  }

  private static func built() async throws -> (BuildSession, EditedProject) {
    var session = BuildSession()
    let project = EditedProject(seed: 1)
    settle()
    _ = try await session.build(options(project))
    return (session, project)
  }

  /// Waits until the files are so old that another change would show.
  private static func settle() { usleep(40_000) }

  private static func options(_ project: EditedProject) -> BuildOptions {
    BuildOptions(
      project: project.folder.path, jobs: 2,
      time: .day(CalendarDate("2025-06-15") ?? CalendarDate(daysSince1970: 0)))
  }
}
