// Whether the lines that were written differently for cmark came out as what they seemed to be.

extension ExtendedLines {
  /// Looks for the node of each line, puts lines without one back and cuts tables whose rows do not
  /// stand together; true when nothing had to change.
  mutating func check(against root: CMarkNode, shift: Int) -> Bool {
    if isEmpty { return true }
    let nodes = nodes(in: root, shift: shift)
    var isRight = true
    for table in tables.indices where !tables[table].isOff {
      let mark = tables[table]
      guard let head = nodes[mark.line], head.next == nodes[mark.line + 1],
        var last = nodes[mark.line + 1]
      else {
        cut(table: table, rows: 0)
        isRight = false
        continue
      }
      for row in 1..<mark.rows.count {
        guard let node = nodes[mark.line + 1 + row], last.next == node else {
          cut(table: table, rows: row)
          isRight = false
          break
        }
        last = node
      }
    }
    if !isRight { removeCutRows() }
    let lost = Set(marks.filter { $0.table == nil && nodes[$0.line] == nil }.map(\.line))
    if lost.isEmpty { return isRight }
    remove { lost.contains($0.line) }
    return false
  }

  /// The nodes of extended lines by line.
  private func nodes(in root: CMarkNode, shift: Int) -> [Int: CMarkNode] {
    var nodes: [Int: CMarkNode] = [:]
    guard let iterator = CMarkIterator(root) else { return nodes }
    while let event = iterator.next() {
      guard case .enter(let node) = event else { continue }
      switch node.kind {
      case .htmlBlock:
        let line = node.startLine - shift
        guard let mark = mark(ofLine: line), mark.isHTML else { continue }
        let expected: StaticString = mark.table == nil ? "<?:?>" : "<?|?>"
        if node.literal.drop(while: { $0 == 0x20 }).elementsEqual(expected.line) {
          nodes[line] = node
        }
      case .item:
        let line = node.startLine - shift
        guard let mark = mark(ofLine: line), !mark.isHTML, node.parent?.hasParenthesis == true
        else { continue }
        if column(of: mark) == node.startColumn { nodes[line] = node }
      case .paragraph, .heading: iterator.skip(node)
      default: break
      }
    }
    return nodes
  }
}

extension LineMark {
  /// Whether it is an HTML block to cmark.
  fileprivate var isHTML: Bool {
    if case .footnote = kind { false } else { true }
  }
}

extension StaticString {
  /// The bytes with a line feed.
  fileprivate var line: [UInt8] { withUTF8Buffer { Array($0) } + [0x0A] }
}
