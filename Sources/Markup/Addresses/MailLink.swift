// What may follow `mailto:` (RFC 6068): addresses between commas, then fields as in a query. A mail
// program drops what it does not understand without a word, so a slip here costs readers their
// message; and a field that is not known might attach a file.

/// Reads the part of a `mailto:` address after the colon.
package enum MailLink {
  /// Those the message goes to, decoded, and what is suspicious about their hosts.
  struct Recipients {
    var addresses: [String] = []
    var findings: [Finding] = []
  }

  /// The recipients, or why the address is none.
  static func read(_ rest: UnsafeBufferPointer<UInt8>) -> Result<Recipients, Finding> {
    if rest.contains(0x23) {
      return wrong("'#' in a mail address", hint: "write it as %23")
    }
    for index in rest.indices where rest[index] == 0x25 {
      if rest[index...].percentByte == nil {
        let shown = String(decoding: rest[index...].prefix(3), as: UTF8.self)
        return wrong("'\(shown)' is no percent-encoding", hint: "write a percent sign as %25")
      }
    }
    let question = rest.firstIndex(of: 0x3F) ?? rest.count
    var recipients = Recipients()
    if question > 0, let finding = add(rest[..<question], to: &recipients) {
      return .failure(finding)
    }
    guard question < rest.count else { return .success(recipients) }
    let fields = rest[(question + 1)...]
    if fields.isEmpty, recipients.addresses.isEmpty { return wrong("'mailto:' without an address") }
    for field in fields.split(separator: 0x26, omittingEmptySubsequences: false) {
      if let finding = read(field: field, &recipients) { return .failure(finding) }
    }
    return .success(recipients)
  }

  /// Whether a text is one address, `local@domain`, by the rules for messages (RFC 5322, RFC 6532).
  package static func isAddress(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let at = bytes.lastIndex(of: 0x40), at > 0, at <= 64, bytes.count <= 254 else {
      return false
    }
    return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...])
  }

  private typealias Part = Slice<UnsafeBufferPointer<UInt8>>

  private static let fields = ["subject", "body", "cc", "bcc"]

  private static func read(field: Part, _ recipients: inout Recipients) -> Finding? {
    guard let equals = field.firstIndex(of: 0x3D), equals > field.startIndex else {
      let shown = String(decoding: field, as: UTF8.self)
      return Finding(
        .invalidAddress,
        shown.isEmpty ? "an empty field in a mail address" : "'\(shown)' is not a field with '='",
        hint: "write ?subject=…&body=…, and '&' in a text as %26")
    }
    let name = String(decoding: field[..<equals], as: UTF8.self).lowercased()
    let value = field[(equals + 1)...]
    switch name {
    case "cc", "bcc": return add(value, to: &recipients)
    case "subject", "body":
      guard let text = decoded(value) else { return notUTF8(value) }
      let isBad = text.utf8.contains {
        $0 < 0x20 && !(name == "body" && [0x09, 0x0A, 0x0D].contains($0)) || $0 == 0x7F
      }
      if !isBad { return nil }
      return Finding(
        .invalidAddress, "a control character in '\(name)'",
        hint: name == "body" ? "write the end of a line as %0D%0A" : "a subject is one line")
    default:
      return Finding(
        .invalidAddress, "'\(name)' is not a field of a mail address",
        hint: Suggestion.didYouMean(name, among: fields)
          ?? "fields: \(fields.joined(separator: ", "))")
    }
  }

  /// Adds the addresses of a list between commas.
  private static func add(_ list: Part, to recipients: inout Recipients) -> Finding? {
    for part in list.split(separator: 0x2C, omittingEmptySubsequences: false) {
      guard let address = decoded(part) else { return notUTF8(part) }
      guard isAddress(address) else {
        let hasSpace = address.utf8.contains(0x20)
        return Finding(
          .invalidAddress, "'\(address)' is not an e-mail address",
          hint: hasSpace ? "separate addresses by a comma without spaces" : nil)
      }
      recipients.addresses.append(address)
      let domain = address.utf8.split(separator: 0x40).last ?? []
      recipients.findings += HostCheck.findings(
        String(decoding: domain, as: UTF8.self).lowercased())
    }
    return nil
  }

  private static func decoded(_ text: Part) -> String? {
    var bytes: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      if let byte = text[index] == 0x25 ? text[index...].percentByte : nil {
        bytes.append(byte)
        index += 3
      } else {
        bytes.append(text[index])
        index += 1
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func notUTF8(_ text: Part) -> Finding {
    Finding(
      .invalidAddress, "'\(String(decoding: text, as: UTF8.self))' does not stand for UTF-8")
  }

  private static func wrong(
    _ message: String, hint: String? = nil
  ) -> Result<Recipients, Finding> {
    .failure(Finding(.invalidAddress, message, hint: hint))
  }

  private static func isLocalPart(_ text: ArraySlice<UInt8>) -> Bool {
    if text.first == 0x22 {
      guard text.count > 2, text.last == 0x22 else { return false }
      var isEscaped = false
      for byte in text.dropFirst().dropLast() {
        if byte < 0x20 || byte == 0x7F || byte == 0x22 && !isEscaped { return false }
        isEscaped = byte == 0x5C && !isEscaped
      }
      return !isEscaped
    }
    return text.split(separator: 0x2E, omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.allSatisfy(isAtomByte)
    }
  }

  private static func isAtomByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    // ! # $ % & ' * + - / = ? ^ _ ` { | } ~
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  private static func isDomain(_ text: ArraySlice<UInt8>) -> Bool {
    let labels = text.split(separator: 0x2E, omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { label in
        !label.isEmpty && label.count <= 63 * 4 && label.first != 0x2D && label.last != 0x2D
          && label.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x80...0xFF: true
            default: false
            }
          }
      }
  }
}
