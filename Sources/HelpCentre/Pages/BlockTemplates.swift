// The blocks whose markup is the theme's: partials named `block-…`. They are compiled like templates,
// for fields of their own: the texts and addresses that every page has, and those of the block. In an
// article that stands in for a missing one the texts are in the article's language, the links in the
// page's.

import Markup

/// The compiled partials of blocks.
struct BlockTemplates: Sendable {
  let channelCards, channelTable, message: Template

  /// Compiles the theme's partials; nil when one is wrong.
  static func make(
    _ set: TemplateSet, texts: [String], icons: [String], _ diagnostics: inout [Diagnostic]
  ) -> BlockTemplates? {
    func compile(_ name: String, _ fields: [TemplateField]) -> Template? {
      let schema = TemplateSchema(common(texts, icons) + fields)
      let (template, found) = set.compile(name, schema: schema)
      diagnostics += found
      return template
    }
    let cards = compile("block-channels", channelCards)
    let table = compile("block-channel-table", channelTable)
    let message = compile("block-message", message)
    guard let cards, let table, let message else { return nil }
    return BlockTemplates(channelCards: cards, channelTable: table, message: message)
  }

  /// The fields that all of them have; `BlockWriter.common` gives their values.
  static func common(_ texts: [String], _ icons: [String]) -> [TemplateField] {
    [
      .record("text", TemplateSchema(texts.map { .text($0) })),
      .record("icons", TemplateSchema(icons.map { .text($0) })),
      .text("lang"), .text("dir"), .text("root"), .text("home-url"), .text("contact-url"),
      .text("search-url"), .text("a-z-url"),
    ]
  }

  static let channelCards: [TemplateField] = [.list("channels", PageFields.channelCard)]

  static let channelTable: [TemplateField] = [
    .text("caption"), .list("channels", PageFields.channelCard),
  ]

  static let message: [TemplateField] = PageFields.message.fields
}
