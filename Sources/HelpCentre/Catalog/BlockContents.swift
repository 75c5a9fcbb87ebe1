// What stands in each block of an article's HTML, found in one pass over its holes: blocks are nested,
// and every `<` in a body's HTML begins a tag, because text is escaped.

import Markup

/// What stands in one block.
struct BlockContents {
  /// The names of the elements in it, those of inner blocks included.
  private(set) var tags: Set<String> = []
  /// Whether there is anything in it outside of inner blocks.
  private(set) var hasOwnText = false
  /// The blocks directly in it.
  private(set) var blocks: [Int] = []
  /// Index of the first heading that is in it and in no inner block.
  private(set) var firstHeading: Int?
  /// Whether there is an image in it.
  private(set) var hasImage = false
  /// Whether there is a link to a page in it.
  private var hasLink = false

  /// Whether it is nothing but paragraphs and what stands in a line.
  var isPlainText: Bool {
    blocks.isEmpty && firstHeading == nil && !hasImage && !hasLink
      && tags.isSubset(of: Self.inlines)
  }

  private static let inlines: Set = [
    "p", "br", "em", "strong", "del", "code", "a", "kbd", "mark", "sub", "sup", "abbr", "bdi",
  ]

  /// The contents of all blocks of a body.
  static func all(of body: Body) -> [BlockContents] {
    var all = [BlockContents](repeating: BlockContents(), count: body.blocks.count)
    var open: [Int] = []
    var start = 0
    for hole in body.holes {
      if let inner = open.last {
        let html = body.html[start..<hole.offset]
        if html.contains(where: { $0 > 0x20 }) { all[inner].hasOwnText = true }
        let tags = tags(in: html)
        for block in open { all[block].tags.formUnion(tags) }
      }
      start = hole.offset
      switch hole.kind {
      case .blockStart(let index):
        if let inner = open.last { all[inner].blocks.append(index) }
        open.append(index)
      case .blockEnd: _ = open.popLast()
      case .headingID(let index):
        if let inner = open.last, all[inner].firstHeading == nil { all[inner].firstHeading = index }
      case .image: for block in open { all[block].hasImage = true }
      case .link: for block in open { all[block].hasLink = true }
      }
    }
    return all
  }

  private static func tags(in html: ArraySlice<UInt8>) -> Set<String> {
    var tags: Set<String> = []
    var rest = html
    while let open = rest.firstIndex(of: 0x3C) {
      let name = rest[(open + 1)...].prefix { byte in
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      }
      if !name.isEmpty { tags.insert(String(decoding: name, as: UTF8.self)) }
      rest = rest[name.endIndex...]
    }
    return tags
  }
}
