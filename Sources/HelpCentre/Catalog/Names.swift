// Looks up the names that authors write: ids of categories, channels and problems, keys of articles.

import Markup

/// The names of one kind of thing.
struct Names<Item: Sendable>: Sendable {
  private let kind: String
  private let diagnosticID: DiagnosticID
  private let table: String?
  private let ids: [String: ID<Item>]
  private let unpublished: Set<String>

  /// The names of things in the order of their ids, and the file that declares them, if one does;
  /// `unpublished` are those that exist and are not to be seen now.
  init(
    _ names: [String], kind: String, unknown diagnosticID: DiagnosticID, table: String? = nil,
    unpublished: Set<String> = []
  ) {
    self.kind = kind
    self.table = table
    self.unpublished = unpublished
    self.diagnosticID = diagnosticID
    ids = Dictionary(
      names.enumerated().map { ($1, ID($0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The thing with a name.
  subscript(name: String) -> ID<Item>? { ids[name] }

  /// The thing with a name, or a diagnostic with a suggestion.
  func find(_ name: Located<String>, _ diagnostics: inout [Diagnostic]) -> ID<Item>? {
    if let id = ids[name.value] { return id }
    diagnostics.append(unknown(name.value, at: name.location))
    return nil
  }

  /// The things with some names, each once.
  func find(_ names: [Located<String>], _ diagnostics: inout [Diagnostic]) -> [ID<Item>] {
    var found: [ID<Item>] = []
    for name in names {
      if let id = find(name, &diagnostics), !found.contains(id) { found.append(id) }
    }
    return found
  }

  /// Says that nothing has a name.
  func unknown(_ name: String, at location: SourceLocation) -> Diagnostic {
    unpublished(name, diagnosticID, at: location)
      ?? Diagnostic(
        diagnosticID, "there is no \(kind) '\(name)'", at: location, hint: suggestion(for: name))
  }

  /// Says that what has a name is not to be seen now; nil when there is nothing of the kind.
  func unpublished(
    _ name: String, _ id: DiagnosticID, at location: SourceLocation
  ) -> Diagnostic? {
    guard unpublished.contains(name) else { return nil }
    return Diagnostic(
      id, "\(kind) '\(name)' is not published", at: location,
      hint: "it is a draft, not published yet, or expired")
  }

  /// The nearest name as a hint.
  func suggestion(for name: String) -> String? {
    guard let table else {
      return Suggestion.didYouMean(name, among: ids.keys) ?? only(endingWith: "/" + name)
    }
    return Suggestion.didYouMean(name, among: ids.keys, of: table)
  }

  /// The one name that ends with `end`, as a hint: somebody left out the folder.
  private func only(endingWith end: String) -> String? {
    let matching = ids.keys.filter { $0.utf8.reversed().starts(with: end.utf8.reversed()) }
    return matching.count == 1 ? "did you mean '\(matching[0])'?" : nil
  }
}
