// The walk over cmark's tree: asks the nodes and tells the writer.

/// Walks over one text.
struct MarkdownWalk {
  var writer: BodyWriter
  let lines: SourceLines
  let file: String
  let extended: ExtendedLines?
  /// Lines before the text in what cmark read.
  let shift: Int
  let hasTildes: Bool
  /// Whether characters may stand in the text that turn its direction.
  let turnsDirections: Bool
  /// Whether letters are in it that are written from right to left.
  let hasRightToLeft: Bool
  /// For each table the number of cells before its own; last, that of all.
  let cellStarts: [Int]
  var cells: [CMarkNode] = []
  /// The text of a cell begins with a space of ours.
  var isAtCellStart = false
  var openBlocks: [OpenBlock] = []
  /// Whether blocks were left out, because too many were open.
  var isTooDeep = false
  /// The definitions of footnotes: list items to cmark.
  var notes: [CMarkNode] = []
  var noteSet: Set<CMarkNode> = []
  /// Lists that definitions of footnotes are items of.
  var mixedLists: Set<CMarkNode> = []
  /// Those of them whose present run of items is tight.
  var tightRuns: Set<CMarkNode> = []
  var currentNote: (node: CMarkNode, number: Int, label: [UInt8])?
  /// The alerts that the walk is in.
  private var alerts: [(quote: CMarkNode, kind: AlertKind)] = []

  /// A block whose end has not come yet.
  struct OpenBlock {
    let parent: CMarkNode?
    let line: BlockLine
    let rule: BlockRule?
    /// Index in the body; nil for a block that is wrong.
    let index: Int?
    /// Bytes and holes of the body before its text.
    let start: (bytes: Int, holes: Int)
    let location: SourceLocation
  }

  /// Starts before the text of `lines`, which cmark read below the cells of its tables.
  init(
    writer: BodyWriter, lines: SourceLines, file: String, extended: ExtendedLines?,
    cellStarts: [Int], hasTildes: Bool, turnsDirections: Bool, hasRightToLeft: Bool
  ) {
    self.writer = writer
    self.lines = lines
    self.file = file
    self.extended = extended
    self.cellStarts = cellStarts
    shift = cellStarts[cellStarts.count - 1] * 2
    self.hasTildes = hasTildes
    self.turnsDirections = turnsDirections
    self.hasRightToLeft = hasRightToLeft
  }

  /// Walks over a document whose first paragraphs are the cells of its tables.
  mutating func run(_ root: CMarkNode) {
    var child = root.firstChild
    while cells.count < cellStarts[cellStarts.count - 1], let cell = child {
      cells.append(cell)
      child = cell.next
    }
    defineFootnotes(root)
    walk(root, from: cells.last)
    closeBlocks(in: root)
    writeFootnotes()
  }

  /// Walks over a node and all in it, or over what follows a child of it.
  mutating func walk(_ node: CMarkNode, from last: CMarkNode? = nil) {
    guard let iterator = CMarkIterator(node) else { return }
    if let last { iterator.skip(last) }
    while let event = iterator.next() {
      switch event {
      case .enter(let node):
        if rearrange(node) { iterator.restart(node) }
        if !enter(node) { iterator.skip(node) }
      case .exit(let node): exit(node)
      }
    }
  }

  /// Changes what is in a node to what our extensions make of it; true when it changed.
  private mutating func rearrange(_ node: CMarkNode) -> Bool {
    switch node.kind {
    case .paragraph, .heading:
      if hasTildes { Strikethrough.apply(in: node) }
      return (node.kind == .paragraph && joinTerms(in: node)) || hasTildes
    case .quote:
      guard let kind = takeAlert(node) else { return false }
      alerts.append((node, kind))
      return true
    default: return false
    }
  }

  /// Begins a node; false when nothing in it shall be walked over.
  private mutating func enter(_ node: CMarkNode) -> Bool {
    switch node.kind {
    case .text:
      var text = node.literal
      if isAtCellStart { text = UnsafeBufferPointer(rebasing: text.dropFirst(2)) }
      isAtCellStart = false
      writer.text(text)
    case .softBreak: writer.softBreak()
    case .lineBreak: writer.lineBreak()
    case .code: writer.code(node.literal)
    case .htmlInline: writer.inlineTag(node.literal)
    case .emphasis: writer.openInline("<em>")
    case .strong: writer.openInline("<strong>")
    case .link: writer.openLink(node.url, node.title)
    case .image: writer.openImage()
    case .custom: writer.openInline(node.customMarks.open)
    case .paragraph:
      enterBlock(node)
      writer.openParagraph(isTight: isTight(node), direction: foreignDirection(of: node))
    case .heading:
      enterBlock(node)
      writer.openHeading(level: node.headingLevel, pinned: pinned(node))
    case .list: return enterList(node)
    case .item: return enterItem(node)
    case .quote:
      if let alert = alerts.last, alert.quote == node {
        writer.openAlert(alert.kind)
      } else {
        writer.open("<blockquote>\n")
      }
    case .rule: writer.open(writer.isSpec ? "<hr />\n" : "<hr>\n")
    case .codeBlock:
      if turnsDirections {
        enterBlock(node)
        balanceDirections(ofLinesIn: node)
      }
      writer.codeBlock(node.literal, info: node.fenceInfo)
    case .htmlBlock: enterHTML(node)
    case .document: break
    }
    return true
  }

  private mutating func exit(_ node: CMarkNode) {
    switch node.kind {
    case .emphasis: writer.closeInline("</em>")
    case .strong: writer.closeInline("</strong>")
    case .link: writer.closeLink(node.url)
    case .image: writer.closeImage(node.url, node.title)
    case .custom: writer.closeInline(node.customMarks.close)
    case .paragraph:
      if let note = currentNote, node.next == nil, node.parent == note.node {
        writer.out.append(UInt8(0x20))
        writer.backLinks(note.number, label: note.label)
        currentNote = nil
      }
      writer.closeParagraph(isTight: isTight(node))
    case .heading: writer.closeHeading()
    case .list:
      if !mixedLists.contains(node) { closeList(node) }
    case .item:
      closeBlocks(in: node)
      writer.close("</li>\n")
      endRun(with: node)
    case .quote:
      closeBlocks(in: node)
      if alerts.last?.quote == node {
        alerts.removeLast()
        writer.closeAlert()
      } else {
        writer.closeQuote()
      }
    default: break
    }
  }

  private mutating func enterBlock(_ node: CMarkNode) {
    let line = node.startLine - shift
    // A line that is written differently for cmark has other columns.
    let column = extended?.mark(ofLine: line) == nil ? node.startColumn : 1
    writer.cursor.enterBlock(from: line, to: node.endLine - shift, column: column)
    if turnsDirections, node.kind == .paragraph || node.kind == .heading {
      balanceDirections(in: node)
    }
  }

  private func isTight(_ paragraph: CMarkNode) -> Bool {
    guard let item = paragraph.parent, let list = item.parent, list.kind == .list
    else { return false }
    // A block's text is its own, however tight the list around it.
    if openBlocks.last?.parent == item { return false }
    if mixedLists.contains(list) { return !isFootnote(item) && tightRuns.contains(list) }
    return list.isTight
  }

  /// Takes `{#name}` from the end of a heading.
  private mutating func pinned(_ heading: CMarkNode) -> String? {
    guard !writer.isSpec, let last = heading.lastChild, last.kind == .text else { return nil }
    let text = last.literal
    guard text.last == 0x7D, let open = text.lastIndex(of: 0x7B), open + 2 < text.count - 1,
      text[open + 1] == 0x23
    else { return nil }
    let name = String(decoding: text[open + 2..<text.count - 1], as: UTF8.self)
    guard Slug.make(name) == name else {
      writer.diagnostics.append(
        Diagnostic(
          .invalidSlug, "'\(name)' cannot be a heading's name",
          at: writer.cursor.block, hint: "write it like '\(Slug.make(name))'"))
      return nil
    }
    var rest = Array(text[..<open])
    while rest.last == 0x20 { rest.removeLast() }
    last.setLiteral(rest)
    return name
  }

  // MARK: Lists, quotes

  private mutating func enterList(_ list: CMarkNode) -> Bool {
    if !mixedLists.contains(list) { openList(list, from: list.firstChild, start: list.listStart) }
    return true
  }

  /// Writes the beginning of a list.
  mutating func openList(_ list: CMarkNode, from first: CMarkNode?, start: Int) {
    var hasBox = false
    if writer.settings.dialect == .article {
      var item = first
      while let task = item, !hasBox, !isFootnote(task) {
        hasBox = box(task) != nil
        item = task.next
      }
    }
    writer.openList(start: list.isOrdered ? start : nil, isTaskList: hasBox)
  }

  /// Writes the end of a list.
  mutating func closeList(_ list: CMarkNode) {
    writer.close(list.isOrdered ? "</ol>\n" : "</ul>\n")
  }

  private mutating func enterItem(_ item: CMarkNode) -> Bool {
    if isFootnote(item) { return false }
    startRun(with: item)
    guard let box = box(item) else {
      writer.openItem(isDone: nil)
      return true
    }
    writer.openItem(isDone: box.isDone)
    box.text.setLiteral(Array(box.text.literal.dropFirst(3).drop { $0 <= 0x20 }))
    return true
  }

  /// The box at an item's beginning.
  private func box(_ item: CMarkNode) -> (text: CMarkNode, isDone: Bool)? {
    guard writer.settings.dialect != .commonMark,
      let text = item.firstChild?.firstChild, text.kind == .text
    else { return nil }
    let bytes = text.literal
    guard bytes.count > 3, bytes[0] == 0x5B, bytes[2] == 0x5D,
      bytes[3] == 0x20 || bytes[3] == 0x09
    else {
      return nil
    }
    // `\[ ]` is text; cmark's tree does not tell, the source does.
    let line = lines.range(ofLine: (item.firstChild?.startLine ?? 0) - shift)
    let start = line.lowerBound + (item.firstChild?.startColumn ?? 1) - 1
    guard start < line.upperBound, lines.bytes[start] == 0x5B else { return nil }
    switch bytes[1] {
    case 0x20: return (text, false)
    case 0x58, 0x78: return (text, true)
    default: return nil
    }
  }

  /// Takes `[!NOTE]` from the first line of a quote.
  private func takeAlert(_ quote: CMarkNode) -> AlertKind? {
    guard writer.settings.dialect != .commonMark,
      let paragraph = quote.firstChild, paragraph.kind == .paragraph,
      let text = paragraph.firstChild, text.kind == .text
    else { return nil }
    let bytes = text.literal
    guard bytes.count > 4, bytes[0] == 0x5B, bytes[1] == 0x21,
      let end = bytes.firstIndex(of: 0x5D), bytes[(end + 1)...].allSatisfy({ $0 <= 0x20 }),
      text.next == nil || text.next?.kind == .softBreak || text.next?.kind == .lineBreak
    else { return nil }
    let name = bytes[2..<end].map { $0 | 0x20 }
    guard
      let kind = AlertKind.allCases.first(where: {
        $0.name.withUTF8Buffer { name.elementsEqual($0) }
      })
    else { return nil }
    text.next?.remove()
    text.remove()
    if paragraph.firstChild == nil { paragraph.remove() }
    return kind
  }

  // MARK: HTML blocks and what is written as such

  private mutating func enterHTML(_ node: CMarkNode) {
    let line = node.startLine - shift
    guard let mark = extended?.mark(ofLine: line) else {
      enterBlock(node)
      if turnsDirections { balanceDirections(ofLinesIn: node) }
      return writer.htmlBlock(node.literal)
    }
    switch mark.kind {
    case .block: readBlock(mark, node)
    case .row(let table): if extended?.tables[table].line == line { writeTable(table) }
    case .footnote: break
    }
  }
}
