// From a file's bytes to an article. Never fails: what is wrong is in the article's diagnostics.

import Glibc
import Markup

/// Parses articles.
package enum ArticleParser {
  /// Parses one file.
  package static func parse(
    _ source: [UInt8], file: String, key: String, language: ID<Language>,
    settings: MarkdownSettings
  ) -> Article {
    let survey = SourceSurvey(source)
    if let broken = SourceText.check(source, survey, file: file) {
      return Article(
        file: file, key: key, language: language,
        header: ArticleHeader(location: SourceLocation(file: file)), body: Body(),
        version: ContentHash([]), frontMatter: ContentHash(source), diagnostics: [broken])
    }
    let frontMatter = FrontMatter.split(source, file: file)
    var diagnostics = frontMatter.diagnostics
    var header = ArticleHeader(location: SourceLocation(file: file))
    if let node = frontMatter.node {
      var fields = FieldReader(node, file: file, owner: "an article")
      header = read(&fields)
      diagnostics += fields.finished()
    }
    let (body, found) = Markdown.parse(
      source, from: frontMatter.bodyOffset, file: file, settings: settings,
      survey: survey)
    let version = version(header, source[min(frontMatter.bodyOffset, source.count)...])
    header.title = Typesetting.text(header.title, at: header.location, settings, &diagnostics)
    header.description = Typesetting.text(
      header.description, at: header.location, settings, &diagnostics)
    let start = source.withUnsafeBufferPointer {
      ContentHash(UnsafeBufferPointer(rebasing: $0[..<min(frontMatter.bodyOffset, $0.count)]))
    }
    return Article(
      file: file, key: key, language: language, header: header, body: body, version: version,
      frontMatter: start, diagnostics: diagnostics + found)
  }

  /// The hash of what is translated. A checkout may turn the ends of all lines, and an editor end the
  /// text with a line more or less: neither asks for a new translation.
  private static func version(_ header: ArticleHeader, _ body: ArraySlice<UInt8>) -> ContentHash {
    var text = Array(header.title.utf8) + [0] + Array(header.description.utf8) + [0]
    text.reserveCapacity(text.count + body.count)
    let hasReturns = body.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memchr($0, 0x0D, bytes.count) != nil } ?? false
    }
    if hasReturns {
      text += body.filter { $0 != 0x0D }
    } else {
      text += body
    }
    while text.last == 0x0A || text.last == 0x20 { text.removeLast() }
    return ContentHash(text)
  }

  private static func read(_ fields: inout FieldReader) -> ArticleHeader {
    let title = fields.requiredText("title")
    var header = ArticleHeader(location: title?.location ?? fields.location)
    header.title = title?.value ?? ""
    header.description = fields.text("description")?.value ?? ""
    header.categories = categories(&fields)
    header.channels = fields.texts("channels")
    header.problems = fields.texts("problems")
    header.related = fields.texts("related")
    header.isFeatured = fields.flag("featured").map { Located($0, fields.place("featured")) }
    header.order = fields.integer("order", in: -100_000...100_000)
      .map { Located($0, fields.place("order")) }
    header.author = fields.text("author")?.value ?? ""
    header.date = fields.date("date")
    header.updated = fields.date("updated")
    header.slug = slug(&fields)
    header.isDraft = fields.flag("draft") ?? false
    header.publish = fields.date("publish")
    header.expires = fields.date("expires")
    header.aliases = fields.texts("aliases") ?? []
    header.keywords = fields.texts("keywords")?.map(\.value) ?? []
    header.isHiddenFromEngines = fields.flag("noindex") ?? false
    if var search = fields.fields("search", owner: "'search'") {
      header.isExcludedFromSearch = search.flag("exclude") ?? false
      header.searchPriority = search.number("priority", in: 0.1...10) ?? 1
      fields.absorb(search)
    }
    if var review = fields.fields("review", owner: "'review'") {
      if review.node("by") == nil { review.missing("by") }
      let by = review.date("by").map { Located($0, review.place("by")) }
      let owner = review.text("owner")?.value ?? ""
      header.review = by.map { Review(by: $0, owner: owner) }
      fields.absorb(review)
    }
    header.sourceVersion = fields.text("source-version")
    return header
  }

  /// `categories: none` keeps an article out of all categories.
  private static func categories(_ fields: inout FieldReader) -> [Located<String>]? {
    guard let node = fields.node("categories") else { return nil }
    if case .scalar("none", _) = node.kind { return [] }
    return fields.texts(of: node, "categories")
  }

  private static func slug(_ fields: inout FieldReader) -> Located<String>? {
    guard let slug = fields.text("slug") else { return nil }
    guard URLScheme.isPathPart(slug.value) else {
      fields.report(
        .invalidSlug, "'\(slug.value)' cannot be the last part of a URL", slug.location,
        hint: "use letters, digits and hyphens, without '/' or '..', at most 200 bytes")
      return nil
    }
    return slug
  }
}
