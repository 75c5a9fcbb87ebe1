// Markdown in, a `Body` out. cmark builds the tree; one iterative walk over it writes our own HTML with
// holes and collects headings, links, images and plain text on the way (a recursive walk would die at
// some thousand levels). It costs about what `cmark_render_html` costs, because no node becomes a
// `String`.
//
// Levels: the article's title is the page's only h1, so `#` and `##` both become h2; deeper headings
// keep their level.

/// Reads Markdown.
package enum Markdown {
  /// Reads the text of `source` that starts at byte `offset`; every location counts from the start of
  /// the file. A text that breaks a limit or is not UTF-8 gives an empty body and says so. `survey` is
  /// that of the whole file, if there is one.
  package static func parse(
    _ source: [UInt8], from offset: Int, file: String, settings: MarkdownSettings,
    survey: SourceSurvey? = nil
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    let hasMark = offset == 0 && source.starts(with: SourceText.byteOrderMark)
    let start = hasMark ? SourceText.byteOrderMark.count : offset
    let survey = survey ?? SourceSurvey(source, in: offset..<source.count)
    if let problem = SourceText.check(source, survey, file: file) { return (Body(), [problem]) }
    let forbidden =
      settings.dialect == .article ? survey.diagnostics(source, from: offset, file: file) : []
    let (body, found) = source.withUnsafeBufferPointer { bytes in
      let lines = SourceLines(bytes, from: start, of: survey)
      if bytes.count - start > MarkdownLimits.fileBytes {
        return (Body(), [MarkdownLimits.tooLarge(lines, file: file)])
      }
      let mayHaveMarks =
        settings.dialect != .commonMark && (survey.hasBackslashes || !survey.forbidden.isEmpty)
      let escaped =
        mayHaveMarks
        ? EscapedCharacters.marked(
          UnsafeBufferPointer(rebasing: bytes[start...]), isArticle: settings.dialect == .article)
        : nil
      let reading = Reading(
        lines: lines, file: file, settings: settings, survey: survey, hasMarks: escaped != nil)
      guard let escaped else { return reading.read(lines) }
      return escaped.withUnsafeBufferPointer { reading.read(SourceLines($0, from: 0)) }
    }
    return (body, forbidden + found)
  }

  /// One text on its way through cmark.
  private struct Reading {
    let lines: SourceLines
    let file: String
    let settings: MarkdownSettings
    let survey: SourceSurvey
    let hasMarks: Bool

    /// Reads the text with its escaped characters marked.
    func read(_ text: SourceLines) -> (body: Body, diagnostics: [Diagnostic]) {
      var extended: ExtendedLines?
      if settings.dialect != .commonMark {
        extended = ExtendedLines(text, hasBlocks: settings.dialect == .article)
      }
      // Lines that cmark did not show as nodes are put back. That can uncover others, but hardly
      // twice; a text made to do so forever is read without extensions, and its author told.
      for _ in 0..<6 {
        guard let written = extended?.written() else { break }
        let result = written.withUnsafeBufferPointer {
          walk(SourceLines($0, from: 0), &extended)
        }
        if let result { return result }
      }
      let first = extended?.marks.first?.line
      extended = nil
      var result = walk(text, &extended) ?? (Body(), [])
      if let first, settings.dialect == .article {
        result.diagnostics.append(
          Diagnostic(
            .invalidBlock, "blocks, tables and footnotes cannot be told from HTML and code here",
            at: lines.location(ofLine: first, file: file),
            hint: "end the HTML and the code above with lines of their own"))
      }
      return result
    }

    /// Parses and writes; nil when lines had to be put back.
    private func walk(
      _ text: SourceLines, _ extended: inout ExtendedLines?
    ) -> (body: Body, diagnostics: [Diagnostic])? {
      let cellStarts = extended?.cellStarts ?? [0]
      let cells = cellStarts[cellStarts.count - 1]
      let shift = cells * 2
      if let violation = MarkdownLimits.check(text, hasDefinitions: survey.hasDefinitions) {
        let place = lines.location(ofLine: max(1, violation.line - shift), file: file)
        let table = extended?.longTableDiagnostic(in: lines, file: file)
        return (Body(), [violation.diagnostic(at: place)] + (table.map { [$0] } ?? []))
      }
      let bytes = UnsafeBufferPointer(rebasing: text.bytes[text.start...])
      guard let document = CMarkDocument(bytes) else { return (Body(), []) }
      let isRight = extended?.check(against: document.root, shift: shift) ?? true
      if !isRight { return nil }
      var walk = MarkdownWalk(
        writer: BodyWriter(
          lines: lines, file: file, settings: settings, hasMarks: hasMarks,
          isClean: survey.isClean),
        lines: lines, file: file, extended: extended, cellStarts: cellStarts,
        hasTildes: settings.dialect != .commonMark && survey.hasTildes,
        turnsDirections: settings.dialect == .article && survey.turnsDirections,
        hasRightToLeft: survey.hasRightToLeft)
      walk.run(document.root)
      return walk.writer.finish()
    }
  }
}
