// The ranking of the browser, in Swift: the twin of `search-core.js`, line by line, for golden queries at
// the build and for `kbgen search`. Tests hold the two together: what one ranks, the other ranks so too.

import Foundation
import Markup

/// Searches in the index of one language.
package struct Searcher {
  /// A page that was found.
  package struct Result: Sendable {
    /// From the site's root, percent-encoded.
    package let url: String
    package let title: String
    package let kind: SearchKind
    package let crumbs: [String]
    package let score: Double
    /// How the score came about.
    package let factors: Factors
  }

  /// The parts of a score.
  package struct Factors: Sendable {
    /// For each word that the page has: what it counts.
    package fileprivate(set) var words: [(word: String, value: Double)] = []
    /// The share of the query's words, by rarity, that the page has, that its title has, and that one
    /// section has.
    package fileprivate(set) var covered = 0.0, title = 0.0, together = 0.0
    /// Whether neighbours in the query are neighbours in the title, from 0 to 1.
    package fileprivate(set) var adjacency = 0.0
    /// The page's priority.
    package fileprivate(set) var priority = 1.0
  }

  /// What was found.
  package struct Answer: Sendable {
    package let results: [Result]
    package let total: Int
    /// The words searched for instead, or empty.
    package let corrected: String
    /// What each word was taken for.
    package let words: [WordMatch]
  }

  /// What a word of the query was taken for.
  package struct WordMatch: Sendable {
    package let word: String
    /// Forms of the index with their weights.
    package let candidates: [(term: String, weight: Double, pages: Int)]
    package let rarity: Double
    /// Whether the forms are guesses for a word that the index does not have.
    package let isGuess: Bool
  }

  private var reader: SearchReader
  private let rules: SearchRules

  /// Opens the index of a language; `read` gives a file by its path in the site.
  package init(
    language: String, read: @escaping (String) -> [UInt8]?
  ) throws(SearchIndexError) {
    reader = try SearchReader(language: language, read)
    rules = SearchRules(language: language)
  }

  private struct Candidate {
    let shard: Int
    let index: Int
    let term: SearchTerm
    var weight: Double
  }

  private struct Match {
    let word: SearchQuery.Word
    var pages: [Int: (posting: SearchReader.Posting, value: Double, weight: Double)] = [:]
    var rarity = 0.0
    var isGuess = false
    /// What was typed or guessed, then the other forms of its stems.
    var forms: [SearchTerm] = []
    var shown: [(term: String, weight: Double, pages: Int)] = []
  }

  private struct Entry {
    let page: Int
    var sum = 0.0, covered = 0.0, title = 0.0, named = 0.0, score = 0.0
    var sections: [Int: Double] = [:]
    var factors = Factors()
  }

  /// The best pages for a query.
  package mutating func search(
    _ text: String, limit: Int = 10
  ) throws(SearchIndexError) -> Answer {
    let query = SearchQuery(text, rules)
    if query.words.isEmpty || reader.manifest.shards.files.isEmpty {
      return Answer(results: [], total: 0, corrected: "", words: [])
    }
    let matches = try match(query.words)
    var ranked = rank(matches)
    for word in query.excluded {
      let shard = try reader.shard(reader.shardNumber(of: word.folded))
      guard let index = Self.find(word.folded, in: shard.terms) else { continue }
      let pages = Set(SearchReader.postings(shard, shard.groups[index]).pages.map(\.page))
      ranked.removeAll { pages.contains($0.page) }
    }
    try liftAdjacent(&ranked, matches)
    if !query.phrases.isEmpty {
      var kept: [Entry] = []
      for entry in ranked.prefix(40) where try has(query.phrases, on: entry.page) {
        kept.append(entry)
      }
      ranked = kept
    }
    var results: [Result] = []
    for entry in ranked.prefix(limit) {
      let page = try reader.page(entry.page)
      results.append(
        Result(
          url: page.url, title: page.title, kind: SearchKind(rawValue: page.kind) ?? .article,
          crumbs: page.crumbs, score: entry.score, factors: entry.factors))
    }
    let isCorrected = matches.contains { $0.isGuess && !$0.forms.isEmpty }
    let corrected = matches.map { match in
      (match.isGuess ? match.forms.first ?? match.word.form : match.word.form).text
    }
    return Answer(
      results: results, total: ranked.count,
      corrected: isCorrected ? corrected.joined(separator: " ") : "",
      words: matches.map {
        WordMatch(
          word: $0.word.form.text, candidates: $0.shown, rarity: $0.rarity, isGuess: $0.isGuess)
      })
  }

  // MARK: Words

  /// A name like `wi-fi` stands for its parts where the whole is unknown.
  private mutating func match(_ words: [SearchQuery.Word]) throws(SearchIndexError) -> [Match] {
    var matches: [Match] = []
    for (place, word) in words.enumerated() {
      let isLast = place == words.count - 1
      let match = try match(word, isLast: isLast)
      if !word.parts.isEmpty, match.isGuess || match.forms.isEmpty {
        for part in word.parts { matches.append(try self.match(part, isLast: isLast)) }
      } else {
        matches.append(match)
      }
    }
    return matches
  }

  private mutating func match(
    _ word: SearchQuery.Word, isLast: Bool
  ) throws(SearchIndexError) -> Match {
    let (list, isGuess) = try candidates(word, isLast: isLast)
    var match = Match(word: word, isGuess: isGuess)
    var frequency = 0
    let isKnown = list.contains { $0.term == word.folded }
    for candidate in list {
      let shard = try reader.shard(candidate.shard)
      let number = shard.groups[candidate.index]
      let group = SearchReader.postings(shard, number)
      if candidate.term == word.folded || !isKnown { frequency = max(frequency, group.frequency) }
      let variant =
        candidate.term == word.folded ? shard.variants[number]?.firstIndex(of: word.form) : nil
      // The very spelling counts fully: see `spelling` in search-core.js.
      let otherwise = word.form == word.folded ? 0.9 : 0.6
      for posting in group.pages {
        let isExact = variant.map { posting.variants & (1 << $0) != 0 } ?? true
        let weight = candidate.weight * (isExact ? 1 : otherwise)
        let value = weight * posting.impact
        if let known = match.pages[posting.page], known.value >= value { continue }
        match.pages[posting.page] = (posting, value, weight)
      }
      match.shown.append((candidate.term.text, candidate.weight, group.frequency))
    }
    let total = Double(reader.manifest.pages.count)
    let found = Double(frequency)
    match.rarity = log(1 + (total - found + 0.5) / (found + 0.5))
    match.forms = try forms(of: list)
    return match
  }

  private mutating func forms(of list: [Candidate]) throws(SearchIndexError) -> [SearchTerm] {
    var forms = list.map(\.term)
    var seen = Set(forms)
    for candidate in list {
      let shard = try reader.shard(candidate.shard)
      let group = shard.groups[candidate.index]
      for (index, other) in shard.groups.enumerated() where other == group {
        if seen.insert(shard.terms[index]).inserted { forms.append(shard.terms[index]) }
      }
    }
    return forms
  }

  /// The forms of the index that a word may mean, and whether they are a guess.
  private mutating func candidates(
    _ word: SearchQuery.Word, isLast: Bool
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
    for pair in reader.manifest.analysis.digraphs where word.folded.text.contains(pair[0]) {
      let other = word.folded.text.split(
        separator: pair[0], omittingEmptySubsequences: false
      ).joined(separator: pair[1])
      try exact(SearchTerm(other), 1).map(add)
    }
    for group in reader.manifest.synonyms where group.contains(word.folded.text) {
      for other in group where other != word.folded.text {
        try exact(SearchTerm(other), 0.8).map(add)
      }
    }
    let isKnown = places[word.folded] != nil
    if isLast || word.folded.count > 3 {
      let share = isLast ? (isKnown ? 0.54 : 0.9) : 0.25
      for var candidate in try withPrefix(word.folded) {
        candidate.weight =
          share * (Double(word.folded.count) / Double(candidate.term.count)).squareRoot()
        add(candidate)
      }
    }
    if !list.isEmpty { return (list, false) }
    for (term, weight) in try respelled(word.folded) { try exact(term, weight).map(add) }
    // A form that the site does not have shares its beginning with those that it has.
    let isHangul = word.folded.units.first.map { (0xAC00...0xD7A3).contains($0) } ?? false
    var cut = 1
    while list.isEmpty, cut <= 3, word.folded.count - cut >= (isHangul ? 2 : 4) {
      let stem = SearchTerm(units: word.folded.units.dropLast(cut))
      try exact(stem, 0.5).map(add)
      for var candidate in try withPrefix(stem) {
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
    let number = reader.shardNumber(of: term)
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

  private static func find(_ term: SearchTerm, in terms: [SearchTerm]) -> Int? {
    let index = lowerBound(terms, term)
    return index < terms.count && terms[index] == term ? index : nil
  }

  /// At most 40 longer forms, the shortest first, from at most three shards.
  private mutating func withPrefix(
    _ prefix: SearchTerm
  ) throws(SearchIndexError) -> [Candidate] {
    var found: [Candidate] = []
    let first = reader.shardNumber(of: prefix)
    let end = reader.shardNumber(of: SearchTerm(units: prefix.units + [0xFFFF]))
    for number in first...max(first, min(end, first + 2)) {
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

  /// The likeliest words that an unknown one was meant to be.
  private mutating func respelled(
    _ word: SearchTerm
  ) throws(SearchIndexError) -> [(SearchTerm, Double)] {
    let allowed = word.count < 4 ? 0 : word.count < 8 ? 1 : 2
    if allowed == 0 { return [] }
    var counts: [SearchTerm: Int] = [:]
    for term in try reader.shard(reader.shardNumber(of: word)).terms { counts[term] = 1 }
    for (term, count) in try reader.spellingList() { counts[term] = count }
    var found: [(term: SearchTerm, weight: Double, likely: Double)] = []
    for (term, count) in counts where abs(term.count - word.count) <= allowed {
      let edits = Self.distance(word.units, term.units, limit: allowed)
      if edits > allowed { continue }
      let kept = [1, 0.65, 0.65 * 0.65][edits]
      let weight = kept * (term.units.first == word.units.first ? 1 : 0.6)
      found.append((term, weight, weight * (1 + Double(count) / 20)))
    }
    found.sort { $0.likely != $1.likely ? $0.likely > $1.likely : $0.term < $1.term }
    return found.prefix(5).map { ($0.term, $0.weight) }
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

  // MARK: Ranking

  private func rank(_ matches: [Match]) -> [Entry] {
    var total = 0.0
    for match in matches { total += match.rarity }
    if total == 0 { total = 1 }
    var found: [Int: Entry] = [:]
    for match in matches {
      for (page, hit) in match.pages {
        var entry = found[page] ?? Entry(page: page)
        entry.sum += match.rarity * hit.value
        entry.covered += match.rarity
        if hit.posting.inTitle {
          entry.title += match.rarity * hit.weight
          entry.named += match.rarity
        }
        if hit.posting.section > 0 {
          entry.sections[hit.posting.section, default: 0] += match.rarity
        }
        entry.factors.words.append((match.word.form.text, match.rarity * hit.value))
        found[page] = entry
      }
    }
    var ranked = found.values.map { entry in
      var entry = entry
      // A title is a place where words stand together, too.
      let together = max(entry.named, entry.sections.values.max() ?? 0) / total
      let score = entry.sum * entry.covered / total + 1.5 * entry.title / total + 0.25 * together
      entry.factors.covered = entry.covered / total
      entry.factors.title = entry.title / total
      entry.factors.together = together
      entry.factors.priority = reader.priority[entry.page] ?? 1
      entry.score = score * entry.factors.priority
      return entry
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page }
    return ranked
  }

  /// Neighbours in the query that are neighbours in a title lift its page.
  private func liftAdjacent(
    _ ranked: inout [Entry], _ matches: [Match]
  ) throws(SearchIndexError) {
    if matches.count < 2 { return }
    let forms = matches.map { Set($0.forms) }
    let titles = Dictionary(
      try reader.titles().map { ($0.page, $0.title) }, uniquingKeysWith: { $1 })
    for place in ranked.indices.prefix(50) {
      let title = SearchQuery.tokens(
        (titles[ranked[place].page] ?? "").precomposedStringWithCompatibilityMapping.unicodeScalars,
        rules, singles: true
      ).map(\.word.folded)
      var pairs = 0
      for index in 1..<forms.count {
        let isPair = title.indices.dropFirst().contains {
          forms[index].contains(title[$0]) && forms[index - 1].contains(title[$0 - 1])
        }
        if isPair { pairs += 1 }
      }
      let share = 0.4 * ranked[place].factors.priority * Double(pairs) / Double(forms.count - 1)
      ranked[place].factors.adjacency = Double(pairs) / Double(forms.count - 1)
      ranked[place].score += share
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page }
  }

  private func has(_ phrases: [[SearchTerm]], on page: Int) throws(SearchIndexError) -> Bool {
    let page = try reader.page(page)
    let texts = [page.title] + page.sections.flatMap { [$0.title, $0.text] }
    let words = texts.map { text in
      SearchQuery.tokens(
        text.precomposedStringWithCompatibilityMapping.unicodeScalars, rules
      ).filter { !$0.isPart }.map(\.word.folded)
    }
    return phrases.allSatisfy { phrase in
      words.contains { $0.contains(phrase) }
    }
  }
}
