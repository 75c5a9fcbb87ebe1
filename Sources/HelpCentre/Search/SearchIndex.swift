// The search index: a manifest, shards of words, page texts, a list of titles and a list for
// spelling, each a small JSON file that the browser fetches when it needs it. Articles are analysed
// one by one, in parallel; a language's files are a pure function of the analysed articles, so the
// same site gives the same bytes. The shapes of the files are in `schemas/`.

import Foundation
import Markup

/// One article's text in its own language.
package struct SearchSource: Sendable {
  /// The language of the text, which may differ from the language of the page.
  package var language: String
  /// The parts of the article in order; the part before the first heading has no anchor or title.
  package var sections: [SearchSection]
  /// The article's title.
  package var title: String
  /// Words to find the article by that it need not contain.
  package var keywords: [String]

  /// Collects what is searched of an article.
  package init(language: String, sections: [SearchSection], title: String, keywords: [String]) {
    self.language = language
    self.sections = sections
    self.title = title
    self.keywords = keywords
  }
}

/// One part of an article below a heading.
package struct SearchSection: Sendable {
  /// The heading's id in the page, empty before the first heading.
  package var anchor: String
  /// The heading's text, empty before the first heading.
  package var title: String
  /// Plain UTF-8 text without the heading.
  package var text: [UInt8]

  /// Makes a part.
  package init(anchor: String, title: String, text: [UInt8]) {
    self.anchor = anchor
    self.title = title
    self.text = text
  }
}

/// What kind of page a result is; the raw value stands in the files.
package enum SearchKind: Int, Sendable {
  case article = 0
  case channel = 1
  case problem = 2
  case category = 3
}

/// A page to be found in one language.
package struct SearchEntry: Sendable {
  /// The analysed text.
  package var source: AnalyzedSource
  /// What the page is.
  package var kind: SearchKind
  /// Relative to the site's root, percent-encoded.
  package var url: String
  /// The title as shown.
  package var title: String
  /// The titles of the pages above, outermost first.
  package var crumbs: [String]
  /// A factor on the score, 1 for an ordinary page.
  package var priority: Double

  /// Makes an entry.
  package init(
    source: AnalyzedSource, kind: SearchKind, url: String, title: String, crumbs: [String],
    priority: Double
  ) {
    self.source = source
    self.kind = kind
    self.url = url
    self.title = title
    self.crumbs = crumbs
    self.priority = priority
  }
}

/// A file of the index.
package struct SearchFile: Sendable {
  /// Relative to the site's root, such as `search/fr.json`.
  package var path: String
  /// The finished JSON.
  package var bytes: [UInt8]
}

/// Builds the index of a site.
package enum SearchIndex {
  /// Cuts an article into words and counts them.
  package static func analyze(_ source: SearchSource) -> AnalyzedSource {
    AnalyzedSource(source)
  }

  /// The files of one language. `synonyms` are groups of words that mean the same; only those that
  /// are one word each take part.
  package static func files(
    language: String, entries: [SearchEntry], synonyms: [[String]] = []
  ) -> [SearchFile] {
    let vocabulary = SearchVocabulary(entries: entries)
    return SearchFileWriter(
      language: language, entries: entries, vocabulary: vocabulary, synonyms: synonyms
    ).files()
  }
}

/// An article's words with their counts in each field.
package struct AnalyzedSource: Sendable {
  let source: SearchSource
  /// The distinct words, one after the other.
  let bytes: [UInt8]
  let words: [Word]
  /// The number of words in the title, the headings and the body.
  let lengths: [Int]

  /// A distinct word; `section` is one more than the index of the section it is most at home in.
  struct Word: Sendable {
    var offset: UInt32
    var length: UInt16
    var title: UInt8 = 0
    var heading: UInt8 = 0
    var body: UInt16 = 0
    var section: UInt16 = 0
    var hash: UInt64
    fileprivate var lastSection: UInt16 = 0
    fileprivate var lastWeight: UInt16 = 0
    fileprivate var bestWeight: UInt16 = 0
  }

  fileprivate init(_ source: SearchSource) {
    var counter = WordCounter(capacity: source.sections.reduce(64) { $0 + $1.text.count / 16 })
    var tokenizer = SearchTokenizer(rules: SearchRules(language: source.language))
    var lengths = [0, 0, 0]
    func scan(_ text: String, _ field: WordCounter.Field, _ section: Int) -> Int {
      var text = text
      text.withUTF8 { tokenizer.scan($0) }
      counter.add(tokenizer.tokens, field: field, section: section)
      return tokenizer.tokens.ends.count
    }
    tokenizer.singles = true
    lengths[0] = scan(source.title, .title, 0)
    for keyword in source.keywords { _ = scan(keyword, .title, 0) }
    for (index, section) in source.sections.enumerated() {
      tokenizer.singles = true
      if !section.title.isEmpty { lengths[1] += scan(section.title, .heading, index + 1) }
      tokenizer.singles = false
      section.text.withUnsafeBufferPointer { tokenizer.scan($0) }
      counter.add(tokenizer.tokens, field: .body, section: index + 1)
      lengths[2] += tokenizer.tokens.ends.count
    }
    self.source = source
    bytes = counter.bytes
    words = counter.words
    self.lengths = lengths
  }
}

/// Counts words by their bytes: an open hash table, because a dictionary of strings costs ten times
/// as much.
private struct WordCounter {
  enum Field { case title, heading, body }

  private(set) var bytes: [UInt8] = []
  private(set) var words: [AnalyzedSource.Word] = []
  private var table: ByteKeyTable

  init(capacity: Int) {
    table = ByteKeyTable(capacity: capacity)
    bytes.reserveCapacity(capacity * 8)
    words.reserveCapacity(capacity)
  }

  mutating func add(_ tokens: TokenBuffer, field: Field, section: Int) {
    let section = UInt16(clamping: section)
    tokens.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for end in tokens.ends {
        let index = number(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        words[index].count(field, section)
        start = end
      }
    }
  }

  private mutating func number(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    let hash = ByteKeyTable.hash(word)
    let known = table.find(hash) { index in
      let other = words[index]
      guard other.hash == hash, Int(other.length) == word.count else { return false }
      return bytes.withUnsafeBufferPointer {
        memcmp($0.baseAddress! + Int(other.offset), word.baseAddress!, word.count) == 0
      }
    }
    if let known { return known }
    table.insert(hash, words.count) { words[$0].hash }
    words.append(
      AnalyzedSource.Word(offset: UInt32(bytes.count), length: UInt16(word.count), hash: hash))
    bytes.append(contentsOf: word)
    return words.count - 1
  }
}

extension AnalyzedSource.Word {
  /// Counts one occurrence; sections come one after the other.
  fileprivate mutating func count(_ field: WordCounter.Field, _ place: UInt16) {
    var weight: UInt16 = 1
    switch field {
    case .title:
      if title < 255 { title += 1 }
      return
    case .heading:
      if heading < 255 { heading += 1 }
      weight = 4
    case .body:
      if body < 65_535 { body += 1 }
    }
    if lastSection != place {
      lastSection = place
      lastWeight = 0
    }
    if lastWeight < 60_000 { lastWeight += weight }
    if lastWeight > bestWeight {
      bestWeight = lastWeight
      section = place
    }
  }
}

/// Finds numbers by the hash of their key; the keys live with the caller.
struct ByteKeyTable {
  private var slots: [Int32]
  private var count = 0

  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
  }

  /// A hash of bytes for this table only.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash ^ hash >> 29
  }

  /// The number whose key has this hash and is the same by `isSame`.
  func find(_ hash: UInt64, _ isSame: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if isSame(index) { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds a number that is not there yet; `hashOf` gives the hashes of the others when it grows.
  mutating func insert(_ hash: UInt64, _ index: Int, _ hashOf: (Int) -> UInt64) {
    if (count + 1) * 2 > slots.count {
      let old = slots
      slots = [Int32](repeating: -1, count: old.count * 2)
      for other in old where other >= 0 { place(hashOf(Int(other)), other) }
    }
    place(hash, Int32(index))
    count += 1
  }

  private mutating func place(_ hash: UInt64, _ index: Int32) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 { slot = (slot + 1) & mask }
    slots[slot] = index
  }
}
