// No two pages may have one address, not even on disks that ignore case or normalise Unicode.

import Foundation
import Markup

/// Checks the addresses of a site's pages.
enum Addresses {
  /// Reports pages with one address and reserved names, and turns aliases into redirects.
  static func check(
    _ topics: [Topic], _ articles: [Article], _ parts: SiteParts,
    _ diagnostics: inout [Diagnostic]
  ) -> [Redirect] {
    let languages = parts.settings.languages
    var owners: [String: SourceLocation] = [:]
    var redirects: [Redirect] = []
    for language in languages.ids {
      for (index, topic) in topics.enumerated() {
        let article = articles[topic.shown[language.index].index]
        let location = article.header.slug?.location ?? article.header.location
        let path = topic.paths[language.index]
        if let name = reservedName(path) {
          if topic.isTranslated(language) {
            diagnostics.append(
              Diagnostic(
                .reservedURL, "the address '\(path)' is taken: '\(name)' is a page of its own",
                at: location, hint: "give the article another name or a 'slug'"))
          }
          continue
        }
        if let other = owners.updateValue(location, forKey: URLScheme.folded(path)) {
          diagnostics.append(
            Diagnostic(
              .duplicateURL, "two pages have the address '\(path)'", at: location,
              hint: "the other one is \(other.file)"))
        }
        redirects += aliases(of: ID(index), topic, language, articles, languages, &diagnostics)
      }
    }
    return redirects.filter { redirect in
      let article = articles[topics[redirect.topic.index].shown[redirect.language.index].index]
      let location = article.header.aliases.first?.location ?? article.header.location
      guard reservedName(redirect.path) == nil else {
        diagnostics.append(
          Diagnostic(.reservedURL, "the alias '\(redirect.path)' is taken", at: location))
        return false
      }
      if let other = owners.updateValue(location, forKey: URLScheme.folded(redirect.path)) {
        diagnostics.append(
          Diagnostic(
            .duplicateURL, "the alias '\(redirect.path)' is the address of another page",
            at: location, hint: "the other one is \(other.file)"))
        return false
      }
      return true
    }
  }

  private static func aliases(
    of id: ID<Topic>, _ topic: Topic, _ language: ID<Language>, _ articles: [Article],
    _ languages: LanguageList, _ diagnostics: inout [Diagnostic]
  ) -> [Redirect] {
    guard let article = topic.articles[language.index] else { return [] }
    return articles[article.index].header.aliases.compactMap { alias in
      guard let path = URLScheme.alias(alias.value, languages[language]) else {
        diagnostics.append(
          Diagnostic(
            .invalidSlug, "'\(alias.value)' cannot be an address", at: alias.location,
            hint: "write old/path or /fr/old/path"))
        return nil
      }
      return Redirect(path: path, language: language, topic: id)
    }
  }

  /// The reserved name that a path below its language starts with.
  private static func reservedName(_ path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    if path == URLScheme.chooserPath || path == URLScheme.notFoundPath { return path }
    if ["search", "assets"].contains(parts[0]) { return parts[0] }
    guard parts.count >= 2 else { return nil }
    let name = parts.count == 2 ? String(parts[1].dropLast(5)) : parts[1]
    let folders = ["category", "channel", "problem"]
    let isTaken =
      parts.count == 2
      ? URLScheme.reservedNames.contains(name) && !folders.contains(name) : folders.contains(name)
    return isTaken ? name : nil
  }
}
