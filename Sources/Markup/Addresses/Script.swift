// Which script a character belongs to, as far as host names need it: a table of the ranges in which
// letters of one script stand together. It is coarser than Unicode's own; what it does not know is a
// script of its own, so that it never passes for Latin.

/// A script of letters.
enum Script: String, Sendable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case armenian = "Armenian"
  case hebrew = "Hebrew"
  case arabic = "Arabic"
  case devanagari = "Devanagari"
  case bengali = "Bengali"
  case gurmukhi = "Gurmukhi"
  case gujarati = "Gujarati"
  case oriya = "Oriya"
  case tamil = "Tamil"
  case telugu = "Telugu"
  case kannada = "Kannada"
  case malayalam = "Malayalam"
  case sinhala = "Sinhala"
  case thai = "Thai"
  case lao = "Lao"
  case tibetan = "Tibetan"
  case myanmar = "Myanmar"
  case georgian = "Georgian"
  case hangul = "Hangul"
  case ethiopic = "Ethiopic"
  case cherokee = "Cherokee"
  case khmer = "Khmer"
  case hiragana = "Hiragana"
  case katakana = "Katakana"
  case bopomofo = "Bopomofo"
  case han = "Han"
  case coptic = "Coptic"
  case lisu = "Lisu"
  case tifinagh = "Tifinagh"
  /// A letter of a script that is not in the table.
  case other = "another script"
  /// Digits, hyphens and marks that go with letters of any script.
  case common = "any script"

  /// The script of a character.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      self = (0x61...0x7A).contains(value | 0x20) ? .latin : .common
      return
    }
    // The last range that begins at or before the character.
    var low = 0
    var high = Self.ranges.count
    while low < high {
      let middle = (low + high) / 2
      if Self.ranges[middle].first <= value { low = middle + 1 } else { high = middle }
    }
    self = low == 0 ? .common : Self.ranges[low - 1].script
  }

  /// Where ranges begin; each goes on to the next one's beginning.
  private static let ranges: [(first: UInt32, script: Script)] = [
    (0x80, .common), (0xAA, .latin), (0xAB, .common), (0xBA, .latin), (0xBB, .common),
    (0xC0, .latin), (0xD7, .common), (0xD8, .latin), (0xF7, .common), (0xF8, .latin),
    (0x2B9, .common), (0x2E0, .latin), (0x2E5, .common), (0x370, .greek), (0x3E2, .coptic),
    (0x3F0, .greek), (0x400, .cyrillic), (0x530, .armenian), (0x590, .hebrew), (0x600, .arabic),
    (0x700, .other), (0x750, .arabic), (0x780, .other),
    (0x870, .arabic), (0x900, .devanagari), (0x980, .bengali), (0xA00, .gurmukhi),
    (0xA80, .gujarati), (0xB00, .oriya), (0xB80, .tamil), (0xC00, .telugu), (0xC80, .kannada),
    (0xD00, .malayalam), (0xD80, .sinhala), (0xE00, .thai), (0xE80, .lao), (0xF00, .tibetan),
    (0x1000, .myanmar), (0x10A0, .georgian), (0x1100, .hangul), (0x1200, .ethiopic),
    (0x13A0, .cherokee), (0x1400, .other), (0x1780, .khmer), (0x1800, .other),
    (0x19E0, .khmer), (0x1A00, .other), (0x1AB0, .common), (0x1B00, .other), (0x1C80, .cyrillic),
    (0x1C90, .georgian), (0x1CC0, .other), (0x1D00, .latin), (0x1D26, .greek), (0x1D2B, .cyrillic),
    (0x1D2C, .latin), (0x1D5D, .greek), (0x1D62, .latin), (0x1D66, .greek), (0x1D6B, .latin),
    (0x1DC0, .common), (0x1E00, .latin), (0x1F00, .greek), (0x2000, .common), (0x2071, .latin),
    (0x2072, .common), (0x207F, .latin), (0x2080, .common), (0x2090, .latin), (0x209D, .common),
    (0x2126, .greek), (0x2127, .common), (0x212A, .latin), (0x212C, .common), (0x2C00, .other),
    (0x2C60, .latin), (0x2C80, .coptic), (0x2D00, .georgian), (0x2D30, .tifinagh),
    (0x2D80, .ethiopic), (0x2DE0, .cyrillic), (0x2E00, .common), (0x2E80, .han), (0x2FE0, .common),
    (0x3005, .han), (0x3006, .common), (0x3007, .han), (0x3008, .common), (0x3021, .han),
    (0x302A, .common), (0x3041, .hiragana), (0x30A0, .katakana), (0x3100, .bopomofo),
    (0x3130, .hangul), (0x3190, .common), (0x31A0, .bopomofo), (0x31C0, .common),
    (0x31F0, .katakana), (0x3200, .common), (0x3400, .han), (0x4DC0, .common), (0x4E00, .han),
    (0xA000, .other), (0xA4D0, .lisu), (0xA500, .other), (0xA640, .cyrillic), (0xA6A0, .other),
    (0xA700, .common), (0xA722, .latin), (0xA800, .other), (0xA8E0, .devanagari), (0xA900, .other),
    (0xA960, .hangul), (0xA980, .other), (0xAA60, .myanmar), (0xAA80, .other), (0xAB01, .ethiopic),
    (0xAB30, .latin), (0xAB65, .greek), (0xAB66, .latin), (0xAB70, .cherokee), (0xABC0, .other),
    (0xAC00, .hangul), (0xD800, .common), (0xF900, .han), (0xFB00, .latin), (0xFB13, .armenian),
    (0xFB1D, .hebrew), (0xFB50, .arabic), (0xFE00, .common), (0xFE70, .arabic), (0xFEFF, .common),
    (0xFF21, .latin), (0xFF3B, .common), (0xFF41, .latin), (0xFF5B, .common), (0xFF66, .katakana),
    (0xFFA0, .hangul), (0xFFE0, .common), (0x10000, .other), (0x1AFF0, .katakana),
    (0x1B000, .hiragana), (0x1B170, .other), (0x1CF00, .common), (0x1DF00, .latin),
    (0x1E000, .other), (0x1EE00, .arabic), (0x1EF00, .common), (0x20000, .han),
    (0x32000, .common),
  ]
}
