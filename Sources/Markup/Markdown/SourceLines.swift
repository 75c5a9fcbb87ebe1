// Where things stand in the source. cmark's line of a block is right, its columns are wrong after
// lazy continuation, for code spans and for reference links; so a place within a block is found by
// searching its bytes from a cursor that moves on with the nodes.

/// The lines of a text, counted as cmark counts them.
struct SourceLines {
  /// The whole file.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where the text starts in it.
  let start: Int
  /// Offset of each line's first byte, and of the end.
  private(set) var starts: [Int]

  /// Finds the lines of the text that starts at `start`.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    self.bytes = bytes
    self.start = start
    starts = [start]
    starts.reserveCapacity((bytes.count - start) / 32 + 2)
    var index = bytes.index(from: start) { $0.marks(of: 0x0A) | $0.marks(of: 0x0D) }
    while index < bytes.count {
      let isReturn = bytes[index] == 0x0D
      index += 1
      if !isReturn || index >= bytes.count || bytes[index] != 0x0A { starts.append(index) }
      index = bytes.index(from: index) { $0.marks(of: 0x0A) | $0.marks(of: 0x0D) }
    }
    endLast()
  }

  /// Takes the lines of the text that starts at `start` from a survey of the file.
  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, of survey: SourceSurvey) {
    self.bytes = bytes
    self.start = start
    starts = []
    starts.reserveCapacity(survey.lineStarts.count + 2)
    starts.append(start)
    starts += survey.lineStarts.drop { $0 <= start }
    endLast()
  }

  private mutating func endLast() {
    if starts.last != bytes.count || starts.count == 1 { starts.append(bytes.count) }
  }

  /// The bytes of a line, 1-based, without its end; empty past the last.
  func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line < starts.count else { return bytes.count..<bytes.count }
    let start = starts[line - 1]
    var end = starts[line]
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// The place of a line without its indentation.
  func location(ofLine line: Int, file: String) -> SourceLocation {
    let range = range(ofLine: line)
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    return SourceLocation(file: file, range: start..<range.upperBound)
  }
}

/// Searches one block of the source, forward only.
struct SourceCursor {
  private let lines: SourceLines
  private let file: String
  private var line = 1
  private var column = 1
  private var position: Int
  private var end: Int
  /// Bytes that may still be looked at in this block, so that links whose destination stands elsewhere
  /// do not make the search quadratic.
  private var budget = 0

  /// Starts at the text's start.
  init(_ lines: SourceLines, file: String) {
    self.lines = lines
    self.file = file
    position = lines.start
    end = lines.start
  }

  /// Moves to a block from its first to its last line, both 1-based, like the column in bytes in which
  /// it begins.
  mutating func enterBlock(from first: Int, to last: Int, column: Int = 1) {
    line = first
    self.column = column
    let start = lines.range(ofLine: first).lowerBound
    position = start
    end = max(start, lines.range(ofLine: max(first, last)).upperBound)
    budget = 16 * (end - start) + 1024
  }

  /// The first line of the block, without the marks of its containers.
  var block: SourceLocation {
    let whole = lines.location(ofLine: line, file: file)
    let start = lines.range(ofLine: line).lowerBound + column - 1
    guard start > whole.range.lowerBound, start < whole.range.upperBound else { return whole }
    return SourceLocation(file: file, range: start..<whole.range.upperBound)
  }

  /// Finds bytes as they stand and moves behind them; the block's line where they do not. What a
  /// backslash stands before is text, not what is looked for.
  mutating func find(_ text: UnsafeBufferPointer<UInt8>) -> SourceLocation {
    guard let first = text.first else { return block }
    let isMarkup = first == 0x7B || first == 0x5B || first == 0x3C
    var index = position
    while index < end, budget > 0 {
      budget -= 1
      if isMarkup, lines.bytes[index] == 0x5C {
        index += 2
        continue
      }
      if lines.bytes[index] == first, let behind = matchedEnd(text, at: index) {
        position = behind
        return SourceLocation(file: file, range: index..<behind)
      }
      index += 1
    }
    return block
  }

  /// Moves behind a code span: the next one whose code is this.
  mutating func passCode(_ code: UnsafeBufferPointer<UInt8>) {
    var index = position
    while index < end, budget > 0 {
      budget -= 1
      let start = index
      while index < end, lines.bytes[index] == 0x60 { index += 1 }
      let length = index - start
      if length == 0 {
        index += lines.bytes[index] == 0x5C ? 2 : 1
        continue
      }
      // A space beside a backtick at either end is no part of the code.
      for skipped in [0, 1] where index + skipped < end {
        guard let behind = matchedEnd(code, at: index + skipped) else { continue }
        var close = behind
        while close < end, close <= behind + 1, lines.bytes[close] <= 0x20 { close += 1 }
        if close + length <= end, lines.bytes[close..<close + length].allSatisfy({ $0 == 0x60 }) {
          position = close + length
          return
        }
      }
    }
  }

  /// Finds the destination of an inline link or an autolink by its decoded address and moves behind it.
  mutating func findDestination(_ url: UnsafeBufferPointer<UInt8>) -> SourceLocation {
    var index = position
    while index < end, budget > 0 {
      budget -= 1
      if lines.bytes[index] == 0x5C {
        index += 2
        continue
      }
      var found: Range<Int>?
      if lines.bytes[index] == 0x3C {
        found = autolink(at: index + 1, url)
      } else if lines.bytes[index] == 0x5D, index + 1 < end, lines.bytes[index + 1] == 0x28 {
        found = inlineDestination(at: index + 2, url)
      }
      if let found {
        position = found.upperBound
        return SourceLocation(file: file, range: found)
      }
      index += 1
    }
    return block
  }

  private mutating func autolink(
    at start: Int, _ url: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    let scheme = Array("mailto:".utf8)
    var candidates = [url]
    if url.starts(with: scheme) {
      candidates.append(UnsafeBufferPointer(rebasing: url[scheme.count...]))
    }
    for candidate in candidates where start + candidate.count < end {
      if lines.bytes[start + candidate.count] == 0x3E, matches(candidate, at: start) {
        return start..<start + candidate.count
      }
    }
    return nil
  }

  private mutating func inlineDestination(
    at start: Int, _ url: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    var index = start
    while index < end, lines.bytes[index] <= 0x20 {
      index = lines.bytes[index] == 0x0A ? afterPrefix(index + 1) : index + 1
    }
    let isAngled = index < end && lines.bytes[index] == 0x3C
    if isAngled { index += 1 }
    let first = index
    var depth = 0
    var isDecoded = false
    scan: while index < end {
      switch lines.bytes[index] {
      case 0x5C:
        isDecoded = true
        index += 1
      case 0x26: isDecoded = true
      case 0x3E where isAngled: break scan
      case 0...0x20 where !isAngled: break scan
      case 0x28 where !isAngled: depth += 1
      case 0x29 where !isAngled:
        if depth == 0 { break scan }
        depth -= 1
      default: break
      }
      index += 1
    }
    index = min(index, end)
    budget -= index - start
    let isMatch =
      isDecoded
      ? agreesBeforeEscape(first..<index, url)
      : index - first == url.count && matches(url, at: first)
    return isMatch ? first..<index : nil
  }

  private func agreesBeforeEscape(
    _ range: Range<Int>, _ url: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for (distance, index) in range.enumerated() {
      let byte = lines.bytes[index]
      if byte == 0x5C || byte == 0x26 { return true }
      if distance >= url.count || url[distance] != byte { return false }
    }
    return true
  }

  private mutating func matches(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for index in 0..<text.count where lines.bytes[start + index] != text[index] {
      budget -= index
      return false
    }
    return true
  }

  /// Where the source of a text that begins at `start` ends; nil when another text stands there. A line
  /// feed of the text, or a space in its place, stands for the end of a line and all that its containers
  /// have at the beginning of the next.
  private mutating func matchedEnd(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Int? {
    var index = start
    for (distance, byte) in text.enumerated() {
      guard index < end else { return nil }
      let source = lines.bytes[index]
      if byte == 0x0A || byte == 0x20, source == 0x0D || source == 0x0A {
        if source == 0x0D, index + 1 < end, lines.bytes[index + 1] == 0x0A { index += 1 }
        index = afterPrefix(index + 1)
      } else if source == byte {
        index += 1
      } else {
        budget -= distance
        return nil
      }
    }
    return index
  }

  /// The place behind the indentation and the marks of quotes with which a line begins.
  private func afterPrefix(_ start: Int) -> Int {
    var index = start
    while index < end {
      switch lines.bytes[index] {
      case 0x20, 0x09, 0x3E: index += 1
      default: return index
      }
    }
    return index
  }
}
