// A diagnostic whose place is not known where it is found: checks of one text alone return it, and who
// knows where the text stands makes a diagnostic of it.

/// What is wrong with a text, without its place.
package struct Finding: Error, Equatable {
  /// Which check.
  package let id: DiagnosticID
  /// A sentence for the author.
  package let message: String
  /// What to do.
  package let hint: String?

  /// A finding.
  package init(_ id: DiagnosticID, _ message: String, hint: String? = nil) {
    self.id = id
    self.message = message
    self.hint = hint
  }

  /// As a diagnostic at a place.
  package func diagnostic(at location: SourceLocation) -> Diagnostic {
    Diagnostic(id, message, at: location, hint: hint)
  }
}
