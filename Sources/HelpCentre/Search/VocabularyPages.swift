// Which pages have the words of which group, and how much they are about them. Each word of a page goes straight
// to its place among the pages of all words: to sort them first, run by run, cost twice as much.

/// Collects the pages of a language's words.
struct VocabularyPages {
  /// Where the next page of a group goes, and which was the last; side by side in the processor's cache.
  private struct Cursor {
    var end: Int32 = 0
    var page: Int32 = -1
  }

  /// A word of a batch.
  private struct Word {
    /// Its number in `spellings`.
    var number: Int32 = -1
    var group: Int32 = -1
    /// Its bit among the spellings of the group.
    var variant: UInt8 = 0
    var hasParts = false
  }

  private let words: VocabularyWords
  /// Room for each group's pages, and how much of it is taken: a page with several spellings needs
  /// less than it could.
  private(set) var postings: [SearchVocabulary.Posting]
  private var starts: [Int32]
  private var cursors: [Cursor]

  /// Has room for the pages of all words.
  init(_ words: VocabularyWords, groupCount: Int) {
    self.words = words
    starts = Array(repeating: 0, count: groupCount + 1)
    for (number, surface) in words.surfaces.enumerated() where surface.count > 0 {
      starts[Int(surface.group) + 1] += surface.count
      for part in words.compounds.parts(of: number) { starts[Int(part) + 1] += surface.count }
    }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    cursors = starts.dropLast().map { Cursor(end: $0) }
    postings = Array(
      repeating: SearchVocabulary.Posting(page: 0, sum: 0, marks: 0, variants: 0),
      count: Int(starts[groupCount]))
  }

  /// Adds all pages, in their order.
  mutating func add(_ entries: [SearchEntry]) {
    let scorer = FieldScorer(entries.map(\.source.lengths))
    let ranges = entries.map(\.source.range)
    var local: [Word] = []
    for run in words.runs {
      let batch = entries[run.pages.lowerBound].source.batch
      while local.count < batch.starts.count { local.append(Word()) }
      for (place, number) in zip(run.local, run.global) { local[Int(place)] = word(number) }
      for page in run.pages {
        add(batch.words, ranges[page], Int32(page), scorer[page], local)
      }
    }
  }

  private func word(_ number: Int32) -> Word {
    let surface = words.surfaces[Int(number)]
    return Word(
      number: number, group: surface.group, variant: surface.variant,
      hasParts: !words.compounds.parts(of: Int(number)).isEmpty)
  }

  /// Adds the words of a page.
  private mutating func add(
    _ all: [WordBatch.Word], _ range: Range<Int>, _ page: Int32, _ factors: FieldScorer.Factors,
    _ local: [Word]
  ) {
    let words = self.words
    postings.withUnsafeMutableBufferPointer { postings in
      cursors.withUnsafeMutableBufferPointer { cursors in
        func add(_ posting: SearchVocabulary.Posting, _ group: Int32) {
          let cursor = cursors[Int(group)]
          if cursor.page == page {
            postings[Int(cursor.end) - 1].join(posting)
          } else {
            postings[Int(cursor.end)] = posting
            cursors[Int(group)] = Cursor(end: cursor.end + 1, page: page)
          }
        }
        for counts in all[range] {
          let word = local[Int(counts.surface)]
          var posting = SearchVocabulary.Posting(
            page: page, sum: factors.sum(counts), marks: 0, variants: word.variant)
          if counts.title | counts.heading != 0 { posting.mark(counts) }
          add(posting, word.group)
          guard word.hasParts else { continue }
          // A title that has the word only within another is not that word's page.
          let part = SearchVocabulary.Posting(
            page: page, sum: factors.sum(counts, isPart: true), marks: 0, variants: 0)
          for group in words.compounds.parts(of: Int(word.number)) { add(part, group) }
        }
      }
    }
  }

  /// Keeps the best pages of a group by impact and all with the word in the title, in the order of pages; gives
  /// their place in `postings` and how many there were.
  mutating func strongest(_ group: Int, _ limit: Int) -> (range: Range<Int>, frequency: Int) {
    let range = Int(starts[group])..<Int(cursors[group].end)
    if range.count <= limit { return (range, range.count) }
    let scale = FieldScorer.Scale()
    var room = limit
    var threshold = FieldScorer.levels.count - 1
    var counts = [Int](repeating: 0, count: FieldScorer.levels.count)
    for posting in postings[range] { counts[Int(scale.level(posting.sum))] += 1 }
    while threshold > 0, counts[threshold] <= room {
      room -= counts[threshold]
      threshold -= 1
    }
    var next = range.lowerBound
    for index in range {
      let posting = postings[index]
      let level = scale.level(posting.sum)
      if !posting.isInTitle, level <= threshold {
        guard level == threshold, room > 0 else { continue }
        room -= 1
      }
      postings[next] = posting
      next += 1
    }
    return (range.lowerBound..<next, range.count)
  }
}
