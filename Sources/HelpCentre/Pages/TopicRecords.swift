// What the pages of a topic share in all languages: the links between them. In forty languages each of them has
// eighty such links, so they are made once for all forty pages.

import Markup

/// The records of topics that do not depend on the language of the page.
struct TopicRecords: Sendable {
  /// The pages of each topic for search engines; absent where there are not at least two.
  let alternates: [TemplateValue]
  /// For each topic the page in each language, none of them the present one.
  let menus: [[TemplateRecord]]

  /// Makes the records of all topics; none for a site in one language.
  static func make(_ catalog: Catalog, jobs: Int) async -> TopicRecords {
    let languages = catalog.languages
    let count = languages.all.count > 1 ? catalog.topics.count : 0
    let made = await ParallelMap.map(count: count, jobs: jobs) { index in
      let topic = catalog.topics[index]
      let written = languages.ids.filter { topic.isTranslated($0) }
      let menu = languages.ids.map { id in
        TemplateRecord([
          .text(languages[id].code), .text(languages[id].name),
          .text(languages[id].direction.rawValue), .text(topic.urls[id.index]), .flag(false),
          .flag(topic.isTranslated(id)),
        ])
      }
      let alternates = catalog.baseURL.map {
        Self.alternates(written.map { ($0, topic.urls[$0.index]) }, $0, languages)
      }
      return (alternates: alternates ?? .absent, menu: menu)
    }
    let none = [TemplateValue](repeating: .absent, count: catalog.topics.count)
    return TopicRecords(
      alternates: count == 0 ? none : made.map(\.alternates), menus: made.map(\.menu))
  }

  /// Pages that are translations of each other, for search engines.
  static func alternates(
    _ urls: [(ID<Language>, String)], _ base: String, _ languages: LanguageList
  ) -> TemplateValue {
    guard urls.count > 1 else { return .absent }
    var records = urls.map { id, url in
      TemplateRecord([.text(languages[id].code), .text("\(base)/\(url)")])
    }
    if let source = urls.first(where: { $0.0 == languages.source }) {
      records.append(TemplateRecord([.text("x-default"), .text("\(base)/\(source.1)")]))
    }
    return .list(records)
  }
}
