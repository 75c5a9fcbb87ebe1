// The analysis and the files of search, from the outside. The golden files under Tests/Browser are
// read by the tests of `search-core.js` too: what agrees with them in both languages agrees.

import Foundation
import Markup
import Testing

@testable import HelpCentre

@Suite struct SearchTests {
  @Test func analysisMatchesTheGoldenVectors() throws {
    var json = JSONWriter()
    json.array { json in
      for (language, text) in SearchSamples.vectors {
        json.array { json in
          json.value(language)
          json.value(text)
          json.array { json in
            for word in SearchSamples.words(text, language) {
              json.array { json in
                json.value(word.form)
                json.value(word.folded)
              }
            }
          }
        }
      }
    }
    try expectGolden("search-vectors.json", json.bytes)
  }

  @Test func theIndexMatchesItsGoldenFiles() throws {
    var json = JSONWriter()
    json.object { json in
      for file in SearchSamples.index() {
        json.key(file.path)
        json.value(file.bytes)
      }
    }
    try expectGolden("search-index.json", json.bytes)
  }

  @Test func sameInputGivesSameBytes() {
    let first = SearchSamples.index()
    let second = SearchSamples.index()
    #expect(first.map(\.path) == second.map(\.path))
    #expect(first.map(\.bytes) == second.map(\.bytes))
    #expect(Set(first.map(\.path)).count == first.count)
  }

  @Test func everyFileIsJSONOfVersionOne() throws {
    for file in SearchSamples.index() {
      let value = try JSONSerialization.jsonObject(with: Data(file.bytes))
      let object = try #require(value as? [String: Any])
      #expect(object["v"] as? Int == 1, "\(file.path)")
    }
  }

  @Test func accentsCaseAndElisionDoNotMatter() {
    let folded = { (text: String, language: String) in
      SearchSamples.words(text, language).map(\.folded)
    }
    #expect(folded("L’ABONNEMENT", "fr") == ["abonnement"])
    #expect(folded("Réinitialisé", "fr") == folded("reinitialise", "fr"))
    #expect(folded("e-mail", "en").first == "email")
    #expect(folded("Στους ΣΤΟΥΣ", "el") == ["στουσ", "στουσ"])
    #expect(folded("IĞDIR", "tr") == ["igdir"])
    #expect(folded("й и", "ru") == ["й", "и"])
  }

  @Test func aLanguageWithoutPagesHasAnIndex() {
    let files = SearchIndex.files(language: "xx", entries: [])
    #expect(files.contains { $0.path == "search/xx.json" })
  }

  @Test func wordsLongerThanTheLimitAreCut() {
    let long = String(repeating: "é", count: 5000)
    #expect(SearchSamples.words(long, "fr").map(\.form.unicodeScalars.count) == [64])
    #expect(SearchSamples.words(String(repeating: "a", count: 5000), "en")[0].form.utf8.count == 64)
  }

  @Test func plainAndGeneralPathsAgree() {
    // The same text beside a letter that is not ASCII goes through the general path.
    for text in ["Hello", "B2B4C", "ABC", "x1A", "Account"] {
      let plain = SearchSamples.words(text, "en").map(\.form)
      let general = SearchSamples.words(text + "\u{200D}", "en").map(\.form)
      #expect(plain == general)
    }
  }

  private func expectGolden(_ name: String, _ bytes: [UInt8]) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Browser")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
      try Data(bytes).write(to: file)
    }
    let expected = try Data(contentsOf: file)
    #expect(Data(bytes) == expected, "\(name) differs; UPDATE_SNAPSHOTS=1 writes it anew")
  }
}
