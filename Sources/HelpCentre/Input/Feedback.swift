// "Was this helpful?": where the votes go. There is no third party: either an address of the project's own
// that takes a form, or a mailbox.

import Markup

/// Where readers' votes go.
package enum Feedback: Sendable {
  /// An address that takes a form by POST with `article`, `language`, `vote` (`yes` or `no`), `comment`.
  case endpoint(String)
  /// A mailbox: the vote is a mail that the reader sends.
  case mail(String)

  static func read(_ fields: inout FieldReader) -> Feedback? {
    let example = "{endpoint: https://example.org/votes}"
    guard var own = fields.fields("feedback", owner: "'feedback'", example: example) else {
      return nil
    }
    defer { fields.absorb(own) }
    let endpoint = own.text("endpoint")
    let mail = own.text("email")
    if let endpoint, mail == nil {
      let host = WebAddress.host(endpoint.value)
      if endpoint.value.hasPrefix("https://"), SiteSettings.isBaseURL(endpoint.value), host != nil,
        !endpoint.value.utf8.contains(where: { $0 == 0x40 || $0 == 0x3B })
      {
        return .endpoint(endpoint.value)
      }
      own.report(
        .invalidValue, "'\(endpoint.value)' is no https: address", endpoint.location,
        hint: "write it as https://example.org/votes")
    } else if let mail, endpoint == nil {
      if Contact.isEmail(mail.value) { return .mail(mail.value) }
      own.report(
        .malformedAddress, "'\(mail.value)' is not an e-mail address", mail.location)
    } else {
      own.report(
        .invalidValue, "votes go to an endpoint or to an e-mail address", own.location,
        hint: "write it as \(example)")
    }
    return nil
  }

  /// Where pages may send forms and requests: scheme, host and port; empty for a mailbox.
  var origin: String {
    guard case .endpoint(let url) = self else { return "" }
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let host = parts.count > 2 ? parts[2].prefix { $0 != "/" } : ""
    return "https://\(host)"
  }
}
