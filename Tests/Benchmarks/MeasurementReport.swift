// A measurement for people, as tables of Markdown, and for programs, as JSON.

import Foundation

extension BuildMeasurement {
  /// Everything that was measured, as JSON.
  func json() throws -> String { try encoded(self) }

  /// Two tables: what the builds cost, and what they wrote.
  func markdown() -> String {
    var lines = [
      "\(articles) articles (\(Self.megabytes(articleBytes))) in \(languages) languages, "
        + "seed \(seed), \(builds.count) builds",
      "", "| | median | least | most | unchanged | median CPU |",
      "|---|---:|---:|---:|---:|---:|",
    ]
    for (index, phase) in (builds.first?.phases ?? []).enumerated() {
      lines.append(
        row(
          phase.name, Self.milliseconds, of: { $0.phases[index].wallSeconds },
          cpu: { $0.phases[index].cpuSeconds }))
    }
    lines += [
      row(
        "**whole build**", Self.milliseconds, of: \.wallSeconds,
        cpu: { $0.userSeconds + $0.systemSeconds }),
      row("user CPU", Self.milliseconds, of: \.userSeconds),
      row("system CPU", Self.milliseconds, of: \.systemSeconds),
      row("peak memory", { Self.megabytes(Int($0)) }, of: { Double($0.peakBytes) }),
      "", "| written | |", "|---|---:|", "| files | \(output.files) |",
      "| pages | \(output.pages) |",
    ]
    let kinds = [
      ("HTML", output.htmlBytes), ("CSS", output.cssBytes), ("scripts", output.scriptBytes),
      ("search index", output.searchIndexBytes), ("other", output.otherBytes),
    ]
    lines += kinds.map { "| \($0.0) | \(Self.megabytes($0.1)) |" }
    if let fastest = builds.map(\.wallSeconds).min(), fastest > 0 {
      lines += ["", "\(Int(Double(output.pages) / fastest)) pages a second in the fastest build"]
    }
    return lines.joined(separator: "\n")
  }

  private func row(
    _ name: String, _ show: (Double) -> String, of value: (Build) -> Double,
    cpu: ((Build) -> Double)? = nil
  ) -> String {
    let values = builds.map(value).sorted()
    let shown = [
      Self.median(values), values[0], values[values.count - 1], value(rebuild),
    ]
    let cpu = cpu.map { show(Self.median(builds.map($0).sorted())) } ?? ""
    return "| \(name) | \(shown.map(show).joined(separator: " | ")) | \(cpu) |"
  }

  private static func median(_ sorted: [Double]) -> Double { sorted[sorted.count / 2] }

  private static func milliseconds(_ seconds: Double) -> String {
    tenths(seconds * 1000) + " ms"
  }

  private static func megabytes(_ bytes: Int) -> String {
    bytes < 100_000 ? tenths(Double(bytes) / 1000) + " kB" : tenths(Double(bytes) / 1e6) + " MB"
  }

  private static func tenths(_ number: Double) -> String { fixed(number, digits: 1) }
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
private func encoded(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// A number with one or two digits behind the point.
private func fixed(_ number: Double, digits: Int) -> String {
  let factor = digits == 1 ? 10 : 100
  let scaled = Int((number * Double(factor)).rounded())
  let rest = String(scaled % factor)
  return "\(scaled / factor)." + String(repeating: "0", count: digits - rest.count) + rest
}
