// Ctrl-C, SIGTERM and a closed terminal become the cancellation of the running task, so that a build takes
// away what it had staged before it ends. Who cannot wait for that sends a second signal: the next
// build finds the rest and takes it away.

import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// A task that ends early on a signal.
struct Cancellation {
  /// The signal that came first.
  private final class Received: Sendable {
    let number = Atomic<Int32>(0)
  }

  private let task: Task<Void, any Error>
  private let received: Received
  private let sources: [any DispatchSourceSignal]

  /// Starts work that SIGINT, SIGTERM and SIGHUP cancel.
  static func start(_ work: @escaping @Sendable () async throws -> Void) -> Cancellation {
    let task = Task { try await work() }
    let received = Received()
    // `nohup` has SIGHUP ignored, and means it.
    let hangUp = signal(SIGHUP, SIG_IGN)
    let isIgnored = unsafeBitCast(hangUp, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    let sources = ([SIGINT, SIGTERM] + (isIgnored ? [] : [SIGHUP])).map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isFirst = received.number.compareExchange(
          expected: 0, desired: number, ordering: .relaxed
        ).exchanged
        if isFirst { task.cancel() } else { _exit(128 + number) }
      }
      source.resume()
      return source as any DispatchSourceSignal
    }
    // A reader of our output that goes away is not our failure, and a file larger than the limit is one
    // that is told.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    return Cancellation(task: task, received: received, sources: sources)
  }

  /// What to throw at the end: nil when all went well.
  var status: (any Error)? {
    get async {
      let result = await task.result
      let number = received.number.load(ordering: .relaxed)
      withExtendedLifetime(sources) {}
      if number != 0 { return ExitCode(128 + number) }
      if case .failure(let error) = result { return error }
      return nil
    }
  }
}
