// The ASCII form of host names in other scripts (RFC 3492), read so that a message can show what a
// reader's browser might.

/// Decodes the part of a label after `xn--`.
enum Punycode {
  /// The characters of an encoded label; nil when it is not well formed.
  static func decode(_ label: some Collection<UInt8>) -> [Unicode.Scalar]? {
    let bytes = Array(label)
    guard bytes.count <= 63 else { return nil }
    var out: [UInt32] = []
    var index = 0
    if let hyphen = bytes.lastIndex(of: 0x2D) {
      out = bytes[..<hyphen].map { UInt32($0) }
      index = hyphen + 1
    }
    var number: UInt32 = 128
    var place: UInt32 = 0
    var bias: UInt32 = 72
    while index < bytes.count {
      let start = place
      var weight: UInt32 = 1
      var step: UInt32 = 36
      while true {
        guard index < bytes.count, let digit = digit(bytes[index]) else { return nil }
        index += 1
        let (product, isLarge) = digit.multipliedReportingOverflow(by: weight)
        let (sum, isLarger) = place.addingReportingOverflow(product)
        if isLarge || isLarger { return nil }
        place = sum
        let threshold = step <= bias ? 1 : min(26, step - bias)
        if digit < threshold { break }
        let (next, isLargest) = weight.multipliedReportingOverflow(by: 36 - threshold)
        if isLargest { return nil }
        weight = next
        step += 36
      }
      let count = UInt32(out.count + 1)
      bias = adapted(place - start, count: count, isFirst: start == 0)
      let (scalar, isLarge) = number.addingReportingOverflow(place / count)
      if isLarge { return nil }
      number = scalar
      place %= count
      out.insert(number, at: Int(place))
      place += 1
    }
    let scalars = out.compactMap { Unicode.Scalar($0) }
    return scalars.count == out.count && !scalars.isEmpty ? scalars : nil
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30 + 26
    case 0x41...0x5A: UInt32(byte) - 0x41
    case 0x61...0x7A: UInt32(byte) - 0x61
    default: nil
    }
  }

  private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var step: UInt32 = 0
    while delta > 455 {
      delta /= 35
      step += 36
    }
    return step + 36 * delta / (delta + 38)
  }
}
