// The list of all articles from A to Z, for readers who browse and for those without scripts.

import Markup

extension Page {
  /// The fields of a page of the list.
  func aToZ(_ page: Int, _ titles: Range<Int>) -> PageContent {
    let shown = site.titles[titles]
    var groups: [(letter: String, entries: [TemplateRecord])] = []
    for entry in shown {
      let link = parts.link(ID(entry.item), describes: false)
      let letter = letter(entry)
      if groups.last?.letter == letter {
        groups[groups.count - 1].entries.append(link)
      } else {
        groups.append((letter, [link]))
      }
    }
    let range = span(titles)
    return PageContent(
      title: texts["a-z-title"] + (site.titlePages.count > 1 ? " (\(range))" : ""),
      values: [
        .list(groups.map { TemplateRecord([.text($0.letter), .list($0.entries)]) }),
        parts.pagination(page, of: site.titlePages.count) {
          URLScheme.aToZ(parts.own, page: $0)
        },
        letterLinks(on: page),
      ])
  }

  private func letter(_ place: AToZ.Place) -> String {
    place.letter.isEmpty ? texts["a-z-other"] : place.letter
  }

  /// The first and the last letter of a part of the titles.
  private func span(_ titles: Range<Int>) -> String {
    guard let first = titles.first, let last = titles.last else { return "" }
    let ends = [letter(site.titles[first]), letter(site.titles[last])]
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
  }

  /// More letters, as of Chinese, would be no help: then there is a link for each page.
  private static let mostLetters = 60

  /// Links to the letters, on whichever page they stand.
  private func letterLinks(on page: Int) -> TemplateValue {
    var links: [(label: String, page: Int)] = []
    for (number, titles) in site.titlePages.enumerated() {
      for place in site.titles[titles] where links.last?.label != letter(place) {
        links.append((letter(place), number + 1))
      }
    }
    if links.count > Self.mostLetters, site.titlePages.count > 1 {
      links = site.titlePages.enumerated().map { (span($1), $0 + 1) }
      return .list(
        links.map { link in
          TemplateRecord([
            .text(link.label), .text(URLScheme.url(URLScheme.aToZ(parts.own, page: link.page))),
            .text(""), .flag(link.page == page),
          ])
        })
    }
    return .list(
      links.map { link in
        TemplateRecord([
          .text(link.label),
          .text(
            link.page == page ? "" : URLScheme.url(URLScheme.aToZ(parts.own, page: link.page))),
          .text("letter-\(link.label)"), .flag(false),
        ])
      })
  }
}
