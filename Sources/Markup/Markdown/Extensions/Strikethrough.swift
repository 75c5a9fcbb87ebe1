// `~~struck~~` and `~struck~` on cmark's tree: runs of one or two tildes that could open or close
// emphasis are paired within one element, and what stands between them is wrapped.

/// Marks struck text.
enum Strikethrough {
  /// A run of tildes in a text node.
  private struct Run {
    let node: Int
    let offset: Int
    let length: Int
    let canOpen: Bool
    let canClose: Bool
  }

  /// Wraps the struck text of a paragraph, a heading or a cell and of all inline elements in it.
  static func apply(in block: CMarkNode) {
    var parents = [block]
    while let parent = parents.popLast() {
      var children: [CMarkNode] = []
      var hasTilde = false
      var child = parent.firstChild
      while let node = child {
        children.append(node)
        switch node.kind {
        case .emphasis, .strong, .link, .image: parents.append(node)
        case .text where !hasTilde: hasTilde = node.literal.contains(0x7E)
        default: break
        }
        child = node.next
      }
      if hasTilde { pair(runs(in: children), in: children) }
    }
  }

  private static func runs(in children: [CMarkNode]) -> [Run] {
    var runs: [Run] = []
    for (place, node) in children.enumerated() where node.kind == .text {
      let text = node.literal
      var index = 0
      while index < text.count {
        guard text[index] == 0x7E else {
          index += 1
          continue
        }
        let start = index
        while index < text.count, text[index] == 0x7E { index += 1 }
        if index - start > 2 { continue }
        let before = start > 0 ? sort(scalar(text, endingAt: start)) : outside(node.previous)
        let after = index < text.count ? sort(scalar(text, startingAt: index)) : outside(node.next)
        let isLeft = after != .space && !(after == .mark && before == .letter)
        let isRight = before != .space && !(before == .mark && after == .letter)
        runs.append(
          Run(
            node: place, offset: start, length: index - start, canOpen: isLeft, canClose: isRight))
      }
    }
    return runs
  }

  private static func pair(_ runs: [Run], in children: [CMarkNode]) {
    var open: [Int] = []
    var pairs: [(open: Int, close: Int)] = []
    // How many of the open runs are known to have another length, for runs of one and of two.
    var searched = [0, 0]
    for (place, run) in runs.enumerated() {
      if run.canClose {
        let known = min(searched[run.length - 1], open.count)
        if let opener = open[known...].lastIndex(where: { runs[$0].length == run.length }) {
          pairs.append((open[opener], place))
          open.removeSubrange(opener...)
          searched = searched.map { min($0, opener) }
          continue
        }
        searched[run.length - 1] = open.count
      }
      if run.canOpen { open.append(place) }
    }
    if pairs.isEmpty { return }
    let marks = split(runs, pairs.flatMap { [$0.open, $0.close] }.sorted(), children)
    for pair in pairs {
      guard let open = marks[pair.open], let close = marks[pair.close],
        let first = open.next, let last = close.previous
      else { continue }
      first.wrap(through: last, open: "<del>", close: "</del>")
      open.remove()
      close.remove()
    }
  }

  /// Makes nodes of their own of the runs that are pairs.
  private static func split(
    _ runs: [Run], _ used: [Int], _ children: [CMarkNode]
  ) -> [Int: CMarkNode] {
    var marks: [Int: CMarkNode] = [:]
    var next = 0
    while next < used.count {
      let node = children[runs[used[next]].node]
      let text = Array(node.literal)
      var start = 0
      while next < used.count, children[runs[used[next]].node] == node {
        let run = runs[used[next]]
        if run.offset > start { _ = node.insertTextBefore(text[start..<run.offset]) }
        start = run.offset + run.length
        marks[used[next]] = node.insertTextBefore(text[run.offset..<start])
        next += 1
      }
      if start < text.count { node.setLiteral(text[start...]) } else { node.remove() }
    }
    return marks
  }

  private enum Sort {
    case space
    case mark
    case letter
  }

  private static func outside(_ sibling: CMarkNode?) -> Sort {
    switch sibling?.kind {
    case nil, .softBreak, .lineBreak: .space
    default: .mark
    }
  }

  private static func sort(_ scalar: Unicode.Scalar) -> Sort {
    if scalar.value < 0x80 {
      switch scalar.value {
      case 0...0x20: return .space
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x7F: return .letter
      default: return .mark
      }
    }
    // An escaped character is one of punctuation.
    if (0xFDD0...0xFDEF).contains(scalar.value) { return .mark }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return .space
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return .mark
    default: return .letter
    }
  }

  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, startingAt index: Int
  ) -> Unicode.Scalar {
    let rest = UnsafeBufferPointer(rebasing: text[index..<min(index + 4, text.count)])
    return String(decoding: rest, as: UTF8.self).unicodeScalars.first ?? " "
  }

  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, endingAt index: Int
  ) -> Unicode.Scalar {
    var start = index - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    let last = UnsafeBufferPointer(rebasing: text[start..<index])
    return String(decoding: last, as: UTF8.self).unicodeScalars.first ?? " "
  }
}
