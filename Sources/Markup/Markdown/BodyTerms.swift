// Where a text first uses a term of the glossary, the term becomes a button that shows its definition.
// A popover opens by keyboard and touch and without scripts; a browser that has none shows the
// definition in the text. The plain text stays as it was typed.

extension BodyWriter {
  /// The terms of a text that have been explained.
  struct ExplainedTerms {
    /// So many are still to come.
    var left: Int
    private var isExplained: [Bool]

    init(of list: TermList) {
      left = list.terms.count
      isExplained = Array(repeating: false, count: left)
    }

    /// Notes a term; false when it had been explained before.
    mutating func insert(_ term: Int) -> Bool {
      if isExplained[term] { return false }
      isExplained[term] = true
      left -= 1
      return true
    }
  }

  /// Whether terms are explained here: not in links, headings, descriptions of images, text that is
  /// kept to be copied, or what its author marked up as an abbreviation or a key.
  var explainsTerms: Bool {
    terms.left > 0 && link == nil && heading == nil && imageDepth == 0 && captures.isEmpty
      && !tags.contains { $0.name == "abbr" || $0.name == "kbd" }
  }

  /// Writes a run of text, each term with its definition where it comes first.
  mutating func explainingTerms(_ text: UnsafeBufferPointer<UInt8>) {
    let list = settings.terms
    var start = 0
    var index = 0
    while let match = list.next(in: text, from: index, after: section.text) {
      index = match.range.upperBound
      guard terms.insert(match.term) else { continue }
      let joined = Self.joinedStart(of: text[start..<match.range.lowerBound])
      if start < joined { passage(UnsafeBufferPointer(rebasing: text[start..<joined])) }
      let isJoined = joined < match.range.lowerBound
      if isJoined {
        out.append("<span class=\"joined\">")
        passage(UnsafeBufferPointer(rebasing: text[joined..<match.range.lowerBound]))
      }
      let term = list.terms[match.term]
      out.append("<button type=\"button\" class=\"term\" popovertarget=\"term:")
      Escaping.html(term.id, into: &out)
      out.append("\">")
      passage(UnsafeBufferPointer(rebasing: text[match.range]))
      out.append(isJoined ? "</button></span>" : "</button>")
      out.append("<span class=\"definition\" id=\"term:")
      Escaping.html(term.id, into: &out)
      out.append("\" popover>")
      Escaping.html(term.definition, into: &out)
      out.append("</span>")
      start = index
      if terms.left == 0 { break }
    }
    if start < text.count { passage(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  /// Where what belongs to the term behind a text begins: `l’`, an opening bracket or quote. A line may
  /// break before a button even there, so both are kept together. The end of the text without such.
  private static func joinedStart(of text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    guard let mark = openings.first(where: { text.suffix($0.count).elementsEqual($0) }) else {
      return text.endIndex
    }
    let isBreak = { (byte: UInt8) in byte == 0x20 || byte == 0x0A }
    let word = text.dropLast(mark.count)
    let start = word.lastIndex(where: isBreak).map { $0 + 1 } ?? text.startIndex
    // Without spaces, as in Chinese, the line may break before the mark.
    return text.endIndex - start <= 12 ? start : text.endIndex
  }

  private static let openings = [
    "’", "'", "\"", "(", "[", "«", "« ", "“", "„", "‘", "‹", "「", "『", "（", "《", "\u{A0}",
    "\u{202F}",
  ].map { Array($0.utf8) }
}

extension MarkdownWalk {
  /// Joins lines of a paragraph where a term is broken over two; true when there was one.
  mutating func joinTerms(in paragraph: CMarkNode) -> Bool {
    guard writer.terms.left > 0 else { return false }
    var hasChanged = false
    var child = paragraph.firstChild
    while let text = child {
      child = text.next
      guard text.kind == .text, let lineBreak = text.next, lineBreak.kind == .softBreak,
        let next = lineBreak.next, next.kind == .text,
        writer.settings.terms.isBroken(over: text.literal, next.literal)
      else { continue }
      text.setLiteral(Array(text.literal) + [0x20] + Array(next.literal))
      lineBreak.remove()
      next.remove()
      child = text
      hasChanged = true
    }
    return hasChanged
  }
}
