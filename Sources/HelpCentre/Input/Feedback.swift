// "Was this helpful?": where the votes go. There is no third party: either an address of the project's own
// that takes a form, or a mailbox.

import Markup

/// Where readers' votes go.
package enum Feedback: Sendable {
  /// An address that takes a form by POST with `article`, `language`, `vote` (`yes` or `no`), `comment`.
  case endpoint(Endpoint)
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
      return Endpoint.read(endpoint, example: "https://example.org/votes", &own)
        .map(Feedback.endpoint)
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

  /// Where a form is sent; nil for a mailbox.
  var endpoint: Endpoint? {
    if case .endpoint(let endpoint) = self { endpoint } else { nil }
  }
}
