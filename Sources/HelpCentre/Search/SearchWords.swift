// The words of articles with their counts. Articles are counted in batches that share one list of
// distinct words: so a word is looked up in the list of its language once for each batch and not once
// for each article, and an article keeps eight bytes for each of its words instead of forty.

import Markup

/// An article's words with their counts in each field.
package struct AnalyzedSource: Sendable {
  let source: SearchSource
  /// The words of the article and of its neighbours.
  private(set) var batch: WordBatch
  /// Its part of the batch's words.
  private(set) var range: Range<Int>
  /// The number of words in the title, the headings and the body.
  let lengths: [Int]

  /// Its distinct words.
  var words: ArraySlice<WordBatch.Word> { batch.words[range] }

  /// Cuts articles into words and counts them.
  static func analyze(_ sources: [SearchSource]) -> [AnalyzedSource] {
    var counter = WordCounter()
    var language = ""
    var tokenizer = SearchTokenizer(rules: SearchRules(language: language))
    var pages: [(range: Range<Int>, lengths: [Int])] = []
    for source in sources {
      if source.language != language {
        language = source.language
        tokenizer = SearchTokenizer(rules: SearchRules(language: language))
      }
      let start = counter.words.count
      counter.startPage()
      let lengths = count(source, &tokenizer, &counter)
      pages.append((start..<counter.words.count, lengths))
    }
    let batch = WordBatch(surfaces: counter.surfaces, words: counter.words)
    return zip(sources, pages).map { source, page in
      AnalyzedSource(source: source, batch: batch, range: page.range, lengths: page.lengths)
    }
  }

  /// Gives the words back.
  mutating func forgetWords() {
    batch = WordBatch.none
    range = 0..<0
  }

  private static func count(
    _ source: SearchSource, _ tokenizer: inout SearchTokenizer, _ counter: inout WordCounter
  ) -> [Int] {
    var lengths = [0, 0, 0]
    func scan(_ text: String, _ field: WordCounter.Field) -> Int {
      var text = text
      text.withUTF8 { tokenizer.scan($0) }
      counter.add(tokenizer.tokens, field: field)
      return tokenizer.tokens.count
    }
    tokenizer.singles = true
    lengths[0] = scan(source.title, .title)
    for keyword in source.keywords { _ = scan(keyword, .keyword) }
    for section in source.sections {
      tokenizer.singles = true
      if !section.title.isEmpty { lengths[1] += scan(section.title, .heading) }
      tokenizer.singles = false
      section.text.withUnsafeBufferPointer { tokenizer.scan($0) }
      counter.add(tokenizer.tokens, field: .body)
      lengths[2] += tokenizer.tokens.count
    }
    return lengths
  }
}

/// The words of some articles. A class, because every article of the batch refers to it.
final class WordBatch: Sendable {
  /// A distinct word of an article.
  struct Word: Sendable {
    /// Its number in `surfaces`.
    var surface: Int32
    /// How often it is in the body, at most 255 times: more says no more of what a page is about.
    var body: UInt8 = 0
    /// How often it is in the title and the keywords.
    var title: UInt8 = 0
    /// How often it is in headings.
    var heading: UInt8 = 0
    /// Its first place among the words of the title, from 1; 0 where the title lacks it.
    var place: UInt8 = 0
  }

  /// The distinct words of all articles, one after the other.
  let bytes: [UInt8]
  /// Where each of them starts in `bytes`, and after the last one the end.
  let starts: [UInt32]
  /// The words of one article after the other.
  let words: [Word]

  /// No words.
  static let none = WordBatch(surfaces: KeyList(capacity: 0), words: [])

  /// Keeps what was counted, without the room that was left for more.
  fileprivate init(surfaces: KeyList, words: [Word]) {
    bytes = surfaces.bytes.trimmed
    starts = surfaces.starts.trimmed
    self.words = words.trimmed
  }
}

/// Counts the words of one article after the other.
private struct WordCounter {
  enum Field { case title, keyword, heading, body }

  private(set) var surfaces = KeyList(capacity: 2048)
  private(set) var words: [WordBatch.Word] = []
  /// For each surface, its last place in `words`.
  private var places: [Int32] = []
  private var start = 0

  /// Begins another article.
  mutating func startPage() {
    start = words.count
  }

  mutating func add(_ tokens: borrowing TokenBuffer, field: Field) {
    switch field {
    case .title, .keyword:
      tokens.each {
        let place = place(of: $0)
        if words[place].title < 255 { words[place].title += 1 }
      }
      if field == .title { notePlaces(tokens) }
    case .heading:
      tokens.each {
        let place = place(of: $0)
        if words[place].heading < 255 { words[place].heading += 1 }
      }
    case .body:
      tokens.each {
        let place = place(of: $0)
        if words[place].body < 255 { words[place].body += 1 }
      }
    }
  }

  /// Notes where the words of a title stand; the pieces of a word stand where it does.
  private mutating func notePlaces(_ tokens: borrowing TokenBuffer) {
    let parts = Set(tokens.parts)
    var number: UInt8 = 0
    for token in 0..<tokens.count {
      let place = place(of: tokens[token])
      if !parts.contains(token), number < 255 { number += 1 }
      if words[place].place == 0 { words[place].place = number }
    }
  }

  /// The word's place in `words`.
  private mutating func place(of word: UnsafeBufferPointer<UInt8>) -> Int {
    let surface = surfaces.number(word)
    if surface < places.count {
      if Int(places[surface]) >= start { return Int(places[surface]) }
      places[surface] = Int32(words.count)
    } else {
      places.append(Int32(words.count))
    }
    words.append(WordBatch.Word(surface: Int32(surface)))
    return words.count - 1
  }
}
