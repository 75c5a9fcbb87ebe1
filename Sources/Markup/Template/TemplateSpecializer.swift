// A template for pages that share their first values. Half of what a page prints is the same on all pages of
// a language: words of the interface, addresses of its main pages, links of the footer. All of it is printed once,
// into the literals, so that what remains to be done for each page is its own.

extension Template {
  /// The template for records that begin with `values`; it is rendered with what comes after them.
  package func specialized(for values: [TemplateValue]) -> Template {
    var specializer = TemplateSpecializer(self, values)
    specializer.run(operations.indices)
    return specializer.out.template
  }
}

/// Runs a template as far as its values are known.
private struct TemplateSpecializer {
  private let source: Template
  private let known: [TemplateValue]
  /// The records that sections have entered: those that are known, and those that are in the stack while
  /// rendering.
  private var frames: [Frame] = [.open(depth: 0)]
  private(set) var out = TemplateOperations()

  private enum Frame {
    case known([TemplateValue])
    case open(depth: Int32)
  }

  private enum Value {
    case known(TemplateValue)
    case open(TemplatePlace)
  }

  init(_ source: Template, _ known: [TemplateValue]) {
    self.source = source
    self.known = known
  }

  /// Puts out what a part of the source does. Each section is a part of its own, from the operation after
  /// that which jumps over it.
  mutating func run(_ part: Range<Int>) {
    var next = part.lowerBound
    while next < part.upperBound {
      let operation = source.operations[next]
      next += 1
      switch operation {
      case .literal(let start, let end):
        out.appendLiteral(source.literals[Int(start)..<Int(end)])
      case .text(let place):
        switch value(at: place) {
        case .known(.text(let text)):
          var escaped = ByteWriter()
          Escaping.html(text, into: &escaped)
          out.appendLiteral(escaped.bytes)
        case .known: break
        case .open(let place): out.append(.text(place))
        }
      case .html(let place):
        switch value(at: place) {
        case .known(.html(let html)): out.appendLiteral(html)
        case .known: break
        case .open(let place): out.append(.html(place))
        }
      case .skipUnless(let place, let target):
        skip(place, next..<Int(target), if: false) { .skipUnless($0, 0) }
        next = Int(target)
      case .skipIf(let place, let target):
        skip(place, next..<Int(target), if: true) { .skipIf($0, 0) }
        next = Int(target)
      case .enter(let place, let target):
        enter(place, next..<Int(target) - 1)
        next = Int(target)
      case .leave: preconditionFailure("a section ends with what leaves it")
      }
    }
  }

  private mutating func skip(
    _ place: TemplatePlace, _ body: Range<Int>, if condition: Bool,
    _ jump: (TemplatePlace) -> TemplateOperation
  ) {
    switch value(at: place) {
    case .known(let value): if value.isTrue != condition { run(body) }
    case .open(let place):
      let jump = out.append(jump(place))
      out.startRun()
      run(body)
      out.setTarget(of: jump)
    }
  }

  private mutating func enter(_ place: TemplatePlace, _ body: Range<Int>) {
    switch value(at: place) {
    case .known(.record(let record)): run(body, in: .known(record.values))
    case .known(.list(let items)): for item in items { run(body, in: .known(item.values)) }
    case .known(.shared(let part)):
      for item in part.records { run(body, in: .known(item.values)) }
    case .known: break
    case .open(let place):
      let jump = out.append(.enter(place, 0))
      out.startRun()
      let depth = frames.count { if case .open = $0 { true } else { false } }
      run(body, in: .open(depth: Int32(depth)))
      out.append(.leave(Int32(jump + 1)))
      out.setTarget(of: jump)
    }
  }

  private mutating func run(_ body: Range<Int>, in frame: Frame) {
    frames.append(frame)
    run(body)
    frames.removeLast()
  }

  private mutating func value(at place: TemplatePlace) -> Value {
    let slots = source.paths[Int(place.pathStart)..<Int(place.pathStart + place.pathCount)]
    switch frames[Int(place.depth)] {
    case .known(let values): return .known(follow(slots, from: values[Int(place.slot)]))
    case .open(let depth):
      let isOuter = place.depth == 0
      if isOuter, Int(place.slot) < known.count {
        return .known(follow(slots, from: known[Int(place.slot)]))
      }
      let slot = place.slot - (isOuter ? Int32(known.count) : 0)
      return .open(
        out.place(TemplatePlace(depth: depth, slot: slot), slots.map { Int($0) }))
    }
  }

  /// The value inside another one that a dotted name means.
  private func follow(_ slots: ArraySlice<Int32>, from start: TemplateValue) -> TemplateValue {
    slots.reduce(start) { value, slot in
      guard case .record(let record) = value else { return .absent }
      return record.values[Int(slot)]
    }
  }
}
