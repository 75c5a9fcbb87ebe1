// Addresses in texts, compared with the channel table: one that is a few letters off hands readers over to
// nobody, or to strangers; one that is not in the table is one that nobody will correct there.

import Markup

/// Compares addresses in texts with those of the channels.
struct MentionChecks: Sendable {
  private var emails: Set<String> = []
  private var phones: Set<String> = []
  private var hosts: Set<String> = []
  private var handles: Set<String> = []
  /// The accounts of social networks: a host, and the first part of the path there.
  private var accounts: [String: Set<String>] = [:]
  /// The same in their order, so that the same mistake gets the same advice.
  private let sorted: (emails: [String], phones: [String], hosts: [String], handles: [String])
  private let channels: [Channel]
  private let tables: SiteTables

  init(_ tables: SiteTables) {
    self.tables = tables
    channels = tables.channels.filter { $0.isOpen }
    var names: [String] = []
    for contact in channels.flatMap(\.contacts) {
      switch contact.address {
      case .email(let email): emails.insert(email.lowercased())
      case .phone(let number): phones.insert(number)
      case .url(let url): if let host = WebAddress.host(url) { hosts.insert(host.lowercased()) }
      case .handle(let handle, let url):
        let name = handle.utf8.first == 0x40 ? handle : "@" + handle
        handles.insert(name.lowercased())
        names.append(name)
        guard let host = WebAddress.host(url)?.lowercased() else { continue }
        hosts.insert(host)
        if let account = Self.account(of: url) { accounts[host, default: []].insert(account) }
      }
    }
    sorted = (emails.sorted(), phones.sorted(), hosts.sorted(), names.sorted())
  }

  /// What is wrong with the addresses of an article. Those of a project without channels are its own.
  func check(_ article: Article) -> [Diagnostic] {
    let header = [article.header.title, article.header.description]
      .flatMap(Self.mentions).map { ($0, article.header.location) }
    return (article.body.mentions.map { ($0.address, $0.location) } + header)
      .compactMap { check($0, at: $1) }
  }

  /// What is wrong with the addresses in the texts of the tables.
  func checkTables() -> [Diagnostic] {
    let languages = tables.settings.languages.ids
    var found: [Diagnostic] = []
    func check(_ texts: [String], at location: SourceLocation) {
      var seen: Set<String> = []
      for text in texts where seen.insert(text).inserted {
        found += Self.mentions(in: text).compactMap { self.check($0, at: location) }
      }
    }
    for channel in channels {
      check(
        languages.flatMap { id in
          [channel.summary[id], channel.serves[id], channel.requirements[id], channel.note[id]]
            + channel.steps[id] + channel.pros[id] + channel.cons[id]
        }, at: channel.location)
    }
    for problem in tables.problems {
      check(
        languages.flatMap { id in
          [problem.description[id]] + problem.preparation[id]
            + problem.channels.map { $0.reason[id] }
        }, at: problem.location)
    }
    for notice in tables.notices {
      check(languages.map { notice.text[$0] }, at: notice.location)
    }
    return found
  }

  /// The addresses in a text without markup.
  private static func mentions(in text: String) -> [Mention.Address] {
    // Most texts have none; reading them as Markdown would cost more than the check.
    guard text.utf8.contains(where: { $0 == 0x40 || $0 == 0x2B || $0 == 0x3A }),
      text.utf8.contains(where: { $0 == 0x40 || $0 == 0x2B }) || text.contains("://")
    else { return [] }
    let body = Markdown.parse(
      Array(text.utf8), from: 0, file: "", settings: MarkdownSettings(dialect: .article)
    ).body
    return body.mentions.map(\.address)
  }

  private func check(_ address: Mention.Address, at location: SourceLocation) -> Diagnostic? {
    switch address {
    case .email(let email): check(email.lowercased(), emails, sorted.emails, location)
    case .phone(let number): check(number, phones, sorted.phones, location)
    case .handle(let handle):
      misspelt(handle, handles.contains(handle.lowercased()), sorted.handles, location)
    case .url(let url):
      misspeltAccount(url, location)
        ?? WebAddress.host(url).flatMap {
          misspelt($0.lowercased(), hosts.contains($0.lowercased()), sorted.hosts, location)
        }
    }
  }

  /// A project without addresses of a kind says nothing about them.
  private func check(
    _ address: String, _ known: Set<String>, _ sorted: [String], _ location: SourceLocation
  ) -> Diagnostic? {
    if known.isEmpty || known.contains(address) { return nil }
    return misspelt(address, false, sorted, location)
      ?? Diagnostic(
        .unlistedAddress, "'\(address)' is no address of the channel table", at: location,
        hint: "add it to a channel's 'contacts', or write it as code if it is an example")
  }

  private func misspelt(
    _ address: String, _ isKnown: Bool, _ known: [String], _ location: SourceLocation
  ) -> Diagnostic? {
    guard !isKnown, let near = known.first(where: { Self.isNear(address, $0) }) else { return nil }
    return Diagnostic(
      .misspeltAddress, "'\(address)' is nearly '\(near)', which is in the channel table",
      at: location, hint: "did you mean '\(near)'?")
  }

  /// Another account than the table's on the same network, a few letters off.
  private func misspeltAccount(_ url: String, _ location: SourceLocation) -> Diagnostic? {
    guard let host = WebAddress.host(url)?.lowercased(), let known = accounts[host],
      let account = Self.account(of: url), !known.contains(account),
      let near = known.sorted().first(where: { Self.isSlip(account, $0) })
    else { return nil }
    return Diagnostic(
      .misspeltAddress, "'\(account)' on \(host) is nearly '\(near)', which is in the table",
      at: location, hint: "did you mean '\(near)'?")
  }

  /// The first part of a URL's path, in small letters.
  private static func account(of url: String) -> String? {
    let parts = url.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count > 2 else { return nil }
    let account = parts[2].prefix { $0 != "?" && $0 != "#" }
    return account.isEmpty ? nil : account.lowercased()
  }

  /// Whether one address is another with a slip. Names with one meaning more or less, as `fr.` and `de.`
  /// before a domain, are no slips of each other; neither are short ones.
  private static func isNear(_ address: String, _ known: String) -> Bool {
    let left = address.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    let right = known.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    if left.count == 2, right.count == 2, !left[0].isEmpty, !right[0].isEmpty {
      if left[1] == right[1] { return isSlip(left[0], right[0], shortest: 4) }
      return left[0] == right[0] && isNearHost(left[1], right[1])
    }
    if known.utf8.first == 0x40 || known.utf8.first == 0x2B { return isSlip(address, known) }
    return isNearHost(address, known)
  }

  /// A slip in one of the parts that the dots separate, or in the whole of another domain.
  private static func isNearHost(_ host: String, _ known: String) -> Bool {
    let left = host.split(separator: ".").map(String.init)
    let right = known.split(separator: ".").map(String.init)
    if left.count == right.count {
      let differing = left.indices.filter { left[$0] != right[$0] }
      guard differing.count == 1, let place = differing.first else { return false }
      return isSlip(left[place], right[place], shortest: 5)
    }
    return left.suffix(2) != right.suffix(2) && isSlip(host, known)
  }

  private static func isSlip(_ left: String, _ right: String, shortest: Int = 6) -> Bool {
    let length = min(left.utf8.count, right.utf8.count)
    let allowed = length < shortest ? 0 : length <= 12 ? 1 : 2
    if abs(left.utf8.count - right.utf8.count) > allowed { return false }
    return left.lowercased() != right.lowercased() && Suggestion.distance(left, right) <= allowed
  }
}
