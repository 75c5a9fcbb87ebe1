// Text to words, once per article and on bytes. A word of plain ASCII is lower-cased while it is
// copied; everything else goes through scalars, and through Foundation's NFKC only where a scalar
// can change. The same rules stand in `search-text.js`.

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

/// Cuts texts into words.
struct SearchTokenizer: ~Copyable {
  private let rules: SearchRules
  private let elisions: [[UInt32]]
  private let table = ScalarTable.shared
  private let classes = ByteClass.all
  /// Whether single characters of Chinese and Japanese are words too, as in titles.
  var singles = false

  private var scalars: [UInt32] = []
  private var run: [UInt32] = []
  /// The run before it is lower-cased.
  private var written: [UInt32] = []
  private var humps: [Int] = []
  private(set) var tokens = TokenBuffer()

  /// The longest word, in scalars; a longer one is cut.
  static let longest = 64

  init(rules: SearchRules) {
    self.rules = rules
    elisions = rules.elisions.map { $0.unicodeScalars.map(\.value) }
  }

  /// Puts the words of a text into `tokens`. A word of plain ASCII is finished when its end is seen.
  mutating func scan(_ text: UnsafeBufferPointer<UInt8>) {
    tokens.removeAll()
    tokens.reserve(text.count)
    let isDotless = rules.dotless
    classes.withUnsafeBufferPointer { classes in
      var index = 0
      while index < text.count {
        var seen = classes[Int(text[index])]
        if seen & ByteClass.separator != 0 {
          index += 1
          continue
        }
        let start = index
        var previous = seen
        tokens.write(lowercased: text[index])
        index += 1
        while index < text.count {
          let byte = text[index]
          let kind = classes[Int(byte)]
          if kind & ByteClass.separator != 0 { break }
          if kind & ByteClass.capital != 0 && previous & ByteClass.small != 0 {
            seen |= ByteClass.hump
          }
          tokens.write(lowercased: byte)
          seen |= kind
          previous = kind
          index += 1
        }
        let isPlain = seen & ~(ByteClass.capital | ByteClass.small) == 0 && !isDotless
        if isPlain && index - start <= Self.longest {
          tokens.end()
        } else {
          tokens.discard()
          chunk(UnsafeBufferPointer(rebasing: text[start..<index]), seen)
          tokens.reserve(text.count - index)
        }
      }
    }
  }

  /// Takes a run of bytes between separators; `seen` are the classes of all of them.
  private mutating func chunk(_ run: UnsafeBufferPointer<UInt8>, _ seen: UInt8) {
    var chunk = run
    if seen & ByteClass.joiner != 0 {
      var start = 0
      var end = run.count
      while start < end, Self.isJoiner(run[start]) { start += 1 }
      while end > start, run[end - 1] == 0x27 || run[end - 1] == 0x2D || run[end - 1] == 0x2E {
        end -= 1
      }
      if start == end { return }
      chunk = UnsafeBufferPointer(rebasing: run[start..<end])
    }
    let isSimple = seen & (ByteClass.hump | ByteClass.underscore) == 0 && !rules.dotless
    let hasJoiner = seen & ByteClass.joiner != 0 && chunk.contains(where: Self.isJoiner)
    if isSimple, !hasJoiner {
      if chunk.count <= Self.longest, letters(chunk) { return }
      if pairs(chunk) { return }
    }
    general(chunk)
  }

  /// A word of letters and digits alone, the most frequent kind: lower-cased while it is copied. False
  /// for any other, with nothing done.
  private mutating func letters(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < chunk.count {
      let byte = chunk[index]
      if byte < 0x80 {
        tokens.write(lowercased: byte)
        index += 1
        continue
      }
      let (scalar, length) = UTF8Scalars.decode(chunk, at: index)
      if table.kind(scalar) != ScalarKind.word || scalar == 0x130 {
        tokens.discard()
        return false
      }
      tokens.write(table.lowercase(scalar))
      index += length
    }
    tokens.end()
    return true
  }

  /// Chinese and Japanese with their punctuation alone: the pairs are taken as they stand in the text. False for
  /// anything else, and where single characters are wanted too, with nothing done.
  private mutating func pairs(_ chunk: UnsafeBufferPointer<UInt8>) -> Bool {
    let size = 3
    guard !singles, chunk.count % size == 0 else { return false }
    for index in stride(from: 0, to: chunk.count, by: size) {
      guard chunk[index] >> 4 == 0xE else { return false }
      let kind = table.kind(UTF8Scalars.decode(chunk, at: index).scalar)
      guard kind == ScalarKind.pair || kind == ScalarKind.separator else { return false }
    }
    var start = 0
    for index in stride(from: 0, through: chunk.count, by: size) {
      let isEnd =
        index == chunk.count
        || table.kind(UTF8Scalars.decode(chunk, at: index).scalar) == ScalarKind.separator
      if !isEnd {
        if index > start { tokens.add(chunk, index - size, 2 * size) }
        continue
      }
      if index == start + size { tokens.add(chunk, start, size) }
      start = index + size
    }
    return true
  }

  private mutating func general(_ chunk: UnsafeBufferPointer<UInt8>) {
    scalars.removeAll(keepingCapacity: true)
    UTF8Scalars.decode(chunk, into: &scalars)
    if mayChange() { normalize(chunk) }
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

  private func mayChange() -> Bool {
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
      for start in 0..<run.count { sendPart(start..<start + 1) }
    }
  }

  private mutating func flushWord() {
    lowercaseRun()
    var start = 0
    var end = run.count
    while start < end, Self.isJoiner(run[start]) || isMark(run[start]) { start += 1 }
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
        if index - start >= 2 { sendPart(start..<min(index, start + Self.longest)) }
        start = isJoint ? index + 1 : index
      }
    }
    if start > whole.lowerBound, whole.upperBound - start >= 2 {
      sendPart(start..<min(whole.upperBound, start + Self.longest))
    }
  }

  /// Lower-cases the run in place, notes the capitals that begin something, and writes all
  /// apostrophes and hyphens in one way.
  private mutating func lowercaseRun() {
    humps.removeAll(keepingCapacity: true)
    swap(&run, &written)
    run.removeAll(keepingCapacity: true)
    var previous: UInt32 = 0
    for scalar in written {
      switch scalar {
      case 0x41...0x5A:
        if run.isEmpty || (previous >= 0x61 && previous <= 0x7A) || Self.isJoiner(previous) {
          humps.append(run.count)
        }
        run.append(rules.dotless && scalar == 0x49 ? 0x131 : scalar | 0x20)
      case 0x2019, 0x2018, 0x2BC: run.append(0x27)
      case 0x2010: run.append(0x2D)
      case 0x130:
        run.append(0x69)
        if !rules.dotless { run.append(0x307) }
      case 0..<0x80: run.append(scalar)
      default: run.append(table.lowercase(scalar))
      }
      previous = run[run.count - 1]
      if scalar >= 0x41, scalar <= 0x5A { previous = scalar }
    }
  }

  private mutating func sendPart(_ range: Range<Int>) {
    tokens.notePart()
    send(range)
  }

  private mutating func send(_ range: Range<Int>) {
    tokens.reserve(range.count)
    for index in range { tokens.write(run[index]) }
    tokens.end()
  }

  private func isMark(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 && table.kind(scalar) & ScalarKind.mask == ScalarKind.mark
  }

  private static func isJoiner(_ scalar: UInt32) -> Bool {
    scalar == 0x27 || scalar == 0x2E || scalar == 0x2D || scalar == 0x2B || scalar == 0x23
  }

  private static func isJoiner(_ byte: UInt8) -> Bool { isJoiner(UInt32(byte)) }
}
