// A template's source as texts and tags with their places. A text never goes beyond the end of its
// line, because whether a tag stands alone is a question about lines.

/// A piece of a template's source.
struct TemplateToken {
  /// What a piece is.
  enum Kind {
    case text, variable, unescaped, section, inverted, parent, block, close, partial, comment
    case delimiters
  }

  /// What this piece is.
  let kind: Kind
  /// Its bytes in the source, delimiters included.
  let range: Range<Int>
  /// The bytes of the name in it; empty when the kind has none.
  let name: Range<Int>
}

/// Cuts sources into tokens.
enum TemplateTokens {
  /// All tokens of a source, and what is wrong with its tags one by one.
  static func scan(_ source: TemplateSource) -> (tokens: [TemplateToken], errors: [Diagnostic]) {
    var scanner = TemplateScanner(bytes: source.bytes, file: source.file)
    scanner.scan()
    return (scanner.tokens, scanner.errors)
  }
}

private struct TemplateScanner {
  let bytes: [UInt8]
  let file: String
  var tokens: [TemplateToken] = []
  var errors: [Diagnostic] = []
  private var position = 0
  private var opening: [UInt8] = Array("{{".utf8)
  private var closing: [UInt8] = Array("}}".utf8)

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  mutating func scan() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    var start = position
    while position < bytes.count {
      if matches(opening, at: position) {
        addText(start..<position)
        scanTag()
        start = position
      } else {
        let isLineEnd = bytes[position] == 0x0A
        position += 1
        if isLineEnd {
          addText(start..<position)
          start = position
        }
      }
    }
    addText(start..<bytes.count)
  }

  private mutating func scanTag() {
    let start = position
    var inner = start + opening.count
    var end = closing
    var kind = TemplateToken.Kind.variable
    if inner < bytes.count {
      switch bytes[inner] {
      case UInt8(ascii: "{") where opening == Array("{{".utf8):
        kind = .unescaped
        end = [UInt8(ascii: "}")] + closing
      case UInt8(ascii: "&"): kind = .unescaped
      case UInt8(ascii: "#"): kind = .section
      case UInt8(ascii: "^"): kind = .inverted
      case UInt8(ascii: "<"): kind = .parent
      case UInt8(ascii: "$"): kind = .block
      case UInt8(ascii: "/"): kind = .close
      case UInt8(ascii: ">"): kind = .partial
      case UInt8(ascii: "!"): kind = .comment
      case UInt8(ascii: "="):
        kind = .delimiters
        end = [UInt8(ascii: "=")] + closing
      default: break
      }
      if kind != .variable { inner += 1 }
    }
    guard let close = find(end, from: inner, multiline: kind == .comment) else {
      fail("this tag is never closed", start..<inner, hint: "it ends with '\(text(end))'")
      skipLine(from: inner)
      return
    }
    position = close + end.count
    let range = start..<position
    switch kind {
    case .comment:
      tokens.append(TemplateToken(kind: kind, range: range, name: inner..<inner))
    case .delimiters:
      setDelimiters(inner..<close, range)
    default:
      addTag(kind, trimmed(inner..<close), range)
    }
  }

  private mutating func addTag(_ kind: TemplateToken.Kind, _ name: Range<Int>, _ range: Range<Int>)
  {
    let bytes = bytes[name]
    if name.isEmpty {
      fail("this tag has no name", range)
    } else if bytes.contains(where: { $0 <= 0x20 || $0 == 0x7B || $0 == 0x7D }) {
      fail("'\(text(bytes))' is not a name", range, hint: "a name has no spaces and no braces")
    } else {
      tokens.append(TemplateToken(kind: kind, range: range, name: name))
    }
  }

  private mutating func setDelimiters(_ inner: Range<Int>, _ range: Range<Int>) {
    let parts = bytes[inner].split(whereSeparator: { $0 <= 0x20 })
    guard parts.count == 2, !parts.joined().contains(UInt8(ascii: "=")) else {
      fail(
        "'\(text(bytes[inner]))' are not two delimiters", range,
        hint: "write for example '{{=<% %>=}}'")
      return
    }
    opening = Array(parts[0])
    closing = Array(parts[1])
    tokens.append(TemplateToken(kind: .delimiters, range: range, name: inner))
  }

  /// Finds where the tag ends; only comments may go over lines.
  private func find(_ end: [UInt8], from start: Int, multiline: Bool) -> Int? {
    var index = start
    while index + end.count <= bytes.count {
      if matches(end, at: index) { return index }
      if bytes[index] == 0x0A && !multiline { return nil }
      index += 1
    }
    return nil
  }

  private mutating func skipLine(from start: Int) {
    position = start
    while position < bytes.count && bytes[position] != 0x0A { position += 1 }
  }

  private mutating func addText(_ range: Range<Int>) {
    if range.isEmpty { return }
    tokens.append(
      TemplateToken(kind: .text, range: range, name: range.lowerBound..<range.lowerBound))
  }

  private mutating func fail(_ message: String, _ range: Range<Int>, hint: String? = nil) {
    errors.append(
      Diagnostic(
        .templateSyntax, message, at: SourceLocation(file: file, range: range), hint: hint))
  }

  private func matches(_ wanted: [UInt8], at start: Int) -> Bool {
    if start + wanted.count > bytes.count { return false }
    for offset in 0..<wanted.count where bytes[start + offset] != wanted[offset] { return false }
    return true
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while !range.isEmpty && bytes[range.lowerBound] <= 0x20 {
      range = range.lowerBound + 1..<range.upperBound
    }
    while !range.isEmpty && bytes[range.upperBound - 1] <= 0x20 {
      range = range.lowerBound..<range.upperBound - 1
    }
    return range
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
