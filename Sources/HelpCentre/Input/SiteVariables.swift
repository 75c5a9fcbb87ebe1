// `variables` of site.yaml: what changes over time or differs between languages, such as opening hours,
// is declared once and named in articles as `{{opening-hours}}`.

import Markup

/// Reads the variables of a site.
enum SiteVariables {
  /// The values by name.
  static func read(
    _ fields: inout FieldReader, _ languages: LanguageList
  ) -> [String: Localized<String>] {
    guard var table = fields.fields("variables", owner: "'variables'") else { return [:] }
    var variables: [String: Localized<String>] = [:]
    for name in table.names {
      guard isName(name) else {
        table.report(
          .invalidValue, "'\(name)' cannot be the name of a variable", table.place(name),
          hint: "use letters, digits, '-', '_' and '.'")
        _ = table.node(name)
        continue
      }
      if let value = table.localizedText(name, languages) { variables[name] = value }
    }
    fields.absorb(table)
    return variables
  }

  private static func isName(_ name: String) -> Bool {
    name.utf8.count <= 64
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
        default: false
        }
      }
  }
}
