// `kbgen markdown` from the outside.

import TestSupport
import Testing

@Suite struct MarkdownCommandTests {
  /// Runs `kbgen markdown` on a text that comes through a pipe.
  private func markdown(_ text: String, _ arguments: String = "") throws -> CommandRun {
    let folder = TemporaryFolder()
    folder.write(Array(text.utf8), to: "text.md")
    return try CommandRun.shell("cat text.md | \"$KBGEN\" markdown \(arguments)", in: folder)
  }

  @Test func aTextIsShownAsInAnArticleWithItsAddressesAsWritten() throws {
    let run = try markdown(
      """
      # One *two*

      [a](../b/c.md#d) [e](channel:email) ![An f](g%20h.svg "t") {#x}

      ## One *two*
      """)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output == """
        <h2 id="one-two">One <em>two</em></h2>
        <p><a href="../b/c.md#d">a</a> <a href="channel:email">e</a> \
        <img src="g%20h.svg" alt="An f" title="t"> {#x}</p>
        <h2 id="one-two-2">One <em>two</em></h2>

        """)
  }

  @Test(arguments: [
    ("---\ntitle: x\n---\nText\n", "", "<p>Text</p>\n"),
    ("---\ntitle: x\n---\nText\n", "--commonmark", "<hr />\n<h2>title: x</h2>\n<p>Text</p>\n"),
    ("a\n\n~~b~~ <i>c</i>\n", "--commonmark -", "<p>a</p>\n<p>~~b~~ <i>c</i></p>\n"),
    ("a\n\n~~b~~ <i>c</i>\n", "--gfm", "<p>a</p>\n<p><del>b</del> <i>c</i></p>\n"),
    ("", "", ""),
    ("", "--gfm", ""),
  ])
  func flagsChooseTheMarkdown(_ text: String, _ flags: String, _ html: String) throws {
    let run = try markdown(text, flags)
    #expect(run.output == html && run.errors.isEmpty && run.status == 0)
  }

  @Test func blocksAreFramedAsInTheBaseThemeOrNamed() throws {
    let run = try markdown(
      """
      :::details[More & more]
      ::channel{id=in-app}
      :::

      :::figure[Two]
      a
      :::
      """)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output == """
        <details class="details">
        <summary>More &amp; more</summary>
        <div class="block-channel" data-id="in-app">
        </div>
        </details>
        <figure class="figure">
        <p>a</p>
        <figcaption>Two</figcaption>
        </figure>

        """)
  }

  @Test func mistakesAreShownWithTheirLinesAndTheTextIsPrintedAllTheSame() throws {
    let run = try markdown("---\ntitle: x\n---\n\né [a](javascript:b)\n\n[^1]\n")
    #expect(run.status == 1)
    #expect(run.output == "<p>é a</p>\n<p>[^1]</p>\n")
    #expect(
      run.errors.hasPrefix(
        """
        <stdin>:5:7: error: addresses that begin with 'javascript:' are not allowed [unsafe-link]
            5 | é [a](javascript:b)
              |       ^~~~~~~~~~~~
        <stdin>:7:1: warning: there is no footnote '1' [unknown-footnote]

        """))
    #expect(run.errorLines.last == "1 error, 1 warning")
  }

  @Test func warningsAloneAreNoFailure() throws {
    let run = try markdown("<b>x</b>\n")
    #expect(run.status == 0)
    #expect(run.errorLines.last == "2 warnings")
    #expect(try markdown("<b>x</b>\n", "--gfm").errors.isEmpty)
  }

  @Test func aFileIsReadByItsName() throws {
    let folder = TemporaryFolder()
    folder.write(Array("---\ntitle: x\n---\r\n[a]()\n".utf8), to: "a/b.md")
    let run = try CommandRun.kbgen(["markdown", "a/b.md"], in: folder)
    #expect(run.status == 1 && run.output == "<p>a</p>\n")
    #expect(run.errorLines.first?.hasPrefix("a/b.md:4:") == true)
  }

  @Test func whatCannotBeReadIsTheDisksFault() throws {
    let folder = TemporaryFolder()
    folder.write([], to: "folder/x")
    for file in ["none.md", "folder"] {
      let run = try CommandRun.kbgen(["markdown", file], in: folder)
      #expect(run.status == 3 && run.output.isEmpty)
      #expect(run.errorLines.count == 1 && run.errors.hasPrefix("kbgen: cannot read \(file): "))
    }
    let full = try CommandRun.shell("echo a | \"$KBGEN\" markdown > /dev/full", in: folder)
    #expect(full.status == 3 && full.errors == "kbgen: cannot write to standard output\n")
  }

  @Test(arguments: ["--commonmark --gfm", "--html", "a.md b.md"])
  func wrongUsageEndsWithTwo(_ arguments: String) throws {
    let run = try markdown("x", arguments)
    #expect(run.status == 2 && run.output.isEmpty && !run.errors.isEmpty)
  }

  @Test func aTextThatIsNotUTF8IsAnErrorInEveryMarkdown() throws {
    let folder = TemporaryFolder()
    folder.write([0x61, 0xE9, 0x0A], to: "a.md")
    for flags in [[], ["--gfm"], ["--commonmark"]] {
      let run = try CommandRun.kbgen(["markdown", "a.md"] + flags, in: folder)
      #expect(run.status == 1 && run.output.isEmpty)
      #expect(run.errors.contains("[invalid-encoding]"))
    }
  }

  @Test func anUnfinishedHeaderIsAnErrorAndAnUnknownOneIsNot() throws {
    #expect(try markdown("---\nfree: [1, 2]\n---\na\n").status == 0)
    let open = try markdown("---\ntitle: x\n")
    #expect(open.status == 1 && open.errors.contains("[unterminated-front-matter]"))
  }

  @Test func helpNamesTheFlagsAndTheExitCodes() throws {
    let run = try CommandRun.kbgen(["markdown", "--help"], in: TemporaryFolder())
    #expect(run.status == 0)
    for word in ["--commonmark", "--gfm", "CommonMark 0.30", "Exit codes", "standard input"] {
      #expect(run.output.contains(word))
    }
  }
}
