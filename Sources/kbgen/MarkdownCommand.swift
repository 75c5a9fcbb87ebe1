// `kbgen markdown`: the HTML of one text, for trying out what an article may contain and for comparing
// with other programs. The renderer is that of a build; what a build takes from the whole site, the
// targets of links and the sizes of images, stands here as it was written.

import ArgumentParser
import Foundation
import HelpCentre
import Markup

/// Prints the HTML of one Markdown text.
struct MarkdownCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "markdown",
    abstract: "Print the HTML of a Markdown text.",
    discussion: """
      Without a flag the text is read as an article's: a header between two lines of --- is skipped, \
      links and images are printed as they are written, mistakes are reported. With a flag nothing but \
      the named Markdown is known, raw HTML passes, and the HTML is that of the specification.

      Exit codes: 0 done, 1 errors in the text, 2 wrong usage, 3 the text cannot be read.
      """)

  @Argument(help: "The text; - for standard input.")
  var file = "-"

  @Flag(name: .customLong("commonmark"), help: "Read CommonMark 0.30 and nothing else.")
  var isCommonMark = false

  @Flag(
    name: .customLong("gfm"),
    help: """
      Read CommonMark with tables, strikethrough, task lists, bare addresses, footnotes and alerts.
      """)
  var isGFM = false

  func validate() throws {
    if isCommonMark && isGFM { throw ValidationError("--commonmark and --gfm exclude each other.") }
  }

  func run() throws {
    let console = Console()
    let name = file == "-" ? "<stdin>" : file
    let source = try read(console)
    let printed = MarkdownPrinter.print(source, file: name, dialect: dialect)
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(printed.html))
    } catch {
      throw console.fail("cannot write to standard output", ExitStatus.environment)
    }
    let printer = DiagnosticPrinter(
      format: .text, project: ".", console: console, sources: [name: source])
    try printer.print(printed.diagnostics)
    if printed.diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.content }
  }

  private var dialect: MarkdownSettings.Dialect {
    isCommonMark ? .commonMark : isGFM ? .gfm : .article
  }

  private func read(_ console: Console) throws -> [UInt8] {
    do {
      if file != "-" { return try SourceReader.read(file, takesPipes: true) }
      return Array(try FileHandle.standardInput.readToEnd() ?? Data())
    } catch let error as DiskError {
      throw console.fail(error.message, ExitStatus.environment)
    } catch {
      throw console.fail("cannot read standard input", ExitStatus.environment)
    }
  }
}
