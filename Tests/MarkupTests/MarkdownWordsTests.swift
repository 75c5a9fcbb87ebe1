// Nothing a reader should see may be lost: the letters of our HTML against those that Debian's cmark
// finds in the same text, and words of our own against the places where our extensions put them.

import Foundation
import Testing

@testable import Markup

@Suite struct MarkdownWordsTests {
  @Test(
    .enabled(if: ReferenceProgram.commonMarkTree.isInstalled),
    arguments: [
      "# A *b* `c`\n\ntext  \nbreak\\\nagain &amp; &lt;x&gt;\n\n- a\n- b\n  1. c\n  2. d\n\n> q\nlazy\n",
      "Setext\n===\n\n    code & <b>\n\n```x\nfence\n```\n\n***\n\n[l](a.md \"t\") <https://x.org/?a&b>\n",
      "[ref] and [r][ref] ![alt *t*](i.svg)\n\n[ref]: x.md 'T'\n\nl’été — « ça » 联系客服 😀\r\nx\r\n",
      "a*b*c __d__ ***e*** `` f ` g `` \\*h\\* [i](javascript:x) [](y.md) [ ] * j\n\n1) k\n3) l\n\n  m\n",
      "<kbd>a</kbd> <sup>b</sup>\n\n* [ ] task\n* | a | b |\n\n| a | b |\n| - | - |\n| c | d |\n",
    ])
  func everyLetterThatCMarkSeesIsShown(_ text: String) throws {
    let tree = try ReferenceProgram.commonMarkTree.results([text])
    #expect(Self.shownLetters(MarkdownSample(text).html) == Self.letters(inTree: tree[0]))
  }

  /// Raw HTML, which cmark's tree has apart, is text in an article: the letters of the rest are among
  /// ours in their order.
  @Test(.enabled(if: ReferenceProgram.commonMarkTree.isInstalled), arguments: 1...4)
  func everyLetterOfARandomTextIsShown(seed: Int) throws {
    var random = RandomMarkdown(seed: UInt64(200 + seed))
    let pieces =
      RandomMarkdown.commonMark + RandomMarkdown.tildes + RandomMarkdown.addresses
      + RandomMarkdown.tasks + ["w", "d f", "g\n\n", "h\n\n"]
    let texts = (0..<250).map { _ in random.text(of: pieces, upTo: 40) }
    let trees = try ReferenceProgram.commonMarkTree.results(texts)
    for (text, tree) in zip(texts, trees) {
      let wanted = Self.letters(inTree: tree)
      let shown = Self.shownLetters(MarkdownSample(text).html)
      let isExact = !tree.contains("<html_") && !text.contains("[^")
      #expect(
        isExact ? shown == wanted : Self.isSubsequence(wanted, of: shown),
        "\(text.debugDescription): \(wanted), shown \(shown)")
    }
  }

  /// Each word stands in its source once, in a place that is visible, and on the page once.
  @Test(arguments: 1...20)
  func everyWordOfARandomArticleIsShownOnce(seed: Int) {
    var writer = ArticleOfWords(seed: UInt64(seed))
    let text = writer.article()
    let settings = MarkdownSettings(
      blocks: [
        BlockRule("note", label: .optional, content: .optional), BlockRule("wide"),
        BlockRule("empty", label: .required, content: .refused),
      ])
    let (body, diagnostics) = Markdown.parse(
      Array(text.utf8), from: 0, file: "a.md", settings: settings)
    #expect(diagnostics.isEmpty, "\(text)")
    var shown = String(decoding: body.html, as: UTF8.self).replacing(/<[^>]*>/, with: " ")
    for image in body.images { shown += " \(image.alt) " }
    for block in body.blocks { shown += " \(block.label ?? "") " }
    let words = shown.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { $0.hasPrefix("word") }
    #expect(words.sorted() == writer.words.sorted(), "\(text)")
    let plain =
      body.sections.map { String(decoding: $0.text, as: UTF8.self) } + body.headings.map(\.text)
    for word in writer.words { #expect(plain.contains { $0.contains(word) }, "\(word) in \(text)") }
  }

  /// The letters of HTML with its tags taken away and images read by their description.
  private static func shownLetters(_ html: String) -> String {
    var text = ""
    var tag: String?
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<": tag = ""
      case ">":
        let parts = tag?.components(separatedBy: "alt=\"") ?? []
        if parts.count > 1 { text += parts[1].components(separatedBy: "\"")[0] }
        tag = nil
      default:
        if tag == nil {
          text.unicodeScalars.append(scalar)
        } else {
          tag?.unicodeScalars.append(scalar)
        }
      }
    }
    return letters(text)
  }

  private static func letters(inTree tree: String) -> String {
    var shown = ""
    for part in tree.components(separatedBy: "<").dropFirst() {
      guard let end = part.range(of: ">") else { continue }
      let isText = ["text", "code", "code_block"].contains {
        part.hasPrefix($0 + " ") || part.hasPrefix($0 + ">")
      }
      if isText { shown += part[end.upperBound...] }
    }
    return letters(shown)
  }

  private static func letters(_ escaped: String) -> String {
    var text = escaped
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
      text = text.replacingOccurrences(of: entity, with: character)
    }
    var out = String.UnicodeScalarView()
    out.append(contentsOf: text.unicodeScalars.filter(\.properties.isAlphabetic))
    return String(out)
  }

  private static func isSubsequence(_ part: String, of whole: String) -> Bool {
    var rest = part.unicodeScalars[...]
    for scalar in whole.unicodeScalars where rest.first == scalar { rest.removeFirst() }
    return rest.isEmpty
  }
}

/// An article of all that articles may contain, each word of which is another.
private struct ArticleOfWords {
  private var random: RandomMarkdown
  private(set) var words: [String] = []
  private var notes: [String] = []

  init(seed: UInt64) {
    random = RandomMarkdown(seed: 300 + seed)
  }

  mutating func article() -> String {
    let text = blocks(depth: 0, count: 12).joined(separator: "\n\n") + "\n"
    return text + notes.map { "\n\($0)\n" }.joined()
  }

  private mutating func word() -> String {
    words.append("word\(words.count)x")
    return words[words.count - 1]
  }

  private mutating func line() -> String {
    (0...random.number(below: 3)).map { _ in inline() }.joined(separator: " ")
  }

  private mutating func inline() -> String {
    switch random.number(below: 12) {
    case 0: "*\(word())*"
    case 1: "**\(word())**"
    case 2: "~~\(word())~~"
    case 3: "`\(word())`"
    case 4: "[\(word())](a.md \"t\")"
    case 5: "![\(word())](b.svg)"
    case 6: "<kbd>\(word())</kbd>"
    case 7: "\\*\(word())\\~"
    case 8 where notes.count < 5: note()
    case 9: "https://\(word()).org"
    default: word()
    }
  }

  private mutating func note() -> String {
    let number = notes.count
    notes.append("")
    let more = random.number(below: 2) == 0 ? "\n\n    - \(word())" : ""
    notes[number] = "[^n\(number)]: \(line())\(more)"
    return "\(word())[^n\(number)]"
  }

  private mutating func blocks(depth: Int, count: Int) -> [String] {
    (0...random.number(below: count)).map { _ in
      let kind = random.number(below: depth > 2 ? 6 : 12)
      switch kind {
      case 0, 1: return line() + "\n" + line()
      case 2: return depth == 0 ? "## \(line())" : line()
      case 3: return "    \(word())\n\n\(word())"
      case 4: return "```\n\(word()) | \(word())\n:::\n```"
      case 5: return table()
      case 6: return prefixed(depth, "> ", "> ")
      case 7: return "> [!TIP]\n" + prefixed(depth, "> ", "> ")
      case 8: return prefixed(depth, "- ", "  ")
      case 9: return prefixed(depth, "- [x] ", "  ")
      case 10:
        let colons = String(repeating: ":", count: 6 - depth)
        let inner = blocks(depth: depth + 1, count: 3).joined(separator: "\n\n")
        return "\(colons)note[\(word())]\n\(inner)\n\(colons)"
      default: return "::empty[\(word())]"
      }
    }
  }

  private mutating func prefixed(_ depth: Int, _ first: String, _ next: String) -> String {
    let lines = ([line()] + blocks(depth: depth + 1, count: 3)).joined(separator: "\n\n")
      .components(separatedBy: "\n")
    return lines.enumerated()
      .map { ($0 == 0 ? first : $1.isEmpty ? String(next.prefix { $0 != " " }) : next) + $1 }
      .joined(separator: "\n")
  }

  private mutating func table() -> String {
    "| \(inline()) | \(inline()) |\n| :- | - |\n| \(inline()) | \(inline()) |\n\(word()) |"
  }
}
