import Foundation

// Names for URLs and anchors made from titles. Latin letters lose their marks, because an address
// like `#depot-de-garantie` survives copying better than `#d%C3%A9p%C3%B4t`; other scripts keep their
// letters, because a transliteration nobody expects is worse than an encoded letter. An NFC and an NFD
// spelling of a title give the same name.

/// Makes names for URLs and anchors.
package enum Slug {
  /// The name for a text: lower case, words joined by `-`; `section` for a text without letters.
  package static func make(_ text: String) -> String {
    var text = text
    let slug = text.withUTF8 { makePlain($0) } ?? makeUnicode(text)
    return slug.isEmpty ? "section" : cut(slug)
  }

  /// A name for each heading, unlike all others and all of `reserved`: the first of a name keeps it,
  /// a later one takes its parent's name before it, then a number. Names that authors wrote stay.
  package static func unique(_ headings: [Heading], reserved: Reserved = Reserved([])) -> [String] {
    if let slugs = distinct(headings, reserved) { return slugs }
    let pinned = headings.filter(\.isPinned).map(\.slug)
    var used = reserved.names.union(pinned)
    var nextNumbers: [String: Int] = [:]
    var parents: [(level: Int, slug: String)] = []
    return headings.map { heading in
      while let last = parents.last, last.level >= heading.level { parents.removeLast() }
      var slug = heading.slug
      if heading.isPinned {
        parents.append((heading.level, slug))
        return slug
      }
      if used.contains(slug), let parent = parents.last { slug = "\(parent.slug)-\(slug)" }
      if used.contains(slug) {
        let base = slug
        var number = nextNumbers[base] ?? 2
        while used.contains("\(base)-\(number)") { number += 1 }
        nextNumbers[base] = number + 1
        slug = "\(base)-\(number)"
      }
      used.insert(slug)
      parents.append((heading.level, slug))
      return slug
    }
  }

  /// Names that headings must not take.
  package struct Reserved: Sendable {
    let names: Set<String>
    let hashes: Set<ContentHash>

    /// Reserves names.
    package init(_ names: Set<String>) {
      self.names = names
      hashes = Set(names.map { ContentHash(of: $0) })
    }
  }

  /// The names as they are where no two are the same, as in most articles: hashes of bytes are compared, because
  /// to hash a String of letters beyond ASCII takes ten times as long. Nil where a name must change.
  private static func distinct(_ headings: [Heading], _ reserved: Reserved) -> [String]? {
    var hashes = Set<ContentHash>(minimumCapacity: headings.count)
    var slugs: [String] = []
    slugs.reserveCapacity(headings.count)
    for place in headings.indices {
      let slug = headings[place].slug
      let hash = ContentHash(of: slug)
      // What authors write may be of any normal form.
      if headings[place].isPinned || reserved.hashes.contains(hash)
        || !hashes.insert(hash).inserted
      {
        return nil
      }
      slugs.append(slug)
    }
    return slugs
  }

  /// Longer names are cut, at a word where there is one.
  private static let longest = 96

  /// The name for a text of characters that need no look into Unicode's tables, as nearly all titles
  /// are: a tenth of the time. Nil for any other.
  private static func makePlain(_ text: UnsafeBufferPointer<UInt8>) -> String? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var isPending = false
    var index = 0
    while index < text.count {
      let start = index
      let scalar = scalar(in: text, at: &index)
      if scalar < 0x80 {
        let lower = UInt8(scalar) | 0x20
        let isLetter = (0x61...0x7A).contains(lower)
        guard isLetter || (0x30...0x39).contains(scalar) else {
          isPending = true
          continue
        }
        if isPending && !out.isEmpty { out.append(0x2D) }
        out.append(isLetter ? lower : UInt8(scalar))
      } else if isPunctuation(scalar) {
        isPending = true
        continue
      } else {
        let latin = scalar < 0x180 ? latin[Int(scalar)] : 0
        let lower = loweredLetter(scalar)
        let isSign = isIndicSign(scalar)
        guard latin > 0 || lower > 0 || isSign || isStableLetter(scalar) else { return nil }
        // A sign belongs to a letter before it.
        if isSign && (isPending || out.isEmpty) { continue }
        if isPending && !out.isEmpty { out.append(0x2D) }
        if lower > 0 {
          out.append(UInt8(0xC0 | lower >> 6))
          out.append(UInt8(0x80 | lower & 0x3F))
        } else if latin > 0 {
          out.append(UInt8(latin & 0xFF))
          if latin > 0xFF { out.append(UInt8(latin >> 8)) }
        } else {
          out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        }
      }
      isPending = false
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The character at `index`, which moves behind it; the text is well-formed.
  private static func scalar(in text: UnsafeBufferPointer<UInt8>, at index: inout Int) -> UInt32 {
    let first = text[index]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var scalar = length == 1 ? UInt32(first) : UInt32(first & 0x7F >> UInt8(length))
    for next in text[index + 1..<index + length] { scalar = scalar << 6 | UInt32(next & 0x3F) }
    index += length
    return scalar
  }

  /// For each letter of Western and Central Europe below U+0180 one or two letters of ASCII, the first
  /// one lower; 0 for what is no such letter.
  private static let latin: [UInt16] = (0..<0x180).map { (value: UInt32) in
    guard value >= 0xC0, let letter = Unicode.Scalar(value) else { return 0 }
    // Between two letters it can be seen what parts a word.
    let letters = makeUnicode("a\(letter)b").utf8.dropFirst().dropLast()
    let isPlain = letters.allSatisfy { (0x61...0x7A).contains($0) }
    guard isPlain, let first = letters.first, letters.count <= 2 else { return 0 }
    return UInt16(first) | (letters.count == 2 ? UInt16(letters.last ?? 0) << 8 : 0)
  }

  private static func makeUnicode(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    var isPending = false
    var isAfterLatin = false
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if isJoiner(scalar) { continue }
      if isMark(scalar) {
        if isPending || out.isEmpty || isAfterLatin && scalar.value < 0x370 { continue }
        out.append(scalar)
        continue
      }
      guard isWordScalar(scalar) else {
        isPending = true
        continue
      }
      if isPending && !out.isEmpty { out.append("-") }
      isPending = false
      if scalar.isASCII {
        isAfterLatin = true
        out.append(scalar.value < 0x61 && scalar.value > 0x40 ? lowercase(scalar) : scalar)
        continue
      }
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        isAfterLatin = lower.value < 0x250 || (0x1E00...0x1EFF).contains(lower.value)
        if isAfterLatin {
          out.append(contentsOf: latinBase(lower).unicodeScalars)
        } else {
          out.append(lower)
        }
      }
    }
    return String(out).precomposedStringWithCanonicalMapping
  }

  private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(scalar.value + 32))
  }

  /// Signs that separate words whatever their normal form.
  private static func isPunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA0, 0xA1, 0xAB, 0xBB, 0xBF, 0x60C, 0x61B, 0x61F, 0x964...0x965, 0x2010...0x205E,
      0x3000...0x3003,
      0x3008...0x3011, 0xFF01...0xFF0F, 0xFF1A...0xFF20:
      true
    default: false
    }
  }

  /// The small letter of a letter of Greek or Cyrillic, which is the same after being taken apart and joined; 0
  /// for any other. All have two bytes.
  private static func loweredLetter(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x3B1...0x3C9, 0x430...0x45F: scalar
    case 0x391...0x3A1, 0x3A3...0x3A9, 0x410...0x42F: scalar + 0x20
    case 0x400...0x40F: scalar + 0x50
    default: 0
    }
  }

  /// Vowels and other signs of Devanagari that join no letter and stay in their order.
  private static func isIndicSign(_ scalar: UInt32) -> Bool {
    (0x901...0x903).contains(scalar) || (0x93E...0x94D).contains(scalar)
  }

  /// Letters without case that are the same after being taken apart and joined: Hebrew, Arabic, Devanagari with
  /// its digits, kana, Han, Hangul.
  private static func isStableLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x5D0...0x5EA, 0x621...0x64A, 0x904...0x939, 0x966...0x96F, 0x3041...0x3096,
      0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7A3:
      true
    default: false
    }
  }

  /// Latin letters that no decomposition takes apart.
  private static func latinBase(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "ß": "ss"
    case "æ": "ae"
    case "œ": "oe"
    case "ø": "o"
    case "đ", "ð": "d"
    case "ł": "l"
    case "þ": "th"
    case "ı": "i"
    case "ħ": "h"
    case "ŋ": "n"
    default: isMark(scalar) ? "" : String(scalar)
    }
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": return true
      default: return false
      }
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 { return false }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark: !isJoiner(scalar)
    default: false
    }
  }

  /// Invisible characters that choose a shape and belong to no name.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200B...0x200F, 0xFE00...0xFE0F, 0x2060, 0xFEFF, 0xAD, 0xE0100...0xE01EF: true
    default: false
    }
  }

  private static func cut(_ slug: String) -> String {
    if slug.utf8.count <= longest { return slug }
    var out = String.UnicodeScalarView()
    var bytes = 0
    for scalar in slug.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > longest { break }
      out.append(scalar)
    }
    if let dash = out.lastIndex(of: "-"), dash != out.startIndex { out = .init(out[..<dash]) }
    return String(out)
  }
}
