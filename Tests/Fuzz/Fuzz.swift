// Looks for bytes that break the invariants of the text formats, by damage to good texts. It prints the
// first bytes that do, and stops; a trap is found by the seed that was printed before.
//
//     swift run -c release Fuzz --seed 1 --count 100000
//
// The same invariants under libFuzzer, which learns from coverage, are a command in README.md.

#if LIBFUZZER
  /// The one function that libFuzzer calls.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let problems = MarkupInvariants.problems(
      of: Array(UnsafeBufferPointer(start: start, count: count)))
    precondition(problems.isEmpty, problems.joined(separator: "; "))
    return 0
  }
#else
  import Foundation
  import TestSupport

  /// The seeded fuzzer.
  @main
  struct Fuzz {
    static func main() {
      var options = ["--seed": 1, "--count": 10_000]
      let arguments = CommandLine.arguments.dropFirst()
      for (name, value) in zip(arguments, arguments.dropFirst()) where options[name] != nil {
        options[name] = Int(value)
      }
      let first = options["--seed"] ?? 1
      for seed in first..<first + (options["--count"] ?? 0) {
        if seed % 1000 == 0 { print("seed \(seed)") }
        var mutation = Mutation(seed: UInt64(seed))
        let bytes = mutation.bytes()
        let problems = MarkupInvariants.problems(of: bytes)
        if problems.isEmpty { continue }
        print("seed \(seed): \(problems.joined(separator: "; "))")
        print(String(decoding: bytes, as: UTF8.self).debugDescription)
        exit(1)
      }
    }
  }
#endif
