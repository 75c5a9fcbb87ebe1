// Five hundred strings a language, made from its words by what happens to words in texts and queries: case,
// marks, apostrophes, joints, other widths, signs. Tests/Browser/vectors holds what the analyzer makes of
// them, for the twin in JavaScript.

import Markup

@testable import HelpCentre

/// Makes the strings of a language; the same ones each time.
struct SearchVectors {
  /// How many strings a language has.
  static let count = 500

  /// Words of each language, with those of its signs that are treated specially.
  static let words: [(language: String, text: String)] = [
    (
      "en",
      "account don't users' e-mail WhatsApp iPhone C++ C# foo_bar XMLHttpRequest naïve café 2FA's"
    ),
    ("fr", "l’abonnement qu’il réinitialisé jusqu’à œuvre Noël ça aujourd’hui d’été ÉTÉ garçon"),
    ("es", "contraseña niño ¿cómo? vergüenza qué ÁRBOL cuenta bloqueada acción iOS"),
    ("de", "Straße ẞ Überprüfung Größe Zwei-Faktor Konto gehört Äpfel Öl MASSE"),
    ("pt-BR", "não verificação conexão você AÇÃO avô pôr à celular WhatsApp"),
    ("ar", "الحِسَاب أحمد إلى مدرسـة لا ١٢٣ ﻻ محظور؟ رقم، قُفل آخر مسؤول شيء ى"),
    ("zh-Hans", "验证码 客服 WhatsApp 账号 收不到 支付 失败。 ３次 龍 々 〇 电话"),
    ("ja", "アカウント ﾊﾟｽﾜｰﾄﾞ か\u{3099}く 復元する 2段階 ヴ ー ｶﾞ 電話番号 です。 々 ㌔"),
    ("it", "dell’account un’altra c’è perché città L’iPhone più gl’inglesi QUELL’uomo"),
    ("nl", "’s-avonds coördineren ijs IJSLAND één account zo’n telefoonnummer"),
    ("sv", "återställ lösenord får FAR Åsa a\u{30A}ka över konto"),
    ("fi", "käyttäjätili salasana ääni ÖLJY puhelinnumeron ostaa"),
    ("nb", "gjenopprett bytte øye ÅR på ære Ø konto så"),
    ("hu", "jelszó fiók űrlap őr ŐR úgy telefonszám"),
    ("pl", "żółć ŁÓDŹ zażółć hasło konto źdźbło"),
    ("cs", "účet ověřovací kód žluťoučký ŘEKA příliš kůň"),
    ("tr", "İstanbul ISPARTA Iğdır ışık şifre ILIK i\u{307} WhatsApp’ın çağrı"),
    ("ru", "Ёлка войти Аккаунт Й и\u{306} кто-то ЗАБЛОКИРОВАН объём"),
    ("uk", "п’ять з'єднання Їжак ґанок обліковий ЄВРО"),
    ("el", "λογαριασμός ΣΟΦΟΣ Ἀρχὴ ΐ άέή κωδικός ΚΩΔΙΚΌΣ"),
    ("he", "שָׁלוֹם תמיכה ״חשבון״ צה״ל קוֹד ועוד"),
    ("hi", "खाता सत्यापन क\u{93C}लम \u{958}लम हिन्दी ज़रूरी क्\u{200D}ष संपर्क दिन दान चाँद १२"),
    ("ko", "고객센터 문의하기 \u{1112}\u{1161}\u{11AB} 한국어 계정을 기능은 2단계"),
    ("th", "ติดต่อ ฝ่ายสนับสนุน น้ำ บัญชี ๑๒ ค"),
    ("vi", "Đặt lại mật khẩu Tie\u{302}\u{301}ng ƯU e\u{323}\u{302} TÀI KHOẢN"),
  ]

  private var state: UInt64
  private let words: [[Unicode.Scalar]]

  init(_ text: String) {
    words = text.split(separator: " ").map { Array($0.unicodeScalars) }
    state = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  /// Strings of one to three words, all different.
  mutating func strings() -> [String] {
    var strings: [String] = []
    var seen: Set<[Unicode.Scalar]> = []
    while strings.count < Self.count {
      var scalars: [Unicode.Scalar] = []
      for place in 0...number(below: 3) {
        if place > 0 { scalars += Array(Self.gaps[number(below: Self.gaps.count)].unicodeScalars) }
        scalars += word()
      }
      guard seen.insert(scalars).inserted else { continue }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      strings.append(String(view))
    }
    return strings
  }

  private static let gaps = [
    " ", " ", "  ", "\u{A0}", "-", "‐", "'", "’", "‘", "ʼ", ".", "_", "+", "/", ", ", "; ", "…", "",
    "\u{200B}",
    "\u{AD}", "\n", "@", "#", "–",
  ]
  private static let signs = [
    "'", "’", "ʼ", "-", ".", "+", "#", "!", "?", "(", ")", "\"", "\u{301}", "\u{308}", "\u{200D}",
    "\u{200C}",
    "\u{FE0F}", "\u{202E}", "2", "٣", "_", "😀", "½",
  ]

  /// A word of the language, as it is or with what may happen to it.
  private mutating func word() -> [Unicode.Scalar] {
    var word = words[number(below: words.count)]
    for _ in 0..<number(below: 3) {
      let place = number(below: word.count + 1)
      switch number(below: 8) {
      case 0: word = word.flatMap { Array($0.properties.uppercaseMapping.unicodeScalars) }
      case 1: word = word.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }
      case 2: word.insert(contentsOf: sign(), at: place)
      case 3: word = Array(word.prefix(max(1, place)))
      case 4: word += words[number(below: words.count)]
      case 5: word = wide(word)
      case 6: if place < word.count { word.insert(word[place], at: place) }
      default: word = sign() + word + sign()
      }
    }
    return word
  }

  private mutating func sign() -> [Unicode.Scalar] {
    Array(Self.signs[number(below: Self.signs.count)].unicodeScalars)
  }

  /// Letters of ASCII in the width of Chinese.
  private func wide(_ word: [Unicode.Scalar]) -> [Unicode.Scalar] {
    word.map { (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0 }
  }

  /// The strings of a language with their words, a string a line.
  static func file(_ language: String, _ text: String) -> [UInt8] {
    var out = ByteWriter(capacity: 64 * 1024)
    let rules = SearchRules(language: language)
    var head = JSONWriter()
    head.object { json in
      json.member("elisions", rules.elisions)
      json.member("possessive", rules.possessive)
      json.member("dotless", rules.dotless)
    }
    out.append("[" as StaticString)
    out.append(head.bytes)
    var vectors = SearchVectors(text)
    for string in vectors.strings() {
      var json = JSONWriter()
      json.array { json in
        json.value(string)
        for word in SearchSamples.words(string, language) {
          json.value(word.form)
          json.value(word.folded)
        }
      }
      out.append(",\n" as StaticString)
      out.append(json.bytes)
    }
    out.append("]\n" as StaticString)
    return out.bytes
  }
}
