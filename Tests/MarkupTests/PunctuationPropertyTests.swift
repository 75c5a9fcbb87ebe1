import Testing

@testable import Markup

/// What holds of every text in every language, tried on texts made of what is difficult.
@Suite struct PunctuationPropertyTests {
  private static let styles = [
    "en", "fr", "fr-CA", "fr-CH", "de", "de-CH", "sv", "nl", "he", "pl", "es", "ar",
  ].compactMap { PunctuationStyle.of(languageCode: $0) }

  private static let pieces = [
    "\"", "'", " ", "a", "s", "n", "é", "語", "9", "-", "--", "---", ".", "...", ":", ";", "!", "?",
    "«", "»", "“", "”", "‘", "’", "(", ")", "/", "\u{A0}", "\u{202F}", "—", "…", "😀", "<", ">", "&",
    "l'", "\"x\"", "://", "90s", ",", "\u{301}", "%", "\\", "[", "]",
  ]

  /// Runs of pieces, the same in each run of the test.
  private static func texts(_ count: Int, seed: UInt64) -> [[[UInt8]]] {
    var state = seed
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    return (0..<count).map { _ in
      (0...next(3)).map { _ in
        (0..<next(14)).flatMap { _ in Array(pieces[next(pieces.count)].utf8) }
      }
    }
  }

  private func set(_ runs: [[UInt8]], _ style: PunctuationStyle) -> [[UInt8]] {
    var writer = PunctuationWriter(style)
    return runs.map { run in
      var out: [UInt8] = []
      run.withUnsafeBufferPointer { writer.write($0, into: &out) }
      return out
    }
  }

  private func text(_ runs: [[UInt8]]) -> String {
    runs.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|")
  }

  @Test func wordsNeverChange() {
    func words(_ runs: [[UInt8]]) -> String {
      String(
        String.UnicodeScalarView(
          text(runs).unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || $0.value > 0x3000
          }))
    }
    for runs in Self.texts(4000, seed: 1) {
      for style in Self.styles {
        let result = set(runs, style)
        #expect(words(result) == words(runs), "\(text(runs)) became \(text(result))")
      }
    }
  }

  @Test func whatHasPassedMayPassAgain() {
    for runs in Self.texts(4000, seed: 2) {
      for style in Self.styles {
        let once = set(runs, style)
        let twice = set(once, style)
        #expect(
          once == twice,
          "\(style.spacing) \(text(runs)) became \(text(once)), then \(text(twice))")
      }
    }
  }

  @Test func nothingIsLostButMarks() {
    let marks = Set("\"'-. ".utf8)
    for runs in Self.texts(4000, seed: 3) {
      for style in Self.styles {
        let kept = set(runs, style).joined().filter { $0 < 0x80 && !marks.contains($0) }
        let typed = runs.joined().filter { $0 < 0x80 && !marks.contains($0) }
        #expect(kept == typed)
      }
    }
  }

  @Test func bytesThatAreNoTextDoNoHarm() {
    var state: UInt64 = 7
    for _ in 0..<3000 {
      let run = (0..<12).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1
        let hard: [UInt8] = [
          0x22, 0x27, 0x20, 0x61, 0xC2, 0xAB, 0xBB, 0xE2, 0x80, 0xF4, 0xFE, 0x3A,
        ]
        return hard[Int(state >> 40) % hard.count]
      }
      for style in Self.styles {
        let kept = set([run], style)[0].filter { $0 == 0x61 || $0 == 0x3A }
        #expect(kept == run.filter { $0 == 0x61 || $0 == 0x3A })
      }
    }
  }

  @Test func aLongTextOfLonelyQuotesIsNotSearchedAgainAndAgain() throws {
    let style = try #require(PunctuationStyle.of(languageCode: "fr"))
    let run = (0..<400_000).flatMap { _ in Array("\" ' ".utf8) }
    let out = set([run], style)[0]
    #expect(out.count > run.count)
  }
}
