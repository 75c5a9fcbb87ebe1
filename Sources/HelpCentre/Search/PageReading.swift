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
  /// The pieces of the title's words, and all that is in the name in the page's address, folded.
  let pieces: Set<Int32>
  let name: Set<Int32>
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

  /// The words of a text, and the pieces of its words.
  private mutating func cut(
    _ text: String, _ rules: SearchRules
  ) -> (words: [PageWords.Word], pieces: [PageWords.Word]) {
    let normal = text.precomposedStringWithCompatibilityMapping.unicodeScalars
    var words: [PageWords.Word] = []
    var pieces: [PageWords.Word] = []
    for token in SearchQuery.tokens(normal, rules, singles: true) {
      let word = PageWords.Word(
        form: number(token.word.form), folded: number(token.word.folded))
      if token.isPart { pieces.append(word) } else { words.append(word) }
    }
    return (words, pieces)
  }

  /// The words of a page.
  mutating func words(_ page: SearchReader.Page, _ rules: SearchRules) -> PageWords {
    let title = cut(page.title, rules)
    let name = cut(Self.name(page.url), rules)
    return PageWords(
      title: title.words,
      sections: page.sections.map { (cut($0.title, rules).words, cut($0.text, rules).words) },
      pieces: Set(title.pieces.map(\.folded)),
      name: Set((name.words + name.pieces).map(\.folded)))
  }

  /// The name that a page has in its address, as words.
  private static func name(_ url: String) -> String {
    var path = url.unicodeScalars[...]
    for ending in ["/index.html", ".html", "/"] where path.ends(with: ending) {
      path.removeLast(ending.count)
      break
    }
    let start = path.lastIndex { $0 == "/" || $0 == "#" }.map { path.index(after: $0) }
    var words = String.UnicodeScalarView()
    words.append(
      contentsOf: path[(start ?? path.startIndex)...].map { $0 == "-" || $0 == "_" ? " " : $0 })
    let name = String(words)
    return name.removingPercentEncoding ?? name
  }
}

extension Substring.UnicodeScalarView {
  fileprivate func ends(with ending: String) -> Bool {
    suffix(ending.unicodeScalars.count).elementsEqual(ending.unicodeScalars)
  }
}

/// How a query's words stand in the texts of a page.
struct PageReading {
  /// A word of the query: as it was typed, folded where it is a guess, and how rare it is.
  struct Typed {
    let number: Int32
    let isGuess: Bool
    let rarity: Double
  }

  private let typed: [Typed]
  private let total: Double
  /// How often each word of the query stands there, and in how many sections.
  private var counts: [Int]
  private var sections: [Int]
  private let sectionCount: Int
  /// The words of the query that stand there as they were typed, in the title, in the title as they were typed,
  /// in the page's name, and at the beginning.
  private var exact: Set<Int> = []
  private var titled: Set<Int> = []
  private var titledExactly: Set<Int> = []
  private var named: Set<Int> = []
  private var early: Set<Int> = []
  /// How many words of the title are words of the query, as a share.
  private var fit = 0.0
  /// How close together the words of the query stand at best: what share of them, by rarity, and how few others
  /// are between them.
  private var together = 0.0

  /// So many words of a page are its beginning; words farther apart than so many do not stand together.
  private static let early = 15
  private static let together = 20

  /// Reads a page. `forms` has the number of a word of the query for each folded form of it; `indexed` are the
  /// words of the query that the index has in the title.
  init(_ page: PageWords, forms: [Int32: Int], typed: [Typed], indexed: [Int]) {
    self.typed = typed
    var total = 0.0
    for word in typed { total += word.rarity }
    self.total = total == 0 ? 1 : total
    counts = Array(repeating: 0, count: typed.count)
    sections = counts
    sectionCount = max(1, page.sections.count)
    let title = scan(page.title, forms)
    titled = Set(title.map(\.word))
    titledExactly = Set(title.filter(\.isExact).map(\.word))
    fit = min(1, Double(title.count) / Double(max(1, page.title.count)))
    // Keywords count as a title that only the index has.
    let pieces = Set(page.pieces.compactMap { forms[$0] })
    for word in indexed where !titled.contains(word) && !pieces.contains(word) {
      titled.insert(word)
      titledExactly.insert(word)
      fit = 1
    }
    named = Set(page.name.compactMap { forms[$0] })
    var words = 0
    for section in page.sections {
      let heading = scan(section.title, forms)
      let body = scan(section.body, forms)
      for word in Set((heading + body).map(\.word)) { sections[word] += 1 }
      for hit in body where words + hit.place < Self.early { early.insert(hit.word) }
      words += section.body.count
    }
  }

  /// Where a word of the query stands in a text, by words.
  private struct Hit {
    let word, place: Int
    /// Whether it is the word as it was typed.
    let isExact: Bool
  }

  /// Notes the words of the query in a text.
  private mutating func scan(_ text: [PageWords.Word], _ forms: [Int32: Int]) -> [Hit] {
    var hits: [Hit] = []
    for (place, written) in text.enumerated() {
      guard let word = forms[written.folded] else { continue }
      let wanted = typed[word]
      let isExact = (wanted.isGuess ? written.folded : written.form) == wanted.number
      counts[word] += 1
      if isExact { exact.insert(word) }
      hits.append(Hit(word: word, place: place, isExact: isExact))
    }
    for (first, hit) in hits.enumerated() {
      var near: Set<Int> = []
      var weight = 0.0
      for other in hits[first...] {
        let width = other.place - hit.place + 1
        if width > Self.together { break }
        guard near.insert(other.word).inserted else { continue }
        weight += typed[other.word].rarity
        let share = min(1, Double(near.count) / Double(width))
        together = max(together, weight / total * share.squareRoot())
      }
    }
    return hits
  }

  /// How much the texts speak for the page, as a share of the best score.
  var testimony: Double {
    func share(_ value: (Int) -> Double) -> Double {
      var sum = 0.0
      for (word, wanted) in typed.enumerated() { sum += wanted.rarity * value(word) }
      return sum / total
    }
    func share(of words: Set<Int>) -> Double { share { words.contains($0) ? 1 : 0 } }
    var sum = 0.25 * share { log(1 + Double(counts[$0])) }
    sum += 0.27 * share { Double(sections[$0]) / Double(sectionCount) }
    sum += 0.75 * together
    sum += 0.3 * Double(exact.count) / Double(typed.count)
    sum += 0.35 * fit * share(of: titled)
    sum += 0.35 * fit * share(of: titledExactly)
    sum += 0.5 * share(of: named)
    sum += 0.3 * share(of: early)
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
      return PageReading.Typed(
        number: numbers.number(guess ?? match.word.form), isGuess: match.isGuess,
        rarity: match.rarity)
    }
    var said: [Double] = []
    for place in 0..<close {
      let page = ranked[place].page
      let indexed = matches.indices.filter { matches[$0].pages[page]?.posting.inTitle == true }
      let reading = PageReading(try words(page), forms: forms, typed: typed, indexed: indexed)
      said.append(reading.testimony)
    }
    // Channels and problems, which are lifted, have short texts: they need not say more than the others.
    let most = said.max() ?? 0
    for place in 0..<close {
      let priority = ranked[place].factors.priority
      ranked[place].factors.texts = unit * priority * (priority > 1 ? most : said[place])
      ranked[place].score = Self.rounded(ranked[place].score + ranked[place].factors.texts)
    }
    let best = ranked.prefix(close).sorted {
      $0.score != $1.score ? $0.score > $1.score : $0.page < $1.page
    }
    ranked.replaceSubrange(..<close, with: best)
  }

  /// So many of the best pages are read, as long as they are so near to the first.
  private enum Reading {
    static let most = 10
    static let close = 0.76
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
