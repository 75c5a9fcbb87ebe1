// No two pages may have one address, not even on disks that ignore case or normalise Unicode.

import Markup

/// Checks the addresses of a site's pages.
enum Addresses {
  /// Reports pages with one address and reserved names, and turns aliases into redirects.
  static func check(
    _ topics: [Topic], _ articles: [Article], _ languages: LanguageList
  ) -> (redirects: [Redirect], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var owners: [String: Owner] = [:]
    owners.reserveCapacity(topics.count * languages.all.count)
    let reserved = ReservedNames(languages)
    var redirects: [Redirect] = []
    var fallbackRedirects: [Redirect] = []
    for language in languages.ids {
      for (index, topic) in topics.enumerated() {
        let article = articles[topic.shown[language.index].index]
        let owner = Owner(
          location: article.header.slug?.location ?? article.header.location,
          isTranslated: topic.isTranslated(language))
        let path = topic.paths[language.index]
        let folded = URLScheme.folded(path)
        if let name = reserved.name(in: folded) {
          if owner.isTranslated {
            diagnostics.append(
              Diagnostic(
                .reservedURL, "the address '\(path)' is taken: '\(name)' is the site's own",
                at: owner.location, hint: "give the article another name or a 'slug'"))
          }
          continue
        }
        // Two fallback pages clash only because their articles do, which is reported there.
        if let other = owners.updateValue(owner, forKey: folded),
          owner.isTranslated || other.isTranslated
        {
          let (mine, theirs) = owner.isTranslated ? (owner, other) : (other, owner)
          diagnostics.append(
            Diagnostic(
              .duplicateURL, "two pages have the address '\(path)'", at: mine.location,
              hint: hint(mine, theirs)))
        }
        if topic.isTranslated(language) {
          redirects += aliases(of: ID(index), article, language, languages, &diagnostics)
        } else {
          fallbackRedirects += fallbackAliases(of: ID(index), article, language, languages)
        }
      }
    }
    let kept = redirects.filter { redirect in
      let folded = URLScheme.folded(redirect.path)
      if let name = reserved.name(in: folded) {
        diagnostics.append(
          Diagnostic(
            .reservedURL, "the alias '\(redirect.path)' is taken: '\(name)' is the site's own",
            at: redirect.location))
        return false
      }
      let owner = Owner(location: redirect.location, isTranslated: true)
      if let other = owners.updateValue(owner, forKey: folded) {
        diagnostics.append(
          Diagnostic(
            .duplicateURL, "the alias '\(redirect.path)' is the address of another page",
            at: redirect.location, hint: hint(owner, other)))
        return false
      }
      return true
    }
    reportFolders(owners, &diagnostics)
    let free = fallbackRedirects.filter {
      let owner = Owner(location: $0.location, isTranslated: false)
      let folded = URLScheme.folded($0.path)
      let isTaken =
        reserved.name(in: folded) != nil || owners[folded] != nil
        || pageFolders(of: folded).contains { owners[$0] != nil }
      if !isTaken { owners[folded] = owner }
      return !isTaken
    }
    return (kept + free, diagnostics)
  }

  /// A page cannot stand in a folder that has the name of another page.
  private static func reportFolders(
    _ owners: [String: Owner], _ diagnostics: inout [Diagnostic]
  ) {
    for (path, owner) in owners {
      for folder in pageFolders(of: path) {
        guard let other = owners[folder], owner.isTranslated || other.isTranslated else { continue }
        let (mine, theirs) = owner.isTranslated ? (owner, other) : (other, owner)
        diagnostics.append(
          Diagnostic(
            .duplicateURL, "'\(folder)' is a page and the folder of another one",
            at: mine.location, hint: hint(mine, theirs)))
      }
    }
  }

  /// The folders of a path that could be pages by their ending; nearly always none.
  private static func pageFolders(of path: String) -> [String] {
    var last: UInt8 = 0
    let mayHaveSome = path.utf8.contains { byte in
      defer { last = byte }
      return byte == 0x2F && (last == 0x6C || last == 0x6D)
    }
    if !mayHaveSome { return [] }
    return path.utf8.indices.filter { index in
      path.utf8[index] == 0x2F
        && (path.utf8[..<index].suffix(5).elementsEqual(".html".utf8)
          || path.utf8[..<index].suffix(4).elementsEqual(".htm".utf8))
    }.map { String(path[..<$0]) }
  }

  /// Which the other page is, and why both have one address where their names do not look alike, or
  /// look too much alike.
  private static func hint(_ mine: Owner, _ theirs: Owner) -> String {
    let (file, other) = (mine.location.file, theirs.location.file)
    let isRespelt = file == other && !file.utf8.elementsEqual(other.utf8)
    return "the other one is \(other)"
      + (isRespelt ? ", whose accents are encoded otherwise (NFC, NFD)" : "")
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
}

/// What the site itself writes, at addresses that no article and no alias may have.
private struct ReservedNames {
  private let codes: Set<String>

  init(_ languages: LanguageList) {
    codes = Set(languages.all.map { URLScheme.folded($0.code) })
  }

  /// The part of a folded path that is the site's own; nil: the path is free. A folder with the name of
  /// a file is taken too.
  func name(in path: String) -> String? {
    let end = path.utf8.firstIndex(of: 0x2F) ?? path.endIndex
    let first = String(path[..<end])
    if Self.files.contains(first) || Self.folders.contains(first) { return first }
    if end == path.endIndex { return nil }
    if first.hasPrefix("sitemap-"), first.hasSuffix(".xml") { return first }
    guard codes.contains(first) else { return nil }
    let rest = path[path.utf8.index(after: end)...]
    let second = String(rest[..<(rest.utf8.firstIndex(of: 0x2F) ?? rest.endIndex)])
    let isLast = second.utf8.count == rest.utf8.count
    if Self.filesOfLanguage.contains(second) {
      return isLast ? second.split(separator: ".").first.map(String.init) : second
    }
    return !isLast && Self.foldersOfLanguage.contains(second) ? second : nil
  }

  private static let files: Set = [
    URLScheme.chooserPath, URLScheme.notFoundPath, "robots.txt", "sitemap.xml",
  ]
  private static let folders: Set = ["search", "assets"]
  private static let filesOfLanguage: Set = [
    "index.html", "contact.html", "search.html", "a-z.html", "glossary.html", "channels.json",
    "contacts.vcf", "opensearch.xml",
  ]
  private static let foldersOfLanguage: Set = ["category", "channel", "problem", "a-z"]
}
