// `<language>/channels.json`: the channel table for programs, for example an app's own help screen. Its
// form is in `schemas/channels.schema.json`; `version` changes when a field comes, changes
// its meaning or goes.

import Markup

/// Writes the channel table of each language as JSON.
enum ChannelData {
  /// The version of the form.
  private static let version = 1

  /// One file a language; none for a project without channels.
  static func entries(_ catalog: Catalog, _ texts: [InterfaceTexts]) -> [OutputEntry] {
    if catalog.channels.isEmpty { return [] }
    return catalog.languages.ids.map { id in
      OutputEntry(
        path: URLScheme.channelData(catalog.languages[id]),
        content: .made { bytes(id, catalog, texts[id.index]) })
    }
  }

  private static func bytes(
    _ language: ID<Language>, _ catalog: Catalog, _ texts: InterfaceTexts
  ) -> [UInt8] {
    var json = JSONWriter(capacity: 16 * 1024)
    json.object { json in
      json.member("version", version)
      json.member("language", catalog.languages[language].code)
      json.key("channels")
      json.array { json in
        for (index, channel) in catalog.channels.enumerated() where channel.isOpen {
          write(channel, ID(index), language, catalog, &json)
        }
      }
      json.key("problems")
      json.array { json in
        for (index, problem) in catalog.problems.enumerated() {
          write(problem, ID(index), language, catalog, &json)
        }
      }
      json.key("messages")
      json.array { json in
        for message in catalog.tables.messages { write(message, language, &json) }
      }
      json.key("notices")
      json.array { json in
        for notice in catalog.notices where notice.languages.contains(language) {
          json.object { json in
            json.member("id", notice.id)
            json.member("kind", notice.kind.rawValue)
            json.member("text", notice.text[language])
            let open = notice.channels.map { catalog.channels[$0.index] }.filter(\.isOpen)
            list("channels", open.map(\.id), &json)
          }
        }
      }
    }
    return json.bytes
  }

  private static func write(
    _ channel: Channel, _ id: ID<Channel>, _ language: ID<Language>, _ catalog: Catalog,
    _ json: inout JSONWriter
  ) {
    let own = catalog.languages[language]
    json.object { json in
      json.member("id", channel.id)
      json.member("kind", channel.kind.rawValue)
      json.member("name", channel.name[language])
      json.member("url", URLScheme.url(URLScheme.channel(channel.id, own)))
      optional("summary", channel.summary[language], &json)
      list("synonyms", channel.synonyms[language], &json)
      optional("serves", channel.serves[language], &json)
      optional("requirements", channel.requirements[language], &json)
      optional("cost", channel.cost[language], &json)
      optional("note", channel.note[language], &json)
      if let isHuman = channel.isHuman {
        json.member("human", isHuman)
      }
      list("languages", channel.spoken, &json)
      write(channel.response, language, &json)
      if let hours = channel.hours { write(hours, &json) }
      list("pros", channel.pros[language], &json)
      list("cons", channel.cons[language], &json)
      list("steps", channel.steps[language], &json)
      list("notFor", channel.notFor.map(\.value), &json)
      list(
        "problems", catalog.problemsOfChannel[id.index].map { catalog.problems[$0.index].id }, &json
      )
      json.key("contacts")
      json.array { json in
        for contact in channel.contacts { write(contact, language, &json) }
      }
      if let verified = channel.verified { json.member("verified", verified.value.description) }
      optional("source", channel.source[language], &json)
    }
  }

  private static func write(
    _ response: ResponseTime, _ language: ID<Language>, _ json: inout JSONWriter
  ) {
    json.key("response")
    json.object { json in
      switch response.figure {
      case .immediate: json.member("kind", "immediate")
      case .unknown: json.member("kind", "unknown")
      case .range(let min, let max, let unit):
        json.member("kind", "range")
        if let min { json.member("min", min) }
        json.member("max", max)
        json.member("unit", unit.rawValue)
      }
      if let basis = response.basis { json.member("basis", basis.rawValue) }
      optional("note", response.note[language], &json)
    }
  }

  private static func write(_ hours: OpeningHours, _ json: inout JSONWriter) {
    json.key("hours")
    json.object { json in
      json.member("timeZone", hours.timeZone)
      json.key("open")
      json.array { json in
        for period in hours.periods {
          json.object { json in
            json.member("firstDay", period.days.lowerBound)
            json.member("lastDay", period.days.upperBound)
            list("times", period.hours, &json)
          }
        }
      }
      list("closed", hours.closed.map(\.description), &json)
    }
  }

  private static func write(
    _ contact: Contact, _ language: ID<Language>, _ json: inout JSONWriter
  ) {
    json.object { json in
      switch contact.address {
      case .email(let email): json.member("email", email)
      case .phone(let number): json.member("phone", number)
      case .url(let url): json.member("url", url)
      case .handle(let handle, let url):
        json.member("handle", handle)
        json.member("url", url)
      }
      if let id = contact.id { json.member("id", id.value) }
      optional("label", contact.label[language], &json)
      list("problems", contact.problems.map(\.value), &json)
      if let platform = contact.platform { json.member("platform", platform.rawValue) }
      optional("region", contact.region[language], &json)
      if let message = contact.message { json.member("message", message.value) }
    }
  }

  private static func write(
    _ problem: Problem, _ id: ID<Problem>, _ language: ID<Language>, _ catalog: Catalog,
    _ json: inout JSONWriter
  ) {
    let own = catalog.languages[language]
    json.object { json in
      json.member("id", problem.id)
      json.member("name", problem.name[language])
      json.member("url", URLScheme.url(URLScheme.problem(problem.id, own)))
      optional("description", problem.description[language], &json)
      list("synonyms", problem.synonyms[language], &json)
      json.member("severity", problem.severity.rawValue)
      json.member("urgent", problem.isUrgent)
      list("prepare", problem.preparation[language], &json)
      if let message = problem.message { json.member("message", message.value) }
      json.key("channels")
      json.array { json in
        for recommendation in problem.channels
        where catalog.channels[recommendation.channel.index].isOpen {
          json.object { json in
            json.member("channel", catalog.channels[recommendation.channel.index].id)
            optional("reason", recommendation.reason[language], &json)
            if recommendation.isUrgent {
              json.member("urgent", true)
            }
          }
        }
      }
      list(
        "articles", catalog.topicsOfProblem[id.index].map { catalog.url($0, in: language) }, &json)
    }
  }

  private static func write(
    _ message: Message, _ language: ID<Language>, _ json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", message.id)
      json.member("subject", message.subject[language])
      json.member("body", message.body[language])
      json.key("fields")
      json.array { json in
        for field in message.fields {
          json.object { json in
            json.member("id", field.id)
            json.member("type", field.kind.rawValue)
            json.member("label", field.label[language])
            optional("example", field.example[language], &json)
          }
        }
      }
      list("attach", message.attachments[language], &json)
    }
  }

  private static func optional(_ name: String, _ text: String, _ json: inout JSONWriter) {
    if !text.isEmpty { json.member(name, text) }
  }

  /// A list without empty texts and repetitions; none when nothing remains.
  private static func list(_ name: String, _ texts: [String], _ json: inout JSONWriter) {
    var seen: Set<String> = [""]
    let texts = texts.filter { seen.insert($0).inserted }
    if texts.isEmpty { return }
    json.key(name)
    json.array { json in for text in texts { json.value(text) } }
  }
}
