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
    var builder = VocabularyBuilder(wordCount: entries.reduce(0) { $0 + $1.source.range.count })
    for entry in entries { builder.add(entry.source) }
    (groups, postings) = builder.groups(entries)
    bytes = builder.spellings.bytes
  }

  /// The folded form of a group.
  func key(_ group: Group) -> ArraySlice<UInt8> { bytes[group.key] }
}

private struct VocabularyBuilder {
  /// A spelling, or what one folds to.
  private struct Surface {
    /// What it folds to, mostly itself: first its number in `spellings`, then its place in the order
    /// of groups. None as long as it is on no page.
    var group: Int32 = -1
    /// On how many pages it is.
    var count: Int32 = 0
    /// Its bit among the spellings of the group.
    var variant: UInt8 = 0
  }

  /// A word of a page in the order of groups.
  private struct Record {
    var page: Int32 = 0
    var body: UInt16 = 0
    var section: UInt16 = 0
    var title: UInt8 = 0
    var heading: UInt8 = 0
    var variant: UInt8 = 0
  }

  /// All spellings and what they fold to, in one list since most fold to themselves.
  fileprivate var spellings: KeyList
  private var surfaces: [Surface] = []
  /// The numbers in `spellings` of each batch's words, -1 for words not seen yet: a batch can have
  /// pages that are not in this language's search.
  private var numbers: [ObjectIdentifier: [Int32]] = [:]
  private var folded: [UInt8] = []

  /// An empty builder with room for what that many words of pages need at least.
  init(wordCount: Int) {
    spellings = KeyList(capacity: 1024 + wordCount / 16)
  }

  mutating func add(_ source: AnalyzedSource) {
    let batch = source.batch
    let id = ObjectIdentifier(batch)
    var numbers =
      self.numbers.removeValue(forKey: id) ?? Array(repeating: -1, count: batch.starts.count - 1)
    var unseen: [Int] = []
    for word in source.words where numbers[Int(word.surface)] < 0 {
      unseen.append(Int(word.surface))
    }
    batch.bytes.withUnsafeBufferPointer { bytes in
      let found = spellings.numbers(of: unseen, bytes, batch.starts)
      for (word, number) in zip(unseen, found) {
        numbers[word] = Int32(number)
        let range = Int(batch.starts[word])..<Int(batch.starts[word + 1])
        group(number, UnsafeBufferPointer(rebasing: bytes[range]))
      }
    }
    for word in source.words { surfaces[Int(numbers[Int(word.surface)])].count += 1 }
    self.numbers[id] = numbers
  }

  /// Finds the group of a spelling.
  private mutating func group(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) {
    if number < surfaces.count, surfaces[number].group >= 0 { return }
    var group = number
    if !word.allSatisfy({ $0 >= 0x30 && $0 < 0x80 }) {
      folded.removeAll(keepingCapacity: true)
      Folding.fold(word, into: &folded)
      if !folded.elementsEqual(word) {
        group = folded.withUnsafeBufferPointer { spellings.number($0) }
      }
    }
    while surfaces.count < spellings.count { surfaces.append(Surface()) }
    surfaces[number].group = Int32(group)
  }

  mutating func groups(
    _ entries: [SearchEntry]
  ) -> ([SearchVocabulary.Group], [SearchVocabulary.Posting]) {
    var isGroup = [Bool](repeating: false, count: surfaces.count)
    for surface in surfaces where surface.count > 0 { isGroup[Int(surface.group)] = true }
    let order = spellings.sorted(isGroup.indices.filter { isGroup[$0] })
    let variants = sortSurfaces(order)
    var starts = [Int](repeating: 0, count: order.count + 1)
    for surface in surfaces where surface.count > 0 {
      starts[Int(surface.group) + 1] += Int(surface.count)
    }
    for index in order.indices { starts[index + 1] += starts[index] }
    let records = sortRecords(entries, starts)
    let scorer = FieldScorer(entries.map(\.source.lengths))
    let limit = max(1000, entries.count / 50)
    var groups: [SearchVocabulary.Group] = []
    groups.reserveCapacity(order.count)
    var postings: [SearchVocabulary.Posting] = []
    postings.reserveCapacity(records.count)
    for (group, key) in order.enumerated() {
      let start = postings.count
      append(records[starts[group]..<starts[group + 1]], scorer, to: &postings)
      let frequency = postings.count - start
      if frequency > limit {
        let kept = Self.strongest(postings[start...], limit)
        postings.replaceSubrange(start..., with: kept)
      }
      groups.append(
        SearchVocabulary.Group(
          key: spellings.range(key), variants: variants[group], postings: start..<postings.count,
          frequency: frequency))
    }
    return (groups, postings)
  }

  /// Gives the groups the numbers of their order, and the surfaces of each their bits; says which
  /// spellings of each are told apart.
  private mutating func sortSurfaces(_ order: [Int]) -> [[[UInt8]]] {
    var ranks = [Int32](repeating: 0, count: surfaces.count)
    for (rank, key) in order.enumerated() { ranks[key] = Int32(rank) }
    var starts = [Int](repeating: 0, count: order.count + 1)
    for index in surfaces.indices where surfaces[index].count > 0 {
      let rank = ranks[Int(surfaces[index].group)]
      surfaces[index].group = rank
      starts[Int(rank) + 1] += 1
    }
    for index in order.indices { starts[index + 1] += starts[index] }
    var next = starts
    var sorted = [Int32](repeating: 0, count: starts[order.count])
    for (number, surface) in surfaces.enumerated() where surface.count > 0 {
      sorted[next[Int(surface.group)]] = Int32(number)
      next[Int(surface.group)] += 1
    }
    return order.indices.map { variants(sorted[starts[$0]..<starts[$0 + 1]]) }
  }

  /// The spellings of a group to tell apart, the most frequent first; gives each surface its bit.
  private mutating func variants(_ numbers: ArraySlice<Int32>) -> [[UInt8]] {
    guard numbers.count > 1 else { return [] }
    let ordered = numbers.map { Int($0) }.sorted {
      surfaces[$0].count != surfaces[$1].count
        ? surfaces[$0].count > surfaces[$1].count : spellings.precedes($0, $1)
    }
    for (rank, surface) in ordered.enumerated() {
      surfaces[surface].variant = 1 << UInt8(min(rank, SearchVocabulary.variantLimit))
    }
    return ordered.prefix(SearchVocabulary.variantLimit).map {
      Array(spellings.bytes[spellings.range($0)])
    }
  }

  /// All words of all pages by group, and within a group in the order of pages: a counting sort that
  /// moves the records themselves, because indexes to them missed the cache with each look.
  private func sortRecords(_ entries: [SearchEntry], _ starts: [Int]) -> [Record] {
    var records = [Record](repeating: Record(), count: starts[starts.count - 1])
    var next = starts
    for (page, entry) in entries.enumerated() {
      guard let numbers = numbers[ObjectIdentifier(entry.source.batch)] else {
        preconditionFailure("each page is added before its words are sorted")
      }
      for word in entry.source.words {
        let surface = surfaces[Int(numbers[Int(word.surface)])]
        let place = next[Int(surface.group)]
        next[Int(surface.group)] = place + 1
        records[place] = Record(
          page: Int32(page), body: word.body, section: word.section, title: word.title,
          heading: word.heading, variant: surface.variant)
      }
    }
    return records
  }

  /// Joins the spellings of a page to one posting.
  private func append(
    _ records: ArraySlice<Record>, _ scorer: FieldScorer,
    to out: inout [SearchVocabulary.Posting]
  ) {
    var index = records.startIndex
    while index < records.endIndex {
      var record = records[index]
      var best = Int(record.body) + 4 * Int(record.heading)
      index += 1
      while index < records.endIndex, records[index].page == record.page {
        let other = records[index]
        let weight = Int(other.body) + 4 * Int(other.heading)
        if weight > best {
          best = weight
          record.section = other.section
        }
        record.title = UInt8(clamping: Int(record.title) + Int(other.title))
        record.heading = UInt8(clamping: Int(record.heading) + Int(other.heading))
        record.body = UInt16(clamping: Int(record.body) + Int(other.body))
        record.variant |= other.variant
        index += 1
      }
      let impact = scorer.impact(
        page: Int(record.page), Double(record.title), Double(record.heading), Double(record.body))
      out.append(
        SearchVocabulary.Posting(
          page: record.page, section: record.section, impact: UInt8(impact),
          inTitle: record.title > 0, variants: record.variant))
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
