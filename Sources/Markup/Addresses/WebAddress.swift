// Where an address of the web leads, read as a browser reads it, which is not always how people do:
// what stands before an `@` is not the host, a `\` is a `/`, `%2e` a dot and `0x7f.1` a machine. An
// address that needs such knowledge is refused.

/// An address that begins with `https:` or `http:`.
package struct WebAddress: Sendable {
  /// The host in small letters of ASCII, without port; other letters as they were written.
  package let host: String
  /// What is suspicious about it.
  package let findings: [Finding]

  /// Reads an address whose scheme has been looked at; `rest` is what follows the scheme's colon.
  static func read(
    _ rest: UnsafeBufferPointer<UInt8>, scheme: String
  ) -> Result<WebAddress, Finding> {
    guard rest.starts(with: [0x2F, 0x2F]) else { return unsafe("'\(scheme):' without a host") }
    let authority = rest.dropFirst(2).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
    if authority.contains(0x5C) {
      return unsafe(
        "a '\\' before the path", hint: "browsers read it as '/': the host ends there")
    }
    var host = Array(authority)
    if let at = authority.lastIndex(of: 0x40) {
      host = Array(authority[(at + 1)...])
      let name = String(decoding: host, as: UTF8.self)
      return unsafe(
        "what stands before '@' is not the host: the link leads to '\(name)'",
        hint: "write the address without '@'")
    }
    if let colon = host.firstIndex(of: 0x3A), host.first != 0x5B {
      let port = host[(colon + 1)...]
      guard port.allSatisfy({ (0x30...0x39).contains($0) }), port.count <= 5,
        (Int(String(decoding: port, as: UTF8.self)) ?? 0) <= 65_535
      else { return unsafe("the port after the host is not a number up to 65535") }
      host.removeSubrange(colon...)
    }
    if host.isEmpty { return unsafe("'\(scheme):' without a host") }
    return read(host: host)
  }

  /// What is wrong with an address as a whole, its host's look included; for addresses that stand
  /// outside of articles. Its scheme must be `https` or `http`.
  package static func findings(_ url: String) -> [Finding] {
    switch read(url) {
    case .success(let address): address.findings
    case .failure(let finding): [finding]
    }
  }

  /// The host of an address of the web; nil when there is none.
  package static func host(_ url: String) -> String? {
    if case .success(let address) = read(url) { address.host } else { nil }
  }

  private static func read(_ url: String) -> Result<WebAddress, Finding> {
    var url = url
    return url.withUTF8 { bytes in
      let colon = bytes.firstIndex(of: 0x3A) ?? bytes.count
      let scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
      guard scheme == "https" || scheme == "http" else {
        return unsafe("'\(scheme):' is no address of the web")
      }
      return read(UnsafeBufferPointer(rebasing: bytes[(colon + 1)...]), scheme: scheme)
    }
  }

  private static func read(host written: [UInt8]) -> Result<WebAddress, Finding> {
    var host: [UInt8] = []
    var index = 0
    while index < written.count {
      var byte = written[index]
      if byte == 0x25 {
        guard let decoded = written[index...].percentByte, decoded >= 0x80 else {
          return unsafe("'%' in the host name", hint: "write the host name as it is")
        }
        byte = decoded
        index += 2
      }
      host.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
      index += 1
    }
    let name = String(decoding: host, as: UTF8.self)
    var labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    if labels.count > 1, labels.last?.isEmpty == true { labels.removeLast() }
    let isGood =
      host.allSatisfy(isHostByte) && labels.allSatisfy { !$0.isEmpty && $0.count <= 63 * 4 }
    guard isGood else { return unsafe("'\(name)' is not the name of a host") }
    if let last = labels.last, isNumber(last), !isDottedQuad(labels) {
      return unsafe("'\(name)' hides the address of a machine", hint: "write the name of the host")
    }
    return .success(WebAddress(host: name, findings: HostCheck.findings(name)))
  }

  private static func unsafe(
    _ message: String, hint: String? = nil
  ) -> Result<WebAddress, Finding> {
    .failure(Finding(.unsafeLink, message, hint: hint))
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  /// Whether browsers take a label for a number.
  private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
    let isHex = label.count > 1 && label.starts(with: [0x30, 0x78])
    return isHex
      ? label.dropFirst(2).allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
      : label.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isDottedQuad(_ labels: [ArraySlice<UInt8>]) -> Bool {
    labels.count == 4
      && labels.allSatisfy { label in
        let number = Int(String(decoding: label, as: UTF8.self))
        return number.map { (0...255).contains($0) && String($0).utf8.count == label.count }
          ?? false
      }
  }
}

extension Collection<UInt8> {
  /// The byte that the first three say as `%2F`.
  var percentByte: UInt8? {
    let three = Array(prefix(3))
    guard three.count == 3, three[0] == 0x25, let high = Self.hexValue(three[1]),
      let low = Self.hexValue(three[2])
    else { return nil }
    return high << 4 | low
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
