// Ctrl-C and SIGTERM become the cancellation of the running task, so that a build takes away what it
// had staged before it ends.

import ArgumentParser
import Dispatch
import Foundation

/// A task that ends early on a signal.
struct Cancellation {
  private let task: Task<Void, any Error>
  private let sources: [(number: Int32, source: any DispatchSourceSignal)]

  /// Starts work that SIGINT and SIGTERM cancel.
  static func start(_ work: @escaping @Sendable () async throws -> Void) -> Cancellation {
    let task = Task { try await work() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { task.cancel() }
      source.resume()
      return (number, source as any DispatchSourceSignal)
    }
    // A reader of our output that goes away is not our failure.
    signal(SIGPIPE, SIG_IGN)
    return Cancellation(task: task, sources: sources)
  }

  /// What to throw at the end: nil when all went well.
  var status: (any Error)? {
    get async {
      let result = await task.result
      let received = sources.first { $0.source.data > 0 }
      if task.isCancelled { return ExitCode(128 + (received?.number ?? SIGINT)) }
      if case .failure(let error) = result { return error }
      return nil
    }
  }
}
