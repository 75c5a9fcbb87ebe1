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

/// Cuts texts into words and hands them over as UTF-8, lower-case, in NFKC.
struct SearchTokenizer {
  private let rules: SearchRules
  private let elisions: [[UInt32]]
  /// Whether single characters of Chinese and Japanese are words too, as in titles.
  var singles = false

  private var scalars: [UInt32] = []
  private var run: [UInt32] = []
  private var humps: [Int] = []
  private var word: [UInt8] = []

  /// The longest word, in scalars; a longer one is cut.
  static let longest = 64

  init(rules: SearchRules) {
    self.rules = rules
    elisions = rules.elisions.map { $0.unicodeScalars.map(\.value) }
    word.reserveCapacity(256)
  }

  /// Hands each word of a text to `emit`.
  mutating func scan(
    _ text: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
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
          plain(chunk, emit)
        } else {
          general(chunk, emit)
        }
      }
      index = next
    }
  }

  private mutating func plain(
    _ chunk: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    word.removeAll(keepingCapacity: true)
    for byte in chunk {
      let isUpper = byte >= 0x41 && byte <= 0x5A
      word.append(isUpper ? byte | 0x20 : byte)
    }
    word.withUnsafeBufferPointer(emit)
  }

  private mutating func general(
    _ chunk: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
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
        flush(mode, emit)
        mode = kind
      }
      if kind != ScalarKind.separator { run.append(scalar) }
    }
    flush(mode, emit)
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
    var text = String(decoding: chunk, as: UTF8.self).precomposedStringWithCompatibilityMapping
    scalars.removeAll(keepingCapacity: true)
    text.withUTF8 { UTF8Scalars.decode($0, into: &scalars) }
  }

  private mutating func flush(_ mode: UInt8, _ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard !run.isEmpty else { return }
    switch mode {
    case ScalarKind.word: flushWord(emit)
    case ScalarKind.pair: flushGrams(2, emit)
    case ScalarKind.triple: flushGrams(3, emit)
    default: break
    }
    run.removeAll(keepingCapacity: true)
  }

  private mutating func flushGrams(_ size: Int, _ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    if run.count <= size {
      send(0..<run.count, emit)
    } else {
      for start in 0...(run.count - size) { send(start..<start + size, emit) }
    }
    if singles && size == 2 && run.count > 1 {
      for start in 0..<run.count { send(start..<start + 1, emit) }
    }
  }

  private mutating func flushWord(_ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
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
    send(start..<min(end, start + Self.longest), emit)
    sendParts(start..<end, emit)
  }

  private mutating func sendParts(
    _ whole: Range<Int>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let inner = humps.filter { $0 > whole.lowerBound && $0 < whole.upperBound }
    let isCamel = inner.count >= 2 || (inner.count == 1 && humps[0] != whole.lowerBound
      && inner[0] - whole.lowerBound >= 2)
    var start = whole.lowerBound
    for index in whole {
      let isJoint = run[index] == 0x2E || run[index] == 0x2D || run[index] == 0x5F
      if isJoint || (isCamel && inner.contains(index)) {
        if index - start >= 2 { send(start..<min(index, start + Self.longest), emit) }
        start = isJoint ? index + 1 : index
      }
    }
    if start > whole.lowerBound, whole.upperBound - start >= 2 {
      send(start..<min(whole.upperBound, start + Self.longest), emit)
    }
  }

  /// Lower-cases the run in place, notes where capitals follow small letters, and writes all
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
        if (previous >= 0x61 && previous <= 0x7A) || out.isEmpty { humps.append(out.count) }
        out.append(rules.dotless && scalar == 0x49 ? 0x131 : scalar | 0x20)
      case 0x2019, 0x2018, 0x2BC: out.append(0x27)
      case 0x2010: out.append(0x2D)
      case 0x130:
        out.append(0x69)
        if !rules.dotless { out.append(0x307) }
      case 0..<0x80: out.append(scalar)
      default: out.append(table.lowercase(scalar))
      }
      previous = scalar
    }
    swap(&run, &out)
  }

  private mutating func send(_ range: Range<Int>, _ emit: (UnsafeBufferPointer<UInt8>) -> Void) {
    word.removeAll(keepingCapacity: true)
    for index in range { UTF8Scalars.encode(run[index], into: &word) }
    word.withUnsafeBufferPointer(emit)
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
