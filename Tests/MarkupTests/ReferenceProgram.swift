// Debian's programs for the same formats, other implementations than ours: what they and we agree on is
// hardly wrong. Where a program is not installed, the tests that ask it say so and are skipped.

import Foundation
import TestSupport

/// A program that turns Markdown into something else.
struct ReferenceProgram: Sendable {
  let name: String
  let arguments: [String]

  /// CommonMark 0.30 as HTML.
  static let commonMark = ReferenceProgram(name: "cmark", arguments: ["--unsafe"])
  /// CommonMark 0.30 as a tree.
  static let commonMarkTree = ReferenceProgram(name: "cmark", arguments: ["-t", "xml"])
  /// GitHub's Markdown, which is CommonMark 0.29 at heart, as HTML.
  static let gitHub = ReferenceProgram(
    name: "cmark-gfm",
    arguments: ["--unsafe"]
      + ["table", "strikethrough", "autolink", "tasklist", "footnotes"].flatMap { ["-e", $0] })

  /// Whether the program is there; prints that its tests are skipped where it is not.
  var isInstalled: Bool {
    let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name)
    if !isThere { print("skipped: \(name) is not installed") }
    return isThere
  }

  /// What the program makes of each text.
  func results(_ texts: [String]) throws -> [String] {
    let folder = TemporaryFolder()
    for (index, text) in texts.enumerated() {
      folder.write(Array(text.utf8), to: "\(index).md")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments =
      [
        "-c", #"for file in *.md; do "$0" "$@" "$file" > "${file%.md}.out"; done"#, name,
      ] + arguments
    try process.run()
    process.waitUntilExit()
    return texts.indices.map { String(decoding: folder.read("\($0).out") ?? [], as: UTF8.self) }
  }
}
