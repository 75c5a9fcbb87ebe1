// What to do about a problem: the channels in their order, what to have at hand, the message to send. A
// problem's page shows it, and the contact page has it for each problem, so that a reader who chooses
// one there sees the answer at once. Where phones have addresses of their own, there is an answer for each
// kind of phone.

import Markup

extension PageParts {
  /// The answers to a problem: one, or one for each kind of phone; `isAlone` where the page has none to
  /// another problem.
  func answers(to id: ID<Problem>, isAlone: Bool) -> [TemplateRecord] {
    let prefix = isAlone ? "" : "\(catalog.problems[id.index].id)-"
    let platforms = platforms(of: id)
    let sections: [Contact.Platform?] = platforms.isEmpty ? [nil] : platforms
    return sections.map { platform in
      TemplateRecord([
        .text(platform.map { texts["platform-\($0.rawValue)"] } ?? ""),
        .text(platform?.rawValue ?? ""), .text(platform.map { prefix + $0.rawValue } ?? ""),
        cards(for: [id], on: platform),
        messages(for: id, on: platform),
      ])
    }
  }

  /// Whether phones have addresses of their own for a problem.
  func answersDiffer(for id: ID<Problem>) -> Bool { !platforms(of: id).isEmpty }

  /// Whether an open channel helps with a problem.
  func isHelped(_ id: ID<Problem>) -> Bool {
    !catalog.openChannels(of: id).isEmpty
  }

  private func platforms(of id: ID<Problem>) -> [Contact.Platform] {
    let problem = catalog.problems[id.index].id
    let contacts = catalog.openChannels(of: id).flatMap {
      catalog.channels[$0.index].contacts(for: [problem])
    }
    // An address for one kind of phone leaves the others with what is for all.
    return contacts.contains { $0.platform != nil } ? Contact.Platform.allCases : []
  }

  /// What to have at hand before writing.
  func preparation(for id: ID<Problem>) -> TemplateValue {
    .texts(catalog.problems[id.index].preparation[language])
  }

  /// The messages for a problem, to the best channel that takes some: one for each of its addresses that
  /// has its own. Without an address there is still a text to copy for the first channel where somebody
  /// answers.
  private func messages(for id: ID<Problem>, on platform: Contact.Platform?) -> TemplateValue {
    let problem = catalog.problems[id.index]
    let open = catalog.openChannels(of: id)
    for channel in open {
      let row = catalog.channels[channel.index]
      let contacts = row.contacts(for: [problem.id], on: platform).filter {
        $0.address.email != nil
      }
      let own = contacts.filter { contact in !contact.problems.isEmpty }
      var groups: [(name: String, contacts: [Contact])] = []
      for contact in own.isEmpty ? contacts : own {
        guard let name = (contact.message ?? problem.message)?.value else { continue }
        if let place = groups.firstIndex(where: { $0.name == name }) {
          groups[place].contacts.append(contact)
        } else {
          groups.append((name, [contact]))
        }
      }
      let records = groups.compactMap { group in
        catalog.message(group.name).map { record($0, to: group.contacts, through: channel) }
      }
      if !records.isEmpty { return .list(records) }
    }
    // Where nobody answers there is nobody to write to.
    let answered = open.first { !isSelfService(catalog.channels[$0.index]) }
    guard let name = problem.message, let message = catalog.message(name.value), let answered
    else { return .list([]) }
    return .list([record(message, to: [], through: answered)])
  }

  private func record(
    _ message: Message, to contacts: [Contact], through channel: ID<Channel>
  ) -> TemplateRecord {
    let filled = MessageText(message, in: language)
    let row = catalog.channels[channel.index]
    return filled.record(
      addresses: contacts.map { ($0.address.shown, audience(of: $0)) },
      channel: link(row.name[language], URLScheme.channel(row.id, linked)),
      attachments: message.attachments[language])
  }
}

/// The text of a message with its placeholders, as pages show it and as mail programs take it.
struct MessageText {
  /// Longer links are cut or refused by mail programs and systems.
  static let longestLink = 2000

  /// The subject and the body as HTML with the placeholders marked.
  let subjectHTML, bodyHTML: [UInt8]
  /// The subject and the body with the labels of the placeholders between brackets.
  let subject, body: String

  /// A message of the table.
  init(_ message: Message, in language: ID<Language>) {
    func field(_ name: String) -> Message.Field? { message.fields.first { $0.id == name } }
    func html(_ text: String) -> [UInt8] {
      Self.html(text) { name, out in
        guard let field = field(name) else { return name }
        for (attribute, value) in [
          ("field", field.id), ("type", field.kind.rawValue), ("example", field.example[language]),
        ] where !value.isEmpty {
          out.append(" data-")
          out.append(attribute)
          out.append("=\"")
          Escaping.html(value, into: &out)
          out.append("\"")
        }
        return field.label[language]
      }
    }
    func plain(_ text: String) -> String {
      Placeholder.pieces(of: text).map { piece in
        switch piece {
        case .text(let text): text
        case .placeholder(let name): "[\(field(name)?.label[language] ?? name)]"
        }
      }.joined()
    }
    let body = Self.trimmed(message.body[language])
    subjectHTML = html(message.subject[language])
    bodyHTML = html(body)
    subject = plain(message.subject[language])
    self.body = plain(body)
  }

  /// A message that an author wrote into an article.
  init(subject: String, body: [UInt8]) {
    self.subject = subject
    self.body = String(decoding: body, as: UTF8.self)
    subjectHTML = Self.html(subject) { name, _ in name }
    bodyHTML = Self.html(self.body) { name, _ in name }
  }

  /// The link that opens the message in a mail program. One that would be too long has the subject
  /// alone.
  func link(to address: String) -> (url: String, isComplete: Bool) {
    let whole = MailLink.make(to: address, subject: subject, text: Array(body.utf8))
    if whole.utf8.count <= Self.longestLink { return (whole, true) }
    return (MailLink.make(to: address, subject: subject, text: []), false)
  }

  /// The record that templates take.
  func record(
    addresses: [(shown: String, audience: String)], channel: TemplateRecord,
    attachments: [String]
  ) -> TemplateRecord {
    let links = addresses.map { link(to: $0.shown) }
    return TemplateRecord([
      .html(subjectHTML), .html(bodyHTML),
      .list(
        zip(addresses, links).map { address, link in
          TemplateRecord([.text(address.shown), .text(link.url), .text(address.audience)])
        }), .record(channel), .texts(attachments), .flag(links.contains { !$0.isComplete }),
    ])
  }

  /// A text without white space at its end, its lines ended by line feeds alone.
  private static func trimmed(_ text: String) -> String {
    var bytes = text.utf8.filter { $0 != 0x0D }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text with its placeholders as elements; `attributes` writes those of one and gives its label.
  private static func html(
    _ text: String, _ attributes: (String, inout ByteWriter) -> String
  ) -> [UInt8] {
    var out = ByteWriter(capacity: text.utf8.count + 128)
    for piece in Placeholder.pieces(of: text) {
      switch piece {
      case .text(let text): Escaping.html(text, into: &out)
      case .placeholder(let name):
        out.append("<span class=\"placeholder\"" as StaticString)
        let label = attributes(name, &out)
        out.append(">[" as StaticString)
        Escaping.html(label, into: &out)
        out.append("]</span>" as StaticString)
      }
    }
    return out.bytes
  }
}
