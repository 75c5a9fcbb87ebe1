// Whole sites, compared byte for byte; and the comparison itself.
//
// `UPDATE_SNAPSHOTS=1 swift test --filter Golden` writes the expected files anew: look at what
// `git diff` says about them before committing.

import Foundation
import TestSupport
import Testing

@Suite struct GoldenSiteTests {
  @Test(arguments: GoldenSite.all) func aSiteIsAsExpected(site: GoldenSite) throws {
    let (status, built) = try site.build()
    let isWritten = built["expected/index.html"] != nil
    #expect(status == (isWritten ? 0 : 1), "the status says whether there is a site")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" { try site.write(built) }
    let differences = GoldenDifference.all(
      expected: try site.expected(), built: built, in: "Tests/Sites/\(site.name)")
    guard !differences.isEmpty else { return }
    let more = differences.count > 10 ? "\nand \(differences.count - 10) more files" : ""
    Issue.record(
      """
      files that differ: \(differences.count); UPDATE_SNAPSHOTS=1 writes them anew
      \(differences.prefix(10).joined(separator: "\n"))\(more)
      """)
  }

  @Test func theCasesAreFound() {
    #expect(Set(GoldenSite.all.map(\.name)).isSuperset(of: ["minimal", "channels", "mistakes"]))
  }

  @Test func theFirstLineThatDiffersIsShown() {
    let long = String(repeating: "x", count: 200)
    let differences = GoldenDifference.all(
      expected: ["a": bytes("1\n2\n3\n"), "b": bytes("1\n"), "c": bytes(long + "old"), "d": []],
      built: ["a": bytes("1\ntwo\n3\n"), "b": bytes("1"), "c": bytes(long + "new"), "d": []],
      in: "case")
    let shown = "…" + String(repeating: "x", count: 60)
    #expect(
      differences == [
        "case/a:2\n  expected: 2\n  built:    two",
        "case/b:2\n  expected: \n  built:    (the end of the file)",
        "case/c:1\n  expected: \(shown)old\n  built:    \(shown)new",
      ])
  }

  @Test func aFileTooManyAndAFileTooFewDiffer() {
    let differences = GoldenDifference.all(
      expected: ["gone": [], "same": []], built: ["new": [], "same": []], in: "case")
    #expect(
      differences == [
        "case/gone: expected, but not written", "case/new: written, but not expected",
      ])
  }

  @Test(arguments: [
    ("a/site-0123456789.css", "a/site-<hash>.css"),
    ("x-0123456789.js\" y-abcdefabcd.js", "x-<hash>.js\" y-<hash>.js"),
    ("--0123456789.", "--<hash>."), ("site-012345678.css", "site-012345678.css"),
    ("site-0123456789", "site-0123456789"), ("site-012345678G.css", "site-012345678G.css"),
    ("t-0123456789a.json", "t-0123456789a.json"),
    (#"<b data-search-texts="{&quot;a&quot;}" x="y">"#, #"<b data-search-texts="<texts>" x="y">"#),
  ])
  func onlyHashesOfAssetsAndTheSearchsWordsAreReplaced(text: String, expected: String) {
    #expect(GoldenText.plain(text) == expected)
  }

  @Test func writingExpectedFilesTakesAwayThoseThatVanished() throws {
    let folder = TemporaryFolder()
    let site = GoldenSite(name: "case", folder: folder.path)
    folder.write(bytes("text"), to: "Content/en/a.md")
    try site.write(["expected/en/a.html": bytes("1"), "expected.files.txt": bytes("2")])
    let next = ["expected/en/b.html": bytes("3"), "expected.files.txt": bytes("4")]
    try site.write(next)
    #expect(try site.expected() == next)
    #expect(folder.read("Content/en/a.md") == bytes("text"))
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
}
