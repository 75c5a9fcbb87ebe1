// What a reader typed, read as the browser reads it: words, words to leave out, quoted phrases.

import Foundation

/// A form of a word in the units in which the browser counts and compares.
struct SearchTerm: Hashable, Comparable {
  /// UTF-16.
  let units: [UInt16]

  init(_ text: String) { units = Array(text.utf16) }
  init(units: [UInt16]) { self.units = units }

  /// The term as text.
  var text: String { String(decoding: units, as: UTF16.self) }
  /// UTF-16 units, as JavaScript's `length`.
  var count: Int { units.count }

  /// Whether it is written in the syllables of Korean, of which two make a word.
  var isHangul: Bool { units.first.map { (0xAC00...0xD7A3).contains($0) } ?? false }

  /// Its first two letters: the first one may be too much or in the wrong place.
  var beginnings: [SearchTerm] { units.prefix(2).map { SearchTerm(units: [$0]) } }

  /// Whether another one stands somewhere in it.
  func contains(_ other: SearchTerm) -> Bool {
    guard other.count <= count else { return false }
    return (0...(count - other.count)).contains { units[$0...].starts(with: other.units) }
  }

  static func < (left: SearchTerm, right: SearchTerm) -> Bool {
    left.units.lexicographicallyPrecedes(right.units)
  }
}

/// A query, read.
struct SearchQuery {
  /// A word as it was typed and folded.
  struct Word {
    let form: SearchTerm
    let folded: SearchTerm
    /// Its pieces, as those of `wi-fi`.
    var parts: [Word] = []
  }

  /// The words to find.
  private(set) var words: [Word] = []
  /// Words that no result may have.
  private(set) var excluded: [Word] = []
  /// Words that must stand together.
  private(set) var phrases: [[SearchTerm]] = []

  /// More letters and more words are not looked at.
  private static let longest = 500
  static let mostWords = 24

  /// Reads a query by the rules of a language.
  init(_ query: String, _ rules: SearchRules) {
    var units = Array(query.utf16.prefix(Self.longest))
    if let last = units.last, UTF16.isLeadSurrogate(last) { units.removeLast() }
    let text = String(decoding: units, as: UTF16.self).precomposedStringWithCompatibilityMapping
    var rest = Array(takingPhrases(from: Array(text.unicodeScalars), rules))
    rest = takingExcluded(from: rest, rules)
    var isNew = false
    for token in Self.tokens(rest, rules) {
      if !token.isPart { isNew = !words.contains { $0.form == token.word.form } }
      guard isNew else { continue }
      if token.isPart {
        words[words.count - 1].parts.append(token.word)
      } else {
        words.append(token.word)
      }
    }
    words = Array(words.prefix(Self.mostWords))
    phrases.removeAll(where: \.isEmpty)
  }

  /// The words of a text with their folded forms; `singles` as in titles.
  static func tokens(
    _ text: some Sequence<Unicode.Scalar>, _ rules: SearchRules, singles: Bool = false
  ) -> [(word: Word, isPart: Bool)] {
    var tokenizer = SearchTokenizer(rules: rules)
    tokenizer.singles = singles
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    var text = String(view)
    text.withUTF8 { tokenizer.scan($0) }
    let parts = Set(tokenizer.tokens.parts)
    return (0..<tokenizer.tokens.count).map { place in
      let form = tokenizer.tokens[place]
      var folded: [UInt8] = []
      Folding.fold(form, into: &folded)
      let word = Word(
        form: SearchTerm(String(decoding: form, as: UTF8.self)),
        folded: SearchTerm(String(decoding: folded, as: UTF8.self)))
      return (word, parts.contains(place))
    }
  }

  private mutating func takingPhrases(
    from text: [Unicode.Scalar], _ rules: SearchRules
  ) -> [Unicode.Scalar] {
    func isQuote(_ scalar: Unicode.Scalar) -> Bool { "\"“”«»„".unicodeScalars.contains(scalar) }
    var out: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      let end = text[(index + 1)...].firstIndex(where: isQuote)
      guard isQuote(text[index]), let end, end > index + 1 else {
        out.append(text[index])
        index += 1
        continue
      }
      let phrase = text[(index + 1)..<end]
      phrases.append(Self.tokens(phrase, rules).filter { !$0.isPart }.map(\.word.folded))
      out += [" "] + phrase + [" "]
      index = end + 1
    }
    return out
  }

  private mutating func takingExcluded(
    from text: [Unicode.Scalar], _ rules: SearchRules
  ) -> [Unicode.Scalar] {
    func isSpace(_ index: Int) -> Bool {
      // As `\s` of JavaScript.
      let scalar = text[index]
      return scalar.properties.isWhitespace && scalar.value != 0x85 || scalar.value == 0xFEFF
    }
    var out: [Unicode.Scalar] = []
    var index = 0
    while index < text.count {
      let isMinus =
        text[index] == "-" && (index == 0 || isSpace(index - 1)) && index + 1 < text.count
        && text[index + 1] != "-" && !isSpace(index + 1)
      guard isMinus else {
        out.append(text[index])
        index += 1
        continue
      }
      var end = index + 1
      while end < text.count, !isSpace(end) { end += 1 }
      excluded += Self.tokens(text[(index + 1)..<end], rules).filter { !$0.isPart }.map(\.word)
      index = end
    }
    return out
  }
}
