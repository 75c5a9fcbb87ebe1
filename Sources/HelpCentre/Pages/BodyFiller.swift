// Fills the holes of an article's HTML for one page: heading ids, addresses of links, images, blocks.

import Markup

/// Writes an article's HTML for a page.
struct BodyFiller {
  let catalog: Catalog
  let language: ID<Language>
  /// The page's way up to the site's root.
  let root: String
  /// For articles with blocks.
  let blocks: BlockWriter?

  /// The complete HTML of an article.
  func fill(_ id: ID<Article>) -> [UInt8] {
    let body = catalog.articles[id.index].body
    var out = ByteWriter(capacity: body.html.count + body.holes.count * 48)
    var start = 0
    var isFirstImage = true
    var open = OpenBlocks()
    for hole in body.holes {
      // The text of a message is written with its frame.
      if let message = open.message {
        if hole.kind != .blockEnd(message) { continue }
        start = hole.offset
      }
      if case .headingID(let index) = hole.kind,
        open.beginsCard(level: body.headings[index].level)
      {
        // The hole is right after `<h2`.
        out.append(body.html[start..<hole.offset - 3])
        start = hole.offset - 3
        out.append(open.nextCard())
      }
      out.append(body.html[start..<hole.offset])
      start = hole.offset
      switch hole.kind {
      case .headingID(let index):
        appendNames(of: index, catalog.anchors[id.index], to: &out)
      case .link(let index):
        append(catalog.links[id.index][index], of: id, to: &out)
      case .image(let index):
        append(body.images[index], catalog.images[id.index][index], isFirst: isFirstImage, to: &out)
        isFirstImage = false
      case .blockStart(let index):
        let block = catalog.blocks[id.index][index]
        open.push(block, index)
        blocks?.start(block, body.blocks[index].label ?? "", index, into: &out)
      case .blockEnd(let index):
        out.append(open.pop())
        blocks?.end(catalog.blocks[id.index][index], body.blocks[index].label ?? "", into: &out)
      }
    }
    out.append(body.html[start...])
    return out.bytes
  }

  /// Writes a heading's id; its second name becomes an element before its text, whose `>` is the one
  /// that stands behind the hole.
  private func appendNames(of heading: Int, _ anchors: ArticleAnchors, to out: inout ByteWriter) {
    out.append(" id=\"" as StaticString)
    Escaping.html(anchors.ids[heading], into: &out)
    out.append(UInt8(0x22))
    guard let alias = anchors.aliases[heading] else { return }
    out.append("><span id=\"" as StaticString)
    Escaping.html(alias, into: &out)
    out.append("\"></span" as StaticString)
  }

  private func append(_ link: ResolvedLink, of article: ID<Article>, to out: inout ByteWriter) {
    let url: String
    var anchor: String?
    switch link {
    case .broken: return
    case .ownHeading(let heading):
      out.append(" href=\"#" as StaticString)
      out.append(Escaping.urlComponent(catalog.anchors[article.index].ids[heading]))
      out.append(UInt8(0x22))
      return
    case .topic(let topic, let heading):
      url = catalog.url(topic, in: language)
      let shown = catalog.topics[topic.index].shown[language.index]
      let anchors = catalog.anchors[shown.index].ids
      anchor = heading.flatMap { anchors.indices.contains($0) ? anchors[$0] : nil }
    case .channel(let id, let contact):
      let channel = catalog.channels[id.index].id
      anchor = contact.map(URLScheme.anchor(ofContact:))
      url = URLScheme.url(URLScheme.channel(channel, catalog.languages[language]))
    case .problem(let id):
      let problem = catalog.problems[id.index].id
      url = URLScheme.url(URLScheme.problem(problem, catalog.languages[language]))
    case .asset(let id):
      url = URLScheme.url(catalog.assets[id.index].path)
    }
    out.append(" href=\"" as StaticString)
    out.append(root)
    Escaping.html(url, into: &out)
    if let anchor {
      out.append(UInt8(0x23))
      out.append(Escaping.urlComponent(anchor))
    }
    out.append(UInt8(0x22))
  }

  private func append(
    _ image: Image, _ asset: ID<Asset>?, isFirst: Bool, to out: inout ByteWriter
  ) {
    guard let asset else { return }
    out.append("<img src=\"" as StaticString)
    out.append(root)
    let file = catalog.assets[asset.index]
    Escaping.html(URLScheme.url(file.path), into: &out)
    out.append("\" alt=\"" as StaticString)
    Escaping.html(image.alt, into: &out)
    if !image.title.isEmpty {
      out.append("\" title=\"" as StaticString)
      Escaping.html(image.title, into: &out)
    }
    if let size = file.size {
      out.append("\" width=\"" as StaticString)
      out.append(decimal: size.width)
      out.append("\" height=\"" as StaticString)
      out.append(decimal: size.height)
    }
    out.append(isFirst ? "\">" as StaticString : "\" loading=\"lazy\" decoding=\"async\">")
  }
}

/// The blocks around a place of a text.
private struct OpenBlocks {
  private var blocks: [(block: ResolvedBlock, index: Int, hasCard: Bool)] = []

  mutating func push(_ block: ResolvedBlock, _ index: Int) { blocks.append((block, index, false)) }

  /// Ends the innermost block; gives the end of its last card.
  mutating func pop() -> StaticString {
    blocks.popLast()?.hasCard == true ? "</div>\n" : ""
  }

  /// The index of the message that the place is in.
  var message: Int? {
    if case .message? = blocks.last?.block { blocks.last?.index } else { nil }
  }

  /// Whether a heading here begins a card.
  func beginsCard(level: Int) -> Bool {
    if case .cards(level)? = blocks.last?.block { true } else { false }
  }

  /// The end of a card, if there is one before, and the beginning of the next.
  mutating func nextCard() -> StaticString {
    let isFirst = !blocks[blocks.count - 1].hasCard
    blocks[blocks.count - 1].hasCard = true
    return isFirst ? "<div class=\"card\">\n" : "</div>\n<div class=\"card\">\n"
  }
}
