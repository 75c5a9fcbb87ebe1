// A parsed template: the tags nested as they open and close, and the white space around tags that
// stand alone taken away. The start of each line is a node of its own, because the lines of an
// indented partial or block are indented again where it is used.

/// A template's source as a tree.
struct TemplateTree: Sendable {
  /// The path for diagnostics.
  let file: String
  /// The source that all ranges refer to.
  let bytes: [UInt8]
  /// How many themes stand between the site's own and the one it is from.
  let distance: Int
  /// The outermost nodes; empty when there are errors.
  let nodes: [TemplateNode]
  /// What is wrong with tags and their nesting.
  let errors: [Diagnostic]

  /// How deep tags may be nested: the walks over the tree are recursive.
  static let depthLimit = 100

  /// Parses a source.
  init(_ source: TemplateSource) {
    let (tokens, scanErrors) = TemplateTokens.scan(source)
    var nesting = TemplateNesting(tokens: tokens, bytes: source.bytes, file: source.file)
    nesting.match()
    file = source.file
    bytes = source.bytes
    distance = source.distance
    errors = scanErrors + nesting.errors
    if errors.isEmpty {
      let lines = TemplateLines(tokens: tokens, partners: nesting.partners, bytes: source.bytes)
      var builder = TemplateTreeBuilder(lines: lines)
      nodes = builder.nodes()
    } else {
      nodes = []
    }
  }
}

/// One part of a template.
indirect enum TemplateNode: Sendable {
  /// A line that prints something starts here, with this white space.
  case lineStart(Range<Int>)
  /// Bytes of the source.
  case text(Range<Int>)
  /// A value, escaped or as it is.
  case variable(TemplateName, escaped: Bool)
  /// What is printed for a true value, or once for a false one.
  case section(TemplateName, inverted: Bool, [TemplateNode])
  /// Another template; the indentation is nil when it stands within a line.
  case partial(TemplateName, indentation: Range<Int>?)
  /// Another template with some of its blocks replaced.
  case parent(TemplateName, indentation: Range<Int>?, [TemplateBlock])
  /// A part that may be replaced.
  case block(TemplateBlock)
}

/// A block where it is defined, with its default, or where it is replaced.
struct TemplateBlock: Sendable {
  /// What it is called.
  let name: TemplateName
  /// What stands between its tags.
  let nodes: [TemplateNode]
  /// Whether its first line starts after the opening tag's line.
  let startsOnNewLine: Bool
  /// The white space that a replacement's lines get.
  let indentation: Range<Int>
  /// How many bytes of white space its own lines lose where they replace others.
  let ownIndentation: Int
}

/// A name in a tag.
struct TemplateName: Sendable {
  /// The name as written.
  let text: String
  /// The bytes of the whole tag.
  let tag: Range<Int>
  /// The bytes of the name.
  let range: Range<Int>

  /// The parts of a dotted name; `.` alone is one part.
  var parts: [String] {
    if text == "." { return ["."] }
    return text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

/// Builds the tree from balanced tokens.
private struct TemplateTreeBuilder {
  let lines: TemplateLines
  private var index = 0

  init(lines: TemplateLines) {
    self.lines = lines
  }

  /// The nodes up to the closing tag of the current level, which is left for the caller.
  mutating func nodes() -> [TemplateNode] {
    var nodes: [TemplateNode] = []
    while index < lines.tokens.count {
      let token = lines.tokens[index]
      if let start = lines.starts[index] { nodes.append(.lineStart(start)) }
      if token.kind == .close { return nodes }
      let current = index
      index += 1
      switch token.kind {
      case .text:
        let range = lines.visible[current]
        if !range.isEmpty { nodes.append(.text(range)) }
      case .variable, .unescaped:
        nodes.append(.variable(name(token), escaped: token.kind == .variable))
      case .section, .inverted:
        let children = self.nodes()
        index += 1
        nodes.append(.section(name(token), inverted: token.kind == .inverted, children))
      case .partial:
        nodes.append(.partial(name(token), indentation: lines.indentations[current]))
      case .parent:
        let blocks = self.nodes().compactMap { node in
          if case .block(let block) = node { block } else { nil }
        }
        index += 1
        nodes.append(.parent(name(token), indentation: lines.indentations[current], blocks))
      case .block:
        let children = self.nodes()
        nodes.append(.block(lines.block(name(token), children, opening: current, closing: index)))
        index += 1
      case .close, .comment, .delimiters:
        break
      }
    }
    return nodes
  }

  private func name(_ token: TemplateToken) -> TemplateName {
    let text = String(decoding: lines.bytes[token.name], as: UTF8.self)
    return TemplateName(text: text, tag: token.range, range: token.name)
  }
}
