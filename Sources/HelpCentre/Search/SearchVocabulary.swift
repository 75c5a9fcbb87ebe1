// All words of a language with the pages they stand on, each page with one number for how much it is
// about the word (BM25F, five bits). The knowledge of fields, lengths and frequencies is spent here;
// the browser only adds up.

import Foundation

/// The words of a language, grouped by what they fold to.
struct SearchVocabulary {
  /// In the order of UTF-16, which is how the browser compares.
  let groups: [Group]
  /// The pages of all groups, one group after the other.
  let postings: [Posting]
  let pageCount: Int
  private let bytes: [UInt8]

  /// A folded form with its spellings and pages.
  struct Group {
    fileprivate let key: Range<Int>
    /// The spellings that occur, most frequent first, when there is more than one.
    let variants: [[UInt8]]
    /// Its part of `postings`, in the order of pages.
    let postings: Range<Int>
    /// The number of pages before the weakest were left out.
    let frequency: Int
  }

  /// A page that has a word.
  struct Posting {
    let page: Int32
    /// One more than the section's index, 0 for none.
    let section: UInt16
    /// 1 to 31.
    let impact: UInt8
    let inTitle: Bool
    /// A bit for each of the group's variants on the page.
    let variants: UInt8
  }

  /// At most this many spellings of a group are told apart; the last bit stands for all others.
  static let variantLimit = 6

  init(entries: [SearchEntry]) {
    pageCount = entries.count
    var builder = VocabularyBuilder()
    for (page, entry) in entries.enumerated() { builder.add(entry.source, page: page) }
    (groups, postings) = builder.groups(entries.map(\.source.lengths))
    bytes = builder.keys.bytes
  }

  /// The folded form of a group.
  func key(_ group: Group) -> ArraySlice<UInt8> { bytes[group.key] }
}

/// Distinct byte strings with their numbers, all in one buffer: an array for each was half the cost.
private struct KeyList {
  struct Key {
    var start: Int
    var length: Int
    var hash: UInt64
  }

  private(set) var bytes: [UInt8] = []
  private(set) var keys: [Key] = []
  private var table = ByteKeyTable(capacity: 8192)

  func range(_ number: Int) -> Range<Int> {
    keys[number].start..<keys[number].start + keys[number].length
  }

  /// The number of a key, and whether it was new.
  mutating func number(_ key: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> (Int, isNew: Bool) {
    let known = bytes.withUnsafeBufferPointer { bytes in
      table.find(hash) {
        keys[$0].hash == hash && keys[$0].length == key.count
          && memcmp(bytes.baseAddress! + keys[$0].start, key.baseAddress!, key.count) == 0
      }
    }
    if let known { return (known, false) }
    table.insert(hash, keys.count) { keys[$0].hash }
    keys.append(Key(start: bytes.count, length: key.count, hash: hash))
    bytes.append(contentsOf: key)
    return (keys.count - 1, true)
  }

  /// All numbers in the order of their keys' UTF-16 code units.
  func sorted() -> [Int] {
    struct Item {
      var prefix: UInt64
      var number: Int
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var items = keys.enumerated().map { number, key in
        var prefix: UInt64 = 0
        for offset in 0..<8 {
          let byte = offset < key.length ? Self.rank(bytes[key.start + offset]) : 0
          prefix = prefix << 8 | UInt64(byte)
        }
        return Item(prefix: prefix, number: number)
      }
      items.sort {
        $0.prefix != $1.prefix
          ? $0.prefix < $1.prefix : precedes(keys[$0.number], keys[$1.number], bytes)
      }
      return items.map(\.number)
    }
  }

  /// Whether one key comes before another.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    bytes.withUnsafeBufferPointer { precedes(keys[first], keys[second], $0) }
  }

  private func precedes(_ first: Key, _ second: Key, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for offset in 0..<min(first.length, second.length) {
      let left = bytes[first.start + offset]
      let right = bytes[second.start + offset]
      if left != right { return Self.rank(left) < Self.rank(right) }
    }
    return first.length < second.length
  }

  /// A byte's place in the order of UTF-16: surrogates stand before U+E000.
  private static func rank(_ byte: UInt8) -> UInt8 {
    byte < 0xEE ? byte : byte < 0xF0 ? byte + 5 : byte - 2
  }
}

private struct VocabularyBuilder {
  private struct Record {
    var group: Int32
    var surface: Int32
    var page: Int32
    var section: UInt16
    var body: UInt16
    var title: UInt8
    var heading: UInt8
  }

  fileprivate var keys = KeyList()
  private var surfaces = KeyList()
  private var groupOf: [Int32] = []
  private var surfaceCounts: [Int] = []
  private var records: [Record] = []
  private var folded: [UInt8] = []

  mutating func add(_ source: AnalyzedSource, page: Int) {
    source.bytes.withUnsafeBufferPointer { bytes in
      for word in source.words {
        let start = Int(word.offset)
        let slice = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(word.length)])
        let (surface, isNew) = surfaces.number(slice, word.hash)
        if isNew { addSurface(slice, word.hash) }
        surfaceCounts[surface] += 1
        records.append(
          Record(
            group: groupOf[surface], surface: Int32(surface), page: Int32(page),
            section: word.section, body: word.body, title: word.title, heading: word.heading))
      }
    }
  }

  private mutating func addSurface(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) {
    surfaceCounts.append(0)
    if word.allSatisfy({ $0 >= 0x30 && $0 < 0x80 }) {
      groupOf.append(Int32(keys.number(word, hash).0))
      return
    }
    folded.removeAll(keepingCapacity: true)
    Folding.fold(word, into: &folded)
    let group = folded.withUnsafeBufferPointer { keys.number($0, ByteKeyTable.hash($0)).0 }
    groupOf.append(Int32(group))
  }

  func groups(_ lengths: [[Int]]) -> ([SearchVocabulary.Group], [SearchVocabulary.Posting]) {
    let scorer = FieldScorer(lengths)
    let count = keys.keys.count
    // Counting sorts by group: records keep the order of pages.
    let (starts, sorted) = Self.sorted(records.count, by: { Int(records[$0].group) }, count)
    let (first, surfaceOrder) = Self.sorted(groupOf.count, by: { Int(groupOf[$0]) }, count)
    var bits = [UInt8](repeating: 0, count: groupOf.count)
    let limit = max(1000, lengths.count / 50)
    var groups: [SearchVocabulary.Group] = []
    groups.reserveCapacity(count)
    var postings: [SearchVocabulary.Posting] = []
    postings.reserveCapacity(records.count)
    for group in keys.sorted() {
      let variants = spellings(surfaceOrder[first[group]..<first[group + 1]], &bits)
      let start = postings.count
      append(sorted[starts[group]..<starts[group + 1]], bits, scorer, to: &postings)
      let frequency = postings.count - start
      if frequency > limit {
        let kept = Self.strongest(postings[start...], limit)
        postings.replaceSubrange(start..., with: kept)
      }
      groups.append(
        SearchVocabulary.Group(
          key: keys.range(group), variants: variants, postings: start..<postings.count,
          frequency: frequency))
    }
    return (groups, postings)
  }

  /// Numbers below `count` in the order of `bucket`, and where each bucket starts.
  private static func sorted(
    _ count: Int, by bucket: (Int) -> Int, _ buckets: Int
  ) -> (starts: [Int], numbers: [Int32]) {
    var starts = [Int](repeating: 0, count: buckets + 1)
    for number in 0..<count { starts[bucket(number) + 1] += 1 }
    for index in 0..<buckets { starts[index + 1] += starts[index] }
    var numbers = [Int32](repeating: 0, count: count)
    var next = starts
    for number in 0..<count {
      let index = bucket(number)
      numbers[next[index]] = Int32(number)
      next[index] += 1
    }
    return (starts, numbers)
  }

  /// The spellings to tell apart, and for each surface its bit.
  private func spellings(_ numbers: ArraySlice<Int32>, _ bits: inout [UInt8]) -> [[UInt8]] {
    guard numbers.count > 1 else { return [] }
    let ordered = numbers.map { Int($0) }.sorted {
      surfaceCounts[$0] != surfaceCounts[$1]
        ? surfaceCounts[$0] > surfaceCounts[$1] : surfaces.precedes($0, $1)
    }
    for (rank, surface) in ordered.enumerated() {
      bits[surface] = 1 << UInt8(min(rank, SearchVocabulary.variantLimit))
    }
    return ordered.prefix(SearchVocabulary.variantLimit).map {
      Array(surfaces.bytes[surfaces.range($0)])
    }
  }

  private func append(
    _ numbers: ArraySlice<Int32>, _ bits: [UInt8], _ scorer: FieldScorer,
    to out: inout [SearchVocabulary.Posting]
  ) {
    var index = numbers.startIndex
    while index < numbers.endIndex {
      var record = records[Int(numbers[index])]
      var mask = bits[Int(record.surface)]
      var best = Int(record.body) + 4 * Int(record.heading)
      index += 1
      while index < numbers.endIndex, records[Int(numbers[index])].page == record.page {
        let other = records[Int(numbers[index])]
        let weight = Int(other.body) + 4 * Int(other.heading)
        if weight > best {
          best = weight
          record.section = other.section
        }
        record.title = UInt8(clamping: Int(record.title) + Int(other.title))
        record.heading = UInt8(clamping: Int(record.heading) + Int(other.heading))
        record.body = UInt16(clamping: Int(record.body) + Int(other.body))
        mask |= bits[Int(other.surface)]
        index += 1
      }
      let impact = scorer.impact(
        page: Int(record.page), Double(record.title), Double(record.heading), Double(record.body))
      out.append(
        SearchVocabulary.Posting(
          page: record.page, section: record.section, impact: UInt8(impact),
          inTitle: record.title > 0, variants: mask))
    }
  }

  /// The best pages by impact and all with the word in the title, in the order of pages.
  private static func strongest(
    _ postings: ArraySlice<SearchVocabulary.Posting>, _ limit: Int
  ) -> [SearchVocabulary.Posting] {
    var room = limit
    var threshold = 31
    var counts = [Int](repeating: 0, count: 32)
    for posting in postings { counts[Int(posting.impact)] += 1 }
    while threshold > 1, counts[threshold] <= room {
      room -= counts[threshold]
      threshold -= 1
    }
    return postings.filter { posting in
      if posting.inTitle || posting.impact > threshold { return true }
      guard posting.impact == threshold, room > 0 else { return false }
      room -= 1
      return true
    }
  }
}

/// BM25F without the rarity of the word, which the browser adds.
private struct FieldScorer {
  private static let weights = [6.0, 2.5, 1.0]
  private static let lengthShares = [0.3, 0.5, 0.6]
  private static let saturation = 1.6

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
    return max(1, Int((31 * sum / (Self.saturation + sum)).rounded()))
  }
}
