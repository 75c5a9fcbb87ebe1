// A measurement for people, as tables of Markdown, and for programs, as JSON.

import Foundation

extension BuildMeasurement {
  /// Everything that was measured, as JSON.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

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

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
