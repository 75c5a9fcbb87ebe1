// The languages of a site in their order, and how a text in several languages is read from a table.

import Markup

/// All languages of a site.
package struct LanguageList: Sendable {
  /// In the site's order.
  package let all: [Language]
  /// The source language.
  package let source: ID<Language>

  /// The places of all languages.
  package var ids: [ID<Language>] { all.indices.map { ID($0) } }

  /// The language at a place.
  package subscript(id: ID<Language>) -> Language { all[id.index] }

  /// The language with a code.
  package func id(of code: String) -> ID<Language>? {
    all.firstIndex { $0.code == code }.map { ID($0) }
  }

  /// A value for each language out of those that are written, `source` and fallbacks filling gaps.
  func localized<Value: Sendable>(_ values: [Value?], otherwise: Value) -> Localized<Value> {
    Localized(
      ids.map { id in
        if let value = values[id.index] { return value }
        for fallback in self[id].fallbacks {
          if let value = values[fallback.index] { return value }
        }
        return otherwise
      })
  }
}

extension FieldReader {
  /// A text in several languages: one text for all, or a mapping from language codes.
  mutating func localizedText(
    _ name: String, _ languages: LanguageList, required: Bool = false
  ) -> Localized<String>? {
    localized(name, languages, required: required) { reader, node in
      reader.scalar(node, name)?.value
    }
  }

  /// A list in several languages: one list for all, or a mapping from language codes.
  mutating func localizedTexts(_ name: String, _ languages: LanguageList) -> Localized<[String]>? {
    localized(name, languages, required: false) { reader, node in
      reader.texts(of: node, name).map(\.value)
    }
  }

  private mutating func localized<Value: Sendable>(
    _ name: String, _ languages: LanguageList, required: Bool,
    _ read: (inout FieldReader, YAMLNode) -> Value?
  ) -> Localized<Value>? {
    guard let node = node(name) else {
      if required { missing(name) }
      return nil
    }
    guard case .mapping(let pairs) = node.kind else {
      guard let value = read(&self, node) else { return nil }
      return Localized(languages.all.map { _ in value })
    }
    var values = [Value?](repeating: nil, count: languages.all.count)
    for pair in pairs {
      guard let id = languages.id(of: pair.key) else {
        report(
          .unknownLanguage,
          "'\(name)' has a text for '\(pair.key)', which is no language of the site",
          SourceLocation(file: file, range: pair.keyRange),
          hint: Suggestion.didYouMean(pair.key, among: languages.all.map(\.code)))
        continue
      }
      if !pair.value.isNull { values[id.index] = read(&self, pair.value) }
    }
    let missing = languages.all.indices.filter { values[$0] == nil }.map { languages.all[$0].code }
    guard let any = values.compactMap({ $0 }).first else { return nil }
    if !missing.isEmpty {
      report(
        .missingTranslation, "'\(name)' has no text for \(missing.joined(separator: ", "))",
        SourceLocation(file: file, range: node.range.lowerBound..<node.range.lowerBound))
    }
    return languages.localized(values, otherwise: any)
  }
}
