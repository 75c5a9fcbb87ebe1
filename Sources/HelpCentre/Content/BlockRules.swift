// The blocks that authors may write as `:::name … :::`. Markdown checks names, labels and keys by this
// table; what the values name is found in the catalog (`BlockResolver`), and how a block looks is said
// where pages are written (`BlockWriter`) and in the theme.

import Markup

/// The blocks of a help centre.
package enum BlockRules {
  /// All of them.
  package static let all = [
    // Numbered lists as cards.
    BlockRule("steps"),
    // Texts of which a reader needs one: the way on an iPhone, the way on Android.
    BlockRule("tabs"),
    BlockRule("tab", label: .required, parent: "tabs"),
    // A text under a line that opens it; `open=true` shows it from the start.
    BlockRule("details", label: .required, keys: [BlockRule.Key("open")]),
    // A list of links, or headings with their texts, as a grid.
    BlockRule("cards"),
    // Pictures with a caption.
    BlockRule("figure", label: .required),
    // A film of the project, with a caption and subtitles.
    BlockRule(
      "video", label: .required,
      keys: [
        BlockRule.Key("src", isRequired: true), BlockRule.Key("poster"),
        BlockRule.Key("captions"),
      ], content: .refused),
    // Channels by their ids: how fast they answer and where.
    BlockRule("channel", keys: [BlockRule.Key("id", isRequired: true)], content: .refused),
    // The table of all channels, or of those that help with a problem.
    BlockRule("channels", keys: [BlockRule.Key("problem")], content: .refused),
    // A message to support, ready to be sent; `[…]` is what the reader fills in.
    BlockRule(
      "message",
      keys: [BlockRule.Key("problem"), BlockRule.Key("channel"), BlockRule.Key("subject")],
      keepsText: true),
    // A text that several articles share; `Includes` replaces it before the others are looked at.
    Includes.block,
  ]
}
