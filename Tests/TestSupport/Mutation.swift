// Bytes made from good texts by small damage, the same for the same number.

/// Damages texts.
package struct Mutation {
  private var state: UInt64

  /// Starts from a number.
  package init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
  }

  /// A text of articles' and templates' parts, damaged a few times.
  package mutating func bytes() -> [UInt8] {
    var bytes = Array(one(of: Self.texts).utf8)
    for _ in 0..<number(below: 12) { damage(&bytes) }
    return Array(bytes.prefix(20_000))
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let place = number(below: bytes.count + 1)
    let end = min(bytes.count, place + 1 + number(below: 40))
    switch number(below: 9) {
    case 0, 1, 2: bytes.insert(contentsOf: one(of: Self.pieces).utf8, at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4: bytes.insert(contentsOf: bytes[place..<end], at: number(below: bytes.count + 1))
    case 5: if place < bytes.count { bytes[place] = UInt8(number(below: 256)) }
    case 6:
      let piece = one(of: Self.pieces)
      let copies = String(repeating: piece, count: 1 + number(below: 30))
      bytes.insert(contentsOf: copies.utf8, at: place)
    case 7: bytes += Array(one(of: Self.texts).utf8).dropFirst(number(below: 200))
    default: bytes = Array(bytes.prefix(place))
    }
  }

  /// A number below a limit.
  package mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  private mutating func one(of list: [String]) -> String { list[number(below: list.count)] }

  private static let texts = [
    """
    ---
    title: "A title: é"
    categories: [contact, 'b']
    search: {exclude: true}
    ---

    # One *two* {#pinned}

    See [the page](../a/b.md#c 'title'), ![a](b.svg) or <https://x.org>; www.x.org, a@b.org.[^1]

    | a | b |
    | :- | -: |
    | `c\\|d` | ~~e~~ |

    - [ ] open
    - [x] done
      > [!NOTE]
      > text

    [^1]: A note with `code`.

        More.
    """,
    """
    ::::tabs
    :::tab[One *a*]
    1. step
       ```js
       let a = "b" // c
       ```
    :::
    :::tab[Two]
    Text <kbd>x</kbd> {{v}} [a]({{u}}alert) \\~ \\[^1]
    :::
    ::::

    :::message{k="v"}
    "Dear" 'you' -- l'heure : ok !
    :::

    [r]: <a b> "t"

    [r] ![r][r] [a][r]
    """,
    """
    {{<layout}}{{$main}}{{#items}}<li>{{name}}{{^is-last}}, {{/is-last}}</li>{{/items}}{{/main}}
    {{/layout}}{{! c }}{{> p}}{{{body}}}{{=<% %>=}}<% title %>
    """,
    "<!-- a\n| b |\n-->\n<?x\n:::note\n?>\n<div>\n[^1]: a\n</div>\n\n1) a\n[^2]: b\n2) c\n\n[^1][^2]\n",
    "\u{FEFF}a\r\nb\rc\n\n\t- d\n\n> e\nf\n===\n\n***\n",
  ]

  private static let pieces = [
    "\n", "\n\n", "\r\n", "\r", "    ", "\t", "> ", "- ", "1. ", "1) ", "# ", "---\n", "===\n",
    "```\n",
    "~~~\n", "`", "``", "*", "**", "_", "~", "~~", "[", "]", "](", ")", "<", ">", "<kbd>", "</kbd>",
    "<br>", "<!--", "-->", "<?", "?>", "<script>", "</script>", "javascript:", "&Tab;", "&#106;",
    "&amp;",
    "\\", "|", "|-|-|\n", "a|b\n-|-\n", ":::note\n", ":::", ":::\n", "::leaf\n", "::::tabs\n",
    "[^1]",
    "[^1]: ", "{{v}}", "{{u}}", "{{", "}}", "{{#items}}", "{{/items}}", "{{>p}}", "{{$a}}",
    "{{{body}}}",
    "{#x}", "> [!TIP]\n", "- [ ] ", "www.", "http://", "@", ".org", "\"", "'", "«", "»", "é", "語",
    "😀",
    "\u{301}", "\u{202E}", "\u{0}", "\u{1B}", "\u{85}",
    "&#xFFFE;", "//", ":", "title: x\n", "- - - ", "{a: ", "[a, ", "&a ", "*a ", "!!x ", "'", "%2F",
    "\u{200B}",
  ]
}
