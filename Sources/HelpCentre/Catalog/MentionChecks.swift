// Addresses in articles, compared with the channel table: one that is a few letters off hands readers over
// to nobody, or to strangers; one that is not in the table is one that nobody will correct there.

import Markup

/// Compares addresses in texts with those of the channels.
struct MentionChecks: Sendable {
  private var emails: Set<String> = []
  private var phones: Set<String> = []
  private var hosts: Set<String> = []
  private var handles: Set<String> = []

  init(_ channels: [Channel]) {
    for contact in channels.flatMap(\.contacts) {
      switch contact.address {
      case .email(let email): emails.insert(email.lowercased())
      case .phone(let number): phones.insert(number)
      case .url(let url): insertHost(url)
      case .handle(let handle, let url):
        handles.insert(handle.utf8.first == 0x40 ? handle : "@" + handle)
        insertHost(url)
      }
    }
  }

  private mutating func insertHost(_ url: String) {
    if let host = WebAddress.host(url) { hosts.insert(host.lowercased()) }
  }

  /// What is wrong with the addresses of an article.
  func check(_ article: Article) -> [Diagnostic] {
    article.body.mentions.compactMap { mention in
      switch mention.address {
      case .email(let email): check(email.lowercased(), among: emails, mention.location)
      case .phone(let number): check(number, among: phones, mention.location)
      case .host(let host): misspelt(host.lowercased(), among: hosts, mention.location)
      case .handle(let handle): misspelt(handle, among: handles, mention.location)
      }
    }
  }

  /// A project without addresses of a kind says nothing about them.
  private func check(
    _ address: String, among known: Set<String>, _ location: SourceLocation
  ) -> Diagnostic? {
    if known.isEmpty || known.contains(address) { return nil }
    return misspelt(address, among: known, location)
      ?? Diagnostic(
        .unlistedAddress, "'\(address)' is no address of the channel table", at: location,
        hint: "add it to a channel's 'contacts', or write it as code if it is an example")
  }

  private func misspelt(
    _ address: String, among known: Set<String>, _ location: SourceLocation
  ) -> Diagnostic? {
    guard !known.contains(where: { $0.lowercased() == address.lowercased() }),
      let near = known.sorted().first(where: {
        Suggestion.distance(address, $0) <= ($0.utf8.count > 12 ? 2 : 1)
      }), !isPart(address, of: near)
    else { return nil }
    return Diagnostic(
      .misspeltAddress, "'\(address)' is nearly '\(near)', which is in the channel table",
      at: location, hint: "did you mean '\(near)'?")
  }

  /// `www.` more or less is another host of the same owner.
  private func isPart(_ address: String, of other: String) -> Bool {
    address.hasSuffix("." + other) || other.hasSuffix("." + address)
  }
}
