// Lists that many pages show print what each page's own list would.

import Synchronization
import Testing

@testable import Markup

@Suite struct SharedListTests {
  private static let item = TemplateSchema([
    .text("name"), .text("url"), .flag("current"), .list("inner", TemplateSchema([.text("name")])),
  ])
  private static let schema = TemplateSchema([
    .record("text", TemplateSchema([.text("word")])), .text("root"), .flag("loud"), .html("mark"),
    .list("items", item),
  ])

  /// Sections that need nothing from outside, texts, texts of a language, and more than texts.
  private static let templates = [
    "<ul>\n{{#items}}\n<li{{#current}} class=\"here\"{{/current}}>{{name}}</li>\n{{/items}}\n</ul>",
    "{{#items}}<a href=\"{{root}}{{url}}\">{{name}}</a>{{/items}}",
    "{{#items}}{{text.word}} {{name}}{{^current}}, {{/current}}{{/items}}",
    "{{#items}}{{#inner}}{{root}}{{name}}{{url}};{{/inner}}{{^inner}}-{{/inner}}{{/items}}",
    "{{#items}}{{name}}{{#loud}}!{{/loud}}{{/items}}",
    "{{#items}}{{{mark}}}{{name}}{{/items}}",
    "{{^items}}none{{/items}}{{#has-items}}some{{/has-items}}",
    "{{#items}}{{name}}{{/items}} {{#items}}{{#current}}{{url}}{{/current}}{{/items}}",
  ]

  @Test(arguments: templates)
  func aPartOfASharedListPrintsWhatItsRecordsPrint(source: String) throws {
    let template = try #require(Self.compiled(source))
    let list = SharedList(count: 5) { Self.records }
    let own = Self.record(2, isCurrent: true)
    let parts = [
      SharedPart(list), SharedPart(list, 1..<4), SharedPart(list, 2..<2), SharedPart(list, 4..<5),
      SharedPart(list, own: (2, own)), SharedPart(list, 2..<3, own: (2, own)),
      SharedPart(list, 2..<5, own: (2, own)), SharedPart(list, 0..<3, own: (2, own)),
      SharedPart(list, 3..<5, own: (2, own)),
    ]
    // More languages than a list keeps printings.
    for word in ["one", "<two>", "three", "four", "five", "six"] {
      let language = template.specialized(for: [.record(TemplateRecord([.text(word)]))])
      for root in ["", "../", "../../", "é&/", "../"] {
        for isLoud in [false, true] {
          for (number, part) in parts.enumerated() {
            let outer: [TemplateValue] = [.text(root), .flag(isLoud), .html(Array("<b>".utf8))]
            let shared = Self.text(language, outer + [.shared(part)])
            #expect(shared == Self.text(language, outer + [.list(part.records)]), "part \(number)")
          }
        }
      }
    }
  }

  @Test func aSharedListIsMadeAndPrintedOnce() throws {
    let source = "{{#items}}<a href=\"{{root}}{{url}}\">{{name}}</a>{{/items}}"
    let template = try #require(Self.compiled(source))
    let made = Mutex(0)
    let list = SharedList(count: 5) {
      made.withLock { $0 += 1 }
      return Self.records
    }
    // The words of a language do not stand in the section, so all languages share it.
    for word in ["one", "two", "three"] {
      let language = template.specialized(for: [.record(TemplateRecord([.text(word)]))])
      for _ in 0..<10 {
        let part = SharedPart(list, own: (1, Self.record(1, isCurrent: true)))
        _ = Self.text(language, [.text("../"), .flag(false), .html([]), .shared(part)])
      }
    }
    #expect(made.withLock { $0 } == 1)
  }

  @Test func theTemplateOfALanguageTakesASharedListAsKnown() throws {
    let template = try #require(Self.compiled("{{#items}}{{name}},{{/items}}"))
    let list = SharedList(count: 5) { Self.records }
    let all = template.specialized(for: [
      .absent, .absent, .absent, .absent, .shared(SharedPart(list, 1..<3)),
    ])
    #expect(Self.text(all, []) == "item &lt;1&gt;,item &lt;2&gt;,")
  }

  private static func compiled(_ source: String) -> Template? {
    let set = TemplateSet(sources: [
      TemplateSource(name: "main", file: "main.html", bytes: Array(source.utf8))
    ])
    return set.compile("main", schema: schema).template
  }

  private static func text(_ template: Template, _ values: [TemplateValue]) -> String {
    var out = ByteWriter()
    template.render(TemplateRecord(values), into: &out)
    return out.text
  }

  private static let records = (0..<5).map { record($0, isCurrent: false) }

  private static func record(_ number: Int, isCurrent: Bool) -> TemplateRecord {
    let inner = (0..<number % 3).map { TemplateRecord([.text("inner\($0)")]) }
    return TemplateRecord([
      .text("item <\(number)>"), .text("u\(number).html"), .flag(isCurrent), .list(inner),
    ])
  }
}
