// Reads the fields of a mapping one by one, each as the type it has, and says at the end which fields
// nobody asked for: so a misspelt field is never ignored.

/// A value and where it was written.
package struct Located<Value: Sendable>: Sendable {
  /// The value.
  package let value: Value
  /// Where it was written.
  package let location: SourceLocation

  /// Pairs a value with its place.
  package init(_ value: Value, _ location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// Takes typed fields out of one YAML mapping.
package struct FieldReader {
  /// The file, for locations.
  package let file: String
  /// Where the mapping stands.
  package let location: SourceLocation
  /// What has been found wrong so far.
  package private(set) var diagnostics: [Diagnostic] = []

  /// What the mapping describes, for messages: "an article", "channel 'email'".
  private let owner: String
  private let pairs: [YAMLPair]
  /// Whether it is a mapping, or nothing; what is neither has been reported.
  package let isMapping: Bool
  private var known: [String] = []

  /// Starts to read `node`; anything but a mapping (or nothing) is a diagnostic, which shows the
  /// `example`.
  package init(_ node: YAMLNode, file: String, owner: String, example: String? = nil) {
    self.file = file
    self.owner = owner
    location = SourceLocation(file: file, range: node.range)
    switch node.kind {
    case .mapping(let pairs):
      self.pairs = pairs
      isMapping = true
    default:
      pairs = []
      isMapping = node.isNull
      if !node.isNull {
        diagnostics.append(
          Diagnostic(
            .wrongType, "\(owner) must be fields with values, not \(Self.describe(node))",
            at: location,
            hint: example.map { "write it as \($0)" } ?? "write one 'name: value' a line"))
      }
    }
  }

  /// The value of a field as it was written, nil when absent or empty.
  package mutating func node(_ name: String) -> YAMLNode? {
    known.append(name)
    guard let pair = pairs.first(where: { $0.key == name }), !pair.value.isNull else { return nil }
    return pair.value
  }

  /// A text of one value.
  package mutating func text(_ name: String) -> Located<String>? {
    node(name).flatMap { scalar($0, name) }
  }

  /// A text that must be there.
  package mutating func requiredText(_ name: String) -> Located<String>? {
    guard let node = node(name) else {
      missing(name)
      return nil
    }
    return scalar(node, name)
  }

  /// `true` or `false`.
  package mutating func flag(_ name: String) -> Bool? {
    guard let text = text(name) else { return nil }
    switch text.value {
    case "true": return true
    case "false": return false
    default:
      report(.wrongType, "'\(name)' must be true or false, not '\(text.value)'", text.location)
      return nil
    }
  }

  /// A whole number.
  package mutating func integer(_ name: String, in bounds: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text.value) else {
      report(.wrongType, "'\(name)' must be a whole number, not '\(text.value)'", text.location)
      return nil
    }
    guard bounds.contains(number) else {
      report(
        .invalidValue,
        "'\(name)' must be between \(bounds.lowerBound) and \(bounds.upperBound), not \(number)",
        text.location)
      return nil
    }
    return number
  }

  /// A decimal number.
  package mutating func number(_ name: String, in bounds: ClosedRange<Double>) -> Double? {
    guard let text = text(name) else { return nil }
    guard let number = Double(text.value), bounds.contains(number) else {
      report(
        .wrongType,
        "'\(name)' must be a number between \(bounds.lowerBound) and \(bounds.upperBound)",
        text.location)
      return nil
    }
    return number
  }

  /// A date, `YYYY-MM-DD`.
  package mutating func date(_ name: String) -> CalendarDate? {
    guard let text = text(name) else { return nil }
    guard let date = CalendarDate(text.value) else {
      report(
        .invalidDate, "'\(name)' is not a date of the calendar: '\(text.value)'", text.location,
        hint: "write it as 2025-03-17")
      return nil
    }
    return date
  }

  /// One of the cases of an enumeration of names.
  package mutating func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ name: String, of type: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let text = text(name) else { return nil }
    if let choice = Choice(rawValue: text.value) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    report(
      .invalidValue, "'\(name)' cannot be '\(text.value)'", text.location,
      hint: Suggestion.didYouMean(text.value, among: names)
        ?? "one of: \(names.joined(separator: ", "))")
    return nil
  }

  /// A list of texts; nil when absent, so that "none" can be told from "nothing said".
  package mutating func texts(_ name: String) -> [Located<String>]? {
    node(name).map { texts(of: $0, name) }
  }

  /// The texts of a list that stands at `node`.
  package mutating func texts(of node: YAMLNode, _ name: String) -> [Located<String>] {
    guard case .sequence(let items) = node.kind else {
      report(
        .wrongType, "'\(name)' must be a list, not \(Self.describe(node))", located(node),
        hint: "write it as [first, second]")
      return []
    }
    return items.compactMap { scalar($0, name) }
  }

  /// The mappings of a list, as readers; mistakes show one item as an `example`.
  package mutating func items(
    _ name: String, owner: String, example: String? = nil
  ) -> [FieldReader] {
    guard let node = node(name) else { return [] }
    guard case .sequence(let items) = node.kind else {
      report(
        .wrongType, "'\(name)' must be a list, not \(Self.describe(node))", located(node),
        hint: example.map { "write it as [\($0)]" })
      return []
    }
    return items.map { FieldReader($0, file: file, owner: owner, example: example) }
  }

  /// A nested mapping, as a reader.
  package mutating func fields(
    _ name: String, owner: String, example: String? = nil
  ) -> FieldReader? {
    node(name).map { FieldReader($0, file: file, owner: owner, example: example) }
  }

  /// All keys and values, for mappings whose keys are ids; none of them is unknown then.
  package mutating func allPairs() -> [YAMLPair] {
    known.append(contentsOf: pairs.map(\.key))
    return pairs
  }

  /// The names of all fields, in their order, for mappings whose keys are ids.
  package var names: [String] { pairs.map(\.key) }

  /// Takes over what a nested reader found, after it has reported its unknown fields.
  package mutating func absorb(_ nested: FieldReader) {
    diagnostics.append(contentsOf: nested.finished())
  }

  /// Everything found wrong, unknown fields included.
  package func finished() -> [Diagnostic] {
    diagnostics
      + pairs.filter { !known.contains($0.key) }.map { pair in
        Diagnostic(
          .unknownField, "\(owner) has no field '\(pair.key)'",
          at: SourceLocation(file: file, range: pair.keyRange),
          hint: Suggestion.didYouMean(pair.key, among: known)
            ?? "fields: \(known.joined(separator: ", "))")
      }
  }

  /// Adds a finding about a value.
  package mutating func report(
    _ id: DiagnosticID, _ message: String, _ location: SourceLocation, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(id, message, at: location, hint: hint))
  }

  /// Says that a field must be there.
  package mutating func missing(_ name: String) {
    // What is no mapping has been reported as that.
    guard isMapping else { return }
    let start = location.range.lowerBound
    report(
      .missingField, "\(owner) has no '\(name)'",
      SourceLocation(file: file, range: start..<start))
  }

  /// Where a field's value stands; the mapping's place when there is no such field.
  package func place(_ name: String) -> SourceLocation {
    pairs.first { $0.key == name }.map { located($0.value) } ?? location
  }

  /// The place of a node.
  package func located(_ node: YAMLNode) -> SourceLocation {
    SourceLocation(file: file, range: node.range)
  }

  /// A node as text; anything else is a diagnostic.
  package mutating func scalar(_ node: YAMLNode, _ name: String) -> Located<String>? {
    guard case .scalar(let text, _) = node.kind else {
      report(
        .wrongType, "'\(name)' must be a text, not \(Self.describe(node))", located(node),
        hint: "put a text that starts with [ or { in quotes")
      return nil
    }
    return Located(text, located(node))
  }

  private static func describe(_ node: YAMLNode) -> String {
    switch node.kind {
    case .scalar: "a single text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
