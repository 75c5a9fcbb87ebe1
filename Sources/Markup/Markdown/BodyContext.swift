// What stands around a link by name: the sentence, or the row of the table. The site reads there what a text
// says of the thing that is linked.

extension BodyWriter {
  /// Begins a paragraph or a row of a table: what its links by name are about stands in it.
  mutating func startContext() { blockStart = (section.text.count, body.links.count) }

  /// Gives the text of the row to its links by name.
  mutating func giveRow() {
    giveContext { _ in 0..<Int.max }
  }

  /// Gives its sentence to each link by name of a paragraph.
  mutating func giveSentences() {
    let text = section.text
    let first = min(blockStart.text, text.count)
    giveContext { place in
      guard let place else { return 0..<Int.max }
      var (start, end) = (max(first, min(place, text.count)), min(place, text.count))
      while start > first, !Self.endsSentence(text, at: start - 1) { start -= 1 }
      while end < text.count, !Self.endsSentence(text, at: end) { end += 1 }
      return start..<end
    }
  }

  private mutating func giveContext(_ range: (Int?) -> Range<Int>) {
    let whole = min(blockStart.text, section.text.count)..<section.text.count
    var contexts: [Range<Int>: String] = [:]
    for index in blockStart.links..<body.links.count {
      guard case .reference = body.links[index].target else { continue }
      let place = linkPlaces.first { $0.link == index }?.text
      let range = range(place).clamped(to: whole)
      let text = contexts[range] ?? String(decoding: section.text[range], as: UTF8.self)
      contexts[range] = text
      body.links[index].context = text
    }
    linkPlaces.removeAll(keepingCapacity: true)
  }

  /// Whether a sentence ends with the byte at an index.
  private static func endsSentence(_ text: [UInt8], at index: Int) -> Bool {
    switch text[index] {
    case 0x21, 0x2E, 0x3F: index + 1 >= text.count || text[index + 1] <= 0x20
    // 。！？
    case 0x82: index > 1 && text[index - 1] == 0x80 && text[index - 2] == 0xE3
    case 0x81, 0x9F: index > 1 && text[index - 1] == 0xBC && text[index - 2] == 0xEF
    default: false
    }
  }
}
