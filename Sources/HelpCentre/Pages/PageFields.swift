// What templates can print: the fields of each kind of page. The schemas here and the records made in
// the files beside have their values in the same order, which costs nothing while pages are rendered;
// PageFieldsTests prints every field beside its name, so that two that changed places are seen.

import Markup

/// The kinds of page; the raw value is the template's name.
package enum PageKind: String, CaseIterable, Sendable {
  case home, category, article, channel, problem, contact, search
  case aToZ = "a-z"
  case glossary
  case notFound = "not-found"
  case languages, redirect
}

/// The schemas of pages and their parts.
enum PageFields {
  static let texts = TemplateSchema([.text(".")])

  static let link = TemplateSchema([
    .text("title"), .text("url"), .text("description"), .text("lang"), .text("dir"),
  ])

  /// `platform` is the platform, the region or both, separated by a dot, that an address is for;
  /// `problem-ids` names its problems, separated by spaces, or none when it is for all.
  static let contact = TemplateSchema([
    .text("label"), .text("full-label"), .text("address"), .text("url"), .text("platform"),
    .text("problem"), .text("problem-url"), .list("anchors", texts), .text("problem-ids"),
  ])

  static let problemLink = TemplateSchema([
    .text("title"), .text("url"), .text("description"), .text("icon"), .flag("urgent"),
    .text("reason"), .text("id"),
  ])

  /// `platform` is the platform, the region or both; the placeholders in `subject` and `body` carry
  /// what they ask for in `data-field`, `data-type` and `data-example`, for scripts.
  static let message = TemplateSchema([
    .html("subject"), .html("body"),
    .list(
      "addresses", TemplateSchema([.text("address"), .text("url"), .text("platform")])),
    .record("channel", link), .list("attachments", texts), .flag("long"),
  ])

  static let notice = TemplateSchema([
    .text("text"), .text("kind"), .text("kind-title"), .record("article", link),
  ])

  /// `same-address` says which channel before it in the list has all its addresses already.
  static let channelCard = TemplateSchema([
    .text("id"), .text("name"), .text("url"), .text("icon"), .text("summary"), .text("response"),
    .text("reason"), .text("position"), .list("contacts", contact), .list("pros", texts),
    .list("cons", texts), .text("requirements"), .list("problems", problemLink),
    .flag("self-service"), .flag("urgent"), .list("notices", notice), .text("same-address"),
  ])

  /// What a problem's page says to do, once for each platform whose addresses differ; `title`,
  /// `platform` and `anchor`, an id that no other answer on the page has, are empty where there is no
  /// difference.
  static let answer = TemplateSchema([
    .text("title"), .text("platform"), .text("anchor"), .list("channels", channelCard),
    .list("messages", message),
  ])

  static let pagination = TemplateSchema([
    .text("label"), .text("previous-url"), .text("next-url"),
    .list("pages", TemplateSchema([.text("number"), .text("url"), .flag("current")])),
  ])

  static let navigationLink = TemplateSchema([.text("title"), .text("url"), .flag("current")])

  /// `note` says that the page is not in the language, where it is not.
  static let language = TemplateSchema([
    .text("code"), .text("name"), .text("dir"), .text("url"), .flag("current"),
    .flag("translated"), .text("note"),
  ])

  static let dated = TemplateSchema([.text("line"), .text("iso")])

  /// The schema of a kind of page: its own fields after those of every page.
  static func schema(_ kind: PageKind, texts keys: [String], icons: [String]) -> TemplateSchema {
    TemplateSchema(common(keys, icons) + own(kind))
  }

  /// The fields of every page. Those of the site come first, those of the page after them: see
  /// `SiteFields` and `PageHead`.
  private static func common(_ keys: [String], _ icons: [String]) -> [TemplateField] {
    [
      .record("text", TemplateSchema(keys.map { .text($0) })),
      .record("icons", TemplateSchema(icons.map { .text($0) })),
      .text("lang"), .text("dir"), .text("site-title"), .text("site-description"), .text("csp"),
      .text("stylesheet"), .text("site-script"), .text("contact-script"),
      .text("search-script"), .text("search-manifest"),
      .text("search-texts"), .text("favicon"), .text("logo"), .text("accent"), .text("og-image"),
      .text("home-url"), .text("contact-url"), .text("search-url"), .text("a-z-url"),
      .text("glossary-url"), .text("base-path"), .text("footer"), .text("publisher-line"),
      .list("footer-links", link),
      .text("verified-line"), .list("notices", notice), .text("channels-url"),
      .text("contacts-url"),
      .flag("search-offline"), .flag("no-slash-key"), .text("failed-queries"),
      .text("open-search-url"),
      .text("kind"), .text("root"), .text("page-title"), .text("description"),
      .text("canonical"), .flag("noindex"),
      .list("alternates", TemplateSchema([.text("lang"), .text("url")])), .text("og-type"),
      .list("languages", language), .list("breadcrumbs", link),
      .list("navigation", navigationLink), .html("structured-data"), .text("title"),
    ]
  }

  private static func own(_ kind: PageKind) -> [TemplateField] {
    switch kind {
    case .home:
      [
        .list("problems", problemLink),
        .list(
          "category-cards",
          TemplateSchema([
            .text("title"), .text("url"), .text("description"), .text("icon"), .text("count"),
            .list("articles", link), .text("more"),
          ])),
        .list("featured", link), .list("channels", channelCard),
      ]
    case .category:
      [
        .text("icon"), .text("count"), .list("subcategories", link), .list("articles", link),
        .list("channels", channelCard), .record("pagination", pagination),
      ]
    case .article: article
    case .channel: channel
    case .problem:
      [
        .flag("urgent"), .flag("helps"), .list("preparation", texts), .flag("by-platform"),
        .list("answers", answer), .list("articles", link), .record("pagination", pagination),
        .list("urgent-channels", link),
      ]
    case .contact:
      [
        .list("problems", problemLink), .list("channels", channelCard), .list("articles", link),
        .list(
          "finder",
          TemplateSchema([
            .text("id"), .text("title"), .text("url"), .flag("urgent"), .text("description"),
            .list("preparation", texts), .flag("by-platform"), .list("answers", answer),
            .list("articles", link),
          ])),
      ]
    case .search: []
    case .aToZ:
      [
        .list("groups", TemplateSchema([.text("letter"), .list("entries", link)])),
        .record("pagination", pagination),
        .list(
          "letters",
          TemplateSchema([.text("letter"), .text("url"), .text("anchor"), .flag("current")])),
      ]
    case .glossary: glossary
    case .notFound:
      [
        .list(
          "entries",
          TemplateSchema([
            .text("lang"), .text("dir"), .text("title"), .text("message"), .text("home-url"),
            .text("home-title"), .text("search-title"), .text("search-url"),
            .text("contact-title"), .text("contact-url"),
          ]))
      ]
    case .languages:
      [
        .list(
          "entries",
          TemplateSchema([
            .text("lang"), .text("dir"), .text("name"), .text("url"), .text("title"),
            .text("description"),
          ]))
      ]
    case .redirect: [.text("target"), .text("target-title")]
    }
  }

  private static let glossary: [TemplateField] = [
    .list("letters", TemplateSchema([.text("letter")])),
    .list(
      "groups",
      TemplateSchema([
        .text("letter"),
        .list(
          "terms",
          TemplateSchema([
            .text("anchor"), .text("term"), .text("expansion"), .text("definition"),
            .text("lang"), .text("dir"), .record("see", link),
          ])),
      ])),
  ]

  private static let article: [TemplateField] = [
    .html("body"), .flag("messages"), .text("text-lang"), .text("text-dir"),
    .record(
      "fallback",
      TemplateSchema([.text("notice"), .text("language"), .text("url"), .text("switch")])),
    .list(
      "contents",
      TemplateSchema([
        .text("title"), .text("url"),
        .list("items", TemplateSchema([.text("title"), .text("url")])),
      ])),
    .record("updated", dated), .text("author"), .text("author-line"),
    .record(
      "sidebar",
      TemplateSchema([
        .text("title"), .text("url"),
        .list(
          "items",
          TemplateSchema([
            .text("title"), .text("url"), .text("lang"), .text("dir"), .flag("current"),
          ])),
        .text("all-url"), .text("all-title"),
      ])),
    .list("channels", channelCard), .list("problems", problemLink), .list("related", link),
    .record("previous", link), .record("next", link), .flag("neighbours"), .flag("byline"),
    .text("edit-url"),
    .record(
      "feedback",
      TemplateSchema([
        .text("endpoint"), .text("article"), .text("yes-url"), .text("no-url"),
      ])),
  ]

  private static let channel: [TemplateField] = [
    .text("icon"), .text("response"), .text("response-note"),
    .text("requirements"), .text("serves"), .text("cost"), .flag("human"), .flag("self-service"),
    .list("pros", texts), .list("cons", texts), .list("steps", texts),
    .record("steps-article", link), .text("note"), .list("contacts", contact),
    .list("problems", TemplateSchema(problemLink.fields + [.list("articles", link)])),
    .list("unsuited-problems", problemLink),
    .list("articles", link), .record("verified", dated),
    .text("source"), .record("pagination", pagination),
    .list(
      "hours",
      TemplateSchema([.text("days"), .text("times")])),
    .text("time-zone"), .text("closed"), .text("spoken"), .list("channel-notices", notice),
    .flag("assessment"), .flag("closed-down"), .record("replacement", link),
  ]
}

extension TemplateValue {
  /// Texts as a list of records with the field `.`.
  static func texts(_ texts: [String]) -> TemplateValue {
    .list(texts.map { TemplateRecord([.text($0)]) })
  }
}
