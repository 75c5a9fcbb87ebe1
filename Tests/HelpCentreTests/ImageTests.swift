import HelpCentre
import Markup
import TestSupport
import Testing

/// The images of articles: their sizes, their languages, and what may be wrong with them.
@Suite struct ImageTests {
  @Test func anImageSaysItsSizeAndOnlyTheFirstLoadsAtOnce() async throws {
    let site = try await build(
      article("en/a", "![One](../assets/a.png \"First\")\n\n![Two](../assets/b.jpg)"),
      raw: [
        "Content/assets/a.png": SmallImage.png(300, 200),
        "Content/assets/b.jpg": SmallImage.jpeg(400, 300, orientation: 6),
      ])
    site.expectNothingFound()
    let images = articleImages(site, "en/a.html")
    #expect(images.map { $0["alt"] } == ["One", "Two"])
    #expect(images.map { $0["width"] } == ["300", "300"])
    #expect(images.map { $0["height"] } == ["200", "400"])
    #expect(images.map { $0["loading"] } == [nil, "lazy"])
    #expect(images.map { $0["decoding"] } == [nil, "async"])
  }

  @Test func anArticleShowsTheVariantOfItsLanguage() async throws {
    let image = "![Menu](../assets/menu.svg)"
    let site = try await build(
      """
      \(Self.threeLanguages)
      \(article("en/a", image))\(article("fr/a", image))\(article("pt-BR/a", image))
      \(svg("assets/menu.svg", 1))\(svg("assets/menu.fr.svg", 2))\(svg("assets/menu.es.svg", 3))
      """)
    #expect(widths(site, "en/a.html") == ["1"])
    #expect(widths(site, "fr/a.html") == ["2"])
    // pt-BR falls back to es, and the page of es shows the English text with the English picture.
    #expect(widths(site, "pt-BR/a.html") == ["3"])
    #expect(widths(site, "es/a.html") == ["1"])
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func aTranslationNeedsNoCopyOfThePictures() async throws {
    let image = "![Menu](menu.svg)"
    let site = try await build(
      """
      \(Self.threeLanguages)
      \(article("en/x/a", image))\(article("fr/x/a", image))\(article("pt-BR/x/a", image))
      \(svg("en/x/menu.svg", 1))\(svg("en/x/menu.pt-BR.svg", 2))
      """)
    #expect(widths(site, "en/x/a.html") == ["1"])
    #expect(widths(site, "fr/x/a.html") == ["1"])
    #expect(widths(site, "pt-BR/x/a.html") == ["2"])
    let copies = site.paths.filter { $0.hasPrefix("assets/menu") && $0.hasSuffix(".svg") }
    #expect(copies.count == 2, "one file for all who share it: \(copies)")
  }

  @Test func aPictureInTheTranslationsOwnFolderWins() async throws {
    let image = "![Menu](menu.svg)"
    let site = try await build(
      """
      \(article("en/a", image))\(article("fr/a", image))
      \(svg("en/menu.svg", 1))\(svg("fr/menu.svg", 2))
      """)
    #expect(widths(site, "en/a.html") == ["1"])
    #expect(widths(site, "fr/a.html") == ["2"])
  }

  @Test func aFileToDownloadHasVariantsToo() async throws {
    let site = try await build(
      """
      \(article("en/a", "[Form](../assets/form.txt)"))\(article("fr/a", "[Form](../assets/form.txt)"))
      -- Content/assets/form.txt --
      English
      -- Content/assets/form.fr.txt --
      Français
      """)
    #expect(site.page("en/a.html").contains("assets/form-"))
    #expect(site.page("fr/a.html").contains("assets/form.fr-"))
    #expect(site.danglingLinks().isEmpty)
  }

  @Test func aVariantAloneIsNotThePicture() async throws {
    let site = try await build(
      """
      \(article("en/a", "![Menu](1️⃣../assets/menu.svg)"))
      \(svg("assets/menu.fr.svg", 2))
      """)
    site.expect(.brokenImage, at: "1️⃣", hintContains: "menu.fr.svg")
    site.expectCount(1)
  }

  @Test func onePictureInTwoLanguagesIsOneFile() async throws {
    let image = "![Menu](../assets/menu.svg)"
    let site = try await build(
      "\(article("en/a", image))\(article("fr/a", image))\(svg("assets/menu.svg", 1))")
    #expect(site.paths.filter { $0.hasPrefix("assets/menu") }.count == 1)
    let sources = ["en/a.html", "fr/a.html"].map { articleImages(site, $0).first?["src"] }
    #expect(sources[0] != nil && sources[0] == sources[1])
  }

  @Test(arguments: [
    "![](1️⃣../assets/a.svg)", "![](1️⃣../assets/a.svg \"A title\")", "![ ](1️⃣../assets/a.svg)",
  ])
  func anImageWithoutDescriptionIsReported(image: String) async throws {
    let site = try await build(article("en/a", image) + svg("assets/a.svg", 1))
    site.expect(.missingAltText, at: "1️⃣")
    site.expectCount(1)
  }

  @Test func aFileThatIsNoImageIsReportedOnceWhereItIsShown() async throws {
    let site = try await build(
      """
      \(article("en/a", "![A](1️⃣../assets/a.png) ![A](../assets/a.png)"))
      \(article("fr/a", "![A](../assets/a.png)"))
      -- Content/assets/a.png --
      This is no image.
      """)
    site.expect(.unreadableImage, at: "1️⃣", messageContains: "Content/assets/a.png")
    site.expectCount(1)
    #expect(articleImages(site, "en/a.html").first?["width"] == nil)
  }

  @Test(arguments: [
    ("a.png", SmallImage.jpeg(4, 3), "a.jpg"), ("a.b.svg", SmallImage.png(4, 3), "a.b.png"),
    ("a.jpg", Array("<svg viewBox='0 0 4 3'>".utf8), "a.svg"),
    ("a", SmallImage.gif(4, 3), "a.gif"),
  ])
  func anImageUnderTheNameOfAnotherFormatIsReported(
    name: String, bytes: [UInt8], better: String
  ) async throws {
    let site = try await build(
      article("en/x", "![A](1️⃣../assets/\(name))"), raw: ["Content/assets/\(name)": bytes])
    site.expect(.misnamedImage, at: "1️⃣", hintContains: "'\(better)'")
    site.expectCount(1)
    #expect(articleImages(site, "en/x.html").first?["width"] == "4")
  }

  @Test(arguments: ["a.PNG", "a.apng"])
  func theEndingMayBeWrittenInManyWays(name: String) async throws {
    let site = try await build(
      article("en/x", "![A](../assets/\(name))"),
      raw: ["Content/assets/\(name)": SmallImage.png(4, 3)])
    site.expectNothingFound()
  }

  private static let threeLanguages = """
    -- Content/site.yaml --
    title: Test
    base-url: https://help.example.org
    source: en
    languages: [en, fr, {code: es, fallback: en}, {code: pt-BR, fallback: es}]
    severities: {missing-translation: off, missing-text: off}
    """

  private func build(_ text: String, raw: [String: [UInt8]] = [:]) async throws -> SiteTest {
    try await SiteTest.build(String(text.drop { $0 == "\n" }), raw: raw)
  }

  private func article(_ path: String, _ text: String) -> String {
    "\n-- Content/\(path).md --\n---\ntitle: A\n---\n\(text)\n"
  }

  private func svg(_ path: String, _ width: Int) -> String {
    "\n-- Content/\(path) --\n<svg xmlns='http://www.w3.org/2000/svg' width='\(width)' height='1'/>\n"
  }

  private func widths(_ site: SiteTest, _ path: String) -> [String?] {
    articleImages(site, path).map { $0["width"] }
  }

  private func articleImages(_ site: SiteTest, _ path: String) -> [[String: String]] {
    site.page(path).elements("img").filter { $0["alt"] != "" }
  }
}
