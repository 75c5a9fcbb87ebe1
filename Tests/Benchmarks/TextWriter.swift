// Sentences and names out of a vocabulary, as bytes.

/// Writes made-up text of one language.
struct TextWriter {
  /// What has been written.
  private(set) var bytes: [UInt8] = []
  private let vocabulary: Vocabulary
  private var random: RandomNumbers
  /// Words that this text comes back to.
  private var topics: [Int] = []

  /// A text of its own; `random` decides its words.
  init(_ vocabulary: Vocabulary, _ random: RandomNumbers) {
    self.vocabulary = vocabulary
    self.random = random
    topics = (0..<12).map { _ in vocabulary.drawTopic(&self.random) }
  }

  /// Appends what is not made up.
  mutating func append(_ text: String) { bytes += text.utf8 }

  /// Appends a sentence of `count` words and what ends it.
  mutating func sentence(_ count: Int) { sentence(count, isMarkdown: false) { _ in } }

  /// Appends a sentence of Markdown; `inside` is written before its last word.
  mutating func markdownSentence(_ count: Int, inside: (inout TextWriter) -> Void) {
    sentence(count, isMarkdown: true, inside: inside)
  }

  private mutating func sentence(
    _ count: Int, isMarkdown: Bool, inside: (inout TextWriter) -> Void
  ) {
    let comma = count > 9 ? random.number(in: 3...(count - 4)) : -1
    let emphasis = isMarkdown && random.chance(6) ? random.below(count) : -1
    for index in 0..<count {
      if index > 0 { append(index == comma ? vocabulary.script.comma : vocabulary.script.gap) }
      if index == count - 1 {
        let start = bytes.count
        inside(&self)
        if bytes.count > start { append(vocabulary.script.gap) }
      }
      let mark = index == emphasis ? (random.chance(60) ? "**" : "*") : ""
      append(mark)
      bytes += vocabulary.word(word(), capitalized: index == 0)
      append(mark)
    }
    append(vocabulary.script.stop)
  }

  /// Appends a few words without a mark at the end: a title, the text of a link.
  mutating func name(_ words: ClosedRange<Int>, capitalized: Bool = true) {
    let words = (0..<random.number(in: words)).map { _ in
      random.chance(25) ? vocabulary.draw(&random) : vocabulary.drawTopic(&random)
    }
    name(words, capitalized: capitalized)
  }

  /// Appends words that are chosen already.
  mutating func name(_ words: [Int], capitalized: Bool = true) {
    for (index, word) in words.enumerated() {
      if index > 0 { append(vocabulary.script.gap) }
      bytes += vocabulary.word(word, capitalized: capitalized && index == 0)
    }
  }

  /// Appends a text of YAML, in quotes. Made-up words hold no quotes and no backslashes.
  mutating func quoted(_ write: (inout TextWriter) -> Void) {
    append("\"")
    write(&self)
    while bytes.last == 0x20 { bytes.removeLast() }
    append("\"")
  }

  /// Takes the space away that follows a sentence, and ends the line `count` times.
  mutating func endLine(_ count: Int = 1) {
    while bytes.last == 0x20 { bytes.removeLast() }
    for _ in 0..<count { bytes.append(0x0A) }
  }

  private mutating func word() -> Int {
    random.chance(8) ? random.pick(topics) : vocabulary.draw(&random)
  }
}
