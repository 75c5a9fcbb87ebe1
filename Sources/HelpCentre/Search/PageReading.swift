// What only the texts of the found pages tell: the twin of `testimony` in search-reading.js. Of the best
// pages this decides which is the best, where the index has but a few bits for each word.

import Foundation

/// The words of a page's texts as numbers, cut once for all queries.
struct PageWords {
  /// A word as it stands there, and folded.
  struct Word {
    let form, folded: Int32
  }

  /// The title, then for each section its heading and its body; pieces of words are left out.
  let title: [Word]
  let sections: [(title: [Word], body: [Word])]
}

/// Numbers for words.
struct WordNumbers {
  private var numbers: [SearchTerm: Int32] = [:]

  /// The number of a word, a new one for a new word.
  mutating func number(_ term: SearchTerm) -> Int32 {
    if let number = numbers[term] { return number }
    let number = Int32(numbers.count)
    numbers[term] = number
    return number
  }

  /// The words of a text.
  mutating func words(_ text: String, _ rules: SearchRules) -> [PageWords.Word] {
    let normal = text.precomposedStringWithCompatibilityMapping.unicodeScalars
    return SearchQuery.tokens(normal, rules).filter { !$0.isPart }.map {
      PageWords.Word(form: number($0.word.form), folded: number($0.word.folded))
    }
  }

  /// The words of a page.
  mutating func words(_ page: SearchReader.Page, _ rules: SearchRules) -> PageWords {
    PageWords(
      title: words(page.title, rules),
      sections: page.sections.map { (words($0.title, rules), words($0.text, rules)) })
  }
}

/// How a query's words stand in the texts of a page.
struct PageReading {
  /// How often each word of the query stands there as it was typed.
  private var counts: [Int]
  /// The words of the query in the title, those as they were typed, and those at the beginning.
  private var titled: Set<Int> = []
  private var exact: Set<Int> = []
  private var early: Set<Int> = []
  /// Words that follow the one before them in the query, and pairs of words near each other.
  private var following: Set<Int> = []
  private var near: Set<[Int]> = []
  /// How many words of the title are words of the query, as a share.
  private var titleShare = 0.0

  /// So many words of a page are its beginning; so many words apart are two words near each other.
  private static let beginning = 25
  private static let distance = 3

  /// Reads a page. `forms` has the number of a word of the query for each folded form of it, `typed` those of
  /// the words as they were typed, folded where they are guesses.
  /// `keywords` are the words of the query in the title that only the index has.
  init(
    _ page: PageWords, forms: [Int32: Int], typed: [(number: Int32, isGuess: Bool)],
    keywords: [Int]
  ) {
    counts = Array(repeating: 0, count: typed.count)
    for (word, place) in scan(page.title, forms, typed) {
      titled.insert(word)
      if Self.isExact(page.title[place], typed[word]) { exact.insert(word) }
      titleShare += 1
    }
    exact.formUnion(keywords.filter { !titled.contains($0) })
    titleShare = min(1, titleShare / Double(max(1, page.title.count)))
    var words = 0
    for section in page.sections {
      _ = scan(section.title, forms, typed)
      for (word, place) in scan(section.body, forms, typed) where words + place < Self.beginning {
        early.insert(word)
      }
      words += section.body.count
    }
  }

  private static func isExact(
    _ word: PageWords.Word, _ typed: (number: Int32, isGuess: Bool)
  ) -> Bool {
    (typed.isGuess ? word.folded : word.form) == typed.number
  }

  /// Notes the words of the query in a text; gives them with their places.
  private mutating func scan(
    _ text: [PageWords.Word], _ forms: [Int32: Int], _ typed: [(number: Int32, isGuess: Bool)]
  ) -> [(word: Int, place: Int)] {
    var hits: [(word: Int, place: Int)] = []
    for (place, written) in text.enumerated() {
      guard let word = forms[written.folded] else { continue }
      if Self.isExact(written, typed[word]) { counts[word] += 1 }
      if let before = hits.last {
        let gap = place - before.place
        if gap == 1, word == before.word + 1 { following.insert(word) }
        if gap <= Self.distance, word != before.word {
          near.insert([min(word, before.word), max(word, before.word)])
        }
      }
      hits.append((word, place))
    }
    return hits
  }

  /// How much the texts speak for the page, as a share of the best score.
  func testimony(rarities: [Double]) -> Double {
    var total = 0.0
    for rarity in rarities { total += rarity }
    if total == 0 { total = 1 }
    func share(_ value: (Int) -> Double) -> Double {
      var sum = 0.0
      for (word, rarity) in rarities.enumerated() { sum += rarity * value(word) }
      return sum / total
    }
    func share(of words: Set<Int>) -> Double { share { words.contains($0) ? 1 : 0 } }
    let neighbours = Double(max(1, rarities.count - 1))
    var sum = 0.15 * share { log(1 + Double(counts[$0])) }
    sum += 0.25 * Double(following.count) / neighbours
    sum += 0.2 * Double(near.count) / neighbours
    sum += 0.15 * share(of: exact)
    sum += 0.3 * share(of: early)
    sum += 0.25 * share(of: titled) * titleShare
    return sum
  }
}

extension Searcher {
  /// The best pages are put in order by what their texts tell as well.
  mutating func reread(
    _ ranked: inout [Entry], _ matches: [Match]
  ) throws(SearchIndexError) {
    guard let unit = ranked.first?.score else { return }
    let close = ranked.prefix(Reading.most).count { $0.score >= Reading.close * unit }
    var forms: [Int32: Int] = [:]
    for (word, match) in matches.enumerated() {
      for form in match.forms { forms[numbers.number(form)] = word }
    }
    // What was guessed stands for what was typed.
    let typed = matches.map { match in
      let guess = match.isGuess ? match.forms.first : nil
      return (number: numbers.number(guess ?? match.word.form), isGuess: match.isGuess)
    }
    let rarities = matches.map(\.rarity)
    var said: [Double] = []
    for place in 0..<close {
      let page = ranked[place].page
      let keywords = matches.indices.filter { matches[$0].pages[page]?.posting.inTitle == true }
      let reading = PageReading(
        try words(page), forms: forms, typed: typed, keywords: keywords)
      said.append(reading.testimony(rarities: rarities))
    }
    // Channels and problems, which are lifted, have short texts: they need not say more than the others.
    let most = said.max() ?? 0
    for place in 0..<close {
      let priority = ranked[place].factors.priority
      ranked[place].factors.texts = unit * priority * (priority > 1 ? most : said[place])
      ranked[place].score += ranked[place].factors.texts
    }
    let best = ranked.prefix(close).sorted {
      $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page
    }
    ranked.replaceSubrange(..<close, with: best)
  }

  /// So many of the best pages are read, as long as they are so near to the first.
  private enum Reading {
    static let most = 10
    static let close = 0.78
  }

  /// The words of a page.
  private mutating func words(_ page: Int) throws(SearchIndexError) -> PageWords {
    if let known = read[page] { return known }
    let words = numbers.words(try reader.page(page), rules)
    read[page] = words
    return words
  }

  mutating func has(
    _ phrases: [[SearchTerm]], on page: Int
  ) throws(SearchIndexError) -> Bool {
    let words = try words(page)
    let texts = [words.title] + words.sections.flatMap { [$0.title, $0.body] }
    return phrases.allSatisfy { phrase in
      let wanted = phrase.map { numbers.number($0) }
      return texts.contains { $0.map(\.folded).contains(wanted) }
    }
  }
}
