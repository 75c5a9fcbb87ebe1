// The programming languages that help centres show, described for `ProgramLexer`.

extension ProgramGrammar {
  /// Swift.
  static let swift = ProgramGrammar(
    keywords: WordSet(
      "actor any as associatedtype async await borrowing break case catch class consuming continue "
        + "default defer deinit do else enum extension fallthrough false fileprivate final for func "
        + "get guard if import in indirect init inout internal is lazy let mutating nil nonisolated "
        + "nonmutating open operator override package private protocol public repeat rethrows "
        + "return self Self set some static struct subscript super switch throw throws true try "
        + "typealias unowned var weak where while"),
    lineComment: "//", blockComments: .nested, quotes: [0x22], tripleQuotes: [0x22],
    interpolation: Interpolation(open: "\\(", close: 0x29), hasRawStrings: true)

  /// Python.
  static let python = ProgramGrammar(
    keywords: WordSet(
      "and as assert async await break case class continue def del elif else except False finally "
        + "for from global if import in is lambda match None nonlocal not or pass raise return self "
        + "True try while with yield"),
    lineComment: "#", blockComments: .none, quotes: [0x22, 0x27], tripleQuotes: [0x22, 0x27],
    prefixes: WordSet("b B f F r R u U br bR Br BR fr fR Fr FR rb rB Rb RB rf rF Rf RF"),
    hasLabels: false)

  /// JavaScript, and TypeScript with it.
  static let javaScript = ProgramGrammar(
    keywords: WordSet(
      "abstract any as asserts async await boolean break case catch class const continue debugger "
        + "declare default delete do else enum export extends false finally for from function get "
        + "if implements import in infer instanceof interface is keyof let namespace never new null "
        + "number of override private protected public readonly return satisfies set static string "
        + "super switch this throw true try type typeof undefined unknown var void while with yield"
    ),
    lineComment: "//", blockComments: .flat, quotes: [0x22, 0x27], tripleQuotes: [],
    templateQuote: 0x60, interpolation: Interpolation(open: "${", close: 0x7D),
    hasRegularExpressions: true)
}
