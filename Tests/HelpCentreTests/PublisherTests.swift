// The publisher from the outside: what stands on the disk after good and failed publications.

import Foundation
import Glibc
import HelpCentre
import Synchronization
import Testing

@Suite struct PublisherTests {
  let folder = PublisherFolder()

  @Test func firstPublicationWritesAllFilesAndNothingElse() async throws {
    folder.write("logo", to: folder.content + "/logo.svg")
    let tree = OutputTree(entries: [
      OutputEntry(path: "index.html", content: .bytes(Array("home".utf8))),
      OutputEntry(path: "fr/a/é.html", content: .page(7)),
      OutputEntry(path: "assets/logo.svg", content: .file(folder.content + "/logo.svg")),
      OutputEntry(path: "empty.txt", content: .bytes([])),
    ]) { number in Array("page \(number)".utf8) }
    let report = try await folder.publish(tree)
    #expect(report.files == 4)
    #expect(report.bytes == 14)
    #expect(folder.files() == ["assets/logo.svg", "empty.txt", "fr/a/é.html", "index.html"])
    #expect(folder.text("index.html") == "home")
    #expect(folder.text("fr/a/é.html") == "page 7")
    #expect(folder.text("assets/logo.svg") == "logo")
    #expect(folder.output("ls -A '\(folder.project)'") == "Content\npublic\n")
  }

  @Test func missingParentsAreMadeAndAFailureTakesThemAway() async throws {
    let deep = folder.path + "/a/b/site"
    let before = folder.snapshot()
    #expect(await folder.failure(["x": "file:/nowhere/x"], to: deep) != nil)
    #expect(folder.snapshot() == before)
    try await folder.publish(["x": "1"], to: deep)
    #expect(folder.text("x", of: deep) == "1")
  }

  @Test func secondPublicationRemovesWhatVanished() async throws {
    try await folder.publish(["a.html": "1", "old/b.html": "2", "old/c.html": "3"])
    try await folder.publish(["a.html": "changed", "new/b.html": "2"])
    #expect(folder.files() == ["a.html", "new/b.html"])
    #expect(folder.text("a.html") == "changed")
    #expect(folder.output("ls -A '\(folder.project)'") == "Content\npublic\n")
    #expect(access(folder.target + "/old", F_OK) != 0)
  }

  @Test func sameInputGivesTheSameBytesForAnyNumberOfJobs() async throws {
    let entries = (0..<500).map { OutputEntry(path: "d\($0 % 7)/\($0)", content: .page($0)) }
    let one = OutputTree(entries: entries) { Array("page \($0)".utf8) }
    let two = OutputTree(entries: entries.reversed()) { Array("page \($0)".utf8) }
    try await folder.publish(one, to: folder.path + "/one", jobs: 1)
    try await folder.publish(two, to: folder.path + "/two", jobs: 5)
    let first = folder.snapshot(of: folder.path + "/one")
    #expect(first == folder.snapshot(of: folder.path + "/two"))
  }

  @Test func foreignFilesStopThePublicationWithTheirList() async throws {
    try await folder.publish(["a.html": "1"])
    folder.run("mkdir -p '\(folder.target)/z' && ln -s /etc '\(folder.target)/link'")
    folder.write("mine", to: folder.target + "/z/notes.txt")
    let before = folder.snapshot()
    let failure = await folder.failure(["a.html": "2"])
    #expect(failure == .foreignFiles(["link", "z/notes.txt"]))
    #expect(folder.snapshot() == before)
  }

  @Test func aFolderWithoutManifestIsForeign() async throws {
    mkdir(folder.target, 0o755)
    folder.write("mine", to: folder.target + "/index.html")
    #expect(await folder.failure(["index.html": "2"]) == .foreignFiles(["index.html"]))
    #expect(folder.text("index.html") == "mine")
  }

  @Test func aManifestThatIsNotOursIsForeign() async throws {
    try await folder.publish(["a.html": "1"])
    folder.write("{}", to: folder.target + "/.kbgen-manifest.json")
    let failure = await folder.failure(["a.html": "2"])
    #expect(failure == .foreignFiles([".kbgen-manifest.json", "a.html"]))
  }

  @Test func anEditedFileStopsThePublicationEvenAtTheSameSizeAndTime() async throws {
    try await folder.publish(["a.html": "one", "b.html": "two"])
    folder.run("cp -p '\(folder.target)/a.html' '\(folder.path)/stamp'")
    folder.write("One", to: folder.target + "/a.html")
    folder.run("touch -r '\(folder.path)/stamp' '\(folder.target)/a.html'")
    #expect(await folder.failure(["a.html": "new"]) == .foreignFiles(["a.html"]))
    #expect(folder.text("a.html") == "One")
  }

  @Test func aLinkInPlaceOfAPageIsForeignAndItsGoalIsKept() async throws {
    try await folder.publish(["a.html": "one"])
    folder.write("one", to: folder.path + "/precious")
    folder.run("ln -sf '\(folder.path)/precious' '\(folder.target)/a.html'")
    #expect(await folder.failure(["a.html": "two"]) == .foreignFiles(["a.html"]))
    #expect(folder.text("precious", of: folder.path) == "one")
  }

  @Test func twoSpellingsOfOneNameAreTwoFiles() async throws {
    let entries = ["\u{E9}.html", "e\u{301}.html"].map {
      OutputEntry(path: $0, content: .bytes(Array($0.utf8)))
    }
    try await folder.publish(OutputTree(entries: entries) { _ in [] })
    #expect(folder.files().count == 2)
    try await folder.publish(OutputTree(entries: [entries[0]]) { _ in [] })
    #expect(folder.files().count == 1)
  }

  @Test func deletedFilesAndEmptyFoldersDoNotStopThePublication() async throws {
    try await folder.publish(["a.html": "1", "b.html": "2"])
    unlink(folder.target + "/a.html")
    mkdir(folder.target + "/empty", 0o755)
    try await folder.publish(["c.html": "3"])
    #expect(folder.files() == ["c.html"])
  }

  @Test func aMissingAssetLeavesTheOldSiteAsItWas() async throws {
    try await folder.publish(["a.html": "1", "b/c.html": "2"])
    let before = folder.snapshot()
    let failure = await folder.failure(["a.html": "2", "x.svg": "file:/nowhere/x.svg"])
    let expected = PublishError.disk(operation: "open", path: "/nowhere/x.svg", errno: ENOENT)
    #expect(failure == expected)
    #expect(folder.snapshot() == before)
  }

  @Test func aFolderAsAssetIsAnErrorAndNotAHang() async throws {
    mkfifo(folder.path + "/pipe", 0o644)
    for path in [folder.content, folder.path + "/pipe"] {
      guard case .disk(_, path, _) = await folder.failure(["x": "file:\(path)"]) else {
        Issue.record("\(path) was published")
        continue
      }
    }
    #expect(access(folder.target, F_OK) != 0)
  }

  @Test func cancellationLeavesTheOldSiteAsItWas() async throws {
    try await folder.publish(["a.html": "1"])
    let before = folder.snapshot()
    let started = Started()
    let entries = (0..<4_000).map { OutputEntry(path: "\($0).html", content: .page($0)) }
    let tree = OutputTree(entries: entries) { _ in
      started.flag.store(true, ordering: .relaxed)
      usleep(1_000)
      return []
    }
    let task = Task { [folder] in try await folder.publish(tree) }
    // From a thread of its own: the publisher may hold all threads of the pool.
    Thread.detachNewThread {
      while !started.flag.load(ordering: .relaxed) { usleep(100) }
      task.cancel()
    }
    await #expect(throws: PublishError.cancelled) { try await task.value }
    #expect(folder.snapshot() == before)
  }

  @Test func aSecondPublicationAtOnceIsToldThatTheFirstIsBusy() async throws {
    let started = Started()
    let ended = Started()
    let tree = OutputTree(entries: [OutputEntry(path: "a", content: .page(0))]) { _ in
      started.flag.store(true, ordering: .relaxed)
      while !ended.flag.load(ordering: .relaxed) { usleep(1_000) }
      return []
    }
    let first = Task { [folder] in try await folder.publish(tree) }
    while !started.flag.load(ordering: .relaxed) { await Task.yield() }
    let failure = await folder.failure(["b": "2"])
    ended.flag.store(true, ordering: .relaxed)
    _ = try await first.value
    guard case .busy(let message) = failure else {
      Issue.record("not busy: \(String(describing: failure))")
      return
    }
    #expect(message.contains("(process \(getpid()))"))
    #expect(folder.files() == ["a"])
    #expect(folder.output("ls -A '\(folder.project)'") == "Content\npublic\n")
  }

  @Test func theRestOfACrashIsCleanedUp() async throws {
    try await folder.publish(["a": "1"])
    let staging = folder.project + "/.public.kbgen-staging"
    folder.run("mkdir -p '\(staging)/site/x' && echo 99999 > '\(staging)/lock'")
    folder.write("half", to: staging + "/site/x/y.html")
    try await folder.publish(["a": "2"])
    #expect(folder.text("a") == "2")
    #expect(folder.output("ls -A '\(folder.project)'") == "Content\npublic\n")
  }

  @Test func modesAreFixedAndTheFoldersOwnModeAndOwnerAreKept() async throws {
    mkdir(folder.target, 0o755)
    chmod(folder.target, 0o750)
    if geteuid() == 0 { chown(folder.target, 65_534, 65_534) }
    try await folder.publish(["d/a.html": "1"])
    let modes = folder.output("cd '\(folder.target)' && stat -c %a . d d/a.html")
    #expect(modes == "750\n755\n644\n")
    if geteuid() == 0 {
      #expect(folder.output("stat -c %u:%g '\(folder.target)'") == "65534:65534\n")
    }
  }

  @Test func theManifestListsSizesAndHashesInOrder() async throws {
    try await folder.publish(["b/\"x\".html": "two", "a.html": "one", "a-b.html": ""])
    let manifest = folder.text(".kbgen-manifest.json") ?? ""
    #expect(manifest.hasPrefix(#"{"version":1,"files":[{"path":"a-b.html","size":0,"hash":""#))
    #expect(manifest.contains(#"{"path":"a.html","size":3,"hash":""#))
    #expect(manifest.contains(#"{"path":"b/\"x\".html","size":3,"hash":""#))
    try await folder.publish(["a.html": "one"])
    #expect(folder.files() == ["a.html"])
  }

  @Test func aLinkedTargetIsResolvedAndStaysALink() async throws {
    let real = folder.path + "/real"
    folder.run("ln -s '\(real)' '\(folder.target)'")
    try await folder.publish(["a": "1"])
    try await folder.publish(["a": "2"])
    #expect(folder.text("a", of: real) == "2")
    #expect(folder.output("readlink '\(folder.target)'") == real + "\n")
  }

  /// Tells another task that something has happened.
  private final class Started: Sendable {
    let flag = Atomic<Bool>(false)
  }
}
