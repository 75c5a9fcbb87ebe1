// The list from A to Z: one page, or more than two thousand titles by their letters.

import Foundation
import TestSupport
import Testing

@testable import HelpCentre

@Suite struct AToZTests {
  @Test(
    arguments: [
      ([3, 4], [0..<7]), ([500, 1], [0..<500, 500..<501]), ([300, 200, 1], [0..<500, 500..<501]),
      ([300, 300, 100], [0..<300, 300..<700]), ([1200, 3], [0..<500, 500..<1000, 1000..<1203]),
      ([], []), ([10, 1000, 10], [0..<10, 10..<510, 510..<1010, 1010..<1020]),
    ] as [([Int], [Range<Int>])])
  func lettersStayTogetherWhereTheyCan(counts: [Int], expected: [Range<Int>]) {
    #expect(AToZ.pages(counts) == expected)
  }

  private func build(_ titles: [String], languages: String = "en") async throws -> SiteTest {
    let articles = titles.enumerated().map { number, title in
      "-- Content/en/contact/n\(number).md --\n---\ntitle: \(title)\n---"
    }
    let settings = """
      -- Content/site.yaml --
      title: T
      base-url: https://help.example.org
      languages: [\(languages)]
      -- Content/categories.yaml --
      contact: {title: C}
      -- Content/channels.yaml --
      in-app: {kind: in-app, name: App, article: contact/n1}
      -- Content/problems.yaml --
      lost: {name: Lost, channels: [{channel: in-app}]}

      """
    return try await SiteTest.build(settings + articles.joined(separator: "\n"), jobs: 2)
  }

  @Test func twoThousandTitlesStandOnOnePage() async throws {
    let site = try await build((1...2000).map { "\($0 % 2 == 0 ? "Alpha" : "Beta") \($0)" })
    #expect(site.bytes("en/a-z/2.html") == nil)
    let page = site.page("en/a-z.html")
    #expect(page.count(of: ">Alpha ") == 1000 && page.count(of: ">Beta ") == 1000)
    #expect(page.contains("<a href=\"#letter-B\">B</a>"))
    #expect(page.contains("<h1>All articles from A to Z</h1>"))
  }

  @Test func moreTitlesAreSplitByLetterWithLinksToAllLetters() async throws {
    let letters = ["Alpha", "Élan", "Beta", "Omega", "漢字"]
    let site = try await build((0..<2005).map { "\(letters[$0 % 5]) \($0)" }, languages: "en, fr")
    let paths = site.paths.filter { $0.hasPrefix("en/a-z") }
    #expect(paths.count == 5)
    var seen: Set<String> = []
    for path in paths {
      let page = site.page(path)
      let links = page.values(of: "href").filter { $0.contains("/contact/n") }
      #expect(links.count == 401)
      seen.formUnion(links.compactMap { $0.split(separator: "/").last.map(String.init) })
      for letter in ["A", "B", "E", "O", "漢"] { #expect(page.contains(">\(letter)</a></li>")) }
    }
    #expect(seen.count == 2005)
    let second = site.page("en/a-z/2.html")
    #expect(second.contains("<h2 id=\"letter-B\">B</h2>") && second.contains("Z (B)</h1>"))
    #expect(second.contains("<a href=\"../../en/a-z.html#letter-A\">A</a>"))
    #expect(second.contains("<a href=\"#letter-B\">B</a>"))
    // The other language has letters of its own: its menu leads to the first of them.
    #expect(second.contains("href=\"../../fr/a-z.html\""))
    #expect(!second.contains("rel=\"alternate\""))
  }

  @Test func manyLettersAreLinkedByPage() async throws {
    let letters = (0..<700).compactMap { Unicode.Scalar(0x4E00 + $0).map { String($0) } }
    let site = try await build((0..<2100).map { "\(letters[$0 % 700])字 \($0)" })
    let page = site.page("en/a-z/2.html")
    let list = try #require(
      page.text.components(separatedBy: "class=\"letters\"").dropFirst().first
    )
    .components(separatedBy: "</nav>")[0]
    #expect(list.components(separatedBy: "<li>").count == 6)
    #expect(list.contains("aria-current=\"page\"") && list.contains("–"))
    let targets = list.components(separatedBy: "href=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(targets.allSatisfy { site.bytes(String($0.dropFirst(6))) != nil })
  }
}
