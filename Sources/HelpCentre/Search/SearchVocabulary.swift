// All words of a language with the pages they stand on, each page with one number for how much it is
// about the word (BM25F, in eight levels). The knowledge of fields, lengths and frequencies is spent here;
// the browser only adds up.

/// The words of a language, grouped by their stems. Terms are the folded forms, numbered in the order of UTF-16,
/// which is how the browser compares; groups in the order of their first terms.
struct SearchVocabulary {
  let groups: [Group]
  /// The group of each term.
  private let groupOfTerm: [Int32]
  /// The terms of each group.
  let members: NumberLists
  /// The pages of all groups; each group has its part.
  let postings: [Posting]
  /// The spellings that occur of a group, most frequent first, where there is more than one.
  let variants: [Int: [[UInt8]]]
  private let spellings: KeyList
  /// The terms as numbers in `spellings`.
  private let terms: [Int32]

  /// The pages of one stem, in twelve bytes: a language without spaces has several hundred thousand.
  struct Group {
    private let start, count: Int32
    private let pages: Int32

    init(_ postings: Range<Int>, frequency: Int) {
      start = Int32(postings.lowerBound)
      count = Int32(postings.count)
      pages = Int32(frequency)
    }

    /// Its part of `postings`, in the order of pages.
    var postings: Range<Int> { Int(start)..<Int(start + count) }
    /// The number of pages before the weakest were left out.
    var frequency: Int { Int(pages) }
  }

  /// A page that has a word, in eight bytes.
  struct Posting {
    let page: Int32
    /// How much the page is about the word, as `FieldScorer` adds it up.
    fileprivate(set) var sum: UInt16
    /// A bit for the title, one for headings, and above them the first place among the words of the title.
    fileprivate(set) var marks: UInt8
    /// A bit for each of the group's variants on the page.
    fileprivate(set) var variants: UInt8

    private static let title: UInt8 = 1
    private static let heading: UInt8 = 2
    /// What remains for the place.
    private static let lastPlace: UInt8 = 63

    /// Whether the word is in the title or in a heading, as two bits.
    var flags: UInt8 { marks & 3 }
    var isInTitle: Bool { marks & Self.title != 0 }
    /// Its first place among the words of the title, from 1 to 63; 0 when it stands behind them or only keywords
    /// have it.
    var place: UInt8 { marks >> 2 }

    /// Notes that it stands in the title or in headings.
    mutating func mark(_ word: WordBatch.Word) {
      if word.heading > 0 { marks |= Self.heading }
      if word.title > 0 {
        marks |= Self.title | (word.place > Self.lastPlace ? 0 : word.place) << 2
      }
    }

    /// Adds another spelling on the same page.
    mutating func join(_ other: Posting) {
      let place = place == 0 ? other.place : other.place == 0 ? place : min(place, other.place)
      sum = UInt16(clamping: UInt32(sum) + UInt32(other.sum))
      marks = flags | other.flags | place << 2
      variants |= other.variants
    }
  }

  /// At most this many spellings of a group are told apart; the last bit stands for all others.
  static let variantLimit = 6
  /// Of a word that is on more pages, those that are most about it are kept, and all with it in the title.
  private static let mostPages = 600

  init(entries: [SearchEntry], language: String) {
    var words = VocabularyWords(entries)
    terms = words.order()
    let stems = words.group(terms, language, pages: entries.count)
    words.forgetPlaces()
    var pages = VocabularyPages(words, groupCount: stems.count)
    pages.add(entries)
    groups = (0..<stems.count).map { group in
      let (range, frequency) = pages.strongest(group, Self.mostPages)
      return Group(range, frequency: frequency)
    }
    groupOfTerm = stems.groupOfTerm
    members = NumberLists(stems.groupOfTerm, listCount: stems.count)
    postings = pages.postings
    variants = stems.variants
    spellings = words.spellings
  }

  /// The terms.
  var termNumbers: Range<Int> { terms.indices }

  /// The letters of a term.
  func key(_ term: Int) -> ArraySlice<UInt8> {
    spellings.bytes[spellings.range(Int(terms[term]))]
  }

  /// The group of a term.
  func group(of term: Int) -> Int { Int(groupOfTerm[term]) }
}

/// Lists of numbers in one array; an array for each would be most of the work.
struct NumberLists {
  private var starts: [Int32]
  private(set) var numbers: [Int32]

  /// For each list the places in `lists` that name it, in their order; -1 names none.
  init(_ lists: [Int32], listCount: Int) {
    starts = Array(repeating: 0, count: listCount + 1)
    for list in lists where list >= 0 { starts[Int(list) + 1] += 1 }
    for list in 0..<listCount { starts[list + 1] += starts[list] }
    numbers = Array(repeating: 0, count: Int(starts[listCount]))
    var next = starts
    for (number, list) in lists.enumerated() where list >= 0 {
      numbers[Int(next[Int(list)])] = Int32(number)
      next[Int(list)] += 1
    }
  }

  /// Where a list stands in `numbers`.
  func range(_ list: Int) -> Range<Int> { Int(starts[list])..<Int(starts[list + 1]) }

  /// A list.
  subscript(list: Int) -> ArraySlice<Int32> { numbers[range(list)] }

  /// Sorts the lists with more than one number.
  mutating func sortEach(_ isBefore: (Int32, Int32) -> Bool) {
    for list in 0..<starts.count - 1 where starts[list + 1] - starts[list] > 1 {
      numbers[range(list)].sort(by: isBefore)
    }
  }
}
