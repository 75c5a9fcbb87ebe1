// The addresses of other places that a text gives to its readers, so that the site can compare them with
// what it knows. What stands in code or in a text that is kept to be copied is an example, not advice.

extension BodyWriter {
  /// Notes where a link leads.
  mutating func mention(_ address: LinkPolicy.External, at location: SourceLocation) {
    guard captures.isEmpty else { return }
    switch address.target {
    case .web: mention(.url(address.href), location)
    case .mail(let addresses): for address in addresses { mention(.email(address), location) }
    case .phone(let digits): mention(.phone(digits), location)
    }
  }

  /// Notes an e-mail address in the text of a link to a page of the site.
  mutating func mentionMail(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, from start: Int) {
    guard case .inside = link, captures.isEmpty, imageDepth == 0,
      let found = Autolink.find(text, at: index, from: start, endsAtMarks: true)
    else { return }
    let written = UnsafeBufferPointer(rebasing: text[found.range])
    mention(.email(String(decoding: written, as: UTF8.self)), cursor.find(written))
  }

  /// Notes a name like `@support` in text.
  mutating func mentionHandle(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) {
    guard canMention(text, before: index) else { return }
    var end = index + 1
    while end < text.count, end - index <= 64, isNameByte(text[end]) { end += 1 }
    // A dot ends the sentence.
    while end > index + 1, text[end - 1] == 0x2E { end -= 1 }
    guard end > index + 2, end == text.count || text[end] != 0x40 else { return }
    let written = UnsafeBufferPointer(rebasing: text[index..<end])
    mention(.handle(String(decoding: written, as: UTF8.self)), cursor.find(written))
  }

  /// Notes a number like `+33 1 23 45 67 89` in text.
  mutating func mentionPhone(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) {
    guard canMention(text, before: index) else { return }
    var digits: [UInt8] = [0x2B]
    var end = index + 1
    scan: while end < text.count, end - index <= 40 {
      switch text[end] {
      case 0x30...0x39: digits.append(text[end])
      case 0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F: break
      case 0xC2 where end + 1 < text.count && text[end + 1] == 0xA0: end += 1
      // Narrow spaces and a hyphen that does not break
      case 0xE2 where end + 2 < text.count && Self.isJoint(text[end + 1], text[end + 2]): end += 2
      default: break scan
      }
      end += 1
    }
    // +33 (0)1: the zero is for callers at home.
    let zero = UnsafeBufferPointer(rebasing: text[index..<end]).firstIndex(of: "(0)")
    if let zero {
      let before = text[index..<index + zero].count { (0x30...0x39).contains($0) }
      digits.remove(at: before + 1)
    }
    guard (9...16).contains(digits.count) else { return }
    let written = UnsafeBufferPointer(rebasing: text[index..<index + 2])
    mention(.phone(String(decoding: digits, as: UTF8.self)), cursor.find(written))
  }

  private mutating func mention(_ address: Mention.Address, _ location: SourceLocation) {
    body.mentions.append(Mention(address: address, location: location))
  }

  /// Whether an address of text may begin here: not in a link or a word.
  private func canMention(_ text: UnsafeBufferPointer<UInt8>, before index: Int) -> Bool {
    settings.dialect == .article && captures.isEmpty && link == nil && imageDepth == 0
      && (index == 0 || !isNameByte(text[index - 1]) && text[index - 1] < 0x80)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x5F: true
    default: false
    }
  }

  private static func isJoint(_ second: UInt8, _ third: UInt8) -> Bool {
    second == 0x80 && (third == 0xAF || third == 0x89 || third == 0x91)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where an ASCII text begins for the first time.
  fileprivate func firstIndex(of text: StaticString) -> Int? {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return nil }
    return (0...count - length).first { start in
      (0..<length).allSatisfy { self[start + $0] == text.utf8Start[$0] }
    }
  }
}
