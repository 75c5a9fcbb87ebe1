// Small sites in many languages, and what readers type into them: each query with the page that must come
// first, or must not come at all. The rankings are kept in Tests/Browser for the twin in JavaScript.

@testable import HelpCentre

enum SearchProbes {
  /// A page: its address, its title and its text.
  typealias Page = (url: String, title: String, text: String)

  /// What a query must find.
  enum Wanted {
    /// This page first.
    case first(String)
    /// This page first, and the reader told that another word was searched for.
    case corrected(String)
    /// This page somewhere, and not the other.
    case only(String, not: String)
    /// Nothing.
    case nothing
  }

  /// The sites by language.
  static let sites: [(language: String, pages: [Page])] = [
    (
      "fr",
      [
        ("abo", "Gérer l’abonnement", "L’abonnement se renouvelle chaque mois."),
        ("abo2", "Payer", "Vos abonnements et remboursements."),
        ("peche", "La pêche", "Une pêche est un fruit."),
        ("peche2", "Le péché", "Un péché est une faute."),
        ("hui", "Aujourd’hui", "Ce qui change aujourd’hui."),
      ]
    ),
    (
      "en",
      [
        ("install", "Install the app", "How to install it on a phone."),
        ("code", "Use c++ and foo_bar", "Call a.b with camelCase names in C++."),
        ("reset", "Reset a password", "You can reset the password of your account."),
        ("order", "The order of words", "Words of one order, password included."),
        ("proto", "Names", "About __proto__ and constructor."),
        ("codes", "The code does not arrive", "Wait until a code arrives by message."),
      ]
    ),
    (
      "pt",
      [
        ("apart", "Aparelhos", "A luz fica na sala. O tapete verde fica no quarto."),
        ("together", "Aparelhos", "A luz verde fica na sala. O tapete fica no quarto."),
        ("late", "Objetos", String(repeating: "Isto fica aqui. ", count: 20) + "Um sofá."),
        ("early", "Objetos", "Um sofá. " + String(repeating: "Isto fica aqui. ", count: 20)),
      ]
    ),
    (
      "it",
      [
        ("conto/addebito", "Pagamenti", "Una ricarica costa poco."),
        ("conto/la-ricarica", "Pagamenti", "Una ricarica costa poco."),
        ("segnale/a", "Connessione", "Il segnale della rete manca."),
        ("rete/index", "Connessione", "Il segnale della rete manca."),
        ("dati/copia", "Dati", "Un reindex dura poco."),
        ("dati/reindex", "Dati", "Un reindex dura poco."),
      ]
    ),
    (
      "hi",
      [("day", "दिन", "एक दिन में उत्तर मिलता है।"), ("gift", "दान", "दान के बारे में।")]
    ),
    (
      "ja",
      [
        ("bus", "バスの予約", "バスに乗る方法です。"), ("lotus", "ハスの花", "ハスは水に咲く。"),
        ("account", "アカウントの復元", "アカウントを復元する。"),
      ]
    ),
    (
      "tr",
      [
        ("isparta", "ISPARTA", "Isparta’da destek."), ("light", "Işık", "Işık yanmıyor."),
        ("other", "Diğer", "Başka bir konu."),
      ]
    ),
    (
      "ko",
      [
        ("feature", "기능을 사용하는 방법", "이 기능을 켜세요."), ("account", "계정", "계정을 복구합니다."),
        ("auto", "자동검색기능", "자동검색기능 설명."),
      ]
    ),
    (
      "sv",
      [("far", "Far och mor", "Om far."), ("sheep", "Får", "Om får på landet.")]
    ),
    (
      "zh-Hans",
      [
        ("contact", "联系客服", "通过应用联系客服。"), ("code", "验证码", "收不到验证码怎么办？"),
      ]
    ),
    (
      "th",
      [("contact", "ติดต่อฝ่ายสนับสนุน", "ติดต่อเรา"), ("pay", "การชำระเงิน", "ชำระเงินไม่สำเร็จ")]
    ),
    (
      "km",
      [("contact", "ទាក់ទងផ្នែកជំនួយ", "ទាក់ទងយើង"), ("pay", "ការទូទាត់ប្រាក់", "ការទូទាត់បរាជ័យ")]
    ),
    (
      "de",
      [
        ("power", "Hochspannungsnetzgerät", "Ein Hochspannungsnetzgerät anschließen."),
        ("high", "Hochspannung", "Vorsicht, Hochspannung!"),
        ("net", "Das Netz", "Netze und Geräte."),
      ]
    ),
    (
      "nl",
      [
        ("phone", "Telefoonnummer wijzigen", "Het telefoonnummer van je account."),
        ("number", "Nummers", "Een nummer kiezen."), ("other", "Anders", "Iets anders."),
      ]
    ),
    (
      "fi",
      [
        ("phone", "Puhelinnumeron vaihtaminen", "Vaihda puhelinnumero."),
        ("number", "Numero", "Valitse numero."), ("other", "Muu", "Jotain muuta."),
      ]
    ),
    (
      "ar",
      [
        ("account", "الحساب محظور", "حُظر حسابك. اِسترجِع الحساب."),
        ("pay", "المدفوعات", "مشكلة في الدفع."),
      ]
    ),
    (
      "ru",
      [
        ("account", "Заблокированный аккаунт", "Ваши аккаунты заблокированы."),
        ("pay", "Оплата", "Проблемы с оплатой."),
      ]
    ),
    (
      "es",
      [
        ("block", "Cuenta bloqueada", "Cómo desbloquear cuentas."),
        ("pay", "Pagos", "Devoluciones y pagos."),
      ]
    ),
  ]

  /// What is typed for other words, by language.
  static let synonyms: [String: [Synonym]] = [
    "es": [
      Synonym("plata", finds: ["pagos"]), Synonym("me echaron", finds: ["cuenta bloqueada"]),
      Synonym("zap", finds: ["devoluciones", "cuentas"]),
    ]
  ]

  /// What is typed, by language.
  static let queries: [(language: String, query: String, wanted: Wanted)] = [
    ("fr", "abonnement", .first("abo")), ("fr", "l'abonnement", .first("abo")),
    ("fr", "l’abonnement", .first("abo")), ("fr", "lʼabonnement", .first("abo")),
    ("fr", "l‘abonnement", .first("abo")), ("fr", "ABONNEMENTS", .first("abo")),
    ("fr", "remboursement", .first("abo2")), ("fr", "rembourser", .first("abo2")),
    ("fr", "pêche", .first("peche")), ("fr", "péché", .first("peche2")),
    ("fr", "abonement", .corrected("abo")), ("fr", "aujourd'hui", .first("hui")),
    ("en", "isntall", .corrected("install")), ("en", "installing", .first("install")),
    ("en", "inst", .first("install")), ("en", "c++", .first("code")),
    ("en", "foo_bar", .first("code")), ("en", "a.b", .first("code")),
    ("en", "camel", .first("code")), ("en", "How can I reset the password?", .first("reset")),
    ("en", "password reset", .first("reset")), ("en", "reset zzqqx password", .first("reset")),
    ("en", "\"reset the password\"", .first("reset")), ("en", "\"password the reset\"", .nothing),
    ("en", "password -reset", .only("order", not: "reset")), ("en", "__proto__", .first("proto")),
    ("en", "constructor", .first("proto")), ("en", "zzqqx", .nothing), ("en", "-", .nothing),
    ("en", "codes not arriving", .first("codes")), ("en", "arriving", .corrected("codes")),
    ("en", "passwordreset", .corrected("reset")), ("en", "passwordzzqqx", .corrected("reset")),
    // One half is known, the other has a mistake, or nobody has it.
    ("en", "passwrodreset", .corrected("reset")), ("en", "zzqqxreset", .corrected("reset")),
    // Pages alike but for their names in the address.
    ("it", "rete", .first("rete/index")), ("it", "reindex", .first("dati/reindex")),
    // The beginning of a word is missing, which is no reason to cut it in two.
    ("it", "onnessione", .corrected("segnale/a")),
    // Pages alike but for where the words stand.
    ("pt", "luz verde", .first("together")), ("pt", "sofá", .first("early")),
    ("hi", "दिन", .only("day", not: "gift")), ("hi", "दान", .only("gift", not: "day")),
    ("ja", "バス", .only("bus", not: "lotus")), ("ja", "ハス", .only("lotus", not: "bus")),
    ("ja", "ｱｶｳﾝﾄ", .first("account")), ("tr", "ısparta", .first("isparta")),
    ("tr", "isparta", .first("isparta")), ("tr", "isik", .first("light")),
    ("tr", "ışık", .first("light")), ("ko", "기능은", .corrected("feature")),
    ("ko", "기능을", .first("feature")), ("ko", "계정", .first("account")),
    ("ko", "검색", .corrected("auto")),
    ("de", "Netzgerät", .corrected("power")), ("de", "netzgeraet", .corrected("power")),
    ("de", "Gerät", .first("power")), ("de", "Hochspannung", .first("high")),
    ("nl", "nummer", .first("number")), ("fi", "numero", .first("number")),
    ("sv", "far", .first("far")), ("sv", "får", .first("sheep")),
    ("zh-Hans", "客", .first("contact")),
    ("zh-Hans", "收不到验证码", .first("code")), ("th", "ชำระเงิน", .first("pay")),
    ("th", "ติดต่อ", .first("contact")), ("km", "ទាក់ទង", .first("contact")),
    ("ar", "حساب", .first("account")), ("ar", "الحساب", .first("account")),
    ("ar", "الحِسَاب", .first("account")), ("ar", "حسابي", .first("account")),
    ("ru", "аккаунт", .first("account")), ("ru", "аккаунта", .first("account")),
    ("ru", "заблокировали", .first("account")), ("es", "cuentas bloqueadas", .first("block")),
    ("es", "devolucion", .first("pay")), ("es", "plata", .first("pay")),
    ("es", "me echaron ayer", .first("block")), ("es", "zap", .first("block")),
    ("es", "platas", .first("pay")),
    ("es", "pagos plata", .first("pay")), ("es", "echaron", .nothing),
  ]

  /// The files of all sites.
  static func files() -> [SearchFile] {
    sites.flatMap { language, pages in
      SearchIndex.files(
        language: language,
        entries: pages.map { page in
          SearchSamples.entry(language, page.url, page.title, [("", "", page.text)])
        }, synonyms: synonyms[language] ?? [])
    }
  }
}
