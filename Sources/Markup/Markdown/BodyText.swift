// Runs of text: what looks like an address becomes a link, `[^1]` a footnote's number, `{{name}}` a
// value; the rest is escaped. cmark has already decoded entities and joined what stood together.

extension BodyWriter {
  /// Writes a text node.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard settings.dialect != .commonMark else { return run(text) }
    var start = 0
    var index = 0
    while true {
      index = trigger(in: text, from: index)
      if index == text.count { break }
      let found: Int?
      switch text[index] {
      case 0xEF: found = mark(text, index, from: start)
      case 0x7B: found = variable(text, index, from: start)
      case 0x5B:
        found = footnote(text, index, from: start)
        if found == nil { reportUnreadLink(text, index) }
      case 0x3A: found = address(text, index, from: start)
      case 0x40:
        found = address(text, index, from: start)
        if found == nil, link == nil {
          mentionHandle(text, index)
        } else if found == nil {
          mentionMail(text, index, from: start)
        }
      // The dot of `www.`
      case 0x2E where index >= start + 3 && text[index - 1] | 0x20 == 0x77:
        found = address(text, index - 3, from: start)
      case 0x2B:
        mentionPhone(text, index)
        found = settings.isRightToLeft ? number(text, index, from: start) : nil
      case 0x30...0x39: found = number(text, index, from: start)
      default: found = nil
      }
      if let found {
        index = found
        start = found
      } else {
        index += 1
      }
    }
    run(text, start..<text.count)
  }

  /// The next byte from `index` on at which something may stand that is more than text. Some bytes that
  /// mean nothing are found too, because one comparison finds all that differ in the same bits.
  @inline(__always)
  private func trigger(in text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
    // `. : +` with `* / ; > ?`, then `@`, then `[ {`
    @inline(__always) func marks(_ bytes: EightBytes) -> UInt64 {
      bytes.marks(of: 0x3F, ignoring: 0x15) | bytes.marks(of: 0x40)
        | bytes.marks(of: 0x7B, ignoring: 0x20)
    }
    if settings.isRightToLeft {
      // Digits, with what follows them in ASCII: only there numbers are set apart.
      return text.index(from: index) {
        marks($0) | $0.marks(of: 0x3F, ignoring: 0x0F) | $0.marks(of: 0xEF)
      }
    }
    if hasMarks { return text.index(from: index) { marks($0) | $0.marks(of: 0xEF) } }
    return text.index(from: index, where: marks)
  }

  /// Writes text that means nothing but itself.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>) {
    if explainsTerms { explainingTerms(text) } else { passage(text) }
  }

  /// Writes text with the marks of its language.
  mutating func passage(_ text: UnsafeBufferPointer<UInt8>) {
    guard punctuation != nil else { return verbatim(text) }
    if imageDepth > 0 {
      punctuation!.write(text, into: &alt)
    } else if heading != nil {
      punctuation!.write(text, isClean: isClean, html: &out, plain: &heading!.text)
    } else {
      punctuation!.write(text, isClean: isClean, html: &out, plain: &section.text)
    }
    // What is kept for readers to copy stays as it was typed.
    capture(text)
  }

  /// Writes text as it was typed.
  mutating func verbatim(_ text: UnsafeBufferPointer<UInt8>) {
    if imageDepth > 0 {
      CleanText.plain(text, into: &alt)
    } else if heading != nil {
      CleanText.write(text, isClean: isClean, html: &out, plain: &heading!.text)
    } else {
      CleanText.write(text, isClean: isClean, html: &out, plain: &section.text)
    }
    capture(text)
  }

  /// Adds to the plain text of what is being written.
  mutating func plain(_ text: UnsafeBufferPointer<UInt8>) {
    if imageDepth > 0 {
      CleanText.plain(text, into: &alt)
    } else if heading != nil {
      CleanText.plain(text, into: &heading!.text)
    } else {
      CleanText.plain(text, into: &section.text)
    }
    capture(text)
  }

  /// Adds to the text of a block that is kept.
  private mutating func capture(_ text: UnsafeBufferPointer<UInt8>) {
    if let block = captures.last { CleanText.plain(text, into: &body.blocks[block].text) }
  }

  /// Hands an address over with its variables filled in and its escaped characters put back.
  mutating func resolved<Result>(
    _ url: UnsafeBufferPointer<UInt8>,
    _ use: (UnsafeBufferPointer<UInt8>, inout BodyWriter) -> Result
  ) -> Result {
    guard hasMarks || url.contains(0x7B) else { return use(url, &self) }
    var bytes = Array(url)
    if let open = bytes.firstIndex(of: 0x7B) {
      bytes = url.withVariables(from: open) { value(of: $0, $1) }
    }
    if hasMarks {
      bytes = bytes.withUnsafeBufferPointer { EscapedCharacters.restored($0, isVerbatim: false) }
    }
    return bytes.withUnsafeBufferPointer { use($0, &self) }
  }

  /// Writes a part of a text that means nothing but itself.
  mutating func run(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    if !range.isEmpty { run(UnsafeBufferPointer(rebasing: text[range])) }
  }

  private mutating func mark(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int
  ) -> Int? {
    guard hasMarks, EscapedCharacters.isMark(text, at: index) else { return nil }
    run(text, start..<index)
    let restored = EscapedCharacters.restored(
      UnsafeBufferPointer(rebasing: text[index..<index + 3]), isVerbatim: false)
    restored.withUnsafeBufferPointer { verbatim($0) }
    punctuation?.literal(restored[0])
    return index + 3
  }

  private mutating func footnote(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int
  ) -> Int? {
    guard index + 2 < text.count, text[index + 1] == 0x5E, imageDepth == 0 else { return nil }
    var end = index + 2
    while end < text.count, text[end] != 0x5D, text[end] != 0x5B, text[end] > 0x20 { end += 1 }
    guard end < text.count, text[end] == 0x5D, end > index + 2 else { return nil }
    let label = FootnoteList.folded(text[index + 2..<end])
    guard let (number, use) = footnotes.use(label) else {
      if settings.dialect == .article {
        let written = UnsafeBufferPointer(rebasing: text[index...end])
        diagnostics.append(
          Diagnostic(
            .unknownFootnote, "there is no footnote '\(String(decoding: label, as: UTF8.self))'",
            at: cursor.find(written),
            hint: "define it on a line of its own: [^name]: the note"))
      }
      return nil
    }
    run(text, start..<index)
    if body.firstFootnote == nil { body.firstFootnote = cursor.block }
    let first = out.count
    out.append(
      isSpec ? "<sup class=\"footnote-ref\"><a href=\"#" : "<sup class=\"footnote\"><a href=\"#")
    appendFootnoteID(number, label: label, use: nil)
    out.append("\" id=\"")
    appendFootnoteID(number, label: label, use: use)
    out.append(isSpec ? "\" data-footnote-ref>" : "\" role=\"doc-noteref\">" as StaticString)
    out.append(decimal: number)
    out.append("</a></sup>")
    punctuation?.boundary(.transparent)
    heading?.skipped.append(first..<out.count)
    return end + 1
  }

  private mutating func variable(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int
  ) -> Int? {
    guard settings.dialect == .article,
      let (name, end) = text.variable(at: index)
    else { return nil }
    let written = UnsafeBufferPointer(rebasing: text[index..<end])
    guard let value = value(of: name, written) else { return nil }
    run(text, start..<index)
    value.withUnsafeBufferPointer { verbatim($0) }
    punctuation?.boundary(.object)
    return end
  }

  private mutating func value(
    of name: String, _ written: UnsafeBufferPointer<UInt8>
  ) -> [UInt8]? {
    if let value = settings.variables[name] { return Array(value.utf8) }
    diagnostics.append(settings.unknownVariable(name, at: cursor.find(written)))
    return nil
  }

  // MARK: What looks like a link

  /// Reports a text in brackets that an address or a name in brackets follows: cmark saw no link there.
  private mutating func reportUnreadLink(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) {
    guard !isSpec, imageDepth == 0, let unread = text.unreadLink(at: index) else { return }
    let written = UnsafeBufferPointer(rebasing: text[index..<unread.end])
    let shown = String(decoding: text[unread.target], as: UTF8.self)
    diagnostics.append(
      Diagnostic(
        .unreadLink,
        unread.isReference
          ? "no link is defined as '\(shown)', so this is shown as text"
          : "'\(shown)' cannot be an address, so this is shown as text",
        at: cursor.find(written),
        hint: unread.isReference
          ? "write [\(shown)]: and the address on a line of its own, or \\[ for a bracket"
          : "write an address with spaces between < and >, or \\[ for a bracket"))
  }

  // MARK: Addresses

  private mutating func address(
    _ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int
  ) -> Int? {
    guard imageDepth == 0, link == nil || settings.isRightToLeft,
      let found = Autolink.find(text, at: index, from: start, endsAtMarks: !isSpec)
    else { return nil }
    if link != nil { return addressInLink(text, found.range, from: start) }
    let shown = UnsafeBufferPointer(rebasing: text[found.range])
    let url = Array(found.prefix.utf8) + shown
    run(text, start..<found.range.lowerBound)
    url.withUnsafeBufferPointer { url in
      let noTitle = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      openLink(url, noTitle)
      if case .refused(let finding) = link {
        // An author did not mean every word with an `@` or a scheme for a link.
        if !isSpec, let finding, finding.id == .unsafeLink, !shown.starts(with: "ftp".utf8) {
          diagnostics.append(finding.diagnostic(at: cursor.find(shown)))
        }
        inlineDepth -= 1
        link = nil
        return withoutMarks(shown, isVerbatim: false) { $1.verbatim($0) }
      }
      if case .external(let address, _) = link {
        let location = cursor.find(shown)
        diagnostics += address.findings.map { $0.diagnostic(at: location) }
        mention(address, at: location)
      }
      leftToRight(shown)
      link = nil
      inlineDepth -= 1
      out.append("</a>")
      heading?.skipped.append(out.count - 4..<out.count)
    }
    return found.range.upperBound
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The address or the name behind a text in brackets at an index, and where it ends.
  fileprivate func unreadLink(at index: Int) -> (target: Range<Int>, end: Int, isReference: Bool)? {
    // Longer ones are no slips, and looking further for each bracket would be quadratic.
    let limit = Swift.min(count, index + 512)
    var depth = 0
    var close = index
    while close < limit {
      if self[close] == 0x5B { depth += 1 }
      if self[close] == 0x5D { depth -= 1 }
      if depth == 0 { break }
      close += 1
    }
    guard close > index + 1, close + 2 < limit else { return nil }
    let isReference = self[close + 1] == 0x5B
    guard isReference || self[close + 1] == 0x28,
      let end = self[(close + 2)..<limit].firstIndex(of: isReference ? 0x5D : 0x29),
      end > close + 2
    else { return nil }
    return (close + 2..<end, end + 1, isReference)
  }

}
