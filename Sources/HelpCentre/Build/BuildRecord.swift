// What the last build of an output folder was made of. When nothing of it has changed, and nothing in the output
// folder, the next build would make the same site: then it is not made. Only a build that had nothing to say is
// recorded, so that no text of a project comes into the record, and none that must be said again is missed.
// The record lies in the user's cache folder, beside `PublishCache`; whatever is wrong with it, the site is built.

import Foundation
import Markup

/// A build that need not be made again.
package struct BuildRecord: Codable, Sendable {
  /// The hash of all that it was made of.
  let inputs: String
  /// The site's time zone, which decides what day it is, and the day it was.
  let timeZone: String
  let day: String
  /// The hash of the manifest of the site.
  let manifest: String
  /// As in `BuildResult`.
  package let keep: [String]
  /// As in `BuildResult`.
  package let articleCount, languageCount, pageCount: Int
  /// How many files the site has.
  package let fileCount: Int

  /// The record of a build; nil of one that found something, and where files are too young to prove that they
  /// are the same later.
  package init?(_ result: BuildResult, _ report: PublishReport, _ options: BuildOptions) {
    guard let made = result.inputs, let manifest = report.manifest, result.diagnostics.isEmpty
    else {
      return nil
    }
    inputs = made.hash.hex()
    timeZone = made.timeZone.identifier
    day = options.time.day(in: made.timeZone).description
    self.manifest = manifest.hex()
    keep = result.keep
    articleCount = result.articleCount
    languageCount = result.languageCount
    pageCount = result.pageCount
    fileCount = report.files
  }

  /// The record of the last build, if its site stands there still and would be made again.
  package static func unchanged(
    _ options: BuildOptions, target: String, cache: String
  ) async throws -> BuildRecord? {
    guard let place = RecordPlace(cache: cache, target: target, project: options.project),
      let record = place.load(), let zone = TimeZone(identifier: record.timeZone),
      options.time.day(in: zone).description == record.day
    else { return nil }
    // What is no file is not among the inputs, and must be reported.
    let (tree, stray) = try await SourceReader.scan(
      project: options.project, jobs: options.jobs)
    guard stray.isEmpty, BuildInputs(tree, options, zone)?.hash.hex() == record.inputs else {
      return nil
    }
    let publishing = PublishOptions(
      target: target, project: options.project, keep: try KeepPatterns(options.keep + record.keep),
      cache: cache, jobs: options.jobs)
    // What is wrong with the output folder the publisher tells better.
    let manifest = try? await Publisher.unchangedManifest(publishing)
    return manifest?.hex() == record.manifest ? record : nil
  }

  /// Keeps the record for the next build.
  package func store(_ options: BuildOptions, target: String, cache: String) {
    RecordPlace(cache: cache, target: target, project: options.project)?.store(self)
  }

  /// Forgets what was kept of a build.
  package static func forget(_ options: BuildOptions, target: String, cache: String) {
    RecordPlace(cache: cache, target: target, project: options.project)?.remove()
  }
}

/// What a build is made of.
package struct BuildInputs: Sendable {
  let hash: ContentHash
  let timeZone: TimeZone

  /// Hashes the stamps of all files and of the program with its libraries, and the options; nil where a file is
  /// too young to prove that it is the same later.
  init?(_ tree: SourceTree, _ options: BuildOptions, _ timeZone: TimeZone) {
    guard let program = LoadedProgram.stamps() else { return nil }
    var out = ByteWriter(capacity: 128 * (tree.content.count + tree.themes.count) + 4096)
    for file in program + tree.content + tree.themes {
      guard file.stamp.isSettled else { return nil }
      out.append(file.path)
      out.append(UInt8(0))
      file.stamp.write(into: &out)
    }
    let flags = "\(options.includesDrafts) \(options.isStrict) \(options.baseURL ?? "")"
    for text in [tree.project, flags] + options.keep {
      out.append(text)
      out.append(UInt8(0))
    }
    hash = ContentHash(out.bytes)
    self.timeZone = timeZone
  }
}

/// Where a record lies.
private struct RecordPlace {
  private let path: String

  /// Nil for an output folder that cannot be one, or a cache that must not be written to.
  init?(cache: String, target: String, project: String) {
    guard let target = try? PublishTarget.resolve(target, project: project),
      let cache = PublishCache(folder: cache, target: target)
    else { return nil }
    path = cache.recordPath
  }

  /// A checksum stands before the JSON: a number with a wrong digit would be JSON too.
  func load() -> BuildRecord? {
    guard let bytes = try? SourceReader.read(path), bytes.count > 32 else { return nil }
    let json = Array(bytes[32...])
    guard ContentHash(json).hex().utf8.elementsEqual(bytes[..<32]) else { return nil }
    return try? JSONDecoder().decode(BuildRecord.self, from: Data(json))
  }

  func store(_ record: BuildRecord) {
    guard let json = try? JSONEncoder().encode(record) else { return }
    PublishCache.replace(path, with: Array(ContentHash([UInt8](json)).hex().utf8) + json)
  }

  func remove() { unlink(path) }
}
