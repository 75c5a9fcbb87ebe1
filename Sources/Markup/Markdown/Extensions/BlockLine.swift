// The first or last line of a block: `:::name[label]{key=value key="two words"}` or `:::`. With two
// colons a block is its first line alone, as `::include{file=menu}`.

/// A line of colons, read.
struct BlockLine {
  /// How many colons it begins with; the last line of a block has as many as the first.
  private(set) var colons = 0
  /// Empty for the last line of a block.
  private(set) var name = Part()
  /// With escaped characters as `EscapedCharacters` writes them.
  private(set) var label: Part?
  private(set) var values: [(key: Part, value: Part)] = []
  /// What could not be read, and where.
  private(set) var mistake: (reason: String, range: Range<Int>)?

  /// A piece of the line.
  struct Part {
    var text = ""
    var range = 0..<0
  }

  /// Whether it is a block in one line.
  var isLeaf: Bool { colons == 2 }

  /// Whether a line may begin or end a block: three colons, or two and a letter.
  static func isCandidate(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, end: Int
  ) -> Bool {
    guard start + 2 < end, bytes[start + 1] == 0x3A else { return false }
    if bytes[start + 2] == 0x3A { return true }
    var index = start + 2
    guard isNameStart(bytes[index]) else { return false }
    while index < end, isName(bytes[index]) { index += 1 }
    return index >= end || bytes[index] <= 0x20 || bytes[index] == 0x5B || bytes[index] == 0x7B
  }

  /// Reads the part of a line from its first colon.
  init(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) {
    var reader = Reader(bytes: bytes, index: line.lowerBound, end: line.upperBound)
    while reader.byte == 0x3A {
      colons += 1
      reader.index += 1
    }
    reader.skipSpaces()
    let start = reader.index
    if reader.byte.map(Self.isNameStart) == true {
      while reader.byte.map(Self.isName) == true { reader.index += 1 }
    }
    name = reader.part(from: start)
    if reader.byte == 0x5B { readLabel(&reader) }
    if reader.byte == 0x7B { readValues(&reader) }
    reader.skipSpaces()
    if mistake == nil, reader.index < reader.end {
      mistake = ("this cannot stand after a block's name", reader.index..<reader.end)
    }
  }

  private mutating func readLabel(_ reader: inout Reader) {
    let start = reader.index + 1
    var depth = 0
    var text: [UInt8] = []
    while let byte = reader.byte {
      reader.index += 1
      switch byte {
      case 0x5C where reader.byte.map { $0 < 0x80 && $0 > 0x20 } == true:
        let escaped = reader.bytes[reader.index]
        text += EscapedCharacters.mark(for: escaped) ?? [escaped]
        reader.index += 1
        continue
      case 0x5B: depth += 1
      case 0x5D:
        depth -= 1
        if depth == 0 {
          let range = start..<reader.index - 1
          label = Part(text: String(decoding: text, as: UTF8.self), range: range)
          return
        }
      default: break
      }
      if depth > 1 || byte != 0x5B { text.append(byte) }
    }
    mistake = ("the label has no ']'", start - 1..<reader.end)
  }

  private mutating func readValues(_ reader: inout Reader) {
    let open = reader.index
    reader.index += 1
    while true {
      reader.skipSpaces()
      guard let byte = reader.byte else {
        mistake = ("the keys have no '}'", open..<reader.end)
        return
      }
      if byte == 0x7D {
        reader.index += 1
        return
      }
      let start = reader.index
      while reader.byte.map(Self.isName) == true { reader.index += 1 }
      let key = reader.part(from: start)
      guard !key.text.isEmpty, reader.byte == 0x3D else {
        mistake = ("keys are written key=value or key=\"two words\"", start..<reader.end)
        reader.index = reader.end
        return
      }
      reader.index += 1
      guard let value = reader.value() else {
        mistake = ("the value has no closing quote", start..<reader.end)
        reader.index = reader.end
        return
      }
      values.append((key, value))
    }
  }

  private struct Reader {
    let bytes: UnsafeBufferPointer<UInt8>
    var index: Int
    let end: Int

    var byte: UInt8? { index < end ? bytes[index] : nil }

    mutating func skipSpaces() {
      while let byte, byte <= 0x20 { index += 1 }
    }

    func part(from start: Int) -> Part {
      Part(text: String(decoding: bytes[start..<index], as: UTF8.self), range: start..<index)
    }

    /// A word, or what stands between quotes; nil without the second quote.
    mutating func value() -> Part? {
      if let quote = byte, quote == 0x22 || quote == 0x27 {
        index += 1
        let start = index
        while let byte, byte != quote { index += 1 }
        guard index < end else { return nil }
        let value = part(from: start)
        index += 1
        return value
      }
      let start = index
      while let byte, byte > 0x20, byte != 0x7D { index += 1 }
      return part(from: start)
    }
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
  }
}
