// `contact-domains` of site.yaml: where contacts may lead. A wrong address of support hands readers
// over to strangers, so a project can say once which hosts are the right ones.

import Markup

/// The domains that the channel table's e-mail and web addresses may belong to.
package struct ContactDomains: Sendable {
  /// Host names in small letters; what lies below them is meant too.
  private let domains: [String]

  /// Reads the list; nil when the project has none, which allows all.
  static func read(_ fields: inout FieldReader) -> ContactDomains? {
    guard let texts = fields.texts("contact-domains"),
      case .sequence? = fields.node("contact-domains")?.kind
    else { return nil }
    var domains: [String] = []
    for text in texts {
      let domain = text.value.lowercased()
      if isHost(domain) {
        domains.append(domain)
      } else {
        fields.report(
          .invalidValue, "'\(text.value)' is not a domain", text.location,
          hint: "write it as example.org, without https:// and without a path")
      }
    }
    return ContactDomains(domains: domains)
  }

  /// Says that a contact leads to a host that is neither in the list nor below one of it.
  func check(_ contact: Contact) -> Diagnostic? {
    guard let host = Self.host(of: contact.address)?.lowercased(), !allows(host) else { return nil }
    return Diagnostic(
      .foreignContact,
      host.isEmpty
        ? "the contact leads to no host" : "'\(host)' is none of the site's 'contact-domains'",
      at: contact.location,
      hint: Suggestion.didYouMean(host, among: domains)
        ?? "mend the address, or add the domain to 'contact-domains' in Content/site.yaml")
  }

  private func allows(_ host: String) -> Bool {
    guard Self.isHost(host) else { return false }
    let bytes = Array(host.utf8)
    return domains.contains { domain in
      bytes.elementsEqual(domain.utf8)
        || (bytes.count > domain.utf8.count + 1
          && bytes.suffix(domain.utf8.count + 1).elementsEqual(("." + domain).utf8))
    }
  }

  /// The host that an address leads to, as a browser would find it; nil for a phone number.
  private static func host(of address: Contact.Address) -> String? {
    switch address {
    case .phone: return nil
    case .email(let text):
      return String(decoding: text.utf8.split(separator: 0x40).last ?? [], as: UTF8.self)
    case .url(let url), .handle(_, let url):
      // https://user@host:port/path; browsers take a backslash for a slash.
      let afterScheme = url.utf8.drop { $0 != 0x3A }.dropFirst(3)
      let authority = afterScheme.prefix { ![0x2F, 0x5C, 0x3F, 0x23].contains($0) }
      let host =
        authority.split(separator: 0x40, omittingEmptySubsequences: false).last ?? authority
      return String(decoding: host.prefix { $0 != 0x3A }, as: UTF8.self)
    }
  }

  private static func isHost(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
          }
      }
  }
}
