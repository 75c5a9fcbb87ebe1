// What search must know of Unicode, as tables: which scalars make words, how they are lower-cased and
// how a word is folded so that accents do not matter. `search-text.js` holds the same rules; golden
// vectors keep the two together. The tables are built once, at the first text that is not ASCII: a
// property asked of the standard library for each scalar of a text was the slowest part of analysis.

import Foundation

/// What a scalar is to the tokenizer.
enum ScalarKind {
  static let separator: UInt8 = 0
  static let word: UInt8 = 1
  static let mark: UInt8 = 2
  static let joiner: UInt8 = 3
  /// Chinese and Japanese, cut into pairs.
  static let pair: UInt8 = 4
  /// Thai, Lao, Khmer and Burmese, cut into triples.
  static let triple: UInt8 = 5
  /// Formatting marks that are not there for search.
  static let skip: UInt8 = 6
  static let mask: UInt8 = 7
  /// Set where a text may not be in NFKC.
  static let unstable: UInt8 = 8
  /// Set on marks with a combining class; two in a row may be out of order.
  static let combining: UInt8 = 16
}

/// What a byte can be to the tokenizer, as bits.
enum ByteClass {
  static let separator: UInt8 = 1
  static let joiner: UInt8 = 2
  static let underscore: UInt8 = 4
  /// Part of a scalar beyond ASCII.
  static let wide: UInt8 = 8
  static let capital: UInt8 = 16
  /// What makes a capital after it the beginning of something.
  static let small: UInt8 = 32
  /// Not a byte's own: a capital after a small letter.
  static let hump: UInt8 = 64

  /// The classes of all bytes.
  static let all: [UInt8] = (0..<256).map { byte in
    switch byte {
    case 0x30...0x39: 0
    case 0x41...0x5A: capital
    case 0x5F: underscore
    case 0x61...0x7A: small
    case 0x80...0xFF: wide | small
    case 0x27, 0x2E, 0x2D, 0x2B, 0x23: joiner
    default: separator
    }
  }
}

/// The tables over the basic plane, and the rules for what lies beyond.
struct ScalarTable: Sendable {
  static let shared = ScalarTable()

  private let kinds: [UInt8]
  private let lower: [UInt16]
  private let base: [UInt16]

  /// Kind and flags of a scalar.
  func kind(_ scalar: UInt32) -> UInt8 {
    scalar < 0x10000 ? kinds[Int(scalar)] : Self.computeKind(scalar)
  }

  /// The lower-case form; a final sigma is an ordinary one. U+0130 is left to the caller.
  func lowercase(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x10000 { return UInt32(lower[Int(scalar)]) }
    return Unicode.Scalar(scalar)?.properties.lowercaseMapping.unicodeScalars.first?.value ?? scalar
  }

  /// The letter without its accent, in the scripts where accents do not make another letter.
  func baseLetter(_ scalar: UInt32) -> UInt32 {
    scalar < 0x2000 ? UInt32(base[Int(scalar)]) : scalar
  }

  private init() {
    kinds = (0..<0x10000).map { Self.computeKind(UInt32($0)) }
    var lower = (0..<0x10000).map { UInt16($0) }
    for value in 0..<UInt32(0x10000) where !(0x3000..<0xA000).contains(value) {
      guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased else {
        continue
      }
      if let first = scalar.properties.lowercaseMapping.unicodeScalars.first {
        lower[Int(value)] = UInt16(first.value)
      }
    }
    lower[0x3C2] = 0x3C3
    self.lower = lower
    base = (0..<UInt32(0x2000)).map { UInt16(Self.computeBase($0)) }
  }

  private static func computeKind(_ value: UInt32) -> UInt8 {
    guard let scalar = Unicode.Scalar(value) else { return ScalarKind.separator }
    switch value {
    case 0x27, 0x2019, 0x2018, 0x2BC, 0x2E, 0x2D, 0x2010, 0x2B, 0x23: return ScalarKind.joiner
    case 0x2011, 0xFF07, 0xFF0B, 0xFF03, 0xFF0D, 0xFF0E: return ScalarKind.unstable
    // Wide punctuation becomes ASCII punctuation, which separates as well. It stands in each sentence
    // of Chinese and Japanese, so that without this line all of them went through Foundation.
    case 0x3000, 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF3E, 0xFF40, 0xFF5B...0xFF5E:
      return ScalarKind.separator
    case 0x5F: return ScalarKind.word
    case 0xAD, 0x200C...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFE00...0xFE0F, 0xFEFF:
      return ScalarKind.skip
    case 0x4E00...0x9FFF, 0x3400...0x4DBF: return ScalarKind.pair
    case 0xAC00...0xD7A3: return ScalarKind.word
    default: break
    }
    let properties = scalar.properties
    var kind: UInt8
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      kind = ScalarKind.word
    case .nonspacingMark, .spacingMark, .enclosingMark: kind = ScalarKind.mark
    default: kind = ScalarKind.separator
    }
    if kind != ScalarKind.separator {
      if isPairScript(value) { kind = ScalarKind.pair }
      if isTripleScript(value) { kind = ScalarKind.triple }
    }
    if isUnstable(scalar) { kind |= ScalarKind.unstable }
    if properties.canonicalCombiningClass != .notReordered { kind |= ScalarKind.combining }
    return kind
  }

  private static func isPairScript(_ value: UInt32) -> Bool {
    switch value {
    case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF,
      0x31F0...0x31FF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  private static func isTripleScript(_ value: UInt32) -> Bool {
    switch value {
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0xAA60...0xAA7F: true
    default: false
    }
  }

  /// Whether NFKC may change a text with this scalar: it changes by itself, or it may join the one
  /// before it.
  private static func isUnstable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x345, 0x653...0x655, 0x93C, 0xC56, 0xDCA, 0x3099, 0x309A, 0x1100...0x11FF:
      return true
    case 0x9BE, 0x9D7, 0xB3E, 0xB56, 0xB57, 0xBBE, 0xBD7, 0xCC2, 0xCD5, 0xCD6, 0xD3E, 0xD57, 0xDCF,
      0xDDF, 0x102E:
      return true
    case 0..<0x80: return false
    default: break
    }
    let lowered = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    return lowered.properties.changesWhenNFKCCaseFolded && lowered.value != 0x3C2
      && lowered.value != 0xDF
  }

  private static func computeBase(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xC0...0x24F, 0x370...0x52F, 0x1E00...0x1FFF: break
    default: return value
    }
    if value == 0x439 { return value }
    guard let scalar = Unicode.Scalar(value) else { return value }
    let parts = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
    guard let first = parts.first, first.value < 0x10000 else { return value }
    return first.value
  }
}

/// Folding: what remains of a word when accents, points and spelling variants are taken away.
enum Folding {
  /// Appends the folded form of a lower-case word to `out`; ASCII words only lose apostrophes and
  /// hyphens between letters.
  static func fold(_ word: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    let start = out.count
    var index = 0
    var before: UInt32 = 0
    while index < word.count {
      let (scalar, length) = UTF8Scalars.decode(word, at: index)
      index += length
      if scalar == 0x2D {
        let after = index < word.count ? UTF8Scalars.decode(word, at: index).scalar : 0
        if isDigit(before) || isDigit(after) { out.append(0x2D) }
      } else if scalar < 0x80 {
        if scalar != 0x27 { out.append(UInt8(scalar)) }
      } else if let pair = pair(scalar) {
        out.append(pair.0)
        out.append(pair.1)
      } else if !isDropped(scalar) {
        UTF8Scalars.encode(variant(ScalarTable.shared.baseLetter(scalar)), into: &out)
      }
      before = scalar
    }
    // A word of nothing but marks stays itself: no two different words may fold to nothing.
    if out.count == start { out.append(contentsOf: word) }
  }

  /// False for words that certainly fold to themselves: of letters and digits of ASCII and of characters from U+2000
  /// on, as all of Chinese, Japanese and Korean.
  static func mayChange(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < word.count {
      let byte = word[index]
      if byte < 0x30 || byte >= 0x80 && byte < 0xE2 { return true }
      index += byte < 0x80 ? 1 : byte < 0xF0 ? 3 : 4
    }
    return false
  }

  private static func isDigit(_ scalar: UInt32) -> Bool { scalar >= 0x30 && scalar <= 0x39 }

  private static func isDropped(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x300...0x36F, 0x483...0x487, 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7,
      0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E4, 0x6E7, 0x6E8,
      0x6EA...0x6ED, 0x901, 0x93C:
      true
    default: false
    }
  }

  /// Letters that fold to two.
  private static func pair(_ scalar: UInt32) -> (UInt8, UInt8)? {
    switch scalar {
    case 0xDF: (0x73, 0x73)
    case 0xE6: (0x61, 0x65)
    case 0x153: (0x6F, 0x65)
    case 0xFE: (0x74, 0x68)
    default: nil
    }
  }

  /// Letters that are another way to write one.
  private static func variant(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0xF8: 0x6F  // ø
    case 0x111, 0xF0: 0x64  // đ ð
    case 0x142: 0x6C  // ł
    case 0x131: 0x69  // ı
    case 0x127: 0x68  // ħ
    case 0x14B: 0x6E  // ŋ
    case 0x167: 0x74  // ŧ
    case 0x622, 0x623, 0x625, 0x671: 0x627  // forms of alef
    case 0x649, 0x626, 0x6CC: 0x64A  // forms of ya
    case 0x629: 0x647  // ta marbuta
    case 0x624: 0x648
    case 0x6A9: 0x643  // kaf
    case 0x6C3, 0x6C1: 0x647
    default: scalar
    }
  }
}

/// UTF-8 to scalars and back, over buffers that are used again.
enum UTF8Scalars {
  /// Appends the scalars of bytes; what is not valid UTF-8 becomes U+FFFD.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt32]) {
    var index = 0
    while index < bytes.count {
      let (scalar, length) = decode(bytes, at: index)
      out.append(scalar)
      index += length
    }
  }

  /// The scalar at an index and how many bytes it has; what is not valid UTF-8 is U+FFFD of one byte.
  @inline(__always)
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(bytes[index])
    if lead < 0x80 { return (lead, 1) }
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard length > 1, lead < 0xF5, index + length <= bytes.count else { return (0xFFFD, 1) }
    var scalar = lead & (0x7F >> UInt32(length))
    for offset in 1..<length { scalar = scalar << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (Unicode.Scalar(scalar) == nil ? 0xFFFD : scalar, length)
  }

  /// Appends a scalar as UTF-8.
  static func encode(_ scalar: UInt32, into out: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { buffer in
      guard let start = buffer.baseAddress else { return }
      let count = encode(scalar, at: start)
      out.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Writes a scalar as UTF-8 and gives the number of its bytes, at most four.
  @inline(__always)
  static func encode(_ scalar: UInt32, at out: UnsafeMutablePointer<UInt8>) -> Int {
    func trail(_ shift: UInt32) -> UInt8 {
      UInt8(truncatingIfNeeded: 0x80 | scalar >> shift & 0x3F)
    }
    switch scalar {
    case 0..<0x80:
      out[0] = UInt8(truncatingIfNeeded: scalar)
      return 1
    case 0x80..<0x800:
      out[0] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
      out[1] = trail(0)
      return 2
    case 0x800..<0x10000:
      out[0] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
      out[1] = trail(6)
      out[2] = trail(0)
      return 3
    default:
      out[0] = UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18 & 7)
      out[1] = trail(12)
      out[2] = trail(6)
      out[3] = trail(0)
      return 4
    }
  }
}
