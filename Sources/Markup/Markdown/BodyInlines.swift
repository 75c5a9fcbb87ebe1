// Inline elements: emphasis, code, raw tags, links, images.

extension BodyWriter {
  /// Writes code.
  mutating func code(_ code: UnsafeBufferPointer<UInt8>) {
    withoutMarks(code, isVerbatim: true) {
      if $1.imageDepth == 0 { $1.out.append("<code>") }
      $1.verbatim($0)
      if $1.imageDepth == 0 { $1.out.append("</code>") }
      $1.punctuation?.boundary(.object)
      $1.cursor.passCode($0)
    }
  }

  /// Ends a source line within a paragraph.
  mutating func softBreak() {
    if imageDepth == 0 { out.append(UInt8(0x0A)) }
    punctuation?.boundary(.lineBreak)
    space()
  }

  /// Breaks a line.
  mutating func lineBreak() {
    if imageDepth == 0 { out.append(isSpec ? "<br />\n" : "<br>\n" as StaticString) }
    punctuation?.boundary(.lineBreak)
    space()
  }

  /// Begins an inline element.
  mutating func openInline(_ markup: StaticString) {
    inlineDepth += 1
    punctuation?.boundary(.transparent)
    if imageDepth == 0 { out.append(markup) }
  }

  /// Ends an inline element and the raw tags still open in it.
  mutating func closeInline(_ markup: StaticString) {
    closeTags(downTo: inlineDepth)
    inlineDepth -= 1
    punctuation?.boundary(.transparent)
    if imageDepth == 0 { out.append(markup) }
  }

  /// Begins an inline element of our own.
  mutating func openInline(_ markup: UnsafeBufferPointer<UInt8>) {
    openInline("" as StaticString)
    if imageDepth == 0 { out.append(markup) }
  }

  /// Ends an inline element of our own.
  mutating func closeInline(_ markup: UnsafeBufferPointer<UInt8>) {
    closeInline("" as StaticString)
    if imageDepth == 0 { out.append(markup) }
  }

  /// Writes an inline tag if it may pass, else its text.
  mutating func inlineTag(_ literal: UnsafeBufferPointer<UInt8>) {
    if isSpec {
      if imageDepth > 0 { return }
      return withoutMarks(literal, isVerbatim: true) { $1.out.append($0) }
    }
    var location = cursor.block
    withoutMarks(literal, isVerbatim: true) { location = $1.cursor.find($0) }
    switch InlineTag(literal) {
    case .comment: return
    case .lineBreak:
      if imageDepth == 0 { out.append("<br>") }
      space()
      return
    case .open(let name):
      if imageDepth == 0 {
        tags.append(OpenTag(name: name, depth: inlineDepth, location: location))
        out.append(UInt8(ascii: "<"))
        out.append(name)
        out.append(UInt8(ascii: ">"))
      }
      return
    case .close(let name):
      if imageDepth > 0 { return }
      if let last = tags.last, last.name == name, last.depth == inlineDepth {
        closeTag()
        return
      }
    case .other: break
    }
    reportHTML(at: location)
    withoutMarks(literal, isVerbatim: true) { $1.verbatim($0) }
  }

  /// Reports raw HTML that is shown as text.
  mutating func reportHTML(at location: SourceLocation) {
    diagnostics.append(
      Diagnostic(.rawHTML, "HTML is not allowed here and is shown as text", at: location))
  }

  /// Ends the raw tags that were opened in elements as deep as `depth` or deeper.
  mutating func closeTags(downTo depth: Int) {
    while let tag = tags.last, tag.depth >= depth {
      closeTag()
      diagnostics.append(
        Diagnostic(.rawHTML, "<\(tag.name)> is not closed where it was opened", at: tag.location))
    }
  }

  /// Ends the raw tag that was opened last.
  private mutating func closeTag() {
    out.append("</")
    out.append(tags.removeLast().name)
    out.append(UInt8(ascii: ">"))
  }

  private mutating func space() {
    let space: StaticString = " "
    space.withUTF8Buffer { plain($0) }
    for block in captures.suffix(1) where body.blocks[block].text.last == 0x20 {
      body.blocks[block].text[body.blocks[block].text.count - 1] = 0x0A
    }
  }
}

// MARK: Links and images

extension BodyWriter {
  /// Begins a link. One that is refused has no element: its text stays.
  mutating func openLink(
    _ url: UnsafeBufferPointer<UInt8>, _ title: UnsafeBufferPointer<UInt8>
  ) {
    inlineDepth += 1
    punctuation?.boundary(.transparent)
    if imageDepth > 0 { return }
    let start = out.count
    if isSpec {
      link = .unchecked
      out.append("<a href=\"")
      withoutMarks(url, isVerbatim: false) { $1.specAddress($0) }
    } else {
      let isOpen = resolved(url) { $1.openCheckedLink($0) }
      guard isOpen else { return }
    }
    if !title.isEmpty {
      out.append(isSpec ? "\" title=\"" : " title=\"" as StaticString)
      withoutMarks(title, isVerbatim: false) { CleanText.html($0, into: &$1.out) }
      out.append(UInt8(ascii: "\""))
    } else if isSpec {
      out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: ">"))
    heading?.skipped.append(start..<out.count)
  }

  /// Writes `<a` and what is known of its address; false when the link is refused.
  private mutating func openCheckedLink(_ url: UnsafeBufferPointer<UInt8>) -> Bool {
    switch LinkPolicy.classify(url, referenceSchemes: settings.referenceSchemes) {
    case .external(let address):
      link = .external(address, textStart: shownText.count)
      out.append("<a href=\"")
      Escaping.html(address.href, into: &out)
      out.append(address.isWeb ? "\" rel=\"noopener noreferrer\"" : "\"")
    case .target(let target):
      link = .inside(body.links.count)
      if case .reference = target { linkPlaces.append((body.links.count, section.text.count)) }
      out.append("<a")
      body.holes.append(Hole(offset: out.count, kind: .link(body.links.count)))
      body.links.append(Link(target: target, location: cursor.block))
    case .empty:
      link = .refused(Finding(.brokenLink, "the link has no destination"))
      return false
    case .refused(let finding):
      // What is left of variables has been reported: there is no address to judge.
      link = .refused(url.hasBraces ? nil : finding)
      return false
    }
    return true
  }

  /// The plain text of what is being written, a heading's or a section's.
  private var shownText: [UInt8] { heading?.text ?? section.text }

  /// Reports what is suspicious about a link, and about the text it has.
  private mutating func report(
    _ address: LinkPolicy.External, textStart: Int, at location: SourceLocation
  ) {
    for finding in address.findings { diagnostics.append(finding.diagnostic(at: location)) }
    let misleading = shownText.withUnsafeBufferPointer {
      ShownAddress.finding(UnsafeBufferPointer(rebasing: $0[textStart...]), target: address.target)
    }
    if let misleading { diagnostics.append(misleading.diagnostic(at: location)) }
  }

  /// Ends a link; only now does the cursor stand before its destination.
  mutating func closeLink(_ url: UnsafeBufferPointer<UInt8>) {
    punctuation?.boundary(.transparent)
    if imageDepth > 0 {
      inlineDepth -= 1
      _ = cursor.findDestination(url)
      return
    }
    closeTags(downTo: inlineDepth)
    inlineDepth -= 1
    let location = cursor.findDestination(url)
    switch link {
    case .refused(let finding):
      if let finding { diagnostics.append(finding.diagnostic(at: location)) }
      link = nil
      return
    case .inside(let index): body.links[index].location = location
    case .external(let address, let start):
      report(address, textStart: start, at: location)
      mention(address, at: location)
    case .unchecked, nil: break
    }
    link = nil
    out.append("</a>")
    heading?.skipped.append(out.count - 4..<out.count)
  }

  /// Begins an image: all until its end is its description.
  mutating func openImage() {
    if imageDepth == 0 { alt.removeAll(keepingCapacity: true) }
    imageDepth += 1
  }

  /// Ends an image. One that is refused leaves its description as text.
  mutating func closeImage(
    _ url: UnsafeBufferPointer<UInt8>, _ title: UnsafeBufferPointer<UInt8>
  ) {
    imageDepth -= 1
    let location = cursor.findDestination(url)
    if imageDepth > 0 { return }
    punctuation?.boundary(.object)
    if isSpec { return specImage(url, title) }
    let description = alt
    switch resolved(url, { url, _ in LinkPolicy.imagePath(url) }) {
    case .success(let path):
      description.withUnsafeBufferPointer { plain($0) }
      body.holes.append(Hole(offset: out.count, kind: .image(body.images.count)))
      var shown = ""
      withoutMarks(title, isVerbatim: false) { text, _ in shown = CleanText.string(text) }
      body.images.append(
        Image(
          path: path, alt: String(decoding: alt, as: UTF8.self), title: shown, location: location))
      if alt.contains(where: { $0 > 0x20 }) { return }
      diagnostics.append(
        Diagnostic(
          .missingAltText, "the image '\(path)' has no description", at: location,
          hint: "write what it shows between the brackets"))
    case .failure(let refusal):
      diagnostics.append(refusal.diagnostic(at: location))
      description.withUnsafeBufferPointer { verbatim($0) }
    }
  }

  private mutating func specImage(
    _ url: UnsafeBufferPointer<UInt8>, _ title: UnsafeBufferPointer<UInt8>
  ) {
    out.append("<img src=\"")
    withoutMarks(url, isVerbatim: false) { $1.specAddress($0) }
    out.append("\" alt=\"")
    alt.withUnsafeBufferPointer { CleanText.html($0, into: &out) }
    if !title.isEmpty {
      out.append("\" title=\"")
      withoutMarks(title, isVerbatim: false) { CleanText.html($0, into: &$1.out) }
    }
    out.append("\" />")
  }

  /// Writes an address as the specification's program does.
  mutating func specAddress(_ url: UnsafeBufferPointer<UInt8>) {
    for byte in Escaping.url(String(decoding: url, as: UTF8.self)).utf8 {
      switch byte {
      case 0x26: out.append("&amp;")
      case 0x27: out.append("&#x27;")
      default: out.append(byte)
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether `{{` stands in it.
  fileprivate var hasBraces: Bool {
    indices.dropLast().contains { self[$0] == 0x7B && self[$0 + 1] == 0x7B }
  }
}
