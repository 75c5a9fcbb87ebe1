// Prints diagnostics: for people with the line and carets on standard error, for programs as JSON on
// standard output.

import ArgumentParser
import Foundation
import HelpCentre
import Markup

/// Prints what is wrong with a project.
struct DiagnosticPrinter {
  /// How to print.
  enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
    case text, json
  }

  let format: Format
  let project: String
  let console: Console
  /// Texts that cannot be read again, by their names in diagnostics.
  var sources: [String: [UInt8]] = [:]

  /// Prints all diagnostics and, for people, how many there are. A program that reads them must not take
  /// the first half for all: what could not be written is the disk's failure.
  func print(_ diagnostics: [Diagnostic]) throws(DiskError) {
    var sources = SourceCache(project: project, known: sources)
    switch format {
    case .json:
      let failure = Console.write(json(diagnostics, &sources) + [0x0A], to: 1)
      guard failure == 0 || failure == EPIPE else {
        throw DiskError(operation: "write", path: "the diagnostics", number: failure)
      }
    case .text:
      for diagnostic in diagnostics { console.say(text(diagnostic, &sources)) }
      if !diagnostics.isEmpty { console.say(summary(diagnostics)) }
    }
  }

  private func summary(_ diagnostics: [Diagnostic]) -> String {
    let parts = [(Severity.error, "error"), (.warning, "warning"), (.note, "note")].compactMap {
      severity, noun -> String? in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : console.count(count, noun)
    }
    return parts.joined(separator: ", ")
  }

  private func text(_ diagnostic: Diagnostic, _ sources: inout SourceCache) -> String {
    let label = paint(diagnostic.severity.rawValue, for: diagnostic.severity)
    let message = "\(label): \(shown(diagnostic.message)) [\(diagnostic.id.rawValue)]"
    let hint = diagnostic.hint.map(shown)
    guard let location = diagnostic.location else {
      return message + (hint.map { "\n  \($0)" } ?? "")
    }
    guard let source = sources[location.file] else {
      return "\(shown(location.file)): \(message)" + (hint.map { "\n  \($0)" } ?? "")
    }
    let position = LinePosition(of: location.range, in: source)
    let number = String(position.line)
    let gutter = String(repeating: " ", count: max(5, number.utf8.count))
    let padded = String(repeating: " ", count: gutter.utf8.count - number.utf8.count) + number
    let before = position.text.unicodeScalars.prefix(position.column - 1)
    // A tab stays a tab under the line, so that the carets stand below the text.
    let indent = before.map { $0 == "\t" ? "\t" : " " }.joined()
    let carets = "^" + String(repeating: "~", count: min(position.length, 60) - 1)
    return "\(shown(location.file)):\(position.line):\(position.column): \(message)\n"
      + "\(padded) | \(shown(position.text))\n"
      + "\(gutter) | \(indent)\(carets)\(hint.map { " \($0)" } ?? "")"
  }

  /// A text without control characters, which could move a terminal's cursor, cut at 300.
  private func shown(_ line: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in line.unicodeScalars.prefix(300) {
      let isControl =
        (scalar.value < 0x20 && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
      out.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(out)
  }

  private func paint(_ text: String, for severity: Severity) -> String {
    guard console.hasColour else { return text }
    let colour = severity == .error ? "31" : severity == .warning ? "33" : "36"
    return "\u{1B}[1;\(colour)m\(text)\u{1B}[0m"
  }

  private func json(_ diagnostics: [Diagnostic], _ sources: inout SourceCache) -> [UInt8] {
    var json = JSONWriter(capacity: 256 * diagnostics.count)
    json.array { json in
      for diagnostic in diagnostics {
        json.object { json in
          json.member("id", diagnostic.id.rawValue)
          json.member("severity", diagnostic.severity.rawValue)
          json.member("message", diagnostic.message)
          if let hint = diagnostic.hint { json.member("hint", hint) }
          guard let location = diagnostic.location else { return }
          json.member("file", location.file)
          json.member("offset", location.range.lowerBound)
          json.member("length", location.range.count)
          if let source = sources[location.file] {
            let position = LinePosition(of: location.range, in: source)
            json.member("line", position.line)
            json.member("column", position.column)
          }
        }
      }
    }
    return json.bytes
  }
}

/// The files that diagnostics are about, each read once.
private struct SourceCache {
  let project: String
  private var files: [String: [UInt8]?] = [:]

  init(project: String, known: [String: [UInt8]]) {
    self.project = project
    files = known.mapValues { .some($0) }
  }

  /// A file's bytes; nil for a folder, a file that has gone or one of somebody else's.
  subscript(file: String) -> [UInt8]? {
    mutating get {
      if let known = files[file] { return known }
      let bytes = Theme.embeddedFile(named: file) ?? fileOfProject(file)
      files[file] = .some(bytes)
      return bytes
    }
  }

  /// The bytes behind a link out of the project are shown to nobody.
  private func fileOfProject(_ file: String) -> [UInt8]? {
    guard let root = SourceReader.realPath(project),
      let path = SourceReader.realPath(project + "/" + file), SourceReader.isInside(path, root)
    else { return nil }
    return try? SourceReader.read(path)
  }
}
