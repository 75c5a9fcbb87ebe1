// The interface's texts of a theme. A theme says only what it says differently: its `texts/<language>.yaml`
// is laid over the same file of the theme it extends, text by text. What may be said at all, the English
// files decide, so a theme gives its templates a new text by writing it there.

import Markup

extension Theme {
  /// The interface's texts in each language; a missing one falls back and is reported.
  package func texts(
    _ languages: LanguageList, overrides: [File?]
  ) -> (texts: [InterfaceTexts], diagnostics: [Diagnostic]) {
    var read = ReadTexts()
    let english = textFiles.compactMap { $0["texts/en.yaml"] }.flatMap { read.entries(of: $0) }
    let places = Dictionary(english.map { ($0.key, $0.location) }) { first, _ in first }
    var keys: [String] = []
    var fallback: [String: InterfaceText] = [:]
    for entry in english where fallback.updateValue(entry.text, forKey: entry.key) == nil {
      keys.append(entry.key)
    }
    let own = languages.all.enumerated().map { index, language in
      ownTexts(language, overrides[index], keys, places, &read)
    }
    let texts = languages.ids.map { id in
      var texts = fallback
      for language in languages[id].fallbacks.reversed() {
        texts.merge(own[language.index]) { _, new in new }
      }
      texts.merge(own[id.index]) { _, new in new }
      return InterfaceTexts(keys: keys, texts: texts, language: languages[id])
    }
    return (texts, read.diagnostics)
  }

  /// The texts that are there in a language itself: each theme's, then the project's over them. `places`
  /// tells where each key stands in English.
  private func ownTexts(
    _ language: Language, _ override: File?, _ keys: [String], _ places: [String: SourceLocation],
    _ read: inout ReadTexts
  ) -> [String: InterfaceText] {
    let themeFiles = textFiles.compactMap {
      $0["texts/\(language.code).yaml"] ?? $0["texts/\(language.primary).yaml"]
    }
    var texts: [String: InterfaceText] = [:]
    for file in themeFiles + [override].compactMap({ $0 }) {
      for (key, text, location) in read.entries(of: file) {
        if places[key] != nil {
          texts[key] = text
        } else {
          read.report(
            Diagnostic(
              .unknownField, "the interface has no text '\(key)'", at: location,
              hint: Suggestion.didYouMean(key, among: keys)))
        }
      }
    }
    let missing = keys.filter { texts[$0] == nil }
    if !missing.isEmpty {
      read.report(
        Self.missing(
          missing, all: missing.count == keys.count, in: language, at: places[missing[0]]))
    }
    return texts
  }

  private static func missing(
    _ keys: [String], all: Bool, in language: Language, at first: SourceLocation?
  ) -> Diagnostic {
    let names = keys.prefix(5).joined(separator: ", ") + (keys.count > 5 ? ", …" : "")
    let message =
      all
      ? "the theme has no texts in \(language.name) (\(language.code))"
      : keys.count == 1
        ? "a text of the interface is missing in \(language.code): \(names)"
        : "\(keys.count) texts of the interface are missing in \(language.code): \(names)"
    return Diagnostic(
      .missingText, message, at: all ? nil : first,
      hint: "write \(keys.count == 1 ? "it" : "them") in Content/\(language.code)/_texts.yaml")
  }
}

/// The files of texts that have been read; each is read, and its mistakes are reported, once, though
/// two languages may share a file.
private struct ReadTexts {
  private(set) var diagnostics: [Diagnostic] = []
  private var files: [String: [InterfaceTextReader.Entry]] = [:]

  mutating func entries(of file: Theme.File) -> [InterfaceTextReader.Entry] {
    if let known = files[file.name] { return known }
    let (entries, found) = InterfaceTextReader.read(file.bytes, file: file.name)
    diagnostics += found
    files[file.name] = entries
    return entries
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}
