// Texts for the tests of search: lines that are hard to cut into words, by language, and a small
// site to search in. Tests/Browser holds what comes out of them, for the twin in JavaScript.

@testable import HelpCentre

enum SearchSamples {
  /// Language and text; the words of each are compared between the two analyzers.
  static let vectors: [(String, String)] = [
    ("en", "Don't panic: the users' e-mail isn't WhatsApp's. C++ and C#, foo.bar_baz, Wi-Fi 6E!"),
    ("en", "support@whatsapp.com +1-800-555 v2.10.3 camelCase XMLHttpRequest iPhone __proto__"),
    (
      "en",
      "\u{FB01}le \u{FF21}\u{FF22}\u{FF23} soft\u{AD}hyphen "
        + "zero\u{200D}join \u{2018}quoted\u{2019} x\u{30C}"
    ),
    ("en", "-- ' + # .hidden l'eau a++ B2B4C constructor toString 'tis rock'n'roll 1-2 a-1 -x-"),
    (
      "fr",
      "L\u{2019}abonnement qu'il a r\u{E9}initialis\u{E9} jusqu\u{2BC}\u{E0} "
        + "l\u{2019}\u{153}uvre, aujourd\u{2019}hui; re\u{301}ponse"
    ),
    ("it", "Dell'account, un'altra c'\u{E8} L'iPhone perch\u{E9}"),
    (
      "de",
      "Stra\u{DF}e STRASSE \u{1E9E} \u{DC}berpr\u{FC}fung "
        + "Zwei-Faktor-Authentifizierung geh\u{F6}rt"
    ),
    (
      "ar",
      "\u{627}\u{644}\u{62D}\u{650}\u{633}\u{64E}\u{627}\u{628} \u{623}\u{62D}\u{645}\u{62F} \u{625}\u{644}\u{649} "
        + "\u{645}\u{62F}\u{631}\u{633}\u{640}\u{640}\u{629} \u{644}\u{627}\u{60C} \u{661}\u{662}\u{663} \u{FEFB}"
    ),
    ("zh", "如何联系WhatsApp客服？验证码收不到，支付失败 3 次。"),
    ("ja", "アカウントを復元する。ﾊﾟｽﾜｰﾄﾞが必要、か\u{3099}く 2段階認証"),
    ("ko", "고객센터에 문의하기 \u{1112}\u{1161}\u{11AB} 한국어의 계정을"),
    ("hi", "खाता सत्यापन क\u{93C}लम \u{958}लम हिन्दी में ज़रूरी क्\u{200D}ष संपर्क"),
    ("de", "ŞİFRE İSTANBUL"),
    ("tr", "İSTANBUL ISPARTA Iğdır WhatsApp'ın şifre ILIK i\u{307}"),
    ("th", "ติดต่อฝ่ายสนับสนุนของ WhatsApp น้ำ 12 ค"),
    ("ru", "Ёлка ёлки Войти в Аккаунт: Й и\u{306} кто-то WhatsApp’ом"),
    ("sv", "Återställ lösenordet för ditt konto, Åsa a\u{30A}ka"),
    ("vi", "Đặt lại mật khẩu Tie\u{302}\u{301}ng Việt e\u{323}\u{302} ƯU"),
    ("el", "Ο λογαριασμός ΣΟΦΟΣ Ἀρχὴ ΐ άέή ς"),
    ("pl", "Żółć łódź ŁÓDŹ zażółć"),
    ("he", "שָׁלוֹם עולם תמיכה"),
    ("bn", "অ্যাকাউন্ট যাচাই ক\u{9C7}\u{9BE}ড"),
    ("ta", "கணக்கு தொடர்பு க\u{BC6}\u{BBE}"),
    ("uk", "п'ять п’ять з'єднання Їжак"),
    ("my", "အကောင့်ကို ပြန်လည်"),
    ("en", "𝐁𝐨𝐥𝐝 🙂emoji🙂 ½ x² Ⅳ 𐐀𐐨 \u{E000}\u{10FFFF} 龍\u{FE00}𠮷野家"),
  ]

  /// The words of a text and what they fold to.
  static func words(_ text: String, _ language: String) -> [(form: String, folded: String)] {
    var tokenizer = SearchTokenizer(rules: SearchRules(language: language))
    tokenizer.singles = true
    var out: [(String, String)] = []
    var text = text
    text.withUTF8 { tokenizer.scan($0) }
    for place in 0..<tokenizer.tokens.count {
      let form = tokenizer.tokens[place]
      var folded: [UInt8] = []
      Folding.fold(form, into: &folded)
      out.append((String(decoding: form, as: UTF8.self), String(decoding: folded, as: UTF8.self)))
    }
    return out
  }

  /// The files of a small site in three languages; one of them again in the way of a very large site.
  static func index() -> [SearchFile] {
    SearchIndex.files(
      language: "fr", entries: french,
      synonyms: [
        Synonym("portable", finds: ["téléphone"]), Synonym("téléphone", finds: ["portable"]),
        Synonym("deux mots", finds: ["x"]), Synonym("!", finds: ["y"]),
      ])
      + SearchIndex.files(language: "zh-Hans", entries: chinese)
      + SearchIndex.files(language: "en", entries: english)
      + SearchIndex.files(
        language: "en-GB", entries: english,
        sizes: SearchFileWriter.Sizes(shard: 150, mostNamed: 3))
  }

  static func entry(
    _ language: String, _ url: String, _ title: String, _ sections: [(String, String, String)],
    keywords: [String] = [], kind: SearchKind = .article, priority: Double = 1
  ) -> SearchEntry {
    let source = SearchSource(
      language: language,
      sections: sections.map { SearchSection(anchor: $0.0, title: $0.1, text: Array($0.2.utf8)) },
      title: title, keywords: keywords)
    return SearchEntry(
      source: SearchIndex.analyze([source])[0], kind: kind, url: "\(language)/\(url).html",
      title: title, crumbs: ["Aide"], priority: priority)
  }

  private static let french: [SearchEntry] = [
    entry(
      "fr", "account/reset", "Réinitialiser son mot de passe",
      [
        ("", "", "Voici comment faire quand le mot de passe est perdu."),
        ("code", "Recevoir le code", "Le code de vérification arrive par SMS sur l’appareil."),
        ("bloque", "Compte bloqué", "Attendez douze heures puis demandez un nouveau code."),
      ]),
    entry(
      "fr", "contact/email", "Contacter par e-mail",
      [("", "", "Écrivez un courriel. Le mot de passe n’y figure jamais. L'abonnement non plus.")],
      keywords: ["courrier"], kind: .channel),
    entry("fr", "food/peche", "La pêche", [("", "", "Une pêche est un fruit.")]),
    entry("fr", "food/peche2", "Le péché", [("", "", "Un péché est une faute.")]),
    entry(
      "fr", "hostile", "<img src=x onerror=alert(1)> & \"quotes\"",
      [("", "", "</script><script>alert(2)</script> __proto__ constructor \u{2028} dangereux")]),
    entry("fr", "phone", "Changer de téléphone", [("", "", "Le transfert garde vos discussions.")]),
  ]

  private static let chinese: [SearchEntry] = [
    entry(
      "zh", "a", "联系客服",
      [("", "", "您可以通过应用内联系客服。"), ("pay", "支付问题", "支付失败时请先检查网络。")]),
    entry("zh", "b", "验证码", [("", "", "收不到验证码怎么办？请等待五分钟。")]),
  ]

  private static let english: [SearchEntry] = (0..<400).map { number in
    entry(
      "en", "page\(number)", number == 7 ? "Account recovery" : "Page \(spelled(number)) title",
      [
        ("", "", "Common words about \(spelled(number)) and the account."),
        ("more", "More on \(spelled(number * 7))", "Wi-Fi and wifi, number \(number)."),
      ], priority: number == 3 ? 2 : 1)
  }

  private static func spelled(_ number: Int) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    return String(number + 1000).utf8.map { syllables[Int($0) - 48] }.joined()
  }
}
