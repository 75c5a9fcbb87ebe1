// What stands outside a text and still decides how it is read. An article depends on its own bytes and
// on these settings, on nothing else; so they are values that can be part of a cache key.

/// How a text of Markdown is read.
package struct MarkdownSettings: Sendable, Hashable {
  /// Which Markdown.
  package var dialect: Dialect
  /// Schemes that name things of the site, in lower case, as `channel` in `channel:email`.
  package var referenceSchemes: [String]
  /// The blocks an author may write as `:::name … :::`.
  package var blocks: [BlockRule]
  /// Values for `{{name}}`.
  package var variables: [String: String]
  /// The marks of the language; nil: as they were typed.
  package var punctuation: PunctuationStyle?
  /// Whether the language is written from right to left.
  package var isRightToLeft: Bool
  /// What is explained where it comes first.
  package var terms: TermList
  /// Words the renderer itself writes.
  package var words: Words

  /// How a text of Markdown is read.
  package init(
    dialect: Dialect = .article, referenceSchemes: [String] = [], blocks: [BlockRule] = [],
    variables: [String: String] = [:], punctuation: PunctuationStyle? = nil,
    isRightToLeft: Bool = false, terms: TermList = TermList(), words: Words = Words()
  ) {
    self.dialect = dialect
    self.referenceSchemes = referenceSchemes
    self.blocks = blocks
    self.variables = variables
    self.punctuation = punctuation
    self.isRightToLeft = isRightToLeft
    self.terms = terms
    self.words = words
  }

  /// Which Markdown a text is written in.
  package enum Dialect: Sendable, Hashable {
    /// That of an article: GFM, blocks, variables; safe, with holes for what the site fills in.
    case article
    /// CommonMark 0.30 and nothing else; the HTML is that of the specification, raw HTML included.
    case commonMark
    /// GitHub's: CommonMark with tables, strikethrough, task lists, autolinks, footnotes, alerts.
    case gfm
  }

  /// The words a text does not contain but its HTML does, in the text's language.
  package struct Words: Sendable, Hashable {
    /// Titles of alerts, in the order of `AlertKind`.
    package var alertTitles: [String]
    /// The name of the list of footnotes.
    package var footnotes: String
    /// What the arrow at a footnote's end does.
    package var backToText: String
    /// State of an item of a task list.
    package var done: String
    /// State of an item of a task list.
    package var notDone: String

    /// English words.
    package init(
      alertTitles: [String] = ["Note", "Tip", "Important", "Warning", "Caution"],
      footnotes: String = "Footnotes", backToText: String = "Back to the text",
      done: String = "Done", notDone: String = "Not done"
    ) {
      self.alertTitles = alertTitles
      self.footnotes = footnotes
      self.backToText = backToText
      self.done = done
      self.notDone = notDone
    }
  }
}

/// The kinds of alert, `> [!NOTE]` and so on.
package enum AlertKind: Int, Sendable, CaseIterable {
  case note
  case tip
  case important
  case warning
  case caution

  /// The name in markup and in class names.
  package var name: StaticString {
    switch self {
    case .note: "note"
    case .tip: "tip"
    case .important: "important"
    case .warning: "warning"
    case .caution: "caution"
    }
  }
}

/// What an author may write as `:::name[label]{key=value}`. Markdown checks names, labels, keys, nesting
/// and ends; what a value means is for the site to judge.
package struct BlockRule: Sendable, Hashable {
  /// The word after the colons.
  package let name: String
  /// Whether there is text between brackets.
  package let label: Presence
  /// The keys it knows.
  package let keys: [Key]
  /// Whether there may be text between its first line and its last.
  package let content: Presence
  /// The block it must stand directly in; nil: anywhere.
  package let parent: String?
  /// Whether its text is kept as plain text too.
  package let keepsText: Bool

  /// A rule for a block.
  package init(
    _ name: String, label: Presence = .refused, keys: [Key] = [], content: Presence = .required,
    parent: String? = nil, keepsText: Bool = false
  ) {
    self.name = name
    self.label = label
    self.keys = keys
    self.content = content
    self.parent = parent
    self.keepsText = keepsText
  }

  /// Whether a part of a block is written.
  package enum Presence: Sendable, Hashable {
    case refused
    case optional
    case required
  }

  /// A key of a block.
  package struct Key: Sendable, Hashable {
    package let name: String
    package let isRequired: Bool

    /// A key, which may be left out unless it is required.
    package init(_ name: String, isRequired: Bool = false) {
      self.name = name
      self.isRequired = isRequired
    }
  }
}
