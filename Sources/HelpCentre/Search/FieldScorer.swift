// How much a page is about a word, by where the word stands and how long the page is.

/// BM25F without the rarity of the word, which the search adds.
struct FieldScorer {
  private static let weights = [6.0, 2.5, 1.0]
  private static let lengthShares = [0.3, 0.5, 0.6]
  private static let saturation = 1.6
  /// What a posting says of a page is one of these, which fit the pages of real help centres best; with
  /// its two flags it is one character.
  static let levels = [0.11, 0.23, 0.33, 0.42, 0.5, 0.59, 0.73, 0.88]

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

  /// The number of the level that is next to what a page's words count.
  func level(page: Int, _ title: Double, _ heading: Double, _ body: Double) -> Int {
    let factor = factors[page]
    let sum = title * factor.0 + heading * factor.1 + body * factor.2
    let value = sum / (Self.saturation + sum)
    var level = 0
    while level + 1 < Self.levels.count,
      value - Self.levels[level] > Self.levels[level + 1] - value
    {
      level += 1
    }
    return level
  }
}
