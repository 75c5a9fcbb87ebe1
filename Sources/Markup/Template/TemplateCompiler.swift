// From trees to operations. Partials and parents are put in where they are used, each time anew,
// because a name means another place in each stack of records, and because texts on both sides of a
// border then join into one literal. What includes itself ends where the schema ends: a schema is a
// finite tree, so the records of a list that has no fields can hold nothing to go on with.

/// Compiles one template with all that it uses.
struct TemplateCompiler {
  private let trees: [String: TemplateTree]
  private var operations = TemplateOperations()
  private var scopes: [TemplateScope] = []
  private var active: [(name: String, scopeCount: Int)] = []
  private var depth = 0
  private var expansions = 0
  private var blocks: Set<String> = []
  private var found: Set<Diagnostic> = []
  private var failures = 0
  private var isStopped = false

  /// How deep templates may include each other, how deep tags may be nested over all of them, how
  /// often anything may be put in, and how many bytes may come of it: more is a mistake that would
  /// not end, or not soon.
  private static let inclusionLimit = 60
  private static let depthLimit = 250
  private static let expansionLimit = 10_000
  private static let literalLimit = 16 << 20

  /// Takes parsed templates by name.
  init(trees: [String: TemplateTree]) {
    self.trees = trees
  }

  /// What was compiled; only good when there are no diagnostics.
  var template: Template { operations.template }

  /// All that is wrong, in no order.
  var diagnostics: [Diagnostic] { Array(found) }

  /// Compiles a template by name.
  mutating func compile(_ name: String, schema: TemplateSchema) {
    guard let tree = trees[name] else {
      found.insert(Diagnostic(.missingTemplate, "no template '\(name)'", at: nil, hint: hint(name)))
      return
    }
    scopes = [.record(schema, depth: 0)]
    active = [(name, 1)]
    found.formUnion(tree.errors)
    compile(tree.nodes, in: Placement(tree: tree))
  }

  /// Where nodes are put in: the source they are from, the white space that their lines get or lose,
  /// and what replaces their blocks.
  private struct Placement {
    var tree: TemplateTree
    var indentation: [UInt8] = []
    var dropped = 0
    var replacements: [String: Replacement] = [:]

    /// White space of the source as it is printed here.
    func space(_ range: Range<Int>) -> [UInt8] {
      indentation + tree.bytes[range].dropFirst(dropped)
    }
  }

  /// A block that replaces one of the same name.
  private struct Replacement {
    let block: TemplateBlock
    let tree: TemplateTree
  }

  private mutating func compile(_ nodes: [TemplateNode], in placement: Placement) {
    depth += 1
    defer { depth -= 1 }
    for node in nodes {
      if isStopped { return }
      switch node {
      case .lineStart(let space):
        operations.appendLiteral(placement.space(space))
      case .text(let range):
        operations.appendLiteral(placement.tree.bytes[range])
      case .variable(let name, let escaped):
        compileVariable(name, escaped: escaped, in: placement)
      case .section(let name, let inverted, let children):
        compileSection(name, inverted: inverted, children, in: placement)
      case .partial(let name, let indentation):
        include(name, [], indentation, in: placement)
      case .parent(let name, let indentation, let blocks):
        include(name, blocks, indentation, in: placement)
      case .block(let block):
        compileBlock(block, in: placement)
      }
    }
  }

  private mutating func compileVariable(
    _ name: TemplateName, escaped: Bool, in placement: Placement
  ) {
    guard let value = resolve(name, in: placement) else { return }
    switch (value.kind, escaped) {
    case (.text, true): operations.append(.text(value.place))
    case (.html, false): operations.append(.html(value.place))
    case (.text, false):
      fail(
        .wrongEscape, "'\(name.text)' is text and must be escaped", name.tag, in: placement,
        hint: "write '{{\(name.text)}}'")
    case (.html, true):
      fail(
        .wrongEscape, "'\(name.text)' is HTML and would be escaped here", name.tag, in: placement,
        hint: "write '{{{\(name.text)}}}'")
    case (.flag, _), (.record, _), (.list, _):
      let kind =
        switch value.kind {
        case .flag: "a flag"
        case .list: "a list"
        default: "a record"
        }
      fail(
        .templateSyntax, "'\(name.text)' is \(kind) and cannot be printed", name.tag,
        in: placement, hint: "use it as a section: '{{#\(name.text)}}'")
    }
  }

  private mutating func compileSection(
    _ name: TemplateName, inverted: Bool, _ children: [TemplateNode], in placement: Placement
  ) {
    guard let value = resolve(name, in: placement) else { return }
    if inverted {
      let jump = operations.append(.skipIf(value.place, 0))
      compile(children, in: placement)
      operations.setTarget(of: jump)
      return
    }
    switch value.kind {
    case .record(let schema), .list(let schema):
      let jump = operations.append(.enter(value.place, 0))
      let depth = scopes.last { $0.isRecord }.map(\.depth) ?? 0
      scopes.append(.record(schema, depth: depth + 1))
      operations.startRun()
      compile(children, in: placement)
      operations.append(.leave(Int32(jump + 1)))
      scopes.removeLast()
      operations.setTarget(of: jump)
    case .text, .html, .flag:
      let jump = operations.append(.skipUnless(value.place, 0))
      scopes.append(.value(value))
      compile(children, in: placement)
      scopes.removeLast()
      operations.setTarget(of: jump)
    }
  }

  private mutating func compileBlock(_ block: TemplateBlock, in placement: Placement) {
    blocks.insert(block.name.text)
    guard let replacement = placement.replacements[block.name.text] else {
      compile(block.nodes, in: placement)
      return
    }
    if isEndless(block.name, deepest: .max, in: placement) { return }
    var inner = placement
    inner.tree = replacement.tree
    inner.indentation = placement.space(block.indentation)
    inner.dropped = replacement.block.ownIndentation
    inner.replacements[block.name.text] = nil
    var nodes = replacement.block.nodes[...]
    if case .lineStart(let space) = nodes.first {
      if !block.startsOnNewLine {
        operations.appendLiteral(inner.tree.bytes[space].dropFirst(inner.dropped))
        nodes = nodes.dropFirst()
      }
    } else if block.startsOnNewLine && !nodes.isEmpty {
      operations.appendLiteral(inner.indentation)
    }
    compile(Array(nodes), in: inner)
  }

  private mutating func include(
    _ name: TemplateName, _ replacing: [TemplateBlock], _ indentation: Range<Int>?,
    in placement: Placement
  ) {
    guard let tree = trees[name.text] else {
      fail(
        .missingTemplate, "no template '\(name.text)'", name.range, in: placement,
        hint: hint(name.text))
      return
    }
    if let earlier = active.last(where: { $0.name == name.text }),
      scopes[earlier.scopeCount...].contains(where: \.isEmptyRecord)
    {
      return
    }
    if isEndless(name, deepest: Self.inclusionLimit, in: placement) { return }
    found.formUnion(tree.errors)
    if !tree.errors.isEmpty {
      failures += 1
      return
    }
    var inner = Placement(tree: tree)
    inner.indentation = indentation.map(placement.space) ?? []
    inner.replacements = placement.replacements
    for block in replacing where inner.replacements[block.name.text] == nil {
      inner.replacements[block.name.text] = Replacement(block: block, tree: placement.tree)
    }
    let outerBlocks = blocks
    let failuresBefore = failures
    blocks = []
    active.append((name.text, scopes.count))
    compile(tree.nodes, in: inner)
    active.removeLast()
    if failures == failuresBefore { reportUnused(replacing, of: name, tree, in: placement) }
    blocks.formUnion(outerBlocks)
  }

  /// Reports what replaces blocks that a parent does not have.
  ///
  /// A theme's own layout need not know all that the templates it inherits would change, but what one of
  /// them prints must find a place: the layout is reported, and its largest missing block, when nothing
  /// of a template does.
  private mutating func reportUnused(
    _ replacing: [TemplateBlock], of name: TemplateName, _ parent: TemplateTree,
    in placement: Placement
  ) {
    let unused = replacing.filter { !blocks.contains($0.name.text) }
    guard placement.tree.distance > parent.distance else {
      for block in unused {
        fail(
          .unknownName, "'\(name.text)' has no block '\(block.name.text)'", block.name.range,
          in: placement, hint: Suggestion.didYouMean(block.name.text, among: blocks.sorted()))
      }
      return
    }
    let isAnyUsed = replacing.contains { blocks.contains($0.name.text) && !$0.nodes.isEmpty }
    guard let largest = unused.max(by: { $0.nodes.count < $1.nodes.count }),
      !largest.nodes.isEmpty, !isAnyUsed
    else { return }
    let block = largest.name.text
    fail(
      .unknownName, "'\(name.text)' has no block '\(block)', which inherited templates fill", 0..<0,
      in: Placement(tree: parent), hint: "write '{{$\(block)}}{{/\(block)}}' where it belongs")
  }

  /// Counts what is put in; past a limit it reports that once and stops.
  private mutating func isEndless(
    _ name: TemplateName, deepest limit: Int, in placement: Placement
  ) -> Bool {
    expansions += 1
    if active.count < limit && depth < Self.depthLimit && expansions < Self.expansionLimit
      && operations.literalCount < Self.literalLimit
    {
      return false
    }
    let message =
      active.contains { $0.name == name.text }
      ? "'\(name.text)' includes itself without end"
      : "'\(name.text)' is put in too deep or too often"
    fail(.templateSyntax, message, name.tag, in: placement)
    isStopped = true
    return true
  }

  private mutating func resolve(_ name: TemplateName, in placement: Placement) -> TemplateReference?
  {
    switch TemplateScope.resolve(name.parts, in: scopes) {
    case .found(let kind, let place, let slots):
      return TemplateReference(kind: kind, place: operations.place(place, slots))
    case .unknown(let message, let candidates):
      fail(
        .unknownName, message, name.range, in: placement,
        hint: Suggestion.didYouMean(name.text, among: candidates))
      return nil
    }
  }

  private mutating func fail(
    _ id: DiagnosticID, _ message: String, _ range: Range<Int>, in placement: Placement,
    hint: String? = nil
  ) {
    let location = SourceLocation(file: placement.tree.file, range: range)
    found.insert(Diagnostic(id, message, at: location, hint: hint))
    failures += 1
  }

  private func hint(_ name: String) -> String? {
    Suggestion.didYouMean(name, among: trees.keys.sorted())
  }
}
