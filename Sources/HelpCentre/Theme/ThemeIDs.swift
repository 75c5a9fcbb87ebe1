// The ids that a theme writes on the pages of articles. A heading of the same name gets another id, or
// links to it would lead to the theme's element.

extension Theme {
  /// The ids in the template of articles and in all that it takes in.
  package var articleIDs: Set<String> {
    var ids: Set<String> = []
    var seen: Set<String> = []
    var next = ["templates/article.html"]
    while let path = next.popLast() {
      guard seen.insert(path).inserted, let bytes = files[path]?.bytes else { continue }
      for id in Self.words(in: bytes, after: " id=\"", endedBy: [0x22, 0x7B]) { ids.insert(id) }
      for opening in ["{{>", "{{<"] {
        let names = Self.words(in: bytes, after: opening, endedBy: [0x7D])
        next += names.map { "partials/\($0.filter { $0 != " " }).html" }
      }
    }
    return ids
  }

  /// What stands between an opening and the first of the ends; what ends with another is left out.
  private static func words(
    in bytes: [UInt8], after opening: String, endedBy ends: [UInt8]
  ) -> [String] {
    let opening = Array(opening.utf8)
    var words: [String] = []
    var rest = bytes[...]
    while let place = rest.firstRange(of: opening) {
      rest = rest[place.upperBound...]
      guard let end = rest.firstIndex(where: { ends.contains($0) }) else { break }
      if rest[end] == ends[0] { words.append(String(decoding: rest[..<end], as: UTF8.self)) }
    }
    return words
  }
}
