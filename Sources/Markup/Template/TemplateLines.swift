// What stands alone on its line. Such a tag takes its line away: the white space before it and the
// line's end are not printed. A block or parent may share that line with others of its kind, as in
// `{{<layout}}{{$main}}`; an empty block opened and closed on one line keeps it, because what
// replaces the block usually has no line end of its own.

/// The tokens of a source with the white space that is printed.
struct TemplateLines {
  /// The tokens.
  let tokens: [TemplateToken]
  /// For each opening tag its closing one.
  let partners: [Int]
  /// The source.
  let bytes: [UInt8]
  /// For each token that starts a printed line, the white space before it.
  private(set) var starts: [Range<Int>?]
  /// For each text, what of it is printed after the white space in `starts`.
  private(set) var visible: [Range<Int>]
  /// For each partial, parent or block that is the first on its line, the white space before it.
  private(set) var indentations: [Range<Int>?]
  /// For each block, whether its content starts on the next line.
  private var opensLine: [Bool]

  /// Looks at each line once; all tags must be paired.
  init(tokens: [TemplateToken], partners: [Int], bytes: [UInt8]) {
    self.tokens = tokens
    self.partners = partners
    self.bytes = bytes
    starts = Array(repeating: nil, count: tokens.count)
    visible = tokens.map(\.range)
    indentations = Array(repeating: nil, count: tokens.count)
    opensLine = Array(repeating: false, count: tokens.count)
    var parents: [Int] = []
    var start = 0
    while start < tokens.count {
      var end = start + 1
      while end < tokens.count && !endsLine(end - 1) { end += 1 }
      readLine(start..<end, &parents)
      start = end
    }
    for parent in parents { trimLine(around: parent) }
  }

  /// A block with its two kinds of indentation.
  func block(
    _ name: TemplateName, _ nodes: [TemplateNode], opening: Int, closing: Int
  ) -> TemplateBlock {
    let before = indentations[opening] ?? 0..<0
    var own = 0..<0
    if opensLine[opening] { own = firstIndentation(after: opening, before: closing) ?? before }
    return TemplateBlock(
      name: name, nodes: nodes, startsOnNewLine: opensLine[opening],
      indentation: opensLine[opening] ? own : before, ownIndentation: own.count)
  }

  private mutating func readLine(_ line: Range<Int>, _ parents: inout [Int]) {
    let tags = line.filter { tokens[$0].kind != .text }
    let isText = tokens[line.lowerBound].kind == .text
    let space = leadingSpace(of: tokens[line.lowerBound].range, isText: isText)
    if let tag = tags.first, tag == line.lowerBound || isBlank(line.lowerBound) {
      if tokens[tag].kind == .parent { parents.append(tag) }
      if tokens[tag].kind == .block { indentations[tag] = space }
    }
    if standsAlone(line, tags) {
      for index in line where tokens[index].kind == .text {
        visible[index] = space.upperBound..<space.upperBound
      }
      if let tag = tags.first, [.partial, .parent].contains(tokens[tag].kind) {
        indentations[tag] = space
      }
      if let tag = tags.last, tokens[tag].kind == .block { opensLine[tag] = true }
    } else if !(tags.isEmpty && isBlank(line.lowerBound)) {
      starts[line.lowerBound] = space
      if isText {
        visible[line.lowerBound] = space.upperBound..<tokens[line.lowerBound].range.upperBound
      }
    }
  }

  private func standsAlone(_ line: Range<Int>, _ tags: [Int]) -> Bool {
    if tags.isEmpty { return false }
    for index in line where tokens[index].kind == .text && !isBlank(index) { return false }
    if tags.count == 1 {
      return ![.variable, .unescaped].contains(tokens[tags[0]].kind)
    }
    var index = 0
    while index < tags.count {
      let tag = tags[index]
      let opening = tokens[tag].kind == .close ? partners[tag] : tag
      guard [.parent, .block].contains(tokens[opening].kind) else { return false }
      if tag == opening, let close = tags.firstIndex(of: partners[tag]) {
        if tokens[tag].kind == .block { return false }
        index = close
      }
      index += 1
    }
    return true
  }

  /// A parent that starts its line and whose end ends a line stands alone, whatever its blocks hold.
  private mutating func trimLine(around parent: Int) {
    let after = partners[parent] + 1
    if after < tokens.count {
      guard tokens[after].kind == .text, isBlank(after),
        endsLine(after) || after + 1 == tokens.count
      else { return }
      let end = tokens[after].range.upperBound
      visible[after] = end..<end
    }
    if indentations[parent] != nil { return }
    let first =
      parent > 0 && tokens[parent - 1].kind == .text && !endsLine(parent - 1)
      ? parent - 1 : parent
    indentations[parent] = starts[first] ?? 0..<0
    starts[first] = nil
  }

  /// The white space before the first line of a block that is not blank, nil when there is none.
  private func firstIndentation(after opening: Int, before closing: Int) -> Range<Int>? {
    let end = tokens[closing].range.lowerBound
    var start = tokens[opening].range.upperBound
    while start < end && bytes[start] != 0x0A { start += 1 }
    start += 1
    var index = start
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        index += 1
        start = index
      default: return start..<index
      }
    }
    return nil
  }

  private func leadingSpace(of range: Range<Int>, isText: Bool) -> Range<Int> {
    var end = range.lowerBound
    while isText && end < range.upperBound && (bytes[end] == 0x20 || bytes[end] == 0x09) {
      end += 1
    }
    return range.lowerBound..<end
  }

  private func endsLine(_ index: Int) -> Bool {
    tokens[index].kind == .text && bytes[tokens[index].range.upperBound - 1] == 0x0A
  }

  private func isBlank(_ index: Int) -> Bool {
    tokens[index].kind == .text
      && bytes[tokens[index].range].allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
  }
}
