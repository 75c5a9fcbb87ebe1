// Where something stands. Offsets are kept and lines are computed when a diagnostic is printed,
// because almost all locations are never printed.

/// A range of bytes in a file of the project.
public struct SourceLocation: Hashable, Sendable {
  /// The file's path relative to the project, with `/`.
  public let file: String
  /// Byte offsets from the file's start; empty for a point.
  public let range: Range<Int>

  /// A range of bytes in a file.
  public init(file: String, range: Range<Int>) {
    self.file = file
    self.range = range
  }

  /// The start of a file, for what concerns it as a whole.
  public init(file: String) {
    self.init(file: file, range: 0..<0)
  }
}

/// Line and column of a location, with the text of its line, for printing.
public struct LinePosition: Hashable, Sendable {
  /// 1-based.
  public let line: Int
  /// 1-based, in code points.
  public let column: Int
  /// How many code points the location covers on its first line, at least 1.
  public let length: Int
  /// The line without its end.
  public let text: String

  /// Finds the position of `range` in `source`; a range past the end lands at the end.
  public init(of range: Range<Int>, in source: [UInt8]) {
    let start = min(range.lowerBound, source.count)
    var lineStart = start
    while lineStart > 0 && !Self.endsLine(source, at: lineStart - 1) { lineStart -= 1 }
    var lineEnd = start
    while lineEnd < source.count && !Self.isLineEnd(source[lineEnd]) { lineEnd += 1 }
    if lineEnd > lineStart && lineEnd == start && source[lineEnd - 1] == 0x0D { lineEnd -= 1 }
    let end = max(start, min(range.upperBound, lineEnd))
    line = 1 + source[..<lineStart].indices.count { Self.endsLine(source, at: $0) }
    let hasMark = lineStart == 0 && source.starts(with: [0xEF, 0xBB, 0xBF])
    let textStart = hasMark ? min(3, lineEnd) : lineStart
    column = 1 + Self.codePoints(source[textStart..<max(textStart, start)])
    length = max(1, Self.codePoints(source[max(textStart, start)..<max(textStart, start, end)]))
    text = String(decoding: source[textStart..<max(textStart, lineEnd)], as: UTF8.self)
  }

  /// Whether a line ends with a byte: LF, or a CR that no LF follows.
  private static func endsLine(_ source: [UInt8], at index: Int) -> Bool {
    switch source[index] {
    case 0x0A: true
    case 0x0D: index + 1 >= source.count || source[index + 1] != 0x0A
    default: false
    }
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func codePoints(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}
