// No text of an author becomes markup: quotes and tags stay text, on every page, as bytes.

import HelpCentre
import TestSupport
import Testing

@Suite struct SiteEscapingTests {
  /// A quote and a tag, alone and with a combining acute accent, which makes other Characters of them.
  private static let hostile = [
    "x\" onmouseover=\"alert(1)", "x\"\u{301} onmouseover=\"\u{301}alert(1)",
    "</script>\u{301}<script>alert(1)</script>\u{301}", "</title><img src=x onerror=alert(1)>",
    "<\u{301}b onclick=x>\u{301}", "'\u{301} onload='\u{301}x", "&lt;b onclick=x&gt;",
    "{{&title}} {{#title}} {{> layout}}", "]]>--><!--", "\u{2028}\u{2029}\u{2067}x\u{2069}",
  ]

  @Test(arguments: hostile.indices)
  func aHostileTextStaysTextOnEveryPage(index: Int) async throws {
    let text = Self.hostile[index]
    let site = try await SiteTest.build(Self.project(Self.quoted(text)))
    site.expectNothingFound()
    let calm = try await SiteTest.build(Self.project("\"calm\""))
    #expect(site.pages.map(\.path) == calm.pages.map(\.path))
    for page in site.pages {
      let twin = calm.page(page.path)
      // The same elements with the same attributes stand on the page whatever the text is.
      #expect(Self.skeleton(page) == Self.skeleton(twin), "\(page.path)")
      #expect(page.count(of: "<script") == twin.count(of: "<script"), "\(page.path)")
      #expect(!page.contains("<!--") || twin.contains("<!--"), "\(page.path)")
    }
  }

  @Test(arguments: hostile.indices)
  func aHostileTextIsShownAsItWasWritten(index: Int) async throws {
    let text = Self.hostile[index]
    let site = try await SiteTest.build(Self.project(Self.quoted(text)))
    let page = site.page("en/contact/a.html")
    let shown = page.elements("meta").first { $0["property"] == "og:title" }?["content"]
    #expect(shown.map { Array($0.utf8).starts(with: text.utf8) } == true)
  }

  /// A text in the double quotes of YAML, which takes U+2028 and U+2029 for ends of lines.
  private static func quoted(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: out.append(contentsOf: ["\\", scalar])
      case 0x2028, 0x2029:
        out.append(contentsOf: "\\u\(String(scalar.value, radix: 16))".unicodeScalars)
      default: out.append(scalar)
      }
    }
    return "\"\(String(out))\""
  }

  private static func skeleton(_ page: SitePage) -> [String] {
    page.tags.map { tag in "\(tag.name) \(tag.attributes.keys.sorted().joined(separator: " "))" }
  }

  /// A project in which everything an author can name is called `text`.
  private static func project(_ text: String) -> String {
    """
    -- Content/site.yaml --
    smart-punctuation: false
    title: \(text)
    description: \(text)
    question: \(text)
    publisher: \(text)
    footer: \(text)
    base-url: https://help.example.org
    languages: [en, fr]
    -- Content/categories.yaml --
    contact: {title: \(text), description: \(text)}
    -- Content/channels.yaml --
    email:
      kind: email
      name: \(text)
      summary: \(text)
      serves: \(text)
      requirements: \(text)
      cost: \(text)
      note: \(text)
      source: \(text)
      pros: [\(text)]
      cons: [\(text)]
      steps: [\(text)]
      response: {max: 2, unit: days, note: \(text)}
      contacts: [{email: support@whatsapp.com, label: \(text)}]
    -- Content/problems.yaml --
    blocked:
      name: \(text)
      description: \(text)
      synonyms: [\(text)]
      channels: [{channel: email, reason: \(text)}]
    -- Content/en/contact/a.md --
    ---
    title: \(text)
    description: \(text)
    author: \(text)
    keywords: [\(text)]
    problems: [blocked]
    related: [contact/b]
    featured: true
    aliases: [old]
    ---
    Text.
    -- Content/en/contact/b.md --
    ---
    title: \(text)
    description: \(text)
    ---
    Text.
    """
  }
}
