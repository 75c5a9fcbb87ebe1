// Contradictions between the channel table, the problems and the articles: a closed channel that is still
// recommended, a channel that nothing leads to, a message that nobody wrote.

import Markup

/// Checks how the tables hang together.
struct ChannelChecks {
  let tables: SiteTables
  let names: SiteNames
  let topics: [Topic]

  /// Everything that is wrong.
  func check() -> [Diagnostic] {
    closedChannels() + lonelyChannels() + unknownMessages() + longMessages()
  }

  private func closed(_ id: ID<Channel>, _ reason: String, at location: SourceLocation)
    -> Diagnostic?
  {
    Self.closed(tables.channels[id.index], reason, at: location)
  }

  private static func closed(_ channel: Channel, _ reason: String, at location: SourceLocation)
    -> Diagnostic?
  {
    guard !channel.isOpen, let day = channel.retired else { return nil }
    return Diagnostic(
      .retiredChannel, "channel '\(channel.id)', closed on \(day), \(reason)", at: location,
      hint: channel.replacedBy.map { "use '\($0.value)' instead" })
  }

  private func closedChannels() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for problem in tables.problems {
      let closed = problem.channels.compactMap { recommendation in
        self.closed(
          recommendation.channel, "is recommended for problem '\(problem.id)'",
          at: recommendation.location)
      }
      found += closed
      if !closed.isEmpty, closed.count == problem.channels.count {
        found.append(
          Diagnostic(
            .problemWithoutChannel, "every channel of problem '\(problem.id)' is closed",
            at: problem.location, hint: "name the channels that help now under 'channels'"))
      }
    }
    for channel in tables.channels {
      guard let next = channel.replacedBy, let id = names.channels[next.value] else { continue }
      found += [self.closed(id, "cannot take the place of another", at: next.location)]
        .compactMap { $0 }
    }
    return found
  }

  /// A channel of which readers learn nothing. Where support is in the app itself, there is no address.
  private func lonelyChannels() -> [Diagnostic] {
    tables.channels.enumerated().filter { $1.isOpen }.flatMap { index, channel in
      let id = ID<Channel>(index)
      let hasArticle = channel.article != nil || topics.contains { $0.channels.contains(id) }
      let hasProblem = tables.problems.contains { $0.channels.contains { $0.channel == id } }
      let hasContact = channel.kind == .inApp || !channel.contacts.isEmpty
      let missing: [(Bool, DiagnosticID, String, String)] = [
        (
          hasArticle, .channelWithoutArticle, "no article is about channel '\(channel.id)'",
          "write one with 'channels: [\(channel.id)]', or name one here: 'article: …'"
        ),
        (
          hasProblem, .channelWithoutProblem, "channel '\(channel.id)' helps with no problem",
          "recommend it in Content/problems.yaml"
        ),
        (
          hasContact, .channelWithoutContact, "channel '\(channel.id)' has no address",
          "add one under 'contacts'"
        ),
      ]
      return missing.filter { !$0.0 }.map {
        Diagnostic($0.1, $0.2, at: channel.location, hint: $0.3)
      }
    }
  }

  /// Messages that no mail program takes from a link, which then has their subject alone.
  private func longMessages() -> [Diagnostic] {
    let addresses = tables.channels.flatMap { $0.contacts.compactMap(\.address.email) }
    guard let longest = addresses.max(by: { $0.utf8.count < $1.utf8.count }) else { return [] }
    let languages = tables.settings.languages
    return tables.messages.compactMap { message in
      let long = languages.ids.filter {
        !MessageText(message, in: $0).link(to: longest).isComplete
      }
      if long.isEmpty { return nil }
      return Diagnostic(
        .longMessage,
        "message '\(message.id)' is too long for a link in "
          + long.map { languages[$0].code }.joined(separator: ", "),
        at: message.location,
        hint: "mail programs take \(MessageText.longestLink) characters, and a letter that is not "
          + "ASCII takes up to nine: readers must copy the text")
    }
  }

  private func unknownMessages() -> [Diagnostic] {
    let ids = tables.messages.map(\.id)
    let used =
      tables.problems.compactMap(\.message)
      + tables.channels.flatMap { $0.contacts.compactMap(\.message) }
    return used.filter { !ids.contains($0.value) }.map { name in
      Diagnostic(
        .unknownMessage, "there is no message '\(name.value)'", at: name.location,
        hint: Suggestion.didYouMean(name.value, among: ids, of: "Content/messages.yaml"))
    }
  }
}

extension ChannelChecks {
  /// Articles that name or link a closed channel.
  static func linksToClosedChannels(
    _ catalog: Catalog, _ names: Names<Channel>
  ) -> [Diagnostic] {
    if catalog.channels.allSatisfy(\.isOpen) { return [] }
    var found: [Diagnostic?] = []
    func check(_ name: Located<String>, _ reason: String) {
      found.append(
        names[name.value].flatMap { closed(catalog.channels[$0.index], reason, at: name.location) })
    }
    for article in catalog.articles {
      for name in article.header.channels ?? [] {
        check(name, "is one that the article is about")
      }
      for link in article.body.links {
        guard case .reference("channel", let name, _) = link.target else { continue }
        check(Located(name, link.location), "is linked")
      }
      for block in article.body.blocks {
        for name in (block["id"]?.words ?? []) + (block["channel"]?.words ?? []) {
          check(name, "is shown by a block")
        }
      }
    }
    return found.compactMap { $0 }
  }
}
