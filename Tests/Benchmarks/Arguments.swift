// The options of the benchmarks' command line. The benchmarks depend on no package, so that
// measuring kbgen never waits for one.

/// What was typed after the command's name.
struct Arguments {
  private var values: [String: String] = [:]

  /// Reads `--name value`, `--name=value` for `values` and `--name` for `flags`.
  init(_ arguments: ArraySlice<String>, values: Set<String>, flags: Set<String> = []) throws {
    var rest = arguments
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else { throw UsageError("'\(argument)' is not an option") }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if flags.contains(name), parts.count == 1 {
        self.values[name] = ""
      } else if values.contains(name) {
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
          throw UsageError("'--\(name)' needs a value")
        }
        self.values[name] = value
      } else {
        throw UsageError("there is no option '\(argument)'")
      }
    }
  }

  /// Whether an option was given.
  func contains(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option that must be given.
  func required(_ name: String) throws -> String {
    guard let value = values[name] else { throw UsageError("'--\(name)' is missing") }
    return value
  }

  /// One of several words, and what it stands for; nil when the option was not given.
  func choice<Value>(_ name: String, _ choices: [String: Value]) throws -> Value? {
    guard let word = values[name] else { return nil }
    guard let value = choices[word] else {
      throw UsageError("'--\(name)' must be \(choices.keys.sorted().joined(separator: " or "))")
    }
    return value
  }

  /// A whole number.
  func number(_ name: String, _ standard: Int, in range: ClosedRange<Int>) throws -> Int {
    guard let text = values[name] else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "'--\(name)' must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

/// A mistake in the command line.
struct UsageError: Error {
  let message: String

  init(_ message: String) {
    self.message = message
  }
}
