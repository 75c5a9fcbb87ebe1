// site.yaml: what the site as a whole is.

import Foundation
import Markup

/// The settings of a site.
package struct SiteSettings: Sendable {
  /// The site's name.
  package let title: Localized<String>
  /// What it is, in a sentence.
  package let description: Localized<String>
  /// The question above the search field of the home page; empty: the theme's.
  package let question: Localized<String>
  /// Who publishes it; may be empty.
  package let publisher: Localized<String>
  /// What stands at the foot of every page; may be empty.
  package let footer: Localized<String>
  /// The languages.
  package let languages: LanguageList
  /// Where the site will be reached, without a slash at the end.
  package let baseURL: Located<String>?
  /// The name of the theme.
  package let theme: Located<String>
  /// Keys of the articles linked from the foot.
  package let footerLinks: [Located<String>]
  /// Keys of the articles linked from the header.
  package let navigation: [Located<String>]
  /// Files below `Content/`.
  package let logo, favicon, image: Located<String>?
  /// A colour of CSS, `#1f6f5c`.
  package let accent: String
  /// The URL at which an article is edited, with `{path}`.
  package let editURL: String
  /// Whose support the channels are; nil: the publisher's own.
  package let organization: Organization?
  /// Where readers' votes on articles go; nil: nobody is asked.
  package let feedback: Feedback?
  /// How readers search.
  package let search: SearchSettings
  /// Where contacts may lead; nil: anywhere.
  package let contactDomains: ContactDomains?
  /// After how many days a channel must be verified again: a year, unless the project says otherwise.
  package let verifiedLimitDays: Int
  /// Where the site's days begin and end.
  package let timeZone: TimeZone
  /// Values that articles may name as `{{name}}`.
  package let variables: [String: Localized<String>]
  /// Whether quotes, dashes and spaces become those of each language.
  package let hasSmartPunctuation: Bool
  /// What others have put into the output folder and is to stay there, as patterns of paths.
  package let keep: [String]
  /// Severities that differ from the defaults; nil: off.
  package let severities: [DiagnosticID: Severity?]

  /// Reads the settings. Without a usable list of languages there is no site: nil.
  package static func read(
    _ node: YAMLNode, file: String
  ) -> (settings: SiteSettings?, diagnostics: [Diagnostic]) {
    var fields = FieldReader(node, file: file, owner: "site.yaml")
    // Without languages the other fields are not read, so they are not unknown either.
    guard let languages = LanguageReader.read(&fields) else { return (nil, fields.diagnostics) }
    let empty = languages.same("")
    let settings = SiteSettings(
      title: fields.localizedText("title", languages, required: true) ?? empty,
      description: fields.localizedText("description", languages) ?? empty,
      question: fields.localizedText("question", languages) ?? empty,
      publisher: fields.localizedText("publisher", languages) ?? empty,
      footer: fields.localizedText("footer", languages) ?? empty,
      languages: languages,
      baseURL: baseURL(&fields),
      theme: fields.text("theme") ?? Located("base", SourceLocation(file: file)),
      footerLinks: fields.texts("footer-links") ?? [],
      navigation: fields.texts("navigation") ?? [],
      logo: fields.text("logo"), favicon: fields.text("favicon"), image: fields.text("image"),
      accent: accent(&fields),
      editURL: editURL(&fields),
      organization: Organization.read(&fields, languages),
      feedback: Feedback.read(&fields),
      search: SearchSettings.read(&fields),
      contactDomains: ContactDomains.read(&fields),
      verifiedLimitDays: fields.integer("verified-limit-days", in: 1...100_000) ?? 365,
      timeZone: SiteTimeZone.read(&fields),
      variables: SiteVariables.read(&fields, languages),
      hasSmartPunctuation: fields.flag("smart-punctuation") ?? true,
      keep: keep(&fields),
      severities: severities(&fields))
    return (settings, fields.finished())
  }

  /// The `keep` of a project, for commands that do not read all of it; nothing where its site.yaml cannot
  /// be read.
  package static func keep(in project: String) -> [String] {
    guard let source = try? SourceReader.read(project + "/Content/site.yaml"),
      case (let node?, _) = YAML.parse(source, in: 0..<source.count, file: "Content/site.yaml")
    else { return [] }
    return read(node, file: "Content/site.yaml").settings?.keep ?? []
  }

  private static func keep(_ fields: inout FieldReader) -> [String] {
    (fields.texts("keep") ?? []).compactMap { pattern in
      do {
        _ = try KeepPatterns([pattern.value])
        return pattern.value
      } catch {
        fields.report(
          .invalidValue, "'\(pattern.value)' is no pattern of files to keep", pattern.location,
          hint: "write paths below the output folder, like CNAME, '*.txt' or .well-known/")
        return nil
      }
    }
  }

  /// Whether `text` can be a base URL: `https://host` with an optional path.
  package static func isBaseURL(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let prefixes = ["https://", "http://"].map { Array($0.utf8) }
    guard let prefix = prefixes.first(where: { bytes.starts(with: $0) }), bytes.count > prefix.count
    else { return false }
    return bytes.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && ![0x22, 0x27, 0x3C, 0x3E, 0x3F, 0x23, 0x5C].contains(byte)
    } && bytes[prefix.count] != 0x2F
  }

  private static func baseURL(_ fields: inout FieldReader) -> Located<String>? {
    guard let url = fields.text("base-url") else { return nil }
    guard isBaseURL(url.value) else {
      fields.report(
        .invalidBaseURL, "'\(url.value)' is not the address of a site", url.location,
        hint: "write it as https://help.example.org")
      return nil
    }
    return url
  }

  private static func editURL(_ fields: inout FieldReader) -> String {
    guard let url = fields.text("edit-url") else { return "" }
    let parts = url.value.split(separator: "{path}", omittingEmptySubsequences: false)
    let site = parts[0].prefix { $0 != "?" && $0 != "#" }
    guard parts.count == 2, isBaseURL(String(site)) else {
      fields.report(
        .invalidValue, "'\(url.value)' is no address with '{path}' in it", url.location,
        hint: "write it as https://example.org/edit/{path}")
      return ""
    }
    return url.value
  }

  private static func accent(_ fields: inout FieldReader) -> String {
    guard let accent = fields.text("accent") else { return "" }
    let digits = accent.value.utf8.dropFirst()
    let isHex = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    guard accent.value.utf8.first == 0x23, digits.count == 6, digits.allSatisfy(isHex) else {
      fields.report(
        .invalidValue, "'\(accent.value)' is not a colour", accent.location,
        hint: "write it as \"#1f6f5c\"")
      return ""
    }
    return accent.value
  }

  private static func severities(_ fields: inout FieldReader) -> [DiagnosticID: Severity?] {
    guard var table = fields.fields("severities", owner: "'severities'") else { return [:] }
    var severities: [DiagnosticID: Severity?] = [:]
    for id in DiagnosticID.allCases {
      guard let text = table.text(id.rawValue) else { continue }
      if id.isAlwaysError, text.value != Severity.error.rawValue {
        table.report(
          .invalidValue, "'\(id.rawValue)' is always an error", text.location,
          hint: "two pages of one address cannot both be written: leave it out")
        continue
      }
      if text.value == "off" {
        severities[id] = .some(nil)
      } else if let severity = Severity(rawValue: text.value) {
        severities[id] = severity
      } else {
        table.report(
          .invalidValue, "'\(text.value)' is no severity", text.location,
          hint: "one of: error, warning, note, off")
      }
    }
    fields.absorb(table)
    return severities
  }
}

/// Reads `languages:` and `source:`.
private enum LanguageReader {
  private struct Draft {
    let code: Located<String>
    let name: String?
    let fallback: Located<String>?
  }

  static func read(_ fields: inout FieldReader) -> LanguageList? {
    let source = fields.text("source")
    guard let node = fields.node("languages") else {
      fields.missing("languages")
      return nil
    }
    guard case .sequence(let items) = node.kind else {
      fields.report(
        .wrongType, "'languages' must be a list of codes", fields.located(node),
        hint: "write it as [en, fr]")
      return nil
    }
    var drafts: [Draft] = []
    for item in items {
      guard let draft = draft(item, &fields) else { continue }
      if drafts.contains(where: { $0.code.value.lowercased() == draft.code.value.lowercased() }) {
        fields.report(
          .invalidValue, "language '\(draft.code.value)' is here twice", draft.code.location)
      } else {
        drafts.append(draft)
      }
    }
    guard !drafts.isEmpty else {
      fields.report(.missingField, "the site has no language", fields.located(node))
      return nil
    }
    let codes = drafts.map(\.code.value)
    var sourceIndex = 0
    if let source {
      if let index = codes.firstIndex(of: source.value) {
        sourceIndex = index
      } else {
        fields.report(
          .unknownLanguage, "the source language '\(source.value)' is no language of the site",
          source.location, hint: Suggestion.didYouMean(source.value, among: codes))
      }
    }
    let languages = drafts.indices.map { index in
      Language(
        code: codes[index], name: drafts[index].name,
        fallbacks: fallbacks(of: index, drafts, sourceIndex, &fields))
    }
    return LanguageList(all: languages, source: ID(sourceIndex))
  }

  private static func draft(_ item: YAMLNode, _ fields: inout FieldReader) -> Draft? {
    var code: Located<String>?
    var name: String?
    var fallback: Located<String>?
    if case .mapping = item.kind {
      var language = FieldReader(item, file: fields.file, owner: "a language")
      code = language.requiredText("code")
      name = language.text("name")?.value
      fallback = language.text("fallback")
      fields.absorb(language)
    } else {
      code = fields.scalar(item, "languages")
    }
    guard let code else { return nil }
    guard Language.isWellFormed(code.value) else {
      fields.report(
        .unknownLanguage, "'\(code.value)' is not a language code", code.location,
        hint: "use BCP 47 codes: en, fr, pt-BR, zh-Hans")
      return nil
    }
    return Draft(code: code, name: name, fallback: fallback)
  }

  private static func fallbacks(
    of index: Int, _ drafts: [Draft], _ source: Int, _ fields: inout FieldReader
  ) -> [ID<Language>] {
    var chain: [Int] = []
    var current = index
    while let fallback = drafts[current].fallback {
      guard let next = drafts.firstIndex(where: { $0.code.value == fallback.value }) else {
        if current == index {
          fields.report(
            .unknownLanguage, "the fallback '\(fallback.value)' is no language of the site",
            fallback.location,
            hint: Suggestion.didYouMean(fallback.value, among: drafts.map(\.code.value)))
        }
        break
      }
      if next == index {
        fields.report(
          .fallbackCycle, "the fallbacks of '\(drafts[index].code.value)' lead back to it",
          fallback.location)
      }
      if next == index || chain.contains(next) { break }
      chain.append(next)
      current = next
    }
    for other in [source] + Array(drafts.indices) where other != index && !chain.contains(other) {
      chain.append(other)
    }
    return chain.map { ID($0) }
  }
}
