// categories.yaml: what the articles are about, as a tree.

import Markup

/// A category of articles.
package struct Category: Sendable {
  /// Its name in front matter and URLs.
  package let id: String
  /// Where it is declared.
  package let location: SourceLocation
  /// Its place among its siblings.
  package let order: Int
  /// The name of an icon of the theme.
  package let icon: String
  /// The category it belongs to.
  package let parent: ID<Category>?
  /// Its name for readers.
  package let title: Localized<String>
  /// What it is about, in a sentence; may be empty.
  package let description: Localized<String>

  /// Reads the table; categories come back in the readers' order.
  static func read(
    _ node: YAMLNode, file: String, _ languages: LanguageList
  ) -> (categories: [Category], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "categories.yaml", entry: "category")
    var drafts: [(category: Category, parent: Located<String>?)] = []
    for (id, location, reader) in table.entries() {
      var fields = reader
      let order = fields.integer("order", in: -100_000...100_000) ?? .max
      let icon = fields.text("icon")?.value ?? ""
      let parent = fields.text("parent")
      let title = fields.localizedText("title", languages, required: true)
      let description = fields.localizedText("description", languages)
      table.absorb(fields)
      let category = Category(
        id: id, location: location, order: order, icon: icon, parent: nil,
        title: title ?? languages.same(id), description: description ?? languages.same(""))
      drafts.append((category, parent))
    }
    drafts.sort { ($0.category.order, $0.category.id) < ($1.category.order, $1.category.id) }
    let ids = drafts.map(\.category.id)
    var categories = drafts.map { draft in
      Category(
        id: draft.category.id, location: draft.category.location, order: draft.category.order,
        icon: draft.category.icon,
        parent: draft.parent.flatMap { parent in
          let index = ids.firstIndex(of: parent.value)
          if index == nil {
            table.report(unknown: "category", parent, among: ids, .unknownCategory)
          }
          return index.map { ID($0) }
        },
        title: draft.category.title, description: draft.category.description)
    }
    categories = breakingCycles(categories, &table)
    return (categories, table.diagnostics)
  }

  private static func breakingCycles(
    _ categories: [Category], _ table: inout TableReader
  ) -> [Category] {
    categories.indices.map { index in
      var category = categories[index]
      var steps = 0
      var ancestor = category.parent
      while let next = ancestor, next.index != index, steps <= categories.count {
        ancestor = categories[next.index].parent
        steps += 1
      }
      if ancestor?.index == index {
        table.report(
          .categoryCycle, "category '\(category.id)' is its own ancestor", category.location)
        category = Category(
          id: category.id, location: category.location, order: category.order,
          icon: category.icon, parent: nil, title: category.title,
          description: category.description)
      }
      return category
    }
  }
}

extension LanguageList {
  /// The same text in every language.
  func same(_ text: String) -> Localized<String> {
    Localized(all.map { _ in text })
  }
}
