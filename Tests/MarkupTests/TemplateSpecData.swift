// A schema and a record from the loose data of the Mustache specification: the kind of a field comes
// from its value, and from the braces it is printed with; a name without a value is an absent text.

@testable import Markup

/// A value of the specification's JSON.
indirect enum SpecValue: Decodable {
  case null
  case flag(Bool)
  case text(String)
  case list([SpecValue])
  case record([String: SpecValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .text(number == number.rounded() ? "\(Int(number))" : "\(number)")
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([SpecValue].self) {
      self = .list(list)
    } else {
      self = .record(try value.decode([String: SpecValue].self))
    }
  }
}

/// What a case of the specification is rendered with.
struct SpecData {
  let schema: TemplateSchema
  let record: TemplateRecord

  init(_ test: SpecCase) {
    let sources = [test.template] + test.partials.values
    var raw: Set<String> = []
    var names: Set<String> = []
    for source in sources {
      for match in source.matches(of: /\{\{([{&#^]?)\s*([\w.]+)\s*\}\}/) {
        let parts = match.2 == "." ? ["."] : match.2.split(separator: ".").map(String.init)
        if match.1 == "{" || match.1 == "&" { raw.insert(parts[parts.count - 1]) }
        names.insert(String(match.2))
      }
    }
    var shape = Shape(itemOf: test.data)
    for name in names.sorted() where name != "." {
      shape.add(name.split(separator: ".").map(String.init))
    }
    schema = shape.schema(raw: raw)
    record = shape.record(test.data, raw: raw)
  }
}

/// The kind of a value, before it is known how it is printed.
private indirect enum Shape {
  case text, flag
  case record([String: Shape])
  case list([String: Shape])

  init(_ value: SpecValue) {
    switch value {
    case .null, .text: self = .text
    case .flag: self = .flag
    case .record: self = Shape(itemOf: value)
    case .list(let items):
      var fields: [String: Shape] = [:]
      for item in items { fields.merge(Shape(itemOf: item).fields) { first, _ in first } }
      self = .list(fields)
    }
  }

  /// The record for one item of a list or for the outermost value; what is no record stands in `.`.
  init(itemOf value: SpecValue) {
    if case .record(let fields) = value {
      self = .record(fields.mapValues { Shape($0) })
    } else {
      self = .record([".": Shape(value)])
    }
  }

  var fields: [String: Shape] {
    switch self {
    case .record(let fields), .list(let fields): fields
    case .text, .flag: [:]
    }
  }

  /// Adds absent fields for a dotted name: outermost, and in each record that has its first part.
  mutating func add(_ parts: [String]) {
    insert(parts)
    extend(parts)
  }

  private mutating func extend(_ parts: [String]) {
    var fields = self.fields
    for name in fields.keys { fields[name]?.extend(parts) }
    replace(fields)
    if self.fields[parts[0]] != nil { insert(parts) }
  }

  private mutating func insert(_ parts: [String]) {
    var fields = self.fields
    if parts.count == 1 {
      if fields[parts[0]] == nil { fields[parts[0]] = .text }
    } else {
      var inner = fields[parts[0]] ?? .record([:])
      inner.insert(Array(parts.dropFirst()))
      fields[parts[0]] = inner
    }
    replace(fields)
  }

  private mutating func replace(_ fields: [String: Shape]) {
    switch self {
    case .record: self = .record(fields)
    case .list: self = .list(fields)
    case .text, .flag: break
    }
  }

  func schema(raw: Set<String>) -> TemplateSchema {
    TemplateSchema(
      fields.sorted { $0.key < $1.key }.map { name, shape in
        switch shape {
        case .text: raw.contains(name) ? .html(name) : .text(name)
        case .flag: .flag(name)
        case .record: .record(name, shape.schema(raw: raw))
        case .list: .list(name, shape.schema(raw: raw))
        }
      })
  }

  func record(_ value: SpecValue, raw: Set<String>) -> TemplateRecord {
    TemplateRecord(
      fields.sorted { $0.key < $1.key }.map { name, shape in
        var inner: SpecValue? = name == "." ? value : nil
        if case .record(let values) = value { inner = values[name] }
        switch inner {
        case nil, .null: return .absent
        case .flag(let flag): return .flag(flag)
        case .text(let text): return raw.contains(name) ? .html(Array(text.utf8)) : .text(text)
        case .record: return .record(shape.record(inner ?? .null, raw: raw))
        case .list(let items): return .list(items.map { shape.record($0, raw: raw) })
        }
      })
  }
}
