// What is refused before cmark sees it. cmark 0.30.2 needs 10 s for 58 KB of nested list markers and
// 5 s for 292 KB of `![[]()`; within these limits the worst file stays under 2.5 s. The scan follows
// containers line by line as CommonMark does, and where it cannot know it assumes the worse: it may
// refuse 50 levels inside a code block, it never lets more through.

/// The bounds of a text, and the scan that enforces them.
enum MarkdownLimits {
  /// Bytes of a whole text.
  static let fileBytes = 1 << 20
  /// Quotes and list items inside each other.
  static let containerDepth = 50
  /// Bytes of lines without a blank line between them.
  static let blockBytes = 32 << 10
  /// Bytes that reference links may copy: the longest definition times the brackets.
  static let referenceBytes = 32 << 20

  /// A limit that a line breaks.
  struct Violation {
    /// 1-based.
    let line: Int
    let id: DiagnosticID
    let reason: String
    var hint: String?

    /// What to tell the author.
    func diagnostic(at location: SourceLocation) -> Diagnostic {
      Diagnostic(id, reason, at: location, hint: hint)
    }
  }

  /// The error for a text of more than `fileBytes`.
  static func tooLarge(_ text: SourceLines, file: String) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the text is longer than \(fileBytes >> 20) MiB",
      at: text.location(ofLine: 1, file: file), hint: "split the article")
  }

  /// The first line that breaks a limit; nil when the text may be parsed. `hasDefinitions` says whether
  /// links may be defined in it.
  static func check(_ text: SourceLines, hasDefinitions: Bool) -> Violation? {
    var scan = ContainerScan(bytes: text.bytes)
    var longestDefinition = 0
    var definitionLine = 1
    var brackets = 0
    for line in 1..<text.starts.count {
      let range = text.range(ofLine: line)
      scan.read(range)
      if scan.depth > containerDepth {
        return Violation(
          line: line, id: .tooDeep,
          reason: "more than \(containerDepth) lists and quotes inside each other")
      }
      if scan.blockBytes > blockBytes {
        return Violation(
          line: line, id: .blockTooLarge,
          reason: "more than \(blockBytes >> 10) KiB without a blank line",
          hint: "add blank lines between paragraphs")
      }
      if !hasDefinitions { continue }
      for index in range where text.bytes[index] == 0x5D {
        brackets += 1
        let next = index + 1 < range.upperBound ? text.bytes[index + 1] : 0
        if next == 0x3A { scan.hasDefinition = true }
      }
      if scan.hasDefinition && scan.blockBytes > longestDefinition {
        longestDefinition = scan.blockBytes
        definitionLine = line
      }
    }
    if longestDefinition * brackets > referenceBytes {
      return Violation(
        line: definitionLine, id: .blockTooLarge,
        reason: "link definitions too long for the number of links")
    }
    return nil
  }
}

/// Follows the containers of a text from line to line.
private struct ContainerScan {
  let bytes: UnsafeBufferPointer<UInt8>
  /// Open containers from outside in: a list item's width in columns, 0 for a quote.
  private var open: [Int] = []
  /// How deep the last line was.
  var depth = 0
  /// Bytes since the last blank line.
  var blockBytes = 0
  /// Whether the lines since the last blank one hold what may be a link definition.
  var hasDefinition = false
  private var isAfterBlank = true
  private var index = 0
  private var column = 0
  private var end = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func read(_ line: Range<Int>) {
    (index, end, column) = (line.lowerBound, line.upperBound, 0)
    let matched = matchOpen()
    let isBlankLine = isBlank(from: index)
    // An unmatched line may still be the lazy continuation of a paragraph, which keeps all open.
    if matched < open.count && (isBlankLine || isAfterBlank || startsContainer()) {
      open.removeSubrange(matched...)
    }
    isAfterBlank = isBlankLine
    if isBlankLine {
      // Only this surely ends a block: a marker may be text where a paragraph is still open.
      blockBytes = 0
      hasDefinition = false
    } else {
      openNew()
      blockBytes += line.count + 1
    }
    depth = open.count
  }

  /// Walks over the marks and indentation of the containers that go on; returns how many do.
  private mutating func matchOpen() -> Int {
    for (position, width) in open.enumerated() {
      let indent = indentation()
      if width == 0 {
        guard indent.columns <= 3, indent.next < end, bytes[indent.next] == 0x3E else {
          return position
        }
        skip(to: indent.next + 1)
        skipColumns(1)
      } else if indent.columns >= width {
        skipColumns(width)
      } else if indent.next < end {
        return position
      }
    }
    return open.count
  }

  /// Opens what the rest of the line opens.
  private mutating func openNew() {
    while open.count <= MarkdownLimits.containerDepth {
      let indent = indentation()
      guard indent.columns <= 3, indent.next < end else { return }
      if bytes[indent.next] == 0x3E {
        skip(to: indent.next + 1)
        skipColumns(1)
        open.append(0)
      } else if let after = BlockStart.afterMarker(bytes, at: indent.next, end: end),
        !isRule(from: indent.next)
      {
        let before = column
        skip(to: after)
        let space = indentation()
        let isEmpty = space.next >= end
        if isEmpty {
          open.append(column - before + 1)
        } else {
          skipColumns(space.columns > 4 ? 1 : space.columns)
          open.append(column - before)
        }
      } else {
        return
      }
    }
  }

  private func startsContainer() -> Bool {
    let indent = indentation()
    guard indent.columns <= 3, indent.next < end else { return false }
    return BlockStart.afterMarker(bytes, at: indent.next, end: end) != nil
  }

  /// Whether the rest of the line is `* * *`, `- - -` or the like.
  private func isRule(from start: Int) -> Bool {
    let mark = bytes[start]
    guard mark == 0x2A || mark == 0x2D else { return false }
    var count = 0
    for position in start..<end {
      if bytes[position] == mark {
        count += 1
      } else if bytes[position] != 0x20 && bytes[position] != 0x09 {
        return false
      }
    }
    return count >= 3
  }

  private func isBlank(from start: Int) -> Bool {
    var position = start
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    return position >= end
  }

  private func indentation() -> (columns: Int, next: Int) {
    var next = index
    var reached = column
    while next < end {
      if bytes[next] == 0x20 {
        reached += 1
      } else if bytes[next] == 0x09 {
        reached += 4 - reached % 4
      } else {
        break
      }
      next += 1
    }
    return (reached - column, next)
  }

  private mutating func skip(to next: Int) {
    let indent = indentation()
    column += indent.columns + next - indent.next
    index = next
  }

  private mutating func skipColumns(_ count: Int) {
    let target = column + count
    while column < target, index < end {
      if bytes[index] == 0x20 {
        column += 1
      } else if bytes[index] == 0x09 {
        let width = 4 - column % 4
        // A tab may reach further than asked for; the rest of it stays as indentation.
        if column + width > target {
          column = target
          return
        }
        column += width
      } else {
        return
      }
      index += 1
    }
  }
}
