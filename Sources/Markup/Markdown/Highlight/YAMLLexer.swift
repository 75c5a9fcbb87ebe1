// YAML, line by line: a key, then a value; texts of several lines (`|`, `>`) go by their indentation.

extension CodeScan {
  /// Reads YAML.
  mutating func readYAML() {
    var textIndent: Int?
    while !isAtEnd {
      let lineStart = index
      skip { $0.isBlank }
      let indent = index - lineStart
      if peek().isLineEnd {
        advance()
        continue
      }
      if let parent = textIndent, indent > parent {
        let start = index
        skipLine()
        mark(.string, from: start)
      } else {
        textIndent = readYAMLLine(indent: indent)
      }
    }
  }

  /// Reads a line; the indentation of what a text of several lines belongs to, if one begins.
  private mutating func readYAMLLine(indent: Int) -> Int? {
    let start = index
    if indent == 0, isNext("---") || isNext("...") {
      advance(3)
      mark(.keyword, from: start)
    } else if indent == 0, peek() == 0x25 {
      skipLine()
      mark(.keyword, from: start)
      return nil
    }
    var column = indent
    var next = indent
    while peek() == 0x2D || peek() == 0x3F, peek(1) <= 0x20 {
      let item = index
      column = next
      advance()
      skip { $0.isBlank }
      next += index - item
    }
    if hasYAMLKey() {
      column = next
      readYAMLKey()
    }
    return readYAMLValue() ? column : nil
  }

  /// Whether a colon ends a key in this line, or in this flow collection.
  private mutating func hasYAMLKey() -> Bool {
    let start = index
    defer { move(to: start) }
    let quote = peek()
    if quote == 0x22 || quote == 0x27 {
      advance()
      skipQuoted(by: quote, escapes: quote == 0x22)
      skip { $0.isBlank }
      return endsYAMLKey()
    }
    if Self.yamlIndicators.contains(quote) { return false }
    while !isAtEnd {
      let byte = peek()
      if byte.isLineEnd || byte == 0x2C || byte == 0x7B || byte == 0x7D || byte == 0x5B {
        return false
      }
      if byte == 0x23, peek(-1).isBlank { return false }
      if endsYAMLKey() { return true }
      advance()
    }
    return false
  }

  /// Bytes that begin something else than a plain key.
  private static let yamlIndicators: [UInt8] = Array("#&*!|>%@`{}[],".utf8)

  private mutating func endsYAMLKey() -> Bool {
    peek() == 0x3A && (peek(1) <= 0x20 || index + 1 >= end)
  }

  /// Reads a key that is there.
  private mutating func readYAMLKey() {
    let start = index
    let quote = peek()
    if quote == 0x22 || quote == 0x27 {
      advance()
      skipQuoted(by: quote, escapes: quote == 0x22)
    } else {
      while !isAtEnd, !endsYAMLKey() { advance() }
    }
    mark(.name, from: start)
    skip { $0.isBlank }
    advance()
  }

  /// Reads the rest of a line; whether a text of several lines follows.
  private mutating func readYAMLValue() -> Bool {
    var depth = 0
    var mayBegin = true
    while !isAtEnd, !peek().isLineEnd {
      let start = index
      let byte = peek()
      if byte.isBlank {
        advance()
        continue
      }
      if byte == 0x23, start == 0 || peek(-1) <= 0x20 {
        skipLine()
        mark(.comment, from: start)
        return false
      }
      switch byte {
      case 0x7B, 0x5B, 0x2C, 0x7D, 0x5D:
        advance()
        if byte == 0x7B || byte == 0x5B { depth += 1 }
        if byte == 0x7D || byte == 0x5D { depth -= 1 }
        skip { $0.isBlank }
        if depth > 0, byte == 0x7B || byte == 0x2C, hasYAMLKey() { readYAMLKey() }
        mayBegin = true
      case 0x22 where mayBegin, 0x27 where mayBegin:
        advance()
        skipQuoted(by: byte, escapes: byte == 0x22)
        mark(.string, from: start)
      case 0x26 where mayBegin, 0x2A where mayBegin, 0x21 where mayBegin:
        skip { $0 > 0x20 && $0 != 0x2C && $0 != 0x7D && $0 != 0x5D }
        mark(.type, from: start)
      case 0x7C where mayBegin, 0x3E where mayBegin:
        advance()
        skip { $0.isDigit || $0 == 0x2B || $0 == 0x2D }
        mark(.keyword, from: start)
        if depth == 0 { return true }
      default:
        readYAMLScalar(inFlow: depth > 0)
        mayBegin = false
      }
    }
    return false
  }

  /// Reads an unquoted scalar: a number, a word with a meaning, or a text.
  private mutating func readYAMLScalar(inFlow: Bool) {
    let start = index
    var last = index
    var isNumber = peek().isDigit || peek() == 0x2D && peek(1).isDigit
    while !isAtEnd {
      let byte = peek()
      if byte.isLineEnd { break }
      if inFlow, byte == 0x2C || byte == 0x7D || byte == 0x5D { break }
      if byte == 0x23, peek(-1).isBlank { break }
      advance()
      if !byte.isBlank { last = index }
      if !(byte.isDigit || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte.isBlank) {
        isNumber = false
      }
    }
    let end = index
    move(to: last)
    if last == start { advance() }
    if isNumber {
      mark(.number, from: start)
    } else if last - start <= 5, Self.yamlWords.contains(word(from: start)) {
      mark(.keyword, from: start)
    }
    move(to: max(end, index))
  }

  private static let yamlWords = WordSet("true false null yes no on off True False ~")
}
