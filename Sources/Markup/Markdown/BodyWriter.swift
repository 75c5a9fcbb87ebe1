// The writing half of the Markdown stage: told of one node after the other, it writes HTML with
// holes and keeps the lists of a `Body`. It knows nothing of cmark.

/// Collects a body from the events of a walk.
struct BodyWriter {
  /// Where in the source the walk is.
  var cursor: SourceCursor
  private let file: String
  private let settings: MarkdownSettings
  private var out: ByteWriter
  private var body = Body()
  private var diagnostics: [Diagnostic] = []
  private var section = TextSection(heading: nil, text: [])
  private var heading: OpenHeading?
  private var link: OpenLink?
  private var imageDepth = 0
  private var alt: [UInt8] = []
  private var inlineDepth = 0
  private var tags: [OpenTag] = []

  private struct OpenHeading {
    let level: Int
    let start: Int
    var text: [UInt8] = []
    /// Parts of the HTML that belong to links.
    var skipped: [Range<Int>] = []
  }

  private enum OpenLink {
    case external
    case inside(Int)
    case refused(DiagnosticID, String)
  }

  /// Starts an empty body.
  init(lines: SourceLines, file: String, settings: MarkdownSettings) {
    cursor = SourceCursor(lines, file: file)
    self.file = file
    self.settings = settings
    let length = lines.bytes.count - lines.start
    out = ByteWriter(capacity: length + length / 4 + 64)
  }

  /// Ends the body.
  consuming func finish() -> (body: Body, diagnostics: [Diagnostic]) {
    closeSection()
    body.html = out.bytes
    return (body, diagnostics)
  }

  // MARK: Blocks

  /// Begins a block on a line of its own.
  mutating func open(_ markup: StaticString) {
    startLine()
    out.append(markup)
  }

  /// Ends a block.
  mutating func close(_ markup: StaticString) { out.append(markup) }

  /// Begins a list; `start` is nil for bullets.
  mutating func openList(start: Int?) {
    startLine()
    guard let start else { return out.append("<ul>\n") }
    out.append("<ol")
    if start != 1 {
      out.append(" start=\"")
      out.append(decimal: start)
      out.append(UInt8(ascii: "\""))
    }
    out.append(">\n")
  }

  /// Begins a paragraph; in a tight list it has no element.
  mutating func openParagraph(isTight: Bool) {
    if !isTight { open("<p>") }
  }

  /// Ends a paragraph.
  mutating func closeParagraph(isTight: Bool) {
    closeTags(downTo: 0)
    if !isTight { out.append("</p>\n") }
    endBlockText()
  }

  /// Begins a heading; `level` is Markdown's.
  mutating func openHeading(level: Int) {
    closeSection()
    let level = max(2, level)
    startLine()
    out.append("<h")
    out.append(decimal: level)
    body.holes.append(Hole(offset: out.count, kind: .headingID(body.headings.count)))
    out.append(UInt8(ascii: ">"))
    heading = OpenHeading(level: level, start: out.count)
  }

  /// Ends a heading and opens its section.
  mutating func closeHeading() {
    closeTags(downTo: 0)
    guard let heading else { return }
    self.heading = nil
    var html: [UInt8] = []
    var start = heading.start
    for range in heading.skipped {
      html += out.bytes[start..<range.lowerBound]
      start = range.upperBound
    }
    html += out.bytes[start...]
    let text = String(decoding: heading.text, as: UTF8.self)
    section = TextSection(heading: body.headings.count, text: [])
    body.headings.append(
      Heading(
        level: heading.level, text: text, html: html, slug: Slug.make(text), location: cursor.block)
    )
    out.append("</h")
    out.append(decimal: heading.level)
    out.append(">\n")
  }

  /// Writes a code block; the first word of `info` names its language. The element takes the focus,
  /// so that the keyboard can scroll it.
  mutating func codeBlock(
    _ code: UnsafeBufferPointer<UInt8>, info: UnsafeBufferPointer<UInt8>
  ) {
    startLine()
    out.append("<pre tabindex=\"0\"><code")
    let end = info.firstIndex { $0 <= 0x20 } ?? info.count
    let language = UnsafeBufferPointer(rebasing: info[..<end])
    if end > 0 {
      out.append(" class=\"language-")
      CleanText.html(language, into: &out)
      out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: ">"))
    if !Highlighter.write(code, language: language, into: &out) { CleanText.html(code, into: &out) }
    out.append("</code></pre>\n")
    CleanText.plain(code, into: &section.text)
    endBlockText()
  }

  /// Writes a block of raw HTML: comments vanish, the rest is shown as text.
  mutating func htmlBlock(_ html: UnsafeBufferPointer<UInt8>) {
    let rest = InlineTag.withoutComments(html)
    if rest.isEmpty { return }
    reportHTML(at: cursor.block)
    open("<p>")
    rest.withUnsafeBufferPointer { text($0) }
    out.append("</p>\n")
    endBlockText()
  }

  private mutating func startLine() {
    if let last = out.bytes.last, last != 0x0A { out.append(UInt8(0x0A)) }
  }

  private mutating func endBlockText() {
    if let last = section.text.last, last != 0x0A { section.text.append(0x0A) }
  }

  private mutating func closeSection() {
    while section.text.last == 0x0A { section.text.removeLast() }
    if section.heading != nil || !section.text.isEmpty { body.sections.append(section) }
    section = TextSection(heading: nil, text: [])
  }

  // MARK: Inlines

  /// Writes text.
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    if imageDepth == 0 { CleanText.html(text, into: &out) }
    plain(text)
  }

  /// Writes code.
  mutating func code(_ code: UnsafeBufferPointer<UInt8>) {
    if imageDepth == 0 {
      out.append("<code>")
      CleanText.html(code, into: &out)
      out.append("</code>")
    }
    plain(code)
    _ = cursor.find(code)
  }

  /// Ends a source line within a paragraph.
  mutating func softBreak() {
    if imageDepth == 0 { out.append(UInt8(0x0A)) }
    space()
  }

  /// Breaks a line.
  mutating func lineBreak() {
    if imageDepth == 0 { out.append("<br>\n") }
    space()
  }

  /// Begins an inline element.
  mutating func openInline(_ markup: StaticString) {
    inlineDepth += 1
    if imageDepth == 0 { out.append(markup) }
  }

  /// Ends an inline element and the raw tags still open in it.
  mutating func closeInline(_ markup: StaticString) {
    closeTags(downTo: inlineDepth)
    inlineDepth -= 1
    if imageDepth == 0 { out.append(markup) }
  }

  /// Writes an inline tag if it may pass, else its text.
  mutating func inlineTag(_ literal: UnsafeBufferPointer<UInt8>) {
    let location = cursor.find(literal)
    switch InlineTag(literal) {
    case .comment: return
    case .lineBreak:
      if imageDepth == 0 { out.append("<br>") }
      space()
      return
    case .open(let name):
      if imageDepth == 0 {
        tags.append(OpenTag(name: name, depth: inlineDepth, location: location))
        out.append(literal)
      }
      return
    case .close(let name):
      if imageDepth > 0 { return }
      if let last = tags.last, last.name == name, last.depth == inlineDepth {
        tags.removeLast()
        out.append(literal)
        return
      }
    case .other: break
    }
    reportHTML(at: location)
    text(literal)
  }

  private mutating func reportHTML(at location: SourceLocation) {
    diagnostics.append(
      Diagnostic(.rawHTML, "HTML is not allowed here and is shown as text", at: location))
  }

  private mutating func closeTags(downTo depth: Int) {
    while let tag = tags.last, tag.depth >= depth {
      tags.removeLast()
      out.append("</")
      out.append(tag.name)
      out.append(UInt8(ascii: ">"))
      diagnostics.append(
        Diagnostic(.rawHTML, "<\(tag.name)> is not closed where it was opened", at: tag.location))
    }
  }

  private mutating func plain(_ text: UnsafeBufferPointer<UInt8>) {
    if imageDepth > 0 {
      CleanText.plain(text, into: &alt)
    } else if heading != nil {
      CleanText.plain(text, into: &heading!.text)
    } else {
      CleanText.plain(text, into: &section.text)
    }
  }

  private mutating func space() {
    let space: StaticString = " "
    space.withUTF8Buffer { plain($0) }
  }
}

// MARK: Links and images

extension BodyWriter {
  /// Begins a link. One that is refused has no element: its text stays.
  mutating func openLink(
    _ url: UnsafeBufferPointer<UInt8>, _ title: UnsafeBufferPointer<UInt8>
  ) {
    inlineDepth += 1
    if imageDepth > 0 { return }
    let start = out.count
    switch LinkPolicy.classify(url, referenceSchemes: settings.referenceSchemes) {
    case .external(let address, let isWeb):
      link = .external
      out.append("<a href=\"")
      Escaping.html(address, into: &out)
      out.append(isWeb ? "\" rel=\"noopener noreferrer\"" : "\"")
    case .target(let target):
      link = .inside(body.links.count)
      out.append("<a")
      body.holes.append(Hole(offset: out.count, kind: .link(body.links.count)))
      body.links.append(Link(target: target, location: cursor.block))
    case .empty:
      link = .refused(.brokenLink, "the link has no destination")
      return
    case .unsafe(let reason):
      link = .refused(.unsafeLink, reason)
      return
    }
    if !title.isEmpty {
      out.append(" title=\"")
      CleanText.html(title, into: &out)
      out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: ">"))
    heading?.skipped.append(start..<out.count)
  }

  /// Ends a link; only now does the cursor stand before its destination.
  mutating func closeLink(_ url: UnsafeBufferPointer<UInt8>) {
    if imageDepth > 0 {
      inlineDepth -= 1
      _ = cursor.findDestination(url)
      return
    }
    closeTags(downTo: inlineDepth)
    inlineDepth -= 1
    let location = cursor.findDestination(url)
    switch link {
    case .refused(let id, let reason):
      diagnostics.append(Diagnostic(id, reason, at: location))
      link = nil
      return
    case .inside(let index): body.links[index].location = location
    case .external, nil: break
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
    let description = alt
    switch LinkPolicy.imagePath(url) {
    case .success(let path):
      description.withUnsafeBufferPointer { plain($0) }
      body.holes.append(Hole(offset: out.count, kind: .image(body.images.count)))
      body.images.append(
        Image(
          path: path, alt: String(decoding: alt, as: UTF8.self), title: CleanText.string(title),
          location: location))
      if alt.contains(where: { $0 > 0x20 }) { return }
      diagnostics.append(
        Diagnostic(
          .missingAltText, "the image '\(path)' has no description", at: location,
          hint: "write what it shows between the brackets"))
    case .failure(let refusal):
      diagnostics.append(
        Diagnostic(refusal.id, refusal.reason, at: location, hint: refusal.hint))
      description.withUnsafeBufferPointer { text($0) }
    }
  }
}
