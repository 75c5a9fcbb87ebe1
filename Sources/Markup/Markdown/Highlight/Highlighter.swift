// Colours in blocks of code, found while the site is built: the reader's browser gets plain spans
// and no script has to run. The languages are the few that help centres show, each read by a small
// lexer that knows comments, strings and names, and no grammar; what it misreads is coloured wrongly
// and stays complete, because all text is written by one function, from the bytes, in their order.
//
// The classes, which a theme colours below `pre`:
//
//     c  comment, a document type        t  tag, type, command
//     s  string, text without meaning    a  name: attribute, key, header, option, variable
//     n  number, character reference     p  prompt, which is no part of a command
//     k  keyword                         o  output of a command

/// Writes code in colours.
enum Highlighter {
  /// Writes code with `<span class="…">` round its tokens, one span a line and never one in another;
  /// false, and nothing written, when the language is not known.
  static func write(
    _ code: UnsafeBufferPointer<UInt8>, language: UnsafeBufferPointer<UInt8>,
    into out: inout ByteWriter
  ) -> Bool {
    guard let scan = scan(code, language: language) else { return false }
    var written = 0
    for token in scan.tokens {
      CleanText.html(
        UnsafeBufferPointer(rebasing: code[written..<token.range.lowerBound]), into: &out)
      writeLines(of: code, in: token.range, as: token.kind, into: &out)
      written = token.range.upperBound
    }
    CleanText.html(UnsafeBufferPointer(rebasing: code[written...]), into: &out)
    return true
  }

  /// Whether a language, named by an author, is one that `write` can colour.
  static func knows(_ language: UnsafeBufferPointer<UInt8>) -> Bool {
    CodeWord(language, foldingCase: true).map { languages[$0] != nil } ?? false
  }

  /// The tokens of a code with the work they took; nil when the language is not known.
  static func scan(
    _ code: UnsafeBufferPointer<UInt8>, language: UnsafeBufferPointer<UInt8>
  ) -> CodeScan? {
    guard let name = CodeWord(language, foldingCase: true), let language = languages[name] else {
      return nil
    }
    var scan = CodeScan(code)
    switch language {
    case .program(let grammar): scan.readProgram(grammar)
    case .json: scan.readJSON()
    case .http: scan.readHTTP()
    case .markup: scan.readMarkup()
    case .css: scan.readCSS()
    case .yaml: scan.readYAML()
    case .shell: scan.readShell()
    case .console: scan.readConsole()
    }
    return scan
  }

  private enum Language {
    case program(ProgramGrammar)
    case json, http, markup, css, yaml, shell, console
  }

  private static let languages: [CodeWord: Language] = {
    let names: [(String, Language)] = [
      ("swift", .program(.swift)),
      ("python py python3", .program(.python)),
      ("javascript js mjs cjs jsx typescript ts mts cts tsx", .program(.javaScript)),
      ("json jsonc json5 webmanifest", .json),
      ("http https", .http),
      ("html htm xhtml xml svg rss", .markup),
      ("css", .css),
      ("yaml yml", .yaml),
      ("sh bash zsh shell ksh", .shell),
      ("console shell-session shellsession terminal", .console),
    ]
    var languages: [CodeWord: Language] = [:]
    for (names, language) in names {
      for name in WordSet(names).words { languages[name] = language }
    }
    return languages
  }()

  private static func writeLines(
    of code: UnsafeBufferPointer<UInt8>, in range: Range<Int>, as kind: CodeKind,
    into out: inout ByteWriter
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, code[end] != 0x0A, code[end] != 0x0D { end += 1 }
      if end > start {
        out.append(kind.tag)
        CleanText.html(UnsafeBufferPointer(rebasing: code[start..<end]), into: &out)
        out.append("</span>")
      }
      start = end
      while start < range.upperBound, code[start] == 0x0A || code[start] == 0x0D {
        out.append(code[start])
        start += 1
      }
    }
  }
}

/// What a token is to a reader.
enum CodeKind: CaseIterable {
  case comment, string, number, keyword, type, name, prompt, output

  /// The tag that begins the token.
  var tag: StaticString {
    switch self {
    case .comment: "<span class=\"c\">"
    case .string: "<span class=\"s\">"
    case .number: "<span class=\"n\">"
    case .keyword: "<span class=\"k\">"
    case .type: "<span class=\"t\">"
    case .name: "<span class=\"a\">"
    case .prompt: "<span class=\"p\">"
    case .output: "<span class=\"o\">"
    }
  }
}
