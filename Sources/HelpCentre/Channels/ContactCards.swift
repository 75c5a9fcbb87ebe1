// `<language>/contacts.vcf`: the addresses of support for a phone's address book, as vCard 3.0 (RFC 2426),
// which both iOS and Android read. Lines end with CR LF and are folded at 75 bytes between characters.

import Markup

/// Writes the contacts of each language as vCards.
enum ContactCards {
  /// Whether there is no address to save.
  static func isEmpty(_ catalog: Catalog) -> Bool {
    catalog.openChannels.allSatisfy(\.contacts.isEmpty)
  }

  /// One file a language; none without addresses.
  static func entries(_ catalog: Catalog, _ sites: [PageParts]) -> [OutputEntry] {
    if isEmpty(catalog) { return [] }
    return catalog.languages.ids.map { id in
      OutputEntry(
        path: URLScheme.contactCards(catalog.languages[id]),
        content: .made { bytes(id, catalog, sites[id.index]) })
    }
  }

  private static func bytes(
    _ language: ID<Language>, _ catalog: Catalog, _ parts: PageParts
  ) -> [UInt8] {
    var out = ByteWriter(capacity: 4096)
    let settings = catalog.settings
    let publisher = settings.publisher[language]
    let owner =
      settings.organization?.name[language]
      ?? (publisher.isEmpty ? settings.title[language] : publisher)
    // An address book takes an address once: it stands with the first channel that has it.
    var saved: Set<String> = []
    for channel in catalog.openChannels {
      let contacts = channel.contacts.filter { saved.insert($0.address.href).inserted }
      if !contacts.isEmpty { write(channel, contacts, owner, parts, into: &out) }
    }
    return out.bytes
  }

  private static func write(
    _ channel: Channel, _ contacts: [Contact], _ owner: String, _ parts: PageParts,
    into out: inout ByteWriter
  ) {
    let language = parts.language
    let name = channel.name[language]
    line("BEGIN:VCARD", &out)
    line("VERSION:3.0", &out)
    line("FN:\(escaped("\(owner) – \(name)"))", &out)
    line("N:\(escaped("\(owner) – \(name)"));;;;", &out)
    line("ORG:\(escaped(owner))", &out)
    for (index, contact) in contacts.enumerated() {
      let item = "item\(index + 1)"
      switch contact.address {
      case .email(let email): line("\(item).EMAIL;TYPE=INTERNET:\(escaped(email))", &out)
      case .phone(let number): line("\(item).TEL;TYPE=VOICE:\(number)", &out)
      case .url(let url), .handle(_, let url): line("\(item).URL:\(url)", &out)
      }
      var label = parts.fullLabel(of: contact, channel)
      if case .handle(let name, _) = contact.address { label += " (\(name))" }
      line("\(item).X-ABLabel:\(escaped(label))", &out)
    }
    let note = channel.summary[language]
    if !note.isEmpty { line("NOTE:\(escaped(note))", &out) }
    if let verified = channel.verified { line("REV:\(verified.value)", &out) }
    line("END:VCARD", &out)
  }

  private static func escaped(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x5C, 0x2C, 0x3B: out += [0x5C, byte]
      case 0x0A: out += [0x5C, 0x6E]
      case 0x00..<0x20, 0x7F: continue
      default: out.append(byte)
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends a line, folded before the byte at which it would be too long.
  private static func line(_ text: String, _ out: inout ByteWriter) {
    var length = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      if length + width > 75 {
        out.append("\r\n ")
        length = 1
      }
      out.append(String(scalar))
      length += width
    }
    out.append("\r\n")
  }
}
