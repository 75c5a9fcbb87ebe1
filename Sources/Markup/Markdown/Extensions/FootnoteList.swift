// Footnotes of a text: numbered by their first use, whatever their order in the source.

/// Which footnotes a text defines and uses.
struct FootnoteList {
  /// A definition.
  private struct Note {
    /// Index of the definition in the walk's list.
    let definition: Int
    var number = 0
    var uses = 0
  }

  private var notes: [[UInt8]: Note] = [:]
  /// The names in the order of their numbers.
  private(set) var order: [(label: [UInt8], definition: Int)] = []

  /// Whether the text defines none.
  var isEmpty: Bool { notes.isEmpty }

  /// Adds a definition; false when the name has one.
  mutating func define(_ label: [UInt8], definition: Int) -> Bool {
    if notes[label] != nil { return false }
    notes[label] = Note(definition: definition)
    return true
  }

  /// Notes a use; nil for a name without a definition. `use` counts from 1.
  mutating func use(_ label: [UInt8]) -> (number: Int, use: Int)? {
    guard var note = notes[label] else { return nil }
    note.uses += 1
    if note.number == 0 {
      order.append((label, note.definition))
      note.number = order.count
    }
    notes[label] = note
    return (note.number, note.uses)
  }

  /// How often a footnote was used.
  func uses(of label: [UInt8]) -> Int { notes[label]?.uses ?? 0 }

  /// A name as it is compared: ASCII without case.
  static func folded(_ label: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    label.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
  }
}
