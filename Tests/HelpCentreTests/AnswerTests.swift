// What to do about a problem: channels in order, what to have ready, the message, once for each kind of phone
// where addresses differ; on the problem's page and for the contact page.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct AnswerTests {
  private static let project = """
    -- Content/site.yaml --
    title: {en: Lantern, fr: Lanterne}
    base-url: https://help.example.org
    languages: [en, fr]
    organization: {name: Lantern Ltd, url: "https://lantern.example"}
    -- Content/channels.yaml --
    email:
      kind: email
      order: 1
      name: {en: E-mail, fr: E-mail}
      response: {min: 1, max: 2, unit: days}
      article: contact/a
      summary:
        en: \(String(repeating: "Écrivez-nous à l’été – ", count: 6))
        fr: Écrivez.
      languages: [en, pt-BR]
      hours:
        time-zone: Europe/Paris
        open: {mon-fri: "9:00-12:00, 14:00-18:00", sat: 10:00-12:00}
        closed: [2025-12-25]
      contacts:
        - {email: ios@example.org, problem: dark, platform: ios}
        - {email: android@example.org, problem: dark, platform: android}
        - {email: pay@example.org, problem: money, label: {en: Money, fr: Argent}, message: refund}
    chat:
      kind: chat
      order: 2
      name: {en: Chat, fr: Discussion}
      synonyms: {en: [live talk], fr: [messagerie directe]}
      article: contact/a
      contacts: [{url: "https://example.org/chat"}]
    -- Content/problems.yaml --
    dark:
      order: 1
      name: {en: It stays dark, fr: Elle reste éteinte}
      prepare: {en: [The serial number, A photo], fr: [Le numéro de série, Une photo]}
      message: fault
      channels:
        - {channel: email, reason: {en: For photos., fr: Pour les photos.}}
        - {channel: chat, urgent: true, reason: {en: At once., fr: Tout de suite.}}
    money:
      order: 2
      name: {en: Money, fr: Argent}
      channels: [{channel: email}]
    -- Content/messages.yaml --
    fault:
      subject: {en: "Fault of [serial]", fr: "Panne de [serial]"}
      body:
        en: |
          Hello,

          my lantern [serial] stays dark since [day].
        fr: |
          Bonjour,

          ma lanterne [serial] reste éteinte depuis le [day].
      fields:
        serial: {type: text, label: {en: serial number, fr: numéro de série}, example: "L-100"}
        day: {type: date, label: {en: day, fr: jour}}
      attach: {en: [A photo], fr: [Une photo]}
    refund:
      subject: {en: Refund, fr: Remboursement}
      body: {en: "Order [order]", fr: "Commande [order]"}
      fields: {order: {type: order, label: {en: order number, fr: numéro de commande}}}
    -- Content/notices.yaml --
    outage:
      kind: outage
      text: {en: Mail is late., fr: Le courrier tarde.}
      from: 2025-06-01
      until: 2025-06-20
      channels: [email]
    later: {text: {en: Soon., fr: Bientôt.}, from: 2025-07-01}
    past: {text: {en: Over., fr: Fini.}, until: 2025-05-31}
    french: {text: {en: Nothing., fr: Rien.}, languages: [fr]}
    -- Content/categories.yaml --
    contact: {title: {en: Contact, fr: Contact}}
    -- Content/en/contact/a.md --
    ---
    title: Light a lantern
    problems: [dark]
    ---
    :::steps
    1. Turn **it** on.
    2. Wait & see.
       - a while
    :::
    """

  private func site() async throws -> SiteTest {
    let site = try await SiteTest.build(Self.project)
    site.expectNothingFound()
    return site
  }

  @Test func aProblemHasAnAnswerForEachKindOfPhone() async throws {
    let page = try await site().page("en/problem/dark.html")
    #expect(page.contains("<li>The serial number</li>"))
    #expect(page.count(of: "class=\"tab\"") == 2)
    let parts = page.text.components(separatedBy: "class=\"tab\"")
    #expect(parts[1].contains("id=\"ios\"") && parts[1].contains("mailto:ios@example.org"))
    #expect(!parts[1].contains("android@example.org"))
    #expect(parts[2].contains("id=\"android\"") && parts[2].contains("mailto:android@example.org"))
    #expect(!parts[2].contains("ios@example.org"))
  }

  @Test func aMessageIsReadableAndPrefilledWithItsPlaceholders() async throws {
    let page = try await site().page("fr/problem/dark.html")
    #expect(
      page.contains(
        "<span class=\"placeholder\" data-field=\"serial\" data-type=\"text\" "
          + "data-example=\"L-100\">[numéro de série]</span>"))
    #expect(page.contains("data-type=\"date\">[jour]</span>"))
    #expect(
      page.contains(
        "mailto:ios@example.org?subject=Panne%20de%20%5Bnum%C3%A9ro%20de%20s%C3%A9rie%5D"
          + "&amp;body=Bonjour%2C%0D%0A%0D%0Ama%20lanterne%20%5Bnum%C3%A9ro"))
    #expect(page.contains("<li>Une photo</li>"))
  }

  /// A message for a form has no subject, and where nobody answers there is none.
  @Test func aMessageWithoutAddressGoesToTheFirstChannelWhereSomebodyAnswers() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/channels.yaml --
      wiki: {kind: web, name: Wiki, response: {immediate: true}, article: contact/a}
      app: {kind: in-app, name: App, article: contact/a}
      -- Content/problems.yaml --
      lost: {name: Lost, message: help, channels: [{channel: wiki}, {channel: app}]}
      curious: {name: Curious, message: help, channels: [{channel: wiki}]}
      -- Content/messages.yaml --
      help: {subject: Please, body: Help me}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    let page = site.page("en/problem/lost.html")
    #expect(page.contains("<dt>To</dt><dd><a href=\"../../en/channel/app.html\">App</a></dd>"))
    #expect(page.contains(">Help me</div>") && !page.contains("data-subject"))
    #expect(!site.page("en/problem/curious.html").contains("data-message"))
  }

  @Test func theMessageOfAContactWins() async throws {
    let page = try await site().page("en/problem/money.html")
    #expect(
      page.contains("mailto:pay@example.org?subject=Refund&amp;body=Order%20%5Border%20number%5D"))
    #expect(page.count(of: "class=\"tab\"") == 0)
  }

  @Test func theContactPageHoldsTheAnswersForReadersWithScripts() async throws {
    let page = try await site().page("en/contact.html")
    #expect(page.count(of: "<template data-problem=\"dark\">") == 1)
    #expect(page.count(of: "<template data-problem=\"money\">") == 1)
    #expect(
      page.contains(
        "<a class=\"problem-link\" data-problem=\"dark\" href=\"../en/problem/dark.html\">"))
    #expect(page.contains("data-urgent>"))
  }

  @Test func aChannelSaysWhenItIsStaffedAndWhatIsSpoken() async throws {
    let page = try await site().page("en/channel/email.html")
    #expect(page.contains("Monday to Friday: <bdi dir=\"ltr\">9:00–12:00, 14:00–18:00</bdi>"))
    #expect(page.contains("Saturday: <bdi dir=\"ltr\">10:00–12:00</bdi>"))
    #expect(page.contains("Europe/Paris") && page.contains("25 December 2025"))
    #expect(page.contains("English, Portuguese (Brazil)"))
  }

  @Test func noticesAreShownInTheirDaysAndLanguages() async throws {
    let site = try await site()
    let english = site.page("en/contact/a.html")
    #expect(english.contains("Mail is late."))
    #expect(
      !english.contains("Soon.") && !english.contains("Over.") && !english.contains("Nothing."))
    #expect(site.page("fr/index.html").contains("Rien."))
    // On every page, on the channel's own page once more, and on its cards.
    #expect(site.page("en/channel/chat.html").count(of: "Mail is late.") == 1)
    #expect(site.page("en/channel/email.html").count(of: "Mail is late.") == 2)
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("a: {subject: S, body: \"[who]\", fields: {name: {type: text, label: N}}}", "1️⃣", 4),
    ("a: {subject: S, body: B, fields: {name: {type: text, label: N}}}", "1️⃣", 2),
  ])
  func placeholdersAndFieldsBelongTogether(table: String, place: String, count: Int) async throws {
    let site = try await SiteTest.build(
      """
      -- Content/messages.yaml --
      1️⃣\(table)
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    #expect(site.diagnostics.count == count)
    #expect(
      site.diagnostics.allSatisfy { [.unknownPlaceholder, .unusedPlaceholder].contains($0.id) })
  }

  @Test func aMessageThatIsNotThereIsReported() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, message: 1️⃣apeal, channels: [{channel: email}]}
      -- Content/messages.yaml --
      appeal: {subject: S, body: B}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.unknownMessage, at: "1️⃣", hintContains: "'appeal'")
    site.expectCount(1)
  }

  @Test func aMessageTooLongForALinkIsAWarningAndItsLinkHasTheSubject() async throws {
    let site = try await SiteTest.build(
      """
      -- Content/problems.yaml --
      lost: {name: {en: L, fr: L}, message: long, channels: [{channel: email}]}
      -- Content/messages.yaml --
      1️⃣long: {subject: S, body: \(String(repeating: "漢字", count: 120))}
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      """)
    site.expect(.longMessage, at: "1️⃣", messageContains: "en, fr")
    site.expectCount(1)
    let page = site.page("en/problem/lost.html")
    #expect(page.contains("href=\"mailto:support@whatsapp.com?subject=S\""))
    #expect(page.contains("<p class=\"note message-long\">"))
  }

  @Test func aChannelIsFoundByOtherWordsForIt() async throws {
    let site = try await site()
    for (language, query) in [("en", "live talk"), ("fr", "messagerie directe")] {
      var searcher = try Searcher(language: language) { site.bytes($0) }
      let answer = try searcher.search(query)
      #expect(answer.results.first?.url == "\(language)/channel/chat.html")
      #expect(answer.results.first?.kind == .channel)
    }
  }

  // MARK: For programs

  @Test func searchEnginesReadWhatThePagesSay() async throws {
    let site = try await site()
    let contact = site.page("en/contact.html")
    #expect(contact.contains("\"@type\":\"Organization\",\"name\":\"Lantern Ltd\""))
    #expect(contact.contains("\"@type\":\"ContactPoint\""))
    #expect(contact.contains("\"email\":\"pay@example.org\""))
    #expect(contact.contains("\"@type\":\"FAQPage\""))
    #expect(
      site.page("en/channel/email.html").contains(
        "\"dayOfWeek\":[\"Monday\",\"Tuesday\",\"Wednesday\",\"Thursday\",\"Friday\"],"
          + "\"opens\":\"09:00\",\"closes\":\"12:00\""))
    let article = site.page("en/contact/a.html")
    #expect(article.contains("\"@type\":\"BreadcrumbList\""))
    #expect(article.contains("\"@type\":\"HowTo\",\"name\":\"Light a lantern\""))
    #expect(article.contains("\"text\":\"Turn it on.\""))
    #expect(article.contains("\"text\":\"Wait \\u0026 see. a while\""))
  }

  @Test func theAddressesCanBeSaved() async throws {
    let card = try await SitePage(
      path: "en/contacts.vcf", bytes: site().bytes("en/contacts.vcf") ?? [])
    #expect(card.text.hasPrefix("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Lantern Ltd – E-mail\r\n"))
    #expect(card.contains("item3.EMAIL;TYPE=INTERNET:pay@example.org\r\nitem3.X-ABLabel:Money\r\n"))
    let lines = card.text.utf8.split(separator: 0x0A)
    #expect(lines.allSatisfy { $0.count <= 76 && $0.last == 0x0D })
    // A long line goes on after a space, never inside of a letter.
    let note = String(repeating: "Écrivez-nous à l’été – ", count: 6)
    #expect(card.text.contains("\r\n "))
    let unfolded = card.text.replacingOccurrences(of: "\r\n ", with: "")
    #expect(unfolded.contains("NOTE:\(note.dropLast())\r\n"))
  }
}
