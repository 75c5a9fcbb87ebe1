// Addresses, numbers and foreign sentences in texts that are written from right to left.

import Testing

@testable import Markup

@Suite struct RightToLeftTests {
  private func html(_ text: String, isRightToLeft: Bool = true) -> String {
    let settings = MarkdownSettings(isRightToLeft: isRightToLeft)
    let (body, _) = Markdown.parse(
      Array("\(text)\n".utf8), from: 0, file: "a.md", settings: settings)
    return String(decoding: body.html, as: UTF8.self)
  }

  @Test(arguments: [
    "+33 1 23 45 67 89", "+33", "+1 (555) 123-4567", "0800 123 456", "01.23.45.67.89", "2024-05-17",
    "+33\u{A0}1\u{A0}23", "01 (23) 45 67",
  ])
  func numbersKeepTheOrderOfTheirGroups(_ number: String) {
    #expect(html("اتصل \(number).") == "<p>اتصل <bdi dir=\"ltr\">\(number)</bdi>.</p>\n")
    #expect(html("call \(number).", isRightToLeft: false) == "<p>call \(number).</p>\n")
  }

  @Test(arguments: ["2024", "3-5", "1 2", "v1.2.3", "10:30", "+", "1,000,000"])
  func numbersOfOneGroupNeedNothing(_ number: String) {
    #expect(html("في \(number).") == "<p>في \(number).</p>\n")
  }

  @Test func addressesAreSetApart() {
    #expect(
      html("راسل a@b.org أو https://x.org/ أو [c@d.org](mailto:c@d.org) أو <https://y.org/>")
        == "<p>راسل <a href=\"mailto:a@b.org\"><bdi dir=\"ltr\">a@b.org</bdi></a> أو "
        + "<a href=\"https://x.org/\" rel=\"noopener noreferrer\"><bdi dir=\"ltr\">https://x.org/</bdi>"
        + "</a> أو <a href=\"mailto:c@d.org\"><bdi dir=\"ltr\">c@d.org</bdi></a> أو "
        + "<a href=\"https://y.org/\" rel=\"noopener noreferrer\"><bdi dir=\"ltr\">https://y.org/</bdi>"
        + "</a></p>\n")
    #expect(
      html("write a@b.org", isRightToLeft: false)
        == "<p>write <a href=\"mailto:a@b.org\">a@b.org</a></p>\n")
    #expect(html("اتصل [+33 1](tel:+33-1)").contains("<bdi dir=\"ltr\">+33 1</bdi></a>"))
  }

  @Test func aSentenceOfTheOtherDirectionHasItsOwn() {
    #expect(html("This is all in English.") == "<p dir=\"ltr\">This is all in English.</p>\n")
    #expect(html("It’s “quoted” – really, *all* of it.").hasPrefix("<p dir=\"ltr\">"))
    #expect(
      html("هذه جملة عربية كاملة.", isRightToLeft: false)
        == "<p dir=\"rtl\">هذه جملة عربية كاملة.</p>\n")
    #expect(html("זה משפט בעברית כולו.", isRightToLeft: false).hasPrefix("<p dir=\"rtl\">"))
  }

  @Test(arguments: [
    "WhatsApp Business", "WhatsApp Business هو تطبيق على الهاتف", "`adb pull` a b c d e",
    "This is all but one كلمة", "{{name}} is all in English", "[a b c d](https://x.org)",
    "- This is all in English.",
  ])
  func whatIsNotSurelyForeignKeepsTheDirectionOfThePage(_ text: String) {
    #expect(!html(text).contains(" dir="))
  }

  @Test(arguments: ["هذا", "This is الكلمة العربية هنا الآن.", "Это по-русски всё целиком."])
  func aPageFromLeftToRightKeepsItsDirection(_ text: String) {
    #expect(!html(text, isRightToLeft: false).contains(" dir="))
  }
}
