// What is read without libyaml is read as libyaml reads it, places included: shown on made-up headers, plain
// ones and such with all that means something in YAML.

import TestSupport
import Testing

@testable import Markup

@Suite struct PlainHeaderTests {
  private static let pieces = [
    "a", "Zeile", "é", "全角", "مرحبا", "😀", "1", "2024-04-21", "true", "null", "~", "no", " ", "  ",
    ":",
    ": ", " :", "#", " #", "# ", "\"", "'", "''", "\"x y\"", "'l, m'", "[", "]", "[a, b]", "[]",
    ",", ", ", "{",
    "}", "-", "- ", "--", "---", "...", "\t", "\r", "\\", "\\n", "&", "*", "?", "? ", "!", "|", ">",
    "%", "@",
    "`", "=", "<<", "/", "(", ")", "+", "_", ";", "$", "^", "\u{7F}", "\u{85}", "\u{9F}", "\u{A0}",
    "\u{AD}",
    "\u{2028}", "\u{2029}", "\u{200F}", "\u{202E}", "\u{FEFF}", "\u{FF01}", "\u{FFFD}", "\u{FFFE}",
    "\u{10FFFF}",
    "\n", "\n  ", "\n\n",
  ]
  private static let plainPieces = [
    "a", "b c", "é", "全角", "مرحبا", "😀", "7", "l'app", "x:y", "a#b", ", ", " ", "(c)", "e-f", "g_h",
    "?", "!",
  ]
  private static let keys = [
    "title", "keywords", "a", "A-b_2", "x", "y", "title", "null", "é", "2", "-", "\"q\"", "k ", "",
    " k",
  ]

  @Test(arguments: 0..<8)
  func whatIsPlainIsReadAsLibyamlReadsIt(part: Int) {
    var random = RandomMarkdown(seed: UInt64(300 + part))
    var plain = 0
    for _ in 0..<4_000 {
      let header = Self.header(&random)
      let source = Array("é\n\(header)".utf8)
      let range = 3..<source.count
      let node = source.withUnsafeBufferPointer {
        PlainHeader.parse(UnsafeBufferPointer(rebasing: $0[range]), base: 3)
      }
      guard let node else { continue }
      plain += 1
      let all = YAML.parseAll(source, in: range, file: "a.md")
      #expect(all.diagnostics.isEmpty, "\(header.debugDescription)")
      #expect(described(node) == all.node.map(described), "\(header.debugDescription)")
    }
    #expect(plain > 400, "too few of the headers are plain")
  }

  @Test func theUsualFrontMatterIsPlain() {
    let header = """
      title: "Écrire à WhatsApp par e-mail"
      description: 'Cinq adresses : une par problème'
      slug: ecrire-par-e-mail
      date: 2025-03-17
      keywords: [adresse e-mail, "appel, recours", API, l'application]
      time: 9:30

      """
    let node = Array(header.utf8).withUnsafeBufferPointer { PlainHeader.parse($0, base: 0) }
    #expect(node != nil)
  }

  private static func header(_ random: inout RandomMarkdown) -> String {
    var lines = ""
    // Half of the headers have nothing but what is mostly plain.
    let isPlain = random.number(below: 2) == 0
    for _ in 0...random.number(below: 4) {
      let key = keys[random.number(below: isPlain ? 6 : keys.count)]
      var value = ""
      for _ in 0...random.number(below: isPlain ? 4 : 6) {
        let list = isPlain && random.number(below: 8) > 0 ? plainPieces : pieces
        value += random.one(of: list)
      }
      switch random.number(below: 8) {
      case 0: value = "[\(value)]"
      case 1: value = "[\(value), \(value)]"
      case 2: value = "\"\(value)\""
      case 3: value = "'\(value)'"
      default: break
      }
      lines += "\(key):\(random.number(below: 9) == 0 ? "" : " ")\(value)\n"
    }
    return random.number(below: 9) == 0 ? String(lines.dropLast()) : lines
  }

  private func described(_ node: YAMLNode) -> String {
    let kind =
      switch node.kind {
      case .scalar(let text, let isPlain): "\(text.debugDescription) \(isPlain)"
      case .sequence(let items): "[\(items.map(described).joined(separator: ", "))]"
      case .mapping(let pairs):
        "{\(pairs.map { "\($0.key) \($0.keyRange) \(described($0.value))" }.joined(separator: ", "))}"
      }
    return "\(kind) \(node.range)"
  }
}
