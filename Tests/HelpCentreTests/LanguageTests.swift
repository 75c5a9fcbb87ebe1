// Codes, names, directions and plurals of languages.

import HelpCentre
import Testing

@Suite struct LanguageTests {
  @Test(arguments: [
    ("en", [0: "other", 1: "one", 2: "other", 11: "other", 1_000_000: "other"]),
    ("de", [0: "other", 1: "one", 2: "other"]),
    ("fr", [0: "one", 1: "one", 2: "other", 1_000_000: "many", 1_000_001: "other"]),
    ("pt", [0: "one", 1: "one", 2: "other", 2_000_000: "many"]),
    ("es", [0: "other", 1: "one", 2: "other", 1_000_000: "many"]),
    ("ja", [0: "other", 1: "other", 2: "other"]),
    ("zh", [0: "other", 1: "other"]),
    (
      "ar",
      [
        0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other",
        102: "other", 103: "few", 111: "many",
      ]
    ),
    (
      "ru",
      [
        0: "many", 1: "one", 2: "few", 4: "few", 5: "many", 11: "many", 12: "many", 14: "many",
        21: "one", 22: "few", 111: "many", 121: "one",
      ]
    ),
    ("pl", [0: "many", 1: "one", 2: "few", 5: "many", 12: "many", 21: "many", 22: "few"]),
    ("cs", [0: "other", 1: "one", 2: "few", 4: "few", 5: "other"]),
    ("lt", [0: "other", 1: "one", 2: "few", 10: "other", 11: "other", 21: "one", 22: "few"]),
    ("lv", [0: "zero", 1: "one", 2: "other", 10: "zero", 11: "zero", 21: "one"]),
    ("ro", [0: "few", 1: "one", 2: "few", 19: "few", 20: "other", 101: "few", 120: "other"]),
    ("sl", [1: "one", 2: "two", 3: "few", 4: "few", 5: "other", 101: "one", 0: "other"]),
    ("he", [0: "other", 1: "one", 2: "two", 3: "other", 20: "other"]),
    ("hi", [0: "one", 1: "one", 2: "other"]),
    ("cy", [0: "zero", 1: "one", 2: "two", 3: "few", 6: "many", 4: "other", 7: "other"]),
    ("ga", [0: "other", 1: "one", 2: "two", 3: "few", 6: "few", 7: "many", 11: "other"]),
    ("da", [0: "other", 1: "one", 2: "other"]),
  ])
  func pluralsFollowCLDR(language: String, forms: [Int: String]) {
    for (number, form) in forms.sorted(by: { $0.key < $1.key }) {
      #expect(PluralCategory.of(number, language: language).rawValue == form, "\(number)")
    }
  }

  @Test(arguments: ["en", "fr", "pt-BR", "zh-Hans", "zh-Hant-TW", "ckb", "es-419", "sr-Latn"])
  func codesOfLanguagesAreAccepted(code: String) {
    #expect(Language.isWellFormed(code))
  }

  @Test(arguments: [
    "", "e", "EN", "english", "en_US", "en-", "-en", "e n", "en-X", "../en", "en/x",
  ])
  func otherTextsAreNoCodes(code: String) {
    #expect(!Language.isWellFormed(code))
  }

  @Test(arguments: [
    ("en", "English"), ("fr", "Français"), ("de", "Deutsch"), ("es", "Español"), ("ja", "日本語"),
    ("ar", "العربية"),
  ])
  func aLanguageIsCalledByItsOwnName(code: String, name: String) {
    #expect(Language(code: code, name: nil, fallbacks: []).name == name)
    #expect(Language(code: code, name: "Given", fallbacks: []).name == "Given")
  }

  @Test(arguments: [
    ("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ckb", "rtl"), ("en", "ltr"),
    ("ja", "ltr"), ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("ar-EG", "rtl"), ("uz-Cyrl", "ltr"),
  ])
  func theScriptDecidesTheDirection(code: String, direction: String) {
    #expect(Language(code: code, name: nil, fallbacks: []).direction.rawValue == direction)
  }
}
