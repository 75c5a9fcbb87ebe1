// Which way a straight quote looks: opening, closing, an apostrophe, or feet and inches.

extension PunctuationWriter {
  /// The quotes of a keyboard.
  enum Mark: UInt8 {
    case double = 0x22
    case single = 0x27
  }

  private enum Role {
    case opening, closing, apostrophe, prime, none
  }

  /// A quote, judged.
  mutating func quote(
    _ mark: Mark, _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Change? {
    let before = kind(before: at, in: text)
    let after = Kind(after: at + 1, in: text)
    let role =
      mark == .double ? double(before, after, text, at) : single(before, after, text, at)
    let quotes = mark == .double ? style.double : style.single
    switch role {
    case .none: return nil
    case .opening:
      if mark == .double { openDoubles += 1 } else { openSingles += 1 }
      return opened(quotes.opening, text, at, length: 1)
    case .closing:
      if mark == .double {
        openDoubles = max(0, openDoubles - 1)
      } else {
        openSingles = max(0, openSingles - 1)
      }
      return closed(quotes.closing, text, at, length: 1)
    case .apostrophe:
      if style.apostrophe == "'" { return nil }
      previous = .mark
      return Change(start: at, end: at + 1, first: style.apostrophe)
    case .prime:
      previous = .closing
      return Change(start: at, end: at + 1, first: mark == .double ? "\u{2033}" : "\u{2032}")
    }
  }

  private func double(
    _ before: Kind, _ after: Kind, _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Role {
    let isOpen = openDoubles > 0
    switch before {
    case .letter where after.isWord:
      // Hebrew abbreviates with a quote before the last letter.
      return isOpen && style.apostrophe != "'" ? .closing : .none
    case .digit where after.isWord:
      // 24"x36"
      let isTimes = text[at + 1] == 0x78
      return isOpen ? .closing : isTimes ? .prime : .none
    case .digit: return isOpen ? .closing : .prime
    default: return direction(.double, before, after, isOpen, text, at)
    }
  }

  private func single(
    _ before: Kind, _ after: Kind, _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Role {
    let isOpen = openSingles > 0
    switch before {
    case .closing where style.apostrophe == "'":
      return direction(.single, .mark, after, isOpen, text, at)
    case .letter, .closing:
      if after.isWord || before == .letter && after == .opening { return .apostrophe }
      return isOpen ? .closing : .apostrophe
    case .digit:
      if after == .digit { return .prime }
      return after == .letter ? .apostrophe : isOpen ? .closing : .prime
    case .space, .opening, .mark, .sentence:
      if after.isWord && isElided(text, from: at + 1) { return .apostrophe }
      return direction(.single, before, after, isOpen, text, at)
    case .unknown: preconditionFailure("what stands before is always known")
    }
  }

  /// Whether a quote opens or closes, where it stands in no word.
  private func direction(
    _ mark: Mark, _ before: Kind, _ after: Kind, _ isOpen: Bool,
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Role {
    switch before {
    case .space:
      let hasSpaces = mark == .double && isSpaced
      if hasSpaces && isOpen && (after == .space || after == .unknown) { return .closing }
      if after != .space { return .opening }
      guard hasSpaces else { return .none }
      return text[(at + 1)...].contains(mark.rawValue) ? .opening : .none
    case .opening:
      let isEmpty = at > 0 && text[at - 1] == mark.rawValue
      if after == .unknown { return isEmpty ? .closing : .opening }
      return after.isWord || after == .opening ? .opening : .closing
    case .sentence, .closing, .letter, .digit:
      return (after.isWord || after == .opening) && !isOpen ? .opening : .closing
    case .mark, .unknown:
      if after == .unknown { return isOpen ? .closing : .opening }
      return after.isWord || after == .opening ? .opening : .closing
    }
  }

  /// Whether the word at `index` is one that loses its beginning.
  private func isElided(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Bool {
    let words: [StaticString]
    switch style.elided {
    case .none: return false
    case .english: words = ["n", "tis", "twas", "til", "em"]
    case .dutch: words = ["s", "t", "n", "k", "m", "r"]
    case .afrikaans: words = ["n"]
    }
    var end = index
    while end < text.count, end < index + 5, Kind(ascii: text[end]).isWord { end += 1 }
    let word = UnsafeBufferPointer(rebasing: text[index..<end])
    let isDecade =
      word.count == 3 && word[2] == 0x73 && word.prefix(2).allSatisfy { Kind(ascii: $0) == .digit }
    if isDecade { return style.elided == .english }
    return words.contains { candidate in
      candidate.withUTF8Buffer { letters in
        letters.count == word.count && zip(letters, word).allSatisfy { $0 == $1 | 0x20 }
      }
    }
  }

  /// An opening quote with the space after it.
  mutating func opened(
    _ quote: Unicode.Scalar, _ text: UnsafeBufferPointer<UInt8>, _ at: Int, length: Int
  ) -> Change? {
    var change = Change(start: at, end: at + length, first: quote)
    previous = .opening
    guard quote == "«", isSpaced else { return change }
    let hasSpace = change.end < text.count && text[change.end] == 0x20
    if hasSpace || style.spacing != .swiss && Kind(after: change.end, in: text) != .space {
      change.end += hasSpace ? 1 : 0
      change.second = style.spacing == .canadian ? "\u{A0}" : "\u{202F}"
      previous = .space
    }
    return change
  }

  /// A closing quote with the space before it.
  mutating func closed(
    _ quote: Unicode.Scalar, _ text: UnsafeBufferPointer<UInt8>, _ at: Int, length: Int
  ) -> Change? {
    var change = Change(start: at, end: at + length, first: quote)
    let before = kind(before: at, in: text)
    let hasSpace = at > anchor && text[at - 1] == 0x20
    previous = .closing
    guard quote == "»", isSpaced else { return change }
    if hasSpace || before != .space && style.spacing != .swiss {
      change.start -= hasSpace ? 1 : 0
      change.first = style.spacing == .canadian ? "\u{A0}" : "\u{202F}"
      change.second = quote
    }
    return change
  }
}
