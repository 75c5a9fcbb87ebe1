// What is wrong with the author's files, as data: checks return diagnostics, only the command line
// prints them.

/// How much a diagnostic weighs.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  /// Worth knowing; never stops a build.
  case note
  /// Should be mended; stops a build only with `--strict`.
  case warning
  /// Stops the build.
  case error

  /// From lightest to heaviest.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// One thing that is wrong, where, and what would be right.
public struct Diagnostic: Hashable, Sendable {
  /// Which check found it.
  public let id: DiagnosticID
  /// Its weight; the id's default unless the project or a flag says otherwise.
  public var severity: Severity
  /// One sentence without a full stop, in lower case, that names the thing.
  public let message: String
  /// Where it stands; nil for what concerns the project or the command line.
  public let location: SourceLocation?
  /// What to do, or what was probably meant; printed under the carets.
  public let hint: String?

  /// A diagnostic with its id's default severity.
  public init(
    _ id: DiagnosticID, _ message: String, at location: SourceLocation?, hint: String? = nil
  ) {
    self.id = id
    self.severity = id.defaultSeverity
    self.message = message
    self.location = location
    self.hint = hint
  }

  /// The order in which diagnostics are printed: by file, place, id and message.
  public static func isOrderedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    let leftFile = left.location?.file ?? ""
    let rightFile = right.location?.file ?? ""
    if leftFile != rightFile {
      return leftFile.unicodeScalars.lexicographicallyPrecedes(rightFile.unicodeScalars)
    }
    let leftOffset = left.location?.range.lowerBound ?? 0
    let rightOffset = right.location?.range.lowerBound ?? 0
    if leftOffset != rightOffset { return leftOffset < rightOffset }
    if left.id != right.id { return left.id.rawValue < right.id.rawValue }
    return left.message < right.message
  }
}

/// Finds what an author probably meant.
public enum Suggestion {
  /// "did you mean 'x'?" for the candidate nearest to `name`, nil when none is near enough: at most a
  /// third of its bytes differ, a swap of two neighbours counting as one.
  public static func didYouMean(_ name: String, among candidates: some Sequence<String>) -> String?
  {
    nearest(name, among: candidates).map { "did you mean '\($0)'?" }
  }

  /// "did you mean 'x'?", or what there is in the file `table` when no candidate is near enough.
  public static func didYouMean(
    _ name: String, among candidates: some Collection<String>, of table: String
  ) -> String {
    if let near = didYouMean(name, among: candidates) { return near }
    if candidates.isEmpty { return "\(table) has none yet" }
    return candidates.count <= 12
      ? "\(table) has: \(candidates.sorted().joined(separator: ", "))" : "see \(table)"
  }

  /// The candidate nearest to `name`, nil when none is near enough.
  public static func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.utf8.prefix(200)).map(lowercase)
    var best: String?
    var bestDistance = max(1, wanted.count / 3) + 1
    for candidate in candidates {
      let bytes = Array(candidate.utf8.prefix(200)).map(lowercase)
      // As near as the best one is near enough to be told from it, whichever comes first.
      if abs(bytes.count - wanted.count) > bestDistance { continue }
      let distance = distance(wanted, bytes)
      let isTie =
        distance == bestDistance
        && best.map { candidate.utf8.lexicographicallyPrecedes($0.utf8) } == true
      if distance < bestDistance || isTie {
        best = candidate
        bestDistance = distance
      }
    }
    return best
  }

  /// How many letters differ between two names, whatever their case.
  public static func distance(_ left: String, _ right: String) -> Int {
    distance(
      Array(left.utf8.prefix(200)).map(lowercase), Array(right.utf8.prefix(200)).map(lowercase))
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 32 : byte
  }

  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(
          previous[column] + (byte == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforePrevious[column - 1] + 1)
        }
        current.append(cost)
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
