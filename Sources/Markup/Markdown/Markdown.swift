import CMark

// Markdown in, a `Body` out: the only file that sees cmark. cmark builds the tree; one iterative walk
// over it writes our own HTML with holes and collects headings, links, images and plain text on the
// way (a recursive walk would die at some thousand levels). It costs about what `cmark_render_html`
// costs, because no node becomes a `String`.
//
// Levels: the article's title is the page's only h1, so `#` and `##` both become h2; deeper headings
// keep their level.
//
// What comes later attaches here: tables, directives and footnotes neutralise their lines before
// `cmark_parse_document` and are recognised by start line in `MarkdownWalk.enter`; their cells and
// notes are further calls to `parse` with the collected definitions.

/// What a project adds to Markdown.
package struct MarkdownSettings: Sendable, Hashable {
  /// Schemes that name things of the site, in lower case, as `channel` in `channel:email`.
  package var referenceSchemes: [String]

  /// What a project adds to Markdown.
  package init(referenceSchemes: [String] = []) {
    self.referenceSchemes = referenceSchemes
  }
}

/// Reads Markdown.
package enum Markdown {
  /// Reads the text of `source` that starts at byte `offset`; every location counts from the start of
  /// the file. A text that breaks a limit or is not UTF-8 gives an empty body and says so.
  package static func parse(
    _ source: [UInt8], from offset: Int, file: String, settings: MarkdownSettings
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    let hasMark = offset == 0 && source.starts(with: SourceText.byteOrderMark)
    let start = hasMark ? SourceText.byteOrderMark.count : offset
    if let problem = SourceText.check(source, in: offset..<source.count, file: file) {
      return (Body(), [problem])
    }
    return source.withUnsafeBufferPointer { bytes in
      let lines = SourceLines(bytes, from: start)
      if let problem = MarkdownLimits.check(lines, file: file) { return (Body(), [problem]) }
      var walk = MarkdownWalk(
        writer: BodyWriter(lines: lines, file: file, settings: settings))
      let text = UnsafeBufferPointer(rebasing: bytes[start...])
      text.withMemoryRebound(to: CChar.self) { text in
        guard let root = cmark_parse_document(text.baseAddress, text.count, CMARK_OPT_DEFAULT)
        else { return }
        defer { cmark_node_free(root) }
        walk.run(from: root)
      }
      return walk.writer.finish()
    }
  }
}

/// The walk over cmark's tree: asks the nodes and tells the writer.
private struct MarkdownWalk {
  var writer: BodyWriter

  mutating func run(from root: OpaquePointer) {
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { return }
      guard let node = cmark_iter_get_node(iterator) else { return }
      if event == CMARK_EVENT_ENTER {
        enter(node)
      } else {
        exit(node)
      }
    }
  }

  private mutating func enter(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_TEXT: writer.text(literal(node))
    case CMARK_NODE_SOFTBREAK: writer.softBreak()
    case CMARK_NODE_LINEBREAK: writer.lineBreak()
    case CMARK_NODE_CODE: writer.code(literal(node))
    case CMARK_NODE_HTML_INLINE: writer.inlineTag(literal(node))
    case CMARK_NODE_EMPH: writer.openInline("<em>")
    case CMARK_NODE_STRONG: writer.openInline("<strong>")
    case CMARK_NODE_LINK: writer.openLink(bytes(cmark_node_get_url(node)), title(node))
    case CMARK_NODE_IMAGE: writer.openImage()
    case CMARK_NODE_PARAGRAPH:
      enterBlock(node)
      writer.openParagraph(isTight: isTight(node))
    case CMARK_NODE_HEADING:
      enterBlock(node)
      writer.openHeading(level: Int(cmark_node_get_heading_level(node)))
    case CMARK_NODE_LIST:
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      writer.openList(start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil)
    case CMARK_NODE_ITEM: writer.open("<li>")
    case CMARK_NODE_BLOCK_QUOTE: writer.open("<blockquote>\n")
    case CMARK_NODE_THEMATIC_BREAK: writer.open("<hr>\n")
    case CMARK_NODE_CODE_BLOCK:
      writer.codeBlock(literal(node), info: bytes(cmark_node_get_fence_info(node)))
    case CMARK_NODE_HTML_BLOCK:
      enterBlock(node)
      writer.htmlBlock(literal(node))
    default: break
    }
  }

  private mutating func exit(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_EMPH: writer.closeInline("</em>")
    case CMARK_NODE_STRONG: writer.closeInline("</strong>")
    case CMARK_NODE_LINK: writer.closeLink(bytes(cmark_node_get_url(node)))
    case CMARK_NODE_IMAGE: writer.closeImage(bytes(cmark_node_get_url(node)), title(node))
    case CMARK_NODE_PARAGRAPH: writer.closeParagraph(isTight: isTight(node))
    case CMARK_NODE_HEADING: writer.closeHeading()
    case CMARK_NODE_LIST:
      writer.close(
        cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? "</ol>\n" : "</ul>\n")
    case CMARK_NODE_ITEM: writer.close("</li>\n")
    case CMARK_NODE_BLOCK_QUOTE: writer.close("</blockquote>\n")
    default: break
    }
  }

  private mutating func enterBlock(_ node: OpaquePointer) {
    writer.cursor.enterBlock(
      from: Int(cmark_node_get_start_line(node)), to: Int(cmark_node_get_end_line(node)))
  }

  private func isTight(_ paragraph: OpaquePointer) -> Bool {
    guard let list = cmark_node_parent(cmark_node_parent(paragraph)) else { return false }
    return cmark_node_get_list_tight(list) != 0
  }

  private func literal(_ node: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
    bytes(cmark_node_get_literal(node))
  }

  private func title(_ node: OpaquePointer) -> UnsafeBufferPointer<UInt8> {
    bytes(cmark_node_get_title(node))
  }

  /// The bytes of a C string; they live as long as the tree.
  private func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text, text.pointee != 0 else { return UnsafeBufferPointer(start: nil, count: 0) }
    let raw = UnsafeRawPointer(text)
    var count = 0
    while text[count] != 0 { count += 1 }
    return UnsafeBufferPointer(start: raw.assumingMemoryBound(to: UInt8.self), count: count)
  }
}
