// Finds the file that a path in an article means. Pictures have words in them, so a picture may have a
// variant for a language beside it: `menu.fr.svg` beside `menu.svg`. Authors and translators write
// `menu.svg` everywhere; an article shows, in this order,
//
// 1. the variant of its own language, then those of its fallbacks up to the source language;
// 2. the file itself;
// 3. where that is in a language's folder, the same in the folders of its fallbacks: a translation
//    need not copy the pictures of its source.
//
// The language is the article's: where a page shows the text of another language, the pictures go
// with the text. Files to download are found in the same way.

/// The files of a project by what articles call them.
struct AssetNames: Sendable {
  private let names: Names<Asset>
  private let languages: LanguageList

  /// The files of a project.
  init(_ assets: [Asset], _ languages: LanguageList) {
    names = Names(assets.map(\.file), kind: "file", unknown: .missingFile)
    self.languages = languages
  }

  /// The file that an article in `language` means by a path in the project.
  func find(_ path: String, in language: ID<Language>) -> ID<Asset>? {
    let chain = chain(of: language)
    if let found = variant(of: path, chain) ?? names[path] { return found }
    let parts = path.split(separator: "/", maxSplits: 2).map { String($0) }
    guard parts.count == 3, languages.id(of: parts[1]) != nil else { return nil }
    for other in chain where languages[other].code != parts[1] {
      let path = "\(parts[0])/\(languages[other].code)/\(parts[2])"
      if let found = variant(of: path, chain) ?? names[path] { return found }
    }
    return nil
  }

  /// The nearest path as a hint.
  func suggestion(for path: String) -> String? { names.suggestion(for: path) }

  private func variant(of path: String, _ chain: [ID<Language>]) -> ID<Asset>? {
    let name = path.utf8.lastIndex(of: 0x2F) ?? path.startIndex
    guard let dot = path.utf8.lastIndex(of: 0x2E), dot > name else { return nil }
    for language in chain {
      if let found = names["\(path[..<dot]).\(languages[language].code)\(path[dot...])"] {
        return found
      }
    }
    return nil
  }

  /// A language and its fallbacks up to the source language.
  private func chain(of language: ID<Language>) -> [ID<Language>] {
    if language == languages.source { return [language] }
    let fallbacks = languages[language].fallbacks
    let end = fallbacks.firstIndex(of: languages.source) ?? fallbacks.count - 1
    return [language] + fallbacks[...end]
  }
}
