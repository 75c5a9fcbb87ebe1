@testable import Markup

// A code in colours, with what the tests look at.

struct HighlightedCode {
  let html: String
  /// `kind:text` of each token.
  let tokens: [String]
  /// How many bytes the lexer looked at.
  let reads: Int

  /// Nil when the language is not known.
  init?(_ language: String, _ code: [UInt8]) {
    var out = ByteWriter()
    let scan = code.withUnsafeBufferPointer { code in
      Array(language.utf8).withUnsafeBufferPointer { language in
        Highlighter.write(code, language: language, into: &out)
          ? Highlighter.scan(code, language: language) : nil
      }
    }
    guard let scan else { return nil }
    html = out.text
    reads = scan.reads
    tokens = scan.tokens.map { "\($0.kind):\(String(decoding: code[$0.range], as: UTF8.self))" }
  }

  /// How many bytes the lexer of a language looks at in a code.
  static func reads(_ language: String, _ code: [UInt8]) -> Int? {
    code.withUnsafeBufferPointer { code in
      Array(language.utf8).withUnsafeBufferPointer { language in
        Highlighter.scan(code, language: language)?.reads
      }
    }
  }

  /// The HTML without spans; nil when a span stands in another, is empty or goes over a line.
  var withoutSpans: [UInt8]? {
    var out: [UInt8] = []
    var rest = Array(html.utf8)[...]
    var spanStart: Int?
    while let byte = rest.first {
      if byte == 0x0A || byte == 0x0D, spanStart != nil { return nil }
      if byte != 0x3C {
        out.append(byte)
        rest = rest.dropFirst()
      } else if rest.starts(with: "</span>".utf8) {
        if spanStart == nil || spanStart == out.count { return nil }
        spanStart = nil
        rest = rest.dropFirst(7)
      } else {
        let tag = CodeKind.allCases.first { rest.starts(with: "\($0.tag)".utf8) }
        guard let tag, spanStart == nil else { return nil }
        spanStart = out.count
        rest = rest.dropFirst(tag.tag.utf8CodeUnitCount)
      }
    }
    return spanStart == nil ? out : nil
  }

  /// The code as HTML without colours.
  static func plain(_ code: [UInt8]) -> [UInt8] {
    var out = ByteWriter()
    code.withUnsafeBufferPointer { CleanText.html($0, into: &out) }
    return out.bytes
  }
}
