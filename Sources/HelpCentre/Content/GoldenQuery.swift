// `Content/<language>/_queries.yaml`: what readers type, and the page that must be found for it. The build
// searches in the index that it has just made and says what came instead.

import Markup

/// A query with the page that must be found.
package struct GoldenQuery: Sendable {
  /// What is typed.
  let query: Located<String>
  /// The key of an article, or `channel:` or `problem:` with an id.
  let target: Located<String>
  /// The page must be among so many first results.
  let within: Int

  /// Reads the queries of a language.
  static func read(
    _ node: YAMLNode, file: String
  ) -> (queries: [GoldenQuery], diagnostics: [Diagnostic]) {
    var fields = FieldReader(node, file: file, owner: "the queries")
    var queries: [GoldenQuery] = []
    for pair in fields.allPairs() {
      let query = Located(pair.key, SourceLocation(file: file, range: pair.keyRange))
      var target: Located<String>?
      var within = 1
      if case .mapping = pair.value.kind {
        var entry = FieldReader(
          pair.value, file: file, owner: "a query", example: "{find: contact/email, within: 3}")
        target = entry.requiredText("find")
        within = entry.integer("within", in: 1...20) ?? 1
        fields.absorb(entry)
      } else {
        target = fields.scalar(pair.value, pair.key)
      }
      if let target {
        queries.append(GoldenQuery(query: query, target: target, within: within))
      }
    }
    return (queries, fields.finished())
  }
}
