// Writes the blocks of an article into its page. What only frames a text is written here; channels and
// messages go through the theme's partials. Everything works without JavaScript: tabs are sections
// under their labels, which `site.js` turns into tabs.

import Markup

/// Writes the blocks of one article for one page.
struct BlockWriter {
  /// In the language of the text, linking to pages of the page's language.
  let parts: PageParts
  /// The texts and icons of the text's language, as templates take them.
  let texts, icons: TemplateValue
  let templates: BlockTemplates
  /// The page's way up to the site's root.
  let root: String

  /// Writes what stands before a block's text; `index` makes ids that no other block of the page has.
  func start(_ block: ResolvedBlock, _ label: String, _ index: Int, into out: inout ByteWriter) {
    switch block {
    case .steps: out.append("<div class=\"steps\">\n" as StaticString)
    case .tabs: out.append("<div class=\"tabs\" data-tabs>\n" as StaticString)
    case .tab: startTab(label, index, &out)
    case .details(let isOpen):
      out.append(
        isOpen
          ? "<details class=\"details\" open>\n<summary>" : "<details class=\"details\">\n<summary>"
      )
      Escaping.html(label, into: &out)
      out.append("</summary>\n" as StaticString)
    case .cards: out.append("<div class=\"cards\">\n" as StaticString)
    case .figure: out.append("<figure class=\"figure\">\n" as StaticString)
    case .video(let video): write(video, label, &out)
    case .channelCards(let channels, let problems): write(channels, problems, &out)
    case .channelTable(let problems): writeTable(problems, &out)
    case .message(let message): write(message, &out)
    case .none: break
    }
  }

  /// Writes what stands after a block's text.
  func end(_ block: ResolvedBlock, _ label: String, into out: inout ByteWriter) {
    switch block {
    case .steps, .tabs, .tab, .cards: out.append("</div>\n" as StaticString)
    case .details: out.append("</details>\n" as StaticString)
    case .figure: endFigure(label, &out)
    case .video, .channelCards, .channelTable, .message, .none: break
    }
  }

  /// The label names the tab without being a heading: the outline of the article stays its own. The
  /// id has a colon, which no heading's id can have.
  private func startTab(_ label: String, _ index: Int, _ out: inout ByteWriter) {
    for markup in [
      "<div class=\"tab\" role=\"group\" aria-labelledby=\"tab:",
      "\">\n<p class=\"tab-label\" id=\"tab:",
    ] as [StaticString] {
      out.append(markup)
      out.append(decimal: index)
    }
    if let platform = ReaderPlatform(named: label, parts.texts) {
      out.append("\" data-platform=\"" as StaticString)
      out.append(platform.rawValue)
    }
    out.append("\">" as StaticString)
    Escaping.html(label, into: &out)
    out.append("</p>\n" as StaticString)
  }

  private func endFigure(_ caption: String, _ out: inout ByteWriter) {
    out.append("<figcaption>" as StaticString)
    Escaping.html(caption, into: &out)
    out.append("</figcaption>\n</figure>\n" as StaticString)
  }

  private func write(_ video: Video, _ caption: String, _ out: inout ByteWriter) {
    out.append(
      "<figure class=\"video\">\n<video controls preload=\"metadata\" src=\"" as StaticString)
    appendURL(video.file, &out)
    if let poster = video.poster {
      out.append("\" poster=\"" as StaticString)
      appendURL(poster, &out)
      if let size = parts.catalog.assets[poster.index].size {
        out.append("\" width=\"" as StaticString)
        out.append(decimal: size.width)
        out.append("\" height=\"" as StaticString)
        out.append(decimal: size.height)
      }
    }
    out.append("\" aria-label=\"" as StaticString)
    Escaping.html(caption, into: &out)
    out.append("\">" as StaticString)
    if let captions = video.captions {
      out.append("<track kind=\"captions\" default src=\"" as StaticString)
      appendURL(captions, &out)
      out.append("\" srclang=\"" as StaticString)
      Escaping.html(parts.own.code, into: &out)
      out.append("\" label=\"" as StaticString)
      Escaping.html(parts.own.name, into: &out)
      out.append("\">" as StaticString)
    }
    out.append("</video>\n" as StaticString)
    endFigure(caption, &out)
  }

  private func appendURL(_ asset: ID<Asset>, _ out: inout ByteWriter) {
    out.append(root)
    Escaping.html(URLScheme.url(parts.catalog.assets[asset.index].path), into: &out)
  }

  // MARK: Partials of the theme

  private var common: [TemplateValue] {
    [
      texts, icons, .text(parts.own.code), .text(parts.own.direction.rawValue), .text(root),
    ]
      + [
        URLScheme.home(parts.linked), URLScheme.contact(parts.linked),
        URLScheme.search(parts.linked), URLScheme.aToZ(parts.linked),
      ].map { .text(URLScheme.url($0)) }
  }

  private func write(
    _ channels: [ID<Channel>], _ problems: [ID<Problem>], _ out: inout ByteWriter
  ) {
    let open = channels.filter { parts.catalog.channels[$0.index].isOpen }
    if open.isEmpty { return }
    let cards = open.enumerated().map { index, id in
      parts.card(id, for: problems, position: index + 1)
    }
    templates.channelCards.render(TemplateRecord(common + [.list(cards)]), into: &out)
  }

  private func writeTable(_ problems: [ID<Problem>], _ out: inout ByteWriter) {
    let catalog = parts.catalog
    let names = problems.map { catalog.problems[$0.index].name[parts.language] }
    let caption =
      problems.isEmpty
      ? parts.texts["contact-table-caption"]
      : parts.texts.format("channels-for-problem", [("problem", names.joined(separator: " · "))])
    let all = catalog.channels.indices.map { ID<Channel>($0) }
    let channels = parts.cards(for: problems, naming: problems.isEmpty ? all : [], isTable: true)
    templates.channelTable.render(
      TemplateRecord(common + [.text(caption), channels]), into: &out)
  }

  private func write(_ message: MessageTemplate, _ out: inout ByteWriter) {
    let channel = parts.catalog.channels[message.channel.index]
    let record = MessageText(subject: message.subject, body: message.text).record(
      addresses: message.contacts.map { ($0.address.shown, parts.audience(of: $0)) },
      channel: parts.link(
        channel.name[parts.language], URLScheme.channel(channel.id, parts.linked)),
      attachments: [])
    templates.message.render(TemplateRecord(common + record.values), into: &out)
  }
}
