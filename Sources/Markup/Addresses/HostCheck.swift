// Host names that are not what they look like. The rules are those of Unicode's report on security
// (UTS 39, "highly restrictive"), label by label: letters of one script, or of the scripts that
// Japanese, Chinese and Korean mix; no label of a foreign script that reads as a Latin word; nothing
// invisible; nothing encoded, because readers see `xn--…` for what they cannot check.

/// Looks at host names.
package enum HostCheck {
  /// What is suspicious about a host name, one finding a label at most.
  package static func findings(_ host: String) -> [Finding] {
    if isPlain(host) { return [] }
    let scalars = Array(host.unicodeScalars)
    let labels = scalars.split(separator: ".", omittingEmptySubsequences: false)
    // Below a country of another script, words of that script are at home.
    let top = labels.last { !$0.isEmpty } ?? []
    let isLatinTop = LookAlikeLetters.latin(top.map(small)) != nil
    var findings: [Finding] = []
    for label in labels {
      if let finding = finding(Array(label), isLatinTop: isLatinTop) {
        findings.append(finding)
      }
    }
    guard let first = findings.first, first.id == .lookAlikeDomain, first.hint == nil,
      let twin = LookAlikeLetters.latin(scalars.map(small)), twin != host
    else { return findings }
    findings[0] = Finding(first.id, first.message, hint: "did you mean '\(twin)'?")
    return findings
  }

  /// Why a name in a social network is not what it looks like; nil when it is.
  package static func suspicion(ofHandle handle: String) -> String? {
    let labels = handle.unicodeScalars.split { "@._-".unicodeScalars.contains($0) }
    for label in labels where !label.allSatisfy(\.isASCII) {
      if let reason = suspicion(of: Array(label), isLatinTop: true, in: "name") { return reason }
    }
    return nil
  }

  /// A host name with its encoded labels as their letters.
  static func decoded(_ host: String) -> String {
    guard !isPlain(host), hasEncodedLabel(host) else { return host }
    var out = String.UnicodeScalarView()
    for (index, label) in host.split(separator: ".").enumerated() {
      if index > 0 { out.append(".") }
      let letters = isEncoded(label.utf8) ? Punycode.decode(label.utf8.dropFirst(4)) : nil
      out.append(contentsOf: letters ?? Array(label.unicodeScalars))
    }
    return String(out)
  }

  /// Whether a host is of ASCII and has no `--`, as almost all.
  private static func isPlain(_ host: String) -> Bool {
    var previous: UInt8 = 0
    for byte in host.utf8 {
      if byte >= 0x80 || byte == 0x2D && previous == 0x2D { return false }
      previous = byte
    }
    return true
  }

  private static func hasEncodedLabel(_ host: String) -> Bool {
    host.utf8.split(separator: 0x2E).contains { isEncoded($0) }
  }

  private static func isEncoded(_ label: some Collection<UInt8>) -> Bool {
    label.prefix(4).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } == Array("xn--".utf8)
  }

  private static func finding(_ label: [Unicode.Scalar], isLatinTop: Bool) -> Finding? {
    if label.allSatisfy(\.isASCII) {
      let bytes = label.map { UInt8($0.value) }
      return isEncoded(bytes) ? encoded(bytes, isLatinTop: isLatinTop) : nil
    }
    guard let reason = suspicion(of: label, isLatinTop: isLatinTop) else { return nil }
    return Finding(.lookAlikeDomain, reason)
  }

  private static func encoded(_ label: [UInt8], isLatinTop: Bool) -> Finding {
    let shown = String(decoding: label, as: UTF8.self)
    guard let decoded = Punycode.decode(label.dropFirst(4)) else {
      return Finding(.encodedDomain, "'\(shown)' in the host name cannot be decoded")
    }
    let text = visible(decoded)
    if let reason = suspicion(of: decoded, isLatinTop: isLatinTop) {
      return Finding(
        .lookAlikeDomain, "'\(shown)' in the host name stands for '\(text)': \(reason)")
    }
    return Finding(
      .encodedDomain, "'\(shown)' in the host name does not show that it stands for '\(text)'",
      hint: "write '\(text)'")
  }

  /// Why a label is not what it looks like; nil when it is.
  private static func suspicion(
    of label: [Unicode.Scalar], isLatinTop: Bool, in whole: String = "host name"
  ) -> String? {
    let text = visible(label)
    for (index, scalar) in label.enumerated() where !scalar.isASCII {
      if let reason = oddity(scalar, before: index > 0 ? label[index - 1] : nil) {
        return "\(name(of: scalar)) in the \(whole) '\(text)' \(reason)"
      }
    }
    let letters = label.map { (scalar: $0, script: Script($0)) }.filter { $0.script != .common }
    let scripts = Set(letters.map(\.script))
    if scripts.count > 1, !mixtures.contains(where: { scripts.isSubset(of: $0) }) {
      return "the \(whole) '\(text)' mixes scripts: \(list(of: letters))"
    }
    if isLatinTop, scripts != [.latin], !letters.isEmpty,
      let twin = LookAlikeLetters.latin(label.map(small))
    {
      return "the \(whole) '\(text)' looks like '\(twin)' but is \(letters[0].script.rawValue): "
        + list(of: letters)
    }
    return nil
  }

  private static let mixtures: [Set<Script>] = [
    [.latin, .han, .hiragana, .katakana], [.latin, .han, .bopomofo], [.latin, .han, .hangul],
  ]

  /// What is odd about a character that no label needs.
  private static func oddity(_ scalar: Unicode.Scalar, before previous: Unicode.Scalar?) -> String?
  {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint || properties.isWhitespace {
      let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
      if isJoiner, let previous, previous.properties.canonicalCombiningClass == .virama {
        return nil
      }
      if scalar.value == 0x200C, let previous, Script(previous) == .arabic { return nil }
      return "is invisible"
    }
    if let twin = LookAlikeLetters.latin(scalar), Script(scalar) == .latin || twin == "." {
      return "looks like '\(twin)'"
    }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      // Bold, circled and raised forms, which browsers read as plain letters
      switch scalar.value {
      case 0x2100...0x214F, 0x1D400...0x1D7FF, 0x2070...0x209C, 0xFF10...0xFF19:
        return "is read as another character"
      default: return nil
      }
    case .letterNumber where scalar.value == 0x3007: return nil
    default:
      switch scalar.value {
      case 0xB7, 0x375, 0x5F3, 0x5F4, 0x30FB: return nil
      default: return "is no letter"
      }
    }
  }

  /// The letters of the rarer scripts of a label: those are not where they are expected.
  private static func list(of letters: [(scalar: Unicode.Scalar, script: Script)]) -> String {
    var counts: [Script: Int] = [:]
    for letter in letters { counts[letter.script, default: 0] += 1 }
    let scripts = Set(counts.keys)
    // In a mixture Latin is what the author meant; without it, the script of most letters.
    let usual: Script? =
      scripts.count < 2
      ? nil
      : scripts.contains(.latin)
        ? .latin : counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    var named: [String] = []
    for letter in letters where letter.script != usual {
      let text = "\(name(of: letter.scalar)) is \(letter.script.rawValue)"
      if !named.contains(text) { named.append(text) }
    }
    let rest = named.count > 4 ? ", and \(named.count - 3) more" : ""
    return named.prefix(named.count > 4 ? 3 : 4).joined(separator: ", ") + rest
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    let number = String(scalar.value, radix: 16, uppercase: true)
    let code = "U+\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)"
    let isVisible = !scalar.properties.isDefaultIgnorableCodePoint && scalar.value > 0xA0
    return isVisible ? "'\(scalar)' (\(code))" : code
  }

  /// A label without what cannot be seen or would change the order of the message.
  private static func visible(_ label: [Unicode.Scalar]) -> String {
    var out = String.UnicodeScalarView()
    out.append(
      contentsOf: label.filter { !$0.properties.isDefaultIgnorableCodePoint && $0.value > 0x20 })
    return String(out)
  }

  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    return mapping.count == 1 ? mapping.first! : scalar
  }
}
