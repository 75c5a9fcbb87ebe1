// `{{name}}` in articles: a value of site.yaml in the article's language.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct VariableTests {
  private func build(_ english: String, french: String = "x", more: String = "") async throws
    -> SiteTest
  {
    try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      variables:
        product: "Help & <Co>"
        hours: {en: "9:00 to 17:00", fr: de 9 h à 17 h}
        host: status.example.org
      \(more)
      -- Content/en/a.md --
      ---
      title: A
      ---
      \(english)
      -- Content/fr/a.md --
      ---
      title: A
      ---
      \(french)
      """)
  }

  @Test func aVariableHasTheValueOfItsLanguage() async throws {
    let site = try await build(
      "**{{product}}** is open {{ hours }}. ![{{hours}}](x.svg)\n\n## {{product}}\n-- Content/en/x.svg --\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>",
      french: "Ouvert {{hours}}.")
    let page = site.page("en/a.html")
    #expect(page.contains("<strong>Help &amp; &lt;Co&gt;</strong> is open 9:00 to 17:00."))
    #expect(page.contains("alt=\"9:00 to 17:00\""))
    #expect(page.contains("<h2 id=\"help-co\">Help &amp; &lt;Co&gt;</h2>"))
    #expect(site.page("fr/a.html").contains("Ouvert de 9 h à 17 h."))
  }

  @Test func addressesHaveVariablesToo() async throws {
    let site = try await build("[x](https://{{host}}/a?b=1) <https://{{host}}/c>")
    site.expectNothingFound()
    let page = site.page("en/a.html")
    #expect(page.contains("href=\"https://status.example.org/a?b=1\""))
    #expect(page.contains("href=\"https://status.example.org/c\""))
  }

  @Test func aValueIsCheckedLikeAnyAddress() async throws {
    let site = try await build("[x]({{evil}})", more: "  evil: \"javascript:alert(1)\"")
    site.expectCount(1)
    #expect(site.diagnostics.first?.id == .unsafeLink)
  }

  @Test func codeAndEscapedBracesStay() async throws {
    let site = try await build(
      "`{{product}}` \\{{product}}\n\n    {{product}}\n\n```\n{{product}}\n```")
    site.expectNothingFound()
    #expect(site.page("en/a.html").count(of: "{{product}}") == 4)
  }

  @Test func titlesAndLabelsHaveVariablesAndTheMarksOfTheirLanguage() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: Test
      base-url: https://help.example.org
      languages: [en, {code: fr, fallback: en}]
      variables: {product: {en: Lantern, fr: la lanterne}}
      -- Content/en/a.md --
      ---
      title: Don't lose "{{product}}" \\{{x}}
      description: "{{product}}: it's yours"
      ---
      ::::details[What's "{{product}}"? \\"No\\" \\{{x}}]
      Text
      ::::
      -- Content/fr/a.md --
      ---
      title: Qu'est-ce que {{product}} ?
      ---
      """)
    site.expectNothingFound()
    let page = site.page("en/a.html")
    #expect(page.contains("Don’t lose “Lantern” {{x}}</h1>"))
    #expect(page.contains("<meta name=\"description\" content=\"Lantern: it’s yours\">"))
    #expect(page.contains("What’s “Lantern”? &quot;No&quot; {{x}}</summary>"))
    #expect(site.page("fr/a.html").contains("Qu’est-ce que la lanterne\u{202F}?</h1>"))
  }

  @Test func anUnknownVariableInATitleIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/en/a.md --
      ---
      title: 1️⃣About {{prodct}}
      ---
      :::details[2️⃣{{prodct}}]
      x
      :::
      """)
    site.expect(.unknownVariable, at: "1️⃣")
    site.expect(.unknownVariable, at: "2️⃣")
  }

  @Test func anUnknownVariableIsReportedWhereItStands() async throws {
    let site = try await build("Open **1️⃣{{huors}}** and [x](https://2️⃣{{hots}}/).")
    site.expect(.unknownVariable, at: "1️⃣", hintContains: "'hours'")
    site.expectCount(2)
  }

  @Test func aNameThatNoTextCouldNameIsRefused() async throws {
    let site = try await build("x", more: "  two words: 1️⃣x")
    site.expect(.invalidValue, at: "1️⃣")
  }

  @Test func punctuationIsThatOfTheLanguageUnlessSwitchedOff() async throws {
    let text = "\"It's\" -- `\"x\"` \\\"y\\\""
    let site = try await build(text, french: "Il dit \"oui\" : c'est tout !")
    #expect(
      site.page("en/a.html").contains("“It’s” – <code>&quot;x&quot;</code> &quot;y&quot;"))
    #expect(
      site.page("fr/a.html").contains(
        "Il dit «\u{202F}oui\u{202F}»\u{A0}: c’est tout\u{202F}!"))
    let plain = try await build(text, more: "smart-punctuation: false")
    #expect(plain.page("en/a.html").contains("&quot;It's&quot; -- "))
  }
}
