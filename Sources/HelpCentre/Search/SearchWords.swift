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
    var counter = WordCounter(capacity: 8192)
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

  /// The distinct words of all articles, one after the other, and eight bytes.
  let bytes: [UInt8]
  /// Where each of them starts in `bytes`, and after the last one the end.
  let starts: [UInt32]
  /// The words of one article after the other.
  let words: [Word]

  /// No words.
  static let none = WordBatch(surfaces: KeyList(capacity: 0), words: [])

  /// Keeps what was counted, without the room that was left for more.
  fileprivate init(surfaces: KeyList, words: [Word]) {
    // Whoever looks for a word reads eight bytes at once.
    bytes = (surfaces.bytes + [UInt8](repeating: 0, count: 8)).trimmed
    starts = surfaces.starts.trimmed
    self.words = words.trimmed
  }
}

/// Counts the words of one article after the other.
private struct WordCounter {
  enum Field { case title, keyword, heading, body }

  private(set) var surfaces: KeyList
  private(set) var words: [WordBatch.Word] = []
  /// For each surface, its last place in `words`.
  private var places: [Int32] = []
  private var start: Int32 = 0
  /// The surfaces of the text that is being counted.
  private var numbers: [Int32] = []

  /// Has room for so many distinct words.
  init(capacity: Int) {
    surfaces = KeyList(capacity: capacity)
  }

  /// Begins another article.
  mutating func startPage() {
    start = Int32(words.count)
  }

  mutating func add(_ tokens: borrowing TokenBuffer, field: Field) {
    tokens.withWords { surfaces.numbers(of: $0, into: &numbers, $1) }
    switch field {
    case .title, .keyword:
      eachWord { if $0.title < 255 { $0.title += 1 } }
      if field == .title { notePlaces(tokens) }
    case .heading: eachWord { if $0.heading < 255 { $0.heading += 1 } }
    case .body: eachWord { if $0.body < 255 { $0.body += 1 } }
    }
  }

  /// Notes where the words of a title stand; the pieces of a word stand where it does.
  private mutating func notePlaces(_ tokens: borrowing TokenBuffer) {
    let parts = Set(tokens.parts)
    var token = 0
    var number: UInt8 = 0
    eachWord {
      if !parts.contains(token), number < 255 { number += 1 }
      if $0.place == 0 { $0.place = number }
      token += 1
    }
  }

  /// Calls `body` with the counts of each word of the text, which are new where the article had none.
  @inline(__always)
  private mutating func eachWord(_ body: (inout WordBatch.Word) -> Void) {
    var count = words.count
    words.append(contentsOf: repeatElement(WordBatch.Word(surface: 0), count: numbers.count))
    if places.count < surfaces.count {
      places.append(contentsOf: repeatElement(-1, count: surfaces.count - places.count))
    }
    let start = start
    words.withUnsafeMutableBufferPointer { words in
      places.withUnsafeMutableBufferPointer { places in
        for surface in numbers {
          var place = places[Int(surface)]
          if place < start {
            place = Int32(count)
            places[Int(surface)] = place
            words[count].surface = surface
            count += 1
          }
          body(&words[Int(place)])
        }
      }
    }
    words.removeLast(words.count - count)
  }
}
