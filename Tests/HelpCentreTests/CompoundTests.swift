// Long words that are made of others, in the languages that write them together.

import Testing

@testable import HelpCentre

@Suite struct CompoundTests {
  /// The parts of a word by the words that a site has.
  private func parts(_ word: String, _ language: String, of words: [String]) throws -> [String] {
    let splitter = try #require(CompoundSplitter(language: language))
    return splitter.parts(of: Array(word.utf8)[...]) { part in
      words.firstIndex(of: String(decoding: part, as: UTF8.self))
    }.map { words[$0] }
  }

  @Test(arguments: [
    ("de", "hochspannungsnetzgerat", "hochspannung netzgerat"),
    ("de", "hochspannungsnetzgerat", "hoch spannung netz gerat"),
    ("de", "netzgerat", "netz gerat"), ("de", "kundendienst", "kunde dienst"),
    ("nl", "telefoonnummer", "telefoon nummer"), ("sv", "arbetsbord", "arbet bord"),
    ("sv", "anvandarkonto", "anvandar konto"), ("da", "brugerkonto", "bruger konto"),
    ("nb", "sikkerhetskopi", "sikkerhet kopi"), ("fi", "puhelinnumero", "puhelin numero"),
    ("hu", "telefonszam", "telefon szam"), ("ko", "자동검색기능", "자동 검색 기능"),
  ])
  func aWordIsSplitIntoWordsOfTheSite(language: String, word: String, expected: String) throws {
    let words = expected.split(separator: " ").map(String.init)
    #expect(try parts(word, language, of: words) == words)
  }

  @Test(arguments: [
    ("de", "netzgerat", "netz"), ("de", "netzgerat", "gerat"), ("de", "netzwerk", "netz werk"),
    ("de", "netzgerate", "netz gerat"), ("de", "konto1234", "konto 1234"),
    ("de", "hochspannungs-netz", "hochspannung netz"), ("ko", "검색기", "검색 기"),
  ])
  func whatIsShortOrNotWhollyMadeOfThemIsNot(language: String, word: String, known: String) throws {
    #expect(try parts(word, language, of: known.split(separator: " ").map(String.init)).isEmpty)
  }

  /// Two parts win over three, and what the thing is over how it is.
  @Test func theFewestPartsWin() throws {
    let words = ["netz", "gerat", "netzgerat", "hoch", "spannung", "hochspannung"]
    #expect(
      try parts("hochspannungsnetzgerat", "de", of: words) == ["hochspannung", "netzgerat"])
  }

  @Test func languagesThatWriteWordsApartHaveNoSplitter() {
    for language in ["en", "fr", "es", "ru", "ar", "ja", "zh-Hans", "th"] {
      #expect(CompoundSplitter(language: language) == nil, "\(language)")
    }
    #expect(CompoundSplitter(language: "de-AT") != nil)
  }

  @Test func aLongWordLosesNoTime() throws {
    let word = String(repeating: "abcd", count: 16)
    #expect(try parts(word, "de", of: ["abcd", "abcdabcd"]).count == 8)
  }

  @Test func thePartsOfACompoundFindItsPageAfterTheirOwn() throws {
    let pages = [
      ("own", "Netzgerät", "Das Netzgerät."), ("made", "Aufbau", "Ein Hochspannungsnetzgerät."),
      ("high", "Hochspannung", "Vorsicht."), ("none", "Anderes", "Etwas anderes."),
    ]
    let files = SearchIndex.files(
      language: "de", entries: pages.map { SearchSamples.entry("de", $0.0, $0.1, [("", "", $0.2)]) }
    )
    var searcher = try Searcher(language: "de") { path in
      files.first { $0.path == path }?.bytes
    }
    let found = try searcher.search("Netzgerät").results.map(\.url)
    #expect(found.map { $0.contains("own") } == [true, false])
    #expect(found.last?.contains("made") == true)
  }
}
