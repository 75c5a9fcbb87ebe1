// The languages of a corpus. The first six have six scripts' worth of trouble between them and texts in
// kbgen's own theme; from the twelfth on the languages are there to be many.

/// A language in which articles can be made.
struct CorpusLanguage {
  /// The BCP 47 code.
  let code: String
  /// What its words look like.
  let script: Script
  /// Its most frequent words, the most frequent first; may be empty.
  let frequentWords: [String]

  /// All languages, in the order in which a corpus takes them.
  static let all: [CorpusLanguage] = [
    CorpusLanguage("en", .latin, english), CorpusLanguage("fr", .romance, french),
    CorpusLanguage("ar", .arabic, arabic), CorpusLanguage("zh-Hans", .han, chinese),
    CorpusLanguage("es", .romance, spanish), CorpusLanguage("ja", .kana, japanese),
    CorpusLanguage("de", .germanic, german), CorpusLanguage("ru", .cyrillic, russian),
    CorpusLanguage("hi", .devanagari, hindi), CorpusLanguage("ko", .hangul, korean),
    CorpusLanguage("pt-BR", .romance, portuguese), CorpusLanguage("it", .romance),
    CorpusLanguage("nl", .germanic), CorpusLanguage("pl", .westSlavic),
    CorpusLanguage("tr", .agglutinating), CorpusLanguage("uk", .cyrillic),
    CorpusLanguage("id", .latin), CorpusLanguage("vi", .vietnamese),
    CorpusLanguage("sv", .germanic), CorpusLanguage("fa", .arabic),
    CorpusLanguage("el", .greek), CorpusLanguage("he", .hebrew),
    CorpusLanguage("zh-Hant", .han, chinese), CorpusLanguage("cs", .westSlavic),
    CorpusLanguage("fi", .agglutinating), CorpusLanguage("da", .germanic),
    CorpusLanguage("nb", .germanic), CorpusLanguage("hu", .agglutinating),
    CorpusLanguage("ro", .romance), CorpusLanguage("bg", .cyrillic),
    CorpusLanguage("sr", .cyrillic), CorpusLanguage("ur", .arabic),
    CorpusLanguage("mr", .devanagari), CorpusLanguage("ne", .devanagari),
    CorpusLanguage("ms", .latin), CorpusLanguage("ca", .romance),
    CorpusLanguage("hr", .westSlavic), CorpusLanguage("sk", .westSlavic),
    CorpusLanguage("lt", .westSlavic), CorpusLanguage("et", .agglutinating),
  ]

  /// A number that stands for the language in streams of random numbers, whatever its place.
  var stream: UInt64 {
    code.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private init(_ code: String, _ script: Script, _ frequentWords: String = "") {
    self.code = code
    self.script = script
    self.frequentWords = frequentWords.split(separator: " ").map(String.init)
  }

  private static let english = """
    the to you your a and of in is it for on can with that or if not this be are from have by when \
    we will an account at do what open message phone settings how then number tap app send code
    """
  private static let french = """
    de la le vous les et à votre un des pour est en une que dans ou du sur ne pas avec si ce par \
    pouvez qui au plus sont compte quand numéro comment message aide réglages code envoyer
    """
  private static let spanish = """
    de la el que en y tu a los un para se no una con las por si es puedes o lo del al su como más \
    cuenta cuando mensaje número ajustes ayuda código enviar
    """
  private static let german = """
    die der und Sie das in zu den ein ist nicht mit auf für eine Ihr wenn von es oder können dem \
    im sich auch werden Konto wie an als Nummer Nachricht Hilfe öffnen Einstellungen
    """
  private static let portuguese = """
    de o que a e para você em um não do da se uma seu com os no por ou é mais na como conta \
    mensagem número quando ajuda configurações código enviar
    """
  private static let russian = """
    и в не на вы что с для ваш как это по из к если или от вас за но при то можно вам аккаунт \
    номер сообщение когда откройте настройки помощь код
    """
  private static let arabic = """
    في من على إلى أو أن هذا إذا لا التي عن ما هو يمكنك حسابك مع كان هذه رقم بعد رسالة ثم قد \
    الإعدادات المساعدة رمز تطبيق
    """
  private static let hindi = """
    के है में और की को से का आप यह पर नहीं करें हैं तो अपने या लिए एक कि अगर जो भी खाता संदेश \
    नंबर कैसे मदद सेटिंग कोड
    """
  private static let chinese = """
    的 您 在 是 了 可以 和 如果 请 或 不 账号 我们 会 有 到 将 此 为 消息 手机 设置 号码 使用 验证码 客服 联系
    """
  private static let japanese = """
    の を に は が で と する ます て から も ください です この アカウント 場合 こと または メッセージ 設定 番号 \
    ヘルプ コード 送信 確認 できます
    """
  private static let korean = """
    수 있습니다 및 또는 를 이 경우 계정 에서 의 메시지 때 하세요 설정 번호 그 다음 도움말 코드 보내기
    """
}
