// Schemas and records are matched by position, so a theme of this test prints every field beside its
// name, on a site whose texts say what they are. The result is kept in Tests/page-fields.txt:
// `title=description of …` there is a mistake that anyone sees.

import Foundation
import Markup
import TestSupport
import Testing

@testable import HelpCentre

@Suite struct PageFieldsTests {
  @Test func everyFieldHasTheValueOfItsName() async throws {
    let site = try await SiteTest.build(Self.project, today: "2025-06-15")
    site.expectNothingFound()
    var shown = ""
    for path in Self.pages { shown += "== \(path)\n\(Self.values(of: site.page(path).text))\n" }
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = tests.appendingPathComponent("page-fields.txt")
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(shown.utf8).write(to: file)
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(shown == expected, "UPDATE_SNAPSHOTS=1 writes the file anew; read what has changed")
  }

  /// A field that is empty everywhere would not be seen to hold another's value.
  @Test func everyFieldHasAValueSomewhere() async throws {
    let site = try await SiteTest.build(Self.project, today: "2025-06-15")
    var filled: Set<String> = []
    for line in Self.pages.flatMap({ site.page($0).text.split(separator: "\n") }) {
      for field in line.split(separator: "|") {
        let parts = field.split(separator: "=", maxSplits: 1)
        if parts.count == 2 && parts[1] != "no" { filled.insert(String(parts[0])) }
      }
    }
    for kind in PageKind.allCases {
      for name in Self.names(Self.fields(of: kind))
      where !filled.contains(name) && !Self.seenElsewhere.contains(name) {
        Issue.record("'\(name)' of \(kind) is empty everywhere")
      }
    }
  }

  private static let pages = [
    "en/index.html", "en/category/category-id.html", "en/category/many.html",
    "en/category/many/2.html",
    "en/folder/article.html", "fr/folder/article.html", "en/many/translated.html",
    "en/channel/channel-id.html", "en/channel/closed-channel.html",
    "en/problem/problem-id.html", "en/contact.html", "en/search.html", "en/a-z.html",
    "en/glossary.html", "fr/glossary.html", "404.html", "index.html", "en/folder/alias.html",
  ]

  /// What is printed of a page, without the articles that only fill a list and without hashes.
  private static func values(of text: String) -> String {
    var lines: [String] = []
    for line in text.split(separator: "\n") where !line.contains("|title=many ") {
      var bytes = Array(line.utf8)
      // name-0123456789.css
      for dash in bytes.indices.dropLast(12) where bytes[dash] == 0x2D && bytes[dash + 11] == 0x2E {
        let hash = dash + 1...dash + 10
        if bytes[hash].allSatisfy({ Self.isHex($0) }) {
          bytes.replaceSubrange(hash, with: Array("0123456789".utf8))
        }
      }
      lines.append(String(decoding: bytes, as: UTF8.self))
    }
    return lines.joined(separator: "\n")
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// The fields of a kind of page: those of all pages only for articles, the long and dull ones not.
  private static func fields(of kind: PageKind) -> [TemplateField] {
    let all = PageFields.schema(kind, texts: [], icons: []).fields
    let common = PageFields.schema(.search, texts: [], icons: []).fields.count
    let dull = ["text", "icons", "csp", "search-texts"]
    return kind == .article
      ? all.filter { !dull.contains($0.name) } : [.text("title")] + all.dropFirst(common)
  }

  /// Others show these: a site has an endpoint or a mailbox, and a long message is a warning.
  private static let seenElsewhere = ["endpoint", "long"]

  private static func names(_ fields: [TemplateField]) -> [String] {
    fields.flatMap { field -> [String] in
      switch field.kind {
      case .record(let schema), .list(let schema): names(schema.fields)
      default: [field.name]
      }
    }
  }

  /// A template that prints fields with their names: those of a record on a line, lists below it.
  private static func template(_ fields: [TemplateField], _ indent: String = "") -> String {
    var values: [String] = []
    var lists = ""
    for field in fields {
      let name = field.name
      switch field.kind {
      case .text: values.append("\(name)={{\(name)}}")
      case .html: values.append("\(name)={{{\(name)}}}")
      case .flag: values.append("\(name)={{#\(name)}}yes{{/\(name)}}{{^\(name)}}no{{/\(name)}}")
      case .record(let schema), .list(let schema):
        let item = template(schema.fields, indent + "  ")
        lists += "\(indent)\(name):\n{{#\(name)}}\n\(item){{/\(name)}}\n"
      }
    }
    let lines = indent.isEmpty ? values : [indent + "|" + values.joined(separator: "|")]
    return lines.joined(separator: "\n") + "\n" + lists
  }

  private static var project: String {
    let templates = PageKind.allCases.map { kind in
      "-- Themes/probe/templates/\(kind.rawValue).html --\n" + template(fields(of: kind))
    }
    let many = (1...60).map { number in
      "-- Content/en/many/article-\(number).md --\n---\ntitle: many \(number)\norder: \(number)\n---"
    }
    return ([tables, articles] + templates + many).joined(separator: "\n")
  }

  private static let articles = """
    -- Content/en/folder/article.md --
    ---
    title: title of article
    description: description of article
    categories: [category-id]
    problems: [problem-id]
    related: [folder/related]
    aliases: [folder/alias]
    author: author of article
    date: 2025-01-02
    featured: true
    order: 2
    noindex: true
    ---
    ## heading one

    ### heading below

    ## heading two

    :::message{problem=problem-id subject="subject of block"}
    body of block
    :::
    -- Content/en/folder/before.md --
    ---
    title: title of before
    description: description of before
    categories: [category-id]
    order: 1
    ---
    -- Content/en/folder/related.md --
    ---
    title: title of related
    description: description of related
    categories: [category-id]
    channels: [channel-id]
    order: 3
    ---
    -- Content/fr/folder/related.md --
    ---
    title: titre de related
    description: description en français de related
    ---
    -- Content/en/many/translated.md --
    ---
    title: title of translated
    order: 30
    ---
    -- Content/fr/many/translated.md --
    ---
    title: titre de translated
    ---
    -- Content/en/_glossary.yaml --
    term-id:
      term: term of glossary
      stands-for: expansion of term
      definition: definition of term
      see: folder/related
    -- Content/assets/logo.svg --
    <svg xmlns="http://www.w3.org/2000/svg"/>
    -- Content/assets/favicon.svg --
    <svg xmlns="http://www.w3.org/2000/svg"><g/></svg>
    -- Content/assets/image.png --
    image
    """

  private static let tables = """
    -- Content/site.yaml --
    title: title of site
    description: description of site
    question: question of site
    publisher: publisher of site
    footer: footer of site
    footer-links: [folder/before]
    navigation: [folder/related]
    base-url: https://help.example.org/base
    languages: [en, fr]
    theme: probe
    accent: "#123456"
    logo: assets/logo.svg
    favicon: assets/favicon.svg
    image: assets/image.png
    edit-url: https://edit.example.org/{path}
    feedback: {email: votes@example.org}
    search: {offline: true, slash-key: false, failed-queries: "https://queries.example.org"}
    -- Themes/probe/theme.yaml --
    extends: base
    -- Content/categories.yaml --
    category-id:
      order: 1
      icon: book
      title: title of category
      description: description of category
    below:
      order: 2
      parent: category-id
      title: title of subcategory
      description: description of subcategory
    many:
      order: 3
      title: title of other category
    -- Content/channels.yaml --
    channel-id:
      kind: email
      order: 1
      icon: mail
      name: name of channel
      summary: summary of channel
      serves: serves of channel
      requirements: requirements of channel
      cost: cost of channel
      note: note of channel
      human: true
      response: {min: 1, max: 2, unit: days, note: note of response}
      pros: [pros of channel]
      cons: [cons of channel]
      steps: [steps of channel]
      article: folder/related
      verified: 2025-03-04
      source: source of channel
      contacts:
        - email: address@example.org
          label: label of contact
          problem: problem-id
          platform: ios
          region: region of contact
      not-for: [other-id]
      languages: [de]
      hours:
        time-zone: Europe/Paris
        open: {tue-wed: 9:00-17:00}
        closed: [2025-12-24]
    website:
      kind: web
      order: 2
      name: name of website
    other-channel:
      kind: business
      order: 3
      name: name of other channel
      contacts: [{email: address@example.org}]
    closed-channel:
      kind: phone
      order: 4
      name: name of closed channel
      retired: 2025-01-31
      replaced-by: channel-id
    -- Content/problems.yaml --
    problem-id:
      order: 1
      icon: lock
      urgent: true
      name: name of problem
      description: description of problem
      prepare: [preparation of problem]
      message: message-id
      channels:
        - channel: channel-id
          reason: reason of recommendation
        - channel: website
          urgent: true
        - channel: other-channel
    other-id:
      order: 2
      icon: lock
      urgent: true
      name: name of other problem
      description: description of other problem
      channels: [{channel: website}]
    -- Content/messages.yaml --
    message-id:
      subject: subject of [field]
      body: body of [field]
      fields: {field: {type: date, label: label of field, example: example of field}}
      attach: [attachment of message]
    -- Content/notices.yaml --
    notice-id: {text: text of notice, channels: [channel-id], article: folder/before}
    """
}
