// The steps of a block as plain texts, read from the HTML that we wrote ourselves: the items of its
// outermost numbered list.

import Markup

/// Reads steps out of a body.
enum BlockSteps {
  /// The texts of the steps in a block.
  static func texts(ofBlock index: Int, in body: Body) -> [String] {
    var range = 0..<0
    for hole in body.holes {
      if hole.kind == .blockStart(index) { range = hole.offset..<body.html.count }
      if hole.kind == .blockEnd(index) { range = range.lowerBound..<hole.offset }
    }
    return items(of: body.html[range])
  }

  private static func items(of html: ArraySlice<UInt8>) -> [String] {
    var items: [[UInt8]] = []
    var depth = 0
    var index = html.startIndex
    while index < html.endIndex {
      if html[index] == 0x3C, let end = html[index...].firstIndex(of: 0x3E) {
        let tag = html[(index + 1)..<end]
        if tag.starts(with: "ol".utf8) || tag.starts(with: "ul".utf8) { depth += 1 }
        if tag.starts(with: "/ol".utf8) || tag.starts(with: "/ul".utf8) { depth -= 1 }
        if depth == 1, tag.elementsEqual("li".utf8) { items.append([]) }
        index = end + 1
      } else if html[index] == 0x26, let end = html[index...].firstIndex(of: 0x3B) {
        append(character(html[(index + 1)..<end]), to: &items, depth)
        index = end + 1
      } else {
        append(html[index] < 0x20 ? 0x20 : html[index], to: &items, depth)
        index += 1
      }
    }
    return items.map { bytes in
      bytes.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  private static func append(_ byte: UInt8, to items: inout [[UInt8]], _ depth: Int) {
    if depth > 0, !items.isEmpty { items[items.count - 1].append(byte) }
  }

  /// The entities that `Escaping` and `CleanText` write.
  private static func character(_ name: ArraySlice<UInt8>) -> UInt8 {
    switch String(decoding: name, as: UTF8.self) {
    case "lt": 0x3C
    case "gt": 0x3E
    case "quot": 0x22
    case "#39": 0x27
    default: 0x26
    }
  }
}
