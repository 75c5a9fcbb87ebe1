// Folders that are never replaced, and disks that fail.

import Glibc
import Markup
import Testing

@testable import HelpCentre

@Suite struct PublisherRefusalTests {
  let folder = PublisherFolder()

  @Test func foldersThatMustNotBeReplacedAreRefused() async throws {
    mkdir(folder.content + "/en", 0o755)
    folder.run("mkdir -p '\(folder.path)/repository/.git'")
    folder.run("ln -s '\(folder.content)' '\(folder.path)/link'")
    folder.write("", to: folder.path + "/plain")
    let home = getenv("HOME").map { String(cString: $0) } ?? "/root"
    let before = folder.snapshot()
    let targets = [
      "", "/", "/..", home, home + "/", folder.path, folder.project, folder.project + "/.",
      folder.project + "/Content/..", folder.content, folder.content + "/en",
      folder.content + "/new/site", folder.path + "/link/site", folder.path + "/repository",
      folder.path + "/plain",
    ]
    for target in targets {
      guard case .refused(let sentence) = await folder.failure(["a": "1"], to: target) else {
        Issue.record("'\(target)' was not refused")
        continue
      }
      #expect(sentence.hasSuffix("."))
    }
    #expect(folder.snapshot() == before)
  }

  @Test func aFolderWhoseNameOnlyBeginsLikeTheContentIsFine() async throws {
    try await folder.publish(["a": "1"], to: folder.content + "-site")
    #expect(folder.text("a", of: folder.content + "-site") == "1")
  }

  @Test func aTargetThatCannotBeMadeIsADiskError() async throws {
    folder.write("", to: folder.path + "/file")
    for target in ["/proc/kbgen/site", folder.path + "/file/site"] {
      guard case .disk = await folder.failure(["a": "1"], to: target) else {
        Issue.record("\(target) was published")
        continue
      }
    }
  }

  @Test func pathsThatCouldLeaveTheFolderAreUnsafe() {
    let long = String(repeating: "x", count: 256)
    let unsafe = [
      "", "/a", "a/", "a//b", "../a", "a/../b", "a/./b", "a\0b", long, "d/" + long,
      ".kbgen-manifest.json", ".kbgen-staging/a",
    ]
    for path in unsafe { #expect(!OutputTree.isSafe(Array(path.utf8)), "\(path)") }
    for path in ["a", "a/b.html", "..a/b..", ".well-known/x", "é/ü.html"] {
      #expect(OutputTree.isSafe(Array(path.utf8)), "\(path)")
    }
  }

  @Test func aFullDiskLeavesTheOldSiteAsItWas() async throws {
    let disk = folder.path + "/disk"
    mkdir(disk, 0o755)
    guard folder.run("mount -t tmpfs -o size=256k none '\(disk)'") else {
      print("skipped: no permission to mount a small disk")
      return
    }
    defer { folder.run("umount '\(disk)'") }
    try await folder.publish(["a.html": "1"], to: disk + "/site")
    let before = folder.snapshot()
    let big = String(repeating: "x", count: 400_000)
    guard case .disk(_, _, let code) = await folder.failure(["b": big], to: disk + "/site") else {
      Issue.record("a full disk was not noticed")
      return
    }
    #expect(code == ENOSPC)
    #expect(folder.snapshot() == before)
    // The same with the mount point itself as target.
    try await folder.publish(["a.html": "1"], to: disk + "/site")
    folder.run("rm -rf '\(disk)/site'")
    try await folder.publish(["a.html": "1"], to: disk)
    let mounted = folder.snapshot()
    #expect(await folder.failure(["a.html": big], to: disk) != nil)
    #expect(folder.snapshot() == mounted)
  }
}

/// Targets that cannot be exchanged as a whole.
@Suite struct PublisherInPlaceTests {
  let folder = PublisherFolder()

  @Test func aMountPointIsReplacedFileByFile() async throws {
    mkdir(folder.target, 0o755)
    guard folder.run("mount --bind '\(folder.target)' '\(folder.target)'") else {
      print("skipped: no permission to mount")
      return
    }
    defer { folder.run("umount '\(folder.target)'") }
    try await folder.publish(["a.html": "1", "d/b.html": "2", "x": "3", "y/z": "4"])
    try await folder.publish(["a.html": "5", "d": "6", "x/w": "7"])
    #expect(folder.files() == ["a.html", "d", "x/w"])
    #expect(folder.text("a.html") == "5")
    #expect(access(folder.target + "/y", F_OK) != 0)
    #expect(folder.output("ls -A '\(folder.project)'") == "Content\npublic\n")
  }

  @Test func aFailureBeforeMovingChangesNothing() async throws {
    try await folder.publish(["a.html": "1"])
    let before = folder.snapshot()
    let asset = OutputEntry(path: "x", content: .file("/nowhere"))
    await #expect(throws: PublishError.self) { try await replace([asset]) }
    #expect(folder.snapshot() == before)
  }

  @Test func aRunThatDiedBetweenTwoMovesIsRepaired() async throws {
    try await folder.publish(["a.html": "1", "b.html": "1"])
    let staging = folder.target + "/.kbgen-staging"
    let moved = PublishManifest.File(
      path: Array("a.html".utf8), size: 1, hash: ContentHash(Array("2".utf8)))
    mkdir(staging, 0o700)
    folder.write(
      String(decoding: PublishManifest(files: [moved]).json(), as: UTF8.self),
      to: staging + "/manifest.json")
    folder.write("2", to: folder.target + "/a.html")
    let entry = OutputEntry(path: "c.html", content: .bytes([0x33]))
    _ = try await replace([entry])
    #expect(folder.files() == ["c.html"])
    #expect(access(staging, F_OK) != 0)
  }

  private func replace(_ entries: [OutputEntry]) async throws -> PublishReport {
    let target = try PublishTarget.resolve(folder.target, project: folder.project)
    let job = PublishJob(
      files: OutputTree(entries: entries) { _ in [] }.sortedFiles(), render: { _ in [] },
      target: target,
      options: PublishOptions(target: folder.target, project: folder.project, jobs: 2))
    return try await job.replaceInPlace()
  }
}
