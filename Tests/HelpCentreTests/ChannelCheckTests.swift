// Contradictions between the channel table, the problems and the articles, each found and each not found
// where there is none.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct ChannelCheckTests {
  private static let tables = """
    -- Content/channels.yaml --
    email:
      kind: email
      order: 1
      name: {en: E-mail, fr: E-mail}
      response: {min: 24, max: 48, unit: hours}
      article: contact/a
      contacts: [{email: help@support.example.org, problem: lost}]
    x:
      kind: social
      order: 2
      name: {en: Ex, fr: Ex}
      response: {max: 3, unit: days}
      contacts: [{handle: "@ExampleHelp", url: "https://social.example.org/examplehelp"}]
    phone:
      kind: phone
      order: 3
      name: {en: Phone, fr: Téléphone}
      contacts: [{phone: "+33123456789"}]
    -- Content/problems.yaml --
    lost:
      name: {en: Lost, fr: Perdu}
      channels: [{channel: email}, {channel: x}, {channel: phone}]

    """

  private func build(
    _ english: String, french: String = "x", header: String = "channels: [x, phone]"
  ) async throws -> SiteTest {
    try await SiteTest.build(
      """
      \(Self.tables)
      -- Content/en/contact/a.md --
      ---
      title: A
      \(header)
      ---
      \(english)
      -- Content/fr/contact/a.md --
      ---
      title: A
      ---
      \(french)
      """)
  }

  // MARK: Response times

  @Test(arguments: [
    "Ask [by mail](1️⃣channel:email), within 72 hours.",
    "- within 24 to 72 hours [by mail](1️⃣channel:email)",
    "| [mail](1️⃣channel:email) | 3 days |\n|-|-|\n| x | y |",
    "| a | b |\n|-|-|\n| 72 hours | [mail](1️⃣channel:email) |",
    "[X](1️⃣channel:x) answers within 4 days.",
    "[Mail](1️⃣channel:email) or [X](channel:x): 5 days.", "[Mail](1️⃣channel:email): 72h",
    "[Mail](1️⃣channel:email) takes 48 to 72 h.",
  ])
  func aTimeThatContradictsTheTableIsReported(text: String) async throws {
    let site = try await build(text)
    site.expect(.contradictingResponse, at: "1️⃣")
    site.expectCount(1)
  }

  @Test(arguments: [
    "Ask [by mail](channel:email), within 24 to 48 hours.",
    "Ask [by mail](channel:email): 2 days.", "[X](channel:x) takes 72 hours.",
    "[Mail](channel:email) 24 hours, [X](channel:x) 3 days.",
    "Wait 30 days.\n\nThen [write](channel:email).",
    "| 72 hours | x |\n|-|-|\n| [mail](channel:email) | 48 hours |",
    "[Mail](channel:email) costs 72 euros, and 5 hoursglasses.",
    "[Phone](channel:phone): 10 minutes.", "[Mail](channel:email) takes 36 hours.",
    "The code is valid for 10 minutes. If it does not come, [write](channel:email).",
    "Step 2: within 24 hours, [write](channel:email).", "[Mail](channel:email) takes 1.5 days.",
    "[Mail](channel:email) before 18 h, or 24h/24.", "[Mail](channel:email): 24-48h.",
    "[Mail](channel:email) costs 72hp, 72h5.",
  ])
  func aTimeThatAgreesOrIsAboutSomethingElseIsNot(text: String) async throws {
    try await build(text).expectNothingFound()
  }

  @Test func everyLanguageIsRead() async throws {
    let site = try await build(
      "[Mail](channel:email), 48 hours.",
      french: "Réponse sous 24 à 1️⃣[72 heures](2️⃣channel:email), et 24\u{A0}heures.")
    site.expect(.contradictingResponse, at: "2️⃣")
    site.expectCount(1)
  }

  @Test(arguments: [
    ("zh-Hans", "通过[邮件](1️⃣channel:mail)，72 小时内回复", "通过[邮件](channel:mail)，48小时内回复"),
    ("ja", "[メール](1️⃣channel:mail)なら７２時間以内", "[メール](channel:mail)なら48 時間以内"),
    ("ar", "[البريد](1️⃣channel:mail) خلال ٧٢ ساعة؟", "[البريد](channel:mail) خلال ٤٨ ساعة"),
    ("de", "[Mail](1️⃣channel:mail): 72 Stunden", "[Mail](channel:mail): 48 Stunden"),
  ])
  func timesOfEveryScriptAreRead(code: String, wrong: String, right: String) async throws {
    for (text, count) in [(wrong, 1), (right, 0)] {
      let site = try await SiteTest.build(
        """
        -- Content/site.yaml --
        title: T
        base-url: https://help.example.org
        languages: [\(code)]
        -- Content/categories.yaml --
        contact: {title: C}
        -- Content/channels.yaml --
        mail:
          kind: email
          name: M
          response: {max: 48, unit: hours}
          contacts: [{email: a@b.org}]
        -- Content/problems.yaml --
        lost: {name: L, channels: [{channel: mail}]}
        -- Content/\(code)/contact/a.md --
        ---
        title: A
        ---
        \(text)
        """)
      #expect(site.diagnostics.map(\.id) == [.contradictingResponse].prefix(count).map { $0 })
    }
  }

  @Test func theTextsOfAChannelAgreeWithItsResponseTimeAndWithEachOther() async throws {
    func site(_ response: String, _ english: String, _ french: String) async throws -> SiteTest {
      try await SiteTest.build(
        """
        -- Content/channels.yaml --
        1️⃣email:
          kind: email
          name: E
          \(response)
          summary: {en: "\(english)", fr: "\(french)"}
          contacts: [{email: a@b.org}]
        -- Content/problems.yaml --
        lost: {name: {en: L, fr: L}, channels: [{channel: email}]}
        -- Content/en/contact/a.md --
        ---
        title: A
        ---
        """)
    }
    let known = "response: {min: 24, max: 48, unit: hours}"
    try await site(known, "In 24 to 48 hours", "Sous 24 à 48 heures").expectNothingFound()
    let wrong = try await site(known, "In 24 to 48 hours", "Sous 72 heures")
    wrong.expect(.contradictingResponse, at: "1️⃣", messageContains: "for fr say 72 hours")
    wrong.expectCount(1)
    let none = "human: true"
    try await site(none, "In 3 days", "Sous 3 jours").expectNothingFound()
    let differing = try await site(none, "In 3 days", "Sous 2 jours")
    differing.expect(.differingResponse, at: "1️⃣", messageContains: "in fr than in en")
    differing.expectCount(1)
  }

  // MARK: Addresses

  @Test(arguments: [
    ("Write to 1️⃣hepl@support.example.org.", DiagnosticID.misspeltAddress, "'help@support"),
    ("[Write](1️⃣mailto:help@suport.example.org)", .misspeltAddress, "'help@support"),
    ("Write to 1️⃣other@elsewhere.net.", .unlistedAddress, "contacts"),
    ("Call [us](1️⃣tel:+33123456780).", .misspeltAddress, "'+33123456789'"),
    ("Call 1️⃣+1 555 0100 200.", .unlistedAddress, ""),
    ("Follow 1️⃣@ExampleHepl today.", .misspeltAddress, "'@ExampleHelp'"),
    ("See [it](1️⃣https://socail.example.org/help).", .misspeltAddress, "social.example.org"),
    ("See [it](1️⃣https://social.example.org/exampelhelp).", .misspeltAddress, "'examplehelp'"),
    ("[1️⃣hepl@support.example.org](channel:email)", .misspeltAddress, "'help@support"),
    ("Call 1️⃣+33\u{202F}1\u{202F}23 45 67 80.", .misspeltAddress, "'+33123456789'"),
  ])
  func anAddressThatIsNotInTheTableIsReported(
    text: String, id: DiagnosticID, hint: String
  ) async throws {
    let site = try await build(text)
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test(arguments: [
    "Write to help@support.example.org or Help@Support.example.org.", "`other@elsewhere.net`",
    "Call +33 1 23 45 67 89 or [us](tel:+33-1-23-45-67-89).", "Ask @ExampleHelp or @somebodyElse.",
    ":::message{problem=lost subject=x}\nI am other@elsewhere.net, +1 555 0100 200.\n:::",
    "See https://social.example.org/other and https://www.example.net/.",
    "Call +33 (0)1 23 45 67 89.", "See https://fr.example.org and https://x.org/abc.",
    "```\nother@elsewhere.net\n```",
  ])
  func addressesOfTheTableAndExamplesAreNot(text: String) async throws {
    try await build(text).expectNothingFound()
  }

  @Test func aProjectWithoutAddressesSaysNothingOfAny() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      in-app: {kind: in-app, name: {en: App, fr: App}}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: in-app}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      Write to a@b.org, +33 1 23 45 67 89.
      """)
    site.expectNothingFound()
  }

  @Test func addressesInDescriptionsAndTablesAreReadToo() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      1️⃣email:
        kind: email
        name: {en: E, fr: E}
        summary: {en: Not evil@elsewhere.net, fr: x}
        contacts: [{email: help@support.example.org}]
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: 2️⃣A
      description: Write to evil@elsewhere.net
      ---
      """)
    site.expect(.unlistedAddress, at: "1️⃣")
    site.expect(.unlistedAddress, at: "2️⃣")
    site.expectCount(2)
  }

  @Test func twoContactsOfOneNameAreReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      email:
        kind: email
        name: {en: E, fr: E}
        contacts:
          - {id: same, email: a@example.org}
          - {id: 1️⃣same, email: b@example.org}
          - {id: 2️⃣lost, email: c@example.org}
          - {email: d@example.org, problem: lost}
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, channels: [{channel: email}]}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.conflictingField, at: "1️⃣")
    site.expect(.conflictingField, at: "2️⃣")
    site.expectCount(2)
  }
}
