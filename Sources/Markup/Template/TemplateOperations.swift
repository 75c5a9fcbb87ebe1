// The compiler's output while it grows. Literals join across partials and parents, but never across an
// operation that a jump leads to.

/// Operations as they are put together: literals that follow each other become one.
struct TemplateOperations {
  private var operations: [TemplateOperation] = []
  private var literals: [UInt8] = []
  private var paths: [Int32] = []
  private var runStart = 0

  /// The finished template.
  var template: Template {
    Template(operations: operations, literals: literals, paths: paths)
  }

  /// How many bytes of literals there are.
  var literalCount: Int { literals.count }

  /// Appends an operation and returns its index.
  @discardableResult
  mutating func append(_ operation: TemplateOperation) -> Int {
    operations.append(operation)
    return operations.count - 1
  }

  /// Appends bytes to write.
  mutating func appendLiteral(_ bytes: some Collection<UInt8>) {
    if bytes.isEmpty { return }
    let start = Int32(literals.count)
    literals.append(contentsOf: bytes)
    let end = Int32(literals.count)
    if operations.count > runStart, case .literal(let first, _)? = operations.last {
      operations[operations.count - 1] = .literal(first, end)
    } else {
      operations.append(.literal(start, end))
    }
  }

  /// Says that the next operation is jumped to, so that it is not joined with the last.
  mutating func startRun() {
    runStart = operations.count
  }

  /// Lets a jump lead to the next operation.
  mutating func setTarget(of jump: Int) {
    let target = Int32(operations.count)
    switch operations[jump] {
    case .skipIf(let place, _): operations[jump] = .skipIf(place, target)
    case .skipUnless(let place, _): operations[jump] = .skipUnless(place, target)
    case .enter(let place, _): operations[jump] = .enter(place, target)
    case .literal, .text, .html, .leave: preconditionFailure("only jumps have a target")
    }
    startRun()
  }

  /// A place with further slots.
  mutating func place(_ first: TemplatePlace, _ slots: [Int]) -> TemplatePlace {
    if slots.isEmpty { return first }
    var place = first
    place.pathStart = Int32(paths.count)
    place.pathCount = Int32(slots.count)
    paths += slots.map(Int32.init)
    return place
  }
}
