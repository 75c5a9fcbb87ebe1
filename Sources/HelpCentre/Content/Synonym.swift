// `Content/<language>/_synonyms.yaml`: words that readers type for others. `same` lists groups of words that mean
// the same; under `also` a word finds others which do not find it. Several words are one too:
//
//     same:
//       - [password, passcode, secret word]
//     also:
//       zap: WhatsApp

import Markup

/// A word, or several, with what is found for it too.
package struct Synonym: Sendable {
  /// What is typed.
  package let typed: String
  /// What is found as well.
  package let found: [String]

  /// Makes one.
  package init(_ typed: String, finds found: [String]) {
    self.typed = typed
    self.found = found
  }

  /// Reads the synonyms of a language.
  static func read(
    _ node: YAMLNode, file: String
  ) -> (synonyms: [Synonym], diagnostics: [Diagnostic]) {
    let example = "same: [[password, passcode]]"
    var fields = FieldReader(node, file: file, owner: "the synonyms", example: example)
    var synonyms: [Synonym] = []
    for group in groups(&fields) {
      let words = group.map(\.value)
      synonyms += words.map { word in Synonym(word, finds: words.filter { $0 != word }) }
    }
    let also = fields.fields("also", owner: "'also'", example: "{zap: WhatsApp}")
    if var also {
      for pair in also.allPairs() {
        let typed = Located(pair.key, SourceLocation(file: file, range: pair.keyRange))
        let isOne = if case .scalar = pair.value.kind { true } else { false }
        let found =
          isOne
          ? [also.scalar(pair.value, pair.key)].compactMap { $0 }
          : also.texts(of: pair.value, pair.key)
        let good = wordless([typed] + found, &also) ? [] : found
        if !good.isEmpty { synonyms.append(Synonym(typed.value, finds: good.map(\.value))) }
      }
      fields.absorb(also)
    }
    return (synonyms, fields.finished())
  }

  private static func groups(_ fields: inout FieldReader) -> [[Located<String>]] {
    guard let node = fields.node("same") else { return [] }
    guard case .sequence(let items) = node.kind else {
      fields.report(
        .wrongType, "'same' must be a list of lists", fields.located(node),
        hint: "same: [[password, passcode]]")
      return []
    }
    return items.compactMap { item in
      let words = fields.texts(of: item, "same")
      if wordless(words, &fields) { return nil }
      if Set(words.map(\.value)).count == words.count, words.count > 1 { return words }
      fields.report(
        .invalidValue,
        words.count < 2
          ? "one word alone is no group of words that mean the same"
          : "a word stands twice in a group",
        fields.located(item), hint: "write them as [password, passcode]")
      return nil
    }
  }

  /// Reports texts in which nothing can be searched.
  private static func wordless(_ texts: [Located<String>], _ fields: inout FieldReader) -> Bool {
    let bad = texts.filter { text in
      !text.value.unicodeScalars.contains {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
    }
    for text in bad {
      fields.report(.invalidValue, "there is no word in '\(text.value)'", text.location)
    }
    return !bad.isEmpty
  }
}
