// Programming languages with names, numbers, comments and strings, told apart by a description.
// Strings may hold code (`\(…)`, `${…}`) that holds strings: the open ones wait on a stack.

/// How a programming language writes what is coloured.
struct ProgramGrammar: Sendable {
  /// Words that no program can use as names.
  let keywords: WordSet
  /// Begins a comment that ends with the line.
  let lineComment: StaticString
  /// Whether `/* … */` is a comment, and whether one can stand in another.
  let blockComments: BlockComments
  /// Quotes of strings in one line.
  let quotes: [UInt8]
  /// Quotes that, written three times, begin a text of several lines.
  let tripleQuotes: [UInt8]
  /// The quote of texts of several lines.
  var templateQuote: UInt8?
  /// What begins code in a string, with its closing bracket: in any string, or in templates only.
  var interpolation: Interpolation?
  /// Whether `#` signs make a raw string of one.
  var hasRawStrings = false
  /// Short words that may stand before a quote.
  var prefixes = WordSet("")
  /// Whether a name before a colon is a label, be it a keyword elsewhere (`for:`, `type:`).
  var hasLabels = true
  /// Whether `/` can begin a regular expression.
  var hasRegularExpressions = false

  /// Comments between `/*` and `*/`.
  enum BlockComments { case none, flat, nested }

  /// Code in strings.
  struct Interpolation: Sendable {
    /// Two bytes, the second one a bracket.
    let open: StaticString
    /// The bracket that ends it.
    let close: UInt8
  }
}

/// A string that is not closed yet.
private struct OpenString {
  let quote: UInt8
  /// 1, or 3 for a text of several lines.
  var length = 1
  /// The `#` signs around a raw one.
  var hashes = 0
  var spansLines = false
  var holdsCode = false
  /// Brackets open in the code that it holds.
  var depth = 0
}

extension CodeScan {
  /// The one keyword that stands before a colon in languages with labels.
  private static let defaultWord: CodeWord? = WordSet("default").words.first

  /// Reads a program.
  mutating func readProgram(_ grammar: ProgramGrammar) {
    var open: [OpenString] = []
    var mayBeginExpression = true
    var expressionFailedBefore = 0
    while !isAtEnd {
      let start = index
      let byte = peek()
      if byte.beginsName {
        mayBeginExpression = readName(grammar, &open)
      } else if byte.isDigit {
        readNumber(from: start)
        mayBeginExpression = false
      } else if readComment(grammar) {
        continue
      } else if let string = readOpening(grammar) {
        readString(string, from: start, grammar, &open)
        mayBeginExpression = false
      } else if byte == 0x2F, mayBeginExpression, grammar.hasRegularExpressions,
        start >= expressionFailedBefore, peek(-1) != 0x3C
      {
        if readRegularExpression() {
          mayBeginExpression = false
        } else {
          skipLine()
          expressionFailedBefore = index
          move(to: start + 1)
        }
      } else if byte == 0x40 || byte == 0x23 && grammar.hasRawStrings, peek(1).isLetter {
        advance()
        skip { $0.continuesName }
        mark(byte == 0x40 ? .name : .keyword, from: start)
      } else {
        advance()
        if byte.isLineEnd {
          while let last = open.last, !last.spansLines { open.removeLast() }
        } else if !byte.isBlank {
          mayBeginExpression = byte != 0x29 && byte != 0x5D && byte != 0x7D
          readBracket(byte, grammar, &open)
        }
      }
    }
  }

  /// Counts brackets in the code of a string, and goes on with the string behind the last one.
  private mutating func readBracket(
    _ byte: UInt8, _ grammar: ProgramGrammar, _ open: inout [OpenString]
  ) {
    guard let interpolation = grammar.interpolation, var string = open.last else { return }
    if byte == interpolation.open.utf8Start[1] {
      open[open.count - 1].depth += 1
    } else if byte == interpolation.close {
      if string.depth > 0 {
        open[open.count - 1].depth -= 1
      } else {
        open.removeLast()
        string.depth = 0
        readString(string, from: index - 1, grammar, &open)
      }
    }
  }

  /// Reads a name, a keyword or a type, and the string that it is the prefix of; tells whether a
  /// regular expression can follow.
  private mutating func readName(
    _ grammar: ProgramGrammar, _ open: inout [OpenString]
  ) -> Bool {
    let start = index
    let isMember = peek(-1) == 0x2E
    let isCapital = peek().isCapital
    var hasSmall = false
    while !isAtEnd {
      let byte = peek()
      if !byte.continuesName { break }
      if byte >= 0x61 && byte <= 0x7A { hasSmall = true }
      advance()
    }
    let word = index - start <= 16 ? word(from: start) : nil
    let isLabel = grammar.hasLabels && peek() == 0x3A && word != Self.defaultWord
    if !isMember, !isLabel, grammar.keywords.contains(word) {
      mark(.keyword, from: start)
      return true
    }
    if grammar.prefixes.contains(word), let string = readOpening(grammar) {
      readString(string, from: start, grammar, &open)
    } else if isCapital && hasSmall {
      mark(.type, from: start)
    }
    return false
  }

  private mutating func readComment(_ grammar: ProgramGrammar) -> Bool {
    let start = index
    if isNext(grammar.lineComment) {
      skipLine()
    } else if grammar.blockComments != .none, isNext("/*") {
      advance(2)
      var depth = 1
      while depth > 0, !isAtEnd {
        if isNext("*/") {
          advance(2)
          depth -= 1
        } else if grammar.blockComments == .nested, isNext("/*") {
          advance(2)
          depth += 1
        } else {
          advance()
        }
      }
    } else {
      return false
    }
    mark(.comment, from: start)
    return true
  }

  /// Goes behind what opens a string, if that comes next.
  private mutating func readOpening(_ grammar: ProgramGrammar) -> OpenString? {
    let start = index
    if grammar.hasRawStrings, peek() == 0x23 { skip { $0 == 0x23 } }
    let hashes = index - start
    let quote = peek()
    if quote == grammar.templateQuote {
      advance()
      return OpenString(quote: quote, spansLines: true, holdsCode: true)
    }
    guard grammar.quotes.contains(quote) else {
      // A run of signs without a quote is passed as a whole, but for a last one before a name.
      if hashes > 1 { move(to: index - 1) } else { move(to: start) }
      return nil
    }
    let holdsCode = grammar.interpolation != nil && grammar.templateQuote == nil
    var string = OpenString(quote: quote, hashes: hashes, holdsCode: holdsCode)
    if grammar.tripleQuotes.contains(quote), peek(1) == quote, peek(2) == quote {
      string.length = 3
      string.spansLines = true
    }
    advance(string.length)
    return string
  }

  /// Reads a string from behind its opening, or from behind the code in it, up to its end or to code.
  private mutating func readString(
    _ string: OpenString, from start: Int, _ grammar: ProgramGrammar, _ open: inout [OpenString]
  ) {
    defer { mark(.string, from: start) }
    while !isAtEnd {
      let byte = peek()
      if byte.isLineEnd, !string.spansLines { return }
      if byte == string.quote, closes(string) { return }
      if string.holdsCode, string.hashes == 0, let interpolation = grammar.interpolation,
        isNext(interpolation.open)
      {
        advance(2)
        open.append(string)
        return
      }
      advance()
      if byte == 0x5C, string.hashes == 0, !peek().isLineEnd { advance() }
    }
  }

  /// Whether the quote that comes next is the string's end, and then goes behind it.
  private mutating func closes(_ string: OpenString) -> Bool {
    for distance in 1..<string.length where peek(distance) != string.quote { return false }
    for distance in 0..<string.hashes where peek(string.length + distance) != 0x23 { return false }
    advance(string.length + string.hashes)
    return true
  }

  /// Reads a regular expression that ends in this line; false, and some bytes read, when none does.
  private mutating func readRegularExpression() -> Bool {
    let start = index
    var isInSet = false
    advance()
    while !isAtEnd {
      let byte = peek()
      if byte.isLineEnd { return false }
      advance()
      switch byte {
      case 0x5C: if !peek().isLineEnd { advance() }
      case 0x5B: isInSet = true
      case 0x5D: isInSet = false
      case 0x2F where !isInSet:
        skip { $0.isLetter }
        mark(.string, from: start)
        return true
      default: break
      }
    }
    return false
  }
}
