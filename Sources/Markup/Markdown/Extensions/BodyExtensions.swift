// Blocks that CommonMark does not have: tables, footnotes, the blocks of the settings.

extension BodyWriter {
  /// Begins a table.
  mutating func openTable() {
    open(isSpec ? "<table>\n<thead>\n" : "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n")
  }

  /// Ends a table.
  mutating func closeTable() {
    out.append(isSpec ? "</table>\n" : "</table></div>\n" as StaticString)
  }

  /// Begins a cell. A head's cell without text is no heading.
  mutating func openCell(_ alignment: TableLine.Alignment, isHead: Bool, isEmpty: Bool) {
    punctuation?.reset()
    let isHeading = isHead && (isSpec || !isEmpty)
    out.append(isHeading ? "<th" : "<td" as StaticString)
    if isHeading && !isSpec { out.append(" scope=\"col\"") }
    switch alignment {
    case .none: break
    case .start: out.append(isSpec ? " align=\"left\"" : " class=\"start\"" as StaticString)
    case .center: out.append(isSpec ? " align=\"center\"" : " class=\"center\"" as StaticString)
    case .end: out.append(isSpec ? " align=\"right\"" : " class=\"end\"" as StaticString)
    }
    out.append(UInt8(ascii: ">"))
  }

  /// Ends a cell.
  mutating func closeCell(isHead: Bool, isEmpty: Bool) {
    closeTags(downTo: 0)
    out.append(isHead && (isSpec || !isEmpty) ? "</th>\n" : "</td>\n" as StaticString)
    endBlockText()
  }

  /// Begins the list of footnotes.
  mutating func openFootnotes() {
    startLine()
    if isSpec { return out.append("<section class=\"footnotes\" data-footnotes>\n<ol>\n") }
    out.append("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"")
    Escaping.html(settings.words.footnotes, into: &out)
    out.append("\">\n<ol>\n")
  }

  /// Begins a footnote.
  mutating func openFootnote(_ number: Int, label: [UInt8]) {
    startLine()
    out.append("<li id=\"")
    appendFootnoteID(number, label: label, use: nil)
    out.append("\">\n")
  }

  /// Writes the ways back from a footnote to each of its uses.
  mutating func backLinks(_ number: Int, label: [UInt8]) {
    for use in 1...max(1, footnotes.uses(of: label)) {
      out.append(use > 1 ? " <a href=\"#" : "<a href=\"#" as StaticString)
      appendFootnoteID(number, label: label, use: use)
      if isSpec {
        out.append("\" class=\"footnote-backref\" data-footnote-backref aria-label=\"")
        out.append("Back to content\">↩")
        if use > 1 {
          out.append("<sup class=\"footnote-ref\">")
          out.append(decimal: use)
          out.append("</sup>")
        }
      } else {
        out.append("\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"")
        Escaping.html(settings.words.backToText, into: &out)
        if use > 1 {
          out.append(UInt8(0x20))
          out.append(decimal: use)
        }
        out.append("\">↩\u{FE0E}")
      }
      out.append("</a>")
    }
  }

  /// The id of a footnote, or of one of its uses. In an article it has a colon, which no heading's
  /// name can have.
  mutating func appendFootnoteID(_ number: Int, label: [UInt8], use: Int?) {
    if !isSpec {
      out.append(use == nil ? "fn:" : "fnref:" as StaticString)
      out.append(decimal: number)
    } else {
      out.append(use == nil ? "fn-" : "fnref-" as StaticString)
      out.append(Escaping.url(String(decoding: label, as: UTF8.self)))
    }
    if let use, use > 1 {
      out.append(isSpec ? "-" : ":" as StaticString)
      out.append(decimal: use)
    }
  }

  /// Begins a block; returns its index.
  mutating func openBlock(_ block: Block, keepsText: Bool) -> Int {
    let index = body.blocks.count
    startLine()
    body.holes.append(Hole(offset: out.count, kind: .blockStart(index)))
    body.blocks.append(block)
    if let label = block.label {
      section.text += label.utf8
      endBlockText()
    }
    if keepsText { captures.append(index) }
    return index
  }

  /// Ends a block.
  mutating func closeBlock(_ index: Int) {
    startLine()
    body.holes.append(Hole(offset: out.count, kind: .blockEnd(index)))
    guard captures.last == index else { return }
    captures.removeLast()
    while body.blocks[index].text.last == 0x0A { body.blocks[index].text.removeLast() }
  }
}
