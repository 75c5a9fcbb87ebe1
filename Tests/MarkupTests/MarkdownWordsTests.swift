import Foundation
import Testing

@testable import Markup

// Nothing a reader should see may be lost: the words of our HTML against those of Debian's cmark
// program, where it is installed.

@Suite(.enabled(if: ReferenceProgram.isInstalled)) struct MarkdownWordsTests {
  @Test(arguments: [
    "# A *b* `c`\n\ntext  \nbreak\\\nagain &amp; &lt;x&gt;\n\n- a\n- b\n  1. c\n  2. d\n\n> q\nlazy\n",
    "Setext\n===\n\n    code & <b>\n\n```x\nfence\n```\n\n***\n\n[l](a.md \"t\") <https://x.org/?a&b>\n",
    "[ref] and [r][ref] ![alt *t*](i.svg)\n\n[ref]: x.md 'T'\n\nl’été — « ça » 联系客服 😀\r\nx\r\n",
    "a*b*c __d__ ***e*** `` f ` g `` \\*h\\* [i](javascript:x) [](y.md) [ ] * j\n\n1) k\n3) l\n\n  m\n",
    "<kbd>a</kbd> <sup>b</sup>\n\n* [ ] task\n* | a | b |\n\n| a | b |\n| - | - |\n| c | d |\n",
  ])
  func everyWordThatCMarkSeesIsShown(_ text: String) throws {
    let reference = try ReferenceProgram.words(of: text)
    #expect(
      shownWords(MarkdownSample(text).html).filter(Self.hasLetter)
        == reference.filter(Self.hasLetter))
  }

  /// Marks of tables, boxes and footnotes are words to cmark alone.
  private static func hasLetter(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.properties.isAlphabetic }
  }

  /// The words of HTML with its tags taken away and images read by their description.
  private func shownWords(_ html: String) -> [String] {
    var text = ""
    var isInTag = false
    var tag = ""
    for scalar in html.unicodeScalars {
      switch scalar {
      case "<":
        isInTag = true
        tag = ""
      case ">":
        isInTag = false
        if let alt = tag.components(separatedBy: "alt=\"").dropFirst().first {
          text += alt.components(separatedBy: "\"")[0]
        }
      default:
        if isInTag { tag.unicodeScalars.append(scalar) } else { text.unicodeScalars.append(scalar) }
      }
    }
    return ReferenceProgram.words(inXML: text)
  }
}

/// Debian's `cmark`, an implementation of the same version behind another renderer.
private enum ReferenceProgram {
  static let path = "/usr/bin/cmark"
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// The words of the text, code and code blocks of a document.
  static func words(of text: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-t", "xml"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    var shown = ""
    for part in String(decoding: data, as: UTF8.self).components(separatedBy: "<").dropFirst() {
      guard let end = part.range(of: ">") else { continue }
      let isText = ["text", "code", "code_block"].contains {
        part.hasPrefix($0 + " ") || part.hasPrefix($0 + ">")
      }
      let isBreak = part.hasPrefix("softbreak") || part.hasPrefix("linebreak")
      let isBlock = part.hasPrefix("/paragraph") || part.hasPrefix("/heading")
      if isText { shown += part[end.upperBound...] }
      if isBreak || isBlock { shown += "\n" }
    }
    return words(inXML: shown)
  }

  static func words(inXML text: String) -> [String] {
    text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
      .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
      .split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
