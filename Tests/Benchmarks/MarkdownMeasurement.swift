// What it costs to read a text of Markdown, beside what cmark needs to turn the same bytes into HTML. All
// readers take turns and each one's best round counts: on a machine that does other work too, that is
// the only time that belongs to the reader.

import CMark
import Glibc
import HelpCentre
import Markup

/// What it costs to read made-up texts, one of each language.
struct MarkdownMeasurement: Codable {
  let texts: [Text]

  /// One text and its readers.
  struct Text: Codable {
    let language: String
    let bytes: Int
    /// cmark's own reading and writing, in microseconds for the whole text.
    let cmark: Double
    /// The same for kbgen, by dialect.
    let commonMark, gfm, article: Double
  }

  /// Reads a text of at least `bytes` bytes in each language of a corpus, `rounds` times in each way.
  static func take(of corpus: Corpus, bytes: Int, rounds: Int) -> MarkdownMeasurement {
    MarkdownMeasurement(
      texts: corpus.texts(of: bytes).map { language, text in
        measure(text, language: language.code, rounds: rounds)
      })
  }

  private static func measure(_ text: [UInt8], language: String, rounds: Int) -> Text {
    var readers: [() -> Void] = [{ cmarkHTML(text) }]
    for dialect in [MarkdownSettings.Dialect.commonMark, .gfm, .article] {
      let settings = settings(dialect, language: language)
      readers.append {
        let read = Markdown.parse(text, from: 0, file: "text.md", settings: settings)
        precondition(!read.body.html.isEmpty, "a text of the corpus is not read")
      }
    }
    var best = readers.map { _ in Double.infinity }
    for _ in 0..<rounds {
      for (index, reader) in readers.enumerated() {
        best[index] = min(best[index], microseconds(reader))
      }
    }
    return Text(
      language: language, bytes: text.count, cmark: best[0], commonMark: best[1], gfm: best[2],
      article: best[3])
  }

  /// Reads the texts again and again in one dialect and nothing else, for a profiler.
  static func repeated(
    _ dialect: MarkdownSettings.Dialect, of corpus: Corpus, bytes: Int, rounds: Int
  ) {
    let texts = corpus.texts(of: bytes)
    for _ in 0..<rounds {
      for (language, text) in texts {
        _ = Markdown.parse(
          text, from: 0, file: "text.md", settings: settings(dialect, language: language.code))
      }
    }
  }

  private static func settings(
    _ dialect: MarkdownSettings.Dialect, language: String
  ) -> MarkdownSettings {
    if dialect != .article { return MarkdownSettings(dialect: dialect) }
    return MarkdownSettings(
      referenceSchemes: ["channel", "problem"], blocks: BlockRules.all,
      punctuation: PunctuationStyle.of(languageCode: language),
      isRightToLeft: ["ar", "fa", "he", "ur"].contains(language))
  }

  private static func cmarkHTML(_ text: [UInt8]) {
    let html = text.withUnsafeBytes {
      cmark_markdown_to_html(
        $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, CMARK_OPT_DEFAULT)
    }
    free(html)
  }

  private static func microseconds(_ work: () -> Void) -> Double {
    var start = timespec()
    var end = timespec()
    clock_gettime(CLOCK_MONOTONIC, &start)
    work()
    clock_gettime(CLOCK_MONOTONIC, &end)
    return Double(end.tv_sec - start.tv_sec) * 1e6 + Double(end.tv_nsec - start.tv_nsec) / 1e3
  }
}
