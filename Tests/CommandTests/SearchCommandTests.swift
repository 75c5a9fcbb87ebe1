// `kbgen search` from the outside, and golden queries at the build.

import TestSupport
import Testing

@Suite struct SearchCommandTests {
  private static let files = [
    "Content/site.yaml": "title: T\nbase-url: https://help.example.org\nlanguages: [en]\n",
    "Content/categories.yaml": "account: {title: Account}\n",
    "Content/en/account/reset.md": "---\ntitle: Reset a password\n---\nChoose a new password.\n",
    "Content/en/account/codes.md": "---\ntitle: The code does not arrive\n---\nWait for it.\n",
  ]

  private func project(_ more: [String: String] = [:]) -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (path, text) in Self.files.merging(more, uniquingKeysWith: { $1 }) {
      folder.write(Array(text.utf8), to: path)
    }
    return folder
  }

  @Test func theRankingIsPrintedWithItsReasons() throws {
    let folder = project()
    let run = try CommandRun.shell(
      "\"$KBGEN\" build 2>&1 && \"$KBGEN\" search 'pasword resett' --language en --explain",
      in: folder)
    #expect(run.status == 0)
    #expect(run.output.contains("showing results for: password reset"))
    #expect(run.output.contains("pasword: rarity ") && run.output.contains(", unknown, guessed"))
    #expect(run.output.contains("password × 0.650, on 1 pages"))
    #expect(run.output.contains("1. Reset a password  [article]  en/account/reset.html  "))
    #expect(
      run.output.contains(") × covered 1.000 + (3.3 × title ")
        && run.output.contains(") × √covered + 1.5 × adjacent 0.000) × priority 1.000 + texts "))
    let json = try CommandRun.shell(
      "\"$KBGEN\" search code --language en --json --limit 1", in: folder)
    #expect(
      json.output.hasPrefix("{\"query\":\"code\",\"total\":1,\"corrected\":\"\",\"results\":["))
    #expect(json.output.contains("\"url\":\"en/account/codes.html\""))
  }

  @Test func anIndexThatIsNotThereIsAMistakeInUse() throws {
    let run = try CommandRun.shell("\"$KBGEN\" search x --language en", in: project())
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("there is no 'search/en.json' in 'public': build the site first"))
  }

  @Test func aQueryThatMissesItsPageIsReportedWithWhatCameInstead() throws {
    let folder = project([
      "Content/en/_queries.yaml": """
      new pasword: account/reset
      wait: {find: account/reset, within: 2}
      bananas: account/codes
      code: account/coodes
      """
    ])
    let run = try CommandRun.shell("\"$KBGEN\" build", in: folder)
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "Content/en/_queries.yaml:2:1: warning: 'account/reset' is not found for 'wait'"))
    #expect(run.errors.contains("instead: 'The code does not arrive'"))
    #expect(
      run.errors.contains(
        "Content/en/_queries.yaml:3:1: warning: 'account/codes' is not found for 'bananas'"))
    #expect(run.errors.contains("did you mean 'account/codes'?"))
    #expect(run.errors.contains("3 warnings"))
    let strict = try CommandRun.shell("\"$KBGEN\" build --strict -o other", in: folder)
    #expect(strict.status == 1)
  }
}
