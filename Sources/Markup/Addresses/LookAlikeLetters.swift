// Letters of other scripts that nobody can tell from Latin ones in an address bar. Only those count
// that look the same at the size of text: with doubtful ones, ordinary Russian or Greek words would
// be suspected.

/// Reads text as the Latin letters it looks like.
enum LookAlikeLetters {
  /// The Latin letter, digit or sign that a character, in small letters, looks like; nil for one that
  /// looks only like itself.
  static func latin(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return scalar }
    switch scalar.value {
    // Full-width forms, which browsers read as ASCII
    case 0xFF01...0xFF5E: return small(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
    case 0x3002, 0xFF0E, 0xFF61, 0x2024, 0xA4F8: return "."
    default: return letters[scalar]
    }
  }

  /// A text as the ASCII it looks like; nil when a character looks like none.
  static func latin(_ text: some Sequence<Unicode.Scalar>) -> String? {
    var out = String.UnicodeScalarView()
    for scalar in text {
      guard let twin = latin(scalar) else { return nil }
      out.append(twin)
    }
    return String(out)
  }

  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value + 32)) : scalar
  }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(String, String)] = [
      // Cyrillic
      ("асԁеһіјӏорԛѕԝхуьҽѵѡ", "acdehijlopqswxybevw"),
      // Greek
      ("αγικνορτυχωϲϳη", "ayikvoptuxwcjn"),
      // Armenian
      ("գզէհյոպսւցքօֆ", "qqthjnwuigpof"),
      // Latin letters that belong to phonetics
      ("ɑɡɩɪʟɴʀʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱ", "agiilnryacdejkmoptuvwzfs"),
      // Cherokee, whose small letters are drawn like its capitals
      ("ꭰꭱꭲꭹꭺꭻꭼꮃꮋꮇꮍꮐꮓꮢꮤꮥꮩꮪꮮꮯꮲꮶꮷ", "driyajewhmygzrwsvslcpkj"),
      // Lisu
      ("ꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpddtgkjczfnlsrvhwxyaeiou"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (foreign, latin) in pairs {
      for (letter, twin) in zip(foreign.unicodeScalars, latin.unicodeScalars) {
        table[letter] = twin
      }
    }
    return table
  }()
}
