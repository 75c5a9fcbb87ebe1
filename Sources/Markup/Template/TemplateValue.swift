// What a template is filled with: a schema says which fields there are, a record holds their values
// in the same order. Names exist only in schemas, so that rendering looks nothing up by name.

/// One value of a record.
package enum TemplateValue: Sendable {
  /// Nothing: prints nothing, is false in a section.
  case absent
  /// Text that is escaped when it is printed.
  case text(String)
  /// Finished HTML in UTF-8, printed as it is.
  case html([UInt8])
  /// A condition for sections.
  case flag(Bool)
  /// A record that a section enters.
  case record(TemplateRecord)
  /// Records that a section repeats over.
  case list([TemplateRecord])
  /// Records that other pages show too.
  indirect case shared(SharedPart)
}

/// The values of one schema's fields.
package struct TemplateRecord: Sendable {
  /// One value for each field of the schema, in the same order.
  package var values: [TemplateValue]

  /// A record with these values.
  package init(_ values: [TemplateValue]) {
    self.values = values
  }
}

/// The names and kinds of a record's fields.
package struct TemplateSchema: Sendable {
  /// The fields in the order of a record's values.
  package let fields: [TemplateField]

  /// A schema of these fields; a list of plain texts has the single field `.`.
  package init(_ fields: [TemplateField]) {
    self.fields = fields
  }

  /// The place and kind of a field, nil when there is none of this name.
  func slot(of name: String) -> (index: Int, kind: TemplateField.Kind)? {
    fields.firstIndex { $0.name == name }.map { ($0, fields[$0].kind) }
  }
}

/// One field of a schema.
package struct TemplateField: Sendable {
  /// How templates call it.
  package let name: String
  /// What it may hold.
  package let kind: Kind

  /// What a field may hold; `absent` is allowed for each of them.
  package indirect enum Kind: Sendable {
    /// Text, printed by `{{x}}`.
    case text
    /// HTML, printed by `{{{x}}}`.
    case html
    /// A condition.
    case flag
    /// A record with fields of its own.
    case record(TemplateSchema)
    /// Records with fields of their own.
    case list(TemplateSchema)
  }

  /// A field for text.
  package static func text(_ name: String) -> TemplateField {
    TemplateField(name: name, kind: .text)
  }

  /// A field for HTML.
  package static func html(_ name: String) -> TemplateField {
    TemplateField(name: name, kind: .html)
  }

  /// A field for a condition.
  package static func flag(_ name: String) -> TemplateField {
    TemplateField(name: name, kind: .flag)
  }

  /// A field for a record.
  package static func record(_ name: String, _ schema: TemplateSchema) -> TemplateField {
    TemplateField(name: name, kind: .record(schema))
  }

  /// A field for a list of records.
  package static func list(_ name: String, _ schema: TemplateSchema) -> TemplateField {
    TemplateField(name: name, kind: .list(schema))
  }
}
