// A whole project in one string, built in a folder of its own:
//
//     -- Content/en/a.md --
//     ---
//     title: A
//     ---
//     See [the other](1️⃣b.md).
//
// Emoji mark the places of expected diagnostics. Pages are looked at in memory: nothing is published.

import HelpCentre
import Markup
import Testing

/// Where something stands in a project's file; Testing has a type of the same name.
package typealias Place = Markup.SourceLocation

/// A project that has been built, and what came of it.
package final class SiteTest: Sendable {
  /// What the build found and made.
  package let result: BuildResult
  /// The project's folder.
  package let folder: TemporaryFolder
  /// The files of the site by path.
  private let entries: [String: OutputEntry]
  /// Where each marker stood.
  private let markers: [String: Place]

  /// What was found, in the order in which it is printed.
  package var diagnostics: [Diagnostic] { result.diagnostics.filter { $0.severity != .note } }
  /// The paths of all files of the site, sorted.
  package var paths: [String] { entries.keys.sorted() }

  private init(
    _ result: BuildResult, _ folder: TemporaryFolder, _ markers: [String: Place]
  ) {
    self.result = result
    self.folder = folder
    self.markers = markers
    entries = Dictionary(
      (result.output?.entries ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Writes the project `text` and builds it.
  ///
  /// Where the text has no `site.yaml`, a site in English and French comes in its place, unless
  /// `defaults` says otherwise; likewise with `categories.yaml`, `channels.yaml` and
  /// `problems.yaml`. `raw` adds files that no string can hold, `links` symbolic links. An `instant` in
  /// seconds since 1970 wins over the day `today`.
  package static func build(
    _ text: String, raw: [String: [UInt8]] = [:], links: [String: String] = [:],
    defaults: Bool = true, baseURL: String? = nil, jobs: Int = 1, includesDrafts: Bool = false,
    today: String = "2025-06-15", instant: Int? = nil, isStrict: Bool = false,
    publishedPages: [String] = []
  ) async throws -> SiteTest {
    let folder = TemporaryFolder()
    let markers = write(text, raw, links, defaults, to: folder)
    let time = try instant.map { BuildTime.instant($0) } ?? .day(#require(CalendarDate(today)))
    let options = BuildOptions(
      project: folder.path, baseURL: baseURL, jobs: jobs, includesDrafts: includesDrafts,
      time: time, isStrict: isStrict, publishedPages: publishedPages)
    return SiteTest(try await SiteBuilder.build(options), folder, markers)
  }

  /// Writes the project `text` into a folder, as `build` does, for tests of the command; gives the
  /// places of its markers.
  @discardableResult
  package static func write(
    _ text: String, _ raw: [String: [UInt8]] = [:], _ links: [String: String] = [:],
    _ defaults: Bool = true, to folder: TemporaryFolder
  ) -> [String: Place] {
    var markers: [String: Place] = [:]
    var files = files(of: text)
    if defaults {
      for file in SiteDefaults.files where !files.contains(where: { $0.path == file.path }) {
        files.append(file)
      }
    }
    for file in files {
      let marked = MarkedText(file.text)
      folder.write(marked.bytes, to: file.path)
      for (marker, offset) in marked.offsets {
        precondition(markers[marker] == nil, "the marker \(marker) stands in a project once")
        markers[marker] = Place(file: file.path, range: offset..<offset)
      }
    }
    for (path, bytes) in raw { folder.write(bytes, to: path) }
    for (path, target) in links { folder.link(path, to: target) }
    return markers
  }

  /// A page of the site; a missing one is an issue and an empty page.
  package func page(
    _ path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) -> SitePage {
    guard let bytes = bytes(path) else {
      Issue.record(
        "there is no \(path); the site has:\n\(paths.joined(separator: "\n"))\n\(found)",
        sourceLocation: sourceLocation)
      return SitePage(path: path, bytes: [])
    }
    return SitePage(path: path, bytes: bytes)
  }

  /// All HTML pages, sorted by path.
  package var pages: [SitePage] {
    paths.filter { $0.hasSuffix(".html") }.map { page($0) }
  }

  /// The bytes of a file of the site, nil when there is none.
  package func bytes(_ path: String) -> [UInt8]? {
    entries[path].flatMap { result.output?.bytes(of: $0) }
  }

  /// The paths of the files that contain a text.
  package func files(containing text: String) -> [String] {
    paths.filter { path in
      SitePage(path: path, bytes: bytes(path) ?? []).contains(text)
    }
  }

  /// Expects one diagnostic with an id at a place: a marker, the path of a file for its start, or ""
  /// for what has no place.
  package func expect(
    _ id: DiagnosticID, at place: String, messageContains message: String = "",
    hintContains hint: String = "", sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let wanted = markers[place] ?? (place.isEmpty ? nil : Place(file: place))
    let matching = result.diagnostics.filter { diagnostic in
      diagnostic.id == id && diagnostic.location?.file == wanted?.file
        && diagnostic.location?.range.lowerBound == wanted?.range.lowerBound
        && (message.isEmpty || diagnostic.message.contains(message))
        && (hint.isEmpty || diagnostic.hint?.contains(hint) == true)
    }
    if matching.count == 1 { return }
    let shown = wanted.map { "\($0.file):\($0.range.lowerBound)" } ?? "no place"
    Issue.record(
      """
      \(matching.count) diagnostics [\(id.rawValue)] at \(place) (\(shown)) with \
      '\(message)' and '\(hint)'; found:
      \(found)
      """, sourceLocation: sourceLocation)
  }

  /// Expects a number of errors and warnings, so that those expected one by one are all there are. Notes
  /// of what small tables lack do not count.
  package func expectCount(
    _ count: Int, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    if diagnostics.count == count { return }
    Issue.record(
      "\(diagnostics.count) diagnostics instead of \(count):\n\(found)",
      sourceLocation: sourceLocation)
  }

  /// Expects no error and no warning.
  package func expectNothingFound(
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    expectCount(0, sourceLocation: sourceLocation)
  }

  private var found: String {
    result.diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.file):\($0.range)" } ?? "-"
      return "\(place) \(diagnostic.severity) [\(diagnostic.id.rawValue)] \(diagnostic.message)"
        + (diagnostic.hint.map { " (\($0))" } ?? "")
    }.joined(separator: "\n")
  }

  private static func files(of text: String) -> [(path: String, text: String)] {
    var files: [(path: String, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("-- "), line.hasSuffix(" --"), line.utf8.count > 6 {
        files.append((String(line.dropFirst(3).dropLast(3)), []))
      } else {
        precondition(!files.isEmpty, "a project begins with a line '-- path --'")
        files[files.count - 1].lines.append(line)
      }
    }
    return files.map { ($0.path, $0.lines.joined(separator: "\n") + "\n") }
  }
}

extension OutputTree {
  /// The bytes of a file of the site.
  package func bytes(of entry: OutputEntry) -> [UInt8] {
    switch entry.content {
    case .bytes(let bytes): bytes
    case .made(let make): make()
    case .file(let file): TemporaryFolder.read(absolute: file) ?? []
    case .page(let number): render(number)
    }
  }
}
