// Work spread over cores gives the same results as a loop.

import Glibc
import HelpCentre
import Testing

@Suite struct ParallelMapTests {
  private struct Failure: Error, Equatable {
    let index: Int
  }

  @Test(arguments: [0, 1, 2, 31, 1_000, 5_000], [1, 2, 7])
  func resultsKeepTheirOrder(count: Int, jobs: Int) async {
    let squares = await ParallelMap.map(count: count, jobs: jobs) { $0 * $0 }
    #expect(squares == (0..<count).map { $0 * $0 })
  }

  @Test func unevenWorkKeepsTheOrderToo() async {
    let values = await ParallelMap.map(count: 300, jobs: 2) { index in
      if index % 50 == 0 { usleep(2_000) }
      return index
    }
    #expect(values == Array(0..<300))
  }

  @Test(arguments: [1, 2, 8])
  func theErrorOfTheLowestIndexIsThrown(jobs: Int) async {
    await #expect(throws: Failure(index: 333)) {
      try await ParallelMap.forEach(count: 5_000, jobs: jobs) { index in
        if index == 333 { usleep(3_000) }
        if index >= 333 { throw Failure(index: index) }
      }
    }
  }

  @Test func aCancelledTaskStopsThrowingForms() async {
    let task = Task {
      try await ParallelMap.forEach(count: 1_000_000, jobs: 2) { _ in usleep(1_000) }
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
