// How long the articles of a corpus are. Lengths have a long tail in both profiles: what helps with many
// articles and what helps with long ones are different things, and both have to be measured.

/// What the articles of a corpus are like.
struct CorpusProfile: Sendable {
  /// Its name, as it is typed and printed.
  let name: String
  /// Words of an article: half have fewer than `median`; `spread` is how long the tail is.
  let median, spread: Double
  let words: ClosedRange<Int>
  let descriptionWords, keywords, sentenceWords: ClosedRange<Int>
  /// How many sentences a paragraph has, how many items a list, how many blocks follow a heading.
  let sentences, items, blocks: ClosedRange<Int>

  /// Articles of a help centre: in English 3 KB in the middle, a few of 100 KB.
  static let ordinary = CorpusProfile(
    name: "ordinary", median: 270, spread: 0.85, words: 30...6000, descriptionWords: 8...18,
    keywords: 2...6, sentenceWords: 5...22, sentences: 1...5, items: 3...7, blocks: 1...4)

  /// Short answers: with their front matter about 500 bytes in the mean of all languages.
  static let short = CorpusProfile(
    name: "short", median: 7, spread: 0.8, words: 4...300, descriptionWords: 3...6,
    keywords: 0...1, sentenceWords: 3...7, sentences: 1...2, items: 2...3, blocks: 1...1)
}
