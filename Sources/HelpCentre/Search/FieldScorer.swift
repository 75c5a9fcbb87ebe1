// How much a page is about a word, by where the word stands and how long the page is.

/// BM25F without the rarity of the word, which the search adds. What the words of a page count is added up in
/// whole numbers, parts of `unit`, so that a posting has room for its sum.
struct FieldScorer {
  private static let weights = [6.0, 2.5, 1.0]
  private static let lengthShares = [0.3, 0.5, 0.6]
  private static let saturation = 1.6
  /// What a posting says of a page is one of these, which fit the pages of real help centres best; with
  /// its two flags it is one character.
  static let levels = [0.11, 0.23, 0.33, 0.42, 0.5, 0.59, 0.73, 0.88]

  /// How many of a sum's steps are one occurrence in the body of a page of usual length; no level begins above
  /// seven of them.
  private static let unit = 4096.0
  /// A factor has more steps than a sum, and a sum more than are looked at for its level.
  private static let factorShift: UInt32 = 4
  private static let levelShift: UInt16 = 4

  /// For each sum the number of the level that is next to it.
  private static let levelOfSum = {
    let middles = zip(levels, levels.dropFirst()).map { lower, upper in
      let middle = (lower + upper) / 2
      return saturation * middle / (1 - middle) * unit
    }
    return (0...UInt16.max >> levelShift).map { step in
      let sum = Double(step << levelShift) + Double(1 << levelShift) / 2
      return UInt8(middles.count { sum > $0 })
    }
  }()

  /// What one occurrence in each field of a page counts.
  struct Factors {
    let title, heading, body: UInt32

    /// What a word counts that is there so often; half of it as a part of another.
    @inline(__always)
    func sum(_ word: WordBatch.Word, isPart: Bool = false) -> UInt16 {
      var sum = UInt32(word.body) &* body
      if word.title | word.heading != 0 {
        sum = sum &+ UInt32(word.title) &* title &+ UInt32(word.heading) &* heading
      }
      return UInt16(clamping: sum >> (isPart ? factorShift + 1 : factorShift))
    }
  }

  private let factors: [Factors]

  init(_ lengths: [[Int]]) {
    var averages = [1.0, 1.0, 1.0]
    for field in 0..<3 where !lengths.isEmpty {
      let total = lengths.reduce(0) { $0 + $1[field] }
      averages[field] = max(1, Double(total) / Double(lengths.count))
    }
    func factor(_ field: Int, _ length: Int) -> UInt32 {
      let share = Self.lengthShares[field]
      let factor = Self.weights[field] / (1 - share + share * Double(length) / averages[field])
      return UInt32(factor * Self.unit * Double(1 << Self.factorShift))
    }
    factors = lengths.map {
      Factors(title: factor(0, $0[0]), heading: factor(1, $0[1]), body: factor(2, $0[2]))
    }
  }

  /// What words count on a page.
  subscript(page: Int) -> Factors { factors[page] }

  /// Tells the levels of sums; a value, because a look at what is static asks each time whether it is there.
  struct Scale {
    private let levelOfSum = FieldScorer.levelOfSum

    /// The number of the level that is next to a sum.
    @inline(__always)
    func level(_ sum: UInt16) -> UInt8 { levelOfSum[Int(sum >> FieldScorer.levelShift)] }
  }
}
