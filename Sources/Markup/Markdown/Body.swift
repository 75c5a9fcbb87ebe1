// What is known of an article's text when it was read alone: bytes with holes. A link's address, a
// heading's id and an image's size depend on the whole site, so their places stay open and are filled
// when a page is written; everything else is final. That is what makes articles parallel and cacheable.

/// An article's text as HTML with holes, and all that was collected on the way.
package struct Body: Sendable {
  /// The HTML, complete but for the holes.
  package var html: [UInt8]
  /// The places to be filled, by rising offset.
  package var holes: [Hole]
  /// The headings in their order.
  package var headings: [Heading]
  /// The links inside the site; links to other hosts are final in `html`.
  package var links: [Link]
  /// The images, all of them files of the project.
  package var images: [Image]
  /// The addresses outside the site that stand in the text, linked or not; none of those in code or in
  /// text that is kept to be copied.
  package var mentions: [Mention]
  /// The blocks in the order of their first lines.
  package var blocks: [Block]
  /// The block in which the first footnote is used; nil without footnotes.
  package var firstFootnote: SourceLocation?
  /// The plain text by section, for search.
  package var sections: [TextSection]

  /// A body without text.
  package init() {
    html = []
    holes = []
    headings = []
    links = []
    images = []
    mentions = []
    blocks = []
    sections = []
  }
}

/// A place in a body's HTML that the site fills.
package struct Hole: Sendable, Equatable {
  /// Where to insert, in bytes of `Body.html`.
  package let offset: Int
  /// What to insert.
  package let kind: Kind

  /// What a hole waits for; the numbers are indices into the body's lists.
  package enum Kind: Sendable, Equatable {
    /// Right after `<h2`: ` id="…"`.
    case headingID(Int)
    /// Right after `<a`: ` href="…"`.
    case link(Int)
    /// The place of a whole `<img …>`.
    case image(Int)
    /// Before a block's text.
    case blockStart(Int)
    /// After a block's text.
    case blockEnd(Int)
  }
}

/// A heading of an article.
package struct Heading: Sendable {
  /// 2 to 6; the page's title is the only heading of level 1.
  package let level: Int
  /// The plain text.
  package let text: String
  /// The inline HTML without links and images.
  package let html: [UInt8]
  /// From `Slug.make`, not unique yet: see `Slug.unique`.
  package let slug: String
  /// Whether the author wrote the name, as `{#name}`: it must stay as it is.
  package let isPinned: Bool
  /// The heading's line.
  package let location: SourceLocation

  /// A heading of an article.
  package init(
    level: Int, text: String, html: [UInt8], slug: String, isPinned: Bool = false,
    location: SourceLocation
  ) {
    self.level = level
    self.text = text
    self.html = html
    self.slug = slug
    self.isPinned = isPinned
    self.location = location
  }
}

/// A link inside the site.
package struct Link: Sendable {
  /// Where it leads.
  package let target: LinkTarget
  /// The destination's bytes, or the first line of its block where they were not found (a reference
  /// link's destination stands elsewhere).
  package var location: SourceLocation
  /// The plain text of the sentence or the row of a table it stands in, for a link by name; empty for
  /// others.
  package var context = ""
}

/// An address outside the site in an article's text.
package struct Mention: Sendable, Equatable {
  /// What is written.
  package let address: Address
  /// Where.
  package let location: SourceLocation

  /// The kinds of address.
  package enum Address: Sendable, Equatable {
    /// An e-mail address.
    case email(String)
    /// A telephone number: `+` and digits, or digits alone.
    case phone(String)
    /// A web address.
    case url(String)
    /// A name in a social network, with its `@`.
    case handle(String)
  }
}

/// Where a link inside the site leads.
package enum LinkTarget: Sendable, Equatable {
  /// A file as the author wrote it, percent-decoded; empty for `#anchor`, with a leading `/` where one
  /// was written.
  case path(String, fragment: String?)
  /// A thing named by one of the schemes in the settings, as `channel:email`.
  case reference(scheme: String, id: String, fragment: String?)
}

/// An image of an article.
package struct Image: Sendable {
  /// The file as the author wrote it, percent-decoded.
  package let path: String
  /// The plain text of the description.
  package let alt: String
  /// The text after the path, often empty.
  package let title: String
  /// The path's bytes, or the first line of its block where they were not found.
  package let location: SourceLocation
}

/// A block of an article: `:::name[label]{key=value}`.
package struct Block: Sendable {
  /// One of the names in the settings.
  package let name: String
  /// The text between brackets; nil without brackets.
  package let label: String?
  /// The keys and their values, checked against the block's rule.
  package let values: [(key: String, value: Located<String>)]
  /// Its first line.
  package let location: SourceLocation
  /// Index of the block around it.
  package let parent: Int?
  /// Its plain text with the author's line breaks, if its rule asks for it.
  package var text: [UInt8] = []

  /// The block in another block, for a body that becomes part of another.
  package func moved(into parent: Int?) -> Block {
    Block(
      name: name, label: label, values: values, location: location, parent: parent, text: text)
  }

  /// The value of a key.
  package subscript(key: String) -> Located<String>? {
    values.first { $0.key == key }?.value
  }
}

/// The plain text under one heading.
package struct TextSection: Sendable, Equatable {
  /// Index of the heading, nil for what stands before the first.
  package var heading: Int?
  /// UTF-8 without the heading's own text; blocks are separated by line feeds.
  package var text: [UInt8]
}
