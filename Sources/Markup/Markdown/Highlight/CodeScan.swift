// What all lexers share: a place in the code that moves on, and the tokens found so far. Every byte
// is read through `byte(at:)`, which counts, so that a test can hold the work of each lexer to a
// multiple of the code's length without a clock. A token begins and ends beside an ASCII byte, so no
// character is cut.

/// A part of the code with its meaning; never empty.
struct CodeToken: Equatable {
  /// What it is.
  let kind: CodeKind
  /// Its bytes.
  var range: Range<Int>
}

/// A place in a code, and the tokens before it.
struct CodeScan {
  /// In the order of the code, without overlaps.
  private(set) var tokens: [CodeToken] = []
  /// How many bytes were looked at, each time counted.
  private(set) var reads = 0
  /// The next byte to read.
  private(set) var index = 0
  /// Where reading ends.
  private(set) var end: Int
  private let code: UnsafeBufferPointer<UInt8>

  /// Starts before the first byte.
  init(_ code: UnsafeBufferPointer<UInt8>) {
    self.code = code
    end = code.count
  }

  /// Whether all is read.
  var isAtEnd: Bool { index >= end }

  /// A byte; 0 outside of the code.
  mutating func byte(at position: Int) -> UInt8 {
    reads += 1
    return position >= 0 && position < end ? code[position] : 0
  }

  /// The byte at a distance from the next one.
  mutating func peek(_ distance: Int = 0) -> UInt8 { byte(at: index + distance) }

  /// Goes on by some bytes, not past the end.
  mutating func advance(_ count: Int = 1) { index = min(index + count, end) }

  /// Goes on, or back after looking ahead.
  mutating func move(to position: Int) { index = min(position, end) }

  /// Makes a token of the bytes from `start` up to here.
  mutating func mark(_ kind: CodeKind, from start: Int) {
    let start = max(start, tokens.last?.range.upperBound ?? 0)
    if start >= index { return }
    if let last = tokens.last, last.kind == kind, last.range.upperBound == start {
      tokens[tokens.count - 1].range = last.range.lowerBound..<index
    } else {
      tokens.append(CodeToken(kind: kind, range: start..<index))
    }
  }

  /// Reads with a nearer end, and goes there.
  mutating func within(_ nearer: Int, _ read: (inout CodeScan) -> Void) {
    let whole = end
    end = min(max(nearer, index), whole)
    read(&self)
    index = end
    end = whole
  }

  /// Whether these ASCII bytes come next; letters of the code may be capitals when `foldingCase`.
  mutating func isNext(_ text: StaticString, foldingCase: Bool = false) -> Bool {
    for distance in 0..<text.utf8CodeUnitCount {
      var byte = peek(distance)
      if foldingCase, byte.isCapital { byte += 32 }
      if byte != text.utf8Start[distance] { return false }
    }
    return index + text.utf8CodeUnitCount <= end
  }

  /// Goes on while bytes are of a kind.
  mutating func skip(while isWanted: (UInt8) -> Bool) {
    while !isAtEnd, isWanted(peek()) { advance() }
  }

  /// Goes to the end of the line.
  mutating func skipLine() { skip { !$0.isLineEnd } }

  /// Goes behind a text, or to the end when it does not come.
  mutating func skip(behind text: StaticString) {
    while !isAtEnd {
      if isNext(text) { return advance(text.utf8CodeUnitCount) }
      advance()
    }
  }

  /// Goes from behind an opening quote to behind the closing one; without one, to the end of the line
  /// or, when it may span lines, of the code.
  mutating func skipQuoted(by quote: UInt8, spansLines: Bool = false, escapes: Bool = true) {
    while !isAtEnd {
      let byte = peek()
      if byte.isLineEnd, !spansLines { return }
      advance()
      if byte == quote { return }
      if byte == 0x5C, escapes, !peek().isLineEnd { advance() }
    }
  }

  /// Reads a number whose first digit comes next, with its letters (`0xFF`, `10px`, `1e-5`); its sign
  /// may stand between `start` and here.
  mutating func readNumber(from start: Int, and unit: UInt8? = nil) {
    let isHexadecimal = peek() == 0x30 && peek(1) | 0x20 == 0x78
    while !isAtEnd {
      let byte = peek()
      if byte == 0x2E {
        if !peek(1).isDigit { break }
      } else if byte == 0x2B || byte == 0x2D {
        if isHexadecimal || index == start || peek(-1) | 0x20 != 0x65 || !peek(1).isDigit { break }
      } else if !(byte.isLetter || byte.isDigit || byte == 0x5F || byte == unit) {
        break
      }
      advance()
    }
    mark(.number, from: start)
  }

  /// The bytes from `start` up to here as a word; nil when it is longer than any that is looked up.
  mutating func word(from start: Int) -> CodeWord? {
    CodeWord(UnsafeBufferPointer(rebasing: code[start..<index]))
  }
}

/// A short text to look up without making an array: at most 16 bytes, none of them 0.
struct CodeWord: Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// Nil when there are no bytes or too many.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, foldingCase: Bool = false) {
    if bytes.isEmpty || bytes.count > 16 { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == 0 { return nil }
      let byte = foldingCase && byte.isCapital ? byte + 32 : byte
      if index < 8 { low = low << 8 | UInt64(byte) } else { high = high << 8 | UInt64(byte) }
    }
  }
}

/// Words that mean the same to a lexer.
struct WordSet: Sendable {
  /// The words.
  let words: Set<CodeWord>

  /// Takes the words from a list with spaces between them.
  init(_ list: String) {
    let bytes = Array(list.utf8)
    words = bytes.withUnsafeBufferPointer { bytes in
      Set(
        bytes.split(separator: 0x20).compactMap { CodeWord(UnsafeBufferPointer(rebasing: $0)) })
    }
  }

  /// Whether a word is one of them.
  func contains(_ word: CodeWord?) -> Bool { word.map(words.contains) ?? false }
}

extension UInt8 {
  /// A to Z.
  var isCapital: Bool { self >= 0x41 && self <= 0x5A }
  /// A letter of ASCII.
  var isLetter: Bool { isCapital || self >= 0x61 && self <= 0x7A }
  /// 0 to 9.
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  /// Carriage return or line feed.
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  /// A blank within a line.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// A byte that can begin a name: a letter of any script, `_` or `$`.
  var beginsName: Bool { isLetter || self == 0x5F || self == 0x24 || self >= 0x80 }
  /// A byte that can go on with a name.
  var continuesName: Bool { beginsName || isDigit }
}
