// HTTP as documentation shows it: a request or a response, one after the other, each a first line,
// headers and perhaps a body, which is read as JSON or HTML when it begins like that.

extension CodeScan {
  /// Reads messages.
  mutating func readHTTP() {
    while !isAtEnd {
      if !readFirstLine() { skipLine() }
      skipLineEnds(atMost: 1)
      readHeaders()
      skipLineEnds(atMost: .max)
      if !isAtEnd, !beginsMessage() { readBody() }
    }
  }

  private mutating func skipLineEnds(atMost count: Int) {
    var lines = 0
    while !isAtEnd, lines < count, peek().isLineEnd {
      if peek() == 0x0A { lines += 1 }
      advance()
    }
  }

  /// Reads `GET /path HTTP/1.1` or `HTTP/1.1 200 OK`.
  private mutating func readFirstLine() -> Bool {
    let start = index
    if isNext("HTTP/") {
      skip { !$0.isBlank && !$0.isLineEnd }
      mark(.keyword, from: start)
      skip { $0.isBlank }
      let status = index
      skip { $0.isDigit }
      mark(.number, from: status)
      skipLine()
      return true
    }
    skip { $0.isCapital }
    guard index > start, peek() == 0x20 else { return false }
    mark(.keyword, from: start)
    advance()
    let target = index
    skip { !$0.isBlank && !$0.isLineEnd }
    mark(.string, from: target)
    skipLine()
    return true
  }

  /// Reads lines up to an empty one.
  private mutating func readHeaders() {
    while !isAtEnd, !peek().isLineEnd {
      let start = index
      skip { $0 != 0x3A && !$0.isLineEnd }
      if peek() == 0x3A {
        mark(.name, from: start)
        skipLine()
      }
      skipLineEnds(atMost: 1)
    }
  }

  /// Whether this line is the first one of a message.
  private mutating func beginsMessage() -> Bool {
    if isNext("HTTP/") { return true }
    let start = index
    defer { move(to: start) }
    skip { $0.isCapital }
    if index == start || peek() != 0x20 { return false }
    while !isAtEnd, !peek().isLineEnd {
      if isNext(" HTTP/") { return true }
      advance()
    }
    return false
  }

  /// Reads up to the next message.
  private mutating func readBody() {
    let start = index
    let first = peek()
    while !isAtEnd {
      skipLine()
      skipLineEnds(atMost: .max)
      if !isAtEnd, beginsMessage() { break }
    }
    let end = index
    move(to: start)
    within(end) { body in
      switch first {
      case 0x7B, 0x5B: body.readJSON()
      case 0x3C: body.readMarkup()
      default: break
      }
    }
  }
}
