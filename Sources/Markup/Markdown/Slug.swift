import Foundation

// Names for URLs and anchors made from titles. Latin letters lose their marks, because an address
// like `#depot-de-garantie` survives copying better than `#d%C3%A9p%C3%B4t`; other scripts keep their
// letters, because a transliteration nobody expects is worse than an encoded letter. An NFC and an NFD
// spelling of a title give the same name.

/// Makes names for URLs and anchors.
package enum Slug {
  /// The name for a text: lower case, words joined by `-`; `section` for a text without letters.
  package static func make(_ text: String) -> String {
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    let slug = isASCII ? makeASCII(text) : makeUnicode(text)
    return slug.isEmpty ? "section" : slug
  }

  /// A name for each heading, unlike all others and all of `reserved`: the first of a name keeps it,
  /// a later one takes its parent's name before it, then a number. Names that authors wrote stay.
  package static func unique(_ headings: [Heading], reserved: Set<String> = []) -> [String] {
    let pinned = headings.filter(\.isPinned).map(\.slug)
    var used = reserved.union(pinned)
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

  /// Longer names are cut, at a word where there is one.
  private static let longest = 96

  private static func makeASCII(_ text: String) -> String {
    var out: [UInt8] = []
    var isPending = false
    for byte in text.utf8 {
      let letter: UInt8
      switch byte {
      case 0x30...0x39, 0x61...0x7A: letter = byte
      case 0x41...0x5A: letter = byte + 32
      default:
        isPending = true
        continue
      }
      if isPending && !out.isEmpty { out.append(0x2D) }
      isPending = false
      out.append(letter)
    }
    return cut(String(decoding: out, as: UTF8.self))
  }

  private static func makeUnicode(_ text: String) -> String {
    // The normal form costs some microseconds a title. Where no mark stands alone it can be put together
    // letter by letter, and most letters are their own: those that a mark joins again at the end, too.
    let needsNormalForm = text.unicodeScalars.contains {
      !$0.isASCII && !latin.indices.contains(Int($0.value)) && !isStableLetter($0)
        && !isPunctuation($0)
    }
    let source =
      needsNormalForm
      ? text.decomposedStringWithCompatibilityMapping.unicodeScalars : decomposedLatin(text)
    var out = String.UnicodeScalarView()
    var isPending = false
    var isAfterLatin = false
    for scalar in source {
      if !needsNormalForm && isStableLetter(scalar) {
        if isPending && !out.isEmpty { out.append("-") }
        isPending = false
        isAfterLatin = false
        out.append(scalar)
        continue
      }
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
    return cut(needsNormalForm ? String(out).precomposedStringWithCanonicalMapping : String(out))
  }

  private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(scalar.value + 32))
  }

  /// Signs that separate words whatever their normal form.
  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xA1, 0xAB, 0xBB, 0xBF, 0x60C, 0x61B, 0x61F, 0x2010...0x205E, 0x3000...0x3003,
      0x3008...0x3011, 0xFF01...0xFF0F, 0xFF1A...0xFF20:
      true
    default: false
    }
  }

  /// Letters without case that are the same after being taken apart and joined: Arabic, kana, Han,
  /// Hangul.
  private static func isStableLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x621...0x64A, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7A3:
      true
    default: false
    }
  }

  private static func decomposedLatin(_ text: String) -> String.UnicodeScalarView {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if latin.indices.contains(Int(scalar.value)) {
        out.append(contentsOf: latin[Int(scalar.value)])
      } else {
        out.append(scalar)
      }
    }
    return out
  }

  /// The letters of Western and Central Europe, taken apart.
  private static let latin: ArraySlice<String.UnicodeScalarView> = (0..<0x180).map { value in
    guard let scalar = Unicode.Scalar(UInt32(value)) else { return .init() }
    return String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
  }[0xC0...]

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
