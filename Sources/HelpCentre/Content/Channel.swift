// channels.yaml: the channel table, the ways to reach support. Which problems a channel serves is not
// written here: it follows from problems.yaml.

import Markup

/// A way to reach support.
package struct Channel: Sendable {
  /// What kind of way it is.
  package enum Kind: String, CaseIterable, Sendable {
    case inApp = "in-app"
    case email, web, social, business, phone, chat, community, post
  }

  /// Its name in front matter, links and URLs.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// Its place in lists.
  package let order: Int
  /// What kind of way it is.
  package let kind: Kind
  /// The name of an icon of the theme.
  package let icon: String
  /// Its name for readers.
  package let name: Localized<String>
  /// What it is, in a sentence.
  package let summary: Localized<String>
  /// Other words for it, for search.
  package let synonyms: Localized<[String]>
  /// Who it is for; may be empty.
  package let serves: Localized<String>
  /// What a reader needs for it; may be empty.
  package let requirements: Localized<String>
  /// What it costs; may be empty.
  package let cost: Localized<String>
  /// A remark; may be empty.
  package let note: Localized<String>
  /// When it is staffed; nil when nobody said.
  package let hours: OpeningHours?
  /// The codes of the languages that are spoken there; empty when nobody said.
  package let spoken: [String]
  /// Whether a person answers; nil when nobody said.
  package let isHuman: Bool?
  /// How fast it answers.
  package let response: ResponseTime
  /// What speaks for it.
  package let pros: Localized<[String]>
  /// What speaks against it.
  package let cons: Localized<[String]>
  /// How to use it, step by step.
  package let steps: Localized<[String]>
  /// The key of the article that explains it.
  package let article: Located<String>?
  /// Ids of the problems it must not be used for.
  package let notFor: [Located<String>]
  /// Where it is reached.
  package let contacts: [Contact]
  /// When its addresses were last checked.
  package let verified: Located<CalendarDate>?
  /// Where its facts come from; may be empty.
  package let source: Localized<String>
  /// The first day on which it is closed; it may lie ahead.
  package let retired: CalendarDate?
  /// Whether it can be reached on the day of the build.
  package var isOpen = true
  /// The id of the channel that took its place.
  package let replacedBy: Located<String>?
}

extension Channel {
  /// The contacts that are for one of some problems (none: all of them) and for a kind of phone (nil: any).
  package func contacts(
    for problems: [String], on platform: Contact.Platform? = nil
  ) -> [Contact] {
    contacts.filter { contact in
      let isForProblem =
        problems.isEmpty || contact.problems.isEmpty
        || contact.problems.contains { problems.contains($0.value) }
      return isForProblem && (platform == nil || (contact.platform ?? platform) == platform)
    }
  }
}

/// How fast a channel answers.
package struct ResponseTime: Sendable {
  /// What a time is counted in.
  package enum Unit: String, CaseIterable, Sendable {
    case minutes, hours, days
  }

  /// Who says so.
  package enum Basis: String, CaseIterable, Sendable {
    case reported, official
  }

  /// What is known of it.
  package enum Figure: Sendable {
    /// At once: nobody has to answer.
    case immediate
    /// Between two numbers of a unit; the smaller one may be missing.
    case range(min: Int?, max: Int, Unit)
    /// No figure.
    case unknown
  }

  /// What is known of it.
  package let figure: Figure
  /// Who says so.
  package let basis: Basis?
  /// A remark; may be empty.
  package let note: Localized<String>
}

/// An address at which a channel is reached.
package struct Contact: Sendable {
  /// The kinds of address.
  package enum Address: Sendable {
    /// An e-mail address.
    case email(String)
    /// A web page.
    case url(String)
    /// A name in a social network, with the page it leads to.
    case handle(String, url: String)
    /// A phone number in E.164 form.
    case phone(String)

    /// What readers see; the same bytes as in the link where it is an address itself.
    package var shown: String {
      switch self {
      case .email(let address), .url(let address), .handle(let address, _), .phone(let address):
        address
      }
    }

    /// The complete URL a link leads to.
    package var href: String {
      switch self {
      case .email(let address): "mailto:\(address)"
      case .url(let url), .handle(_, let url): Escaping.url(url)
      case .phone(let number): "tel:\(number)"
      }
    }
  }

  /// A phone's system.
  package enum Platform: String, CaseIterable, Sendable {
    case ios, android
  }

  /// Its name in links, `channel:email#payments`; nil: that of its only problem.
  package let id: Located<String>?
  /// The address.
  package let address: Address
  /// Where the address or the URL behind a handle is written.
  package let location: SourceLocation
  /// Ids of the problems it is for; empty: all.
  package let problems: [Located<String>]
  /// The phones it is for; nil: all.
  package let platform: Platform?
  /// The region it is for; empty: all.
  package let region: Localized<String>
  /// What it is called; may be empty.
  package let label: Localized<String>
  /// The id of the message to send there; nil: that of the problem.
  package let message: Located<String>?

  /// The names that links can have for it: its own, and those of the problems that it is for.
  package var anchors: [String] { (id.map { [$0.value] } ?? []) + problems.map(\.value) }
}
