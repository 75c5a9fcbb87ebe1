// The ranking of the browser, in Swift: the twin of `search-core.js` and its parts, for golden queries at
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
    /// The channel that helps best with a problem.
    package let way: SearchWay?
    package let score: Double
    /// How the score came about.
    package let factors: Factors
  }

  /// The parts of a score.
  package struct Factors: Sendable {
    /// For each word that the page has: what it counts.
    package internal(set) var words: [(word: String, value: Double)] = []
    /// The share of the query's words, by rarity, that the page has, that its title has, and that its title
    /// or its headings have.
    package internal(set) var covered = 0.0, title = 0.0, heading = 0.0
    /// Whether neighbours in the query are neighbours in the title, from 0 to 1.
    package internal(set) var adjacency = 0.0
    /// The page's priority.
    package internal(set) var priority = 1.0
    /// What its texts add, for the best pages.
    package internal(set) var texts = 0.0
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

  var reader: SearchReader
  let rules: SearchRules
  /// The words of the pages that were read.
  var numbers = WordNumbers()
  var read: [Int: PageWords] = [:]
  /// Words that were looked through for mistakes: those of shards, and all that are there for spelling.
  var near: [Int: Known] = [:]
  var all: Known?

  /// Words with how many bits the number of their pages has.
  typealias Known = [SearchTerm: Int]

  /// Opens the index of a language; `read` gives a file by its path in the site.
  package init(
    language: String, read: @escaping (String) -> [UInt8]?
  ) throws(SearchIndexError) {
    reader = try SearchReader(language: language, read)
    rules = SearchRules(language: language)
  }

  /// A form of the index that a word may mean.
  struct Candidate {
    let shard: Int
    let index: Int
    let term: SearchTerm
    var weight: Double
  }

  /// What a word of the query matches.
  struct Match {
    let word: SearchQuery.Word
    var pages: [Int: (posting: SearchReader.Posting, value: Double, weight: Double)] = [:]
    var rarity = 0.0
    var isGuess = false
    /// What was typed or guessed, then the other forms of its stems.
    var forms: [SearchTerm] = []
    var shown: [(term: String, weight: Double, pages: Int)] = []

    /// Counts a word by how few pages have it.
    mutating func setRarity(_ frequency: Int, total: Double) {
      rarity = log(1 + (total - Double(frequency) + 0.5) / (Double(frequency) + 0.5))
    }

    /// Adds the pages that have all words of a synonym.
    mutating func add(_ others: [Match], total: Double) {
      let isUnknown = pages.isEmpty
      for (page, first) in others[0].pages {
        let hits = others.compactMap { $0.pages[page] }
        if hits.count < others.count { continue }
        var value = 0.0
        for hit in hits { value += hit.value }
        value *= Self.synonymWeight / Double(hits.count)
        if let known = pages[page], known.value >= value { continue }
        let posting = SearchReader.Posting(
          page: page, impact: first.posting.impact,
          inTitle: hits.allSatisfy(\.posting.inTitle),
          inHeading: hits.allSatisfy(\.posting.inHeading), place: 0, variants: 0)
        pages[page] = (posting, value, Self.synonymWeight)
      }
      for form in others.flatMap(\.forms) where !forms.contains(form) { forms.append(form) }
      shown += others.flatMap(\.shown).map { ($0.term, $0.weight * Self.synonymWeight, $0.pages) }
      if isUnknown { setRarity(pages.count, total: total) }
    }

    private static let synonymWeight = 0.8
  }

  /// A page that was found.
  struct Entry {
    let page: Int
    var sum = 0.0, covered = 0.0, title = 0.0, heading = 0.0, score = 0.0
    var factors = Factors()
  }

  /// The best pages for a query.
  package mutating func search(
    _ text: String, limit: Int = 10
  ) throws(SearchIndexError) -> Answer {
    let query = SearchQuery(text, rules)
    if query.words.isEmpty || reader.isEmpty {
      return Answer(results: [], total: 0, corrected: "", words: [])
    }
    let matches = try match(query.words)
    var ranked = rank(matches)
    for word in query.excluded {
      let shard = try reader.shard(try reader.shardNumber(of: word.folded))
      guard let index = Self.find(word.folded, in: shard.terms) else { continue }
      let pages = Set(SearchReader.postings(shard, shard.groups[index]).pages.map(\.page))
      ranked.removeAll { pages.contains($0.page) }
    }
    if !query.phrases.isEmpty {
      var kept: [Entry] = []
      for entry in ranked.prefix(40) where try has(query.phrases, on: entry.page) {
        kept.append(entry)
      }
      ranked = kept
    }
    try reread(&ranked, matches)
    var results: [Result] = []
    for entry in ranked.prefix(limit) {
      let page = try reader.page(entry.page)
      results.append(
        Result(
          url: page.url, title: page.title, kind: SearchKind(rawValue: page.kind) ?? .article,
          crumbs: page.crumbs, way: page.way, score: entry.score, factors: entry.factors))
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

  /// What the words mean. If that is nothing at all, words are taken apart, and as much of each is looked for
  /// as is known.
  private mutating func match(_ words: [SearchQuery.Word]) throws(SearchIndexError) -> [Match] {
    let matches = try match(words, .guessed)
    if matches.contains(where: { !$0.pages.isEmpty }) { return matches }
    var pieces: [SearchQuery.Word] = []
    for word in words { pieces += try takenApart(word) }
    var others = try match(Array(pieces.prefix(SearchQuery.mostWords)), .begun)
    for place in others.indices { others[place].isGuess = true }
    return others
  }

  /// A name like `wi-fi` stands for its parts where the whole is unknown.
  private mutating func match(
    _ words: [SearchQuery.Word], _ reach: Reach
  ) throws(SearchIndexError) -> [Match] {
    let covered = coveredBySynonyms(words)
    var matches: [Match] = []
    for (place, word) in words.enumerated() {
      let isLast = place == words.count - 1
      let match = try match(
        word, covered.contains(place) ? .longer : reach, isLast: isLast)
      if !word.parts.isEmpty, match.isGuess || match.forms.isEmpty {
        for part in word.parts { matches.append(try self.match(part, reach, isLast: isLast)) }
      } else {
        matches.append(match)
      }
    }
    try addSynonyms(&matches)
    return matches
  }

  /// Words that need not be guessed at, because they are typed for others.
  private func coveredBySynonyms(_ words: [SearchQuery.Word]) -> Set<Int> {
    var covered: Set<Int> = []
    for synonym in reader.manifest.synonyms {
      let typed = synonym[0]
      guard typed.count <= words.count else { continue }
      for start in 0...(words.count - typed.count) {
        let isTyped = typed.indices.allSatisfy {
          Self.isForm(words[start + $0].folded, of: SearchTerm(typed[$0]))
        }
        if isTyped { covered.formUnion(start..<(start + typed.count)) }
      }
    }
    return covered
  }

  /// What is found for words as well, at a lower weight: pages that have all words of the other phrase.
  private mutating func addSynonyms(_ matches: inout [Match]) throws(SearchIndexError) {
    let own = matches
    for synonym in reader.manifest.synonyms where synonym[0].count <= own.count {
      let typed = synonym[0].map { SearchTerm($0) }
      for start in 0...(own.count - typed.count) {
        let isTyped = typed.indices.allSatisfy { place in
          let match = own[start + place]
          return Self.isForm(match.word.folded, of: typed[place])
            || !match.isGuess && match.forms.contains(typed[place])
        }
        if !isTyped { continue }
        for phrase in synonym.dropFirst() {
          var others: [Match] = []
          for word in phrase {
            let term = SearchTerm(word)
            others.append(
              try match(SearchQuery.Word(form: term, folded: term), .exact, isLast: false))
          }
          for place in start..<(start + typed.count) { matches[place].add(others, total: total) }
        }
      }
    }
  }

  /// Whether a word is another one with an ending of a letter or two: the site may not have it itself.
  private static func isForm(_ word: SearchTerm, of other: SearchTerm) -> Bool {
    word == other
      || other.count > 4 && word.count <= other.count + 2 && word.units.starts(with: other.units)
  }

  private var total: Double { Double(reader.manifest.pages.count) }

  private mutating func match(
    _ word: SearchQuery.Word, _ reach: Reach, isLast: Bool
  ) throws(SearchIndexError) -> Match {
    let (list, isGuess) = try candidates(word, reach, isLast: isLast)
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
      // The very spelling counts fully: see `spelling` in search-words.js.
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
    match.setRarity(frequency, total: total)
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
      for term in shard.others[group] ?? [] where seen.insert(term).inserted { forms.append(term) }
    }
    return forms
  }
}
