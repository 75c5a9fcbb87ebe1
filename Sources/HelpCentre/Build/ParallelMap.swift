// Where work is spread over cores; only a few checks that one thread makes stand beside it. Indexes are
// handed out in small chunks through a shared counter, so that a few slow items do not leave a core idle, and
// the results are put back in order, so that nobody can tell how many jobs there were.

import Synchronization

/// Runs a function over `0..<count` in parallel.
package enum ParallelMap {
  /// The results in the order of their indexes. Runs to the end even when the task is cancelled,
  /// as there is no other result to give; ask `Task.isCancelled` afterwards. `atOnce` is how many
  /// indexes are handed out together; without it, a number that suits many small items.
  package static func map<T: Sendable>(
    count: Int, jobs: Int, atOnce: Int? = nil, _ body: @escaping @Sendable (Int) -> T
  ) async -> [T] {
    let chunks = await run(count: count, jobs: jobs, atOnce: atOnce, cancellable: false, body)
    return join(chunks, count: count)
  }

  /// Calls `body` for each index, in rising order; runs to the end.
  package static func each(
    count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Void
  ) async {
    _ = await run(count: count, jobs: jobs, atOnce: 1, cancellable: false, body)
  }

  /// The results in the order of their indexes, or the error of the lowest index that has one.
  /// Throws `CancellationError` when the task is cancelled.
  package static func throwingMap<T: Sendable>(
    count: Int, jobs: Int, _ body: @escaping @Sendable (Int) throws -> T
  ) async throws -> [T] {
    let chunks = await run(count: count, jobs: jobs, atOnce: nil, cancellable: true, body)
    for chunk in chunks {
      if let failure = chunk.failure { throw failure }
    }
    try Task.checkCancellation()
    return join(chunks, count: count)
  }

  /// Calls `body` for each index; stops soon after an error and throws that of the lowest index.
  /// Throws `CancellationError` when the task is cancelled.
  package static func forEach(
    count: Int, jobs: Int, _ body: @escaping @Sendable (Int) throws -> Void
  ) async throws {
    _ = try await throwingMap(count: count, jobs: jobs, body)
  }

  /// What has been handed out so far.
  private final class Progress: Sendable {
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
  }

  private struct Chunk<T: Sendable>: Sendable {
    let index: Int
    var values: [T]
    var failure: (any Error)?
  }

  /// Chunks are taken in rising order and a chunk once taken is worked through, whatever fails
  /// elsewhere: so every index below a failing one has been tried, and the lowest failure is the
  /// same in each run.
  private static func run<T: Sendable>(
    count: Int, jobs: Int, atOnce: Int?, cancellable: Bool,
    _ body: @escaping @Sendable (Int) throws -> T
  ) async -> [Chunk<T>] {
    precondition(count >= 0 && jobs > 0, "a parallel map needs a count and at least one job")
    let size = atOnce ?? max(1, min(32, count / (jobs * 32)))
    let chunkCount = (count + size - 1) / size
    let progress = Progress()
    let chunks = await withTaskGroup(of: [Chunk<T>].self) { group in
      for _ in 0..<min(jobs, chunkCount) {
        group.addTask {
          var done: [Chunk<T>] = []
          while !progress.failed.load(ordering: .relaxed) {
            let index = progress.next.wrappingAdd(1, ordering: .relaxed).oldValue
            if index >= chunkCount { break }
            let range = (index * size)..<min(count, (index + 1) * size)
            let chunk = work(index, range, cancellable: cancellable, body)
            if chunk.failure != nil { progress.failed.store(true, ordering: .relaxed) }
            done.append(chunk)
          }
          return done
        }
      }
      var all: [Chunk<T>] = []
      for await part in group { all += part }
      return all
    }
    return chunks.sorted { $0.index < $1.index }
  }

  private static func work<T: Sendable>(
    _ index: Int, _ range: Range<Int>, cancellable: Bool, _ body: @Sendable (Int) throws -> T
  ) -> Chunk<T> {
    var chunk = Chunk<T>(index: index, values: [], failure: nil)
    chunk.values.reserveCapacity(range.count)
    do {
      for item in range {
        if cancellable { try Task.checkCancellation() }
        chunk.values.append(try body(item))
      }
    } catch {
      chunk.failure = error
    }
    return chunk
  }

  private static func join<T: Sendable>(_ chunks: [Chunk<T>], count: Int) -> [T] {
    var values: [T] = []
    values.reserveCapacity(count)
    for chunk in chunks { values += chunk.values }
    precondition(values.count == count, "each index of a parallel map has one result")
    return values
  }
}
