// The analysis and the files of search, from the outside. The golden files under Tests/Browser are
// read by the tests of `search-core.js` too: what agrees with them in both languages agrees.

import Foundation
import Markup
import TestSupport
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

  /// Five hundred strings a language: see SearchVectors.
  @Test(arguments: SearchVectors.words.map(\.language))
  func theWordsOfManyStringsMatchTheirGoldenFile(language: String) throws {
    let text = try #require(SearchVectors.words.first { $0.language == language }).text
    try expectGolden("vectors/\(language).json", SearchVectors.file(language, text))
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

  /// What the Swift twin ranks, for the browser's to agree with.
  @Test func theRankingsMatchTheirGoldenFile() throws {
    var json = JSONWriter()
    let probes = SearchProbes.files()
    let samples = SearchSamples.index()
    json.object { json in
      json.key("files")
      json.object { json in
        for file in probes {
          json.key(file.path)
          json.value(file.bytes)
        }
      }
      json.key("rankings")
      json.array { json in
        for probe in SearchProbes.queries {
          Self.write("probes", Self.answer(probe.query, probe.language, probes), probe, &json)
        }
        for query in Self.queries {
          Self.write(
            "samples", Self.answer(query.query, query.language, samples), query, &json)
        }
      }
    }
    try expectGolden("search-rankings.json", json.bytes)
  }

  /// The manifest of a large site has only the beginnings of folders.
  @Test func aLargeSiteFindsEachWordInItsFolders() throws {
    let files = SearchSamples.index()
    let parts = files.filter { $0.path.hasPrefix("search/en-GB/t/") }
    #expect(parts.count { $0.path.hasSuffix("/first.json") } > 1)
    let bytes = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
    var reader = try SearchReader(language: "en-GB") { bytes[$0] }
    var count = 0
    for number in 0..<parts.count(where: { !$0.path.hasSuffix("/first.json") }) {
      for term in try reader.shard(number).terms {
        #expect(try reader.shardNumber(of: term) == number)
        count += 1
      }
    }
    var flat = try SearchReader(language: "en") { bytes[$0] }
    let shards = files.count { $0.path.hasPrefix("search/en/t/") }
    #expect(try count == (0..<shards).reduce(0) { try $0 + flat.shard($1).terms.count })
  }

  private typealias Probe = (language: String, query: String, wanted: SearchProbes.Wanted)

  /// Queries for the site of the other golden file.
  private static let queries: [Probe] =
    [
      "mot de passe", "telephone portable", "code bloqué", "e-mail", "courrier", "motdepasse",
      "réinitialisr", "le code de vérification", "\"mot de passe\" -courriel", "script img",
    ].map { ("fr", $0, .nothing) }
    + ["common words", "page bakelimo title", "wi-fi", "wifi number 7", "accuont", "recovery"]
    .flatMap { [("en", $0, .nothing), ("en-GB", $0, .nothing)] }
    + ["支付", "客服 验证码", "网"].map { ("zh-Hans", $0, .nothing) }

  private static func answer(
    _ query: String, _ language: String, _ files: [SearchFile]
  ) -> Searcher.Answer? {
    let bytes = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
    var searcher = try? Searcher(language: language) { bytes[$0] }
    return try? searcher?.search(query)
  }

  private static func write(
    _ site: String, _ answer: Searcher.Answer?, _ probe: Probe, _ json: inout JSONWriter
  ) {
    json.array { json in
      json.value(site)
      json.value(probe.language)
      json.value(probe.query)
      json.value(answer?.total ?? -1)
      json.value(answer?.corrected ?? "")
      json.array { json in
        for result in answer?.results ?? [] {
          json.array { json in
            json.value(result.url)
            json.value((result.score * 1e9).rounded() / 1e9)
          }
        }
      }
    }
  }

  @Test(arguments: SearchProbes.queries.indices)
  func aProbeFindsItsPage(index: Int) throws {
    let probe = SearchProbes.queries[index]
    let answer = try #require(Self.answer(probe.query, probe.language, SearchProbes.files()))
    let found = answer.results.map { $0.url.dropFirst(probe.language.utf8.count + 1).dropLast(5) }
    switch probe.wanted {
    case .first(let page): #expect(found.first.map(String.init) == page, "\(probe.query)")
    case .corrected(let page):
      #expect(found.first.map(String.init) == page, "\(probe.query)")
      #expect(!answer.corrected.isEmpty, "\(probe.query)")
    case .only(let page, let other):
      #expect(found.contains { $0 == page } && !found.contains { $0 == other }, "\(probe.query)")
    case .nothing: #expect(found.isEmpty, "\(probe.query)")
    }
  }

  /// A frequent word that stands beside the mistyped one in the alphabet is no reason to look no further.
  @Test func aWordWithOneMistakeComesBeforeANeighbourWithTwo() throws {
    let texts = Array(repeating: "Some samples of it.", count: 12) + ["The smallest of all."]
    let entries = texts.enumerated().map { number, text in
      SearchSamples.entry("en", "page\(number)", "Page", [("", "", text)])
    }
    let files = SearchIndex.files(
      language: "en", entries: entries, sizes: SearchFileWriter.Sizes(shard: 1))
    let answer = try #require(Self.answer("samllest", "en", files))
    #expect(answer.corrected == "smallest")
    #expect(answer.results.first?.url == "en/page12.html")
  }

  /// The same sums in another order differ in their last digits.
  @Test func pagesAlikeComeInTheirOrder() throws {
    let words = ["munagax", "fimukox", "pubafix", "tolegex"]
    let gap = String(repeating: "so ", count: 30)
    let orders = (0..<256).map { number in (0..<4).map { number >> (2 * $0) & 3 } }
    let entries = orders.filter { Set($0).count == 4 }.enumerated().map { number, order in
      let text = zip(words, order).map { word, times in
        String(repeating: word + " " + gap, count: [1, 3, 6, 9][times])
      }
      return SearchSamples.entry("en", "page\(number)", "Page", [("", "", gap + text.joined())])
    }
    let files = SearchIndex.files(language: "en", entries: entries)
    let answer = try #require(Self.answer(words.joined(separator: " "), "en", files))
    #expect(answer.total == 24)
    #expect(answer.results.map(\.url) == (0..<10).map { "en/page\($0).html" })
  }

  @Test func aQueryOfAnyLengthIsAnswered() throws {
    let long = String(repeating: "reset the password ", count: 3500)
    let answer = try #require(Self.answer(long, "en", SearchProbes.files()))
    #expect(answer.results.first?.url == "en/reset.html")
  }

  @Test func anIndexThatIsMissingOrBrokenIsAnError() {
    #expect(throws: SearchIndexError.self) { try Searcher(language: "en") { _ in nil } }
    #expect(throws: SearchIndexError.self) {
      try Searcher(language: "en") { _ in Array("{}".utf8) }
    }
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

  /// Single characters are found on the long way alone, which so shows what the short one must give.
  @Test func chineseAndJapaneseAreCutTheSameOnBothWays() {
    let pieces = [
      "か", "が", "ハ", "バ", "ー", "人", "首", "々", "ゞ", "。", "、", "・", "\u{3000}", "ﾞ", "ﾊ", "\u{3099}",
      "\u{2019}", "\u{F900}", "𠀀", "a", "é", "7", " ", "-", "한", "\u{200D}",
    ]
    var random = Mutation(seed: 5)
    for _ in 0..<3_000 {
      let text = (0..<1 + random.number(below: 9)).map { _ in
        pieces[random.number(below: random.number(below: 3) > 0 ? 14 : pieces.count)]
      }.joined()
      func words(singles: Bool) -> [[UInt8]] {
        var tokenizer = SearchTokenizer(rules: SearchRules(language: "ja"))
        tokenizer.singles = singles
        var text = text
        text.withUTF8 { tokenizer.scan($0) }
        let parts = Set(tokenizer.tokens.parts)
        return (0..<tokenizer.tokens.count).filter { !parts.contains($0) }
          .map { Array(tokenizer.tokens[$0]) }
      }
      #expect(words(singles: false) == words(singles: true), "\(text.debugDescription)")
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
