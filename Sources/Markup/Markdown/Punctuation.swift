// How each language sets the marks that a keyboard has not: quotes, apostrophes, dashes, dots, and the
// spaces of French. The table says what editors of that language use on the web today, and where
// they differ, what its newspapers and its public offices do: Spain and Portugal write « », America
// “ ”; the Swiss write « » in every language and leave the French spaces out.

/// Which marks a language sets.
package struct PunctuationStyle: Sendable, Hashable {
  /// What `"` becomes.
  package var double: Quotes
  /// What `'` becomes where it quotes.
  package var single: Quotes
  /// What `'` becomes in a word. Hebrew keeps the keyboard's: its geresh is written so.
  package var apostrophe: Unicode.Scalar = "\u{2019}"
  /// Words that begin with an apostrophe.
  package var elided = ElidedWords.none
  /// Whether `--` becomes – and `---` becomes —.
  package var hasDashes = true
  /// Whether `...` becomes ….
  package var hasEllipsis = true
  /// The spaces before `; : ! ?` and inside « ».
  package var spacing = Spacing.none

  /// A pair of quotes.
  package struct Quotes: Sendable, Hashable {
    /// The mark before the words.
    package let opening: Unicode.Scalar
    /// The mark after them.
    package let closing: Unicode.Scalar
  }

  /// Words that are written with an apostrophe before their first letter.
  package enum ElidedWords: Sendable {
    /// None.
    case none
    /// English: ’tis, ’twas, ’til, ’em, rock ’n’ roll, the ’90s.
    case english
    /// Dutch: ’s ochtends, ’t, ’n, ’k, ’m, ’r.
    case dutch
    /// Afrikaans: ’n.
    case afrikaans
  }

  /// Who wants which spaces before `; : ! ?` and inside « ».
  package enum Spacing: Sendable {
    /// Nobody: all spaces stay as they are.
    case none
    /// France: a narrow no-break space, before `:` a wide one.
    case french
    /// Canada: no-break spaces inside « » and before `:`, nothing before `; ! ?`.
    case canadian
    /// Switzerland: nothing, but a space that the author typed does not break.
    case swiss
  }

  /// A style of four quotes: double opening and closing, single opening and closing.
  private init(_ quotes: StaticString) {
    let scalars = Array(String(describing: quotes).unicodeScalars)
    precondition(scalars.count == 4, "a style has two pairs of quotes")
    double = Quotes(opening: scalars[0], closing: scalars[1])
    single = Quotes(opening: scalars[2], closing: scalars[3])
  }

  /// The style of a language by its BCP 47 code; nil for one whose marks are left alone: Chinese,
  /// Japanese, Korean and Thai, which type theirs, and languages not known here.
  package static func of(languageCode code: String) -> PunctuationStyle? {
    let parts = code.split(separator: "-").map { String($0) }
    guard let language = parts.first?.lowercased() else { return nil }
    let region = parts.dropFirst().first { $0.utf8.count == 2 || $0.utf8.first! < 0x3A } ?? ""
    guard let quotes = quotes(of: language, in: region.uppercased()) else { return nil }
    var style = PunctuationStyle(quotes)
    switch language {
    case "fr":
      style.spacing =
        switch region.uppercased() {
        case "CA": .canadian
        case "CH": .swiss
        default: .french
        }
    case "en": style.elided = .english
    case "nl": style.elided = .dutch
    case "af": style.elided = .afrikaans
    case "he", "iw", "yi": style.apostrophe = "'"
    default: break
    }
    return style
  }

  private static func quotes(of language: String, in region: String) -> StaticString? {
    if region == "CH" || region == "LI", ["de", "fr", "it", "rm"].contains(language) {
      return "«»‹›"
    }
    switch language {
    case "es" where region.isEmpty || region == "ES": return "«»“”"
    case "pt" where region == "PT" || region == "AO" || region == "MZ": return "«»“”"
    case "en", "es", "pt", "nl", "it", "tr", "ga", "cy", "gl", "eu", "id", "ms", "vi", "fil", "tl",
      "af", "sw", "lv", "az", "hi", "bn", "mr", "ta", "te", "gu", "kn", "ml", "pa", "ur", "eo":
      return "“”‘’"
    case "fr", "ca", "el": return "«»“”"
    case "de", "cs", "sk", "sl", "bg", "lt", "is", "mk", "ka": return "„“‚‘"
    case "ru", "uk", "be", "kk", "ky": return "«»„“"
    case "nb", "nn", "no": return "«»‘’"
    case "sv", "fi", "da": return "””’’"
    case "pl", "ro": return "„”«»"
    case "hu": return "„”»«"
    case "hr", "bs", "sr", "et": return "„”‚’"
    case "ar", "fa", "sq", "hy": return "«»‹›"
    case "he", "iw", "yi": return "””’’"
    case "rm": return "«»‹›"
    default: return nil
    }
  }
}
