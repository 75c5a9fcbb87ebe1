// Texts that stand beside the Markdown, titles and labels, with the marks of their language: a heading
// “Don’t” must not stand under a title "Don't".

/// Sets texts of one line.
package enum Typesetting {
  /// A text with its variables filled in and the marks of its language. Characters that the author
  /// escaped, as `EscapedCharacters` writes them, stay what they are.
  package static func text(
    _ text: String, at location: SourceLocation, _ settings: MarkdownSettings,
    _ diagnostics: inout [Diagnostic]
  ) -> String {
    var text = settings.filled(text, at: location, &diagnostics)
    var punctuation = settings.punctuation.map { PunctuationWriter($0) }
    return text.withUTF8 { bytes in
      var out: [UInt8] = []
      var start = 0
      while true {
        var end = start
        while end < bytes.count, !EscapedCharacters.isMark(bytes, at: end) { end += 1 }
        let run = UnsafeBufferPointer(rebasing: bytes[start..<end])
        if punctuation == nil {
          CleanText.plain(run, into: &out)
        } else {
          punctuation?.write(run, into: &out)
        }
        if end == bytes.count { return String(decoding: out, as: UTF8.self) }
        if let character = EscapedCharacters.character(bytes, at: end) {
          out.append(character)
          punctuation?.literal(character)
        }
        start = end + 3
      }
    }
  }
}
