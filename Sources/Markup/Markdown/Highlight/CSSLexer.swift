// Style sheets. Whether a name begins a declaration or a selector (`a:hover` in nested rules) shows
// only further on: at each beginning one look ahead finds the `;` or `{` that tells.

extension CodeScan {
  /// Reads a style sheet.
  mutating func readCSS() {
    var isBeginning = true
    var isSelector = true
    while !isAtEnd {
      let start = index
      let byte = peek()
      if byte <= 0x20 {
        advance()
        continue
      }
      if isNext("/*") {
        advance(2)
        skip(behind: "*/")
        mark(.comment, from: start)
        continue
      }
      if isBeginning {
        isBeginning = false
        isSelector = beginsSelector()
        if !isSelector, byte.beginsName || byte == 0x2D {
          skip { $0.continuesName || $0 == 0x2D }
          mark(.name, from: start)
          continue
        }
      }
      switch byte {
      case 0x22, 0x27:
        advance()
        skipQuoted(by: byte)
        mark(.string, from: start)
      case 0x7B, 0x7D, 0x3B:
        advance()
        isBeginning = true
      case 0x40, 0x21:
        advance()
        skip { $0.continuesName || $0 == 0x2D }
        mark(.keyword, from: start)
        isSelector = false
      default: readCSSWord(byte, isSelector: isSelector)
      }
    }
  }

  private mutating func readCSSWord(_ byte: UInt8, isSelector: Bool) {
    let start = index
    let next = peek(1)
    if byte.isDigit || (byte == 0x2E || byte == 0x2D || byte == 0x2B) && next.isDigit && !isSelector
    {
      if !byte.isDigit { advance() }
      readNumber(from: start, and: 0x25)
    } else if byte == 0x23, !isSelector {
      advance()
      skip { $0.isDigit || $0.isLetter }
      mark(.number, from: start)
    } else if byte.beginsName || byte == 0x2D || isSelector && (byte == 0x2E || byte == 0x23) {
      advance()
      skip { $0.continuesName || $0 == 0x2D }
      if isSelector {
        mark(.type, from: start)
      } else if byte == 0x2D, next == 0x2D {
        mark(.name, from: start)
      }
    } else if byte == 0x3A, isSelector {
      skip { $0 == 0x3A }
      skip { $0.continuesName || $0 == 0x2D }
      mark(.keyword, from: start)
    } else {
      advance()
    }
  }

  /// Whether a `{` comes before the end of what begins here. Looks no further than that end, so each
  /// byte is looked at once.
  private mutating func beginsSelector() -> Bool {
    let start = index
    defer { move(to: start) }
    while !isAtEnd {
      let byte = peek()
      if byte == 0x7B { return true }
      if byte == 0x3B || byte == 0x7D { return false }
      advance()
    }
    return false
  }
}
