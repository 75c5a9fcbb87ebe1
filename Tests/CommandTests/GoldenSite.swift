// Golden sites: `Tests/Sites/<case>/` is a whole project with what `kbgen build` makes of it beside it.
//
//     expected/                  the site's files, as text
//     expected.files.txt         the files that are there by name only
//     expected.diagnostics.txt   what is printed, without the closing line of a good build
//
// By name only are the shards of the search index, which nobody can read, and whose names carry their
// hash; and the assets that are files of the case, with the file they equal. The assets of the base
// theme and the publisher's manifest are left out. What would change every page of every case at once
// is replaced: see `GoldenText`.

import Foundation
import TestSupport
import Testing

/// A project of `Tests/Sites` with what is expected of it.
struct GoldenSite: Sendable, CustomTestStringConvertible {
  /// A file's path below the case's folder, and its bytes.
  typealias Files = [String: [UInt8]]

  /// The name of the case.
  let name: String
  /// The absolute path of its folder.
  let folder: String

  var testDescription: String { name }

  /// Every folder of `Tests/Sites`, sorted.
  static var all: [GoldenSite] {
    let sites = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sites").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: sites)) ?? []
    return names.sorted().map { GoldenSite(name: $0, folder: sites + "/" + $0) }
  }

  /// What stands in the case's folder as expected.
  func expected() throws -> Files {
    try files { $0.hasPrefix("expected/") || $0.hasPrefix("expected.") }
  }

  /// Builds the site on a fixed day, and gives what should be expected of it. The status is 0 where a
  /// site was written, and no site is written otherwise.
  func build() throws -> (status: Int32, files: Files) {
    let scratch = TemporaryFolder()
    let run = try CommandRun.kbgen(
      ["build", folder, "--now", "2025-06-15", "--output", "site"], in: scratch)
    let isGood = run.status == 0
    let printed = isGood ? run.errorLines.dropLast() : run.errorLines[...]
    var files: Files = [
      "expected.diagnostics.txt": Array(printed.map { $0 + "\n" }.joined().utf8)
    ]
    let site = GoldenSite(name: name, folder: scratch.path + "/site")
    let written = FileManager.default.fileExists(atPath: site.folder) ? try site.files() : [:]
    if !written.isEmpty {
      files.merge(try represent(written)) { first, _ in first }
    }
    return (run.status, files)
  }

  /// Makes files the expected ones; those that are no longer expected go.
  func write(_ files: Files) throws {
    for path in try expected().keys where files[path] == nil {
      try FileManager.default.removeItem(atPath: folder + "/" + path)
    }
    for (path, bytes) in files {
      let file = URL(fileURLWithPath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
  }

  /// The files of a site as a case has them.
  private func represent(_ written: Files) throws -> Files {
    let own = try files { $0.hasPrefix("Content/") || $0.hasPrefix("Themes/") }
    var files: Files = [:]
    var names: [String] = []
    for (path, bytes) in written where path != ".kbgen-manifest.json" {
      let parts = path.split(separator: "/")
      if parts[0] == "search" && parts.count > 2 {
        names.append(path)
      } else if parts[0] == "assets" {
        let same = own.filter { $0.value == bytes }.keys.sorted()
        if let first = same.first { names.append(GoldenText.plain(path) + " = " + first) }
      } else {
        files["expected/" + path] = GoldenText.plain(bytes)
      }
    }
    files["expected.files.txt"] = Array(names.sorted().map { $0 + "\n" }.joined().utf8)
    return files
  }

  private func files(where isWanted: (String) -> Bool = { _ in true }) throws -> Files {
    var files: Files = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) where isWanted(path) {
      var isFolder: ObjCBool = false
      let whole = folder + "/" + path
      guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[path] = TemporaryFolder.read(absolute: whole)
    }
    return files
  }
}

/// A text without what changes with every line of CSS or word of the search: the ten digits of the hash
/// in names of assets like `site-1a2b3c4d5e.css` become `<hash>`, and the words of the search that the
/// base theme's pages carry become `<texts>`.
enum GoldenText {
  /// Replaces what is too changeable.
  static func plain(_ text: [UInt8]) -> [UInt8] {
    let searchTexts = Array("data-search-texts=\"".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var offset = 0
    while offset < text.count {
      let end = offset + 11
      if text[offset] == UInt8(ascii: "-"), end < text.count, text[end] == UInt8(ascii: "."),
        text[(offset + 1)..<end].allSatisfy(isDigit)
      {
        out += Array("-<hash>".utf8)
        offset = end
      } else if text[offset] == searchTexts[0], text[offset...].starts(with: searchTexts) {
        out += searchTexts + Array("<texts>".utf8)
        offset += searchTexts.count
        offset = text[offset...].firstIndex(of: UInt8(ascii: "\"")) ?? text.count
      } else {
        out.append(text[offset])
        offset += 1
      }
    }
    return out
  }

  /// The same for a path.
  static func plain(_ path: String) -> String {
    String(decoding: plain(Array(path.utf8)), as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}

/// Tells people what differs between the files that are expected and those that were made.
enum GoldenDifference {
  /// A text for each file that differs, sorted by path: the first line that does, both ways.
  static func all(
    expected: GoldenSite.Files, built: GoldenSite.Files, in folder: String
  ) -> [String] {
    Set(expected.keys).union(built.keys).sorted().compactMap { path in
      switch (expected[path], built[path]) {
      case (let expected?, let built?): line(expected, built, "\(folder)/\(path)")
      case (_?, nil): "\(folder)/\(path): expected, but not written"
      default: "\(folder)/\(path): written, but not expected"
      }
    }
  }

  private static func line(_ expected: [UInt8], _ built: [UInt8], _ file: String) -> String? {
    if expected == built { return nil }
    let old = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
    let new = built.split(separator: 0x0A, omittingEmptySubsequences: false)
    var index = 0
    while index < min(old.count, new.count), old[index].elementsEqual(new[index]) { index += 1 }
    let oldLine = index < old.count ? old[index] : nil
    let newLine = index < new.count ? new[index] : nil
    let same = zip(oldLine ?? [], newLine ?? []).prefix { $0 == $1 }.count
    return """
      \(file):\(index + 1)
        expected: \(shown(oldLine, from: same))
        built:    \(shown(newLine, from: same))
      """
  }

  /// A line, or the part of a long one around the byte where it begins to differ.
  private static func shown(_ line: ArraySlice<UInt8>?, from offset: Int) -> String {
    guard let line else { return "(the end of the file)" }
    let start = line.count > 160 ? max(0, offset - 60) : 0
    let part = line.dropFirst(start).prefix(160)
    return (start > 0 ? "…" : "") + String(decoding: part, as: UTF8.self)
      + (start + part.count < line.count ? "…" : "")
  }
}
