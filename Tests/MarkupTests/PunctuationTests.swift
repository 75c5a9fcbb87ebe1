import Testing

@testable import Markup

/// The marks of each language, as its editors would set them. In the expected texts `_` is a narrow
/// no-break space, `~` a wide one.
@Suite struct PunctuationTests {
  @Test(arguments: [
    ("\"It's,\" she said.", "“It’s,” she said."),
    ("'Yes,' he said, 'no.'", "‘Yes,’ he said, ‘no.’"),
    ("He asked, \"Why 'now'?\"", "He asked, “Why ‘now’?”"),
    ("\"'Now,' she said.\"", "“‘Now,’ she said.”"),
    ("(\"in brackets\")", "(“in brackets”)"),
    ("on/\"off\"", "on/“off”"),
    ("he said--\"yes\"--and left", "he said–“yes”–and left"),
    ("the users' guide, James's phone", "the users’ guide, James’s phone"),
    ("rock 'n' roll of the '90s", "rock ’n’ roll of the ’90s"),
    ("'Tis the season, 'twas fun, ask 'em", "’Tis the season, ’twas fun, ask ’em"),
    ("'24 hours' and 'tissue'", "‘24 hours’ and ‘tissue’"),
    ("5'10\" tall, a 24\" screen, 24\"x36\"", "5′10″ tall, a 24″ screen, 24″x36″"),
    ("\"iOS 17\" and 'iOS 16'", "“iOS 17” and ‘iOS 16’"),
    ("1990's", "1990’s"),
    ("wait... and \"...go\"", "wait… and “…go”"),
    ("pages 10--20, a---b", "pages 10–20, a—b"),
    ("\"\" and ''", "“” and ‘’"),
    ("¿\"qué\"?", "¿“qué”?"),
  ])
  func englishMarksAreSet(typed: String, set: String) { #expect(set == typeset(typed, "en")) }

  @Test(arguments: [
    "5 \" 6 ' 7", "use --force", "(--force)", "--strict comes first", "---- and ..... and ..",
    "--> <-- <!-- x -->", "../assets/.../x", "https://x.org/a--b...c?x='y'&z",
    "“It’s” ‘so’ – and — and … 5′ 10″", "a-b, x.y.z, 9:30; really?! No: yes!", "x\"y", "",
  ])
  func whatIsInDoubtStays(text: String) { #expect(text == typeset(text, "en")) }

  @Test(arguments: [
    ("unclosed \"quote", "unclosed “quote"), ("quote unopened\" here", "quote unopened” here"),
    ("\"a \"b c\"", "“a “b c”"), ("'a", "‘a"), ("\"", "“"), ("'''", "‘’’"),
  ])
  func anUnbalancedQuoteTouchesNothingElse(typed: String, set: String) {
    #expect(set == typeset(typed, "en"))
  }

  @Test(arguments: [
    ("Bonjour! Quoi? Voici: un; deux", "Bonjour_! Quoi_? Voici~: un_; deux"),
    ("Bonjour ! Quoi ? Voici : un ; deux", "Bonjour_! Quoi_? Voici~: un_; deux"),
    ("Bonjour_! Voici~: un", "Bonjour_! Voici~: un"),
    ("« déjà » «mot» «_fait_»", "«_déjà_» «_mot_» «_fait_»"),
    ("\"mot\" et \" espacé \"", "«_mot_» et «_espacé_»"),
    (
      "L'appli \"WhatsApp\", c'est \"l'outil 'idéal'\"!",
      "L’appli «_WhatsApp_», c’est «_l’outil “idéal”_»_!"
    ),
    ("l'\"appli\"", "l’«_appli_»"),
    ("Quoi?! Ah!!! Oh...!", "Quoi_?! Ah_!!! Oh…_!"),
    ("100%! (vraiment?) 50 €?", "100%_! (vraiment_?) 50 €_?"),
    ("Étape 1: ouvrez. Fin:", "Étape 1~: ouvrez. Fin~:"),
    ("il dit:«oui»", "il dit~:«_oui_»"),
  ])
  func frenchSpacesAreSet(typed: String, set: String) { #expect(set == typeset(typed, "fr")) }

  @Test(arguments: [
    "à 9:30, 16:9", "https://x.org/?a=b&c=d;e!f", "Salut :) et ;-) et :D", "std::vector", ":: ! ?",
    "a?b=c", "C:\\Windows", "! seul", "x !important", "(!)", "5 < 6 > 4 / 2",
  ])
  func frenchSpacesStayOutOfWhatIsNoPhrase(text: String) { #expect(text == typeset(text, "fr")) }

  @Test(arguments: [
    ("fr-CA", "Quoi? Oh ! Voici: «mot» \"mot\"", "Quoi? Oh_! Voici~: «~mot~» «~mot~»"),
    ("fr-CH", "Quoi? Oh ! Voici: «mot» \"mot\" « mot »", "Quoi? Oh_! Voici: «mot» «mot» «_mot_»"),
    ("fr-BE", "Quoi? \"mot\"", "Quoi_? «_mot_»"),
    ("de", "\"Das ist 'gut'\", sagt's Hans' Frau!", "„Das ist ‚gut‘“, sagt’s Hans’ Frau!"),
    ("de-CH", "\"Das ist 'gut'\": ja!", "«Das ist ‹gut›»: ja!"),
    ("es", "\"Hola\", dijo ---muy bajo---. ¿\"Qué\"?", "«Hola», dijo —muy bajo—. ¿«Qué»?"),
    ("es-MX", "\"Hola 'tú'\"", "“Hola ‘tú’”"), ("es-419", "\"Hola\"", "“Hola”"),
    ("pt-BR", "\"Olá\", d'água", "“Olá”, d’água"), ("pt-PT", "\"Olá 'tu'\"", "«Olá “tu”»"),
    ("it", "l'app \"Impostazioni\" dell'utente", "l’app “Impostazioni” dell’utente"),
    ("nl", "'s Ochtends in 't huis, foto's 'zo'", "’s Ochtends in ’t huis, foto’s ‘zo’"),
    ("af", "dit is 'n foon", "dit is ’n foon"),
    ("sv", "\"Hej\", sa 'han'", "”Hej”, sa ’han’"),
    ("fi", "\"Asetukset\"-valikko", "”Asetukset”-valikko"),
    ("da", "\"Hej\"", "”Hej”"), ("nb", "\"Hei 'du'\"", "«Hei ‘du’»"),
    ("pl", "\"Ala 'ma' kota\"", "„Ala «ma» kota”"), ("cs", "\"Ahoj 'ty'\"", "„Ahoj ‚ty‘“"),
    ("hu", "\"Beállítások\"-ban 'így'", "„Beállítások”-ban »így«"),
    ("ru", "\"Привет 'ты'\" -- он", "«Привет „ты“» – он"), ("uk", "п'ять \"слів\"", "п’ять «слів»"),
    ("el", "\"Γεια 'σου'\"", "«Γεια “σου”»"),
    ("tr", "WhatsApp'ta \"Ayarlar\"'a", "WhatsApp’ta “Ayarlar”’a"),
    ("ar", "قال \"نعم\"", "قال «نعم»"),
    ("he", "צה\"ל אמר \"שלום\", ג'ירפה", "צה\"ל אמר ”שלום”, ג'ירפה"),
    ("sr-Latn-RS", "\"Zdravo\"", "„Zdravo”"), ("EN-gb", "'Hi'", "‘Hi’"),
  ])
  func eachLanguageHasItsOwn(code: String, typed: String, set: String) {
    #expect(set == typeset(typed, code))
  }

  @Test(arguments: ["zh", "zh-Hans", "ja", "ko", "th", "xx", ""])
  func languagesThatTypeTheirMarksAreLeftAlone(code: String) {
    #expect(PunctuationStyle.of(languageCode: code) == nil)
  }

  /// `|` begins or ends emphasis, `#` is code, `/` ends a line.
  @Test(arguments: [
    ("en", "say \"|yes|\" now", "say “|yes|” now"), ("en", "\"#\" is code", "“#” is code"),
    ("en", "the #'s name", "the #’s name"), ("en", "say/\"yes\"", "say/“yes”"),
    ("en", "(|\"yes\"|)", "(|“yes”|)"), ("en", "a|--|b", "a|–|b"),
    ("en", "\"|Stop.|\"", "“|Stop.|”"), ("en", "\"|Wait--|\"", "“|Wait–|”"),
    ("fr", "mot|!", "mot|_!"), ("fr", "mot| : |#!", "mot|~: |#_!"),
    ("fr", "|Note:| ici", "|Note~:| ici"), ("fr", "«|mot|»", "«_|mot|_»"),
    ("fr", "mot/!", "mot/!"), ("fr", "l'|appli|", "l’|appli|"),
  ])
  func aMarkIsJudgedByWhatStandsBeforeItsRun(code: String, typed: String, set: String) throws {
    var writer = PunctuationWriter(try #require(.of(languageCode: code)))
    var out: [UInt8] = []
    var run = ""
    for character in typed.unicodeScalars {
      guard "|#/".unicodeScalars.contains(character) else {
        run.unicodeScalars.append(character)
        continue
      }
      write(run, &writer, &out)
      run = ""
      writer.boundary(character == "|" ? .transparent : character == "#" ? .object : .lineBreak)
      out += String(character).utf8
    }
    write(run, &writer, &out)
    #expect(shown(out) == set)
  }

  @Test func anEscapedMarkStaysAndIsSeen() throws {
    var writer = PunctuationWriter(try #require(.of(languageCode: "en")))
    var out: [UInt8] = []
    write("5", &writer, &out)
    writer.literal(UInt8(ascii: "\""))
    out.append(UInt8(ascii: "\""))
    write(" by 7\" (", &writer, &out)
    writer.literal(UInt8(ascii: "("))
    write("\"x\")", &writer, &out)
    #expect(String(decoding: out, as: UTF8.self) == "5\" by 7″ (“x”)")
  }

  @Test func aNewBlockStartsAfresh() throws {
    var writer = PunctuationWriter(try #require(.of(languageCode: "en")))
    var out: [UInt8] = []
    write("\"one", &writer, &out)
    writer.reset()
    write("\"two 24\"", &writer, &out)
    writer.reset()
    write("24\"", &writer, &out)
    #expect(String(decoding: out, as: UTF8.self) == "“one“two 24”24″")
  }

  @Test func theHTMLIsEscapedAndBothTextsAreClean() throws {
    var writer = PunctuationWriter(try #require(.of(languageCode: "fr")))
    var out = ByteWriter()
    var plain: [UInt8] = []
    Array("a<b & \"c\" \u{1B}\u{85}\u{7F}d > x\"y!".utf8).withUnsafeBufferPointer {
      writer.write($0, isClean: false, html: &out, plain: &plain)
    }
    #expect(shown(plain) == "a<b & «_c_» \u{FFFD}\u{FFFD}\u{FFFD}d > x\"y_!")
    #expect(shown(out.bytes) == "a&lt;b &amp; «_c_» \u{FFFD}\u{FFFD}\u{FFFD}d &gt; x&quot;y_!")
  }

  @Test func dashesAndDotsCanBeLeftOut() throws {
    var style = try #require(PunctuationStyle.of(languageCode: "en"))
    style.hasDashes = false
    style.hasEllipsis = false
    var writer = PunctuationWriter(style)
    var out: [UInt8] = []
    write("a--b... \"c\"", &writer, &out)
    #expect(shown(out) == "a--b... “c”")
  }

  private func typeset(_ text: String, _ code: String) -> String? {
    guard let style = PunctuationStyle.of(languageCode: code) else { return nil }
    var writer = PunctuationWriter(style)
    var out: [UInt8] = []
    write(text, &writer, &out)
    return shown(out)
  }
}

/// Writes a text in which `_` and `~` stand for no-break spaces.
private func write(_ text: String, _ writer: inout PunctuationWriter, _ out: inout [UInt8]) {
  let text = text.unicodeScalars.map { $0 == "_" ? "\u{202F}" : $0 == "~" ? "\u{A0}" : $0 }
  let bytes = text.flatMap { Array(String($0).utf8) }
  bytes.withUnsafeBufferPointer { writer.write($0, into: &out) }
}

/// A text with its no-break spaces as `_` and `~`.
private func shown(_ bytes: [UInt8]) -> String {
  var out = ""
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
    out.unicodeScalars.append(scalar == "\u{202F}" ? "_" : scalar == "\u{A0}" ? "~" : scalar)
  }
  return out
}
