// Which closing tag belongs to which opening one. A mistake names the place of the opening tag,
// because that is where the author has to look.

/// Pairs opening and closing tags.
struct TemplateNesting {
  /// The tokens of one source.
  let tokens: [TemplateToken]
  /// The source.
  let bytes: [UInt8]
  /// The source's path for diagnostics.
  let file: String
  /// For each opening tag its closing one and the other way round; -1 for all others.
  private(set) var partners: [Int]
  /// What is wrong.
  private(set) var errors: [Diagnostic] = []

  /// Starts with nothing paired.
  init(tokens: [TemplateToken], bytes: [UInt8], file: String) {
    self.tokens = tokens
    self.bytes = bytes
    self.file = file
    partners = Array(repeating: -1, count: tokens.count)
  }

  /// Finds all pairs and all mistakes.
  mutating func match() {
    var open: [Int] = []
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .section, .inverted, .parent, .block:
        if open.count == TemplateTree.depthLimit {
          fail("tags are nested deeper than \(TemplateTree.depthLimit) levels", index)
          return
        }
        open.append(index)
      case .close:
        close(index, &open)
      default:
        break
      }
    }
    for index in open {
      fail("'\(text(index))' is never closed", index, hint: "add '{{/\(name(index))}}'")
    }
  }

  private mutating func close(_ index: Int, _ open: inout [Int]) {
    guard let level = open.lastIndex(where: { name($0) == name(index) }) else {
      let line = open.last.map { lineNumber(of: $0) }
      fail(
        "'\(text(index))' closes nothing", index,
        hint: open.last.map { "'\(text($0))' of line \(line ?? 0) is open here" })
      return
    }
    for unclosed in open[(level + 1)...] {
      fail(
        "'\(text(unclosed))' is never closed", unclosed,
        hint: "'\(text(index))' in line \(lineNumber(of: index)) comes before its end")
    }
    partners[index] = open[level]
    partners[open[level]] = index
    open.removeSubrange(level...)
  }

  private mutating func fail(_ message: String, _ index: Int, hint: String? = nil) {
    let location = SourceLocation(file: file, range: tokens[index].range)
    errors.append(Diagnostic(.templateSyntax, message, at: location, hint: hint))
  }

  private func lineNumber(of index: Int) -> Int {
    LinePosition(of: tokens[index].range, in: bytes).line
  }

  private func name(_ index: Int) -> String {
    String(decoding: bytes[tokens[index].name], as: UTF8.self)
  }

  private func text(_ index: Int) -> String {
    String(decoding: bytes[tokens[index].range], as: UTF8.self)
  }
}
