// No two pages may have one address, not even on disks that ignore case or normalise Unicode.

import Foundation
import Markup

/// Checks the addresses of a site's pages.
enum Addresses {
  /// Reports pages with one address and reserved names, and turns aliases into redirects.
  static func check(
    _ topics: [Topic], _ articles: [Article], _ languages: LanguageList,
    _ diagnostics: inout [Diagnostic]
  ) -> [Redirect] {
    var owners: [String: Owner] = [:]
    var redirects: [Redirect] = []
    var fallbackRedirects: [Redirect] = []
    for language in languages.ids {
      for (index, topic) in topics.enumerated() {
        let article = articles[topic.shown[language.index].index]
        let owner = Owner(
          location: article.header.slug?.location ?? article.header.location,
          isTranslated: topic.isTranslated(language))
        let path = topic.paths[language.index]
        if let name = reservedName(path) {
          if owner.isTranslated {
            diagnostics.append(
              Diagnostic(
                .reservedURL, "the address '\(path)' is taken: '\(name)' is a page of its own",
                at: owner.location, hint: "give the article another name or a 'slug'"))
          }
          continue
        }
        // Two fallback pages clash only because their articles do, which is reported there.
        if let other = owners.updateValue(owner, forKey: URLScheme.folded(path)),
          owner.isTranslated || other.isTranslated
        {
          let (mine, theirs) = owner.isTranslated ? (owner, other) : (other, owner)
          diagnostics.append(
            Diagnostic(
              .duplicateURL, "two pages have the address '\(path)'", at: mine.location,
              hint: "the other one is \(theirs.location.file)"))
        }
        if topic.isTranslated(language) {
          redirects += aliases(of: ID(index), article, language, languages, &diagnostics)
        } else {
          fallbackRedirects += fallbackAliases(of: ID(index), article, language, languages)
        }
      }
    }
    let kept = redirects.filter { redirect in
      guard reservedName(redirect.path) == nil else {
        diagnostics.append(
          Diagnostic(
            .reservedURL, "the alias '\(redirect.path)' is taken", at: redirect.location))
        return false
      }
      let owner = Owner(location: redirect.location, isTranslated: true)
      if let other = owners.updateValue(owner, forKey: URLScheme.folded(redirect.path)) {
        diagnostics.append(
          Diagnostic(
            .duplicateURL, "the alias '\(redirect.path)' is the address of another page",
            at: redirect.location, hint: "the other one is \(other.location.file)"))
        return false
      }
      return true
    }
    reportFolders(owners, &diagnostics)
    return kept
      + fallbackRedirects.filter {
        let owner = Owner(location: $0.location, isTranslated: false)
        let folded = URLScheme.folded($0.path)
        if reservedName($0.path) != nil || owners[folded] != nil { return false }
        owners[folded] = owner
        return true
      }
  }

  /// A page cannot stand in a folder that has the name of another page.
  private static func reportFolders(
    _ owners: [String: Owner], _ diagnostics: inout [Diagnostic]
  ) {
    for (path, owner) in owners where owner.isTranslated {
      for slash in path.utf8.indices where path.utf8[slash] == 0x2F {
        guard let other = owners[String(path[..<slash])] else { continue }
        diagnostics.append(
          Diagnostic(
            .duplicateURL, "the folder of '\(path)' has the name of a page", at: owner.location,
            hint: "the page is made of \(other.location.file)"))
      }
    }
  }

  /// Who has an address.
  private struct Owner {
    let location: SourceLocation
    /// Whether the page shows an article of its own language.
    let isTranslated: Bool
  }

  /// The aliases of an article; one in another language's folder leads to the page in that language.
  private static func aliases(
    of id: ID<Topic>, _ article: Article, _ language: ID<Language>, _ languages: LanguageList,
    _ diagnostics: inout [Diagnostic]
  ) -> [Redirect] {
    article.header.aliases.compactMap { alias in
      guard let path = URLScheme.alias(alias.value, languages[language]) else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "'\(alias.value)' cannot be an address", at: alias.location,
            hint: "write old/path or /fr/old/path"))
        return nil
      }
      let folder = path.split(separator: "/").first.map(String.init) ?? ""
      return Redirect(
        path: path, location: alias.location, language: languages.id(of: folder) ?? language,
        topic: id)
    }
  }

  /// The same aliases in a language that shows the article for want of its own: the page there was
  /// renamed with the article. They give way to whatever else has their address.
  private static func fallbackAliases(
    of id: ID<Topic>, _ article: Article, _ language: ID<Language>, _ languages: LanguageList
  ) -> [Redirect] {
    let written = languages[article.language]
    return article.header.aliases.compactMap { alias in
      guard let path = URLScheme.alias(alias.value, written),
        path.utf8.starts(with: "\(written.code)/".utf8)
      else { return nil }
      return Redirect(
        path: languages[language].code + path.dropFirst(written.code.count),
        location: alias.location, language: language, topic: id)
    }
  }

  /// The reserved name that a path below its language starts with, whatever its case.
  private static func reservedName(_ path: String) -> String? {
    let path = path.lowercased()
    let parts = path.utf8.split(separator: 0x2F).map { String(Substring($0)) }
    if path == URLScheme.chooserPath || path == URLScheme.notFoundPath { return path }
    if ["search", "assets"].contains(parts[0]) { return parts[0] }
    guard parts.count >= 2 else { return nil }
    let pages = ["index", "contact", "search", "a-z", "glossary"]
    let folders = ["category", "channel", "problem", "a-z"]
    let name = parts.count == 2 ? String(parts[1].dropLast(5)) : parts[1]
    return (parts.count == 2 ? pages : folders).contains(name) ? name : nil
  }
}
