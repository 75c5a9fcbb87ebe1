// Which pages have the words of which group, and how much they are about them. Run by run of pages: the
// words of a run are sorted by their groups while the cache still holds them, and only what came of them goes
// to its place among the pages of all words.

/// Collects the pages of a language's words.
struct VocabularyPages {
  /// A word of a page.
  private struct Record {
    var page: Int32 = 0
    var body: UInt8 = 0
    var title: UInt8 = 0
    var heading: UInt8 = 0
    var variant: UInt8 = 0
    var place: UInt8 = 0

    /// The variant of a word that stands there as a part of another; it counts half.
    static let part: UInt8 = 0
  }

  /// A word of a run: its group as a place in the run's, its bit and its parts.
  private struct Word {
    let place: Int32
    let variant: UInt8
    let parts: [Int32]
  }

  private let words: VocabularyWords
  /// Room for each group's pages, and how much of it is taken: a page with several spellings needs
  /// less than it could.
  private(set) var postings: [SearchVocabulary.Posting]
  private var starts, ends: [Int32]
  /// The place of each group among those of a run; -1 everywhere between runs.
  private var places: [Int32]
  private var records: [Record] = []

  /// Has room for the pages of all words.
  init(_ words: VocabularyWords, groupCount: Int) {
    self.words = words
    starts = Array(repeating: 0, count: groupCount + 1)
    for (number, surface) in words.surfaces.enumerated() where surface.count > 0 {
      starts[Int(surface.group) + 1] += surface.count
      for part in words.compounds.parts(of: number) { starts[Int(part) + 1] += surface.count }
    }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    ends = starts
    postings = Array(
      repeating: SearchVocabulary.Posting(page: 0, impact: 0, flags: 0, place: 0, variants: 0),
      count: Int(starts[groupCount]))
    places = Array(repeating: -1, count: groupCount)
  }

  /// Adds all pages.
  mutating func add(_ entries: [SearchEntry]) {
    let scorer = FieldScorer(entries.map(\.source.lengths))
    var slots: [Int32] = []
    for run in words.runs { add(run, entries, scorer, &slots) }
  }

  /// `slots` is room for the place of each word of a batch in the run.
  private mutating func add(
    _ run: VocabularyWords.Run, _ entries: [SearchEntry], _ scorer: FieldScorer,
    _ slots: inout [Int32]
  ) {
    let batch = entries[run.pages.lowerBound].source.batch
    while slots.count < batch.starts.count { slots.append(-1) }
    for (slot, word) in run.local.enumerated() { slots[Int(word)] = Int32(slot) }
    var groups: [Int32] = []
    let words = run.global.map { word(Int($0), &groups) }
    sort(run, entries, batch, words, slots, groupCount: groups.count) { place, records, pages in
      pages.join(records, scorer, into: Int(groups[place]))
    }
    for group in groups { places[Int(group)] = -1 }
  }

  private mutating func word(_ number: Int, _ groups: inout [Int32]) -> Word {
    let surface = words.surfaces[number]
    return Word(
      place: place(surface.group, &groups), variant: surface.variant,
      parts: words.compounds.parts(of: number).map { place($0, &groups) })
  }

  private mutating func place(_ group: Int32, _ groups: inout [Int32]) -> Int32 {
    if places[Int(group)] < 0 {
      places[Int(group)] = Int32(groups.count)
      groups.append(group)
    }
    return places[Int(group)]
  }

  /// Sorts the words of a run by their groups, and within a group in the order of pages.
  private mutating func sort(
    _ run: VocabularyWords.Run, _ entries: [SearchEntry], _ batch: WordBatch, _ words: [Word],
    _ slots: [Int32], groupCount: Int,
    _ body: (Int, UnsafeBufferPointer<Record>, inout Self) -> Void
  ) {
    let hasParts = !self.words.compounds.isEmpty
    var next = [Int32](repeating: 0, count: groupCount + 1)
    for page in run.pages {
      for word in batch.words[entries[page].source.range] {
        let slot = Int(slots[Int(word.surface)])
        next[Int(words[slot].place) + 1] += 1
        if hasParts { for part in words[slot].parts { next[Int(part) + 1] += 1 } }
      }
    }
    for place in 0..<groupCount { next[place + 1] += next[place] }
    let count = Int(next[groupCount])
    var records = self.records
    self.records = []
    while records.count < count { records.append(Record()) }
    records.withUnsafeMutableBufferPointer { records in
      for page in run.pages {
        for word in batch.words[entries[page].source.range] {
          let slot = Int(slots[Int(word.surface)])
          let place = Int(words[slot].place)
          var record = Record(
            page: Int32(page), body: word.body, title: word.title, heading: word.heading,
            variant: words[slot].variant, place: word.place)
          records[Int(next[place])] = record
          next[place] += 1
          guard hasParts else { continue }
          record.variant = Record.part
          for part in words[slot].parts {
            records[Int(next[Int(part)])] = record
            next[Int(part)] += 1
          }
        }
      }
      // Each place of `next` is where its group ends now.
      var start = 0
      for place in 0..<groupCount {
        let end = Int(next[place])
        body(place, UnsafeBufferPointer(rebasing: records[start..<end]), &self)
        start = end
      }
    }
    self.records = records
  }

  /// Joins the spellings of a page to one posting.
  private mutating func join(
    _ records: UnsafeBufferPointer<Record>, _ scorer: FieldScorer, into group: Int
  ) {
    var next = Int(ends[group])
    var index = 0
    while index < records.count {
      let page = records[index].page
      var (title, heading, body) = (0.0, 0.0, 0.0)
      var flags: UInt8 = 0
      var variants: UInt8 = 0
      var place: UInt8 = 0
      repeat {
        let record = records[index]
        let isPart = record.variant == Record.part
        let weight = isPart ? 0.5 : 1
        title += weight * Double(record.title)
        heading += weight * Double(record.heading)
        body += weight * Double(record.body)
        variants |= record.variant
        // A title that has the word only within another is not that word's page.
        if record.heading > 0, !isPart { flags |= SearchVocabulary.Posting.heading }
        if record.title > 0, !isPart {
          flags |= SearchVocabulary.Posting.title
          if place == 0 || record.place > 0 && record.place < place { place = record.place }
        }
        index += 1
      } while index < records.count && records[index].page == page
      postings[next] = SearchVocabulary.Posting(
        page: page, impact: scorer.level(page: Int(page), title, heading, body), flags: flags,
        place: place, variants: variants)
      next += 1
    }
    ends[group] = Int32(next)
  }

  /// Keeps the best pages of a group by impact and all with the word in the title, in the order of pages; gives
  /// their place in `postings` and how many there were.
  mutating func strongest(_ group: Int, _ limit: Int) -> (range: Range<Int>, frequency: Int) {
    let range = Int(starts[group])..<Int(ends[group])
    if range.count <= limit { return (range, range.count) }
    var room = limit
    var threshold = FieldScorer.levels.count - 1
    var counts = [Int](repeating: 0, count: FieldScorer.levels.count)
    for posting in postings[range] { counts[Int(posting.impact)] += 1 }
    while threshold > 0, counts[threshold] <= room {
      room -= counts[threshold]
      threshold -= 1
    }
    var next = range.lowerBound
    for index in range {
      let posting = postings[index]
      if !posting.isInTitle, posting.impact <= threshold {
        guard posting.impact == threshold, room > 0 else { continue }
        room -= 1
      }
      postings[next] = posting
      next += 1
    }
    return (range.lowerBound..<next, range.count)
  }
}
