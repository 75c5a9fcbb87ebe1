// The files of an index, read as the browser reads them.

import Foundation

/// A file of the index is missing or is not what it should be.
package struct SearchIndexError: Error {
  /// What is wrong, and with which file.
  package let message: String
}

/// Reads the files of one language's index; shards and spelling once, pages as asked.
struct SearchReader {
  /// What the manifest says.
  struct Manifest: Decodable {
    struct Pages: Decodable {
      let count, perFolder: Int
      let hashes: String
      let priority: [[Double]]
    }
    struct Analysis: Decodable { let digraphs: [[String]] }
    /// Numbered files of words in order.
    struct WordFiles: Decodable {
      let first: String
      let perFolder: Int
      let hashes: String
      /// Whether `first` has the beginnings of folders, and each folder a file with those of its own.
      let nested: Bool?
    }
    let pages: Pages
    let analysis: Analysis
    let terms, spelling: WordFiles
    /// For each the words that are typed, then those of each phrase that is found.
    let synonyms: [[[String]]]
  }

  /// A shard of the vocabulary.
  struct Shard {
    let terms: [SearchTerm]
    let groups: [Int]
    let variants: [Int: [SearchTerm]]
    /// The terms of groups that stand in other shards.
    let others: [Int: [SearchTerm]]
    let postings: [[UInt8]]
  }

  /// A page that has a word.
  struct Posting {
    let page: Int
    let impact: Double
    let inTitle, inHeading: Bool
    /// Its place in the title, from 1; 0 for none.
    let place: Int
    let variants: Int
  }

  /// A page's texts.
  struct Page: Decodable {
    struct Section: Decodable { let title, text: String }
    let url, title: String
    let kind: Int
    let crumbs: [String]
    let way: SearchWay?
    let sections: [Section]
  }

  let manifest: Manifest
  /// The priorities that are not 1.
  let priority: [Int: Double]
  /// Where each shard begins, or each folder of them.
  private let first: [SearchTerm]
  private var inside: [Int: [SearchTerm]] = [:]
  private let language: String
  private let read: (String) -> [UInt8]?
  private var shards: [Int: Shard] = [:]
  private let spellingFirst: [SearchTerm]
  private var spelling: [Int: [(term: SearchTerm, count: Int)]] = [:]

  /// Opens the index of a language; `read` gives a file by its path in the site.
  init(language: String, _ read: @escaping (String) -> [UInt8]?) throws(SearchIndexError) {
    self.language = language
    self.read = read
    manifest = try Self.decode("search/\(language).json", read)
    first = Self.frontDecoded(manifest.terms.first)
    spellingFirst = Self.frontDecoded(manifest.spelling.first)
    priority = Dictionary(
      manifest.pages.priority.map { (Int($0[0]), $0[1]) }, uniquingKeysWith: { $1 })
  }

  private static func decode<Value: Decodable>(
    _ path: String, _ read: (String) -> [UInt8]?
  ) throws(SearchIndexError) -> Value {
    guard let bytes = read(path) else { throw SearchIndexError(message: "there is no '\(path)'") }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(bytes))
    } catch {
      throw SearchIndexError(message: "'\(path)' is no file of this version's index")
    }
  }

  /// Whether there are no words.
  var isEmpty: Bool { first.isEmpty }

  /// The shard in which a term stands if it does.
  mutating func shardNumber(of term: SearchTerm) throws(SearchIndexError) -> Int {
    let place = Self.lastPlace(from: first, term)
    guard manifest.terms.nested == true else { return place }
    struct File: Decodable { let first: String }
    if inside[place] == nil {
      let file: File = try self.file("t", place, "first", manifest.terms.hashes)
      inside[place] = Self.frontDecoded(file.first)
    }
    return place * manifest.terms.perFolder + Self.lastPlace(from: inside[place] ?? [], term)
  }

  /// The place of the last text that is not after a term.
  private static func lastPlace(from texts: [SearchTerm], _ term: SearchTerm) -> Int {
    max(0, upperBound(texts, term) - 1)
  }

  /// How many terms are not after that one.
  private static func upperBound(_ terms: [SearchTerm], _ term: SearchTerm) -> Int {
    var (low, high) = (0, terms.count)
    while low < high {
      let middle = (low + high) / 2
      if terms[middle] <= term { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// A shard by its number.
  mutating func shard(_ number: Int) throws(SearchIndexError) -> Shard {
    if let shard = shards[number] { return shard }
    struct File: Decodable {
      let terms, postings: String
      let groups: String?
      let variants, others: [[Entry]]
    }
    /// A number, then texts.
    enum Entry: Decodable {
      case group(Int)
      case word(String)
      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let group = try? value.decode(Int.self) {
          self = .group(group)
        } else {
          self = .word(try value.decode(String.self))
        }
      }
    }
    let file: File = try numbered("t", number, manifest.terms.perFolder, manifest.terms.hashes)
    let terms = Self.frontDecoded(file.terms)
    func byGroup(_ entries: [[Entry]]) -> [Int: [SearchTerm]] {
      var words: [Int: [SearchTerm]] = [:]
      for entry in entries {
        guard case .group(let group)? = entry.first else { continue }
        words[group] = entry.dropFirst().compactMap {
          if case .word(let word) = $0 { SearchTerm(word) } else { nil }
        }
      }
      return words
    }
    let shard = Shard(
      terms: terms,
      groups: file.groups.map { Self.numbers($0.utf8) } ?? Array(terms.indices),
      variants: byGroup(file.variants), others: byGroup(file.others),
      postings: file.postings.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
        .map { Array($0) })
    shards[number] = shard
    return shard
  }

  /// The pages of a group, and how many there were before the weakest were left out.
  static func postings(_ shard: Shard, _ group: Int) -> (frequency: Int, pages: [Posting]) {
    let list = numbers(shard.postings[group])
    let hasVariants = shard.variants[group] != nil
    var pages: [Posting] = []
    var page = -1
    var index = 1
    func next() -> Int {
      defer { index += 1 }
      return list[index]
    }
    while index < list.count {
      page += next() + 1
      let impact = next()
      let inTitle = impact & 1 == 1
      pages.append(
        Posting(
          page: page, impact: FieldScorer.levels[min(7, impact >> 2)], inTitle: inTitle,
          inHeading: impact & 2 == 2, place: inTitle ? next() : 0,
          variants: hasVariants ? next() : 0))
    }
    return (list[0], pages)
  }

  /// The words for spelling from the files that may have words with that beginning.
  mutating func spellings(
    _ beginning: SearchTerm
  ) throws(SearchIndexError) -> [(term: SearchTerm, count: Int)] {
    struct File: Decodable { let terms, counts: String }
    let end = Self.upperBound(spellingFirst, SearchTerm(units: beginning.units + [0xFFFF]))
    let start = Self.lastPlace(from: spellingFirst, beginning)
    var words: [(term: SearchTerm, count: Int)] = []
    for number in start..<max(start, end) {
      if let known = spelling[number] {
        words += known
        continue
      }
      let list = manifest.spelling
      let file: File = try numbered("s", number, list.perFolder, list.hashes)
      let read = zip(Self.frontDecoded(file.terms), Self.numbers(file.counts.utf8))
        .map { (term: $0, count: $1) }
      spelling[number] = read
      words += read
    }
    return words
  }

  /// The texts of a page.
  func page(_ number: Int) throws(SearchIndexError) -> Page {
    try numbered("p", number, manifest.pages.perFolder, manifest.pages.hashes)
  }

  /// A file in a folder that is named after what is in it.
  private func numbered<File: Decodable>(
    _ kind: String, _ number: Int, _ perFolder: Int, _ hashes: String
  ) throws(SearchIndexError) -> File {
    try file(kind, number / perFolder, String(number), hashes)
  }

  private func file<File: Decodable>(
    _ kind: String, _ folder: Int, _ name: String, _ hashes: String
  ) throws(SearchIndexError) -> File {
    let hash = String(decoding: Array(hashes.utf8.dropFirst(folder * 6).prefix(6)), as: UTF8.self)
    return try Self.decode("search/\(language)/\(kind)/\(folder)-\(hash)/\(name).json", read)
  }

  // MARK: Encodings

  private static let digits: [UInt8: Int] = Dictionary(
    uniqueKeysWithValues:
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated().map {
        ($1, $0)
      })

  private static func numbers(_ text: some Sequence<UInt8>) -> [Int] {
    var out: [Int] = []
    var value = 0
    var shift = 0
    for byte in text {
      let digit = digits[byte] ?? 0
      value |= (digit & 31) << shift
      shift += 5
      if digit < 32 {
        out.append(value)
        (value, shift) = (0, 0)
      }
    }
    return out
  }

  private static func frontDecoded(_ text: String) -> [SearchTerm] {
    var previous: [UInt16] = []
    return text.utf8.split(separator: 0x20).map { entry in
      let entry = Array(entry)
      var length = 1
      while let digit = digits[entry[length - 1]], digit > 31 { length += 1 }
      let shared = numbers(entry.prefix(length))[0]
      let rest = String(decoding: Array(entry.dropFirst(length)), as: UTF8.self)
      previous = previous.prefix(shared) + Array(rest.utf16)
      return SearchTerm(units: previous)
    }
  }
}
