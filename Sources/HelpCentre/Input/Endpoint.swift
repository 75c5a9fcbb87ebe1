// Addresses of the project's own that pages send something to: votes, queries that found nothing.

import Markup

/// An address that takes a form by POST.
package struct Endpoint: Sendable {
  /// The whole address.
  package let url: String

  /// The endpoint that a text names; nil after a report for one that browsers or the policy of the pages
  /// would not let through.
  static func read(
    _ text: Located<String>, example: String, _ fields: inout FieldReader
  ) -> Endpoint? {
    let isGood =
      text.value.hasPrefix("https://") && SiteSettings.isBaseURL(text.value)
      && WebAddress.host(text.value) != nil
      && !text.value.utf8.contains { $0 == 0x40 || $0 == 0x3B }
    if isGood { return Endpoint(url: text.value) }
    fields.report(
      .invalidValue, "'\(text.value)' is no https: address", text.location,
      hint: "write it as \(example)")
    return nil
  }

  /// What the policy of the pages names: scheme, host and port.
  var origin: String {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let host = parts.count > 2 ? parts[2].prefix { $0 != "/" } : ""
    return "https://\(host)"
  }
}
