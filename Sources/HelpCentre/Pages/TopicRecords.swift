// What the pages of a topic share in all languages: the links between them. In forty languages each of them has
// eighty such links, so they are made and printed once for all forty pages.

import Markup

/// The lists of topics that do not depend on the language of the page.
struct TopicRecords: Sendable {
  /// The pages of each topic for search engines; absent where there are not at least two.
  let alternates: [TemplateValue]
  /// For each topic the page in each language, none of them the present one; nil where not all have one.
  private let menus: [SharedList?]

  /// The lists of all topics; they are made when the first page needs them.
  init(_ catalog: Catalog) {
    let languages = catalog.languages
    guard languages.all.count > 1 else {
      alternates = catalog.topics.map { _ in .absent }
      menus = catalog.topics.map { _ in nil }
      return
    }
    alternates = catalog.topics.map { topic in
      let urls = languages.ids.filter { topic.isTranslated($0) }.map { ($0, topic.urls[$0.index]) }
      return catalog.baseURL.map { Self.alternates(urls, $0, languages) } ?? .absent
    }
    menus = catalog.topics.map { topic in
      guard languages.ids.allSatisfy({ topic.isTranslated($0) }) else { return nil }
      let urls = topic.urls
      return SharedList(count: urls.count) {
        zip(languages.all, urls).map { Self.item($0, $1, isCurrent: false, note: nil) }
      }
    }
  }

  /// The menu of languages on the page of a topic; `note` is for languages that it is not in.
  func menu(
    _ topic: Topic, _ id: ID<Topic>, in language: ID<Language>, _ languages: LanguageList,
    note: String
  ) -> TemplateValue {
    let item = { (other: ID<Language>) in
      Self.item(
        languages[other], topic.urls[other.index], isCurrent: other == language,
        note: topic.isTranslated(other) ? nil : note)
    }
    if let menu = menus[id.index] {
      return .shared(SharedPart(menu, own: (language.index, item(language))))
    }
    return .list(languages.ids.map(item))
  }

  /// A language in the menu; with a `note` its page is in another one.
  static func item(_ language: Language, _ url: String, isCurrent: Bool, note: String?)
    -> TemplateRecord
  {
    TemplateRecord([
      .text(language.code), .text(language.name), .text(language.direction.rawValue), .text(url),
      .flag(isCurrent), .flag(note == nil), .text(note ?? ""),
    ])
  }

  /// Pages that are translations of each other, for search engines.
  static func alternates(
    _ urls: [(ID<Language>, String)], _ base: String, _ languages: LanguageList
  ) -> TemplateValue {
    guard urls.count > 1 else { return .absent }
    let source = urls.first { $0.0 == languages.source }
    let list = SharedList(count: urls.count + (source == nil ? 0 : 1)) {
      let records = urls.map { id, url in
        TemplateRecord([.text(languages[id].code), .text("\(base)/\(url)")])
      }
      return records
        + (source.map { [TemplateRecord([.text("x-default"), .text("\(base)/\($0.1)")])] } ?? [])
    }
    return .shared(SharedPart(list))
  }
}
