// messages.yaml: messages to support that readers complete and send. Their texts have placeholders,
// `[phone]`, each with a type that decides how a page asks for it.

import Markup

/// A message to support with places for what only the reader knows.
package struct Message: Sendable {
  /// What a placeholder asks for.
  package struct Field: Sendable {
    /// The types, by which a page chooses the keyboard and the check.
    package enum Kind: String, CaseIterable, Sendable {
      /// A line of text.
      case text
      /// Several lines.
      case lines
      /// A phone number with the country code.
      case phone
      /// A day.
      case date
      /// The number of an order or a payment.
      case order
      /// An e-mail address.
      case email
    }

    /// Its name between brackets in subject and body.
    package let id: String
    /// How it is asked for.
    package let kind: Kind
    /// What it is called.
    package let label: Localized<String>
    /// What an answer looks like; may be empty.
    package let example: Localized<String>
  }

  /// Its name in the tables.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// The subject with its placeholders.
  package let subject: Localized<String>
  /// The text with its placeholders.
  package let body: Localized<String>
  /// What the placeholders ask for.
  package let fields: [Field]
  /// What to attach; may be empty.
  package let attachments: Localized<[String]>

  /// Reads the table.
  static func read(
    _ node: YAMLNode, file: String, _ languages: LanguageList
  ) -> (messages: [Message], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "messages.yaml", entry: "message")
    var messages: [Message] = []
    for (id, location, reader) in table.entries() {
      var fields = reader
      let subject = fields.localizedText("subject", languages, required: true)
      let body = fields.localizedText("body", languages, required: true)
      let message = Message(
        id: id, location: location, subject: subject ?? languages.same(""),
        body: body ?? languages.same(""), fields: Self.fields(&fields, id, languages),
        attachments: fields.localizedTexts("attach", languages)
          ?? Localized(languages.all.map { _ in [] }))
      message.check(&fields, languages)
      let isEmpty = languages.ids.contains {
        message.subject[$0].isEmpty || message.body[$0].isEmpty
      }
      if isEmpty, subject != nil, body != nil {
        table.empty("subject' or 'body", of: "message '\(id)'", location)
      }
      table.absorb(fields)
      messages.append(message)
    }
    return (messages, table.diagnostics)
  }

  private static func fields(
    _ message: inout FieldReader, _ id: String, _ languages: LanguageList
  ) -> [Field] {
    guard
      var table = message.fields(
        "fields", owner: "the fields of message '\(id)'", example: "{phone: {type: phone}}")
    else { return [] }
    var fields: [Field] = []
    for pair in table.allPairs() {
      var reader = FieldReader(
        pair.value, file: table.file, owner: "field '\(pair.key)' of message '\(id)'")
      if reader.node("type") == nil { reader.missing("type") }
      let field = Field(
        id: pair.key, kind: reader.choice("type", of: Field.Kind.self) ?? .text,
        label: reader.localizedText("label", languages, required: true)
          ?? languages.same(pair.key),
        example: reader.localizedText("example", languages) ?? languages.same(""))
      table.absorb(reader)
      fields.append(field)
    }
    message.absorb(table)
    return fields
  }

  /// Says which placeholders have no field, and which fields no text uses.
  private func check(_ reader: inout FieldReader, _ languages: LanguageList) {
    let known = fields.map(\.id)
    for id in languages.ids {
      let used = Placeholder.names(in: subject[id]) + Placeholder.names(in: body[id])
      for name in used where !known.contains(name) {
        reader.report(
          .unknownPlaceholder,
          "'[\(name)]' in the text for \(languages[id].code) is no field of the message", location,
          hint: Suggestion.didYouMean(name, among: known) ?? "declare it under 'fields'")
      }
      for name in known where !used.contains(name) && !body[id].isEmpty {
        reader.report(
          .unusedPlaceholder,
          "the text for \(languages[id].code) does not ask for '\(name)'", location,
          hint: "write [\(name)] where it belongs")
      }
    }
  }
}

/// `[name]` in the text of a message.
enum Placeholder {
  /// A piece of a text.
  enum Piece: Equatable {
    case text(String)
    case placeholder(String)
  }

  /// A text cut at its placeholders.
  static func pieces(of text: String) -> [Piece] {
    let bytes = Array(text.utf8)
    var pieces: [Piece] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x5B {
        let end = bytes[(index + 1)...].firstIndex { $0 == 0x5D || $0 == 0x5B || $0 == 0x0A }
        if let end, bytes[end] == 0x5D, end > index + 1 {
          if start < index {
            pieces.append(.text(String(decoding: bytes[start..<index], as: UTF8.self)))
          }
          pieces.append(.placeholder(String(decoding: bytes[(index + 1)..<end], as: UTF8.self)))
          start = end + 1
          index = end
        }
      }
      index += 1
    }
    if start < bytes.count {
      pieces.append(.text(String(decoding: bytes[start...], as: UTF8.self)))
    }
    return pieces
  }

  /// The names of a text's placeholders.
  static func names(in text: String) -> [String] {
    pieces(of: text).compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }
}
