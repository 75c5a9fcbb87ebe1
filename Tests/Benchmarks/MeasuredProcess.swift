// Runs a program and asks the kernel what it cost. wait4 counts the program's processor time and its
// memory at the highest; both come from the kernel and not from the program measured.

import Foundation
import Glibc

/// What one run of a program cost and printed.
struct MeasuredProcess: Sendable {
  let wallSeconds: Double
  let userSeconds: Double
  let systemSeconds: Double
  let peakBytes: Int
  /// What it printed, on both channels.
  let output: String

  /// Runs a program to its end; a program that fails is an error.
  static func run(_ program: String, _ arguments: [String], log: String) throws -> MeasuredProcess {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)

    let words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let clock = ContinuousClock()
    let start = clock.now
    var process = pid_t()
    let refusal = posix_spawn(&process, program, &actions, nil, words, environ)
    guard refusal == 0 else { throw SystemError("run '\(program)'", number: refusal) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw SystemError("wait for '\(program)'") }
    }
    let wall = start.duration(to: clock.now)

    let output = String(decoding: try Data(contentsOf: URL(fileURLWithPath: log)), as: UTF8.self)
    guard status == 0 else { throw FailedRun(command: program, status: status, output: output) }
    return MeasuredProcess(
      wallSeconds: Double(wall.components.seconds) + Double(wall.components.attoseconds) / 1e18,
      userSeconds: seconds(usage.ru_utime), systemSeconds: seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024, output: output)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }
}

/// A program that did not end well; a measurement of it would mean nothing.
struct FailedRun: Error, CustomStringConvertible {
  let command: String
  /// As wait4 gives it: the exit code in the second byte, a signal in the first.
  let status: Int32
  let output: String

  var description: String {
    let end = status & 0x7F == 0 ? "exit code \(status >> 8)" : "signal \(status & 0x7F)"
    return "'\(command)' ended with \(end):\n\(output)"
  }
}
