// Tables in the walk: where the first of a table's lines stands, all of it is written.

extension MarkdownWalk {
  /// Writes a table, the cells of which cmark saw as paragraphs before the text.
  mutating func writeTable(_ index: Int) {
    guard let extended else { return }
    let table = extended.tables[index]
    var next = cellStarts[index]
    writer.openTable()
    for (place, row) in table.rows.enumerated() {
      let isHead = place == 0
      if place == 1 { writer.out.append("<tbody>\n") }
      writer.out.append("<tr>\n")
      let line = table.line + (isHead ? 0 : place + 1)
      reportExtraCells(in: row, of: table, line: line)
      writer.cursor.enterBlock(from: line, to: line)
      writer.startContext()
      for (column, alignment) in table.alignments.enumerated() {
        let isEmpty = column >= row.count || row[column].isEmpty
        writer.openCell(alignment, isHead: isHead, isEmpty: isEmpty)
        if !isEmpty {
          walkCell(cells[next])
          next += 1
        }
        writer.closeCell(isHead: isHead, isEmpty: isEmpty)
      }
      writer.giveRow()
      writer.out.append(isHead ? "</tr>\n</thead>\n" : "</tr>\n")
    }
    if table.rows.count > 1 { writer.out.append("</tbody>\n") }
    writer.closeTable()
    if extended.longTable?.index == index,
      let tooLong = extended.longTableDiagnostic(in: lines, file: file)
    {
      writer.diagnostics.append(tooLong)
    }
  }

  private mutating func walkCell(_ cell: CMarkNode) {
    if hasTildes { Strikethrough.apply(in: cell) }
    if turnsDirections { balanceDirections(in: cell) }
    isAtCellStart = true
    var child = cell.firstChild
    while let node = child {
      child = node.next
      walk(node)
    }
  }

  /// Cells beyond the head's have no column to stand in.
  private mutating func reportExtraCells(in row: [Range<Int>], of table: TableMark, line: Int) {
    guard row.count > table.alignments.count, !writer.isSpec, let extended,
      let mark = extended.mark(ofLine: line)
    else { return }
    let range = lines.range(ofLine: line)
    let start = range.lowerBound + extended.column(of: mark) - 1
    let cells = TableLine.cells(lines.bytes, in: start..<range.upperBound)
      .dropFirst(table.alignments.count).filter { !$0.isEmpty }
    guard let first = cells.first, let last = cells.last else { return }
    writer.diagnostics.append(
      Diagnostic(
        .extraCell, "the table has \(table.alignments.count) columns, and this is not shown",
        at: SourceLocation(file: file, range: first.lowerBound..<last.upperBound),
        hint: "write \\| for a '|' that is text"))
  }
}

extension ExtendedLines {
  /// The error for a table that was ended; nil when there is none.
  func longTableDiagnostic(in lines: SourceLines, file: String) -> Diagnostic? {
    guard let longTable, !tables[longTable.index].isOff else { return nil }
    return Diagnostic(
      .blockTooLarge, "the rows of this table lack more than \(Self.missingCells) cells",
      at: lines.location(ofLine: longTable.line, file: file),
      hint: "the table ends here; write fewer columns or complete rows")
  }
}
