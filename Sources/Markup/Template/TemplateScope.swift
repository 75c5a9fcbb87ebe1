// What a name means at one place of a template: the schemas of the records that sections have
// entered, innermost last.

/// One level that names are looked up in.
enum TemplateScope {
  /// A record that is in the stack while rendering.
  case record(TemplateSchema, depth: Int)
  /// A text or flag whose section this is: `.` means it, nothing is in the stack for it.
  case value(TemplateReference)

  /// What came of a look-up.
  enum Resolution {
    /// The kind of the value, the place of the first part, and the slots of the further parts.
    case found(TemplateField.Kind, TemplatePlace, [Int])
    /// What is wrong, and the names that would be right.
    case unknown(String, candidates: [String])
  }

  /// Whether there is a record in the stack for it.
  var isRecord: Bool { if case .record = self { true } else { false } }

  /// Whether it is a record without fields.
  var isEmptyRecord: Bool {
    if case .record(let schema, _) = self { schema.fields.isEmpty } else { false }
  }

  /// The record's index in the stack.
  var depth: Int { if case .record(_, let depth) = self { depth } else { 0 } }

  /// Looks a name up: its first part from the innermost scope outwards, all others only inside the
  /// record that the part before names.
  static func resolve(_ parts: [String], in scopes: [TemplateScope]) -> Resolution {
    if parts == ["."] { return resolveItself(in: scopes) }
    if parts.contains("") {
      return .unknown("'\(parts.joined(separator: "."))' is not a name", candidates: [])
    }
    for scope in scopes.reversed() {
      guard case .record(let schema, let depth) = scope else { continue }
      if let list = listCondition(parts, in: schema) {
        return .found(.flag, TemplatePlace(depth: Int32(depth), slot: Int32(list)), [])
      }
      guard let slot = schema.slot(of: parts[0]) else { continue }
      let place = TemplatePlace(depth: Int32(depth), slot: Int32(slot.index))
      return resolve(parts, after: slot.kind, at: place)
    }
    var candidates: [String] = []
    for case .record(let schema, _) in scopes { candidates += schema.fields.map(\.name) }
    return .unknown("no field '\(parts[0])' here", candidates: candidates)
  }

  /// The slot of the list `x` for the name `has-x`: whether there is anything in it, for what stands
  /// once around a list. Mustache alone cannot say that without a second field.
  private static func listCondition(_ parts: [String], in schema: TemplateSchema) -> Int? {
    guard parts.count == 1, parts[0].utf8.starts(with: "has-".utf8),
      schema.slot(of: parts[0]) == nil, let slot = schema.slot(of: String(parts[0].dropFirst(4))),
      case .list = slot.kind
    else { return nil }
    return slot.index
  }

  private static func resolve(
    _ parts: [String], after kind: TemplateField.Kind, at place: TemplatePlace
  ) -> Resolution {
    var kind = kind
    var slots: [Int] = []
    var owner = parts[0]
    for part in parts.dropFirst() {
      guard case .record(let schema) = kind else {
        return .unknown("'\(owner)' has no fields, so there is no '\(part)'", candidates: [])
      }
      guard let slot = schema.slot(of: part) else {
        return .unknown(
          "'\(owner)' has no field '\(part)'",
          candidates: schema.fields.map { "\(owner).\($0.name)" })
      }
      slots.append(slot.index)
      kind = slot.kind
      owner += ".\(part)"
    }
    return .found(kind, place, slots)
  }

  private static func resolveItself(in scopes: [TemplateScope]) -> Resolution {
    for scope in scopes.reversed() {
      switch scope {
      case .value(let value):
        if case .flag = value.kind { continue }
        return .found(value.kind, value.place, [])
      case .record(let schema, let depth):
        guard let slot = schema.slot(of: ".") else {
          return .unknown("'.' means nothing here: this is no list of texts", candidates: [])
        }
        return .found(slot.kind, TemplatePlace(depth: Int32(depth), slot: Int32(slot.index)), [])
      }
    }
    return .unknown("'.' means nothing here", candidates: [])
  }
}

/// A value that a name stands for.
struct TemplateReference {
  /// What it may hold.
  let kind: TemplateField.Kind
  /// Where it stands while rendering.
  let place: TemplatePlace
}
