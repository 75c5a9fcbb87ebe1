// Footnotes in the walk: cmark shows their definitions as list items, which are left out where they
// stand and written at the end, numbered by their first use. Items `1)` of the author's stand with them
// in one list to cmark, so each run of those is made a list of its own.

extension MarkdownWalk {
  /// Whether a list item is the definition of a footnote.
  func isFootnote(_ item: CMarkNode) -> Bool {
    !noteSet.isEmpty && noteSet.contains(item)
  }

  // MARK: Lists beside definitions

  /// Begins a list at the first of an author's items `1)` that cmark sees in one list with definitions.
  mutating func startRun(with item: CMarkNode) {
    guard let list = item.parent, mixedLists.contains(list),
      item.previous.map(isFootnote) ?? true
    else { return }
    if isTightRun(from: item) { tightRuns.insert(list) } else { tightRuns.remove(list) }
    let line = lines.range(ofLine: item.startLine - shift)
    let digits = lines.bytes[line].dropFirst(item.startColumn - 1)
      .prefix { (0x30...0x39).contains($0) }
    openList(list, from: item, start: digits.reduce(0) { $0 * 10 + Int($1 & 0x0F) })
  }

  /// Ends the list at its last item before a definition.
  mutating func endRun(with item: CMarkNode) {
    guard let list = item.parent, mixedLists.contains(list), item.next.map(isFootnote) ?? true
    else { return }
    closeList(list)
  }

  /// Whether no blank line stands between items or between what is in one of them.
  private func isTightRun(from first: CMarkNode) -> Bool {
    var item: CMarkNode? = first
    while let node = item, !isFootnote(node) {
      if node != first, isBlank(before: node) { return false }
      var child = node.firstChild?.next
      while let part = child {
        if isBlank(before: part) { return false }
        child = part.next
      }
      item = node.next
    }
    return true
  }

  private func isBlank(before node: CMarkNode) -> Bool {
    lines.bytes[lines.range(ofLine: node.startLine - shift - 1)]
      .allSatisfy { $0 <= 0x20 || $0 == 0x3E }
  }

  // MARK: Definitions

  /// Finds the definitions, which may stand after their uses.
  mutating func defineFootnotes(_ root: CMarkNode) {
    guard let extended, extended.hasFootnotes, let iterator = CMarkIterator(root) else { return }
    while let event = iterator.next() {
      guard case .enter(let node) = event else { continue }
      if node.kind == .paragraph || node.kind == .heading { iterator.skip(node) }
      guard node.kind == .item, let mark = extended.mark(ofLine: node.startLine - shift),
        case .footnote = mark.kind, extended.column(of: mark) == node.startColumn
      else { continue }
      let label = extended.label(of: mark)
      notes.append(node)
      noteSet.insert(node)
      if let list = node.parent { mixedLists.insert(list) }
      if !writer.footnotes.define(label, definition: notes.count - 1) {
        report(.duplicateFootnote, "is defined twice", label, node)
      }
    }
  }

  /// Writes the list of footnotes that were used; those that were not are reported.
  mutating func writeFootnotes() {
    if notes.isEmpty { return }
    var number = 0
    while number < writer.footnotes.order.count {
      let (label, definition) = writer.footnotes.order[number]
      number += 1
      if number == 1 { writer.openFootnotes() }
      let item = notes[definition]
      writer.openFootnote(number, label: label)
      currentNote = (item, number, label)
      var child = item.firstChild
      while let node = child {
        child = node.next
        walk(node)
      }
      closeBlocks(in: item)
      if currentNote != nil { writer.backLinks(number, label: label) }
      currentNote = nil
      writer.startLine()
      writer.close("</li>\n")
    }
    if number > 0 { writer.close("</ol>\n</section>\n") }
    for node in notes {
      guard let extended, let mark = extended.mark(ofLine: node.startLine - shift) else { continue }
      let label = extended.label(of: mark)
      if writer.footnotes.uses(of: label) == 0 {
        report(.unusedFootnote, "is not used and not shown", label, node)
      }
    }
  }

  private mutating func report(
    _ id: DiagnosticID, _ reason: String, _ label: [UInt8], _ node: CMarkNode
  ) {
    if writer.isSpec { return }
    writer.diagnostics.append(
      Diagnostic(
        id, "the footnote '\(String(decoding: label, as: UTF8.self))' \(reason)",
        at: lines.location(ofLine: node.startLine - shift, file: file)))
  }
}
