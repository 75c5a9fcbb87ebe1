// The tests of the Mustache specification, read from a folder outside the project; they say that
// they skip when it is absent. The specification has no schemas, so each case gets one from its data.

import Foundation
import Testing

@testable import Markup

@Suite struct TemplateSpecTests {
  /// What kbgen does differently, by file and name.
  static let deviations = [
    "partials/Failed Lookup": "an absent partial is an error: a typing mistake is seen"
  ]

  @Test(arguments: [
    "comments", "delimiters", "inheritance", "interpolation", "inverted", "partials", "sections",
  ])
  func rendersEachCaseOfTheSpecification(file: String) throws {
    guard let cases = try SpecCase.read(file) else {
      print("skipped: no mustache/\(file).json in \(SpecCase.folder)")
      return
    }
    var passed = 0
    for test in cases {
      if Self.deviations["\(file)/\(test.name)"] != nil { continue }
      let data = SpecData(test)
      var sources = test.partials.map { ($0.key, $0.value) }
      sources.append(("main template", test.template))
      let set = TemplateSet(
        sources: sources.map {
          TemplateSource(name: $0.0, file: $0.0, bytes: Array($0.1.utf8))
        })
      let (template, diagnostics) = set.compile("main template", schema: data.schema)
      #expect(diagnostics.isEmpty, "\(file)/\(test.name)")
      var out = ByteWriter()
      template?.render(data.record, into: &out)
      #expect(out.text == test.expected, "\(file)/\(test.name)")
      if out.text == test.expected { passed += 1 }
    }
    print("mustache/\(file).json: \(passed) of \(cases.count)")
  }

  @Test func deviationsFail() {
    let set = TemplateSet(sources: [
      TemplateSource(name: "main", file: "main.html", bytes: Array("\"{{>text}}\"".utf8))
    ])
    let (template, diagnostics) = set.compile("main", schema: TemplateSchema([]))
    #expect(template == nil)
    #expect(diagnostics.map(\.id) == [.missingTemplate])
  }
}

/// One case of the specification.
struct SpecCase: Decodable {
  let name: String
  let data: SpecValue
  let template: String
  let partials: [String: String]
  let expected: String

  static var folder: String {
    if let folder = ProcessInfo.processInfo.environment["KBGEN_SPECS"] { return folder }
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return project.deletingLastPathComponent().path + "/shared/specs"
  }

  /// The cases of one file, nil when it is absent.
  static func read(_ file: String) throws -> [SpecCase]? {
    struct File: Decodable { let tests: [SpecCase] }
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/mustache/\(file).json")
    else { return nil }
    return try JSONDecoder().decode(File.self, from: bytes).tests
  }

  private enum CodingKeys: CodingKey { case name, data, template, partials, expected }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    data = try values.decode(SpecValue.self, forKey: .data)
    template = try values.decode(String.self, forKey: .template)
    partials = try values.decodeIfPresent([String: String].self, forKey: .partials) ?? [:]
    expected = try values.decode(String.self, forKey: .expected)
  }
}
