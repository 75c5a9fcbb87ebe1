// What may follow `tel:` (RFC 3966): a number with its country, `+33-1-23-45-67-89`, or one that only
// some telephones can reach. The second kind is right for few readers of a help centre.

/// Reads the part of a `tel:` address after the colon.
enum PhoneLink {
  /// A number.
  struct Number {
    /// The digits alone, after a `+` if the number has its country.
    let digits: String
    /// Set for a number without its country.
    let finding: Finding?
  }

  /// The number, or why the address is none.
  static func read(_ rest: UnsafeBufferPointer<UInt8>) -> Result<Number, Finding> {
    let parts = rest.split(separator: 0x3B, omittingEmptySubsequences: false)
    var written: [UInt8] = []
    var index = 0
    let number = Array(parts[0])
    while index < number.count {
      let isHash = number[index...].percentByte == 0x23
      written.append(isHash ? 0x23 : number[index])
      index += isHash ? 3 : 1
    }
    let isGlobal = written.first == 0x2B
    var digits: [UInt8] = isGlobal ? [0x2B] : []
    for byte in written.dropFirst(isGlobal ? 1 : 0) where !isSeparator(byte) {
      guard isDigit(byte) || !isGlobal && isLocalDigit(byte) else {
        return .failure(notANumber(written))
      }
      digits.append(byte)
    }
    let count = digits.count - (isGlobal ? 1 : 0)
    if count == 0 { return .failure(notANumber(written)) }
    if isGlobal, count > 15 {
      return .failure(
        Finding(.invalidAddress, "a phone number has at most 15 digits, not \(count)"))
    }
    var hasPlace = false
    for parameter in parts.dropFirst() {
      guard let name = name(ofParameter: parameter) else {
        let shown = String(decoding: parameter, as: UTF8.self)
        return .failure(
          Finding(
            .invalidAddress, "'\(shown)' is not a parameter of a phone number",
            hint: "an extension is written ;ext=123"))
      }
      if name == "phone-context" { hasPlace = true }
    }
    let text = String(decoding: digits, as: UTF8.self)
    // Emergency numbers have no country.
    let isLocal = !isGlobal && !hasPlace && count > 3
    return .success(Number(digits: text, finding: isLocal ? local(text) : nil))
  }

  private static func local(_ digits: String) -> Finding {
    let isAbroad = digits.hasPrefix("00")
    return Finding(
      .localPhoneNumber, "the phone number '\(digits)' can be dialled in one country only",
      hint: isAbroad
        ? "write it with '+' instead of '00': tel:+\(digits.dropFirst(2))"
        : "write it with the country code, as tel:+33123456789")
  }

  private static func notANumber(_ written: [UInt8]) -> Finding {
    let text = String(decoding: written, as: UTF8.self)
    let dashed = written.map { $0 == 0x20 ? 0x2D : $0 }
    let isOnlySpaced =
      written.contains(0x20)
      && dashed.allSatisfy { isDigit($0) || isSeparator($0) || $0 == 0x2B }
    return Finding(
      .invalidAddress, "'\(text)' is not a phone number",
      hint: isOnlySpaced
        ? "write it without spaces: tel:\(String(decoding: dashed, as: UTF8.self))"
        : "write it as tel:+33-1-23-45-67-89")
  }

  /// The name of a parameter, `name` or `name=value`; nil when it is not well formed.
  private static func name(ofParameter text: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    let name = text.prefix { $0 != 0x3D }
    let value = text.dropFirst(name.count + 1)
    let isName =
      !name.isEmpty && name.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x2D }
    guard isName, name.count == text.count || !value.isEmpty else { return nil }
    let lower = String(decoding: name, as: UTF8.self).lowercased()
    switch lower {
    case "ext":
      let isGood =
        value.contains(where: isDigit) && value.allSatisfy { isDigit($0) || isSeparator($0) }
      return isGood ? lower : nil
    case "phone-context", "isub":
      if value.isEmpty { return nil }
    default: break
    }
    return value.allSatisfy(isParameterByte) ? lower : nil
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2E || byte == 0x28 || byte == 0x29
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isLocalDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20) || byte == 0x2A || byte == 0x23
  }

  private static func isParameterByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte)
      || "-_.!~*'()[]/:&+$%".utf8.contains(byte)
  }
}
