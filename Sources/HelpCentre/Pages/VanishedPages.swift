// Pages that are on the published site and not in the new one. Readers have bookmarks and other sites
// have links, so each such address is reported before it is gone.

import Markup

/// Finds the addresses that a build would take away.
enum VanishedPages {
  /// Reports the pages among `published`, the paths of the site that is replaced, that no page of the
  /// new one stands at. Further pages of a list come and go with its length and are not meant.
  static func report(
    _ published: [String], _ plans: [PagePlan], _ languages: LanguageList
  ) -> [Diagnostic] {
    if published.isEmpty { return [] }
    let kept = Set(plans.map { Array($0.path.utf8) })
    let gone = published.filter { !kept.contains(Array($0.utf8)) }
    if gone.isEmpty { return [] }
    let folded = Set(plans.map { URLScheme.folded($0.path) })
    let codes = Set(languages.all.map(\.code))
    let closed = Set(
      gone.filter { $0.utf8.count { $0 == 0x2F } == 1 && $0.hasSuffix("/index.html") }
        .map { String($0.dropLast("/index.html".count)) }
    ).subtracting(codes)
    var pages: [String: Int] = [:]
    var listPages: [String: [String]] = [:]
    var articlePages: [String: [String]] = [:]
    for path in gone {
      let parts = path.split(separator: "/").map(String.init)
      if closed.contains(parts[0]) {
        pages[parts[0], default: 0] += 1
      } else if codes.contains(parts[0]), parts.count > 2, lists.contains(parts[1]) {
        if parts.count == 3, parts[1] != "a-z" {
          listPages["\(parts[1]) '\(parts[2].dropLast(5))'", default: []].append(path)
        }
      } else {
        let isInLanguage = parts.count > 1 && codes.contains(parts[0])
        articlePages[
          isInLanguage ? parts.dropFirst().joined(separator: "/") : "/" + path, default: []
        ].append(path)
      }
    }
    let source = languages[languages.source].code
    return pages.map { language($0, $1) } + listPages.map { list($0, $1) }
      + articlePages.values.map { paths in
        let first = paths.min { left, right in
          let isFirst = (isBelow(source, left), isBelow(source, right))
          return isFirst.0 == isFirst.1
            ? left.utf8.lexicographicallyPrecedes(right.utf8) : isFirst.0
        }
        let path = first ?? ""
        return page(
          path, others: paths.count - 1, isRespelt: folded.contains(URLScheme.folded(path)))
      }
  }

  private static func isBelow(_ folder: String, _ path: String) -> Bool {
    path.utf8.starts(with: "\(folder)/".utf8)
  }

  /// The folders of lists in a language's folder.
  private static let lists: Set = ["category", "channel", "problem", "a-z"]

  /// An article's page, and those at the same place in `others` more languages: an article's alias serves
  /// the languages that show it for want of their own. An alias that differs from a page in case alone
  /// would be the same file on some disks.
  private static func page(_ path: String, others: Int, isRespelt: Bool) -> Diagnostic {
    let more = others == 0 ? "" : " and \(others == 1 ? "that" : "those") in \(others) more"
    let languages = others == 0 ? "" : others == 1 ? " language" : " languages"
    return Diagnostic(
      .vanishedPage, "the published page '/\(path)'\(more)\(languages) would be gone", at: nil,
      hint: isRespelt
        ? "a page has the same address in another spelling: let the web server send readers there"
        : "add 'aliases: [/\(path.dropLast(5))]' to the article that replaces it"
          + (others == 0 ? "" : "; where it is translated, the translation needs its own"))
  }

  private static func language(_ code: String, _ count: Int) -> Diagnostic {
    Diagnostic(
      .vanishedPage,
      "the published pages in '\(code)', \(count) of them, would be gone", at: nil,
      hint: "keep '\(code)' in 'languages', or let the web server send readers elsewhere")
  }

  private static func list(_ name: String, _ paths: [String]) -> Diagnostic {
    let first = paths.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
    let others = paths.count > 1 ? " and those in other languages" : ""
    return Diagnostic(
      .vanishedPage, "the published page '/\(first)' of \(name)\(others) would be gone", at: nil,
      hint: "keep the id, or let the web server send readers elsewhere")
  }
}
