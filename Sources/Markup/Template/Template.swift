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

  /// Appends the template, filled with `record`, whose values follow the schema that the template
  /// was compiled with.
  package func render(_ record: TemplateRecord, into out: inout ByteWriter) {
    // As buffers: a slice of the literals counts references, on one counter for all threads.
    operations.withUnsafeBufferPointer { operations in
      literals.withUnsafeBufferPointer { run(operations, literals: $0, record, into: &out) }
    }
  }

  private func run(
    _ operations: UnsafeBufferPointer<TemplateOperation>, literals: UnsafeBufferPointer<UInt8>,
    _ record: TemplateRecord, into out: inout ByteWriter
  ) {
    var stack = [TemplateFrame(values: record.values, items: [], index: 0)]
    stack.reserveCapacity(16)
    var next = 0
    while next < operations.count {
      let operation = operations[next]
      next += 1
      switch operation {
      case .literal(let start, let end):
        out.append(UnsafeBufferPointer(rebasing: literals[Int(start)..<Int(end)]))
      case .text(let place):
        if case .text(let text) = value(at: place, in: stack) { Escaping.html(text, into: &out) }
      case .html(let place):
        if case .html(let html) = value(at: place, in: stack) { out.append(html) }
      case .skipUnless(let place, let target):
        if !value(at: place, in: stack).isTrue { next = Int(target) }
      case .skipIf(let place, let target):
        if value(at: place, in: stack).isTrue { next = Int(target) }
      case .enter(let place, let target):
        switch value(at: place, in: stack) {
        case .record(let record):
          stack.append(TemplateFrame(values: record.values, items: [], index: 0))
        case .list(let items) where !items.isEmpty:
          stack.append(TemplateFrame(values: items[0].values, items: items, index: 0))
        default:
          next = Int(target)
        }
      case .leave(let body):
        let top = stack.count - 1
        let index = stack[top].index + 1
        if index < stack[top].items.count {
          stack[top].index = index
          stack[top].values = stack[top].items[index].values
          next = Int(body)
        } else {
          stack.removeLast()
        }
      }
    }
  }

  @inline(__always)
  private func value(at place: TemplatePlace, in stack: [TemplateFrame]) -> TemplateValue {
    let value = stack[Int(place.depth)].values[Int(place.slot)]
    if place.pathCount == 0 { return value }
    return follow(place, from: value)
  }

  /// The value inside another one that a dotted name means.
  func follow(_ place: TemplatePlace, from start: TemplateValue) -> TemplateValue {
    var value = start
    for index in Int(place.pathStart)..<Int(place.pathStart + place.pathCount) {
      guard case .record(let record) = value else { return .absent }
      value = record.values[Int(paths[index])]
    }
    return value
  }
}

extension TemplateValue {
  /// Whether a section of it is printed.
  var isTrue: Bool {
    switch self {
    case .absent: false
    case .text(let text): !text.isEmpty
    case .html(let html): !html.isEmpty
    case .flag(let flag): flag
    case .record: true
    case .list(let items): !items.isEmpty
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

/// One level of the stack: the current record, and the list it comes from.
private struct TemplateFrame {
  var values: [TemplateValue]
  let items: [TemplateRecord]
  var index: Int
}
