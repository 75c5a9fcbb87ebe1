// What people see besides diagnostics: a progress line on a terminal, the closing line, failures.

import ArgumentParser
import Foundation
import HelpCentre

/// Talks to the terminal, on standard error.
struct Console: Sendable {
  /// Whether standard error is a terminal and wants colour.
  let hasColour: Bool
  private let isTerminal: Bool

  init() {
    isTerminal = isatty(2) == 1
    // An empty NO_COLOR counts as none, as its definition has it.
    hasColour = isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty != false
  }

  /// Opens those of the three streams that the caller has closed: the next file that is opened, one of
  /// the site's perhaps, would have their number and get our messages.
  static func openStreams() {
    for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", stream == 0 ? O_RDONLY : O_WRONLY)
    }
  }

  /// Writes bytes to standard output or error and gives the number of what went wrong, 0 when nothing
  /// did; `FileHandle.write` would end the program when the disk behind it is full.
  static func write(_ bytes: [UInt8], to stream: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      if written < 0 && errno == EINTR { continue }
      if written < 0 { return errno }
      rest = rest.dropFirst(written)
    }
    return 0
  }

  /// Writes a line; where nobody can read it, the exit code still tells.
  func say(_ line: String) {
    _ = Self.write(Array((line + "\n").utf8), to: 2)
  }

  /// Does some work. When it takes longer than a second on a terminal, a line says for how long; the line
  /// has gone when this returns or throws.
  func showingProgress<Value: Sendable>(
    _ what: String, _ work: () async throws -> Value
  ) async throws -> Value {
    guard isTerminal else { return try await work() }
    let line = Task { await showProgress(what) }
    let result: Result<Value, any Error>
    do {
      result = .success(try await work())
    } catch {
      result = .failure(error)
    }
    line.cancel()
    await line.value
    return try result.get()
  }

  /// Writes the line anew each second, and erases it when it is cancelled.
  private func showProgress(_ what: String) async {
    let start = ContinuousClock.now
    var isShown = false
    while (try? await Task.sleep(for: .seconds(1))) != nil {
      let line = "\r\(what) … \(seconds(start.duration(to: .now)))"
      _ = Self.write(Array(line.utf8), to: 2)
      isShown = true
    }
    if isShown { _ = Self.write(Array("\r\u{1B}[K".utf8), to: 2) }
  }

  /// A table of phases.
  func print(timings: [PhaseTiming]) {
    for timing in timings {
      let name = timing.name.padding(toLength: 18, withPad: " ", startingAt: 0)
      let wall = milliseconds(timing.wallSeconds)
      say("\(name) \(wall) wall  \(milliseconds(timing.cpuSeconds)) cpu")
    }
  }

  /// Says why a run failed and gives the status to end with.
  func fail(_ message: String, _ status: ExitCode) -> ExitCode {
    say("kbgen: \(message)")
    return status
  }

  /// Says why a site could not be published.
  func fail(publish error: PublishError) -> ExitCode {
    switch error {
    case .refused(let reason):
      return fail(reason, ExitStatus.usage)
    case .foreignFiles(let files):
      let list = files.prefix(20).map { "  \($0)\n" }.joined()
      let more = files.count > 20 ? "  and \(files.count - 20) more\n" : ""
      return fail(
        "the output folder has files that kbgen did not write, or that were changed since:\n"
          + list + more
          + "Move them away, keep them with --keep, or choose another folder with --output.",
        ExitStatus.usage)
    case .busy(let reason):
      return fail(reason, ExitStatus.busy)
    case .disk(let operation, let path, let number):
      let reason = String(cString: strerror(number))
      return fail("cannot \(operation) \(path): \(reason)", ExitStatus.environment)
    case .cancelled:
      return ExitCode(130)
    }
  }

  /// A number with its noun: `1 page`, `12 pages`.
  func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  /// A duration for people.
  func seconds(_ duration: Duration) -> String {
    let parts = duration.components
    let hundredths = (parts.seconds * 100) + parts.attoseconds / 10_000_000_000_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }

  private func milliseconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10_000).rounded())
    let text = "\(tenths / 10).\(tenths % 10) ms"
    return String(repeating: " ", count: max(0, 12 - text.utf8.count)) + text
  }
}
