// What must hold of any bytes that are read as an article or as a template, however broken they are.
// The fuzzers and the tests look for bytes of which one of these sentences is not true.

#if !LIBFUZZER
  import Markup
#endif

/// Reads bytes as everything that an author may hand over.
package enum MarkupInvariants {
  /// What does not hold of the bytes, in words; empty when all is well.
  package static func problems(of source: [UInt8]) -> [String] {
    var check = InvariantCheck(length: source.count)
    let header = FrontMatter.split(source, file: "a.md")
    check.require(0...source.count ~= header.bodyOffset, "the header ends outside of the file")
    check.diagnostics(header.diagnostics, "the header")
    for dialect in [MarkdownSettings.Dialect.article, .gfm, .commonMark] {
      let (body, diagnostics) = Markdown.parse(
        source, from: dialect == .article ? header.bodyOffset : 0, file: "a.md",
        settings: settings(dialect))
      check.diagnostics(diagnostics, "\(dialect)")
      check.utf8(body.html, "\(dialect)")
      if dialect == .article { check.article(body) }
    }
    check.templates(source)
    return check.problems
  }

  private static func settings(_ dialect: MarkdownSettings.Dialect) -> MarkdownSettings {
    MarkdownSettings(
      dialect: dialect, referenceSchemes: ["channel"],
      blocks: [
        BlockRule("note", label: .optional, keys: [.init("k")], content: .optional),
        BlockRule("tabs"), BlockRule("tab", label: .required, parent: "tabs"),
        BlockRule("message", keepsText: true), BlockRule("leaf", content: .refused),
      ],
      variables: ["v": "\"><script>alert(1)</script>", "u": "javascript:"],
      punctuation: PunctuationStyle.of(languageCode: "fr"))
  }
}

/// Collects what does not hold.
private struct InvariantCheck {
  let length: Int
  var problems: [String] = []

  mutating func require(_ isTrue: Bool, _ problem: @autoclosure () -> String) {
    if !isTrue { problems.append(problem()) }
  }

  mutating func diagnostics(_ diagnostics: [Diagnostic], _ what: String) {
    for diagnostic in diagnostics {
      let range = diagnostic.location?.range ?? 0..<0
      require(range.upperBound <= length, "\(what): \(diagnostic.message) stands at \(range)")
    }
  }

  mutating func utf8(_ bytes: [UInt8], _ what: String) {
    require(String(validating: bytes, as: UTF8.self) != nil, "\(what): the HTML is not UTF-8")
  }

  // MARK: Articles

  mutating func article(_ body: Body) {
    var html: [UInt8] = []
    var start = 0
    var open: [Int] = []
    for hole in body.holes {
      guard hole.offset >= start, hole.offset <= body.html.count else {
        return problems.append("a hole at \(hole.offset) after \(start) of \(body.html.count)")
      }
      html += body.html[start..<hole.offset]
      start = hole.offset
      html += fill(hole, body, &open)
    }
    require(open.isEmpty, "blocks \(open) have no end")
    html += body.html[start...]
    utf8(html, "the article")
    tags(html)
    for section in body.sections { utf8(section.text, "a section") }
    for (index, block) in body.blocks.enumerated() {
      utf8(block.text, "a block")
      require(block.parent.map { $0 < index } ?? true, "block \(index) is before its parent")
    }
    for heading in body.headings { utf8(heading.html, "a heading") }
    let places = body.links.map(\.location) + body.images.map(\.location)
    for place in places + body.headings.map(\.location) + body.blocks.map(\.location) {
      require(place.range.upperBound <= length, "something stands at \(place.range)")
    }
  }

  /// What a page could put into a hole.
  private mutating func fill(_ hole: Hole, _ body: Body, _ open: inout [Int]) -> [UInt8] {
    switch hole.kind {
    case .headingID(let index):
      require(body.headings.indices ~= index, "no heading \(index)")
      return Array(" id=\"x\"".utf8)
    case .link(let index):
      require(body.links.indices ~= index, "no link \(index)")
      return Array(" href=\"x\"".utf8)
    case .image(let index):
      require(body.images.indices ~= index, "no image \(index)")
      return Array("<img src=\"x\" alt=\"\">".utf8)
    case .blockStart(let index):
      require(body.blocks.indices ~= index, "no block \(index)")
      open.append(index)
      return Array("<article>".utf8)
    case .blockEnd(let index):
      require(open.popLast() == index, "block \(index) ends inside another")
      return Array("</article>".utf8)
    }
  }

  /// Whether each element is one that articles have and ends where it should.
  private mutating func tags(_ html: [UInt8]) {
    var open: [String] = []
    var index = 0
    while let start = html[index...].firstIndex(of: 0x3C) {
      guard let end = html[start...].firstIndex(of: 0x3E) else {
        return problems.append("a tag without an end")
      }
      index = end + 1
      let tag = String(decoding: html[start + 1..<end], as: UTF8.self)
      let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" })
      require(Self.names.contains(name.lowercased()), "the element <\(tag)>")
      for address in tag.split(separator: " ") where address.hasPrefix("href=\"") {
        let isSafe = ["x\"", "#", "https:", "http:", "mailto:", "tel:"].contains {
          address.dropFirst(6).lowercased().hasPrefix($0)
        }
        require(isSafe, "the address \(address)")
      }
      if Self.void.contains(name.lowercased()) { continue }
      if !tag.hasPrefix("/") {
        open.append(name.lowercased())
      } else if open.popLast() != name.lowercased() {
        return problems.append("</\(name)> ends another element")
      }
    }
    require(open.isEmpty, "\(open) have no end")
  }

  private static let void: Set = ["br", "hr", "img", "input"]
  private static let names: Set = [
    "p", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "del", "code", "pre", "span", "ul",
    "ol",
    "li", "blockquote", "div", "section", "table", "thead", "tbody", "tr", "th", "td", "kbd", "sub",
    "sup", "mark", "abbr", "br", "hr", "img", "input", "article",
  ]

  // MARK: Templates

  /// The bytes as a template, and as the text that a good template prints.
  mutating func templates(_ source: [UInt8]) {
    let isText = SourceText.check(source, file: "a.html") == nil
    let inner = TemplateSchema([.text("name"), .flag("is-last")])
    let schema = TemplateSchema([
      .text("title"), .html("body"), .flag("is-set"), .list("items", inner),
    ])
    let item = TemplateRecord([.text("n"), .flag(true)])
    let text = String(decoding: source.prefix(2000), as: UTF8.self)
    let record = TemplateRecord([
      .text(text), .html(Array("<b>".utf8)), .flag(true), .list([item, item]),
    ])
    let good = Array("<p title=\"{{title}}\">{{title}}</p>{{#items}}{{name}}{{/items}}".utf8)
    for (bytes, isGood) in [(good, true), (source, false)] where isGood || isText {
      let set = TemplateSet(sources: [
        TemplateSource(name: "main", file: "a.html", bytes: bytes),
        TemplateSource(name: "p", file: "p.html", bytes: good),
      ])
      let (template, diagnostics) = set.compile("main", schema: schema)
      if !isGood {
        self.diagnostics(diagnostics.filter { $0.location?.file == "a.html" }, "template")
      }
      var out = ByteWriter()
      template?.render(record, into: &out)
      utf8(out.bytes, "the template")
      guard isGood else { continue }
      tags(out.bytes)
      require(out.bytes.count { $0 == 0x22 } == 2, "a quote that is not escaped")
    }
  }
}
