// Raw HTML in an article. Six tags without attributes pass, because Markdown has no other way to write
// a key or an exponent; comments vanish; all else stays visible as text, so that nothing an author
// wrote is lost and nothing an author pasted can run.

/// What a piece of raw HTML is to an article.
enum InlineTag: Equatable {
  case lineBreak
  case open(String)
  case close(String)
  case comment
  case other

  private static let pairs = ["kbd", "sub", "sup", "mark", "abbr"]

  /// Reads one inline tag as cmark found it, with its angle brackets.
  init(_ literal: UnsafeBufferPointer<UInt8>) {
    if literal.starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
      self = .comment
      return
    }
    guard literal.count <= 16, literal.count > 2 else {
      self = .other
      return
    }
    var name = literal.dropFirst().dropLast().map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
    let isClosing = name.first == 0x2F
    if isClosing { name.removeFirst() }
    let isEmpty = name.last == 0x2F
    if isEmpty { name.removeLast() }
    while let last = name.last, last <= 0x20 { name.removeLast() }
    let text = String(decoding: name, as: UTF8.self)
    if text == "br", !isClosing {
      self = .lineBreak
    } else if !isEmpty, Self.pairs.contains(text) {
      self = isClosing ? .close(text) : .open(text)
    } else {
      self = .other
    }
  }

  /// What is left of a block of HTML without its comments and the white space around. A comment without
  /// an end is left: it would swallow the rest of the article.
  static func withoutComments(
    _ block: UnsafeBufferPointer<UInt8>
  ) -> (rest: [UInt8], isCommentOpen: Bool) {
    var out: [UInt8] = []
    var isCommentOpen = false
    var index = 0
    while index < block.count {
      if block[index] == 0x3C, block[index...].starts(with: [0x3C, 0x21, 0x2D, 0x2D]) {
        var end = index + 4
        while end < block.count,
          !(block[end] == 0x3E && block[end - 1] == 0x2D && block[end - 2] == 0x2D)
        {
          end += 1
        }
        isCommentOpen = end >= block.count
        if isCommentOpen { out += block[index...] }
        index = end + 1
      } else {
        out.append(block[index])
        index += 1
      }
    }
    while let last = out.last, last <= 0x20 { out.removeLast() }
    return (Array(out.drop { $0 <= 0x20 }), isCommentOpen)
  }
}

/// A tag that passed and waits for its end.
struct OpenTag {
  /// In lower case.
  let name: String
  /// How many inline elements it stands in; it must end in the same.
  let depth: Int
  /// The tag's bytes.
  let location: SourceLocation
}
