// What is wrong in a block is reported where it stands, once the whole site is known.

import HelpCentre
import Markup
import TestSupport
import Testing

@Suite struct BlockMistakeTests {
  private func build(_ body: String) async throws -> SiteTest {
    try await SiteTest.build(
      """
      -- Content/channels.yaml --
      in-app: {kind: in-app, order: 1, name: Inapp}
      email:
        kind: email
        order: 2
        name: Electronic
        contacts:
          - {email: pay@support.whatsapp.com, problem: payment}
          - {email: lost@support.whatsapp.com, problem: lost}
      -- Content/problems.yaml --
      payment: {order: 1, name: Money, channels: [{channel: email}]}
      lost: {order: 2, name: Lost, channels: [{channel: in-app}]}
      other: {order: 3, name: Other, channels: [{channel: in-app}]}
      -- Content/assets/film.mp4 --
      film
      -- Content/en/contact/a.md --
      ---
      title: A
      ---
      \(body)
      """)
  }

  @Test(arguments: [
    ("::channel{id=1️⃣emial}", DiagnosticID.unknownChannel, "'email'"),
    ("::channel{id=\"in-app 1️⃣emial\"}", .unknownChannel, "'email'"),
    ("::channels{problem=1️⃣paymant}", .unknownProblem, "'payment'"),
    (":::message{problem=1️⃣paymant}\nx\n:::", .unknownProblem, "'payment'"),
    (":::message{problem=payment channel=1️⃣emial}\nx\n:::", .unknownChannel, "'email'"),
    (":::message{problem=1️⃣other}\nx\n:::", .invalidBlock, "channels.yaml"),
    (":::message{problem=other channel=1️⃣email}\nx\n:::", .invalidBlock, "channels.yaml"),
    (":::message{channel=1️⃣email}\nx\n:::", .invalidBlock, "problem=…"),
    ("1️⃣:::message\nx\n:::", .invalidBlock, "{problem=…}"),
    ("1️⃣:::message{problem=payment}\n1. x\n:::", .invalidBlock, "1\\."),
    ("1️⃣:::message{problem=payment}\n[x](channel:email)\n:::", .invalidBlock, "links to pages"),
    ("1️⃣:::message{problem=payment}\n## x\n:::", .invalidBlock, "headings"),
    (":::details[x]{open=1️⃣yes}\nx\n:::", .invalidValue, ""),
    ("1️⃣:::steps\n- x\n:::", .invalidBlock, "1. …"),
    ("1️⃣::::tabs\ntext\n:::tab[x]\nx\n:::\n::::", .invalidBlock, "nothing but"),
    ("1️⃣:::tabs\ntext\n:::", .invalidBlock, "nothing but"),
    ("1️⃣:::cards\ntext\n:::", .invalidBlock, "list"),
    ("1️⃣:::figure[x]\ntext\n:::", .invalidBlock, "![description]"),
    ("::video[x]{src=1️⃣../../assets/fim.mp4}", .missingFile, "film.mp4"),
    ("::video[x]{src=1️⃣https://example.org/film.mp4}", .missingFile, "Content/assets"),
    ("::video[x]{src=1️⃣//example.org/film.mp4}", .missingFile, "Content/assets"),
    ("::video[x]{src=1️⃣../../../../film.mp4}", .missingFile, "relative"),
    (
      "::video[x]{src=../../assets/film.mp4 captions=1️⃣../../assets/film.mp4}", .invalidValue,
      "WebVTT"
    ),
  ])
  func aMistakeIsReportedWhereItStands(
    body: String, id: DiagnosticID, hint: String
  ) async throws {
    let site = try await build(body)
    site.expect(id, at: "1️⃣", hintContains: hint)
    site.expectCount(1)
  }

  @Test func aMessageTooLongForALinkIsReported() async throws {
    let text = String(repeating: "жалоба ", count: 60)
    let site = try await build("1️⃣:::message{problem=payment}\n\(text)\n:::")
    site.expect(.invalidBlock, at: "1️⃣", hintContains: "2000")
    site.expectCount(1)
  }
}
