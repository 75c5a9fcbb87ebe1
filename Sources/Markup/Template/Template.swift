// A compiled template: operations over one buffer of literal bytes. Each name has become a place in
// the stack of records, each partial and each parent has been put in where it is used, and the text
// between two values is one literal, so that rendering is one loop without look-ups or recursion.

/// A template that is ready to be filled.
package struct Template: Sendable {
  /// What to do, in order; jumps are indexes into this list.
  let operations: [TemplateOperation]
  /// The bytes of all literals.
  let literals: [UInt8]
  /// The slots after the first of all dotted names.
  let paths: [Int32]
  /// The sections that may print shared lists, by their first operation.
  private let sections: [Int: SharedSection]

  init(operations: [TemplateOperation], literals: [UInt8], paths: [Int32]) {
    self.operations = operations
    self.literals = literals
    self.paths = paths
    sections = Self.sharedSections(operations, literals, paths)
  }

  /// Appends the template, filled with `record`, whose values follow the schema that the template
  /// was compiled with.
  package func render(_ record: TemplateRecord, into out: inout ByteWriter) {
    // As buffers: a slice of the literals counts references, on one counter for all threads.
    operations.withUnsafeBufferPointer { operations in
      literals.withUnsafeBufferPointer { literals in
        withExtendedLifetime(record) {
          let code = TemplateCode(operations: operations, literals: literals)
          var stack = [TemplateFrame(record)]
          stack.reserveCapacity(16)
          run(code, operations.indices, &stack, into: &out)
        }
      }
    }
  }

  /// The stack has the addresses of records and not the records: all of them are parts of the outermost, which
  /// stays as it is until the end, and to count references to each was a third of the time.
  private func run(
    _ code: TemplateCode, _ part: Range<Int>, _ stack: inout [TemplateFrame],
    into out: inout ByteWriter
  ) {
    var next = part.lowerBound
    while next < part.upperBound {
      let operation = code.operations[next]
      next += 1
      switch operation {
      case .literal(let start, let end):
        out.append(UnsafeBufferPointer(rebasing: code.literals[Int(start)..<Int(end)]))
      case .text(let place):
        if let value = value(at: place, in: stack) { value.pointee.printText(into: &out) }
      case .html(let place):
        if let value = value(at: place, in: stack) { value.pointee.printHTML(into: &out) }
      case .skipUnless(let place, let target):
        if value(at: place, in: stack)?.pointee.isTrue != true { next = Int(target) }
      case .skipIf(let place, let target):
        if value(at: place, in: stack)?.pointee.isTrue == true { next = Int(target) }
      case .enter(let place, let target):
        guard let value = value(at: place, in: stack) else {
          next = Int(target)
          continue
        }
        if let frame = TemplateFrame(entering: value) {
          stack.append(frame)
        } else {
          if case .shared(let part) = value.pointee {
            run(code, next..<Int(target) - 1, with: part, &stack, into: &out)
          }
          next = Int(target)
        }
      case .leave(let body):
        if stack[stack.count - 1].advance() {
          next = Int(body)
        } else {
          stack.removeLast()
        }
      }
    }
  }

  /// Runs the body of a section for records that other pages show too.
  private func run(
    _ code: TemplateCode, _ body: Range<Int>, with part: SharedPart, _ stack: inout [TemplateFrame],
    into out: inout ByteWriter
  ) {
    guard let section = sections[body.lowerBound] else {
      return run(code, body, for: part.records, &stack, into: &out)
    }
    let texts = section.outer.map { place in
      if case .text(let text)? = value(at: place, in: stack)?.pointee { text } else { "" }
    }
    let printing = part.list.printing(SharedList.Key(section: section.hash, texts: texts)) {
      records in
      var bytes = ByteWriter()
      var ends: [Int32] = []
      ends.reserveCapacity(records.count)
      for record in records {
        run(code, body, for: [record], &stack, into: &bytes)
        ends.append(Int32(bytes.count))
      }
      return SharedList.Printing(bytes: bytes.bytes, ends: ends)
    }
    guard let printing else { return run(code, body, for: part.records, &stack, into: &out) }
    printing.bytes.withUnsafeBufferPointer { bytes in
      let shown = part.shown
      guard let own = part.own, shown.contains(own.place) else {
        return out.append(UnsafeBufferPointer(rebasing: bytes[printing.range(shown)]))
      }
      let before = printing.range(shown.lowerBound..<own.place)
      let after = printing.range(own.place + 1..<shown.upperBound)
      out.append(UnsafeBufferPointer(rebasing: bytes[before]))
      run(code, body, for: [own.record], &stack, into: &out)
      out.append(UnsafeBufferPointer(rebasing: bytes[after]))
    }
  }

  private func run(
    _ code: TemplateCode, _ body: Range<Int>, for records: [TemplateRecord],
    _ stack: inout [TemplateFrame], into out: inout ByteWriter
  ) {
    withExtendedLifetime(records) {
      for record in records {
        stack.append(TemplateFrame(record))
        run(code, body, &stack, into: &out)
        stack.removeLast()
      }
    }
  }

  @inline(__always)
  private func value(
    at place: TemplatePlace, in stack: [TemplateFrame]
  ) -> UnsafePointer<TemplateValue>? {
    guard let values = stack[Int(place.depth)].values else { return nil }
    if place.pathCount == 0 { return values + Int(place.slot) }
    return follow(place, from: values + Int(place.slot))
  }

  private func follow(
    _ place: TemplatePlace, from start: UnsafePointer<TemplateValue>
  ) -> UnsafePointer<TemplateValue>? {
    var value = start
    for index in Int(place.pathStart)..<Int(place.pathStart + place.pathCount) {
      guard case .record(let record) = value.pointee, let values = TemplateFrame(record).values
      else { return nil }
      value = values + Int(paths[index])
    }
    return value
  }
}

extension TemplateValue {
  /// Writes a text, escaped. A function of its own, so that the value is lent and not copied.
  @inline(never)
  fileprivate func printText(into out: inout ByteWriter) {
    if case .text(let text) = self { Escaping.html(text, into: &out) }
  }

  /// Writes HTML as it is.
  @inline(never)
  fileprivate func printHTML(into out: inout ByteWriter) {
    if case .html(let html) = self { out.append(html) }
  }

  /// Whether a section of it is printed.
  var isTrue: Bool {
    switch self {
    case .absent: false
    case .text(let text): !text.isEmpty
    case .html(let html): !html.isEmpty
    case .flag(let flag): flag
    case .record: true
    case .list(let items): !items.isEmpty
    case .shared(let part): !part.shown.isEmpty
    }
  }
}

/// One step of rendering.
enum TemplateOperation: Sendable {
  /// Write a range of the literals.
  case literal(Int32, Int32)
  /// Write a text, escaped.
  case text(TemplatePlace)
  /// Write HTML as it is.
  case html(TemplatePlace)
  /// Go on at an operation when the value is false.
  case skipUnless(TemplatePlace, Int32)
  /// Go on at an operation when the value is true.
  case skipIf(TemplatePlace, Int32)
  /// Push a record or a list's first record, or go on at an operation when there is none.
  case enter(TemplatePlace, Int32)
  /// Take the list's next record and go on at an operation, or pop.
  case leave(Int32)
}

/// Where a value stands: a slot of a record in the stack, then slots of records inside it.
struct TemplatePlace: Sendable {
  /// The record's index in the stack, 0 for the outermost.
  var depth: Int32
  /// The value's index in that record.
  var slot: Int32
  /// Where the further slots start in `Template.paths`.
  var pathStart: Int32 = 0
  /// How many further slots there are.
  var pathCount: Int32 = 0
}

/// A template's operations and literals while it runs.
private struct TemplateCode {
  let operations: UnsafeBufferPointer<TemplateOperation>
  let literals: UnsafeBufferPointer<UInt8>
}

/// One level of the stack: the current record, and the list it comes from.
private struct TemplateFrame {
  /// Nil for a record without values.
  private(set) var values: UnsafePointer<TemplateValue>?
  private var items: UnsafePointer<TemplateRecord>?
  /// How many records of the list come after the current one.
  private var rest = 0

  /// A record.
  init(_ record: TemplateRecord) {
    values = record.values.withUnsafeBufferPointer { $0.baseAddress }
  }

  /// The record or the first of the list in a section; nil where there is none.
  init?(entering value: UnsafePointer<TemplateValue>) {
    switch value.pointee {
    case .record(let record):
      self.init(record)
    case .list(let items):
      guard let first = items.first else { return nil }
      self.init(first)
      self.items = items.withUnsafeBufferPointer { $0.baseAddress }
      rest = items.count - 1
    default: return nil
    }
  }

  /// Goes on to the list's next record; false at the end.
  mutating func advance() -> Bool {
    guard rest > 0, let next = items.map({ $0 + 1 }) else { return false }
    items = next
    values = next.pointee.values.withUnsafeBufferPointer { $0.baseAddress }
    rest -= 1
    return true
  }
}
