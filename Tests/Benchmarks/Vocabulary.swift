// The words of a language. Their frequencies follow Zipf's law, as in every text people write: the
// commonest word is one in twenty, and many occur once or twice. A search index lives from that shape.

/// The words of a language and how often each is used.
struct Vocabulary: Sendable {
  /// How many words a language has unless a corpus asks for more; in real texts they are about 44
  /// times the square root of all words written, so that these suit 2,000 articles in a language.
  static let standardSize = 30_000

  /// What the words look like.
  let script: Script
  private let words: [[UInt8]]
  private let capitalizedWords: [[UInt8]]
  /// For each word the chance, of 2^32, that a word is this one or a more frequent one.
  private let thresholds: [UInt32]

  /// Makes `size` words of a language.
  init(of language: CorpusLanguage, size: Int, seed: UInt64) {
    script = language.script
    var random = RandomNumbers(seed: seed, language.stream, 1)
    var words = language.frequentWords.map { Array($0.utf8) }
    var known = Set(words)
    while words.count < size {
      var word: [UInt8] = []
      var attempts = 0
      while word.isEmpty || known.contains(word) {
        word = Self.word(rank: words.count, extraSyllables: attempts / 8, script, &random)
        attempts += 1
      }
      known.insert(word)
      words.append(word)
    }
    self.words = words
    capitalizedWords = script.hasCapitals ? words.map(Self.capitalized) : words
    thresholds = Self.thresholds(words.count)
  }

  /// The place of a word drawn by its frequency.
  func draw(_ random: inout RandomNumbers) -> Int {
    let wanted = UInt32(truncatingIfNeeded: random.next())
    var low = 0
    var high = thresholds.count - 1
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The place of a word that carries meaning: not one of the most frequent.
  func drawTopic(_ random: inout RandomNumbers) -> Int {
    var word = draw(&random)
    while word < 60 { word = draw(&random) }
    return word
  }

  /// The bytes of a word.
  func word(_ index: Int, capitalized: Bool = false) -> [UInt8] {
    capitalized ? capitalizedWords[index] : words[index]
  }

  /// Frequent words are short: the longest ones begin at the 3,000th. Where all short words are
  /// taken, `extraSyllables` makes longer ones.
  private static func word(
    rank: Int, extraSyllables: Int, _ script: Script, _ random: inout RandomNumbers
  ) -> [UInt8] {
    let longest = script.syllables.upperBound
    let allowed = rank < 100 ? max(longest - 2, 1) : rank < 3000 ? max(longest - 1, 1) : longest
    let shortest = min(script.syllables.lowerBound + (rank < 100 ? 0 : 1), allowed)
    let count = random.number(in: shortest...allowed) + extraSyllables
    var word: [UInt8] = []
    for syllable in 1...count {
      word += random.pick(script.beginnings)
      word += random.pick(script.middles)
      if syllable == count || random.chance(30) { word += random.pick(script.ends) }
    }
    return word
  }

  private static func capitalized(_ word: [UInt8]) -> [UInt8] {
    let scalars = String(decoding: word, as: UTF8.self).unicodeScalars
    guard let first = scalars.first else { return word }
    return Array(first.properties.uppercaseMapping.utf8) + word.dropFirst(UTF8.width(first))
  }

  private static func thresholds(_ count: Int) -> [UInt32] {
    let weights = (0..<count).map { 1 / (Double($0) + 2.7) }
    let total = weights.reduce(0, +)
    var sum = 0.0
    return weights.map { weight in
      sum += weight
      return UInt32(min(sum / total, 1) * Double(UInt32.max))
    }
  }
}
