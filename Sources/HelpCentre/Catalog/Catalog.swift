// The whole site as one immutable value: what the articles and tables say, and how all of it hangs
// together. Everything a page shows is looked up here by number, never searched.

import Markup

/// What an article and its translations have in common: one key, and an article in each language that
/// has it. Its relations are those of its source article.
package struct Topic: Sendable {
  /// The path of the files below their language's folder, without the ending.
  package let key: String
  /// The article of each language, nil where it is missing.
  package let articles: [ID<Article>?]
  /// The article that each language's page shows: its own or that of the nearest fallback.
  package let shown: [ID<Article>]
  /// The article in the source language, or in the first language that has it.
  package let source: ID<Article>
  /// The path of each language's page.
  package let paths: [String]
  /// The paths as URLs relative to the site's root, encoded once for all links to them.
  package let urls: [String]
  /// Its categories; the first is its place in the breadcrumbs.
  package let categories: [ID<Category>]
  /// The channels it is about.
  package let channels: [ID<Channel>]
  /// The problems it helps with.
  package let problems: [ID<Problem>]
  /// Its place in lists.
  package let order: Int
  /// Whether the home page shows it.
  package let isFeatured: Bool

  /// Whether a language has an article of its own.
  package func isTranslated(_ language: ID<Language>) -> Bool { articles[language.index] != nil }
}

/// Where a link of an article leads, once the whole site is known.
package enum ResolvedLink: Sendable {
  /// A heading of the same article, by its place in the outline.
  case ownHeading(Int)
  /// An article, in the reader's language; with the place of a heading in its outline.
  case topic(ID<Topic>, heading: Int?)
  /// A channel's page, or one of its contacts there.
  case channel(ID<Channel>, contact: String?)
  /// A problem's page.
  case problem(ID<Problem>)
  /// A file of the project.
  case asset(ID<Asset>)
  /// Nothing; diagnosed.
  case broken
}

/// A file of the project that is published as it is.
package struct Asset: Sendable {
  /// Its path in the project.
  package let file: String
  /// Its path in the site, with a part of its hash.
  package let path: String
  /// How large it is shown; nil where it is no image or does not say.
  package let size: ImageSize?
}

/// An old address that leads to a page.
package struct Redirect: Sendable {
  /// Its own path.
  package let path: String
  /// Where the alias is written.
  package let location: SourceLocation
  /// The language of the page it leads to.
  package let language: ID<Language>
  /// The topic it leads to.
  package let topic: ID<Topic>
}

/// The model of a site.
package struct Catalog: Sendable {
  /// What the project's tables say.
  package let tables: SiteTables
  /// The address of the published site, without a slash at the end; nil: not known.
  package let baseURL: String?
  /// All published articles.
  package private(set) var articles: [Article]
  /// The names of each article's headings.
  let anchors: [ArticleAnchors]
  /// Where each article's links lead.
  package private(set) var links: [[ResolvedLink]]
  /// The file of each article's images, nil where it is missing.
  package private(set) var images: [[ID<Asset>?]]
  /// What each article's blocks are.
  package private(set) var blocks: [[ResolvedBlock]]
  /// By key.
  package let topics: [Topic]
  /// The topic of each article.
  let topicOfArticle: [ID<Topic>?]
  /// The related topics of each topic.
  package let related: [[ID<Topic>]]
  /// The topics of each category, channel and problem, in the readers' order.
  package let topicsOfCategory: [[ID<Topic>]]
  package let topicsOfChannel: [[ID<Topic>]]
  package let topicsOfProblem: [[ID<Topic>]]
  /// For each category the open channels that most of its topics lead to, through their problems or by
  /// name, at most three.
  package let channelsOfCategory: [[ID<Channel>]]
  /// The place of each topic among those of its first category; nil without one.
  package let placeInCategory: [Int?]
  /// The problems that each channel serves, in the readers' order.
  package let problemsOfChannel: [[ID<Problem>]]
  /// The problems that each channel must not be used for.
  package let unsuitedProblemsOfChannel: [[ID<Problem>]]
  /// The terms that are explained.
  package let glossary: Glossary
  /// The notices that are shown on the day of the build.
  package let notices: [Notice]
  /// Old addresses.
  package let redirects: [Redirect]
  /// The topics of `site.yaml`'s links.
  package let navigation: [ID<Topic>]
  package let footerLinks: [ID<Topic>]

  /// Parts of the tables by their own names.
  package var settings: SiteSettings { tables.settings }
  package var languages: LanguageList { tables.settings.languages }
  package var categories: [Category] { tables.categories }
  package var channels: [Channel] { tables.channels }
  package var problems: [Problem] { tables.problems }
  package var assets: [Asset] { tables.assets }

  /// The channels that can still be reached.
  package var openChannels: [Channel] { channels.filter(\.isOpen) }

  /// The open channels of a problem, best first.
  package func openChannels(of id: ID<Problem>) -> [ID<Channel>] {
    problems[id.index].channels.map(\.channel).filter { channels[$0.index].isOpen }
  }

  /// The message with an id.
  package func message(_ id: String) -> Message? { tables.messages.first { $0.id == id } }

  /// The article that a topic's page in a language shows.
  package func article(_ topic: ID<Topic>, in language: ID<Language>) -> Article {
    articles[topics[topic.index].shown[language.index].index]
  }

  /// The languages whose pages show an article.
  func languages(showing id: ID<Article>) -> [ID<Language>] {
    guard let topic = topicOfArticle[id.index] else { return [] }
    return languages.ids.filter { topics[topic.index].shown[$0.index] == id }
  }

  /// The source of an article, which may be itself.
  func source(of id: ID<Article>) -> Article {
    topicOfArticle[id.index].map { articles[topics[$0.index].source.index] } ?? articles[id.index]
  }

  /// Takes another text of an article.
  mutating func replace(_ id: ID<Article>, by placed: PlacedArticle) {
    articles[id.index] = placed.article
    links[id.index] = placed.links
    images[id.index] = placed.images
    blocks[id.index] = placed.blocks
  }

  /// The URL of a topic's page in a language, relative to the site's root.
  package func url(_ topic: ID<Topic>, in language: ID<Language>) -> String {
    topics[topic.index].urls[language.index]
  }

  /// The path of a topic's page in a language.
  package func path(_ topic: ID<Topic>, in language: ID<Language>) -> String {
    topics[topic.index].paths[language.index]
  }
}
