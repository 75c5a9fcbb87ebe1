// Every way a text may enter HTML, a URL or JSON. All of them work on UTF-8 bytes: a `Character` is
// a grapheme cluster, and `"` followed by a combining mark is not equal to `"`, so an escape that
// compares characters leaves the quote in place.

/// Escapes for the contexts that kbgen writes into.
public enum Escaping {
  /// Appends text for an element's content or a quoted attribute: `& < > " '` become entities.
  @inlinable
  public static func html(_ text: UnsafeBufferPointer<UInt8>, into out: inout ByteWriter) {
    var start = 0
    while true {
      let index = text.index(from: start) { $0.markup(apostrophes: true) }
      if start < index { out.append(UnsafeBufferPointer(rebasing: text[start..<index])) }
      if index == text.count { return }
      let entity: StaticString
      switch text[index] {
      case 0x26: entity = "&amp;"
      case 0x3C: entity = "&lt;"
      case 0x3E: entity = "&gt;"
      case 0x22: entity = "&quot;"
      default: entity = "&#39;"
      }
      out.append(entity)
      start = index + 1
    }
  }

  /// Appends text for an element's content or a quoted attribute.
  @inlinable
  public static func html(_ text: String, into out: inout ByteWriter) {
    // In place: a copy to be made contiguous counts a reference, which nearly no text needs.
    if text.utf8.withContiguousStorageIfAvailable({ html($0, into: &out) }) != nil { return }
    var text = text
    text.withUTF8 { html($0, into: &out) }
  }

  /// Appends bytes of UTF-8 for an element's content or a quoted attribute.
  @inlinable
  public static func html(_ bytes: [UInt8], into out: inout ByteWriter) {
    bytes.withUnsafeBufferPointer { html($0, into: &out) }
  }

  /// The text as HTML, for the few places that need a value and not a buffer.
  public static func html(_ text: String) -> [UInt8] {
    var out = ByteWriter(capacity: text.utf8.count + 16)
    html(text, into: &out)
    return out.bytes
  }

  /// Percent-encodes one path (slashes stay): all but unreserved characters and `/`.
  public static func urlPath(_ path: String) -> String {
    percentEncode(path, keeping: isPathByte)
  }

  /// Percent-encodes a value of a query or a fragment: all but unreserved characters.
  public static func urlComponent(_ text: String) -> String {
    percentEncode(text, keeping: isUnreservedByte)
  }

  /// Percent-encodes what may not stand in a URL as it is, and leaves all that may, `%` included;
  /// for a whole URL that an author wrote.
  public static func url(_ text: String) -> String {
    percentEncode(text, keeping: isURLByte)
  }

  /// Appends a JSON string with its quotes. `< > &` and U+2028, U+2029 are escaped too, so that the
  /// JSON may stand inside HTML.
  public static func json(_ text: UnsafeBufferPointer<UInt8>, into out: inout ByteWriter) {
    out.append(UInt8(0x22))
    var start = 0
    var index = 0
    var looked = 0
    while index < text.count {
      if index >= looked, index + 8 <= text.count {
        looked = index + 8
        if EightBytes(text, at: index).standInJSON {
          index = looked
          continue
        }
      }
      let byte = text[index]
      var length = 1
      var escape: StaticString = ""
      switch byte {
      case 0x22: escape = "\\\""
      case 0x5C: escape = "\\\\"
      case 0x0A: escape = "\\n"
      case 0x0D: escape = "\\r"
      case 0x09: escape = "\\t"
      case 0x26: escape = "\\u0026"
      case 0x3C: escape = "\\u003c"
      case 0x3E: escape = "\\u003e"
      case 0..<0x20, 0x7F:
        if start < index { out.append(UnsafeBufferPointer(rebasing: text[start..<index])) }
        out.append("\\u00")
        out.append(hexDigits[Int(byte >> 4)])
        out.append(hexDigits[Int(byte & 15)])
        start = index + 1
        index += 1
        continue
      case 0xE2
      where index + 2 < text.count && text[index + 1] == 0x80
        && (text[index + 2] == 0xA8 || text[index + 2] == 0xA9):
        escape = text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029"
        length = 3
      default:
        index += 1
        continue
      }
      if start < index { out.append(UnsafeBufferPointer(rebasing: text[start..<index])) }
      out.append(escape)
      index += length
      start = index
    }
    if start < text.count { out.append(UnsafeBufferPointer(rebasing: text[start..<text.count])) }
    out.append(UInt8(0x22))
  }

  /// Appends a JSON string with its quotes.
  public static func json(_ text: String, into out: inout ByteWriter) {
    if text.utf8.withContiguousStorageIfAvailable({ json($0, into: &out) }) != nil { return }
    var text = text
    text.withUTF8 { json($0, into: &out) }
  }

  /// Appends UTF-8 bytes as a JSON string with its quotes.
  public static func json(_ bytes: [UInt8], into out: inout ByteWriter) {
    bytes.withUnsafeBufferPointer { json($0, into: &out) }
  }

  @usableFromInline
  static let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)

  private static func percentEncode(_ text: String, keeping keep: (UInt8) -> Bool) -> String {
    // In place: most have nothing to encode, and to walk over a text letter by letter took longer than all else.
    if text.utf8.withContiguousStorageIfAvailable({ $0.allSatisfy(keep) }) == true { return text }
    let upper = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count * 2)
    for byte in text.utf8 {
      if keep(byte) {
        out.append(byte)
      } else {
        out.append(0x25)
        out.append(upper[Int(byte >> 4)])
        out.append(upper[Int(byte & 15)])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isUnreservedByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func isPathByte(_ byte: UInt8) -> Bool { byte == 0x2F || isUnreservedByte(byte) }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, 0x22, 0x3C, 0x3E, 0x5B...0x5E, 0x60, 0x7B...0x7D, 0x7F...0xFF: false
    default: true
    }
  }
}
