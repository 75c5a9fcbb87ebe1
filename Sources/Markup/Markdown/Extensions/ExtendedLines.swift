// Lines that mean something to us and something else to cmark: fences of blocks (a paragraph to
// cmark), rows of tables (paragraphs, lists), definitions of footnotes (definitions of links). Each is
// written for cmark as something it keeps apart, on the same line and with the same indentation:
//
//     :::steps          <?:?>           an HTML block of one line: it interrupts a paragraph,
//     | a | b |         <?|?>           nests as its indentation says, and is inert in code
//     [^1]: note        1)  note        a list item, whose text is indented by four as a footnote's
//
// Cells of tables become paragraphs before the text, so that cmark reads them with all the
// definitions of the text. Whether a line was what it seemed is not guessed: after parsing, the tree
// must show its node; if it does not (it stood in code), the line is put back and the text parsed
// again.

/// The lines of a text that are written differently for cmark.
struct ExtendedLines {
  /// By rising line.
  private(set) var marks: [LineMark] = []
  private(set) var tables: [TableMark] = []
  /// A table that was ended before a line, because its rows lack too many cells.
  private(set) var longTable: (index: Int, line: Int)?
  private let lines: SourceLines
  private let bytes: UnsafeBufferPointer<UInt8>

  /// Finds lines that may be of blocks, tables and footnotes.
  init(_ lines: SourceLines, hasBlocks: Bool) {
    self.lines = lines
    bytes = lines.bytes
    var line = 1
    while line < lines.starts.count {
      line = read(line, hasBlocks: hasBlocks)
    }
  }

  /// Cells that a table may have without its author having written them: each costs some bytes of HTML,
  /// and a line of pipes over short rows could ask for any number.
  static let missingCells = 100_000

  /// Whether every line means to cmark what it means to us.
  var isEmpty: Bool { marks.isEmpty }

  /// The mark of a line.
  func mark(ofLine line: Int) -> LineMark? {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].line < line { low = middle + 1 } else { high = middle }
    }
    return low < marks.count && marks[low].line == line ? marks[low] : nil
  }

  /// For each table the number of paragraphs before its first cell's; last, that of all.
  var cellStarts: [Int] {
    var starts = [0]
    starts.reserveCapacity(tables.count + 1)
    for table in tables { starts.append(starts[starts.count - 1] + table.cellCount) }
    return starts
  }

  /// Leaves lines as they are from now on.
  mutating func remove(where isWrong: (LineMark) -> Bool) {
    marks.removeAll(where: isWrong)
  }

  /// Ends a table before one of its rows, or with 0 takes all of it for text.
  mutating func cut(table: Int, rows: Int) {
    tables[table].rows.removeSubrange(rows...)
  }

  /// Leaves the lines as they are that no table has any more.
  mutating func removeCutRows() {
    marks.removeAll { mark in
      guard let table = mark.table.map({ tables[$0] }) else { return false }
      return table.isOff || mark.line > table.line + table.rows.count
    }
  }

  // MARK: Finding

  /// Reads a line, or a whole table; returns the line to go on with.
  private mutating func read(_ line: Int, hasBlocks: Bool) -> Int {
    let range = lines.range(ofLine: line)
    var index = range.lowerBound
    var quotes = 0
    while true {
      while index < range.upperBound, bytes[index] <= 0x20 { index += 1 }
      guard index < range.upperBound else { return line + 1 }
      switch bytes[index] {
      case 0x3A where hasBlocks && BlockLine.isCandidate(bytes, at: index, end: range.upperBound):
        marks.append(LineMark(line: line, start: index, kind: .block))
        return line + 1
      case 0x5B:
        if let end = BlockStart.footnoteEnd(bytes, at: index, end: range.upperBound) {
          marks.append(LineMark(line: line, start: index, kind: .footnote(bodyStart: end)))
        }
        return line + 1
      case 0x7C, 0x3A, 0x2D:
        // `- | -` is a list item before it is a delimiter row.
        let isItem = BlockStart.afterMarker(bytes, at: index, end: range.upperBound) != nil
        if !isItem, let next = readTable(delimiter: line, from: index, quotes: quotes) {
          return next
        }
      default: break
      }
      guard let after = BlockStart.afterMarker(bytes, at: index, end: range.upperBound) else {
        return line + 1
      }
      if bytes[index] == 0x3E { quotes += 1 }
      index = after
    }
  }

  /// Reads a table by its delimiter row; returns the line after it.
  private mutating func readTable(delimiter line: Int, from index: Int, quotes: Int) -> Int? {
    guard line > 1, marks.last?.line != line - 1,
      let alignments = TableLine.alignments(
        bytes, in: index..<lines.range(ofLine: line).upperBound)
    else { return nil }
    let head = lines.range(ofLine: line - 1)
    var start = head.lowerBound
    while true {
      while start < head.upperBound, bytes[start] <= 0x20 { start += 1 }
      guard let after = BlockStart.afterMarker(bytes, at: start, end: head.upperBound) else {
        break
      }
      start = after
    }
    let cells = TableLine.cells(bytes, in: start..<head.upperBound)
    guard cells.count == alignments.count,
      !startsBlock(line - 1, start, isInParagraph: line > 2 && !isBlank(line - 2))
    else { return nil }
    let table = tables.count
    var rows = [cells]
    marks.append(LineMark(line: line - 1, start: start, kind: .row(table: table)))
    marks.append(LineMark(line: line, start: index, kind: .row(table: table)))
    var next = line + 1
    var missing = 0
    while next < lines.starts.count, let row = rowStart(next, quotes: quotes) {
      let cells = TableLine.cells(bytes, in: row..<lines.range(ofLine: next).upperBound)
      if cells.isEmpty { break }
      missing += max(0, alignments.count - cells.count)
      if missing > Self.missingCells {
        longTable = longTable ?? (table, next)
        break
      }
      rows.append(cells)
      marks.append(LineMark(line: next, start: row, kind: .row(table: table)))
      next += 1
    }
    tables.append(TableMark(line: line - 1, alignments: alignments, rows: rows))
    return next
  }

  /// Where the text of a table's further row begins; nil when the line ends the table.
  private func rowStart(_ line: Int, quotes: Int) -> Int? {
    let range = lines.range(ofLine: line)
    var start = range.lowerBound
    var left = quotes
    while start < range.upperBound {
      if bytes[start] == 0x3E, left > 0 {
        left -= 1
      } else if bytes[start] > 0x20 {
        break
      }
      start += 1
    }
    if start >= range.upperBound || left > 0 || startsBlock(line, start, isInParagraph: false) {
      return nil
    }
    return start
  }

  private func startsBlock(_ line: Int, _ start: Int, isInParagraph: Bool) -> Bool {
    BlockStart.isBlock(
      bytes, at: start, end: lines.range(ofLine: line).upperBound, isInParagraph: isInParagraph)
  }

  private func isBlank(_ line: Int) -> Bool {
    bytes[lines.range(ofLine: line)].allSatisfy { $0 <= 0x20 }
  }

  // MARK: Writing

  /// The text for cmark.
  func written() -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count - lines.start + marks.count * 4)
    for table in tables where !table.isOff {
      for row in table.rows {
        for cell in row.prefix(table.alignments.count) where !cell.isEmpty {
          // A no-break space: not indentation, not a marker, and a space to what follows it.
          out += [0xC2, 0xA0]
          TableLine.append(cell, of: bytes, to: &out)
          out += [0x0A, 0x0A]
        }
      }
    }
    var start = lines.start
    for mark in marks {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<mark.start]))
      start = lines.range(ofLine: mark.line).upperBound
      switch mark.kind {
      case .block: out += "<?:?>".utf8
      case .row: out += "<?|?>".utf8
      case .footnote(let bodyStart):
        // An item without a text could not interrupt a paragraph.
        out += bodyStart < start ? "1)  ".utf8 : "1)  <?^?>".utf8
        out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[bodyStart..<start]))
      }
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    return out
  }

  /// Whether any line defines a footnote.
  var hasFootnotes: Bool {
    marks.contains { if case .footnote = $0.kind { true } else { false } }
  }

  /// Where on its line a mark begins, in bytes and 1-based.
  func column(of mark: LineMark) -> Int {
    mark.start - lines.range(ofLine: mark.line).lowerBound + 1
  }

  /// The name of the footnote that a line defines.
  func label(of mark: LineMark) -> [UInt8] {
    var end = mark.start + 2
    while bytes[end] != 0x5D { end += 1 }
    return FootnoteList.folded(bytes[mark.start + 2..<end])
  }
}

/// A line that is written differently for cmark.
struct LineMark {
  /// 1-based.
  let line: Int
  /// Where, in bytes of the text, its containers end and the line begins.
  let start: Int
  let kind: Kind

  /// What the line seems to be.
  enum Kind {
    case block
    case row(table: Int)
    case footnote(bodyStart: Int)
  }

  /// The table it is a line of.
  var table: Int? {
    if case .row(let table) = kind { table } else { nil }
  }
}

/// A table.
struct TableMark {
  /// The line of its head; the delimiter row follows, then the rows.
  let line: Int
  let alignments: [TableLine.Alignment]
  /// The cells of each row, the head's first.
  var rows: [[Range<Int>]]
  /// Whether it turned out to be no table.
  var isOff: Bool { rows.isEmpty }

  /// The cells that have a text; a row's cells beyond the head's are dropped. None when it is off.
  var cellCount: Int {
    rows.reduce(0) { $0 + $1.prefix(alignments.count).count { !$0.isEmpty } }
  }
}
