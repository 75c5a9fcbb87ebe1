// Addresses that an author wrote without any markup, by the rules of GitHub's Markdown: `www.…`,
// `http://…`, and e-mail addresses, without the punctuation that ends the sentence.

/// Finds bare addresses in text.
enum Autolink {
  /// An address: where it stands, and what makes it a URL.
  struct Found {
    let range: Range<Int>
    let prefix: String
  }

  /// The address of which the byte at `index`, a `w`, a colon or an `@`, is a part; it begins at `start`
  /// or later. GitHub ends it at white space alone; in a script without spaces, and behind a typographic
  /// quote, it ends better where `endsAtMarks` of other scripts begin.
  static func find(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int, endsAtMarks: Bool
  ) -> Found? {
    switch text[index] {
    case 0x40: return mail(text, at: index, from: start)
    case 0x3A: return url(text, at: index, from: start, endsAtMarks)
    default: return www(text, at: index, from: start, endsAtMarks)
    }
  }

  private static func www(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int, from start: Int, _ endsAtMarks: Bool
  ) -> Found? {
    guard text.matches("www.", at: index) else { return nil }
    if index > 0 {
      switch text[index - 1] {
      case 0...0x20, 0x2A, 0x5F, 0x7E, 0x28: break
      default: return nil
      }
    }
    guard let end = domainEnd(text, from: index, needsDot: true) else { return nil }
    return Found(
      range: index..<trimmedEnd(text, index, pathEnd(text, from: end, endsAtMarks)),
      prefix: "http://")
  }

  private static func url(
    _ text: UnsafeBufferPointer<UInt8>, at colon: Int, from start: Int, _ endsAtMarks: Bool
  ) -> Found? {
    guard text.matches("://", at: colon) else { return nil }
    var first = colon
    while first > start, isLetter(text[first - 1]) { first -= 1 }
    let scheme = String(decoding: text[first..<colon], as: UTF8.self).lowercased()
    guard ["http", "https", "ftp"].contains(scheme),
      let end = domainEnd(text, from: colon + 3, needsDot: false)
    else { return nil }
    return Found(
      range: first..<trimmedEnd(text, first, pathEnd(text, from: end, endsAtMarks)), prefix: "")
  }

  private static func mail(
    _ text: UnsafeBufferPointer<UInt8>, at sign: Int, from start: Int
  ) -> Found? {
    var first = sign
    while first > start, isMailByte(text[first - 1]) { first -= 1 }
    guard first < sign else { return nil }
    var end = sign + 1
    var dots = 0
    while end < text.count {
      let byte = text[end]
      if isLetter(byte) || isDigit(byte) || byte == 0x2D || byte == 0x5F {
        end += 1
      } else if byte == 0x2E, end + 1 < text.count,
        isLetter(text[end + 1]) || isDigit(text[end + 1])
      {
        dots += 1
        end += 1
      } else {
        break
      }
    }
    guard dots > 0, isLetter(text[end - 1]) || isDigit(text[end - 1])
    else { return nil }
    return Found(range: first..<end, prefix: "mailto:")
  }

  /// Longer names of hosts exist nowhere; looking further for each `www.` would be quadratic.
  private static let longestDomain = 1024

  /// The end of a domain: parts of letters, digits, `-` and `_`, no `_` in the last two. A dot counts
  /// when something follows it.
  private static func domainEnd(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, needsDot: Bool
  ) -> Int? {
    var end = start
    var dots = 0
    var underscores = (before: 0, last: 0)
    while end < text.count {
      let byte = text[end]
      if byte == 0x5F {
        underscores.last += 1
      } else if byte == 0x2E {
        underscores = (underscores.last, 0)
      } else if byte >= 0x80 {
        if isPunctuation(text, at: end) { break }
      } else if !isLetter(byte), !isDigit(byte), byte != 0x2D {
        break
      }
      if end == start, byte == 0x2E || byte == 0x2D || byte == 0x5F { return nil }
      if byte != 0x2E, end > start, text[end - 1] == 0x2E { dots += 1 }
      end += 1
      if end - start > longestDomain { return nil }
    }
    let isGood = end > start && underscores.before + underscores.last == 0
    return isGood && (dots > 0 || !needsDot) ? end : nil
  }

  /// Whether a character beyond ASCII that begins here is a space or punctuation, which no name of a
  /// host contains.
  private static func isPunctuation(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    if text[index] & 0xC0 == 0x80 { return false }
    let rest = UnsafeBufferPointer(rebasing: text[index..<min(index + 4, text.count)])
    switch String(decoding: rest, as: UTF8.self).unicodeScalars.first?.properties.generalCategory {
    case .spaceSeparator, .connectorPunctuation, .dashPunctuation, .openPunctuation,
      .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }

  private static func pathEnd(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, _ endsAtMarks: Bool
  ) -> Int {
    var end = start
    while end < text.count, text[end] > 0x20, text[end] != 0x3C {
      if endsAtMarks, text[end] >= 0xC2, isPunctuation(text, at: end) { break }
      end += 1
    }
    return end
  }

  /// The end without the punctuation of the sentence, unpaired brackets and a trailing entity.
  private static func trimmedEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    var end = end
    var brackets = 0
    for index in start..<end {
      if text[index] == 0x28 { brackets += 1 }
      if text[index] == 0x29 { brackets -= 1 }
    }
    while end > start {
      switch text[end - 1] {
      case 0x3F, 0x21, 0x2E, 0x2C, 0x3A, 0x2A, 0x5F, 0x7E, 0x27, 0x22: end -= 1
      case 0x3B:
        var ampersand = end - 2
        while ampersand > start, isLetter(text[ampersand]) { ampersand -= 1 }
        end = ampersand < end - 2 && text[ampersand] == 0x26 ? ampersand : end - 1
      case 0x29 where brackets < 0:
        brackets += 1
        end -= 1
      default: return end
      }
    }
    return end
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isMailByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == 0x2E || byte == 0x2B || byte == 0x2D || byte == 0x5F
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether an ASCII word stands at an index, in any case of letters.
  fileprivate func matches(_ word: StaticString, at index: Int) -> Bool {
    guard index + word.utf8CodeUnitCount <= count else { return false }
    for offset in 0..<word.utf8CodeUnitCount {
      let byte = self[index + offset]
      let lower = (0x41...0x5A).contains(byte) ? byte + 32 : byte
      if lower != word.utf8Start[offset] { return false }
    }
    return true
  }
}
