// What search engines read of a page: JSON-LD with the vocabulary of schema.org. It says nothing that the
// page does not say, and its addresses are those of the channel table. The contact points belong to the
// firm that the site is about, not to the site.

import Markup

/// A thing that a page describes, as JSON-LD.
struct StructuredData {
  private let json: [UInt8]

  private init(_ type: String, _ body: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.object { json in
      json.member("@context", "https://schema.org")
      json.member("@type", type)
      body(&json)
    }
    json = writer.bytes
  }

  /// All that a page describes, for one `script` element; empty when it is nothing.
  static func script(of page: Page, _ content: PageContent) -> [UInt8] {
    let all = [breadcrumbs(page, content)].compactMap { $0 } + content.structuredData
    if all.isEmpty { return [] }
    if all.count == 1 { return all[0].json }
    return [0x5B] + Array(all.map(\.json).joined(separator: [0x2C])) + [0x5D]
  }

  // MARK: Breadcrumbs

  private static func breadcrumbs(_ page: Page, _ content: PageContent) -> StructuredData? {
    switch page.plan.kind {
    case .home, .languages, .notFound, .redirect: return nil
    default: break
    }
    guard let base = page.catalog.baseURL, !content.isHiddenFromEngines else { return nil }
    var crumbs = ([page.site.homeCrumb] + content.breadcrumbs).compactMap { record in
      guard case .text(let title) = record.values[0], case .text(let url) = record.values[1] else {
        return nil as (String, String)?
      }
      return (title, "\(base)/\(url)")
    }
    crumbs.append((content.title, page.canonical(content)))
    return StructuredData("BreadcrumbList") { json in
      json.key("itemListElement")
      json.array { json in
        for (place, crumb) in crumbs.enumerated() {
          json.object { json in
            json.member("@type", "ListItem")
            json.member("position", place + 1)
            json.member("name", crumb.0)
            json.member("item", crumb.1)
          }
        }
      }
    }
  }

  // MARK: Channels

  /// The contact page: all contacts, and the problems as questions.
  static func contact(_ page: Page) -> [StructuredData] {
    let catalog = page.catalog
    let problems = catalog.problems.indices.prefix(Page.largestFinder).map { ID<Problem>($0) }
    return [organization(catalog.openChannels, page), questions(problems, page)].compactMap { $0 }
  }

  /// A channel's page: its contacts, and the way to it.
  static func channel(_ id: ID<Channel>, _ page: Page) -> [StructuredData] {
    let channel = page.catalog.channels[id.index]
    guard channel.isOpen else { return [] }
    let steps = channel.steps[page.language]
    let way =
      steps.isEmpty ? nil : instructions(channel.name[page.language], steps)
    return [organization([channel], page), way].compactMap { $0 }
  }

  /// A problem's page: the question and its answer.
  static func problem(_ id: ID<Problem>, _ page: Page) -> [StructuredData] {
    [questions([id], page)].compactMap { $0 }
  }

  private static func organization(_ channels: [Channel], _ page: Page) -> StructuredData? {
    let settings = page.catalog.settings
    let publisher = settings.publisher[page.language]
    let name = settings.organization?.name[page.language] ?? publisher
    let contacts = channels.flatMap { channel in channel.contacts.map { (channel, $0) } }
    if name.isEmpty || contacts.isEmpty { return nil }
    return StructuredData("Organization") { json in
      json.member("name", name)
      if let url = settings.organization?.url, !url.isEmpty { json.member("url", url) }
      json.key("contactPoint")
      json.array { json in
        for (channel, contact) in contacts { write(contact, of: channel, page, &json) }
      }
    }
  }

  private static func write(
    _ contact: Contact, of channel: Channel, _ page: Page, _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("@type", "ContactPoint")
      json.member("contactType", "customer support")
      json.member("name", page.parts.fullLabel(of: contact, channel))
      switch contact.address {
      case .email(let email): json.member("email", email)
      case .phone(let number): json.member("telephone", number)
      case .url(let url), .handle(_, let url): json.member("url", Escaping.url(url))
      }
      let region = contact.region[page.language]
      if !region.isEmpty { json.member("areaServed", region) }
      if !channel.spoken.isEmpty {
        json.member("availableLanguage", channel.spoken)
      }
      guard let hours = channel.hours else { return }
      json.key("hoursAvailable")
      json.array { json in for period in hours.periods { write(period, &json) } }
    }
  }

  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  private static func write(_ period: OpeningHours.Period, _ json: inout JSONWriter) {
    for times in period.hours {
      let ends = times.split(separator: "–").map { $0.utf8.count < 5 ? "0\($0)" : String($0) }
      json.object { json in
        json.member("@type", "OpeningHoursSpecification")
        json.key("dayOfWeek")
        json.array { json in for day in period.days { json.value(days[day - 1]) } }
        json.member("opens", ends[0])
        json.member("closes", ends[1])
      }
    }
  }

  private static func questions(_ problems: [ID<Problem>], _ page: Page) -> StructuredData? {
    let catalog = page.catalog
    let language = page.language
    let answered = problems.compactMap { id -> (String, String)? in
      let problem = catalog.problems[id.index]
      let lines = problem.channels.compactMap { recommendation -> String? in
        let channel = catalog.channels[recommendation.channel.index]
        if !channel.isOpen { return nil }
        let reason = recommendation.reason[language]
        return [
          channel.name[language], reason.isEmpty ? channel.summary[language] : reason,
          page.parts.response(channel),
        ].filter { !$0.isEmpty }.joined(separator: " – ")
      }
      return lines.isEmpty ? nil : (problem.name[language], lines.joined(separator: "\n"))
    }
    if answered.isEmpty { return nil }
    return StructuredData("FAQPage") { json in
      json.key("mainEntity")
      json.array { json in
        for (question, answer) in answered {
          json.object { json in
            json.member("@type", "Question")
            json.member("name", question)
            json.key("acceptedAnswer")
            json.object { json in
              json.member("@type", "Answer")
              json.member("text", answer)
            }
          }
        }
      }
    }
  }

  // MARK: Steps

  /// An article that has one block of steps.
  static func article(_ id: ID<Article>, _ page: Page) -> [StructuredData] {
    let article = page.catalog.articles[id.index]
    let blocks = page.catalog.blocks[id.index].indices.filter { index in
      if case .steps = page.catalog.blocks[id.index][index] { true } else { false }
    }
    guard blocks.count == 1 else { return [] }
    let steps = BlockSteps.texts(ofBlock: blocks[0], in: article.body)
    return steps.count > 1 ? [instructions(article.header.title, steps)] : []
  }

  private static func instructions(_ name: String, _ steps: [String]) -> StructuredData {
    StructuredData("HowTo") { json in
      json.member("name", name)
      json.key("step")
      json.array { json in
        for (place, step) in steps.enumerated() {
          json.object { json in
            json.member("@type", "HowToStep")
            json.member("position", place + 1)
            json.member("text", step)
          }
        }
      }
    }
  }
}
