// The size of an SVG image, from the attributes of its first element: `width` and `height`, and where
// one is missing, the `viewBox`; without all three it is shown as 300 by 150. Only what stands before the first element is skipped, byte by byte:
// an XML library would follow entities and document types, which are what attacks are made of.

/// Reads the size of SVG files.
enum SVGSize {
  /// The size in CSS pixels; nil where the bytes are no SVG, or one that is not shown.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> (width: Int, height: Int)? {
    guard var index = start(bytes) else { return nil }
    var width: Double?
    var height: Double?
    var box: (width: Double, height: Double)?
    while let attribute = attribute(bytes, &index) {
      switch attribute.name {
      case "width": width = length(attribute.value)
      case "height": height = length(attribute.value)
      case "viewBox": box = viewBox(attribute.value)
      default: break
      }
    }
    switch (width, height, box) {
    case (let width?, let height?, _): return rounded(width, height)
    case (let width?, nil, let box?): return rounded(width, width * box.height / box.width)
    case (nil, let height?, let box?): return rounded(height * box.width / box.height, height)
    case (nil, nil, let box?): return rounded(box.width, box.height)
    case (_, _, nil): return rounded(width ?? 300, height ?? 150)
    }
  }

  private static func rounded(_ width: Double, _ height: Double) -> (width: Int, height: Int)? {
    guard width > 0, height > 0, width < 1e6, height < 1e6 else { return nil }
    return (max(1, Int(width.rounded())), max(1, Int(height.rounded())))
  }

  /// Where the name `svg` of the first element ends, past a declaration, comments and a document type.
  private static func start(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = has("\u{FEFF}", bytes, 0) ? 3 : 0
    while index < bytes.count {
      if isSpace(bytes[index]) {
        index += 1
      } else if has("<?", bytes, index) {
        guard let end = find("?>", bytes, from: index + 2) else { return nil }
        index = end
      } else if has("<!--", bytes, index) {
        guard let end = find("-->", bytes, from: index + 4) else { return nil }
        index = end
      } else if has("<!DOCTYPE", bytes, index) {
        let subset = bytes[index...].firstIndex { $0 == 0x5B || $0 == 0x3E }
        guard let subset else { return nil }
        if bytes[subset] == 0x3E {
          index = subset + 1
        } else {
          guard let end = find("]", bytes, from: subset), let close = find(">", bytes, from: end)
          else { return nil }
          index = close
        }
      } else {
        for name: StaticString in ["<svg", "<svg:svg"] where has(name, bytes, index) {
          let end = index + name.utf8CodeUnitCount
          if end < bytes.count && (isSpace(bytes[end]) || bytes[end] == 0x3E || bytes[end] == 0x2F)
          {
            return end
          }
        }
        return nil
      }
    }
    return nil
  }

  private static func attribute(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> (name: String, value: UnsafeBufferPointer<UInt8>)? {
    func skipSpace() {
      while index < bytes.count && isSpace(bytes[index]) { index += 1 }
    }
    skipSpace()
    let start = index
    while index < bytes.count, !isSpace(bytes[index]), ![0x3D, 0x3E, 0x2F].contains(bytes[index]) {
      index += 1
    }
    let name = String(decoding: bytes[start..<index].prefix(16), as: UTF8.self)
    skipSpace()
    guard start < index, index < bytes.count, bytes[index] == 0x3D else { return nil }
    index += 1
    skipSpace()
    guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27,
      let end = bytes[(index + 1)...].firstIndex(of: bytes[index])
    else { return nil }
    let value = UnsafeBufferPointer(rebasing: bytes[index + 1..<end])
    index = end + 1
    return (name, value)
  }

  /// A length with a unit that CSS knows the pixels of; nil for others, as `100%` and `2em`.
  private static func length(_ value: UnsafeBufferPointer<UInt8>) -> Double? {
    var index = 0
    guard let number = number(value, &index) else { return nil }
    let end = value.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? index
    switch String(decoding: value[index..<max(index, end)].prefix(8), as: UTF8.self).lowercased() {
    case "", "px": return number
    case "pt": return number * 96 / 72
    case "pc": return number * 16
    case "in": return number * 96
    case "cm": return number * 96 / 2.54
    case "mm": return number * 96 / 25.4
    case "q": return number * 96 / 101.6
    default: return nil
    }
  }

  private static func viewBox(
    _ value: UnsafeBufferPointer<UInt8>
  ) -> (width: Double, height: Double)? {
    var index = 0
    var numbers: [Double] = []
    while numbers.count < 4, let number = number(value, &index) { numbers.append(number) }
    guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
    return (numbers[2], numbers[3])
  }

  /// The number at `index` after spaces and commas; a text longer than 32 bytes is none.
  private static func number(
    _ value: UnsafeBufferPointer<UInt8>, _ index: inout Int
  ) -> Double? {
    while index < value.count, isSpace(value[index]) || value[index] == 0x2C { index += 1 }
    let start = index
    while index < value.count, index < start + 32 {
      switch value[index] {
      case 0x30...0x39, 0x2E, 0x2B, 0x2D: break
      case 0x45, 0x65:
        // `1e3` is a number with an exponent, `1em` one with a unit.
        let next = index + 1 < value.count ? value[index + 1] : 0
        guard (0x30...0x39).contains(next) || next == 0x2B || next == 0x2D else {
          return Double(String(decoding: value[start..<index], as: UTF8.self))
        }
      default: return Double(String(decoding: value[start..<index], as: UTF8.self))
      }
      index += 1
    }
    return Double(String(decoding: value[start..<index], as: UTF8.self))
  }

  private static func find(
    _ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while index < bytes.count {
      if has(text, bytes, index) { return index + text.utf8CodeUnitCount }
      index += 1
    }
    return nil
  }

  private static func has(
    _ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in
      UnsafeBufferPointer(rebasing: bytes[index..<index + count]).elementsEqual(wanted)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
