// Blocks in the walk: lines of colons begin and end them. Both must stand in the same container, so a
// block never ends in the middle of a list.

extension MarkdownWalk {
  /// Reads the first or last line of a block.
  mutating func readBlock(_ mark: LineMark, _ node: CMarkNode) {
    let range = lines.range(ofLine: mark.line)
    // Before the first colon there are only the marks of containers.
    let start = lines.bytes[range].firstIndex(of: 0x3A) ?? range.lowerBound
    let location = place(start..<range.upperBound)
    let line = BlockLine(lines.bytes, in: start..<range.upperBound)
    if turnsDirections { writer.cursor.enterBlock(from: mark.line, to: mark.line) }
    if let mistake = line.mistake {
      mistakeInBlock(.invalidBlock, mistake.reason, mistake.range)
    }
    if line.name.text.isEmpty { return endBlock(line, node, location) }
    if openBlocks.count >= MarkdownLimits.containerDepth {
      // Each further line would be wrong for the same reason.
      if !isTooDeep {
        mistakeInBlock(
          .tooDeep, "more than \(MarkdownLimits.containerDepth) blocks inside each other",
          line.name.range)
      }
      isTooDeep = true
      return
    }
    let parentBlock = openBlocks.last { $0.index != nil }
    let rule = writer.settings.blocks.first { $0.name == line.name.text }
    guard let rule else {
      mistakeInBlock(
        .unknownBlock, "there is no block '\(line.name.text)'", line.name.range,
        hint: Suggestion.didYouMean(line.name.text, among: writer.settings.blocks.map(\.name))
          ?? "blocks: \(writer.settings.blocks.map(\.name).joined(separator: ", "))")
      if !line.isLeaf { push(line, nil, nil, node, location) }
      return
    }
    check(line, rule, location, parentName: parentBlock?.rule?.name)
    let settings = writer.settings
    let values = line.values.map {
      let location = place($0.value.range)
      let value = settings.filled(
        balanced($0.value.text), at: location, &writer.diagnostics)
      return (key: $0.key.text, value: Located(value, location))
    }
    let label = line.label.map {
      Typesetting.text(balanced($0.text), at: place($0.range), settings, &writer.diagnostics)
    }
    let index = writer.openBlock(
      Block(
        name: rule.name, label: label, values: values, location: location,
        parent: parentBlock?.index), keepsText: rule.keepsText)
    if line.isLeaf {
      writer.closeBlock(index)
    } else {
      push(line, rule, index, node, location)
    }
  }

  /// A label or a value without characters that turn direction and have no partner in it.
  private mutating func balanced(_ text: String) -> String {
    guard turnsDirections else { return text }
    var text = text
    return String(decoding: text.withUTF8 { balanced($0) }, as: UTF8.self)
  }

  private mutating func push(
    _ line: BlockLine, _ rule: BlockRule?, _ index: Int?, _ node: CMarkNode,
    _ location: SourceLocation
  ) {
    openBlocks.append(
      OpenBlock(
        parent: node.parent, line: line, rule: rule, index: index,
        start: (writer.out.count, writer.body.holes.count), location: location))
  }

  private mutating func check(
    _ line: BlockLine, _ rule: BlockRule, _ location: SourceLocation, parentName: String?
  ) {
    if rule.label == .required, line.label == nil {
      mistakeInBlock(
        .invalidBlock, "'\(rule.name)' needs a label", line.name.range,
        hint: ":::\(rule.name)[…]")
    }
    if rule.label == .refused, let label = line.label {
      mistakeInBlock(.invalidBlock, "'\(rule.name)' has no label", label.range)
    }
    if line.isLeaf, rule.content == .required {
      mistakeInBlock(
        .invalidBlock, "'\(rule.name)' has a text and needs three colons", line.name.range,
        hint: ":::\(rule.name) … :::")
    }
    if let parent = rule.parent, parent != parentName {
      mistakeInBlock(
        .invalidBlock, "'\(rule.name)' must stand in a block '\(parent)'", line.name.range)
    }
    var seen: [String] = []
    for (key, _) in line.values {
      if seen.contains(key.text) {
        mistakeInBlock(.invalidBlock, "the key '\(key.text)' is given twice", key.range)
      } else if !rule.keys.contains(where: { $0.name == key.text }) {
        let names = rule.keys.map(\.name)
        mistakeInBlock(
          .unknownField, "'\(rule.name)' has no key '\(key.text)'", key.range,
          hint: Suggestion.didYouMean(key.text, among: names)
            ?? (names.isEmpty
              ? "it has no keys" : "its keys: \(names.joined(separator: ", "))"))
      }
      seen.append(key.text)
    }
    for key in rule.keys where key.isRequired && !seen.contains(key.name) {
      mistakeInBlock(
        .missingField, "'\(rule.name)' needs the key '\(key.name)'", line.name.range,
        hint: ":::\(rule.name){\(key.name)=…}")
    }
  }

  /// Ends the innermost block with as many colons; those in it that have no end are reported.
  private mutating func endBlock(_ line: BlockLine, _ node: CMarkNode, _ location: SourceLocation) {
    let place = openBlocks.lastIndex {
      $0.line.colons == line.colons && $0.parent == node.parent
    }
    guard let place else {
      if isTooDeep { return }
      let hint = openBlocks.last.map {
        "block '\($0.line.name.text)' is closed by \(String(repeating: ":", count: $0.line.colons))"
          + " at the same indentation"
      }
      writer.diagnostics.append(
        Diagnostic(.invalidBlock, "there is no block to end here", at: location, hint: hint))
      return
    }
    while openBlocks.count > place + 1 { closeBlock(isMissingEnd: true) }
    closeBlock(isMissingEnd: false)
  }

  /// Ends the blocks that were begun in a container and not ended there.
  mutating func closeBlocks(in parent: CMarkNode) {
    while let last = openBlocks.last, last.parent == parent { closeBlock(isMissingEnd: true) }
  }

  private mutating func closeBlock(isMissingEnd: Bool) {
    let block = openBlocks.removeLast()
    if isMissingEnd {
      writer.diagnostics.append(
        Diagnostic(
          .invalidBlock, "the block '\(block.line.name.text)' has no end", at: block.location,
          hint:
            "end it with \(String(repeating: ":", count: block.line.colons)) on a line of its own"))
    }
    guard let index = block.index, let rule = block.rule else { return }
    let isEmpty = (writer.out.count, writer.body.holes.count) == block.start
    if rule.content == .refused, !isEmpty {
      writer.diagnostics.append(
        Diagnostic(
          .invalidBlock, "'\(rule.name)' has no text of its own", at: block.location,
          hint: "write ::\(rule.name) with two colons, or end the block on the next line"))
    }
    if rule.content == .required, isEmpty, !isMissingEnd {
      writer.diagnostics.append(
        Diagnostic(.invalidBlock, "the block '\(rule.name)' is empty", at: block.location))
    }
    writer.closeBlock(index)
  }

  private func place(_ range: Range<Int>) -> SourceLocation {
    SourceLocation(file: file, range: range)
  }

  private mutating func mistakeInBlock(
    _ id: DiagnosticID, _ reason: String, _ range: Range<Int>, hint: String? = nil
  ) {
    writer.diagnostics.append(Diagnostic(id, reason, at: place(range), hint: hint))
  }
}
