// Whose support this is, for search engines: a help centre may be about the support of another firm.

import Markup

/// The firm that the channels belong to.
package struct Organization: Sendable {
  /// Its name.
  package let name: Localized<String>
  /// Its web site; may be empty.
  package let url: String

  static func read(_ fields: inout FieldReader, _ languages: LanguageList) -> Organization? {
    guard
      var own = fields.fields(
        "organization", owner: "'organization'", example: "{name: …, url: https://example.org}")
    else { return nil }
    defer { fields.absorb(own) }
    let name = own.localizedText("name", languages, required: true)
    let url = own.text("url")
    if let url, !SiteSettings.isBaseURL(url.value) {
      own.report(
        .invalidValue, "'\(url.value)' is not the address of a site", url.location,
        hint: "write it as https://example.org")
      return nil
    }
    return name.map { Organization(name: $0, url: url?.value ?? "") }
  }
}
