// Fields are read as the types they have, and a misspelt field is never ignored.

import TestSupport
import Testing

@testable import Markup

@Suite struct FieldReaderTests {
  @Test func wellWrittenFieldsAreRead() {
    var fields = reader(
      """
      text: "no"
      flag: false
      integer: -12
      number: 1.5
      date: 2025-03-17
      list: [a, 2, "c, d"]
      empty: []
      """)
    #expect(fields.text("text")?.value == "no")
    #expect(fields.flag("flag") == false)
    #expect(fields.integer("integer", in: -20...20) == -12)
    #expect(fields.number("number", in: 0...2) == 1.5)
    #expect(fields.date("date")?.description == "2025-03-17")
    #expect(fields.texts("list")?.map(\.value) == ["a", "2", "c, d"])
    #expect(fields.texts("empty")?.isEmpty == true)
    #expect(fields.texts("absent") == nil)
    #expect(fields.finished().isEmpty)
  }

  @Test func anUnknownFieldIsReportedWithItsNearestName() {
    let (diagnostics, marked) = read("title: A\n1️⃣discription: b\n") { fields in
      _ = fields.text("title")
      _ = fields.text("description")
    }
    #expect(diagnostics.map(\.id) == [.unknownField])
    #expect(diagnostics.first?.location?.range.lowerBound == marked.offsets["1️⃣"])
    #expect(diagnostics.first?.message.contains("'discription'") == true)
    #expect(diagnostics.first?.hint == "did you mean 'description'?")
  }

  @Test func anUnknownFieldLikeNoneGetsTheListOfFields() {
    let (diagnostics, _) = read("zzzzzzzz: b\n") { fields in
      _ = fields.text("title")
      _ = fields.text("order")
    }
    #expect(diagnostics.first?.hint == "fields: title, order")
  }

  @Test(arguments: [
    ("flag: 1️⃣yes", DiagnosticID.wrongType, "true or false"),
    ("flag: 1️⃣True", .wrongType, "true or false"),
    ("flag: 1️⃣[true]", .wrongType, "a list"),
    ("integer: 1️⃣1.5", .wrongType, "whole number"),
    ("integer: 1️⃣twelve", .wrongType, "whole number"),
    ("integer: 1️⃣99999999999999999999", .wrongType, "whole number"),
    ("integer: 1️⃣101", .invalidValue, "between 0 and 100"),
    ("number: 1️⃣nan", .wrongType, "number"),
    ("number: 1️⃣inf", .wrongType, "number"),
    ("number: 1️⃣11", .wrongType, "number"),
    ("date: 1️⃣2024-02-30", .invalidDate, "2024-02-30"),
    ("date: 1️⃣17 March 2025", .invalidDate, "17 March 2025"),
    ("text: 1️⃣[a]", .wrongType, "must be a text, not a list"),
    ("text: 1️⃣{a: b}", .wrongType, "must be a text, not a mapping"),
    ("list: 1️⃣a, b", .wrongType, "must be a list, not a single text"),
    ("list: [a, 1️⃣[b]]", .wrongType, "must be a text, not a list"),
    ("choice: 1️⃣higg", .invalidValue, "'higg'"),
  ])
  func aWrongValueIsReportedWhereItStands(text: String, id: DiagnosticID, message: String) {
    let (diagnostics, marked) = read(text) { fields in
      _ = fields.text("text")
      _ = fields.flag("flag")
      _ = fields.integer("integer", in: 0...100)
      _ = fields.number("number", in: 0...10)
      _ = fields.date("date")
      _ = fields.texts("list")
      _ = fields.choice("choice", of: Choice.self)
    }
    #expect(diagnostics.map(\.id) == [id])
    #expect(diagnostics.first?.location?.range.lowerBound == marked.offsets["1️⃣"])
    #expect(diagnostics.first?.message.contains(message) == true)
  }

  @Test func aWrongChoiceNamesTheRightOnes() {
    let (near, _) = read("choice: hihg") { _ = $0.choice("choice", of: Choice.self) }
    #expect(near.first?.hint == "did you mean 'high'?")
    let (far, _) = read("choice: zzzzzz") { _ = $0.choice("choice", of: Choice.self) }
    #expect(far.first?.hint == "one of: low, high")
  }

  @Test(arguments: ["other: x", "title:\nother: x", "title: ~\nother: x"])
  func aFieldThatMustBeThereIsMissed(text: String) {
    let (diagnostics, _) = read(text) { fields in
      _ = fields.requiredText("title")
      _ = fields.text("other")
    }
    #expect(diagnostics.map(\.id) == [.missingField])
    #expect(diagnostics.first?.message == "an article has no 'title'")
  }

  @Test(arguments: ["- a\n- b\n", "just a text\n", "'quoted'"])
  func anythingButAMappingIsReported(text: String) {
    let (diagnostics, _) = read(text) { _ = $0.text("title") }
    #expect(diagnostics.map(\.id) == [.wrongType])
  }

  @Test func nestedFieldsReportTheirOwnUnknownNames() {
    let (diagnostics, marked) = read("search: {exclude: true, 1️⃣priorty: 2}\n") { fields in
      guard var nested = fields.fields("search", owner: "'search'") else { return }
      _ = nested.flag("exclude")
      _ = nested.number("priority", in: 0...10)
      fields.absorb(nested)
    }
    #expect(diagnostics.map(\.id) == [.unknownField])
    #expect(diagnostics.first?.location?.range.lowerBound == marked.offsets["1️⃣"])
    #expect(diagnostics.first?.hint == "did you mean 'priority'?")
  }

  @Test func allMistakesOfAMappingAreReportedAtOnce() {
    let (diagnostics, _) = read("flag: maybe\ndate: soon\nnothing: x\n") { fields in
      _ = fields.requiredText("title")
      _ = fields.flag("flag")
      _ = fields.date("date")
    }
    #expect(Set(diagnostics.map(\.id)) == [.missingField, .wrongType, .invalidDate, .unknownField])
    #expect(diagnostics.count == 4)
  }

  private enum Choice: String, CaseIterable, Sendable {
    case low, high
  }

  private func reader(_ text: String) -> FieldReader {
    let source = Array(text.utf8)
    let node = YAML.parse(source, in: 0..<source.count, file: "a.md").node
    return FieldReader(
      node ?? YAMLNode(kind: .sequence([]), range: 0..<0), file: "a.md", owner: "an article")
  }

  private func read(
    _ text: String, _ body: (inout FieldReader) -> Void
  ) -> (diagnostics: [Diagnostic], marked: MarkedText) {
    let marked = MarkedText(text)
    var fields = reader(String(decoding: marked.bytes, as: UTF8.self))
    body(&fields)
    return (fields.finished(), marked)
  }
}
