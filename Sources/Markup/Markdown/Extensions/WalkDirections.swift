// Directions of text in the walk. Only articles that have characters which turn direction, or that
// might have them as entities, come here.

extension MarkdownWalk {
  /// Takes those out of a paragraph, a heading or a cell that have no partner in it. Code and titles
  /// are for themselves, because they are set apart on the page.
  mutating func balanceDirections(in block: CMarkNode) {
    guard let iterator = CMarkIterator(block) else { return }
    var text: [CMarkNode] = []
    while case .some(let event) = iterator.next() {
      guard case .enter(let node) = event else { continue }
      switch node.kind {
      case .text, .htmlInline: if hasControl(node.literal) { text.append(node) }
      case .code: if hasControl(node.literal) { balance([node]) }
      case .link, .image:
        if hasControl(node.title) { node.setTitle(balanced(node.title)) }
      default: break
      }
    }
    if !text.isEmpty { balance(text) }
  }

  /// Does the same for each line of code or of raw HTML.
  mutating func balanceDirections(ofLinesIn node: CMarkNode) {
    guard hasControl(node.literal) else { return }
    var out: [UInt8] = []
    for line in node.literal.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if !out.isEmpty || line.startIndex > 0 { out.append(0x0A) }
      out += balanced(UnsafeBufferPointer(rebasing: line))
    }
    node.setLiteral(out)
  }

  /// A text by itself without what has no partner in it.
  mutating func balanced(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var balance = DirectionBalance()
    balance.add(text)
    balance.finish()
    report(balance, [text])
    var next = 0
    return balance.kept(text, next: &next)
  }

  private mutating func balance(_ nodes: [CMarkNode]) {
    var balance = DirectionBalance()
    for node in nodes { balance.add(node.literal) }
    balance.finish()
    report(balance, nodes.map(\.literal))
    var next = 0
    for node in nodes { node.setLiteral(balance.kept(node.literal, next: &next)) }
  }

  private mutating func report(_ balance: DirectionBalance, _ texts: [UnsafeBufferPointer<UInt8>]) {
    // The walk's own place must not move.
    var cursor = writer.cursor
    var next = 0
    for text in texts {
      for index in text.indices where DirectionBalance.control(text, at: index) != nil {
        let character = UnsafeBufferPointer(rebasing: text[index..<index + 3])
        let location = cursor.find(character)
        if let fault = balance.verdicts[next].fault {
          writer.diagnostics.append(
            DirectionBalance.finding(fault, character).diagnostic(at: location))
        }
        next += 1
      }
    }
  }

  private func hasControl(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.indices.contains { DirectionBalance.control(text, at: $0) != nil }
  }
}
