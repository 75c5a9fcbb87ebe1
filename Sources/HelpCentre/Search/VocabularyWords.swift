// The words of a language: which spellings there are, what they fold to, and which share a stem. Pages come
// in runs of one batch, whose words are numbered already: so a word is looked up once for each run, and all
// else happens in lists that the processor's cache can hold.

/// Collects the spellings of a language and groups them.
struct VocabularyWords {
  /// A spelling, or what one folds to.
  struct Surface {
    /// What it folds to, mostly itself, as its number in `spellings`; at the end the number of its
    /// group. None as long as it is on no page.
    var group: Int32 = -1
    /// On how many pages it is.
    var count: Int32 = 0
    /// Its bit among the spellings of the group.
    var variant: UInt8 = 0
  }

  /// Neighbouring pages of one batch.
  struct Run {
    let pages: Range<Int>
    /// The words on these pages, as their numbers in the batch and in `spellings`.
    let local, global: [Int32]
  }

  /// The groups of terms.
  struct Stems {
    /// How many groups there are.
    let count: Int
    /// The group of each term.
    let groupOfTerm: [Int32]
    /// The spellings of groups with more than one.
    let variants: [Int: [[UInt8]]]
  }

  /// All spellings and what they fold to, in one list since most fold to themselves.
  private(set) var spellings: KeyList
  private(set) var surfaces: [Surface] = []
  private(set) var runs: [Run] = []
  private(set) var compounds = Compounds()
  private var folded: [UInt8] = []

  /// Below so many pages a site is small.
  private static let smallSite = 150

  /// The words of pages.
  init(_ entries: [SearchEntry]) {
    let wordCount = entries.reduce(0) { $0 + $1.source.range.count }
    spellings = KeyList(capacity: 1024 + wordCount / 16)
    var places: [Int32] = []
    var start = 0
    while start < entries.count {
      let batch = entries[start].source.batch
      var end = start + 1
      while end < entries.count, entries[end].source.batch === batch { end += 1 }
      add(start..<end, entries, batch, &places)
      start = end
    }
  }

  /// Adds a run of pages. `places` is room for the place of each word of a batch among those of the run, -1
  /// everywhere between calls.
  private mutating func add(
    _ pages: Range<Int>, _ entries: [SearchEntry], _ batch: WordBatch, _ places: inout [Int32]
  ) {
    while places.count < batch.starts.count { places.append(-1) }
    var local: [Int32] = []
    var counts: [Int32] = []
    places.withUnsafeMutableBufferPointer { places in
      for page in pages {
        for word in batch.words[entries[page].source.range] {
          let place = places[Int(word.surface)]
          if place >= 0 {
            counts[Int(place)] += 1
          } else {
            places[Int(word.surface)] = Int32(local.count)
            local.append(word.surface)
            counts.append(1)
          }
        }
      }
    }
    var global: [Int32] = []
    batch.bytes.withUnsafeBufferPointer { bytes in
      func letters(_ word: Int32) -> UnsafeBufferPointer<UInt8> {
        let range = Int(batch.starts[Int(word)])..<Int(batch.starts[Int(word) + 1])
        return UnsafeBufferPointer(rebasing: bytes[range])
      }
      spellings.numbers(of: local.count, into: &global) { letters(local[$0]) }
      for (word, number) in zip(local, global) { fold(Int(number), letters(word)) }
    }
    for (place, number) in global.enumerated() { surfaces[Int(number)].count += counts[place] }
    for word in local { places[Int(word)] = -1 }
    runs.append(Run(pages: pages, local: local, global: global))
  }

  /// Finds what a spelling folds to.
  private mutating func fold(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) {
    if number < surfaces.count, surfaces[number].group >= 0 { return }
    var group = number
    if Folding.mayChange(word) {
      folded.removeAll(keepingCapacity: true)
      Folding.fold(word, into: &folded)
      if !folded.elementsEqual(word) {
        group = folded.withUnsafeBufferPointer { spellings.number($0) }
      }
    }
    while surfaces.count < spellings.count { surfaces.append(Surface()) }
    surfaces[number].group = Int32(group)
  }

  /// The terms, as numbers in `spellings`, in the order of UTF-16.
  func order() -> [Int32] {
    var isTerm = [Bool](repeating: false, count: surfaces.count)
    for surface in surfaces where surface.count > 0 { isTerm[Int(surface.group)] = true }
    return spellings.sorted(isTerm.indices.lazy.filter { isTerm[$0] }.map { Int32($0) })
  }

  /// Keeps the spellings alone, when none is looked up any more.
  mutating func forgetPlaces() { spellings.forgetPlaces() }

  /// Groups the terms: those share a group whose most frequent spellings have the same stem, folded. Gives
  /// each surface its group and its bit.
  mutating func group(_ order: [Int32], _ language: String, pages: Int) -> Stems {
    let members = surfacesByTerm(order)
    let stemmer = FoldedStemmer(language: language)
    let splitter = CompoundSplitter(language: language)
    // Where every word is its own stem, as in Chinese, each term is its group.
    var groupOfTerm = order.indices.map { Int32($0) }
    var count = order.count
    if !stemmer.isNone || splitter != nil {
      let stems = findStems(members, stemmer, &groupOfTerm)
      count = stems.count
      // In a small site a word may be there once; in a large one that is a slip of the pen.
      if let splitter {
        findCompounds(
          splitter, order, members, groupOfTerm, stems, stemmer,
          least: pages < Self.smallSite ? 1 : 3)
      }
    }
    let variants = setVariants(members, groupOfTerm)
    return Stems(count: count, groupOfTerm: groupOfTerm, variants: variants)
  }

  /// Finds the stem of each term and what number it has among all.
  private mutating func findStems(
    _ members: NumberLists, _ stemmer: borrowing FoldedStemmer, _ groupOfTerm: inout [Int32]
  ) -> KeyList {
    var stems = KeyList(capacity: groupOfTerm.count)
    spellings.bytes.withUnsafeBufferPointer { bytes in
      for term in groupOfTerm.indices {
        let first = Int(members.numbers[members.range(term).lowerBound])
        let word = UnsafeBufferPointer(rebasing: bytes[spellings.range(first)])
        folded.removeAll(keepingCapacity: true)
        stemmer.append(stemOf: word, to: &folded)
        groupOfTerm[term] = Int32(folded.withUnsafeBufferPointer { stems.number($0) })
      }
    }
    return stems
  }

  /// The surfaces of each term in the order of terms, the most frequent first.
  private func surfacesByTerm(_ order: [Int32]) -> NumberLists {
    var ranks = [Int32](repeating: 0, count: surfaces.count)
    for (rank, key) in order.enumerated() { ranks[Int(key)] = Int32(rank) }
    var lists = NumberLists(
      surfaces.map { $0.count > 0 ? ranks[Int($0.group)] : -1 }, listCount: order.count)
    lists.sortEach { isMoreFrequent($0, $1) }
    return lists
  }

  private func isMoreFrequent(_ left: Int32, _ right: Int32) -> Bool {
    let (one, other) = (surfaces[Int(left)].count, surfaces[Int(right)].count)
    return one != other ? one > other : spellings.precedes(Int(left), Int(right))
  }

  /// The spellings of each group to tell apart, the most frequent first: those that fold to one term.
  private mutating func setVariants(
    _ members: NumberLists, _ groupOfTerm: [Int32]
  ) -> [Int: [[UInt8]]] {
    var told: [Int: [Int32]] = [:]
    for (term, group) in groupOfTerm.enumerated() {
      let range = members.range(term)
      if range.count > 1 { told[Int(group), default: []] += members[term] }
      for place in range {
        surfaces[Int(members.numbers[place])].group = group
        surfaces[Int(members.numbers[place])].variant = 1 << UInt8(SearchVocabulary.variantLimit)
      }
    }
    return told.mapValues { numbers in
      let ordered = numbers.sorted { isMoreFrequent($0, $1) }
        .prefix(SearchVocabulary.variantLimit)
      for (rank, surface) in ordered.enumerated() {
        surfaces[Int(surface)].variant = 1 << UInt8(rank)
      }
      return ordered.map { Array(spellings.bytes[spellings.range(Int($0))]) }
    }
  }
}

extension VocabularyWords {
  /// The groups of the parts of some spellings.
  struct Compounds {
    /// The place of each spelling's parts in `lists`, -1 for none; empty where there are none at all.
    fileprivate var numbers: [Int32] = []
    fileprivate var lists: [[Int32]] = []

    func parts(of surface: Int) -> [Int32] {
      numbers.isEmpty || numbers[surface] < 0 ? [] : lists[Int(numbers[surface])]
    }
  }

  /// The words of a compounding language that are made of others which the site has often enough.
  private mutating func findCompounds(
    _ splitter: CompoundSplitter, _ order: [Int32], _ members: NumberLists, _ groupOfTerm: [Int32],
    _ stems: KeyList, _ stemmer: borrowing FoldedStemmer, least: Int32
  ) {
    var counts = [Int32](repeating: 0, count: stems.count)
    for (term, group) in groupOfTerm.enumerated() {
      for surface in members[term] { counts[Int(group)] += surfaces[Int(surface)].count }
    }
    compounds.numbers = Array(repeating: -1, count: surfaces.count)
    var stem: [UInt8] = []
    for (term, key) in order.enumerated() {
      let word = spellings.bytes[spellings.range(Int(key))]
      let parts = splitter.parts(of: word) { part in
        stem.removeAll(keepingCapacity: true)
        part.withUnsafeBufferPointer { stemmer.append(stemOf: $0, to: &stem) }
        guard let group = stem.withUnsafeBufferPointer({ stems.find($0) }) else { return nil }
        return counts[group] >= least ? group : nil
      }
      let others = Set(parts.map { Int32($0) }).subtracting([groupOfTerm[term]]).sorted()
      if others.isEmpty { continue }
      for surface in members[term] {
        compounds.numbers[Int(surface)] = Int32(compounds.lists.count)
      }
      compounds.lists.append(others)
    }
  }
}
