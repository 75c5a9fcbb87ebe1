// The examples of the CommonMark specification, read from a file outside the project, and texts made
// at random against Debian's cmark, for when the file is absent.

import Foundation
import Testing

@testable import Markup

@Suite struct CommonMarkSpecTests {
  @Test func everyExampleOfTheSpecificationGivesItsHTML() throws {
    let examples = SpecExample.all
    for example in examples {
      let html = Dialects.html(example.markdown, .commonMark)
      #expect(html == example.html, "example \(example.number): \(example.markdown)")
    }
    if !examples.isEmpty { #expect(examples.count == 652) }
    print("commonmark-0.30.txt: \(examples.count) examples")
  }

  @Test(.enabled(if: ReferenceProgram.commonMark.isInstalled), arguments: 1...4)
  func randomTextsGiveTheHTMLOfCMark(seed: Int) throws {
    var random = RandomMarkdown(seed: UInt64(seed))
    let texts = (0..<250).map { _ in random.text(of: RandomMarkdown.commonMark, upTo: 40) }
    let expected = try ReferenceProgram.commonMark.results(texts)
    for (text, html) in zip(texts, expected) {
      #expect(Dialects.html(text, .commonMark) == html, "\(text.debugDescription)")
    }
  }

  /// What our extensions could mistake for their own.
  @Test(.enabled(if: ReferenceProgram.commonMark.isInstalled), arguments: 1...2)
  func extensionsMeanNothingInCommonMark(seed: Int) throws {
    var random = RandomMarkdown(seed: UInt64(100 + seed))
    let pieces =
      RandomMarkdown.tables + RandomMarkdown.tildes + RandomMarkdown.addresses
      + RandomMarkdown.tasks + RandomMarkdown.footnotes
      + [":::x\n", ":::\n", "{{a}}", "> [!NOTE]\n", "{#a}\n", "\\~", "\\[^", "\\{"]
    let texts = (0..<250).map { _ in random.text(of: pieces, upTo: 30) }
    let expected = try ReferenceProgram.commonMark.results(texts)
    for (text, html) in zip(texts, expected) {
      #expect(Dialects.html(text, .commonMark) == html, "\(text.debugDescription)")
    }
  }

  /// The one liberty: what no HTML may contain is not passed on.
  @Test(arguments: [
    "&#xFDD0;", "\u{1}", "&#x85;", String(decoding: [0xEF, 0xB7, 0x90], as: UTF8.self),
  ])
  func charactersThatHTMLForbidsAreReplacedInEveryDialect(text: String) {
    for dialect in [MarkdownSettings.Dialect.commonMark, .gfm] {
      #expect(Dialects.html("a\(text)b", dialect) == "<p>a\u{FFFD}b</p>\n")
    }
  }

  @Test func whatAnArticleShowsOtherwiseHasAReason() {
    var seen: [ArticleDeviation: Set<Int>] = [:]
    for example in SpecExample.all {
      let article = MarkdownSample(example.markdown)
      guard Dialects.withoutHoles(article) != ArticleDeviation.expected(example.html) else {
        continue
      }
      let reason = ArticleDeviation.examples.first { $0.value.contains(example.number) }?.key
      guard let reason else {
        Issue.record(
          """
          example \(example.number) has no reason
          \(example.markdown.debugDescription)
          \(ArticleDeviation.expected(example.html))
          \(Dialects.withoutHoles(article))\(article.ids)
          """)
        continue
      }
      #expect(reason.isSeen(in: article), "example \(example.number): \(reason)")
      seen[reason, default: []].insert(example.number)
    }
    if SpecExample.all.isEmpty { return }
    for (reason, numbers) in ArticleDeviation.examples {
      let gone = numbers.subtracting(seen[reason] ?? []).sorted()
      #expect(gone.isEmpty, "\(reason) is no reason for \(gone)")
    }
    for (reason, numbers) in seen.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      print("articles: \(numbers.count) examples: \(reason.rawValue)")
    }
  }
}

/// An example of the specification.
struct SpecExample {
  let number: Int
  let markdown: String
  let html: String

  /// The examples in their order; none, and a word about it, where the file is absent.
  static let all: [SpecExample] = {
    let path = SpecCase.folder + "/commonmark-0.30.txt"
    guard let bytes = FileManager.default.contents(atPath: path) else {
      print("skipped: no commonmark-0.30.txt in \(SpecCase.folder)")
      return []
    }
    let fence = String(repeating: "`", count: 32)
    var examples: [SpecExample] = []
    var parts: [String]?
    for line in String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n") {
      if line == fence + " example" {
        parts = [""]
      } else if line == fence, let read = parts, read.count == 2 {
        let texts = read.map { $0.replacingOccurrences(of: "→", with: "\t") }
        examples.append(
          SpecExample(number: examples.count + 1, markdown: texts[0], html: texts[1]))
        parts = nil
      } else if line == ".", parts?.count == 1 {
        parts?.append("")
      } else if let count = parts?.count {
        parts?[count - 1] += line + "\n"
      }
    }
    return examples
  }()
}

/// The HTML of a text in one dialect.
enum Dialects {
  /// The HTML of a dialect without holes.
  static func html(_ text: String, _ dialect: MarkdownSettings.Dialect) -> String {
    let (body, _) = Markdown.parse(
      Array(text.utf8), from: 0, file: "a.md", settings: MarkdownSettings(dialect: dialect))
    return String(decoding: body.html, as: UTF8.self)
  }

  /// An article's HTML without ids and addresses; images are their descriptions and titles.
  static func withoutHoles(_ sample: MarkdownSample) -> String {
    var out: [UInt8] = []
    var start = 0
    for hole in sample.body.holes {
      out += sample.body.html[start..<hole.offset]
      start = hole.offset
      guard case .image(let index) = hole.kind else { continue }
      let image = sample.body.images[index]
      out += "<img alt=\"".utf8 + Escaping.html(image.alt)
      if !image.title.isEmpty { out += "\" title=\"".utf8 + Escaping.html(image.title) }
      out += "\">".utf8
    }
    return ArticleDeviation.withoutAddresses(
      String(decoding: out + sample.body.html[start...], as: UTF8.self))
  }
}
