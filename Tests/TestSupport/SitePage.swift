// A page as a browser would take it apart, as far as tests need it. Works on bytes, because a quote with
// a combining mark is another Character than a quote, and still ends an attribute.

/// A file of the site.
package struct SitePage: Sendable {
  /// Its path in the site.
  package let path: String
  /// Its bytes.
  package let bytes: [UInt8]

  /// Names a file's bytes.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The whole file.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the bytes of `text` are in the file.
  package func contains(_ text: String) -> Bool { count(of: text) > 0 }

  /// How often the bytes of `text` are in the file, without overlaps.
  package func count(of text: String) -> Int {
    let wanted = Array(text.utf8)
    precondition(!wanted.isEmpty, "a test looks for something")
    var count = 0
    var index = 0
    while index + wanted.count <= bytes.count {
      if bytes[index] == wanted[0] && bytes[index..<index + wanted.count].elementsEqual(wanted) {
        count += 1
        index += wanted.count
      } else {
        index += 1
      }
    }
    return count
  }

  /// Where `text` begins, in bytes; nil when it is not there.
  package func offset(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (0...bytes.count - wanted.count).first { index in
      bytes[index..<index + wanted.count].elementsEqual(wanted)
    }
  }

  /// The attributes of each element with a name, entities decoded, in the order of the page.
  package func elements(_ name: String) -> [[String: String]] {
    tags.filter { $0.name == name }.map(\.attributes)
  }

  /// The values of an attribute of all elements, in the order of the page.
  package func values(of attribute: String) -> [String] {
    tags.compactMap { $0.attributes[attribute] }
  }

  /// What stands between the first `<name …>` and the next `</name>`.
  package func content(of name: String) -> String? {
    guard let tag = tags.first(where: { $0.name == name }) else { return nil }
    let rest = SitePage(path: path, bytes: Array(bytes[tag.end...]))
    return rest.offset(of: "</\(name)>").map { String(decoding: rest.bytes[..<$0], as: UTF8.self) }
  }

  /// All start tags.
  package var tags: [HTMLTag] {
    var tags: [HTMLTag] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == 0x3C, index + 1 < bytes.count, Self.isLetter(bytes[index + 1]) else {
        index += 1
        continue
      }
      let tag = HTMLTag(bytes, at: index)
      tags.append(tag)
      index = max(tag.end, index + 1)
    }
    return tags
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }
}

/// A start tag.
package struct HTMLTag: Sendable {
  /// The element's name as written.
  package let name: String
  /// Its attributes with decoded values; an attribute without a value has an empty one.
  package private(set) var attributes: [String: String] = [:]
  /// The first byte after the tag.
  package private(set) var end: Int

  /// Reads the tag that begins at `start`, by the rules of browsers.
  init(_ bytes: [UInt8], at start: Int) {
    let isSpace = { (byte: UInt8) in [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) }
    let text = { (range: Range<Int>) in String(decoding: bytes[range], as: UTF8.self) }
    var index = start + 1
    func skip(while condition: (UInt8) -> Bool) -> Range<Int> {
      let from = index
      while index < bytes.count && condition(bytes[index]) { index += 1 }
      return from..<index
    }
    name = text(skip { !isSpace($0) && $0 != 0x3E && $0 != 0x2F })
    while index < bytes.count {
      _ = skip { isSpace($0) || $0 == 0x2F }
      if index >= bytes.count || bytes[index] == 0x3E { break }
      let attribute = text(skip { !isSpace($0) && ![0x3E, 0x2F, 0x3D].contains($0) })
      _ = skip(while: isSpace)
      var value = ""
      if index < bytes.count && bytes[index] == 0x3D {
        index += 1
        _ = skip(while: isSpace)
        if index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27 {
          let quote = bytes[index]
          index += 1
          value = text(skip { $0 != quote })
          index += 1
        } else {
          value = text(skip { !isSpace($0) && $0 != 0x3E })
        }
      }
      if attributes[attribute] == nil { attributes[attribute] = Self.decoded(value) }
    }
    end = min(index + 1, bytes.count)
  }

  private static func decoded(_ value: String) -> String {
    var out = value
    for (entity, text) in [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#34;", "\""),
      ("&amp;", "&"),
    ] {
      out = out.utf8.contains(0x26) ? replace(entity, text, in: out) : out
    }
    return out
  }

  private static func replace(_ entity: String, _ text: String, in value: String) -> String {
    var out: [UInt8] = []
    var rest = Array(value.utf8)[...]
    while let byte = rest.first {
      if rest.starts(with: entity.utf8) {
        out += text.utf8
        rest = rest.dropFirst(entity.utf8.count)
      } else {
        out.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
