// cmark forgets what was escaped: `\~` and `~` are the same text in its tree. Where a character means
// something to our extensions, its escaped form therefore travels through cmark as a noncharacter,
// U+FDD0 and its neighbours, which no text may contain; a real one in the source becomes U+FFFD first.
// In code and raw HTML, where a backslash is a backslash, the two bytes are put back.

/// Keeps escaped characters apart from plain ones.
enum EscapedCharacters {
  /// The characters; the place of each is that of its noncharacter.
  private static let characters: [UInt8] = Array("~[{:@.\"'-$".utf8)

  /// The text with escaped characters replaced, on the same lines; nil when there are none. A bracket
  /// matters before the name of a footnote or an alert, and in an article before what looks like a link:
  /// that is reported when it is none.
  static func marked(_ text: UnsafeBufferPointer<UInt8>, isArticle: Bool) -> [UInt8]? {
    var out: [UInt8] = []
    var start = 0
    var index = 0
    while true {
      index = text.index(from: index) { $0.marks(of: 0x5C) | $0.marks(of: 0xEF) }
      if index == text.count { break }
      let byte = text[index]
      if byte == 0x5C, index + 1 < text.count {
        if let place = place(
          of: text[index + 1], before: text, at: index + 2, isArticle: isArticle)
        {
          out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
          out += [0xEF, 0xB7, 0x90 + place]
          start = index + 2
        }
        index += 2
      } else if byte == 0xEF, isMark(text, at: index) {
        out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        out += [0xEF, 0xBF, 0xBD]
        index += 3
        start = index
      } else {
        index += 1
      }
    }
    if start == 0 { return nil }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    return out
  }

  /// The noncharacter for a character that was escaped; nil for one that means nothing to us.
  static func mark(for character: UInt8) -> [UInt8]? {
    characters.firstIndex(of: character).map { [0xEF, 0xB7, 0x90 + UInt8($0)] }
  }

  /// Whether a noncharacter that stands for an escaped character begins here.
  static func isMark(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    text[index] == 0xEF && index + 2 < text.count && text[index + 1] == 0xB7
      && (0x90...0xAF).contains(text[index + 2])
  }

  /// The character that was escaped here; nil for a noncharacter that came from an entity.
  static func character(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt8? {
    let place = Int(text[index + 2]) - 0x90
    return place < characters.count ? characters[place] : nil
  }

  /// The text with its characters back, each after a backslash where `isVerbatim`.
  static func restored(_ text: UnsafeBufferPointer<UInt8>, isVerbatim: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      guard isMark(text, at: index) else {
        out.append(text[index])
        index += 1
        continue
      }
      if let character = character(text, at: index) {
        if isVerbatim { out.append(0x5C) }
        out.append(character)
      } else {
        out += [0xEF, 0xBF, 0xBD]
      }
      index += 3
    }
    return out
  }

  /// What may end a comment or an attribute, where the backslash is none, stays.
  private static func place(
    of byte: UInt8, before text: UnsafeBufferPointer<UInt8>, at next: Int, isArticle: Bool
  ) -> UInt8? {
    if byte == 0x5B {
      let name = character(at: next, text)
      if name != 0x5E, name != 0x21, !isArticle || !looksLikeLink(text, from: next) { return nil }
    }
    if byte == 0x2D, next + 1 < text.count, text[next] == 0x2D, text[next + 1] == 0x3E {
      return nil
    }
    if byte == 0x22 || byte == 0x27, next < text.count, text[next] == 0x3E { return nil }
    return characters.firstIndex(of: byte).map { UInt8($0) }
  }

  /// The character that stands at a place, be it escaped or not.
  private static func character(at place: Int, _ text: UnsafeBufferPointer<UInt8>) -> UInt8? {
    let place = place < text.count && text[place] == 0x5C ? place + 1 : place
    return place < text.count ? text[place] : nil
  }

  /// Whether a bracket closes soon on this line before `(` or `[`.
  private static func looksLikeLink(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Bool {
    var index = start
    while index + 1 < min(start + 512, text.count), text[index] != 0x0A {
      if text[index] == 0x5D, let next = character(at: index + 1, text),
        next == 0x28 || next == 0x5B
      {
        return true
      }
      index += 1
    }
    return false
  }
}
