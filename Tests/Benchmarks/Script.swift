// How words look in each script: syllables of a beginning, a middle and an end. The words mean nothing,
// but have the letters, the lengths and the bytes of real ones, and those are what is measured.

/// A script with the habits of its languages.
struct Script {
  /// The parts of a syllable; an empty text leaves a part out.
  let beginnings, middles, ends: [[UInt8]]
  /// How many syllables a word has, from frequent words to rare ones.
  let syllables: ClosedRange<Int>
  /// What stands between words: a space or nothing.
  let gap: String
  /// What ends a sentence and what divides it, with the space after it.
  let stop, comma: String
  /// Whether names and sentences begin with a capital letter.
  let hasCapitals: Bool

  private init(
    _ beginnings: [String], _ middles: [String], _ ends: [String],
    syllables: ClosedRange<Int> = 1...4, gap: String = " ", stop: String = ". ",
    comma: String = ", ", hasCapitals: Bool = false
  ) {
    self.beginnings = beginnings.map { Array($0.utf8) }
    self.middles = middles.map { Array($0.utf8) }
    self.ends = ends.map { Array($0.utf8) }
    self.syllables = syllables
    self.gap = gap
    self.stop = stop
    self.comma = comma
    self.hasCapitals = hasCapitals
  }

  /// English, Indonesian and others without marks.
  static let latin = Script(
    parts("b c d f g h j k l m n p qu r s t v w bl br ch cl cr dr fl fr gr pl pr sh sp st tr th"),
    parts("a a e e e i i o o u ai ea ee io ou"), parts("- - - - l m n r s t ck nd ng st nt ss"),
    syllables: 1...3, hasCapitals: true)
  /// French, Spanish, Portuguese, Italian, Catalan, Romanian.
  static let romance = Script(
    parts("b c d f g j l m n p r s t v qu gu ch br cr dr fr gr pl pr tr - - ll ç"),
    parts("a a e e é i i o o u à è ê í ó ú ie ue eau oi ão"), parts("- - - - - n r s l nt x ns z"),
    hasCapitals: true)
  /// German, Dutch and the languages of Scandinavia.
  static let germanic = Script(
    parts("b d f g h k l m n p r s t v w z sch st sp br dr fr gr kl kr pf schl tr zw -"),
    parts("a e e e i o u ä ö ü å ei au ie eu aa"), parts("- - n n r s t l ng ch cht nd st ß ft"),
    hasCapitals: true)
  /// Polish, Czech, Slovak, Croatian, Lithuanian.
  static let westSlavic = Script(
    parts("b c č d g h j k l ł m n p r ř s š t v w z ž st pr kr tr hr sv dn"),
    parts("a e i o u y á é í ě ó ą ę ie"), parts("- - - n m k t s ch ł sk ć č v"),
    hasCapitals: true)
  /// Turkish, Finnish, Hungarian, Estonian.
  static let agglutinating = Script(
    parts("b c d g h j k l m n p r s t v y z - - ş ç"), parts("a e i ı o ö u ü ä aa ii á é"),
    parts("- - - n r l k t s m ki"), syllables: 2...6, hasCapitals: true)
  /// Vietnamese: short words full of marks.
  static let vietnamese = Script(
    parts("b c d đ g h k l m n nh ng ph qu r s t th tr v x kh ch"),
    parts("a ă â e ê i o ô ơ u ư á à ả ạ ấ ầ ế ề ệ ố ộ ớ ờ ứ ự iê ươ uô"),
    parts("- - n ng m t c p nh"), syllables: 1...1, hasCapitals: true)
  /// Russian, Ukrainian, Bulgarian, Serbian.
  static let cyrillic = Script(
    parts("б в г д ж з к л м н п р с т ф х ц ч ш щ ст пр кр тр вс пл св - -"),
    parts("а а е е и и о о у ы я ю ё"), parts("- - - - й м н т л сь ть х ст"),
    syllables: 1...5, hasCapitals: true)
  /// Greek.
  static let greek = Script(
    parts("β γ δ ζ θ κ λ μ ν ξ π ρ σ τ φ χ ψ πρ στ τρ κλ"),
    parts("α α ε η ι ο ο υ ω ά έ ή ί ό ύ ώ ου αι ει"), parts("- - - ν ρ λ κ"),
    syllables: 1...5, hasCapitals: true)
  /// Arabic, Persian, Urdu.
  static let arabic = Script(
    parts("ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه و ي أ ال"), parts("- - - ا و ي"),
    parts("- - - - ن ة ت م ر ل"), syllables: 2...4, comma: "، ")
  /// Hebrew.
  static let hebrew = Script(
    parts("א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת"), parts("- - - ו י"),
    parts("- - - - ת ה"), syllables: 2...4)
  /// Hindi, Marathi, Nepali.
  static let devanagari = Script(
    parts("क ख ग घ च छ ज झ ट ड त थ द ध न प फ ब भ म य र ल व श स ह प्र क्र त्र स्त"),
    parts("- - ा ा ि ी ु ू े ै ो ौ"), parts("- - - - - ं ँ न र ल"), syllables: 1...4, stop: "। ")
  /// Chinese: words of one to three characters, nothing between them.
  static let han = Script(
    characters(commonHan), [""], [""], syllables: 1...3, gap: "", stop: "。", comma: "，")
  /// Japanese: Chinese characters, then an ending in kana; some words in katakana alone.
  static let kana = Script(
    characters(commonHan)
      + characters("アイウエオカキクケコサシスセソタチツテトナニノハヒフホマミムメモ")
      + characters("ラリルレロンー"),
    [""], ["", "", "", "す", "る", "い", "り", "き", "て", "え"], syllables: 1...3, gap: "",
    stop: "。", comma: "、")
  /// Korean: blocks of two or three letters.
  static let hangul = Script(hangulBlocks(), [""], [""], syllables: 1...4)

  /// Splits at spaces, by scalars: a vowel sign after a space is one character with it.
  private static func parts(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: " ").map { String($0) }.map { $0 == "-" ? "" : $0 }
  }

  private static func characters(_ text: String) -> [String] {
    text.unicodeScalars.map(String.init)
  }

  private static func hangulBlocks() -> [String] {
    let beginnings: [UInt32] = [0, 2, 3, 5, 6, 7, 9, 11, 11, 12, 14, 15, 16, 17, 18]
    let middles: [UInt32] = [0, 1, 4, 5, 6, 8, 9, 13, 18, 20]
    let ends: [UInt32] = [0, 0, 0, 1, 4, 8, 16, 17, 21]
    return beginnings.flatMap { beginning in
      middles.flatMap { middle in
        ends.compactMap { end in
          Unicode.Scalar(0xAC00 + (beginning * 21 + middle) * 28 + end).map { String($0) }
        }
      }
    }
  }

  private static let commonHan = """
    的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都\
    然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回\
    二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气\
    信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常\
    提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱\
    让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强\
    步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广\
    改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴切负器密码户号
    """
}
