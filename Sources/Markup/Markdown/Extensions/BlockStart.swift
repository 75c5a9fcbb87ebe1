// Lines that begin a block of their own and so end a table, or are no head of one: CommonMark's
// beginnings, and ours.

/// Tells whether a line begins a block.
enum BlockStart {
  /// Whether a quote, an item, a heading (in a paragraph its underline too), a fence, a rule, a
  /// footnote, one of our blocks or one of HTML begins at `start`, behind the indentation of a line
  /// that ends at `end`.
  static func isBlock(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int, isInParagraph: Bool
  ) -> Bool {
    if start >= end { return false }
    if afterMarker(bytes, at: start, end: end) != nil { return true }
    var count = 1
    while start + count < end, bytes[start + count] == bytes[start] { count += 1 }
    let next = start + count < end ? bytes[start + count] : 0x20
    switch bytes[start] {
    case 0x23: return count <= 6 && next <= 0x20
    case 0x60: return count >= 3 && !bytes[(start + count)..<end].contains(0x60)
    case 0x7E: return count >= 3
    case 0x3A: return count >= 3
    case 0x5B: return footnoteEnd(bytes, at: start, end: end) != nil
    case 0x3C:
      let rest = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<end])
      return isHTML(rest) || !isInParagraph && isWholeTag(rest)
    case 0x3D: return isInParagraph && bytes[(start + count)..<end].allSatisfy { $0 <= 0x20 }
    case 0x2A, 0x2D, 0x5F:
      let marks = bytes[start..<end].filter { $0 > 0x20 }
      if isInParagraph && bytes[start] == 0x2D && count == marks.count { return true }
      return marks.count >= 3 && marks.allSatisfy { $0 == bytes[start] }
    default: return false
    }
  }

  /// The place after a quote's or a list item's marker; nil where there is none.
  static func afterMarker(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
  ) -> Int? {
    var after = start + 1
    guard start < end else { return nil }
    switch bytes[start] {
    case 0x3E: return after
    case 0x2A, 0x2B, 0x2D: break
    case 0x30...0x39:
      while after < end, after - start < 9, (0x30...0x39).contains(bytes[after]) { after += 1 }
      guard after < end, bytes[after] == 0x2E || bytes[after] == 0x29 else { return nil }
      after += 1
    default: return nil
    }
    return after >= end || bytes[after] == 0x20 || bytes[after] == 0x09 ? after : nil
  }

  /// The place after `[^label]:` and its spaces.
  static func footnoteEnd(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
  ) -> Int? {
    guard start + 4 < end, bytes[start + 1] == 0x5E, bytes[start + 2] != 0x5D else { return nil }
    var index = start + 2
    while index < end, bytes[index] > 0x20, bytes[index] != 0x5D, bytes[index] != 0x5B {
      index += 1
    }
    guard index + 1 < end, bytes[index] == 0x5D, bytes[index + 1] == 0x3A else { return nil }
    index += 2
    while index < end, bytes[index] <= 0x20 { index += 1 }
    return index
  }

  // MARK: HTML

  /// Whether a line that goes on so behind its `<` begins HTML, even in a paragraph.
  private static func isHTML(_ rest: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = rest.first else { return false }
    switch first {
    case 0x3F: return true
    case 0x21:
      return rest.count > 1
        && (isLetter(rest[1]) || rest.starts(with: "!--".utf8)
          || rest.starts(with: "![CDATA[".utf8))
    default: break
    }
    let isEnd = first == 0x2F
    let start = isEnd ? 1 : 0
    var end = start
    while end < rest.count, end - start < 11, isLetter(rest[end]) || isDigit(rest[end]) { end += 1 }
    let name = String(decoding: rest[start..<end], as: UTF8.self).lowercased()
    let next = end < rest.count ? rest[end] : 0x20
    if verbatimTags.contains(name) { return !isEnd && (next <= 0x20 || next == 0x3E) }
    let isClosed = next == 0x2F && end + 1 < rest.count && rest[end + 1] == 0x3E
    return blockTags.contains(name) && (next <= 0x20 || next == 0x3E || isClosed)
  }

  /// Whether a line is one tag and nothing else.
  private static func isWholeTag(_ rest: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = rest.first == 0x2F ? 1 : 0
    guard index < rest.count, isLetter(rest[index]) else { return false }
    var quote: UInt8?
    while index < rest.count {
      let byte = rest[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x3C {
        return false
      } else if byte == 0x3E {
        return rest[index...].allSatisfy { $0 <= 0x20 }
      }
    }
    return false
  }

  private static let verbatimTags: Set = ["script", "pre", "style", "textarea"]

  private static let blockTags = Set(
    """
    address article aside base basefont blockquote body caption center col colgroup dd details \
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 \
    head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p \
    param section source summary table tbody td tfoot th thead title tr track ul
    """.split(separator: " ").map(String.init))

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
