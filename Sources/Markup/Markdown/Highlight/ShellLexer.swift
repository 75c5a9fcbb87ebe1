// Commands of a shell, and sessions with one. In a session each `$ ` at the start of a line is a
// prompt, the command behind it is read until it is complete (quotes, `\` at the end of a line and
// here-documents go on), and all else is what the commands wrote.

/// What a shell's lexer is inside of.
private enum ShellNesting {
  /// A text in double quotes.
  case quote
  /// `$( … )`, with the brackets open in it.
  case substitution(depth: Int)
}

extension CodeScan {
  /// Reads a session.
  mutating func readConsole() {
    while !isAtEnd {
      let start = index
      if peek().isLineEnd {
        advance()
      } else if isNext("$ ") {
        advance(2)
        mark(.prompt, from: start)
        readCommands(onlyOne: true)
      } else {
        skipLine()
        mark(.output, from: start)
      }
    }
  }

  /// Reads a script; one that begins with a prompt is a session.
  mutating func readShell() {
    if isNext("$ ") { readConsole() } else { readCommands(onlyOne: false) }
  }

  private mutating func readCommands(onlyOne: Bool) {
    var nesting: [ShellNesting] = []
    var isCommandNext = true
    // Whether the quotes belong to `NAME="…"`, which a command may follow.
    var isAssigning = false
    var delimiters: [Range<Int>] = []
    while !isAtEnd {
      let start = index
      let byte = peek()
      if case .quote = nesting.last {
        isCommandNext = readQuoted(from: start, &nesting) || isAssigning
        continue
      }
      switch byte {
      case 0x0A, 0x0D:
        advance()
        if byte == 0x0A, !delimiters.isEmpty { readHereDocuments(&delimiters) }
        if onlyOne, nesting.isEmpty { return }
        isCommandNext = true
      case 0x20, 0x09: advance()
      case 0x5C:
        advance()
        if peek() == 0x0D { advance() }
        if peek() < 0x80 { advance() }
      case 0x23 where start == 0 || peek(-1) <= 0x20:
        skipLine()
        mark(.comment, from: start)
      case 0x22:
        isAssigning = isCommandNext && peek(-1) == 0x3D
        advance()
        mark(.string, from: start)
        nesting.append(.quote)
      case 0x27:
        isCommandNext = isCommandNext && peek(-1) == 0x3D
        advance()
        skipQuoted(by: byte, spansLines: true, escapes: peek(-2) == 0x24)
        mark(.string, from: start)
      case 0x24:
        if readVariable(&nesting) { isCommandNext = true }
      case 0x3C where isNext("<<<"): advance(3)
      case 0x3C where isNext("<<"):
        advance(2)
        if let delimiter = readDelimiter() { delimiters.append(delimiter) }
      case 0x28, 0x29:
        advance()
        isCommandNext = !readShellBracket(byte, &nesting)
      case 0x7B where peek(1) > 0x20: advance()
      case 0x7C, 0x26, 0x3B, 0x7B, 0x7D, 0x21, 0x60:
        advance()
        // `2>&1`
        isCommandNext = byte != 0x26 || peek(-2) != 0x3E
      default:
        isCommandNext = readShellWord(isCommand: isCommandNext)
      }
    }
  }

  /// Counts brackets in a command that stands in another; whether this one ends it.
  private mutating func readShellBracket(_ byte: UInt8, _ nesting: inout [ShellNesting]) -> Bool {
    guard case .substitution(let depth) = nesting.last else { return false }
    if byte == 0x28 {
      nesting[nesting.count - 1] = .substitution(depth: depth + 1)
      return false
    }
    nesting.removeLast()
    if depth > 0 { nesting.append(.substitution(depth: depth - 1)) }
    return depth == 0
  }

  /// Reads in double quotes up to their end or, and then it is true, to a command in them.
  private mutating func readQuoted(from start: Int, _ nesting: inout [ShellNesting]) -> Bool {
    var start = start
    while !isAtEnd {
      let byte = peek()
      if byte == 0x24, peek(1) == 0x7B || peek(1) == 0x28 || peek(1).beginsName {
        mark(.string, from: start)
        if readVariable(&nesting) { return true }
        start = index
        continue
      }
      advance()
      if byte == 0x5C { advance() }
      if byte == 0x22 {
        nesting.removeLast()
        break
      }
    }
    mark(.string, from: start)
    return false
  }

  /// Reads `$name`, `${…}`, `$1`; true for `$(`, which begins a command.
  private mutating func readVariable(_ nesting: inout [ShellNesting]) -> Bool {
    let start = index
    advance()
    let byte = peek()
    if byte == 0x28 {
      advance()
      nesting.append(.substitution(depth: 0))
      return true
    }
    if byte == 0x7B {
      skip { $0 != 0x7D && $0 != 0x22 && !$0.isLineEnd }
      if peek() == 0x7D { advance() }
    } else if byte.isLetter || byte == 0x5F {
      skip { $0.isLetter || $0.isDigit || $0 == 0x5F }
    } else if byte.isDigit || byte == 0x3F || byte == 0x40 || byte == 0x23 || byte == 0x2A {
      advance()
    } else {
      return false
    }
    mark(.name, from: start)
    return false
  }

  /// Reads a word that is not quoted; tells whether a command can follow.
  private mutating func readShellWord(isCommand: Bool) -> Bool {
    let start = index
    let first = peek()
    let previous = peek(-1)
    let isWhole = previous <= 0x20 || Self.shellOpenings.contains(previous)
    var isNumber = true
    var equals: Int?
    while !isAtEnd {
      let byte = peek()
      if byte <= 0x20 || Self.shellSigns.contains(byte) { break }
      if byte == 0x3D, equals == nil { equals = index }
      if !byte.isDigit { isNumber = false }
      advance()
    }
    if index == start {
      advance()
      return false
    }
    if !isWhole { return isCommand }
    let word = index - start <= 16 ? word(from: start) : nil
    if isCommand, Self.shellKeywords.contains(word) {
      mark(.keyword, from: start)
      return !Self.shellKeywordsBeforeNames.contains(word)
    }
    let wordEnd = index
    if let equals, isCommand || first == 0x2D {
      move(to: equals)
      mark(.name, from: start)
      move(to: wordEnd)
      return isCommand
    }
    if first == 0x2D {
      mark(.name, from: start)
    } else if isCommand {
      mark(.type, from: start)
    } else if isNumber {
      mark(.number, from: start)
    }
    return false
  }

  /// Bytes that end a word.
  private static let shellSigns: [UInt8] = Array("\"'$|&;()<>`\\".utf8)
  /// Bytes before the beginning of a word, besides blanks.
  private static let shellOpenings: [UInt8] = Array("|&;({!`<>".utf8)
  private static let shellKeywords = WordSet(
    "if then else elif fi for while until do done case esac in function select time return exit "
      + "export local readonly set unset source")
  private static let shellKeywordsBeforeNames = WordSet(
    "for case in function select return exit export local readonly set unset source fi done esac")

  /// Reads the word that will end a here-document.
  private mutating func readDelimiter() -> Range<Int>? {
    if peek() == 0x2D { advance() }
    skip { $0.isBlank }
    let start = index
    let quote = peek()
    let isQuoted = quote == 0x22 || quote == 0x27
    if isQuoted { advance() }
    let name = index
    skip { $0.continuesName || $0 == 0x2D }
    let range = name..<index
    if isQuoted, peek() == quote { advance() }
    mark(.string, from: start)
    return range.isEmpty ? nil : range
  }

  /// Reads the texts whose ends were named in the line before, to the end of the code when none comes.
  private mutating func readHereDocuments(_ delimiters: inout [Range<Int>]) {
    for delimiter in delimiters {
      let start = index
      while !isAtEnd {
        skip { $0 == 0x09 }
        let isLast = isLine(delimiter)
        skipLine()
        mark(.string, from: start)
        skip { $0 == 0x0D }
        advance()
        if isLast { break }
      }
    }
    delimiters.removeAll()
  }

  /// Whether this line has the same bytes as a word before.
  private mutating func isLine(_ word: Range<Int>) -> Bool {
    for distance in 0..<word.count where peek(distance) != byte(at: word.lowerBound + distance) {
      return false
    }
    let next = peek(word.count)
    return next.isLineEnd || index + word.count >= end
  }
}
