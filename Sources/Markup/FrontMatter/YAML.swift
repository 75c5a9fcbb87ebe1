// YAML as authors of help centres need it: a tree of texts, lists and mappings, each with its place.
//
// Types are not guessed: YAML 1.1 would make `no` false, `0800123456` a number and `9:30` 570, so each
// scalar stays text until its field gives it a type. Aliases, anchors, tags, complex and duplicate
// keys and several documents are refused where they stand. libyaml's events are read directly: 7 µs a
// front matter where Yams takes 50 to 90; and what is plain is not given to it at all. This is the only file that
// imports libyaml.

import CYAML

/// One value of a YAML text and where it stands.
package struct YAMLNode: Sendable {
  /// What kind of value it is.
  package indirect enum Kind: Sendable {
    /// A text; `isPlain` when it was written without quotes.
    case scalar(String, isPlain: Bool)
    /// A list.
    case sequence([YAMLNode])
    /// Keys and values, in the order of the file.
    case mapping([YAMLPair])
  }

  /// The value.
  package let kind: Kind
  /// Its bytes in the file.
  package let range: Range<Int>

  /// Nothing written at all, `~` or `null`.
  package var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = kind else { return false }
    return text.isEmpty || text == "~" || text == "null"
  }
}

/// A key and its value.
package struct YAMLPair: Sendable {
  /// The key as text.
  package let key: String
  /// The key's bytes in the file.
  package let keyRange: Range<Int>
  /// The value.
  package let value: YAMLNode
}

/// Reads YAML.
package enum YAML {
  /// Lists and mappings may be nested this deep; libyaml is quadratic beyond.
  static let maximumDepth = 50

  /// Parses the bytes `range` of `source` as one document.
  ///
  /// Never fails: what is wrong is in the diagnostics, and then the node is nil. An empty document is
  /// an empty scalar.
  package static func parse(
    _ source: [UInt8], in range: Range<Int>, file: String
  ) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
    let plain = source.withUnsafeBufferPointer {
      PlainHeader.parse(UnsafeBufferPointer(rebasing: $0[range]), base: range.lowerBound)
    }
    return plain.map { ($0, []) } ?? parseAll(source, in: range, file: file)
  }

  /// The same by libyaml, whatever it is.
  static func parseAll(
    _ source: [UInt8], in range: Range<Int>, file: String
  ) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { preconditionFailure("libyaml has no memory") }
    defer { yaml_parser_delete(&parser) }
    return source.withUnsafeBufferPointer { buffer in
      let part = UnsafeBufferPointer(rebasing: buffer[range])
      yaml_parser_set_input_string(&parser, part.baseAddress, part.count)
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      let offsets = MarkOffsets(text: part, base: range.lowerBound)
      var builder = TreeBuilder(file: file, offsets: offsets)
      while !builder.isFinished {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
          builder.fail(builder.syntaxError(parser))
          break
        }
        builder.take(event)
        yaml_event_delete(&event)
      }
      return builder.result(emptyAt: range.lowerBound)
    }
  }
}

/// Turns libyaml's marks, which count code points, into byte offsets of the file.
private struct MarkOffsets {
  let text: UnsafeBufferPointer<UInt8>
  let base: Int
  private var codePoint = 0
  private var byte = 0

  init(text: UnsafeBufferPointer<UInt8>, base: Int) {
    self.text = text
    self.base = base
  }

  /// The byte offset of a mark; marks mostly grow, so the walk goes on from the last one.
  mutating func offset(_ mark: yaml_mark_t) -> Int {
    let wanted = Int(mark.index)
    if wanted < codePoint {
      codePoint = 0
      byte = 0
    }
    while codePoint < wanted && byte < text.count {
      byte += 1
      while byte < text.count && text[byte] & 0xC0 == 0x80 { byte += 1 }
      codePoint += 1
    }
    return base + byte
  }
}

extension MarkOffsets {
  /// Where bytes stand as they are, in byte offsets of the file; nil where they were written escaped.
  func place(
    of bytes: UnsafeBufferPointer<UInt8>, from start: Int, before end: Int
  ) -> Range<Int>? {
    let last = min(end - base, text.count) - bytes.count
    guard start - base <= last else { return nil }
    for index in start - base...last where text[index..<index + bytes.count].elementsEqual(bytes) {
      return index + base..<index + base + bytes.count
    }
    return nil
  }
}

/// Collects events into a tree, without recursion.
private struct TreeBuilder {
  let file: String
  var offsets: MarkOffsets
  private var open: [Container] = []
  private var root: YAMLNode?
  private var diagnostics: [Diagnostic] = []
  private(set) var isFinished = false

  private struct Container {
    let isMapping: Bool
    let start: Int
    var items: [YAMLNode] = []
    var pairs: [YAMLPair] = []
    var key: (text: String, range: Range<Int>)?
  }

  init(file: String, offsets: MarkOffsets) {
    self.file = file
    self.offsets = offsets
  }

  mutating func result(emptyAt offset: Int) -> (node: YAMLNode?, diagnostics: [Diagnostic]) {
    if diagnostics.contains(where: { $0.severity == .error && $0.id == .invalidYAML }) {
      return (nil, diagnostics)
    }
    let empty = YAMLNode(kind: .scalar("", isPlain: true), range: offset..<offset)
    return (root ?? empty, diagnostics)
  }

  mutating func fail(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
    isFinished = true
  }

  mutating func take(_ event: yaml_event_t) {
    let start = offsets.offset(event.start_mark)
    let end = max(start, offsets.offset(event.end_mark))
    switch event.type {
    case YAML_STREAM_END_EVENT:
      isFinished = true
    case YAML_DOCUMENT_START_EVENT:
      if root != nil { refuse("a second document is not allowed here", start..<end) }
    case YAML_ALIAS_EVENT:
      refuse("aliases (*name) are not allowed; write the value again", start..<end)
    case YAML_SCALAR_EVENT:
      takeScalar(event, start..<end)
    case YAML_SEQUENCE_START_EVENT:
      let part = event.data.sequence_start
      begin(isMapping: false, start..<end, hasExtras: part.anchor != nil || part.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let part = event.data.mapping_start
      begin(isMapping: true, start..<end, hasExtras: part.anchor != nil || part.tag != nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      guard let container = open.popLast() else { return }
      let kind: YAMLNode.Kind =
        container.isMapping ? .mapping(container.pairs) : .sequence(container.items)
      add(YAMLNode(kind: kind, range: container.start..<end))
    default:
      break
    }
  }

  func syntaxErrorMessage(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? "cannot be read"
  }

  mutating func syntaxError(_ parser: yaml_parser_t) -> Diagnostic {
    let context = parser.context.map { String(cString: $0) } ?? ""
    let problem = syntaxErrorMessage(parser.problem)
    // For an unterminated quote libyaml's problem is where the text ends; the opening is what helps.
    let isQuote = context == "while scanning a quoted scalar"
    // The same holds for a bracket, unless the end of what it opens is missing on its own line.
    let isBracket =
      context.hasPrefix("while parsing a flow ")
      && parser.problem_mark.line > parser.context_mark.line
    let mark = isQuote || isBracket ? parser.context_mark : parser.problem_mark
    let offset = offsets.offset(mark)
    let message =
      isQuote
      ? "the quote that opens here is not closed"
      : isBracket ? "the bracket that opens here is not closed" : "invalid YAML: \(problem)"
    var hint: String?
    if isBracket {
      hint = "or a ',' is missing between two of its values"
    } else if problem == "mapping values are not allowed in this context" {
      hint = "put a text that contains ': ' in quotes"
    } else if problem.hasPrefix("found character that cannot start any token") {
      hint = "put the text in quotes, and indent with spaces, not tabs"
    }
    return Diagnostic(
      .invalidYAML, message, at: SourceLocation(file: file, range: offset..<offset), hint: hint)
  }

  private mutating func refuse(_ message: String, _ range: Range<Int>) {
    fail(Diagnostic(.invalidYAML, message, at: SourceLocation(file: file, range: range)))
  }

  private mutating func takeScalar(_ event: yaml_event_t, _ range: Range<Int>) {
    let part = event.data.scalar
    if part.anchor != nil || part.tag != nil {
      return refuse("anchors (&name) and tags (!name) are not allowed", range)
    }
    let bytes = UnsafeBufferPointer<UInt8>(start: part.value, count: part.length)
    // A key with such characters is no name of a field, and is shown as that.
    let isKey = open.last.map { $0.isMapping && $0.key == nil } ?? false
    let text =
      isKey || bytes.isClean ? String(decoding: bytes, as: UTF8.self) : cleaned(bytes, range)
    let isPlain = part.style == YAML_PLAIN_SCALAR_STYLE
    // A block scalar's end mark is the start of the next line.
    add(YAMLNode(kind: .scalar(text, isPlain: isPlain), range: range))
  }

  /// A text without what readers cannot see and must not get: every text of headers and tables passes
  /// here, escaped characters decoded.
  private mutating func cleaned(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
    var next = 0
    var position = range.lowerBound
    var clean: [UInt8] = []
    CleanText.plain(text, into: &clean)
    if clean.count != text.count || !clean.elementsEqual(text) {
      diagnostics.append(
        Diagnostic(
          .invalidCharacter, "a character that cannot stand in a page",
          at: SourceLocation(file: file, range: range), hint: "remove it"))
    }
    return clean.withUnsafeBufferPointer { clean in
      var balance = DirectionBalance()
      balance.add(clean)
      balance.finish()
      var verdicts = balance.verdicts[...]
      for index in clean.indices where DirectionBalance.control(clean, at: index) != nil {
        let character = UnsafeBufferPointer(rebasing: clean[index..<index + 3])
        let place = offsets.place(of: character, from: position, before: range.upperBound)
        if let place { position = place.upperBound }
        guard let fault = verdicts.removeFirst().fault else { continue }
        let location = SourceLocation(file: file, range: place ?? range)
        diagnostics.append(DirectionBalance.finding(fault, character).diagnostic(at: location))
      }
      return String(decoding: balance.kept(clean, next: &next), as: UTF8.self)
    }
  }

  private mutating func begin(isMapping: Bool, _ range: Range<Int>, hasExtras: Bool) {
    if hasExtras { return refuse("anchors (&name) and tags (!name) are not allowed", range) }
    if let last = open.last, last.isMapping, last.key == nil {
      return refuse("a key must be a text", range)
    }
    if open.count >= YAML.maximumDepth {
      return refuse("nested deeper than \(YAML.maximumDepth) levels", range)
    }
    open.append(Container(isMapping: isMapping, start: range.lowerBound))
  }

  private mutating func add(_ node: YAMLNode) {
    guard var container = open.popLast() else {
      root = node
      return
    }
    defer { open.append(container) }
    if !container.isMapping {
      container.items.append(node)
    } else if let key = container.key {
      container.pairs.append(YAMLPair(key: key.text, keyRange: key.range, value: node))
      container.key = nil
    } else if case .scalar(let text, _) = node.kind {
      if container.pairs.contains(where: { $0.key.utf8.elementsEqual(text.utf8) }) {
        refuse("the key '\(text)' is here twice", node.range)
      }
      container.key = (text, node.range)
    }
  }
}
