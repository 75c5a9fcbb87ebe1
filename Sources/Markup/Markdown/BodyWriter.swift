// The writing half of the Markdown stage: told of one node after the other, it writes HTML with
// holes and keeps the lists of a `Body`. It knows nothing of cmark. Inlines are in `BodyInlines`,
// runs of text in `BodyText`.
//
// One writer serves all dialects. What an article has otherwise than the specification's HTML:
// headings begin at level 2 and have ids; code can be scrolled by keyboard; images have holes; links
// are checked; raw HTML is text but for six tags; characters that HTML forbids become U+FFFD; tables,
// task lists, footnotes and alerts are written for screen readers.

/// Collects a body from the events of a walk.
struct BodyWriter {
  /// Where in the source the walk is.
  var cursor: SourceCursor
  let settings: MarkdownSettings
  /// Whether the HTML is the specification's.
  let isSpec: Bool
  /// Whether escaped characters may stand as noncharacters.
  let hasMarks: Bool
  /// Whether no character of the text, however it is written, is forbidden in HTML.
  let isClean: Bool
  var out: ByteWriter
  var body = Body()
  var diagnostics: [Diagnostic] = []
  var footnotes = FootnoteList()
  var punctuation: PunctuationWriter?
  var section = TextSection(heading: nil, text: [])
  var heading: OpenHeading?
  var link: OpenLink?
  var imageDepth = 0
  var alt: [UInt8] = []
  var inlineDepth = 0
  var tags: [OpenTag] = []
  /// The blocks whose text is kept, the innermost last.
  var captures: [Int] = []
  var terms: ExplainedTerms
  /// Where in the section's text and in the body's links the paragraph or the row of a table begins.
  var blockStart = (text: 0, links: 0)
  /// Where in the section's text the links by name of the paragraph stand.
  var linkPlaces: [(link: Int, text: Int)] = []

  struct OpenHeading {
    let level: Int
    let start: Int
    let pinned: String?
    var text: [UInt8] = []
    /// Parts of the HTML that belong to links.
    var skipped: [Range<Int>] = []
  }

  enum OpenLink {
    /// Nothing of it is checked.
    case unchecked
    /// Its text begins at a byte of what `shownText` reads.
    case external(LinkPolicy.External, textStart: Int)
    case inside(Int)
    /// For a reason, or for one that has been reported.
    case refused(Finding?)
  }

  /// Starts an empty body.
  init(
    lines: SourceLines, file: String, settings: MarkdownSettings, hasMarks: Bool, isClean: Bool
  ) {
    cursor = SourceCursor(lines, file: file)
    self.settings = settings
    self.hasMarks = hasMarks
    self.isClean = isClean
    isSpec = settings.dialect != .article
    terms = ExplainedTerms(of: settings.terms)
    punctuation = isSpec ? nil : settings.punctuation.map { PunctuationWriter($0) }
    let length = lines.bytes.count - lines.start
    out = ByteWriter(SpareBuffers.take(capacity: length + length / 4 + 64))
    section.text = SpareBuffers.take(capacity: 4096)
  }

  /// Ends the body.
  consuming func finish() -> (body: Body, diagnostics: [Diagnostic]) {
    closeSection()
    body.html = out.bytes.trimmed
    SpareBuffers.give(&out.bytes)
    SpareBuffers.give(&section.text)
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
  mutating func openList(start: Int?, isTaskList: Bool) {
    startLine()
    out.append(start == nil ? "<ul" : "<ol" as StaticString)
    if isTaskList && !isSpec { out.append(" class=\"tasks\"") }
    if let start, start != 1 {
      out.append(" start=\"")
      out.append(decimal: start)
      out.append(UInt8(ascii: "\""))
    }
    out.append(">\n")
  }

  /// Begins a list item; `isDone` is nil for one without a box.
  mutating func openItem(isDone: Bool?) {
    open("<li>")
    guard let isDone else { return }
    if isSpec {
      out.append(
        isDone
          ? "<input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
          : "<input type=\"checkbox\" disabled=\"\" /> " as StaticString)
      return
    }
    out.append("<input type=\"checkbox\" disabled")
    if isDone { out.append(" checked") }
    out.append(" aria-label=\"")
    Escaping.html(isDone ? settings.words.done : settings.words.notDone, into: &out)
    out.append("\"> ")
  }

  /// Ends a quote.
  mutating func closeQuote() {
    startLine()
    out.append("</blockquote>\n")
  }

  /// Begins an alert.
  mutating func openAlert(_ kind: AlertKind) {
    startLine()
    let title = settings.words.alertTitles[kind.rawValue]
    out.append(
      isSpec
        ? "<div class=\"markdown-alert markdown-alert-"
        : "<div class=\"alert alert-" as StaticString)
    out.append(kind.name)
    out.append(
      isSpec
        ? "\">\n<p class=\"markdown-alert-title\">"
        : "\" role=\"note\">\n<p class=\"alert-title\">" as StaticString)
    Escaping.html(title, into: &out)
    out.append("</p>\n")
  }

  /// Ends an alert.
  mutating func closeAlert() {
    startLine()
    out.append("</div>\n")
  }

  /// Begins a paragraph; in a tight list it has no element. `direction` is set for one that is not
  /// written in the direction of its article.
  mutating func openParagraph(isTight: Bool, direction: StaticString?) {
    punctuation?.reset()
    startContext()
    if isTight { return }
    guard let direction else { return open("<p>") }
    open("<p dir=\"")
    out.append(direction)
    out.append("\">")
  }

  /// Ends a paragraph.
  mutating func closeParagraph(isTight: Bool) {
    closeTags(downTo: 0)
    if !isTight { out.append("</p>\n") }
    giveSentences()
    endBlockText()
    for block in captures.suffix(1) where body.blocks[block].text.last != 0x0A {
      body.blocks[block].text += isTight ? [0x0A] : [0x0A, 0x0A]
    }
  }

  /// Begins a heading; `level` is Markdown's, `pinned` the id that its author wrote.
  mutating func openHeading(level: Int, pinned: String?) {
    punctuation?.reset()
    if isSpec {
      startLine()
      out.append("<h")
      out.append(decimal: level)
      out.append(UInt8(ascii: ">"))
      heading = OpenHeading(level: level, start: out.count, pinned: nil)
      return
    }
    closeSection()
    let level = max(2, level)
    startLine()
    out.append("<h")
    out.append(decimal: level)
    body.holes.append(Hole(offset: out.count, kind: .headingID(body.headings.count)))
    out.append(UInt8(ascii: ">"))
    heading = OpenHeading(level: level, start: out.count, pinned: pinned)
  }

  /// Ends a heading and opens its section.
  mutating func closeHeading() {
    closeTags(downTo: 0)
    guard let heading else { return }
    self.heading = nil
    if !isSpec {
      var html: [UInt8] = []
      var start = heading.start
      for range in heading.skipped {
        html += out.bytes[start..<range.lowerBound]
        start = range.upperBound
      }
      html += out.bytes[start...]
      let text = String(decoding: heading.text, as: UTF8.self)
      section.heading = body.headings.count
      section.text.removeAll(keepingCapacity: true)
      body.headings.append(
        Heading(
          level: heading.level, text: text, html: html, slug: heading.pinned ?? Slug.make(text),
          isPinned: heading.pinned != nil, location: cursor.block))
    }
    out.append("</h")
    out.append(decimal: heading.level)
    out.append(">\n")
  }

  /// Writes a code block; the first word of `info` names its language. The element takes the focus,
  /// so that the keyboard can scroll it. Code runs left to right; what may be a letter, as it begins.
  mutating func codeBlock(
    _ code: UnsafeBufferPointer<UInt8>, info: UnsafeBufferPointer<UInt8>
  ) {
    startLine()
    let end = info.firstIndex { $0 <= 0x20 } ?? info.count
    let language = UnsafeBufferPointer(rebasing: info[..<end])
    if isSpec {
      out.append("<pre><code")
    } else {
      out.append("<pre tabindex=\"0\" dir=\"")
      out.append(Highlighter.knows(language) ? "ltr\"><code" : "auto\"><code" as StaticString)
    }
    if end > 0 {
      let isPrefixed = isSpec && info.starts(with: "language-".utf8)
      out.append(isPrefixed ? " class=\"" : " class=\"language-" as StaticString)
      withoutMarks(language, isVerbatim: false) { CleanText.html($0, into: &$1.out) }
      out.append(UInt8(ascii: "\""))
    }
    out.append(UInt8(ascii: ">"))
    withoutMarks(code, isVerbatim: true) {
      if $1.isSpec || !Highlighter.write($0, language: language, into: &$1.out) {
        CleanText.html($0, into: &$1.out)
      }
      $1.plain($0)
    }
    out.append("</code></pre>\n")
    endBlockText()
  }

  /// Writes a block of raw HTML: in an article comments vanish, the rest is shown as text.
  mutating func htmlBlock(_ html: UnsafeBufferPointer<UInt8>) {
    withoutMarks(html, isVerbatim: true) { html, writer in
      if writer.isSpec {
        writer.startLine()
        writer.out.append(html)
        return writer.startLine()
      }
      let (rest, isCommentOpen) = InlineTag.withoutComments(html)
      if rest.isEmpty { return }
      let location = writer.cursor.block
      if isCommentOpen {
        writer.diagnostics.append(
          Diagnostic(
            .rawHTML, "a comment without an end: all that follows is shown as text", at: location,
            hint: "end it with -->"))
      } else {
        writer.reportHTML(at: location)
      }
      writer.open("<p>")
      rest.withUnsafeBufferPointer {
        CleanText.html($0, into: &writer.out)
        writer.plain($0)
      }
      writer.out.append("</p>\n")
      writer.endBlockText()
    }
  }

  mutating func startLine() {
    if let last = out.bytes.last, last != 0x0A { out.append(UInt8(0x0A)) }
  }

  mutating func endBlockText() {
    if let last = section.text.last, last != 0x0A { section.text.append(0x0A) }
  }

  private mutating func closeSection() {
    while section.text.last == 0x0A { section.text.removeLast() }
    if section.heading != nil || !section.text.isEmpty {
      body.sections.append(TextSection(heading: section.heading, text: section.text.trimmed))
    }
    section.heading = nil
    section.text.removeAll(keepingCapacity: true)
  }

  /// Hands a text over with its escaped characters put back.
  mutating func withoutMarks(
    _ text: UnsafeBufferPointer<UInt8>, isVerbatim: Bool,
    _ use: (UnsafeBufferPointer<UInt8>, inout BodyWriter) -> Void
  ) {
    guard hasMarks, text.contains(0xEF) else { return use(text, &self) }
    EscapedCharacters.restored(text, isVerbatim: isVerbatim).withUnsafeBufferPointer {
      use($0, &self)
    }
  }
}
