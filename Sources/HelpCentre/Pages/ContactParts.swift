// How contacts of channels are called and shown.

import Markup

extension PageParts {
  /// Who a contact is for: a platform, a region, both or, when it is for all, nobody in particular.
  func audience(of contact: Contact) -> String {
    let platform = contact.platform.map { texts["platform-\($0.rawValue)"] } ?? ""
    return [platform, contact.region[language]].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// A contact, called by its label, else by its problems, else by its channel; the full label says who
  /// it is for too.
  func contact(
    _ contact: Contact, of channel: Channel, anchors: [String] = []
  ) -> TemplateRecord {
    let problems = contact.problems.compactMap { name in
      problemIDs[name.value].map { catalog.problems[$0] }
    }
    let names = problems.map { $0.name[language] }.joined(separator: " · ")
    let (label, fullLabel) = labels(of: contact, channel, names)
    let platform = audience(of: contact)
    let url = problems.count == 1 ? URLScheme.url(URLScheme.problem(problems[0].id, linked)) : ""
    return TemplateRecord([
      .text(label), .text(fullLabel), .text(contact.address.shown), .text(contact.address.href),
      .text(platform), .text(names), .text(url), .texts(anchors),
      .text(problems.map(\.id).joined(separator: " ")),
    ])
  }

  /// What a contact is called, alone and with the phones or the region it is for.
  func fullLabel(of contact: Contact, _ channel: Channel) -> String {
    let names = contact.problems.compactMap { name in
      problemIDs[name.value].map { catalog.problems[$0].name[language] }
    }
    return labels(of: contact, channel, names.joined(separator: " · ")).full
  }

  private func labels(
    of contact: Contact, _ channel: Channel, _ problems: String
  ) -> (short: String, full: String) {
    let own = contact.label[language]
    let label = !own.isEmpty ? own : problems.isEmpty ? channel.name[language] : problems
    let audience = audience(of: contact)
    return (
      label,
      audience.isEmpty
        ? label : texts.format("contact-on-platform", [("label", label), ("platform", audience)])
    )
  }
}
