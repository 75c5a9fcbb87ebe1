// Lists that many pages show: the languages that an article is in, its neighbours, the channels for its problem.
// In forty languages each page has more than a hundred such links, but all pages of an article have the same
// ones. So a list is printed once, and its bytes go to each page.

import Synchronization

/// A list for many pages; its records are made when they are to be printed for the first time.
package final class SharedList: Sendable {
  /// How many records there are.
  package let count: Int
  private let make: @Sendable () -> [TemplateRecord]
  private let printings = Mutex<[(key: Key, printing: Printing)]>([])

  /// What a printing depends on: the section, and the texts from around it.
  struct Key: Equatable {
    let section: ContentHash
    let texts: [String]
  }

  /// The bytes of a section with all records.
  struct Printing {
    let bytes: [UInt8]
    /// Where each record ends in them.
    let ends: [Int32]

    func range(_ records: Range<Int>) -> Range<Int> {
      let start = records.lowerBound == 0 ? 0 : Int(ends[records.lowerBound - 1])
      return start..<(records.isEmpty ? start : Int(ends[records.upperBound - 1]))
    }
  }

  /// A section that is other in each language would fill the memory with what nobody asks for again.
  private static let mostPrintings = 4

  /// `make` gives `count` records, each time the same.
  package init(count: Int, _ make: @escaping @Sendable () -> [TemplateRecord]) {
    self.count = count
    self.make = make
  }

  /// All records.
  var records: [TemplateRecord] { make() }

  /// The printing for a section; nil when there are too many others.
  func printing(_ key: Key, _ print: ([TemplateRecord]) -> Printing) -> Printing? {
    let (known, isFull) = printings.withLock { printings in
      (printings.first { $0.key == key }?.printing, printings.count >= Self.mostPrintings)
    }
    if known != nil || isFull { return known }
    let new = print(records)
    printings.withLock { printings in
      // Another thread may have printed it meanwhile.
      if !printings.contains(where: { $0.key == key }) { printings.append((key, new)) }
    }
    return new
  }
}

/// What a page shows of a shared list.
package struct SharedPart: Sendable {
  let list: SharedList
  let shown: Range<Int>
  /// The record that is the page's own, and the place of the one that it replaces.
  let own: (place: Int, record: TemplateRecord)?

  /// The records `shown` (nil: all), one of them in the page's `own` way.
  package init(
    _ list: SharedList, _ shown: Range<Int>? = nil, own: (place: Int, record: TemplateRecord)? = nil
  ) {
    self.list = list
    self.shown = shown ?? 0..<list.count
    self.own = own
  }

  /// The records themselves.
  var records: [TemplateRecord] {
    var records = list.records
    if let own { records[own.place] = own.record }
    return Array(records[shown])
  }
}

/// What the body of a section needs from outside of it.
struct SharedSection: Sendable {
  /// Its operations with their literals: sections that are the same print the same.
  let hash: ContentHash
  /// The texts from around it.
  let outer: [TemplatePlace]
}

extension Template {
  /// The sections that shared lists may be printed in, by the index of their first operation.
  static func sharedSections(
    _ operations: [TemplateOperation], _ literals: [UInt8], _ paths: [Int32]
  ) -> [Int: SharedSection] {
    var sections: [Int: SharedSection] = [:]
    // Where the records end that are in the stack.
    var ends: [Int] = []
    for (index, operation) in operations.enumerated() {
      while let end = ends.last, end <= index { ends.removeLast() }
      guard case .enter(_, let target) = operation else { continue }
      ends.append(Int(target))
      let body = index + 1..<Int(target) - 1
      var survey = SectionSurvey(depth: Int32(ends.count), start: body.lowerBound)
      for operation in operations[body] { survey.add(operation, literals, paths) }
      sections[body.lowerBound] = survey.section
    }
    return sections
  }
}

/// Reads the body of a section.
private struct SectionSurvey {
  /// The section's own record in the stack.
  let depth: Int32
  let start: Int
  private var bytes: [UInt8] = []
  private var outer: [TemplatePlace] = []
  private var usesMoreThanTexts = false

  init(depth: Int32, start: Int) {
    self.depth = depth
    self.start = start
  }

  /// Nil when something else than a text is taken from outside.
  var section: SharedSection? {
    usesMoreThanTexts ? nil : SharedSection(hash: ContentHash(bytes), outer: outer)
  }

  mutating func add(_ operation: TemplateOperation, _ literals: [UInt8], _ paths: [Int32]) {
    switch operation {
    case .literal(let first, let end):
      add(0, end - first)
      bytes += literals[Int(first)..<Int(end)]
    case .text(let place): add(1, place, paths, isText: true)
    case .html(let place): add(2, place, paths)
    case .skipUnless(let place, let target):
      add(3, target - Int32(start))
      add(3, place, paths)
    case .skipIf(let place, let target):
      add(4, target - Int32(start))
      add(4, place, paths)
    case .enter(let place, let target):
      add(5, target - Int32(start))
      add(5, place, paths)
    case .leave(let body): add(6, body - Int32(start))
    }
  }

  private mutating func add(
    _ kind: UInt8, _ place: TemplatePlace, _ paths: [Int32], isText: Bool = false
  ) {
    if place.depth < depth {
      if !isText { usesMoreThanTexts = true }
      add(kind + 16, Int32(outer.count))
      outer.append(place)
      return
    }
    add(kind, place.depth - depth)
    add(kind, place.slot)
    add(kind, place.pathCount)
    for slot in paths[Int(place.pathStart)..<Int(place.pathStart + place.pathCount)] {
      add(kind, slot)
    }
  }

  private mutating func add(_ kind: UInt8, _ number: Int32) {
    bytes.append(kind)
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }
}
