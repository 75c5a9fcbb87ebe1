// The order of the pages by what the index has of them: the twin of `rank` in search-core.js.

extension Searcher {
  /// What names count beside the words themselves.
  package enum Weights {
    package static let title = 3.3
    package static let heading = 1.5
    package static let adjacency = 1.5
  }

  /// The pages that have any of the words, the best first.
  func rank(_ matches: [Match]) -> [Entry] {
    var total = 0.0
    for match in matches { total += match.rarity }
    if total == 0 { total = 1 }
    var found: [Int: Entry] = [:]
    for match in matches {
      for (page, hit) in match.pages {
        var entry = found[page] ?? Entry(page: page)
        entry.sum += match.rarity * hit.value
        entry.covered += match.rarity
        let counted = match.rarity * hit.weight
        if hit.posting.inTitle { entry.title += counted }
        if hit.posting.inTitle || hit.posting.inHeading { entry.heading += counted }
        entry.factors.words.append((match.word.form.text, match.rarity * hit.value))
        found[page] = entry
      }
    }
    let pairs = max(1, matches.count - 1)
    var ranked = found.values.map { entry in
      var entry = entry
      entry.factors.covered = entry.covered / total
      entry.factors.title = entry.title / total
      entry.factors.heading = entry.heading / total
      // A title that has but one small word of the query says little.
      let named = Weights.title * entry.factors.title + Weights.heading * entry.factors.heading
      let covered = entry.factors.covered
      let score = entry.sum * covered + named * covered.squareRoot()
      entry.factors.priority = reader.priority[entry.page] ?? 1
      entry.factors.adjacency = Double(adjacentPairs(matches, on: entry.page)) / Double(pairs)
      let adjacent = Weights.adjacency * entry.factors.adjacency
      entry.score = Self.rounded((score + adjacent) * entry.factors.priority)
      return entry
    }
    ranked.sort { $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page }
    return ranked
  }

  /// The last digits of a logarithm are not the same everywhere; pages alike shall be in the same order.
  static func rounded(_ score: Double) -> Double { (score * 1e9).rounded() / 1e9 }

  /// How many neighbours of the query are neighbours in a page's title.
  private func adjacentPairs(_ matches: [Match], on page: Int) -> Int {
    var previous = 0
    var pairs = 0
    for match in matches {
      let place = match.pages[page]?.posting.place ?? 0
      if previous > 0, place == previous + 1 { pairs += 1 }
      previous = place
    }
    return pairs
  }
}
