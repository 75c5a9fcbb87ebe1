// JSON, with the comments that people write into examples of it.

extension CodeScan {
  /// Reads JSON: keys, texts, numbers, the three words.
  mutating func readJSON() {
    while !isAtEnd {
      let start = index
      let byte = peek()
      if byte == 0x22 {
        advance()
        skipQuoted(by: byte)
        let close = index
        skip { $0.isBlank }
        let isKey = peek() == 0x3A
        move(to: close)
        mark(isKey ? .name : .string, from: start)
      } else if byte.isDigit || byte == 0x2D && peek(1).isDigit {
        if byte == 0x2D { advance() }
        readNumber(from: start)
      } else if byte.beginsName {
        skip { $0.continuesName }
        if Self.jsonWords.contains(word(from: start)) { mark(.keyword, from: start) }
      } else if isNext("//") {
        skipLine()
        mark(.comment, from: start)
      } else if isNext("/*") {
        advance(2)
        skip(behind: "*/")
        mark(.comment, from: start)
      } else {
        advance()
      }
    }
  }

  private static let jsonWords = WordSet("true false null")
}
