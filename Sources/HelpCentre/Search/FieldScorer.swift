// How much a page is about a word, by where the word stands and how long the page is.

/// BM25F without the rarity of the word, which the search adds.
struct FieldScorer {
  private static let weights = [6.0, 2.5, 1.0]
  private static let lengthShares = [0.3, 0.5, 0.6]
  private static let saturation = 1.6
  /// The highest impact.
  static let highest = 31.0

  /// For each page, what one occurrence in each field counts.
  private let factors: [(Double, Double, Double)]

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

  func impact(page: Int, _ title: Double, _ heading: Double, _ body: Double) -> Int {
    let factor = factors[page]
    let sum = title * factor.0 + heading * factor.1 + body * factor.2
    return max(1, Int((Self.highest * sum / (Self.saturation + sum)).rounded()))
  }
}
