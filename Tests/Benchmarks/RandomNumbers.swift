// Random numbers that are the same everywhere: SplitMix64, in 64 bits of state. Each article takes its
// own stream, derived from the seed and the article's place, so that an article does not change when
// others are added.

import Foundation

/// A stream of random numbers.
struct RandomNumbers {
  private var state: UInt64

  /// The stream that belongs to a seed and a place, like an article's number and a language.
  init(seed: UInt64, _ place: UInt64...) {
    state = seed
    for part in place { state = Self.mix(state &+ 0x9E37_79B9_7F4A_7C15 &+ Self.mix(part)) }
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 up to, not including, `bound`.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number of a range.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True in `percent` of 100 cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of several things.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A length from a long-tailed distribution: half are shorter than `median`, a few ten times as
  /// long. The sum of twelve even numbers stands in for a normal one.
  mutating func length(median: Double, spread: Double) -> Int {
    var sum = -6.0
    for _ in 0..<12 { sum += Double(next() >> 11) / Double(1 << 53) }
    return Int(median * exp(sum * spread))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}
