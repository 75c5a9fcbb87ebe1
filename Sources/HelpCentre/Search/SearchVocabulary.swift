// All words of a language with the pages they stand on, each page with one number for how much it is
// about the word (BM25F, five bits). The knowledge of fields, lengths and frequencies is spent here;
// the browser only adds up.

/// The words of a language, grouped by what they fold to.
struct SearchVocabulary {
  /// In the order of UTF-16, which is how the browser compares.
  let groups: [Group]
  let pageCount: Int

  /// A folded form with its spellings and pages.
  struct Group {
    let key: [UInt8]
    /// The spellings that occur, most frequent first, when there is more than one.
    let variants: [[UInt8]]
    let postings: [Posting]
    /// The number of pages before the weakest were left out.
    let frequency: Int
  }

  /// A page that has a word.
  struct Posting {
    let page: Int
    /// 1 to 31.
    let impact: Int
    let inTitle: Bool
    /// One more than the section's index, 0 for none.
    let section: Int
    /// A bit for each of the group's variants on the page.
    let variants: Int
  }

  /// At most this many spellings of a group are told apart; the last bit stands for all others.
  static let variantLimit = 6

  init(entries: [SearchEntry]) {
    pageCount = entries.count
    var builder = VocabularyBuilder()
    for (page, entry) in entries.enumerated() { builder.add(entry.source, page: page) }
    groups = builder.groups(entries.map(\.source.lengths))
  }

  /// Whether the first key comes before the second in the order of UTF-16 code units.
  static func precedes(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    let common = min(first.count, second.count)
    for index in 0..<common where first[index] != second[index] {
      let (left, right) = (first[index], second[index])
      // Surrogates stand before U+E000 and after U+D7FF.
      if left >= 0xEE && right >= 0xEE && (left >= 0xF0) != (right >= 0xF0) { return left >= 0xF0 }
      return left < right
    }
    return first.count < second.count
  }
}

private struct VocabularyBuilder {
  private struct Surface {
    var bytes: [UInt8]
    var hash: UInt64
    var group: Int
    var count = 0
  }

  private struct Record {
    var group: Int32
    var surface: Int32
    var page: Int32
    var title: UInt8
    var heading: UInt8
    var body: UInt16
    var section: UInt16
  }

  private var surfaces: [Surface] = []
  private var surfaceTable = ByteKeyTable(capacity: 4096)
  private var keys: [(bytes: [UInt8], hash: UInt64)] = []
  private var keyTable = ByteKeyTable(capacity: 4096)
  private var records: [Record] = []

  mutating func add(_ source: AnalyzedSource, page: Int) {
    source.bytes.withUnsafeBufferPointer { bytes in
      for word in source.words {
        let start = Int(word.offset)
        let slice = UnsafeBufferPointer(rebasing: bytes[start..<start + Int(word.length)])
        let surface = surfaceIndex(slice, word.hash)
        surfaces[surface].count += 1
        records.append(
          Record(
            group: Int32(surfaces[surface].group), surface: Int32(surface), page: Int32(page),
            title: word.title, heading: word.heading, body: word.body, section: word.section))
      }
    }
  }

  private mutating func surfaceIndex(_ word: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let known = surfaceTable.find(hash) {
      surfaces[$0].hash == hash && surfaces[$0].bytes.elementsEqual(word)
    }
    if let known { return known }
    var folded: [UInt8] = []
    Folding.fold(word, into: &folded)
    surfaceTable.insert(hash, surfaces.count) { surfaces[$0].hash }
    surfaces.append(Surface(bytes: Array(word), hash: hash, group: groupIndex(folded)))
    return surfaces.count - 1
  }

  private mutating func groupIndex(_ key: [UInt8]) -> Int {
    let hash = key.withUnsafeBufferPointer(ByteKeyTable.hash)
    if let known = keyTable.find(hash, { keys[$0].hash == hash && keys[$0].bytes == key }) {
      return known
    }
    keyTable.insert(hash, keys.count) { keys[$0].hash }
    keys.append((key, hash))
    return keys.count - 1
  }

  func groups(_ lengths: [[Int]]) -> [SearchVocabulary.Group] {
    let pageCount = lengths.count
    let scorer = FieldScorer(lengths)
    // A counting sort by group keeps the pages in order.
    var starts = [Int](repeating: 0, count: keys.count + 1)
    for record in records { starts[Int(record.group) + 1] += 1 }
    for index in 0..<keys.count { starts[index + 1] += starts[index] }
    var sorted = [Int32](repeating: 0, count: records.count)
    var next = starts
    for (index, record) in records.enumerated() {
      sorted[next[Int(record.group)]] = Int32(index)
      next[Int(record.group)] += 1
    }
    var surfacesOf = [[Int]](repeating: [], count: keys.count)
    for (index, surface) in surfaces.enumerated() { surfacesOf[surface.group].append(index) }
    var bits = [Int](repeating: 0, count: surfaces.count)
    let limit = max(1000, pageCount / 50)
    let order = keys.indices.sorted {
      SearchVocabulary.precedes(keys[$0].bytes, keys[$1].bytes)
    }
    return order.map { group in
      let variants = spellings(surfacesOf[group], &bits)
      var postings = postings(sorted[starts[group]..<starts[group + 1]], bits, scorer)
      let frequency = postings.count
      if frequency > limit { postings = Self.strongest(postings, limit) }
      return SearchVocabulary.Group(
        key: keys[group].bytes, variants: variants, postings: postings, frequency: frequency)
    }
  }

  /// The spellings to tell apart, and for each surface its bit.
  private func spellings(_ indices: [Int], _ bits: inout [Int]) -> [[UInt8]] {
    guard indices.count > 1 else { return [] }
    let ordered = indices.sorted {
      surfaces[$0].count != surfaces[$1].count
        ? surfaces[$0].count > surfaces[$1].count
        : SearchVocabulary.precedes(surfaces[$0].bytes, surfaces[$1].bytes)
    }
    for (rank, index) in ordered.enumerated() {
      bits[index] = 1 << min(rank, SearchVocabulary.variantLimit)
    }
    return ordered.prefix(SearchVocabulary.variantLimit).map { surfaces[$0].bytes }
  }

  private func postings(
    _ indices: ArraySlice<Int32>, _ bits: [Int], _ scorer: FieldScorer
  ) -> [SearchVocabulary.Posting] {
    var out: [SearchVocabulary.Posting] = []
    out.reserveCapacity(indices.count)
    var index = indices.startIndex
    while index < indices.endIndex {
      var record = records[Int(indices[index])]
      var mask = bits[Int(record.surface)]
      var bestCount = Int(record.body) + 4 * Int(record.heading)
      index += 1
      while index < indices.endIndex, records[Int(indices[index])].page == record.page {
        let other = records[Int(indices[index])]
        let count = Int(other.body) + 4 * Int(other.heading)
        if count > bestCount {
          bestCount = count
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
          page: Int(record.page), impact: impact, inTitle: record.title > 0,
          section: Int(record.section), variants: mask))
    }
    return out
  }

  /// The best pages by impact and all with the word in the title, in the order of pages.
  private static func strongest(
    _ postings: [SearchVocabulary.Posting], _ limit: Int
  ) -> [SearchVocabulary.Posting] {
    var room = limit
    var threshold = 31
    var counts = [Int](repeating: 0, count: 32)
    for posting in postings { counts[posting.impact] += 1 }
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
