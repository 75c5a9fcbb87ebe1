// What categories.yaml, problems.yaml and channels.yaml have in common: ids with fields.

import Markup

/// Reads a table from ids to mappings.
struct TableReader {
  /// What has been found wrong.
  private(set) var diagnostics: [Diagnostic] = []

  private let file: String
  private let entry: String
  private var pairs: [YAMLPair] = []

  /// Starts to read a table; `entry` says what one row is, for messages.
  init(_ node: YAMLNode, file: String, owner: String, entry: String) {
    self.file = file
    self.entry = entry
    var reader = FieldReader(node, file: file, owner: owner)
    pairs = reader.allPairs()
    diagnostics = reader.finished()
  }

  /// The rows: id, where it stands, and its fields. An id that could not stand in a URL is reported.
  mutating func entries() -> [(id: String, location: SourceLocation, fields: FieldReader)] {
    var rows: [(id: String, location: SourceLocation, fields: FieldReader)] = []
    for pair in pairs {
      let location = SourceLocation(file: file, range: pair.keyRange)
      guard Self.isID(pair.key) else {
        report(
          .invalidValue, "'\(pair.key)' cannot be the id of a \(entry)", location,
          hint: "use small letters, digits and hyphens")
        continue
      }
      let fields = FieldReader(pair.value, file: file, owner: "\(entry) '\(pair.key)'")
      rows.append((pair.key, location, fields))
    }
    return rows
  }

  /// Takes over what a row's reader found.
  mutating func absorb(_ fields: FieldReader) {
    diagnostics.append(contentsOf: fields.finished())
  }

  /// Adds a finding.
  mutating func report(
    _ id: DiagnosticID, _ message: String, _ location: SourceLocation, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(id, message, at: location, hint: hint))
  }

  /// Says that a text that is shown by itself is empty.
  mutating func empty(_ name: String, of owner: String, _ location: SourceLocation) {
    report(.missingField, "\(owner) has an empty '\(name)'", location)
  }

  /// Says that a name is not one of those that exist.
  mutating func report(
    unknown kind: String, _ name: Located<String>, among names: [String], _ id: DiagnosticID
  ) {
    report(
      id, "there is no \(kind) '\(name.value)'", name.location,
      hint: Suggestion.didYouMean(name.value, among: names))
  }

  static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != 0x2D, text.utf8.count <= 100 else { return false }
    return text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
  }
}
