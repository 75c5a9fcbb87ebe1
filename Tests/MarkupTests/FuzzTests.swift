import TestSupport
import Testing

@Suite struct FuzzTests {
  /// A bounded run of what `swift run Fuzz` does without end.
  @Test(arguments: 0..<8)
  func damagedTextsBreakNoInvariant(part: Int) {
    for seed in part * 100..<part * 100 + 100 {
      var mutation = Mutation(seed: UInt64(seed))
      let bytes = mutation.bytes()
      let problems = MarkupInvariants.problems(of: bytes)
      #expect(problems.isEmpty, "seed \(seed): \(problems)")
    }
  }
}
