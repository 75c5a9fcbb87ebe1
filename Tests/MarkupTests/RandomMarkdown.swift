// Texts made at random of what is difficult, the same in each run of the tests.

/// Writes texts from pieces.
struct RandomMarkdown {
  private var state: UInt64

  /// Starts from a number; the same number gives the same texts.
  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x2545_F491_4F6C_DD1D
  }

  /// A number below a limit.
  mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  /// One of a list.
  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// Up to `count` pieces and a line feed.
  mutating func text(of pieces: [String], upTo count: Int) -> String {
    (0...number(below: count)).map { _ in one(of: pieces) }.joined() + "\n"
  }
}

extension RandomMarkdown {
  /// What CommonMark knows.
  static let commonMark = [
    "a", "b c", " ", "  ", "\n", "\n", "\n\n", "\n\n", "    ", "\t", "- ", "* ", "+ ", "1. ", "2) ",
    "> ", ">", "# ", "## ", "***\n", "---\n", "===\n", "```\n", "``` x\n", "~~~\n", "`", "``", "*",
    "**",
    "_", "__", "[", "]", "](", "(u)", "<u v>", "\"t\"", "'", "![", "[a]: b\n", "[a]", "<", ">",
    "<i>",
    "</i>", "<!-- ", "-->", "<div>\n", "<?", "?>", "<https://x.y>", "<a@b.c>", "&amp;", "&#65;",
    "&",
    "\\", "\\*", "\\\n", "  \n", "é", "“", "。", "😀", "\r\n", ":", "|", "0", "x=\"", "{", "}",
  ]
  /// Tables and what stands around them.
  static let tables = [
    "a", "b", "|", "|", "|", " ", "\n", "\n", "-", "- | -", "|-|-|\n", "| - | - |\n", "\\|", "`",
    "*",
    "> ", "- ", "1. ", "x", "\n\n", "    ", ":-:", "[l]", "(u)", "| a | b |\n", "#", "```\n", ":",
    "e|f\n", "| `a\\|b` | *c* |\n", "\t", "===\n", "<b>", "| a |\n", "| - |\n", "<!-- ", "-->",
    "&amp;",
    "\\", "é", "---\n", "<div>", "</p>\n", "\r\n",
  ]
  /// Struck text.
  static let tildes = [
    "a", "~", "~~", "~~~", " ", "*", "**", "_", "\n", "`", "b", ".", "(", "é", "[", "](u)", "“",
    "1",
  ]
  /// Bare addresses.
  static let addresses = [
    "www.", "a.b", "http://", "https://", "x.y.com", " ", "(", ")", ".", "?", "&", "&hl;", ";", "@",
    "a", "-", "\n", "/", "\"", "'", "<", "+", "ftp://", ":", "é", "#", "=", "%20", "…", "。", "_",
    "!",
  ]
  /// Boxes.
  static let tasks = [
    "- ", "[ ] ", "[x] ", "[X]", "a", "\n", "  ", "1. ", "* ", "[ ]", "\n\n", "`", "*b*", "> ",
    "\t",
    "[x]\n", "\\",
  ]
  /// Footnotes.
  static let footnotes = [
    "[^1]", "[^2]", "[^a]", ": ", "[^1]: note\n", "\n", "\n\n", "x", "    ", "> ", "- ", "[^2]: ",
    "[^1]: a[^2]\n", "*b*", "`", "1. ", "1) ", "\n\n    more\n", "\\", "7) ",
  ]
}
