// Fills the holes of an article's HTML for one page: heading ids, addresses of links, images.

import Markup

/// Writes an article's HTML for a page.
struct BodyFiller {
  let catalog: Catalog
  let language: ID<Language>
  /// The page's way up to the site's root.
  let root: String

  /// The complete HTML of an article.
  func fill(_ id: ID<Article>) -> [UInt8] {
    let body = catalog.articles[id.index].body
    var out = ByteWriter(capacity: body.html.count + body.holes.count * 48)
    var start = 0
    var isFirstImage = true
    for hole in body.holes {
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
      case .blockStart, .blockEnd: break
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
    case .channel(let id):
      let channel = catalog.channels[id.index].id
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
