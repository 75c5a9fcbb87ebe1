// Which addresses an author may write. An allow-list, tested on what a browser would see: cmark has
// already decoded entities (`java&Tab;script:`), browsers drop control characters and white space
// and read `\` as `/`. Whatever is not surely harmless is an error, and its text stays as text. What
// follows a scheme is read in `Addresses`.

/// Decides what the destination of a link or an image is.
enum LinkPolicy {
  /// What a destination turned out to be.
  enum Destination {
    /// Another host, an address for mail or a telephone number.
    case external(External)
    /// Inside the site.
    case target(LinkTarget)
    /// Nothing at all.
    case empty
    /// Not allowed, with the reason.
    case refused(Finding)
  }

  /// An address outside of the site.
  struct External {
    /// Ready for an attribute but for escaping.
    let href: String
    /// Where it leads.
    let target: ShownAddress.Target
    /// What is suspicious about it.
    let findings: [Finding]

    /// Whether it is one of the web.
    var isWeb: Bool {
      if case .web = target { true } else { false }
    }
  }

  /// Decides on an address as cmark hands it over, entities and backslashes decoded.
  static func classify(
    _ url: UnsafeBufferPointer<UInt8>, referenceSchemes: [String]
  ) -> Destination {
    let isVisible =
      url.index(from: 0) { $0.marks(below: 0x21) | $0.marks(of: 0x7F) | $0.beyondASCII }
      == url.count
    if isVisible { return classify(url, visible: url, referenceSchemes: referenceSchemes) }
    return withoutInvisibles(url).withUnsafeBufferPointer {
      classify(url, visible: $0, referenceSchemes: referenceSchemes)
    }
  }

  private static func classify(
    _ url: UnsafeBufferPointer<UInt8>, visible: UnsafeBufferPointer<UInt8>,
    referenceSchemes: [String]
  ) -> Destination {
    if visible.isEmpty { return .empty }
    if isHostPrefix(visible) {
      return unsafe("an address that begins with '//' leads to another host")
    }
    guard let colon = schemeEnd(visible) else { return relative(url) }
    let scheme = String(decoding: visible[..<colon].map(lowercase), as: UTF8.self)
    let isPlain = url.starts(with: visible[...colon])
    if isPlain && referenceSchemes.contains(scheme) {
      let rest = UnsafeBufferPointer(rebasing: url[(colon + 1)...])
      let (id, fragment) = splitFragment(rest)
      return .target(.reference(scheme: scheme, id: id, fragment: fragment))
    }
    switch scheme {
    case "http", "https", "mailto", "tel":
      if !isPlain { return unsafe("invisible characters in '\(scheme):'") }
      if visible.count == colon + 1 { return unsafe("'\(scheme):' without an address") }
      return external(url, scheme, UnsafeBufferPointer(rebasing: url[(colon + 1)...]))
    default:
      return unsafe("addresses that begin with '\(scheme):' are not allowed")
    }
  }

  /// Reads what follows a scheme that is allowed.
  private static func external(
    _ url: UnsafeBufferPointer<UInt8>, _ scheme: String, _ rest: UnsafeBufferPointer<UInt8>
  ) -> Destination {
    let target: ShownAddress.Target
    let findings: [Finding]
    switch scheme {
    case "mailto":
      switch MailLink.read(rest) {
      case .success(let mail): (target, findings) = (.mail(mail.addresses), mail.findings)
      case .failure(let finding): return .refused(finding)
      }
    case "tel":
      switch PhoneLink.read(rest) {
      case .success(let phone):
        (target, findings) = (.phone(phone.digits), phone.finding.map { [$0] } ?? [])
      case .failure(let finding): return .refused(finding)
      }
    default:
      switch WebAddress.read(rest, scheme: scheme) {
      case .success(let web): (target, findings) = (.web(host: web.host), web.findings)
      case .failure(let finding): return .refused(finding)
      }
    }
    return .external(
      External(href: Escaping.url(CleanText.string(url)), target: target, findings: findings))
  }

  private static func unsafe(_ reason: String) -> Destination {
    .refused(Finding(.unsafeLink, reason))
  }

  /// The file an image names; images come from the project alone.
  static func imagePath(
    _ url: UnsafeBufferPointer<UInt8>
  ) -> Result<String, Finding> {
    switch classify(url, referenceSchemes: []) {
    case .target(.path(let path, _)) where !path.isEmpty: .success(path)
    case .external:
      .failure(
        Finding(
          .brokenImage, "images from other hosts are not shown",
          hint: "put the file into Content/assets"))
    case .refused(let finding): .failure(finding)
    case .empty, .target: .failure(Finding(.brokenImage, "the image has no file"))
    }
  }

  private static func relative(_ url: UnsafeBufferPointer<UInt8>) -> Destination {
    let (path, fragment) = splitFragment(url)
    if isHostPrefix(path.utf8) {
      return unsafe("an address that begins with '//' leads to another host")
    }
    return .target(.path(path, fragment: fragment))
  }

  private static func splitFragment(
    _ url: UnsafeBufferPointer<UInt8>
  ) -> (text: String, fragment: String?) {
    guard let hash = url.firstIndex(of: 0x23) else { return (percentDecoded(url), nil) }
    let fragment = UnsafeBufferPointer(rebasing: url[(hash + 1)...])
    return (
      percentDecoded(UnsafeBufferPointer(rebasing: url[..<hash])),
      fragment.isEmpty ? nil : percentDecoded(fragment)
    )
  }

  private static func percentDecoded(_ text: UnsafeBufferPointer<UInt8>) -> String {
    if !text.contains(0x25) { return CleanText.string(text) }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if text[index] == 0x25, let byte = text[index...].percentByte {
        out.append(byte)
        index += 3
      } else {
        out.append(text[index])
        index += 1
      }
    }
    return out.withUnsafeBufferPointer(CleanText.string)
  }

  /// The place of the colon after a scheme; nil for an address without one.
  private static func schemeEnd(_ url: UnsafeBufferPointer<UInt8>) -> Int? {
    for (index, byte) in url.enumerated() {
      switch byte {
      case 0x41...0x5A, 0x61...0x7A: continue
      case 0x30...0x39, 0x2B, 0x2D, 0x2E: if index == 0 { return nil }
      case 0x3A: return index == 0 ? nil : index
      default: return nil
      }
    }
    return nil
  }

  /// The address without control characters and white space, ASCII or not.
  private static func withoutInvisibles(_ url: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(url.count)
    var index = 0
    while index < url.count {
      let length = invisibleLength(url, at: index)
      if length == 0 { out.append(url[index]) }
      index += max(1, length)
    }
    return out
  }

  private static func invisibleLength(_ url: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    func next(_ distance: Int) -> UInt8 {
      index + distance < url.count ? url[index + distance] : 0
    }
    switch url[index] {
    case 0...0x20, 0x7F: return 1
    case 0xC2: return (0x80...0xA0).contains(next(1)) || next(1) == 0xAD ? 2 : 0
    case 0xE1: return next(1) == 0x9A && next(2) == 0x80 ? 3 : 0
    case 0xE2:
      // U+2000 to U+200F, U+2028 to U+202F, U+205F to U+206F
      switch (next(1), next(2)) {
      case (0x80, 0x80...0x8F), (0x80, 0xA8...0xAF), (0x81, 0x9F...0xAF): return 3
      default: return 0
      }
    case 0xE3: return next(1) == 0x80 && next(2) == 0x80 ? 3 : 0
    case 0xEF: return next(1) == 0xBB && next(2) == 0xBF ? 3 : 0
    default: return 0
    }
  }

  private static func isHostPrefix(_ url: some Collection<UInt8>) -> Bool {
    let start = url.prefix(2)
    return start.count == 2 && start.allSatisfy { $0 == 0x2F || $0 == 0x5C }
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte + 32 : byte
  }
}
