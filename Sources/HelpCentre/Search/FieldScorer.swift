// How much a page is about a word, by where the word stands and how long the page is.

/// BM25F without the rarity of the word, which the search adds.
struct FieldScorer {
  private static let weights = [6.0, 2.5, 1.0]
  private static let lengthShares = [0.3, 0.5, 0.6]
  private static let saturation = 1.6
  /// What a posting says of a page is one of these, which fit the pages of real help centres best; with
  /// its two flags it is one character.
  static let levels = [0.11, 0.23, 0.33, 0.42, 0.5, 0.59, 0.73, 0.88]

  /// The sums in the middle between two levels, so that none is divided for its level.
  private static let middles = zip(levels, levels.dropFirst()).map { lower, upper in
    let middle = (lower + upper) / 2
    return saturation * middle / (1 - middle)
  }

  /// For each page, what one occurrence in each field counts.
  private let factors: [(Double, Double, Double)]
  private let middles = Self.middles

  init(_ lengths: [[Int]]) {
    var averages = [1.0, 1.0, 1.0]
    for field in 0..<3 where !lengths.isEmpty {
      let total = lengths.reduce(0) { $0 + $1[field] }
      averages[field] = max(1, Double(total) / Double(lengths.count))
    }
    func factor(_ field: Int, _ length: Int) -> Double {
      let share = Self.lengthShares[field]
      return Self.weights[field] / (1 - share + share * Double(length) / averages[field])
    }
    factors = lengths.map { (factor(0, $0[0]), factor(1, $0[1]), factor(2, $0[2])) }
  }

  /// The number of the level that is next to what a page's words count.
  @inline(__always)
  func level(page: Int, _ title: Double, _ heading: Double, _ body: Double) -> UInt8 {
    let factor = factors[page]
    let sum = title * factor.0 + heading * factor.1 + body * factor.2
    var level: UInt8 = 0
    for middle in middles { level += sum > middle ? 1 : 0 }
    return level
  }
}
