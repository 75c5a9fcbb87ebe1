// HTML, XML and SVG: tags with attributes, comments, character references; scripts and styles in a
// page are read in their own languages.

extension CodeScan {
  /// Reads markup.
  mutating func readMarkup() {
    while !isAtEnd {
      let start = index
      let byte = peek()
      if byte == 0x26 {
        readReference()
      } else if byte != 0x3C {
        advance()
      } else if isNext("<!--") {
        advance(4)
        skip(behind: "-->")
        mark(.comment, from: start)
      } else if isNext("<![CDATA[") {
        advance(9)
        skip(behind: "]]>")
        mark(.string, from: start)
      } else if isNext("<!") || isNext("<?") {
        skip(behind: ">")
        mark(.comment, from: start)
      } else if peek(1).beginsName || peek(1) == 0x2F && peek(2).beginsName {
        readTag()
      } else {
        advance()
      }
    }
  }

  /// Reads `&name;`; the longest name has 31 letters.
  private mutating func readReference() {
    let start = index
    advance()
    var length = 0
    while length < 32, peek().isLetter || peek().isDigit || length == 0 && peek() == 0x23 {
      advance()
      length += 1
    }
    if length > 0, peek() == 0x3B {
      advance()
      mark(.number, from: start)
    }
  }

  private mutating func readTag() {
    let start = index
    let isScript = isNext("<script", foldingCase: true)
    let isStyle = isNext("<style", foldingCase: true)
    advance(peek(1) == 0x2F ? 2 : 1)
    skip { $0.continuesName || $0 == 0x2D || $0 == 0x3A || $0 == 0x2E }
    let nameLength = index - start
    mark(.type, from: start)
    var isData = false
    while !isAtEnd, peek() != 0x3C {
      let start = index
      let byte = peek()
      if byte == 0x3E || byte == 0x2F && peek(1) == 0x3E {
        advance(byte == 0x3E ? 1 : 2)
        mark(.type, from: start)
        if byte == 0x3E, isScript, nameLength == 7 {
          readContent(upTo: "</script") { isData ? $0.readJSON() : $0.readProgram(.javaScript) }
        } else if byte == 0x3E, isStyle, nameLength == 6 {
          readContent(upTo: "</style") { $0.readCSS() }
        }
        return
      } else if byte == 0x22 || byte == 0x27 {
        advance()
        if isScript, isNext("application/json") || isNext("application/ld+json") { isData = true }
        skipQuoted(by: byte, spansLines: true, escapes: false)
        mark(.string, from: start)
      } else if byte == 0x3D {
        advance()
        let value = index
        skip { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x3E && $0 != 0x3C }
        mark(.string, from: value)
      } else if byte > 0x20, byte != 0x2F {
        skip {
          $0 > 0x20 && $0 != 0x3D && $0 != 0x2F && $0 != 0x3E && $0 != 0x3C && $0 != 0x22
            && $0 != 0x27
        }
        mark(.name, from: start)
      } else {
        advance()
      }
    }
  }

  /// Reads what stands before a closing tag in a language of its own.
  private mutating func readContent(
    upTo close: StaticString, _ read: (inout CodeScan) -> Void
  ) {
    let start = index
    while !isAtEnd, !isNext(close, foldingCase: true) { advance() }
    let end = index
    move(to: start)
    within(end, read)
  }
}
