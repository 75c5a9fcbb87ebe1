// The same input gives the same bytes, whoever builds it, when, and on how many cores.

import HelpCentre
import TestSupport
import Testing

@Suite struct SiteBytesTests {
  @Test func theSameBytesComeFromAnyNumberOfJobs() async throws {
    let project = Self.manyArticles
    let one = try await SiteTest.build(project, jobs: 1)
    let four = try await SiteTest.build(project, jobs: 4)
    #expect(one.paths == four.paths)
    #expect(one.paths.count > 100)
    for path in one.paths where one.bytes(path) != four.bytes(path) {
      Issue.record("\(path) differs")
    }
  }

  @Test func theDayOfTheBuildIsOnNoPage() async throws {
    let project = Self.manyArticles
    let one = try await SiteTest.build(project, today: "2025-06-15")
    let other = try await SiteTest.build(project, today: "2025-09-03")
    for path in one.paths where one.bytes(path) != other.bytes(path) {
      Issue.record("\(path) differs")
    }
  }

  private static var manyArticles: String {
    (1...60).map { number in
      """
      -- Content/en/contact/article-\(number).md --
      ---
      title: Article \(number)
      problems: [\(number % 2 == 0 ? "account-blocked" : "verification-code")]
      channels: [email]
      ---
      ## Part \(number)

      See [the next](article-\(number % 60 + 1).md#part-\(number % 60 + 1)).

      """
    }.joined()
  }
}
