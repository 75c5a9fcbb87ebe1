// A text's HTML with every hole filled by what its author wrote, without a site around it.

import HelpCentre
import Markup

/// Writes one Markdown text as HTML.
enum MarkdownPrinter {
  /// The HTML of a text and what is wrong with it, in the order of its lines. Only an article has a
  /// header to skip; it may also have none.
  static func print(
    _ source: [UInt8], file: String, dialect: MarkdownSettings.Dialect
  ) -> (html: [UInt8], diagnostics: [Diagnostic]) {
    var offset = 0
    var diagnostics: [Diagnostic] = []
    if dialect == .article, SourceText.check(source, file: file) == nil {
      let header = FrontMatter.split(source, file: file)
      offset = header.bodyOffset
      diagnostics = header.diagnostics.filter { $0.id != .missingFrontMatter }
    }
    let (body, found) = Markdown.parse(
      source, from: offset, file: file,
      settings: MarkdownSettings(
        dialect: dialect, referenceSchemes: ["channel", "problem"], blocks: BlockRules.all))
    diagnostics = (diagnostics + found).sorted(by: Diagnostic.isOrderedBefore)
    return (html(of: body), diagnostics)
  }

  private static func html(of body: Body) -> [UInt8] {
    var out = ByteWriter(capacity: body.html.count + body.holes.count * 48)
    let anchors = Slug.unique(body.headings)
    var start = 0
    for hole in body.holes {
      out.append(body.html[start..<hole.offset])
      start = hole.offset
      switch hole.kind {
      case .headingID(let index): append(" id", anchors[index], to: &out)
      case .link(let index): append(" href", address(body.links[index].target), to: &out)
      case .image(let index): append(body.images[index], to: &out)
      case .blockStart(let index): open(body.blocks[index], to: &out)
      case .blockEnd(let index): close(body.blocks[index], to: &out)
      }
    }
    out.append(body.html[start...])
    return out.bytes
  }

  private static func address(_ target: LinkTarget) -> String {
    let (address, fragment) =
      switch target {
      case .path(let path, let fragment): (Escaping.urlPath(path), fragment)
      case .reference(let scheme, let id, let fragment):
        (scheme + ":" + Escaping.urlComponent(id), fragment)
      }
    return address + (fragment.map { "#" + Escaping.urlComponent($0) } ?? "")
  }

  private static func append(_ image: Image, to out: inout ByteWriter) {
    out.append("<img" as StaticString)
    append(" src", Escaping.urlPath(image.path), to: &out)
    append(" alt", image.alt, to: &out)
    if !image.title.isEmpty { append(" title", image.title, to: &out) }
    out.append(UInt8(ascii: ">"))
  }

  /// What only frames a text is as on a page of the base theme; what shows something of the site is an
  /// element with the block's name and values.
  private static func open(_ block: Block, to out: inout ByteWriter) {
    let label = Escaping.html(block.label ?? "")
    switch block.name {
    case "steps", "tabs", "cards":
      out.append("<div")
      append(" class", block.name, to: &out)
      out.append(">\n")
    case "figure": out.append("<figure class=\"figure\">\n")
    case "details":
      let isOpen = block["open"]?.value == "true"
      out.append(isOpen ? "<details class=\"details\" open>" : "<details class=\"details\">")
      out.append("\n<summary>")
      out.append(label)
      out.append("</summary>\n")
    default:
      out.append("<div")
      append(" class", "block-" + block.name, to: &out)
      for (key, value) in block.values { append(" data-" + key, value.value, to: &out) }
      out.append(">\n")
      if label.isEmpty { return }
      out.append("<p>")
      out.append(label)
      out.append("</p>\n")
    }
  }

  private static func close(_ block: Block, to out: inout ByteWriter) {
    switch block.name {
    case "figure":
      out.append("<figcaption>")
      Escaping.html(block.label ?? "", into: &out)
      out.append("</figcaption>\n</figure>\n")
    case "details": out.append("</details>\n")
    default: out.append("</div>\n")
    }
  }

  private static func append(_ name: String, _ value: String, to out: inout ByteWriter) {
    out.append(name)
    out.append("=\"" as StaticString)
    Escaping.html(value, into: &out)
    out.append(UInt8(ascii: "\""))
  }
}
