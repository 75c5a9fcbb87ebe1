// All words of a language with the pages they stand on, each page with one number for how much it is
// about the word (BM25F, in eight levels). The knowledge of fields, lengths and frequencies is spent here;
// the browser only adds up.

import Foundation

/// The words of a language, grouped by their stems.
struct SearchVocabulary {
  /// The folded forms, in the order of UTF-16, which is how the browser compares.
  let terms: [Term]
  /// In the order of their first terms.
  let groups: [Group]
  /// The pages of all groups, one group after the other.
  let postings: [Posting]
  private let bytes: [UInt8]

  /// A folded form.
  struct Term {
    fileprivate let key: Range<Int>
    /// Its place in `groups`.
    let group: Int
  }

  /// The forms of one stem with their spellings and pages.
  struct Group {
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
    /// The number of a level of `FieldScorer`.
    let impact: UInt8
    let inTitle, inHeading: Bool
    /// Its first place among the words of the title, from 1; 0 when only keywords have it.
    let place: UInt8
    /// A bit for each of the group's variants on the page.
    let variants: UInt8
  }

  /// At most this many spellings of a group are told apart; the last bit stands for all others.
  static let variantLimit = 6

  init(entries: [SearchEntry], language: String) {
    var builder = VocabularyBuilder(wordCount: entries.reduce(0) { $0 + $1.source.range.count })
    for entry in entries { builder.add(entry.source) }
    (terms, groups, postings) = builder.groups(entries, language)
    bytes = builder.spellings.bytes
  }

  /// The terms of each group, as their numbers in `terms`, one group after the other.
  func members() -> (starts: [Int], terms: [Int32]) {
    var starts = [Int](repeating: 0, count: groups.count + 1)
    for term in terms { starts[term.group + 1] += 1 }
    for group in groups.indices { starts[group + 1] += starts[group] }
    var next = starts
    var members = [Int32](repeating: 0, count: terms.count)
    for (number, term) in terms.enumerated() {
      members[next[term.group]] = Int32(number)
      next[term.group] += 1
    }
    return (starts, members)
  }

  /// The letters of a term.
  func key(_ term: Term) -> ArraySlice<UInt8> { bytes[term.key] }
}

private struct VocabularyBuilder {
  /// A spelling, or what one folds to.
  private struct Surface {
    /// What it folds to, mostly itself, as its number in `spellings`; at the end the number of its
    /// group. None as long as it is on no page.
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
    var title: UInt8 = 0
    var heading: UInt8 = 0
    var variant: UInt8 = 0
    var place: UInt8 = 0

    /// The variant of a word that stands there as a part of another; it counts half.
    static let part: UInt8 = 0
    var weight: Double { variant == Self.part ? 0.5 : 1 }
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
    _ entries: [SearchEntry], _ language: String
  ) -> (
    [SearchVocabulary.Term], [SearchVocabulary.Group], [SearchVocabulary.Posting]
  ) {
    var isTerm = [Bool](repeating: false, count: surfaces.count)
    for surface in surfaces where surface.count > 0 { isTerm[Int(surface.group)] = true }
    let order = spellings.sorted(isTerm.indices.filter { isTerm[$0] })
    let members = surfacesByTerm(order)
    let stemmer = FoldedStemmer(language: language)
    let (groupOfTerm, stems) = stemGroups(members, stemmer)
    let count = stems.count
    let compounds = compounds(
      order, members, groupOfTerm, stems, stemmer, language, pages: entries.count)
    let variants = variants(members, groupOfTerm, count)
    var starts = [Int](repeating: 0, count: count + 1)
    for (number, surface) in surfaces.enumerated() where surface.count > 0 {
      starts[Int(surface.group) + 1] += Int(surface.count)
      for part in compounds.parts(of: number) { starts[part + 1] += Int(surface.count) }
    }
    for index in 0..<count { starts[index + 1] += starts[index] }
    let records = sortRecords(entries, starts, compounds)
    let scorer = FieldScorer(entries.map(\.source.lengths))
    var groups: [SearchVocabulary.Group] = []
    groups.reserveCapacity(count)
    var postings: [SearchVocabulary.Posting] = []
    postings.reserveCapacity(records.count)
    for group in 0..<count {
      let start = postings.count
      append(records[starts[group]..<starts[group + 1]], scorer, to: &postings)
      let frequency = postings.count - start
      if frequency > Self.mostPages {
        let kept = Self.strongest(postings[start...], Self.mostPages)
        postings.replaceSubrange(start..., with: kept)
      }
      groups.append(
        SearchVocabulary.Group(
          variants: variants[group], postings: start..<postings.count, frequency: frequency))
    }
    let terms = zip(order, groupOfTerm).map {
      SearchVocabulary.Term(key: spellings.range($0), group: $1)
    }
    return (terms, groups, postings)
  }

  /// The surfaces of each term in the order of terms, the most frequent first.
  private func surfacesByTerm(_ order: [Int]) -> [ArraySlice<Int32>] {
    var ranks = [Int32](repeating: 0, count: surfaces.count)
    for (rank, key) in order.enumerated() { ranks[key] = Int32(rank) }
    var starts = [Int](repeating: 0, count: order.count + 1)
    for surface in surfaces where surface.count > 0 {
      starts[Int(ranks[Int(surface.group)]) + 1] += 1
    }
    for index in order.indices { starts[index + 1] += starts[index] }
    var next = starts
    var sorted = [Int32](repeating: 0, count: starts[order.count])
    for (number, surface) in surfaces.enumerated() where surface.count > 0 {
      let rank = Int(ranks[Int(surface.group)])
      sorted[next[rank]] = Int32(number)
      next[rank] += 1
    }
    for rank in order.indices where starts[rank + 1] - starts[rank] > 1 {
      sorted[starts[rank]..<starts[rank + 1]].sort { isMoreFrequent(Int($0), Int($1)) }
    }
    return order.indices.map { sorted[starts[$0]..<starts[$0 + 1]] }
  }

  private func isMoreFrequent(_ left: Int, _ right: Int) -> Bool {
    surfaces[left].count != surfaces[right].count
      ? surfaces[left].count > surfaces[right].count : spellings.precedes(left, right)
  }

  /// The group of each term: terms share one whose most frequent spellings have the same stem, folded.
  private func stemGroups(
    _ members: [ArraySlice<Int32>], _ stemmer: borrowing FoldedStemmer
  ) -> (groups: [Int], stems: KeyList) {
    var stems = KeyList(capacity: members.count)
    var groups: [Int] = []
    groups.reserveCapacity(members.count)
    for surfaces in members {
      guard let first = surfaces.first else { preconditionFailure("a term has a spelling") }
      let word = spellings.bytes[spellings.range(Int(first))]
      let stem = stemmer.stem(of: word)
      groups.append(stem.withUnsafeBufferPointer { stems.number($0) })
    }
    return (groups, stems)
  }

  /// The words of a compounding language that are made of others which the site has often enough.
  private func compounds(
    _ order: [Int], _ members: [ArraySlice<Int32>], _ groupOfTerm: [Int], _ stems: KeyList,
    _ stemmer: borrowing FoldedStemmer, _ language: String, pages: Int
  ) -> Compounds {
    var compounds = Compounds()
    guard let splitter = CompoundSplitter(language: language) else { return compounds }
    // In a small site a word may be there once; in a large one that is a slip of the pen.
    let least = pages < Self.smallSite ? 1 : 3
    var counts = [Int32](repeating: 0, count: stems.count)
    for (rank, group) in groupOfTerm.enumerated() {
      for surface in members[rank] { counts[group] += surfaces[Int(surface)].count }
    }
    compounds.numbers = Array(repeating: -1, count: surfaces.count)
    for (rank, key) in order.enumerated() {
      let word = spellings.bytes[spellings.range(key)]
      let parts = splitter.parts(of: word) { part in
        let stem = stemmer.stem(of: part)
        guard let group = stem.withUnsafeBufferPointer({ stems.find($0) }) else { return nil }
        return counts[group] >= least ? group : nil
      }
      let others = Set(parts).subtracting([groupOfTerm[rank]]).sorted()
      if others.isEmpty { continue }
      for surface in members[rank] {
        compounds.numbers[Int(surface)] = Int32(compounds.lists.count)
      }
      compounds.lists.append(others)
    }
    return compounds
  }

  /// Of a word that is on more pages, those that are most about it are kept, and all with it in the title.
  private static let mostPages = 600
  /// Below so many pages a site is small.
  private static let smallSite = 150

  /// The groups of the parts of some spellings.
  private struct Compounds {
    /// The place of each spelling's parts in `lists`, -1 for none; empty where there are none at all.
    var numbers: [Int32] = []
    var lists: [[Int]] = []

    func parts(of surface: Int) -> [Int] {
      numbers.isEmpty || numbers[surface] < 0 ? [] : lists[Int(numbers[surface])]
    }
  }

  /// The spellings of each group to tell apart, the most frequent first: those that fold to one term.
  /// Gives each surface its group and its bit.
  private mutating func variants(
    _ members: [ArraySlice<Int32>], _ groupOfTerm: [Int], _ count: Int
  ) -> [[[UInt8]]] {
    var told = [[Int]](repeating: [], count: count)
    for (surfaces, group) in zip(members, groupOfTerm) {
      if surfaces.count > 1 { told[group] += surfaces.map { Int($0) } }
      for surface in surfaces {
        self.surfaces[Int(surface)].group = Int32(group)
        self.surfaces[Int(surface)].variant = 1 << UInt8(SearchVocabulary.variantLimit)
      }
    }
    return told.map { numbers in
      let ordered = numbers.sorted { isMoreFrequent($0, $1) }
        .prefix(SearchVocabulary.variantLimit)
      for (rank, surface) in ordered.enumerated() {
        surfaces[surface].variant = 1 << UInt8(rank)
      }
      return ordered.map { Array(spellings.bytes[spellings.range($0)]) }
    }
  }

  /// All words of all pages by group, and within a group in the order of pages: a counting sort that
  /// moves the records themselves, because indexes to them missed the cache with each look.
  private func sortRecords(
    _ entries: [SearchEntry], _ starts: [Int], _ compounds: Compounds
  ) -> [Record] {
    var records = [Record](repeating: Record(), count: starts[starts.count - 1])
    var next = starts
    for (page, entry) in entries.enumerated() {
      guard let numbers = numbers[ObjectIdentifier(entry.source.batch)] else {
        preconditionFailure("each page is added before its words are sorted")
      }
      for word in entry.source.words {
        let number = Int(numbers[Int(word.surface)])
        let surface = surfaces[number]
        var record = Record(
          page: Int32(page), body: word.body, title: word.title,
          heading: word.heading, variant: surface.variant, place: word.place)
        records[next[Int(surface.group)]] = record
        next[Int(surface.group)] += 1
        guard !compounds.numbers.isEmpty, compounds.numbers[number] >= 0 else { continue }
        record.variant = Record.part
        for part in compounds.parts(of: number) {
          records[next[part]] = record
          next[part] += 1
        }
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
      let page = records[index].page
      var (title, heading, body) = (0.0, 0.0, 0.0)
      var isInHeading = false
      var variants: UInt8 = 0
      var isInTitle = false
      var place: UInt8 = 0
      while index < records.endIndex, records[index].page == page {
        let record = records[index]
        title += record.weight * Double(record.title)
        heading += record.weight * Double(record.heading)
        body += record.weight * Double(record.body)
        variants |= record.variant
        // A title that has the word only within another is not that word's page.
        if record.heading > 0, record.variant != Record.part { isInHeading = true }
        if record.title > 0, record.variant != Record.part {
          isInTitle = true
          if place == 0 || record.place > 0 && record.place < place { place = record.place }
        }
        index += 1
      }
      let impact = scorer.level(page: Int(page), title, heading, body)
      out.append(
        SearchVocabulary.Posting(
          page: page, impact: UInt8(impact), inTitle: isInTitle, inHeading: isInHeading,
          place: place, variants: variants))
    }
  }

  /// The best pages by impact and all with the word in the title, in the order of pages.
  private static func strongest(
    _ postings: ArraySlice<SearchVocabulary.Posting>, _ limit: Int
  ) -> [SearchVocabulary.Posting] {
    var room = limit
    var threshold = FieldScorer.levels.count - 1
    var counts = [Int](repeating: 0, count: FieldScorer.levels.count)
    for posting in postings { counts[Int(posting.impact)] += 1 }
    while threshold > 0, counts[threshold] <= room {
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
