// Text to words, once per article and on bytes. A word of plain ASCII is lower-cased while it is
// copied; everything else goes through scalars, and through Foundation's NFKC only where a scalar
// can change. The same rules stand in `search-core.js`.

import Foundation

/// The rules of a language that the tokenizer needs; the client gets them in the manifest.
struct SearchRules: Sendable {
  /// Beginnings that an apostrophe cuts off (`l'`, `qu'`).
  let elisions: [String]
  /// Whether a final `'s` is cut off.
  let possessive: Bool
  /// Whether `I` is the capital of `ı`.
  let dotless: Bool
  /// Spellings without the accent: typed `ae` also finds `ä`, folded `a`.
  let digraphs: [(String, String)]

  init(language: String) {
    let base = language.prefix { $0 != "-" }
    elisions =
      switch base {
      case "fr": Self.french
      case "it": Self.italian
      case "ca": ["d", "l", "m", "n", "s", "t"]
      default: []
      }
    possessive = base == "en"
    dotless = base == "tr" || base == "az"
    digraphs =
      switch base {
      case "de": [("ae", "a"), ("oe", "o"), ("ue", "u")]
      case "da", "nb", "nn", "no": [("aa", "a"), ("oe", "o")]
      default: []
      }
  }

  private static let french = [
    "c", "d", "j", "jusqu", "l", "lorsqu", "m", "n", "puisqu", "qu", "quelqu", "quoiqu", "s", "t",
  ]
  private static let italian = [
    "all", "c", "coll", "d", "dall", "dell", "gl", "l", "m", "n", "nell", "quell", "quest", "s",
    "sull", "t", "un", "v",
  ]
}

/// Words one after the other; a closure called for each was measured twice as slow.
struct TokenBuffer {
  /// The UTF-8 of all words, lower-case, in NFKC.
  fileprivate(set) var bytes: [UInt8] = []
  /// Where each word ends.
  fileprivate(set) var ends: [Int] = []

  fileprivate mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// Cuts texts into words.
struct SearchTokenizer {
  private let rules: SearchRules
  private let elisions: [[UInt32]]
  /// Whether single characters of Chinese and Japanese are words too, as in titles.
  var singles = false

  private var scalars: [UInt32] = []
  private var run: [UInt32] = []
  private var humps: [Int] = []
  private(set) var tokens = TokenBuffer()

  /// The longest word, in scalars; a longer one is cut.
  static let longest = 64

  init(rules: SearchRules) {
    self.rules = rules
    elisions = rules.elisions.map { $0.unicodeScalars.map(\.value) }
  }

  /// Puts the words of a text into `tokens`.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    tokens.removeAll()
    var index = 0
    while index < text.count {
      if Self.isSeparator(text[index]) {
        index += 1
        continue
      }
      var end = index
      var isPlain = true
      var previous: UInt8 = 0
      while end < text.count, !Self.isSeparator(text[end]) {
        let byte = text[end]
        if byte >= 0x80 || (byte >= 0x41 && byte <= 0x5A && previous >= 0x61) || byte == 0x5F {
          isPlain = false
        }
        previous = byte
        end += 1
      }
      let next = end
      while index < end, Self.isJoiner(text[index]) { index += 1 }
      while end > index, text[end - 1] == 0x27 || text[end - 1] == 0x2D || text[end - 1] == 0x2E {
        end -= 1
      }
      if index < end {
        let chunk = UnsafeBufferPointer(rebasing: text[index..<end])
        if isPlain && !rules.dotless && !chunk.contains(where: Self.isJoiner)
          && chunk.count <= Self.longest
        {
          plain(chunk)
        } else {
          general(chunk)
        }
      }
      index = next
    }
  }

  private mutating func plain(_ chunk: UnsafeBufferPointer<UInt8>) {
    let start = tokens.bytes.count
    tokens.bytes.append(contentsOf: chunk)
    let end = tokens.bytes.count
    tokens.bytes.withUnsafeMutableBufferPointer { bytes in
      for index in start..<end where bytes[index] &- 0x41 < 26 { bytes[index] |= 0x20 }
    }
    tokens.ends.append(end)
  }

  private mutating func general(_ chunk: UnsafeBufferPointer<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    UTF8Scalars.decode(chunk, into: &scalars)
    let table = ScalarTable.shared
    if Self.mayChange(scalars, table) { normalize(chunk) }
    run.removeAll(keepingCapacity: true)
    var mode = ScalarKind.separator
    for scalar in scalars {
      var kind = table.kind(scalar) & ScalarKind.mask
      if kind == ScalarKind.skip { continue }
      if kind == ScalarKind.mark { kind = mode }
      if kind == ScalarKind.joiner {
        kind = mode == ScalarKind.word ? ScalarKind.word : ScalarKind.separator
      }
      if kind != mode {
        flush(mode)
        mode = kind
      }
      if kind != ScalarKind.separator { run.append(scalar) }
    }
    flush(mode)
  }

  private static func mayChange(_ scalars: [UInt32], _ table: ScalarTable) -> Bool {
    var previous: UInt8 = 0
    var previousScalar: UInt32 = 0
    for scalar in scalars {
      let kind = scalar < 0x80 ? 0 : table.kind(scalar)
      if kind & ScalarKind.unstable != 0 {
        // Vowel signs of Indic scripts join only another sign, or two letters.
        let isSign = scalar >= 0x9BE && scalar <= 0x102E && scalar != 0xC56 && scalar != 0xDCA
        let isMaybe = isSign && kind & ScalarKind.mask == ScalarKind.mark
        if !isMaybe || previous & ScalarKind.mask == ScalarKind.mark || previousScalar == 0xB92
          || previousScalar == 0x1025 || kind & ScalarKind.combining != 0
        {
          return true
        }
      }
      if kind & previous & ScalarKind.combining != 0 { return true }
      previous = kind
      previousScalar = scalar
    }
    return false
  }

  private mutating func normalize(_ chunk: UnsafeBufferPointer<UInt8>) {
    // The second call joins what the first leaves apart: half-width kana and its voicing mark.
    var text = String(decoding: chunk, as: UTF8.self).precomposedStringWithCompatibilityMapping
      .precomposedStringWithCanonicalMapping
    scalars.removeAll(keepingCapacity: true)
    text.withUTF8 { UTF8Scalars.decode($0, into: &scalars) }
  }

  private mutating func flush(_ mode: UInt8) {
    guard !run.isEmpty else { return }
    switch mode {
    case ScalarKind.word: flushWord()
    case ScalarKind.pair: flushGrams(2)
    case ScalarKind.triple: flushGrams(3)
    default: break
    }
    run.removeAll(keepingCapacity: true)
  }

  private mutating func flushGrams(_ size: Int) {
    if run.count <= size {
      send(0..<run.count)
    } else {
      for start in 0...(run.count - size) { send(start..<start + size) }
    }
    if singles && size == 2 && run.count > 1 {
      for start in 0..<run.count { send(start..<start + 1) }
    }
  }

  private mutating func flushWord() {
    lowercaseRun()
    var start = 0
    var end = run.count
    while start < end, Self.isJoiner(run[start]) || Self.isMark(run[start]) { start += 1 }
    var tail = end
    while tail > start, Self.isJoiner(run[tail - 1]) { tail -= 1 }
    while end > tail, run[end - 1] != 0x2B, run[end - 1] != 0x23 { end -= 1 }
    // `C++`, `C#` keep their signs; after a longer word they are punctuation.
    if end > tail && (tail - start > 2 || run[tail..<end].contains { $0 != 0x2B && $0 != 0x23 }) {
      end = tail
    }
    if let apostrophe = run[start..<end].firstIndex(of: 0x27) {
      let head = run[start..<apostrophe]
      if apostrophe + 1 < end, elisions.contains(where: { $0.elementsEqual(head) }) {
        start = apostrophe + 1
      }
    }
    if rules.possessive, end - start > 2, run[end - 1] == 0x73, run[end - 2] == 0x27 { end -= 2 }
    guard start < end else { return }
    send(start..<min(end, start + Self.longest))
    sendParts(start..<end)
  }

  private mutating func sendParts(_ whole: Range<Int>) {
    let inner = humps.filter { $0 > whole.lowerBound && $0 < whole.upperBound }
    // `camelCase` and `XMLHttpRequest` are made of words; `WhatsApp` and `iPhone` are names.
    let isSingle = inner.count == 1 && !humps.contains(whole.lowerBound)
    let isCamel = inner.count > 1 || (isSingle && inner[0] - whole.lowerBound > 1)
    var start = whole.lowerBound
    for index in whole {
      let isJoint = run[index] == 0x2E || run[index] == 0x2D || run[index] == 0x5F
      if isJoint || (isCamel && inner.contains(index)) {
        if index - start >= 2 { send(start..<min(index, start + Self.longest)) }
        start = isJoint ? index + 1 : index
      }
    }
    if start > whole.lowerBound, whole.upperBound - start >= 2 {
      send(start..<min(whole.upperBound, start + Self.longest))
    }
  }

  /// Lower-cases the run in place, notes the capitals that begin something, and writes all
  /// apostrophes and hyphens in one way.
  private mutating func lowercaseRun() {
    let table = ScalarTable.shared
    humps.removeAll(keepingCapacity: true)
    var out: [UInt32] = []
    out.reserveCapacity(run.count)
    var previous: UInt32 = 0
    for scalar in run {
      switch scalar {
      case 0x41...0x5A:
        if out.isEmpty || (previous >= 0x61 && previous <= 0x7A) || Self.isJoiner(previous) {
          humps.append(out.count)
        }
        out.append(rules.dotless && scalar == 0x49 ? 0x131 : scalar | 0x20)
      case 0x2019, 0x2018, 0x2BC: out.append(0x27)
      case 0x2010: out.append(0x2D)
      case 0x130:
        out.append(0x69)
        if !rules.dotless { out.append(0x307) }
      case 0..<0x80: out.append(scalar)
      default: out.append(table.lowercase(scalar))
      }
      previous = out[out.count - 1]
      if scalar >= 0x41, scalar <= 0x5A { previous = scalar }
    }
    swap(&run, &out)
  }

  private mutating func send(_ range: Range<Int>) {
    for index in range { UTF8Scalars.encode(run[index], into: &tokens.bytes) }
    tokens.ends.append(tokens.bytes.count)
  }

  private static func isMark(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 && ScalarTable.shared.kind(scalar) & ScalarKind.mask == ScalarKind.mark
  }

  private static func isJoiner(_ scalar: UInt32) -> Bool {
    scalar == 0x27 || scalar == 0x2E || scalar == 0x2D || scalar == 0x2B || scalar == 0x23
  }

  private static func isJoiner(_ byte: UInt8) -> Bool { isJoiner(UInt32(byte)) }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: false
    default: !isJoiner(byte)
    }
  }
}
