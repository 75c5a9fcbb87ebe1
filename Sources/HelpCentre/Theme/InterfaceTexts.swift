// The words of the interface in each language: `texts/<language>.yaml` of the theme, and over them
// `Content/<language>/_texts.yaml` of the project. The source of all keys is the theme's English file.

import Markup

/// A text of the interface.
package enum InterfaceText: Sendable {
  /// One form for all numbers.
  case plain(String)
  /// A form for each plural category of the language; `other` is always there.
  case plural([PluralCategory: String])
}

/// The interface's texts in one language.
package struct InterfaceTexts: Sendable {
  /// All keys, in the order of the English file; templates use them as `text.key`.
  package let keys: [String]
  private let texts: [String: InterfaceText]
  private let primary: String

  /// Texts by key for a language; every key must have one.
  init(keys: [String], texts: [String: InterfaceText], language: Language) {
    self.keys = keys
    self.texts = texts
    primary = language.primary
  }

  /// A text as it stands; empty for a key that the theme does not have.
  package subscript(key: String) -> String {
    switch texts[key] {
    case .plain(let text)?: text
    case .plural(let forms)?: forms[.other] ?? ""
    case nil: ""
    }
  }

  /// All forms of a text.
  func forms(of key: String) -> [String] {
    switch texts[key] {
    case .plain(let text)?: [text]
    case .plural(let forms)?: PluralCategory.allCases.compactMap { forms[$0] }
    case nil: []
    }
  }

  /// A text with its `{placeholders}` filled.
  package func format(_ key: String, _ values: [(name: String, value: String)]) -> String {
    Self.fill(self[key], values)
  }

  /// A text in the form that a number takes, with `{count}` and others filled.
  package func plural(
    _ key: String, _ number: Int, _ values: [(name: String, value: String)] = []
  ) -> String {
    let form: String
    switch texts[key] {
    case .plural(let forms)?:
      form = forms[PluralCategory.of(number, language: primary)] ?? forms[.other] ?? ""
    case .plain(let text)?: form = text
    case nil: form = ""
    }
    return Self.fill(form, [("count", String(number))] + values)
  }

  /// A day as the language writes it.
  package func date(_ date: CalendarDate) -> String {
    format(
      "date-pattern",
      [
        ("d", String(date.day)), ("month", self["month-\(date.month)"]), ("y", String(date.year)),
      ])
  }

  /// The texts whose key starts with a prefix, as a JSON object, for the browser.
  package func json(keysStartingWith prefix: String) -> String {
    var json = JSONWriter()
    json.object { json in
      for key in keys where key.utf8.starts(with: prefix.utf8) {
        json.key(key)
        switch texts[key] {
        case .plural(let forms)?:
          json.object { json in
            for category in PluralCategory.allCases {
              if let form = forms[category] { json.member(category.rawValue, form) }
            }
          }
        case .plain(let text)?: json.value(text)
        case nil: json.value("")
        }
      }
    }
    return json.out.text
  }

  private static func fill(_ text: String, _ values: [(name: String, value: String)]) -> String {
    guard text.utf8.contains(0x7B) else { return text }
    var out = ByteWriter(capacity: text.utf8.count + 32)
    var rest = Array(text.utf8)[...]
    while let open = rest.firstIndex(of: 0x7B) {
      out.append(rest[..<open])
      let close = rest[open...].firstIndex(of: 0x7D)
      let name = close.map { rest[(open + 1)..<$0] }
      if let close, let name,
        let value = values.first(where: { $0.name.utf8.elementsEqual(name) })
      {
        out.append(value.value)
        rest = rest[(close + 1)...]
      } else {
        out.append(rest[open])
        rest = rest[(open + 1)...]
      }
    }
    out.append(rest)
    return out.text
  }
}

/// Reads files of texts.
enum InterfaceTextReader {
  /// A text and where its key stands.
  typealias Entry = (key: String, text: InterfaceText, location: SourceLocation)

  /// The texts of one file, in its order.
  static func read(
    _ source: [UInt8], file: String
  ) -> (texts: [Entry], diagnostics: [Diagnostic]) {
    if let broken = SourceText.check(source, file: file) { return ([], [broken]) }
    let (node, found) = YAML.parse(source, in: 0..<source.count, file: file)
    guard let node else { return ([], found) }
    var fields = FieldReader(node, file: file, owner: "the texts")
    var texts: [Entry] = []
    for pair in fields.allPairs() {
      let location = SourceLocation(file: file, range: pair.keyRange)
      if case .mapping = pair.value.kind {
        var forms = FieldReader(pair.value, file: file, owner: "the text '\(pair.key)'")
        var plural: [PluralCategory: String] = [:]
        for category in PluralCategory.allCases {
          if let form = forms.text(category.rawValue) { plural[category] = form.value }
        }
        if plural[.other] == nil { forms.missing("other") }
        fields.absorb(forms)
        texts.append((pair.key, .plural(plural), location))
      } else if let text = fields.scalar(pair.value, pair.key) {
        texts.append((pair.key, .plain(text.value), location))
      }
    }
    return (texts, found + fields.finished())
  }
}
