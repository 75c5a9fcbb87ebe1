// A line of a table. Pipes part the cells, even inside code, unless a backslash stands before them, be
// it escaped itself or not; that is GitHub's rule, and authors learn it from there.

/// Reads lines of tables.
enum TableLine {
  /// How a column is aligned.
  enum Alignment: Equatable {
    case none
    case start
    case center
    case end
  }

  /// The cells of a line without the white space around them; a pipe at either end parts nothing.
  static func cells(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = line.lowerBound
    while start < line.upperBound, isSpace(bytes[start]) { start += 1 }
    if start < line.upperBound, bytes[start] == 0x7C { start += 1 }
    var index = start
    while index < line.upperBound {
      switch bytes[index] {
      case 0x5C where index + 1 < line.upperBound && bytes[index + 1] == 0x7C: index += 2
      case 0x7C:
        cells.append(trimmed(bytes, start..<index))
        index += 1
        start = index
      default: index += 1
      }
    }
    let last = trimmed(bytes, start..<line.upperBound)
    if !last.isEmpty { cells.append(last) }
    return cells
  }

  /// The alignments that a delimiter row gives; nil when the line is none.
  static func alignments(
    _ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>
  ) -> [Alignment]? {
    // Hyphens alone underline a heading.
    var isDelimiter = false
    for index in line {
      switch bytes[index] {
      case 0x7C, 0x3A: isDelimiter = true
      case 0x2D, 0x20, 0x09: continue
      default: return nil
      }
    }
    if !isDelimiter { return nil }
    var alignments: [Alignment] = []
    for cell in cells(bytes, in: line) {
      let isStart = bytes[cell.lowerBound] == 0x3A
      let isEnd = bytes[cell.upperBound - 1] == 0x3A
      let first = cell.lowerBound + (isStart ? 1 : 0)
      let end = cell.upperBound - (isEnd ? 1 : 0)
      guard first < end, bytes[first..<end].allSatisfy({ $0 == 0x2D }) else { return nil }
      switch (isStart, isEnd) {
      case (true, true): alignments.append(.center)
      case (true, false): alignments.append(.start)
      case (false, true): alignments.append(.end)
      case (false, false): alignments.append(.none)
      }
    }
    return alignments.isEmpty ? nil : alignments
  }

  /// Appends a cell's text with its pipes unescaped.
  static func append(
    _ cell: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]
  ) {
    var start = cell.lowerBound
    for index in cell where bytes[index] == 0x5C && index + 1 < cell.upperBound {
      if bytes[index + 1] != 0x7C { continue }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
    }
    out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<cell.upperBound]))
  }

  private static func trimmed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
