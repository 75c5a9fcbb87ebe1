// Addresses and numbers in texts that are written from right to left. `+33 1 23` would be shown as
// `23 1 33+` there, and the last slash of a URL would jump before its beginning; so what is read from
// left to right in every language is set apart. `dir="auto"` would be wrong for blocks: a sentence that
// begins with a foreign name keeps the direction of its page.

extension BodyWriter {
  /// Writes an address or a number in its own order.
  mutating func leftToRight(_ text: UnsafeBufferPointer<UInt8>) {
    let isSetApart = settings.isRightToLeft && imageDepth == 0
    if isSetApart { out.append("<bdi dir=\"ltr\">") }
    withoutMarks(text, isVerbatim: false) { $1.verbatim($0) }
    if isSetApart { out.append("</bdi>") }
    punctuation?.boundary(.object)
  }

  /// Writes an address in the text of a link: it is no link of its own.
  mutating func addressInLink(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, from start: Int
  ) -> Int? {
    guard settings.isRightToLeft else { return nil }
    run(text, start..<range.lowerBound)
    leftToRight(UnsafeBufferPointer(rebasing: text[range]))
    return range.upperBound
  }

  /// Writes a number that begins at an index, with all its groups of digits.
  mutating func number(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int
  ) -> Int? {
    guard imageDepth == 0, let end = text.numberEnd(from: index) else { return nil }
    run(text, start..<index)
    leftToRight(UnsafeBufferPointer(rebasing: text[index..<end]))
    return end
  }
}

extension MarkdownWalk {
  /// The direction of a paragraph that has not a letter of its article's direction. Only a sentence
  /// gets one: a name or an address alone says nothing of the language it stands in.
  func foreignDirection(of paragraph: CMarkNode) -> StaticString? {
    let isRightToLeft = writer.settings.isRightToLeft
    guard isRightToLeft || hasRightToLeft, writer.settings.dialect == .article else { return nil }
    let first = lines.range(ofLine: paragraph.startLine - shift).lowerBound
    let last = lines.range(ofLine: paragraph.endLine - shift).upperBound
    var words = 0
    var isInWord = false
    for index in first..<max(first, last) {
      let byte = lines.bytes[index]
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0xC3...0xD5:
        if !isRightToLeft { return nil }
        if !isInWord { words += 1 }
        isInWord = true
      case 0xD7...0xDF, 0xEF:
        if isRightToLeft { return nil }
        if !isInWord { words += 1 }
        isInWord = true
      case 0x80...0xBF, 0xE2: break
      // Other scripts; code, markup and values of which nothing is known here
      case 0xD6, 0xE0...0xFF, 0x3C, 0x5D, 0x60, 0x7B: return nil
      default: isInWord = false
      }
    }
    return words < 4 ? nil : isRightToLeft ? "ltr" : "rtl"
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a number of several groups of digits, or one with a `+`, ends that begins at an index.
  fileprivate func numberEnd(from start: Int) -> Int? {
    if start > 0, isDigit(at: start - 1) || (0x61...0x7A).contains(self[start - 1] | 0x20) {
      return nil
    }
    var index = self[start] == 0x2B ? start + 1 : start
    var end = start
    var digits = 0
    var groups = 0
    while index < count {
      let first = index
      while isDigit(at: index) { index += 1 }
      if index == first { break }
      digits += index - first
      groups += 1
      end = index
      // One or two separators between groups: `) ` and ` (` are two.
      for _ in 0..<2 where !isDigit(at: index) { index += separatorLength(at: index) }
    }
    if self[start] == 0x2B { return digits > 0 ? end : nil }
    return groups > 2 && digits > 5 ? end : nil
  }

  private func isDigit(at index: Int) -> Bool {
    index < count && (0x30...0x39).contains(self[index])
  }

  private func separatorLength(at index: Int) -> Int {
    guard index < count else { return 0 }
    switch self[index] {
    case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: return 1
    case 0xC2: return index + 1 < count && self[index + 1] == 0xA0 ? 2 : 0
    default: return 0
    }
  }
}
