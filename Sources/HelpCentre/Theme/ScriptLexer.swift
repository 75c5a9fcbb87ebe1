// Scripts cut into tokens, so that what a browser loads is shorter than what people read: as much of the
// grammar of ECMAScript as that takes (ECMA-262, "Lexical Grammar").

/// A token of a script.
struct ScriptToken {
  enum Kind {
    case name, keyword, number, mark
    /// A string, a regular expression, or a piece of a template, which are as they are.
    case literal
  }

  var kind: Kind
  var text: [UInt8]
  /// Whether a line ended before it, and whether there was any space.
  var isAfterLine = false, isAfterSpace = false

  func isMark(_ mark: StaticString) -> Bool {
    kind == .mark
      && text.elementsEqual(
        UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
  }

  func isKeyword(_ word: String) -> Bool { kind == .keyword && text.elementsEqual(word.utf8) }
}

/// Cuts a script into tokens. Comments are left out.
struct ScriptLexer {
  private let source: [UInt8]
  private var at = 0
  private var tokens: [ScriptToken] = []
  /// For each open brace, whether it is the hole of a template.
  private var braces: [Bool] = []
  private var isAfterLine = false, isAfterSpace = false

  private init(_ source: [UInt8]) { self.source = source }

  /// The tokens; nil where the script ends within one.
  static func tokens(_ source: [UInt8]) -> [ScriptToken]? {
    var lexer = ScriptLexer(source)
    while lexer.at < source.count {
      if !lexer.step() { return nil }
    }
    return lexer.tokens
  }

  /// Words that are no names, and those that are in some places only.
  static let keywords = Set(
    """
    arguments async await break case catch class const continue debugger default delete do else enum eval \
    export extends false finally for from function get if import in instanceof let new null of return set \
    static super switch this throw true try typeof undefined var void while with yield
    """.split(separator: " ").map { Array($0.utf8) })

  /// After these an expression begins, so that a slash begins a regular expression.
  private static let operators = Set(
    "case delete do else in instanceof new of return throw typeof void yield await"
      .split(separator: " ").map { Array($0.utf8) })

  private static let marks = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=",
    ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<",
    ">>", "**",
  ].map { Array($0.utf8) }

  private func peek(_ offset: Int = 0) -> UInt8 {
    at + offset < source.count ? source[at + offset] : 0
  }

  private mutating func add(_ kind: ScriptToken.Kind, to end: Int) {
    tokens.append(
      ScriptToken(
        kind: kind, text: Array(source[at..<end]), isAfterLine: isAfterLine,
        isAfterSpace: isAfterSpace))
    (isAfterLine, isAfterSpace) = (false, false)
    at = end
  }

  /// Reads a token, a comment or a space; false when it does not end.
  private mutating func step() -> Bool {
    let byte = peek()
    switch byte {
    case 0x0A, 0x0D, 0x20, 0x09:
      isAfterSpace = true
      if byte == 0x0A || byte == 0x0D { isAfterLine = true }
      at += 1
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "/"):
      while at < source.count, source[at] != 0x0A { at += 1 }
    case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
      return skipComment()
    case UInt8(ascii: "/") where mayBeExpression:
      return addRegularExpression()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return addString(byte)
    case UInt8(ascii: "`"):
      return addTemplate()
    case UInt8(ascii: "}") where braces.last == true:
      braces.removeLast()
      return addTemplate()
    case _ where isNameByte(byte) && !isDigit(byte):
      var end = at
      while end < source.count, isNameByte(source[end]) { end += 1 }
      let isMember = tokens.last.map { $0.isMark(".") || $0.isMark("?.") } ?? false
      let isKeyword = !isMember && Self.keywords.contains(Array(source[at..<end]))
      add(isKeyword ? .keyword : .name, to: end)
    case _ where isDigit(byte) || byte == UInt8(ascii: ".") && isDigit(peek(1)):
      addNumber()
    default:
      addMark(byte)
    }
    return true
  }

  /// Letters beyond ASCII are letters of names.
  private func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte == 0x24
      || byte == UInt8(ascii: "#") || byte >= 0x80
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether an expression may begin here rather than be divided.
  private var mayBeExpression: Bool {
    guard let last = tokens.last else { return true }
    switch last.kind {
    case .name, .number, .literal: return false
    case .keyword: return Self.operators.contains(last.text)
    case .mark: return !(last.isMark(")") || last.isMark("]") || last.isMark("}"))
    }
  }

  private mutating func skipComment() -> Bool {
    var end = at + 2
    while end + 1 < source.count,
      !(source[end] == UInt8(ascii: "*") && source[end + 1] == UInt8(ascii: "/"))
    {
      if source[end] == 0x0A { isAfterLine = true }
      end += 1
    }
    at = end + 2
    isAfterSpace = true
    return end + 1 < source.count
  }

  private mutating func addString(_ quote: UInt8) -> Bool {
    var end = at + 1
    while end < source.count, source[end] != quote {
      if source[end] == 0x0A { return false }
      end += source[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < source.count else { return false }
    add(.literal, to: end + 1)
    return true
  }

  private mutating func addRegularExpression() -> Bool {
    var end = at + 1
    var isInClass = false
    while end < source.count, isInClass || source[end] != UInt8(ascii: "/") {
      switch source[end] {
      case 0x0A: return false
      case UInt8(ascii: "\\"): end += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      default: break
      }
      end += 1
    }
    guard end < source.count else { return false }
    end += 1
    while end < source.count, isNameByte(source[end]) { end += 1 }
    add(.literal, to: end)
    return true
  }

  /// A template up to its next hole or its end.
  private mutating func addTemplate() -> Bool {
    var end = at + 1
    while end < source.count {
      if source[end] == UInt8(ascii: "`") {
        add(.literal, to: end + 1)
        return true
      }
      if source[end] == UInt8(ascii: "$"), end + 1 < source.count,
        source[end + 1] == UInt8(ascii: "{")
      {
        add(.mark, to: end + 2)
        braces.append(true)
        return true
      }
      end += source[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return false
  }

  private mutating func addNumber() {
    var end = at
    while end < source.count, isNameByte(source[end]) || source[end] == UInt8(ascii: ".") {
      let isExponent =
        source[end] | 0x20 == UInt8(ascii: "e") && peek(1) | 0x20 != UInt8(ascii: "x")
      end += 1
      if isExponent, end < source.count,
        source[end] == UInt8(ascii: "-") || source[end] == UInt8(ascii: "+")
      {
        end += 1
      }
    }
    add(.number, to: end)
  }

  private mutating func addMark(_ byte: UInt8) {
    if byte == UInt8(ascii: "{") { braces.append(false) }
    if byte == UInt8(ascii: "}"), !braces.isEmpty { braces.removeLast() }
    let long = Self.marks.first { source[at...].starts(with: $0) }
    // `a?.5:1` is a question, not a chain.
    let isQuestion = long == Array("?.".utf8) && isDigit(peek(2))
    add(.mark, to: at + (isQuestion ? 1 : long?.count ?? 1))
  }
}
