// A link whose text is an address promises to lead there. Readers check nothing else, so a text that
// shows another host, or another mail address, than the link's is reported.

/// Compares the text of a link with where it leads.
package enum ShownAddress {
  /// Where a link leads.
  package enum Target: Sendable {
    /// To a host.
    case web(host: String)
    /// To mail addresses.
    case mail([String])
    /// To a telephone: digits, with `+` before a country's.
    case phone(String)
  }

  /// What is misleading about a text.
  package static func finding(
    _ text: UnsafeBufferPointer<UInt8>, target: Target
  ) -> Finding? {
    // An address has at least one of these; and most that are shown are the link's own.
    guard text.contains(where: { $0 == 0x2E || $0 == 0x40 || $0 == 0x3A }) else {
      return phoneFinding(text, target)
    }
    if case .mail(let addresses) = target, addresses.first.map(text.isSame) == true { return nil }
    let visible = String(decoding: text, as: UTF8.self).unicodeScalars.filter {
      !$0.properties.isDefaultIgnorableCodePoint
    }
    let words = visible.split(whereSeparator: \.properties.isWhitespace)
    for word in words {
      let word = trimmed(word)
      guard let shown = address(word, isAlone: words.count == 1),
        let other = difference(shown, target)
      else { continue }
      return Finding(
        .misleadingLink, "the text shows '\(String(word))', but the link leads to '\(other)'",
        hint: "show the address it leads to, or write words instead")
    }
    return phoneFinding(text, target)
  }

  /// What is misleading about a text.
  package static func finding(_ text: String, target: Target) -> Finding? {
    var text = text
    return text.withUTF8 { finding($0, target: target) }
  }

  private typealias Word = Substring.UnicodeScalarView

  /// An address that a word shows.
  private enum Shown {
    case host(String)
    case mail(String)
  }

  private static func trimmed(_ word: Word) -> Word {
    var word = word
    while let first = word.first, "<([{\"'“«‘.".unicodeScalars.contains(first) {
      word.removeFirst()
    }
    while let last = word.last, ">)]}\"'”»’.,;:!?…".unicodeScalars.contains(last) {
      word.removeLast()
    }
    return word
  }

  private static func address(_ word: Word, isAlone: Bool) -> Shown? {
    let bytes = Array(String(word).lowercased().utf8)
    let slashes = bytes.indices.first { bytes[$0...].starts(with: Array("://".utf8)) }
    if let slashes {
      var authority = bytes[(slashes + 3)...].prefix { ![0x2F, 0x3F, 0x23, 0x5C].contains($0) }
      if let at = authority.lastIndex(of: 0x40) { authority = authority[(at + 1)...] }
      return host(authority)
    }
    if let at = bytes.lastIndex(of: 0x40) {
      let text = String(decoding: bytes, as: UTF8.self)
      return at > 0 && MailLink.isAddress(text) ? .mail(text) : nil
    }
    let name = bytes.prefix { ![0x2F, 0x3F, 0x23, 0x3A, 0x5C].contains($0) }
    if name.starts(with: Array("www.".utf8)) { return host(name) }
    return isAlone && isBareHost(name) ? host(name) : nil
  }

  private static func host(_ text: ArraySlice<UInt8>) -> Shown? {
    let name = text.prefix { $0 != 0x3A }
    return name.isEmpty ? nil : .host(String(decoding: name, as: UTF8.self))
  }

  /// Whether a word without a scheme is a host: its last part must be one that hosts end in, because
  /// names of files and of products have dots too.
  private static func isBareHost(_ name: ArraySlice<UInt8>) -> Bool {
    let labels = name.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.count > 1, let top = labels.last, labels.allSatisfy({ !$0.isEmpty }) else {
      return false
    }
    let isName = name.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x2E
        || $0 >= 0x80
    }
    guard isName else { return false }
    let text = String(decoding: top, as: UTF8.self)
    if text.utf8.count == 2, top.allSatisfy({ (0x61...0x7A).contains($0) }) {
      return !files.contains(text) && labels[0].count > 1
    }
    return tops.contains(text)
  }

  /// Ends of file names that are countries too.
  private static let files: Set<String> = [
    "ai", "cc", "cs", "do", "gz", "hs", "in", "js", "kt", "md", "ml", "mo", "pl", "pm", "po", "ps",
    "py", "rb", "rs", "sh", "so", "ts", "vb", "xz",
  ]

  private static let tops: Set<String> = [
    "com", "net", "org", "info", "biz", "edu", "gov", "mil", "int", "app", "dev", "page", "site",
    "online", "shop", "store", "tech", "cloud", "blog", "xyz", "top", "club", "live", "support",
    "help", "chat", "link", "click", "work", "world", "today", "life", "email", "website", "space",
    "example", "test", "business", "services", "security", "center", "mobi", "name", "pro",
  ]

  /// Where the target leads if not to what is shown.
  private static func difference(_ shown: Shown, _ target: Target) -> String? {
    switch (shown, target) {
    case (.host(let name), .web(let host)): return isSame(name, host) ? nil : host
    case (.host(let name), .mail(let addresses)):
      return addresses.contains { isSame(name, domain($0)) } ? nil : addresses.first
    case (.mail(let address), .mail(let addresses)):
      return addresses.contains { $0.lowercased() == address } ? nil : addresses.first
    case (.mail(let address), .web(let host)):
      return isSame(domain(address), host) ? nil : host
    case (_, .phone(let digits)): return digits
    }
  }

  private static func domain(_ address: String) -> String {
    String(decoding: address.utf8.split(separator: 0x40).last ?? [], as: UTF8.self)
  }

  /// Whether two hosts are one: `www.` and a last dot make no difference.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (plain(left), plain(right))
    return left == right || HostCheck.decoded(left) == HostCheck.decoded(right)
  }

  private static func plain(_ host: String) -> String {
    var bytes = Array(host.lowercased().utf8)
    if bytes.starts(with: Array("www.".utf8)) { bytes.removeFirst(4) }
    if bytes.last == 0x2E { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text that is nothing but a phone number must be the one that is dialled. A country's code or a
  /// leading zero may be missing on one side.
  private static func phoneFinding(
    _ text: UnsafeBufferPointer<UInt8>, _ target: Target
  ) -> Finding? {
    guard case .phone(let dialled) = target else { return nil }
    let isNumber = text.allSatisfy { (0x20...0x39).contains($0) }
    // +33 (0)1 …: the zero is not dialled after a country's code.
    let zero = text.indices.first { text[$0...].starts(with: Array("(0)".utf8)) }
    let shown = text.indices.filter { (0x30...0x39).contains(text[$0]) && $0 - 1 != zero }
      .map { text[$0] }
    guard isNumber, shown.count >= 5 else { return nil }
    let wanted = dialled.utf8.filter { (0x30...0x39).contains($0) }
    let short = Array(shown.drop { $0 == 0x30 })
    if wanted.suffix(short.count).elementsEqual(short) { return nil }
    if shown.suffix(wanted.count).elementsEqual(wanted) { return nil }
    return Finding(
      .misleadingLink,
      "the text shows '\(String(decoding: text, as: UTF8.self))', but the link dials '\(dialled)'",
      hint: "show the number that is dialled")
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func isSame(_ text: String) -> Bool { elementsEqual(text.utf8) }
}
