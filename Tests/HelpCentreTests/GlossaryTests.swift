// The glossary: terms in articles, their page, their mistakes, their place in search.

import Foundation
import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct GlossaryTests {
  private static let english = """
    -- Content/en/_glossary.yaml --
    2fa:
      term: 2FA
      stands-for: two-factor authentication
      definition: A second proof, beside the <password>.
    verification:
      term: verification
      definition: Making sure.
    code:
      term: verification code
      forms: [verification codes, codes]
      definition: The digits you receive.
      see: account/codes

    """

  private static let article = """
    -- Content/en/account/codes.md --
    ---
    title: Codes
    ---
    """

  private func build(_ body: String, _ files: String = "") async throws -> SiteTest {
    try await SiteTest.build("\(files)\(Self.english)\(Self.article)\n\(body)")
  }

  /// A term with its definition, and with what stays on its line, as a page has them.
  private func marked(
    _ text: String, _ id: String, _ definition: String, joined: String = ""
  ) -> String {
    let button =
      "<button type=\"button\" class=\"term\" popovertarget=\"term:\(id)\">\(text)</button>"
    return (joined.isEmpty ? button : "<span class=\"joined\">\(joined)\(button)</span>")
      + "<span class=\"definition\" id=\"term:\(id)\" popover>\(definition)</span>"
  }

  private func marked2FA(_ text: String = "2FA", joined: String = "") -> String {
    marked(
      text, "2fa", "2FA (two-factor authentication): A second proof, beside the &lt;password&gt;.",
      joined: joined)
  }

  private func markedCode(_ text: String) -> String {
    marked(text, "code", "verification code: The digits you receive.")
  }

  // MARK: In articles

  @Test func theFirstUseOfATermShowsItsDefinition() async throws {
    let site = try await build("Switch 2FA on. Then 2FA asks.\n\nLater, 2FA asks again.")
    site.expectNothingFound()
    let page = site.page("en/account/codes.html")
    #expect(page.contains("<p>Switch \(marked2FA()) on. Then 2FA asks.</p>"))
    #expect(page.count(of: "<button type=\"button\" class=\"term\"") == 1)
  }

  @Test(arguments: [
    "## About 2FA", "[2FA](codes.md)", "<https://2FA.example.org/2FA>", "`2FA`", "    2FA",
    "```\n2FA\n```", "<abbr>2FA</abbr>", "<kbd>2FA</kbd>", "a2FA, 2FAs, é2FA, 2FAé, 2FA1",
    "2fa, 2Fa", "2FA\u{301}", ":::message{channel=email}\n2FA\n:::",
  ])
  func aTermIsNotExplainedIn(_ text: String) async throws {
    let page = try await build(text).page("en/account/codes.html")
    #expect(!page.contains("class=\"term\""))
  }

  @Test func descriptionsOfImagesAreNoText() async throws {
    let site = try await SiteTest.build(
      "\(Self.english)\(Self.article)\n![2FA](x.svg)",
      raw: [
        "Content/en/account/x.svg": Array(
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>".utf8)
      ])
    let page = site.page("en/account/codes.html")
    #expect(page.contains("alt=\"2FA\""))
    #expect(!page.contains("class=\"term\""))
  }

  @Test(arguments: ["2FA", "(2FA)", "\"2FA\"", "non-2FA", "2FA's", "é 2FA", "**2FA**", "- 2FA"])
  func aWholeWordIsExplained(_ text: String) async throws {
    let page = try await build(text).page("en/account/codes.html")
    #expect(
      page.text.replacingOccurrences(of: "</button></span>", with: "</button>").contains(
        marked2FA()))
  }

  @Test(arguments: ["Codes come.", "codes", "Verification codes", "a verification code"])
  func aSentenceMayBeginWithATermAndATermHasOtherForms(_ text: String) async throws {
    let page = try await build(text).page("en/account/codes.html")
    #expect(page.contains("popovertarget=\"term:code\""))
  }

  @Test func onlyTheFirstLetterMayHaveTheOtherCase() async throws {
    let page = try await build("CODES, vERIFICATION").page("en/account/codes.html")
    #expect(!page.contains("class=\"term\""))
  }

  @Test func theLongestTermWinsAndKeepsTheShorterOneForLater() async throws {
    let site = try await build("A verification code, then verification code, then verification.")
    #expect(
      site.page("en/account/codes.html").contains(
        "A \(markedCode("verification code")), then verification code, then "
          + "\(marked("verification", "verification", "verification: Making sure."))."))
  }

  @Test func aTermMayBeBrokenOverTwoLines() async throws {
    let site = try await build(
      "Type the verification\ncode here, no code-\nbreaking, a verification\n**code**.")
    let page = site.page("en/account/codes.html")
    #expect(page.contains("Type the \(markedCode("verification code")) here, no code-\nbreaking"))
  }

  @Test func marksOfPunctuationAreSetAroundTerms() async throws {
    let site = try await build("\"2FA\" -- it's 2FA...")
    #expect(
      site.page("en/account/codes.html").contains("<p>\(marked2FA(joined: "“"))” – it’s 2FA…</p>"))
  }

  @Test func emphasisTablesListsAndBlocksHaveTermsToo() async throws {
    let site = try await build("| a |\n| - |\n| **2FA** |\n\n1. verification\n\n> [!NOTE]\n> codes")
    #expect(site.page("en/account/codes.html").count(of: "class=\"definition\"") == 3)
  }

  @Test func searchHasTheTextAsItWasTyped() async throws {
    let site = try await build("Switch 2FA on.")
    let files = site.files(containing: "Switch 2FA on.").filter { $0.hasPrefix("search/en/") }
    #expect(files.count == 1)
    #expect(site.files(containing: "Switch 2FA (").isEmpty)
  }

  /// A line may break before a button: what belongs to the term is kept with it.
  @Test(arguments: [
    ("fr", "Avec l’indicatif du pays", "Avec ", "l’"), ("fr", "Avec l'indicatif.", "Avec ", "l’"),
    ("fr", "L’indicatif", "", "L’"), ("fr", "(indicatif)", "", "("),
    ("fr", "Dit « indicatif ».", "Dit ", "«\u{202F}"), ("en", "the \"indicatif\"", "the ", "“"),
    ("fr", "Un indicatif", "Un ", ""), ("fr", "indicatif", "", ""),
    ("fr", "un/indicatif", "un/", ""),
  ])
  func whatBelongsToATermStaysWithIt(
    language: String, text: String, before: String, joined: String
  ) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [\(language)]
      -- Content/\(language)/_glossary.yaml --
      t: {term: indicatif, definition: D}
      -- Content/\(language)/a.md --
      ---
      title: T
      ---
      \(text)
      """, defaults: false)
    let page = site.page("\(language)/a.html")
    let button =
      "<button type=\"button\" class=\"term\" popovertarget=\"term:t\">indicatif</button>"
    let whole = joined.isEmpty ? button : "<span class=\"joined\">\(joined)\(button)</span>"
    #expect(page.contains("<p>\(before)\(whole)<span class=\"definition\""))
  }

  @Test(arguments: [
    ("fr", "appareil", "Voici l’appareil.", "l’", "appareil"),
    ("fr", "appareil", "L'appareil.", "L’", "appareil"),
    ("fr", "élan", "Élan.", "", "Élan"),
    ("de", "Prüfung", "Die Prüfung.", "Die ", "Prüfung"),
    ("ja", "確認", "本人確認です。", "本人", "確認"),
    ("ja", "コード", "バーコード", "バー", "コード"),
    ("zh-Hans", "PIN", "输入PIN码", "输入", "PIN"),
    ("zh-Hans", "验证码", "输入验证码。", "输入", "验证码"),
    ("th", "รหัส", "ใส่รหัสที่นี่", "ใส่", "รหัส"),
    ("ar", "رمز", "أدخل رمز، ثم", "أدخل ", "رمز"),
    ("tr", "iptal", "İptal", "", "İptal"),
  ])
  func languagesHaveBoundariesOfTheirOwn(
    language: String, term: String, text: String, before: String, found: String
  ) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [\(language)]
      -- Content/\(language)/_glossary.yaml --
      t: {term: \(term), definition: D}
      -- Content/\(language)/a.md --
      ---
      title: T
      ---
      \(text)
      """, defaults: false)
    let page = site.page("\(language)/a.html")
    #expect(
      page.contains(
        "\(before)<button type=\"button\" class=\"term\" popovertarget=\"term:t\">\(found)</button>"
      ))
  }

  @Test func lettersAndMarksThatBelongToAWordAreNotTornOff() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/site.yaml --
      title: T
      languages: [ar]
      -- Content/ar/_glossary.yaml --
      t: {term: رمز, definition: D}
      -- Content/ar/a.md --
      ---
      title: T
      ---
      الرمز رمزه رمزٌ
      """, defaults: false)
    let page = site.page("ar/a.html")
    #expect(page.contains("الرمز رمزه رمزٌ"))
    #expect(!page.contains("class=\"term\""))
  }

  // MARK: Languages

  @Test func aLanguageUsesItsOwnTermsAndItsPageFallsBack() async throws {
    let site = try await build(
      "2FA, codes",
      """
      -- Content/fr/_glossary.yaml --
      code: {term: code, definition: Des chiffres.}
      -- Content/fr/a.md --
      ---
      title: A
      ---
      2FA, code

      """)
    let article = site.page("fr/a.html")
    #expect(article.contains("2FA, \(marked("code", "code", "code\u{A0}: Des chiffres."))"))
    let fallback = site.page("fr/account/codes.html")
    #expect(fallback.contains("\(marked2FA()), \(markedCode("codes"))"))
    let page = site.page("fr/glossary.html")
    #expect(page.contains("<dt><dfn>code</dfn></dt><dd>Des chiffres.</dd>"))
    #expect(page.contains("<dt lang=\"en\" dir=\"ltr\"><dfn>2FA</dfn>"))
    #expect(page.contains("<dd lang=\"en\" dir=\"ltr\">A second proof"))
  }

  // MARK: The page

  @Test func thePageListsAllTermsAndTheFooterLeadsToIt() async throws {
    let site = try await build("x")
    let page = site.page("en/glossary.html")
    #expect(page.contains("<div id=\"term-2fa\"><dt><dfn>2FA</dfn>"))
    #expect(page.contains("two-factor authentication"))
    #expect(page.contains("<a href=\"../en/account/codes.html\">Codes</a>"))
    #expect(!page.contains("class=\"letters\""))
    #expect(
      site.page("en/account/codes.html").contains("<a href=\"../../en/glossary.html\">Glossary</a>")
    )
  }

  @Test func aLongGlossaryHasLetters() async throws {
    let terms = (0..<25).map { number in
      "t\(number): {term: \"\(["Alpha", "beta", "Ärger"][number % 3]) \(number)\", definition: D}"
    }
    let site = try await build(
      "x", "-- Content/fr/_glossary.yaml --\n\(terms.joined(separator: "\n"))\n")
    let page = site.page("fr/glossary.html")
    #expect(page.contains("<a href=\"#letter-A\">A</a>"))
    #expect(page.count(of: "<h2 class=\"letter-heading\"") == 4)
    #expect(page.contains("id=\"letter-V\""))
  }

  @Test func withoutTermsThereIsNoPage() async throws {
    let site = try await SiteTest.build("\(Self.article)\nx")
    #expect(!site.paths.contains("en/glossary.html"))
    #expect(!site.page("en/account/codes.html").contains("glossary"))
  }

  @Test func onlyWrittenGlossariesAreInTheSitemap() async throws {
    let site = try await SiteTest.build(
      "\(Self.english)\(Self.article)\nx", baseURL: "https://h.example.org")
    let map = site.page("sitemap.xml")
    #expect(map.contains("/en/glossary.html<"))
    #expect(!map.contains("/fr/glossary.html<"))
    let page = site.page("fr/glossary.html")
    #expect(page.contains("rel=\"canonical\" href=\"https://h.example.org/en/glossary.html\""))
    #expect(!page.contains("rel=\"alternate\""))
    #expect(page.contains("<html lang=\"fr\""))
  }

  @Test func anArticleCannotTakeTheAddress() async throws {
    let site = try await build("x", "-- Content/en/glossary.md --\n---\ntitle: 1️⃣G\n---\n")
    site.expect(.reservedURL, at: "1️⃣", messageContains: "'glossary'")
  }

  @Test func searchFindsEachTermAtItsPlace() async throws {
    let site = try await build("x")
    #expect(!site.files(containing: "en/glossary.html#term-2fa").isEmpty)
    #expect(!site.files(containing: "fr/glossary.html#term-2fa").isEmpty)
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("a: {term: A, definition: D, 1️⃣defnition: E}", DiagnosticID.unknownField, "'definition'"),
    ("a: 1️⃣{definition: D}", .missingField, ""),
    ("a: 1️⃣{term: A}", .missingField, ""),
    ("a: {term: A, definition: D, see: 1️⃣account/cods}", .unknownArticle, "'account/codes'"),
    ("1️⃣A b: {term: A, definition: D}", .invalidValue, "hyphens"),
    ("a: {term: A, definition: D, forms: 1️⃣x}", .wrongType, ""),
    ("a: {term: A, definition: D, forms: [1️⃣\"\"]}", .invalidValue, ""),
    ("a: {term: 1️⃣\" \", definition: D}", .invalidValue, ""),
    ("a: {term: A, definition: 1️⃣\"\"}", .invalidValue, ""),
    ("a: {term: A, definition: D}\nb: {term: 1️⃣A, definition: D}", .duplicateTerm, ""),
    (
      "a: {term: A, forms: [bee], definition: D}\nb: {term: B, forms: [c, 1️⃣Bee], definition: D}",
      .duplicateTerm, ""
    ),
  ])
  func aMistakeIsReportedWhereItStands(
    glossary: String, id: DiagnosticID, hint: String
  ) async throws {
    let site = try await SiteTest.build(
      "-- Content/en/_glossary.yaml --\n\(glossary)\n\(Self.article)\nx")
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test func oneTermMayHaveASpellingTwice() async throws {
    let site = try await SiteTest.build(
      "-- Content/en/_glossary.yaml --\na: {term: a, forms: [A, a], definition: D}\n\(Self.article)\nx"
    )
    site.expectNothingFound()
  }
}
