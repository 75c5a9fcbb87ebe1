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
    /// The depth of the outermost numbered list that the walk is in; 0 outside of one.
    var listDepth = 0
    var isNote = false
    var index = html.startIndex
    while index < html.endIndex {
      if html[index] == 0x3C, let end = html[index...].firstIndex(of: 0x3E) {
        let tag = html[(index + 1)..<end]
        if tag.starts(with: "ol".utf8) || tag.starts(with: "ul".utf8) {
          depth += 1
          if listDepth == 0, tag.first == 0x6F { listDepth = depth }
        }
        if tag.starts(with: "/ol".utf8) || tag.starts(with: "/ul".utf8) {
          if depth == listDepth { listDepth = 0 }
          depth -= 1
        }
        if depth == listDepth, listDepth > 0, tag.starts(with: "li".utf8) { items.append([]) }
        if tag.starts(with: "sup class=\"footnote".utf8) { isNote = true }
        if tag.elementsEqual("/sup".utf8) { isNote = false }
        index = end + 1
      } else if html[index] == 0x26, let end = html[index...].firstIndex(of: 0x3B) {
        if !isNote { append(character(html[(index + 1)..<end]), to: &items, listDepth) }
        index = end + 1
      } else {
        if !isNote { append(html[index] < 0x20 ? 0x20 : html[index], to: &items, listDepth) }
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
