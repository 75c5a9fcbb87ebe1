// The list of all pages: what is written where. Long lists are split into pages of their own.

import Markup

/// A page to be written.
package struct PagePlan: Sendable {
  /// What a page is about.
  package enum Subject: Sendable {
    case home, contact, search
    case category(ID<Category>, page: Int)
    case channel(ID<Channel>, page: Int)
    case problem(ID<Problem>, page: Int)
    case article(ID<Topic>)
    /// A part of the list of all articles; `page` counts from 1.
    case aToZ(page: Int, Range<Int>)
    /// All terms and what they mean.
    case glossary
    case notFound, languages
    case redirect(Redirect)
  }

  /// What it is about.
  package let subject: Subject
  /// Its language.
  package let language: ID<Language>
  /// Its path in the site.
  package let path: String

  /// So many articles stand on one page of a list.
  static let listLength = 60

  /// How many pages a list needs; at least one.
  static func pages(of count: Int, _ length: Int = listLength) -> Int {
    max(1, (count + length - 1) / length)
  }

  /// Which template writes it.
  package var kind: PageKind {
    switch subject {
    case .home: .home
    case .contact: .contact
    case .search: .search
    case .category: .category
    case .channel: .channel
    case .problem: .problem
    case .article: .article
    case .aToZ: .aToZ
    case .glossary: .glossary
    case .notFound: .notFound
    case .languages: .languages
    case .redirect: .redirect
    }
  }

  /// All pages of a site.
  package static func all(_ catalog: Catalog) -> [PagePlan] {
    let source = catalog.languages.source
    var plans = [
      PagePlan(subject: .languages, language: source, path: URLScheme.chooserPath),
      PagePlan(subject: .notFound, language: source, path: URLScheme.notFoundPath),
    ]
    for id in catalog.languages.ids { plans += pages(in: id, catalog) }
    plans += catalog.redirects.map {
      PagePlan(subject: .redirect($0), language: $0.language, path: $0.path)
    }
    return plans
  }

  private static func pages(in id: ID<Language>, _ catalog: Catalog) -> [PagePlan] {
    let language = catalog.languages[id]
    var plans: [PagePlan] = []
    func add(_ subject: Subject, _ path: String) {
      plans.append(PagePlan(subject: subject, language: id, path: path))
    }
    add(.home, URLScheme.home(language))
    add(.contact, URLScheme.contact(language))
    add(.search, URLScheme.search(language))
    for (place, titles) in AToZ.pages(catalog, id).enumerated() {
      add(.aToZ(page: place + 1, titles), URLScheme.aToZ(language, page: place + 1))
    }
    if !catalog.glossary.isEmpty { add(.glossary, URLScheme.glossary(language)) }
    for (index, category) in catalog.categories.enumerated() {
      for page in 1...pages(of: catalog.topicsOfCategory[index].count) {
        add(.category(ID(index), page: page), URLScheme.category(category.id, language, page: page))
      }
    }
    for (index, channel) in catalog.channels.enumerated() {
      for page in 1...pages(of: catalog.topicsOfChannel[index].count) {
        add(.channel(ID(index), page: page), URLScheme.channel(channel.id, language, page: page))
      }
    }
    for (index, problem) in catalog.problems.enumerated() {
      for page in 1...pages(of: catalog.topicsOfProblem[index].count) {
        add(.problem(ID(index), page: page), URLScheme.problem(problem.id, language, page: page))
      }
    }
    for index in catalog.topics.indices {
      add(.article(ID(index)), catalog.topics[index].paths[id.index])
    }
    return plans
  }
}
