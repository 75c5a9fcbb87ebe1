// What a word of a query may mean: itself, other spellings, longer words that begin so, and for a word that
// the index does not have, its neighbours.

extension Searcher {
  /// How far a word is taken for others.
  enum Reach {
    /// For its other forms only.
    case exact
    /// For longer words too.
    case longer
    /// For what it may have been meant to be, when the index does not have it.
    case guessed
    /// For what shares half of it, when there is nothing else.
    case begun
  }

  /// The forms of the index that a word may mean, and whether they are a guess; the last word of a query may
  /// still be in the making.
  mutating func candidates(
    _ word: SearchQuery.Word, _ reach: Reach, isLast: Bool
  ) throws(SearchIndexError) -> (list: [Candidate], isGuess: Bool) {
    var list: [Candidate] = []
    var places: [SearchTerm: Int] = [:]
    func add(_ candidate: Candidate) {
      if let place = places[candidate.term] {
        if list[place].weight < candidate.weight { list[place] = candidate }
      } else {
        places[candidate.term] = list.count
        list.append(candidate)
      }
    }
    try exact(word.folded, 1).map(add)
    var spellings = [word.folded]
    for pair in reader.manifest.analysis.digraphs {
      let typed = SearchTerm(pair[0])
      guard word.folded.contains(typed) else { continue }
      let other = word.folded.units.replacing(typed.units, with: SearchTerm(pair[1]).units)
      spellings.append(SearchTerm(units: other))
      try exact(SearchTerm(units: other), 1).map(add)
    }
    let isKnown = places[word.folded] != nil
    if case .exact = reach { return (list, false) }
    if isLast || word.folded.count > 3 {
      let share = isLast ? (isKnown ? 0.54 : 0.9) : 0.25
      for var candidate in try withPrefix(word.folded, more: isLast ? 1 : 0) {
        candidate.weight =
          share * (Double(word.folded.count) / Double(candidate.term.count)).squareRoot()
        add(candidate)
      }
    }
    if case .longer = reach { return (list, false) }
    guard list.isEmpty else { return (list, false) }
    var isLastResort = false
    if case .begun = reach { isLastResort = true }
    for spelling in spellings {
      for guess in try respelled(spelling, all: isLastResort) {
        try exact(guess.term, guess.weight).map(add)
      }
    }
    // A form that the site does not have shares its beginning with those that it has.
    let length = Double(word.folded.count)
    var least = length - 3
    if isLastResort { least = length / 2 }
    least = max(word.folded.isHangul ? 2 : 4, least)
    var cut = 1
    while list.isEmpty, length - Double(cut) >= least {
      let stem = SearchTerm(units: word.folded.units.dropLast(cut))
      try exact(stem, 0.5).map(add)
      for var candidate in try withPrefix(stem, more: 1) {
        candidate.weight = 0.5 * (Double(stem.count) / Double(candidate.term.count)).squareRoot()
        add(candidate)
      }
      cut += 1
    }
    return (list, true)
  }

  private mutating func exact(
    _ term: SearchTerm, _ weight: Double
  ) throws(SearchIndexError) -> Candidate? {
    let number = try reader.shardNumber(of: term)
    let shard = try reader.shard(number)
    return Self.find(term, in: shard.terms).map {
      Candidate(shard: number, index: $0, term: term, weight: weight)
    }
  }

  private static func lowerBound(_ terms: [SearchTerm], _ term: SearchTerm) -> Int {
    var (low, high) = (0, terms.count)
    while low < high {
      let middle = (low + high) / 2
      if terms[middle] < term { low = middle + 1 } else { high = middle }
    }
    return low
  }

  static func find(_ term: SearchTerm, in terms: [SearchTerm]) -> Int? {
    let index = lowerBound(terms, term)
    return index < terms.count && terms[index] == term ? index : nil
  }

  /// At most 40 longer forms, the shortest first, from the word's own shard or `more` behind it.
  private mutating func withPrefix(
    _ prefix: SearchTerm, more: Int
  ) throws(SearchIndexError) -> [Candidate] {
    var found: [Candidate] = []
    let first = try reader.shardNumber(of: prefix)
    let end = try reader.shardNumber(of: SearchTerm(units: prefix.units + [0xFFFF]))
    for number in first...max(first, min(end, first + more)) {
      let terms = try reader.shard(number).terms
      for index in Self.lowerBound(terms, prefix)..<terms.count {
        guard terms[index].units.starts(with: prefix.units) else { break }
        if terms[index] == prefix { continue }
        found.append(Candidate(shard: number, index: index, term: terms[index], weight: 0))
      }
    }
    let shortest = found.enumerated().sorted {
      ($0.element.term.count, $0.offset) < ($1.element.term.count, $1.offset)
    }
    return shortest.prefix(40).map(\.element)
  }

  /// A word that nobody wrote may be made of two that somebody did, with an s between them in some languages; or,
  /// if it is near to no word, of one of them, as long as can be, and what is before or behind it.
  mutating func takenApart(_ word: SearchQuery.Word) throws(SearchIndexError) -> [SearchQuery.Word]
  {
    let units = word.folded.units
    if units.count < 8 { return [word] }
    let halves = (4...(units.count - 4)).reversed().map {
      (first: SearchTerm(units: Array(units[..<$0])), rest: SearchTerm(units: Array(units[$0...])))
    }
    func stemOf(_ first: SearchTerm, _ known: Known) -> SearchTerm {
      if known[first] != nil || first.units.last != 0x73 { return first }
      return SearchTerm(units: first.units.dropLast())
    }
    func words(_ halves: SearchTerm...) -> [SearchQuery.Word] {
      halves.map { SearchQuery.Word(form: $0, folded: $0) }
    }
    let near = try knownNear(word.folded).merging(knownFrom(word.folded.beginnings)) { $1 }
    for (first, rest) in halves {
      let stem = stemOf(first, near)
      if near[stem] == nil { continue }
      if near[rest] == nil, try exact(rest, 1) == nil { continue }
      return words(stem, rest)
    }
    let known = try knownAll()
    var best = [word]
    var most = 0
    if Self.likely(word.folded, known).contains(where: { $0.edits != nil }) { return best }
    for (first, rest) in halves {
      let stem = stemOf(first, known)
      let length = [stem, rest].map { known[$0] == nil ? 0 : $0.count }.max() ?? 0
      if length <= most { continue }
      most = length
      best = words(stem, rest)
    }
    return best
  }

  /// The words near one in the alphabet, which are at hand.
  private mutating func knownNear(_ word: SearchTerm) throws(SearchIndexError) -> Known {
    let number = try reader.shardNumber(of: word)
    if let known = near[number] { return known }
    let shard = try reader.shard(number)
    var known: Known = [:]
    for (term, group) in zip(shard.terms, shard.groups) {
      let frequency = SearchReader.postings(shard, group).frequency
      known[term] = Int.bitWidth - frequency.leadingZeroBitCount
    }
    near[number] = known
    return known
  }

  /// The words for spelling that begin so.
  private mutating func knownFrom(_ beginnings: [SearchTerm]) throws(SearchIndexError) -> Known {
    var known: Known = [:]
    for beginning in beginnings {
      for (term, count) in try reader.spellings(beginning) { known[term] = count }
    }
    return known
  }

  private mutating func knownAll() throws(SearchIndexError) -> Known {
    if let all { return all }
    let known = try knownFrom([SearchTerm("")])
    all = known
    return known
  }

  /// What is at hand and on fewer than eight pages may be a neighbour by accident, as a mistake that somebody made
  /// before.
  private static let sure = 4

  /// The likeliest words that an unknown one was meant to be. Most are at hand, with one mistake behind the first
  /// two letters, or another ending. `all` also finds those whose beginning is missing or another one.
  private mutating func respelled(
    _ word: SearchTerm, all: Bool
  ) throws(SearchIndexError) -> [Guess] {
    if word.count < (word.isHangul ? 2 : 4) { return [] }
    let near = try knownNear(word)
    let found = Self.likely(word, near)
    let isSure = found.contains { guess in
      guard guess.count >= Self.sure, let edits = guess.edits else { return false }
      let units = guess.term.units
      return units[1] == word.units[1]
        && (edits < 2 || units.starts(with: word.units.dropLast(3)))
    }
    if !all, isSure { return found }
    let known = try all ? knownAll() : knownFrom(word.beginnings)
    return Self.likely(word, near.merging(known) { $1 })
  }

  /// A word that another one may have been meant to be.
  private struct Guess {
    let term: SearchTerm
    let weight: Double
    let count: Int
    /// None for a longer word that may be made with the one that was typed.
    let edits: Int?
    var rank: Double { weight * (1 + Double(count) / 20) }
  }

  private static func likely(_ word: SearchTerm, _ known: Known) -> [Guess] {
    let allowed = word.count < 4 ? 0 : word.count < 8 ? 1 : 2
    var found: [Guess] = []
    for (term, count) in known {
      if term.count > word.count, term.contains(word) {
        let weight = 0.6 * (Double(word.count) / Double(term.count)).squareRoot()
        found.append(Guess(term: term, weight: weight, count: count, edits: nil))
        continue
      }
      guard abs(term.count - word.count) <= allowed, allowed > 0 else { continue }
      let edits = distance(word.units, term.units, limit: allowed)
      if edits > allowed { continue }
      let kept = [1, 0.65, 0.65 * 0.65][edits]
      let weight = kept * (term.units.first == word.units.first ? 1 : 0.6)
      found.append(Guess(term: term, weight: weight, count: count, edits: edits))
    }
    found.sort { $0.rank != $1.rank ? $0.rank > $1.rank : $0.term < $1.term }
    return Array(found.prefix(5))
  }

  /// Edits between two words, a swap of neighbours counting as one; more than `limit` is just more.
  private static func distance(_ left: [UInt16], _ right: [UInt16], limit: Int) -> Int {
    var before: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column]
        var value = min(last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          value = min(value, before[column - 1] + 1)
        }
        current.append(value)
      }
      if let least = current.min(), least > limit { return least }
      before = last
      last = current
    }
    return last[right.count]
  }
}
