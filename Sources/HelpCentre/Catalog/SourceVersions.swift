// `source-version` of a translation: which state of the source article it was made from. When the
// source has changed since, translators are told, with the value to write when they are done.

import Markup

/// Compares translations with the articles they were made from.
enum SourceVersions {
  /// The shortest beginning of a version that can be written.
  private static let shortest = 6

  /// Checks the published articles. Their sources are looked for in `all`, since a translation is no
  /// source only because its own is a draft.
  static func check(
    _ published: [Article], among all: [Article], _ languages: LanguageList
  ) -> [Diagnostic] {
    let versioned = published.filter { $0.header.sourceVersion != nil }
    if versioned.isEmpty { return [] }
    let keys = Set(versioned.map { Array($0.key.utf8) })
    var sources: [[UInt8]: Article] = [:]
    for article in all {
      let key = Array(article.key.utf8)
      guard keys.contains(key) else { continue }
      let isNearer = sources[key].map { rank(article, languages) < rank($0, languages) } ?? true
      if isNearer { sources[key] = article }
    }
    return versioned.compactMap { article in
      guard let version = article.header.sourceVersion,
        let source = sources[Array(article.key.utf8)]
      else { return nil }
      return check(version, of: article, madeFrom: source)
    }
  }

  /// The source language first, then the site's order.
  private static func rank(_ article: Article, _ languages: LanguageList) -> Int {
    article.language == languages.source ? -1 : article.language.index
  }

  private static func check(
    _ version: Located<String>, of article: Article, madeFrom source: Article
  ) -> Diagnostic? {
    if source.language == article.language {
      return Diagnostic(
        .conflictingField, "'source-version' is for translations, and this is the source article",
        at: version.location, hint: "leave it out here")
    }
    let written = version.value.lowercased()
    let present = source.version.hex(Article.versionDigits)
    let isVersion = written.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
    guard isVersion, (shortest...32).contains(written.utf8.count) else {
      return Diagnostic(
        .invalidValue, "'\(version.value)' is not a version of an article", at: version.location,
        hint: "'\(source.file)' is at \(present)")
    }
    if source.version.hex().utf8.starts(with: written.utf8) { return nil }
    return Diagnostic(
      .outdatedTranslation, "the translation is outdated: '\(source.file)' has changed since",
      at: version.location, hint: "translate what has changed, then write \(present)")
  }
}
