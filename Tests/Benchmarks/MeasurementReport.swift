// A measurement for people, as tables of Markdown, and for programs, as JSON.

import Foundation

extension BuildMeasurement {
  /// Everything that was measured, as JSON.
  func json() throws -> String { try encoded(self) }

  /// Three tables: what the builds cost, how they compare, and what they wrote.
  func markdown() -> String {
    let kind = profile == CorpusProfile.ordinary.name ? "articles" : "\(profile) articles"
    return """
      \(articles) \(kind) (\(Self.megabytes(articleBytes))) in \(languages) languages, seed \(seed), \
      \(jobs) threads, \(builds.count) turns

      | | best | median | CPU | one thread | unchanged | one edited |
      |---|---:|---:|---:|---:|---:|---:|
      \(costs().joined(separator: "\n"))

      CPU is the median; the three last columns are the best turn.

      | | best | median of turns |
      |---|---:|---:|
      \(ratios.map(Self.row).joined(separator: "\n"))

      | written | |
      |---|---:|
      \(written().joined(separator: "\n"))
      """
  }

  private func costs() -> [String] {
    var names: [String] = []
    for phase in (builds + oneThread + unchanged + edited).flatMap(\.phases)
    where !names.contains(phase.name) { names.append(phase.name) }
    let phases = names.map { name in
      row(
        name, Self.milliseconds, { $0.wallSeconds(of: name) },
        cpu: { run in run.phases.first { $0.name == name }?.cpuSeconds })
    }
    let megabytes = { (bytes: Double) in Self.megabytes(Int(bytes)) }
    return phases + [
      row("**whole build**", Self.milliseconds, \.wallSeconds, cpu: \.cpuSeconds),
      row("without search", Self.milliseconds, \.wallSecondsWithoutSearch),
      row("user CPU", Self.milliseconds, \.userSeconds),
      row("system CPU", Self.milliseconds, \.systemSeconds),
      row("peak memory", megabytes, { Double($0.peakBytes) }),
      Self.row(
        "floor", Self.milliseconds, floors, [], \.wallSeconds, cpu: \.cpuSeconds),
      Self.row("peak memory of the floor", megabytes, floors, [], { Double($0.peakBytes) }),
    ]
  }

  private func row(
    _ name: String, _ show: (Double) -> String, _ value: (Run) -> Double?,
    cpu: ((Run) -> Double?)? = nil
  ) -> String {
    Self.row(name, show, builds, [oneThread, unchanged, edited], value, cpu: cpu)
  }

  /// `others` are shown by their best run.
  private static func row(
    _ name: String, _ show: (Double) -> String, _ runs: [Run], _ others: [[Run]],
    _ value: (Run) -> Double?, cpu: ((Run) -> Double?)? = nil
  ) -> String {
    let values = runs.compactMap(value)
    let times = cpu.map { runs.compactMap($0) } ?? []
    let cells = [
      values.min(), values.isEmpty ? nil : median(values), times.isEmpty ? nil : median(times),
    ]
    let shown = (cells + others.map { $0.compactMap(value).min() }).map { $0.map(show) ?? "" }
    return "| \(name) | \(shown.joined(separator: " | ")) |"
  }

  private static func row(_ ratio: Ratio) -> String {
    "| \(ratio.name) | \(fixed(ratio.best, digits: 2)) | \(fixed(ratio.median, digits: 2)) |"
  }

  private func written() -> [String] {
    let fastest = builds.map(\.wallSeconds).min() ?? 1
    let kinds = [
      ("HTML", output.htmlBytes), ("CSS", output.cssBytes), ("scripts", output.scriptBytes),
      ("search index", output.searchIndexBytes), ("other", output.otherBytes),
    ]
    return [
      "| files | \(output.files) |", "| pages | \(output.pages) |",
      "| pages a second | \(Int(Double(output.pages) / fastest)) |",
    ] + kinds.map { "| \($0.0) | \(Self.megabytes($0.1)) |" }
  }

  private static func milliseconds(_ seconds: Double) -> String {
    fixed(seconds * 1000, digits: 1) + " ms"
  }

  private static func megabytes(_ bytes: Int) -> String {
    bytes < 100_000
      ? fixed(Double(bytes) / 1000, digits: 1) + " kB"
      : fixed(Double(bytes) / 1e6, digits: 1) + " MB"
  }
}

extension EditMeasurement {
  /// Everything that was measured, as JSON.
  func json() throws -> String { try encoded(self) }

  /// A table: what each kind of edit costs.
  func markdown() -> String {
    let share = { (seconds: Double) in fixed(seconds / firstSeconds * 100, digits: 1) + " %" }
    let milliseconds = { (seconds: Double) in fixed(seconds * 1000, digits: 1) + " ms" }
    let lines = [
      "\(articles) articles in \(languages) languages, first build \(milliseconds(firstSeconds))",
      "",
      "| edited | pages | of the first | with search | parsed | pages made | searches made |",
      "|---|---:|---:|---:|---:|---:|---:|",
    ]
    let rows = edits.map { edit in
      "| \(edit.name) | \(milliseconds(edit.pageSeconds)) | \(share(edit.pageSeconds)) | "
        + "\(milliseconds(edit.searchSeconds)) | \(edit.parsed) | \(edit.pages) | \(edit.searches) |"
    }
    return (lines + rows).joined(separator: "\n")
  }
}

extension MarkdownMeasurement {
  /// Everything that was measured, as JSON.
  func json() throws -> String { try encoded(self) }

  /// A table: microseconds for each 1,000 bytes, and how many times cmark's.
  func markdown() -> String {
    var lines = [
      "Microseconds for 1,000 bytes; in brackets how many times cmark's", "",
      "| | bytes | cmark | CommonMark | GFM | article |", "|---|---:|---:|---:|---:|---:|",
    ]
    for text in texts {
      let times = [text.commonMark, text.gfm, text.article].map {
        "\(shown($0, text)) (\(fixed($0 / text.cmark, digits: 2)))"
      }
      lines.append(
        "| \(text.language) | \(text.bytes) | \(shown(text.cmark, text)) | "
          + times.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n")
  }

  private func shown(_ microseconds: Double, _ text: Text) -> String {
    fixed(microseconds / Double(text.bytes) * 1000, digits: 2)
  }
}

/// A value as JSON, the same bytes for the same value.
func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A number with up to three digits behind the point.
func fixed(_ number: Double, digits: Int) -> String {
  let factor = [1, 10, 100, 1000][digits]
  let scaled = Int((number * Double(factor)).rounded())
  if digits == 0 { return "\(scaled)" }
  let rest = String(scaled % factor)
  return "\(scaled / factor)." + String(repeating: "0", count: digits - rest.count) + rest
}
