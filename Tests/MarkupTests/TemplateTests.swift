// What a theme's author sees: names, places and suggestions of errors, and output that cannot be
// broken out of.

import Testing

@testable import Markup

@Suite struct TemplateTests {
  @Test func unknownNameIsReportedWithItsPlaceAndASuggestion() {
    let result = compile(["main": "<h1>\n  é {{titel}}\n</h1>"], [.text("title")])
    #expect(result.template == nil)
    #expect(result.errors == ["main.html:2:7: no field 'titel' here (did you mean 'title'?)"])
  }

  @Test func unknownPartOfADottedNameIsReported() {
    let schema = TemplateSchema([.text("contact")])
    let result = compile(
      ["main": "{{text.contct}}{{title.x}}"], [.record("text", schema), .text("title")])
    #expect(
      result.errors == [
        "main.html:1:3: 'text' has no field 'contct' (did you mean 'text.contact'?)",
        "main.html:1:18: 'title' has no fields, so there is no 'x'",
      ])
  }

  @Test func wrongBracesAreReported() {
    let result = compile(
      ["main": "{{body}}{{{title}}}{{&title}}"], [.text("title"), .html("body")])
    #expect(result.ids == [.wrongEscape, .wrongEscape, .wrongEscape])
    #expect(
      result.errors == [
        "main.html:1:1: 'body' is HTML and would be escaped here (write '{{{body}}}')",
        "main.html:1:9: 'title' is text and must be escaped (write '{{title}}')",
        "main.html:1:20: 'title' is text and must be escaped (write '{{title}}')",
      ])
  }

  @Test func listAndFlagCannotBePrinted() {
    let result = compile(
      ["main": "{{items}}{{on}}"], [.list("items", TemplateSchema([])), .flag("on")])
    #expect(result.ids == [.templateSyntax, .templateSyntax])
  }

  @Test func absentPartialIsReportedWithASuggestion() {
    let result = compile(["main": "a\n {{>laout}}", "layout": ""], [])
    #expect(result.errors == ["main.html:2:5: no template 'laout' (did you mean 'layout'?)"])
    #expect(result.ids == [.missingTemplate])
  }

  @Test func replacingABlockThatIsNotThereIsReported() {
    let sources = [
      "main": "{{<layout}}\n{{$man}}x{{/man}}{{$side}}{{/side}}\n{{/layout}}",
      "layout": "{{$main}}{{/main}}{{>rest}}", "rest": "{{$side}}{{/side}}",
    ]
    #expect(
      compile(sources, []).errors == [
        "main.html:2:4: 'layout' has no block 'man' (did you mean 'main'?)"
      ])
  }

  @Test func absentTemplateIsReported() {
    let result = TemplateSet(sources: []).compile("home", schema: TemplateSchema([]))
    #expect(result.diagnostics.map(\.message) == ["no template 'home'"])
  }

  @Test func unclosedTagsNameTheOpeningPlace() {
    let result = compile(["main": "{{#a}}\n{{#b}}\n{{/a}}\n{{^c}}\n{{/d}}\n{{x"], [])
    #expect(
      result.errors == [
        "main.html:2:1: '{{#b}}' is never closed ('{{/a}}' in line 3 comes before its end)",
        "main.html:4:1: '{{^c}}' is never closed (add '{{/c}}')",
        "main.html:5:1: '{{/d}}' closes nothing ('{{^c}}' of line 4 is open here)",
        "main.html:6:1: this tag is never closed (it ends with '}}')",
      ])
  }

  @Test func allErrorsOfAllFilesAreReportedOnce() {
    let result = compile(
      ["main": "{{>a}}{{x}}{{>a}}{{>b}}", "a": "{{y}}{{#z}}{{inside}}{{/z}}", "b": "{{#q}}"], [])
    #expect(
      result.errors == [
        "a.html:1:3: no field 'y' here", "a.html:1:9: no field 'z' here",
        "b.html:1:1: '{{#q}}' is never closed (add '{{/q}}')", "main.html:1:9: no field 'x' here",
      ])
  }

  @Test func badNamesAndDelimitersAreReported() {
    let result = compile(["main": "{{}}{{a b}}{{a..b}}{{=x=}}{{.}}"], [])
    #expect(result.ids == [.templateSyntax, .templateSyntax, .templateSyntax])
    #expect(compile(["main": "{{a..b}}{{.}}"], []).ids == [.unknownName, .unknownName])
  }

  @Test func hostileTextStaysText() {
    let fields: [TemplateField] = [.text("title")]
    let text = "\"\u{301}><script>alert('&')</script>"
    let page = render(["main": "<p title=\"{{title}}\">{{title}}</p>"], fields, [.text(text)])
    let escaped = "&quot;\u{301}&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"
    #expect(page.utf8.elementsEqual("<p title=\"\(escaped)\">\(escaped)</p>".utf8))
  }

  @Test func templateTagsInDataAreNotRead() {
    #expect(render(["main": "{{x}}"], [.text("x")], [.text("{{x}}")]) == "{{x}}")
  }

  @Test func sectionsOverTextsAndFlagsKeepTheRecord() {
    let fields: [TemplateField] = [.text("name"), .text("empty"), .flag("on"), .html("body")]
    let source =
      "{{#name}}<b>{{name}}{{.}}</b>{{/name}}{{#empty}}no{{/empty}}{{^empty}}yes{{/empty}}"
      + "{{#on}}{{name}}{{/on}}{{#body}}{{{body}}}{{/body}}"
    let values: [TemplateValue] = [.text("N"), .text(""), .flag(true), .html(Array("<i>".utf8))]
    #expect(render(["main": source], fields, values) == "<b>NN</b>yesN<i>")
  }

  @Test func listsOfTextsAndOuterNames() {
    let fields: [TemplateField] = [.text("root"), .list("pros", TemplateSchema([.text(".")]))]
    let items = ["a", "b"].map { TemplateRecord([.text($0)]) }
    let page = render(
      ["main": "<ul>\n{{#pros}}\n<li>{{root}}{{.}}</li>\n{{/pros}}\n</ul>\n"], fields,
      [.text("/"), .list(items)])
    #expect(page == "<ul>\n<li>/a</li>\n<li>/b</li>\n</ul>\n")
  }

  @Test func absentRecordsPrintNothing() {
    let inner = TemplateSchema([.text("x"), .record("deep", TemplateSchema([.text("y")]))])
    let source = "[{{r.x}}{{r.deep.y}}{{#r}}{{x}}{{/r}}{{^r}}none{{/r}}]"
    #expect(render(["main": source], [.record("r", inner)], [.absent]) == "[none]")
    let record = TemplateRecord([.text("1"), .record(TemplateRecord([.text("2")]))])
    #expect(render(["main": source], [.record("r", inner)], [.record(record)]) == "[121]")
  }

  @Test func recursionGoesAsDeepAsTheSchema() {
    let leaf = TemplateSchema([.text("t"), .list("items", TemplateSchema([]))])
    let schema: [TemplateField] = [.text("t"), .list("items", leaf)]
    let values: [TemplateValue] = [
      .text("a"), .list([TemplateRecord([.text("b"), .list([])])]),
    ]
    let page = render(["main": "{{t}}({{#items}}{{>main}}{{/items}})"], schema, values)
    #expect(page == "a(b())")
  }

  @Test(
    arguments: [
      ["main": "{{>main}}"],
      ["main": "{{>a}}{{>a}}", "a": "{{>main}}{{>main}}"],
      ["main": "{{<main}}{{/main}}{{<main}}{{/main}}"],
      ["main": "{{<a}}{{$b}}{{<main}}{{/main}}{{/b}}{{/a}}", "a": "{{$b}}{{/b}}"],
      ["main": "{{#items}}{{>main}}{{>main}}{{/items}}"],
    ])
  func endlessInclusionIsAnError(sources: [String: String]) {
    let result = compile(sources, [.list("items", TemplateSchema([.text("t")]))])
    #expect(result.ids == [.templateSyntax])
    #expect(result.errors.first?.contains("includes itself without end") == true)
  }

  @Test func inclusionThatDoublesAtEachStepIsAnError() {
    var sources = ["main": "{{>p0}}", "p40": "x"]
    for level in 0..<40 { sources["p\(level)"] = "{{>p\(level + 1)}}{{>p\(level + 1)}}" }
    #expect(compile(sources, []).ids == [.templateSyntax])
    var blocks = "{{$b40}}x{{/b40}}"
    for level in 0..<40 {
      blocks +=
        "{{$b\(level)}}{{$b\(level + 1)}}{{/b\(level + 1)}}{{$b\(level + 1)}}{{/b\(level + 1)}}"
        + "{{/b\(level)}}"
    }
    let inherited = ["main": "{{<layout}}\(blocks){{/layout}}", "layout": "{{$b0}}{{/b0}}"]
    #expect(compile(inherited, []).ids == [.templateSyntax])
  }

  @Test func deepNestingIsAnError() {
    let source = String(repeating: "{{#a}}", count: 5000) + String(repeating: "{{/a}}", count: 5000)
    #expect(compile(["main": source], [.flag("a")]).ids.contains(.templateSyntax))
  }

  @Test func byteOrderMarkIsNotPrinted() {
    #expect(render(["main": "\u{FEFF}{{! a }}\nx"], [], []) == "x")
  }

  @Test func layoutPartialsAndListsWorkTogether() {
    let link = TemplateSchema([.text("title"), .text("url"), .flag("current")])
    let fields: [TemplateField] = [
      .text("lang"), .text("root"), .text("title"), .html("body"), .list("navigation", link),
      .record("text", TemplateSchema([.text("contact")])),
    ]
    let sources = [
      "layout": """
      {{! The frame. }}
      <html lang="{{lang}}">
      <title>{{$title}}Help{{/title}}</title>
      <nav>
        {{>links}}
      </nav>
      {{$main}}
      <p>{{text.contact}}</p>
      {{/main}}
      </html>

      """,
      "links": """
      {{#navigation}}
      <a href="{{root}}{{url}}"{{#current}} aria-current="page"{{/current}}>{{title}}</a>
      {{/navigation}}

      """,
      "main": """
      {{<layout}}
      {{$title}}{{title}}{{/title}}
      {{$main}}
      <main>
        {{{body}}}
      </main>
      {{/main}}
      {{/layout}}

      """,
    ]
    let links = [("Home", "en/index.html", true), ("Q&A", "en/a.html", false)].map {
      TemplateRecord([.text($0.0), .text($0.1), .flag($0.2)])
    }
    let page = render(
      sources, fields,
      [
        .text("en"), .text("../"), .text("A"), .html(Array("<p>\n1</p>".utf8)), .list(links),
        .record(TemplateRecord([.text("Contact")])),
      ])
    #expect(
      page == """
        <html lang="en">
        <title>A</title>
        <nav>
          <a href="../en/index.html" aria-current="page">Home</a>
          <a href="../en/a.html">Q&amp;A</a>
        </nav>
        <main>
          <p>
        1</p>
        </main>
        </html>

        """)
  }
}

/// Compiles `main`; each error is printed as `file:line:column: message (hint)`.
private func compile(
  _ sources: [String: String], _ fields: [TemplateField]
) -> (template: Template?, ids: [DiagnosticID], errors: [String]) {
  let set = TemplateSet(
    sources: sources.map {
      TemplateSource(name: $0.key, file: "\($0.key).html", bytes: Array($0.value.utf8))
    })
  let (template, diagnostics) = set.compile("main", schema: TemplateSchema(fields))
  let errors = diagnostics.map { diagnostic in
    guard let location = diagnostic.location else { return diagnostic.message }
    let source = sources[String(location.file.dropLast(5))] ?? ""
    let position = LinePosition(of: location.range, in: Array(source.utf8))
    let hint = diagnostic.hint.map { " (\($0))" } ?? ""
    return "\(location.file):\(position.line):\(position.column): \(diagnostic.message)\(hint)"
  }
  return (template, diagnostics.map(\.id), errors)
}

/// Compiles and renders `main`.
private func render(
  _ sources: [String: String], _ fields: [TemplateField], _ values: [TemplateValue]
) -> String {
  let result = compile(sources, fields)
  #expect(result.errors == [])
  var out = ByteWriter()
  result.template?.render(TemplateRecord(values), into: &out)
  return out.text
}
