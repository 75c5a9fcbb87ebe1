// All templates of a theme, by name. Each source is parsed once; compiling then puts them together
// for one schema, because only with a schema can a name be wrong.

/// The templates and partials that may use each other.
package struct TemplateSet: Sendable {
  private let trees: [String: TemplateTree]

  /// Parses the sources; of two with the same name the first wins.
  package init(sources: [TemplateSource]) {
    var trees: [String: TemplateTree] = [:]
    for source in sources where trees[source.name] == nil {
      trees[source.name] = TemplateTree(source)
    }
    self.trees = trees
  }

  /// Compiles a template for records of one schema. The template is nil when there is an error in it
  /// or in what it uses; the diagnostics are all that were found, sorted.
  package func compile(
    _ name: String, schema: TemplateSchema
  ) -> (template: Template?, diagnostics: [Diagnostic]) {
    var compiler = TemplateCompiler(trees: trees)
    compiler.compile(name, schema: schema)
    let diagnostics = compiler.diagnostics.sorted(by: Diagnostic.isOrderedBefore)
    return (diagnostics.isEmpty ? compiler.template : nil, diagnostics)
  }
}

/// One file of a theme.
package struct TemplateSource: Sendable {
  /// What templates call it, `article` or `layout`.
  package let name: String
  /// Its path, for diagnostics.
  package let file: String
  /// What is in it.
  package let bytes: [UInt8]
  /// How many themes stand between the site's own and the one it is from.
  package let distance: Int

  /// A file's name, path and bytes, and how far away its theme is.
  package init(name: String, file: String, bytes: [UInt8], distance: Int = 0) {
    self.name = name
    self.file = file
    self.bytes = bytes
    self.distance = distance
  }
}
