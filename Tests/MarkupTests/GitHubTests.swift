// What GitHub's Markdown adds to CommonMark, against Debian's cmark-gfm where it is installed.

import Testing

@testable import Markup

@Suite struct GitHubTests {
  @Test(
    .enabled(if: ReferenceProgram.gitHub.isInstalled),
    arguments: [
      RandomMarkdown.tables, RandomMarkdown.tildes, RandomMarkdown.addresses, RandomMarkdown.tasks,
      RandomMarkdown.footnotes,
      RandomMarkdown.tables + RandomMarkdown.tildes + RandomMarkdown.addresses
        + RandomMarkdown.tasks + RandomMarkdown.footnotes,
    ])
  func randomTextsGiveTheHTMLOfCMarkGFM(pieces: [String]) throws {
    var random = RandomMarkdown(seed: UInt64(400 + pieces.count))
    var texts: [String] = []
    var left = 0
    while texts.count < 350 {
      var text = random.text(of: pieces, upTo: 16)
      if pieces.contains("|-|-|\n"), random.number(below: 2) == 0 {
        text = "| h | i |\n| - | -: |\n" + text
      }
      let known = GitHubDifference.allCases.first { $0.mayBe(in: text) }
      if known == nil { texts.append(text) } else { left += 1 }
    }
    let expected = try ReferenceProgram.gitHub.results(texts)
    for (text, html) in zip(texts, expected) {
      #expect(Dialects.html(text, .gfm) == html, "\(text.debugDescription)")
    }
    print("cmark-gfm: \(texts.count) texts agree, \(left) may show a known difference")
  }

  @Test(.enabled(if: ReferenceProgram.gitHub.isInstalled))
  func everyKnownDifferenceIsOne() throws {
    let samples = GitHubDifference.allCases.map(\.sample)
    let theirs = try ReferenceProgram.gitHub.results(samples)
    for (difference, html) in zip(GitHubDifference.allCases, theirs) {
      #expect(difference.mayBe(in: difference.sample), "\(difference)")
      #expect(Dialects.html(difference.sample, .gfm) != html, "\(difference)")
    }
  }

  /// Examples of the CommonMark specification that version 0.29 of it, or an extension, sees otherwise.
  @Test(.enabled(if: ReferenceProgram.gitHub.isInstalled))
  func theExamplesOfCommonMarkGiveTheHTMLOfCMarkGFM() throws {
    let examples = SpecExample.all
    let theirs = try ReferenceProgram.gitHub.results(examples.map(\.markdown))
    let different = zip(examples, theirs)
      .filter { Dialects.html($0.0.markdown, .gfm) != $0.1 }.map(\.0.number)
    #expect(different == (examples.isEmpty ? [] : Self.newerExamples))
  }

  /// Entities of at most seven digits, `textarea` as in 0.30; a backslash before a quote in what is no
  /// tag, which our extensions take for an escaped quote.
  private static let newerExamples = [28, 171, 632]
}
