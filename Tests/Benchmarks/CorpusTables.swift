// site.yaml and the tables of a corpus, each text in each of its languages.

/// Writes the tables of a corpus.
struct CorpusTables {
  private let languages: [CorpusLanguage]
  private let vocabularies: [Vocabulary]
  private let plan: CorpusPlan
  private let seed: UInt64
  private var table: [UInt8] = []
  /// Counts the texts, in each table from another number; each text is made from a stream of its own.
  private var textNumber: UInt64 = 0

  /// Tables for articles in some languages.
  init(
    _ languages: [CorpusLanguage], _ vocabularies: [Vocabulary], _ plan: CorpusPlan, seed: UInt64
  ) {
    self.languages = languages
    self.vocabularies = vocabularies
    self.plan = plan
    self.seed = seed
  }

  /// The names of the tables and their bytes.
  func files() -> [(name: String, bytes: [UInt8])] {
    [
      ("site.yaml", made(1000) { $0.site() }),
      ("categories.yaml", made(2000) { $0.categories() }),
      ("problems.yaml", made(3000) { $0.problems() }),
      ("channels.yaml", made(4000) { $0.channels() }),
    ]
  }

  private func made(
    _ textNumber: UInt64, _ write: (inout CorpusTables) -> Void
  ) -> [UInt8] {
    var copy = self
    copy.textNumber = textNumber
    write(&copy)
    return copy.table
  }

  private mutating func site() {
    name("title", 2...4, indent: "")
    sentence("description", indent: "")
    line("base-url: \"https://help.example.org\"")
    line("source: \(languages[0].code)")
    line("languages: [\(languages.map(\.code).joined(separator: ", "))]")
    sentence("footer", indent: "")
    line("navigation: [\(plan.key(of: 0))]")
    line("footer-links: [\(plan.key(of: 0))]")
    line("contact-domains: [example.org, www.example.org]")
    // Not every language of a corpus has texts in the theme.
    line("severities: {missing-text: off}")
  }

  private mutating func categories() {
    for (index, category) in CorpusPlan.categories.enumerated() {
      line("\(category.id):\n  order: \(index + 1)\n  icon: \(icon(index))")
      if let parent = category.parent { line("  parent: \(parent)") }
      name("title", 1...3, indent: "  ")
      sentence("description", indent: "  ")
    }
  }

  private mutating func problems() {
    for (index, problem) in CorpusPlan.problems.enumerated() {
      line("\(problem):\n  order: \(index + 1)\n  icon: \(icon(index))")
      line("  urgent: \(index % 4 == 0)")
      name("name", 2...5, indent: "  ")
      sentence("description", indent: "  ")
      list("synonyms", count: 6, indent: "  ") { $0.name(1...3, capitalized: false) }
      line("  channels:")
      for offset in 0..<(2 + index % 2) {
        let channel = CorpusPlan.channels[(index + offset) % CorpusPlan.channels.count]
        line("    - channel: \(channel)")
        sentence("reason", indent: "      ")
      }
    }
  }

  private mutating func channels() {
    for (index, channel) in CorpusPlan.channels.enumerated() {
      let kind = channel == "help-centre" ? "web" : channel
      line("\(channel):\n  kind: \(kind)\n  order: \(index + 1)\n  icon: \(icon(index))")
      name("name", 1...3, indent: "  ")
      for field in ["summary", "serves", "requirements"] { sentence(field, indent: "  ") }
      line("  human: \(kind != "web")")
      line("  response: {min: \(12 * index + 12), max: \(24 * index + 24), unit: hours}")
      for field in ["pros", "cons", "steps"] {
        list(field, count: 3, indent: "  ") { $0.sentence(8) }
      }
      line("  article: \(plan.key(of: index % plan.topics.count))")
      line("  contacts:\n    - email: \(channel)@example.org")
      line("    - url: https://www.example.org/\(channel)")
      line("      problem: \(CorpusPlan.problems[index])\n      platform: android")
      line("  verified: 2025-05-0\(index + 1)")
    }
  }

  private func icon(_ index: Int) -> String {
    let icons = ["chat", "mail", "book", "megaphone", "briefcase", "lock", "card", "gear"]
    return icons[index % icons.count]
  }

  private mutating func name(_ field: String, _ words: ClosedRange<Int>, indent: String) {
    localized(field, indent: indent) { text in text.quoted { $0.name(words) } }
  }

  private mutating func sentence(_ field: String, indent: String) {
    localized(field, indent: indent) { text in text.quoted { $0.sentence(12) } }
  }

  private mutating func list(
    _ field: String, count: Int, indent: String, item: (inout TextWriter) -> Void
  ) {
    localized(field, indent: indent) { text in
      for index in 0..<count {
        text.append(index == 0 ? "[" : ", ")
        text.quoted(item)
      }
      text.append("]")
    }
  }

  private mutating func localized(
    _ field: String, indent: String, write: (inout TextWriter) -> Void
  ) {
    line("\(indent)\(field):")
    textNumber += 1
    for (language, vocabulary) in zip(languages, vocabularies) {
      var text = TextWriter(
        vocabulary, RandomNumbers(seed: seed, 5, textNumber, language.stream))
      text.append("\(indent)  \(language.code): ")
      write(&text)
      text.endLine()
      table += text.bytes
    }
  }

  private mutating func line(_ text: String) {
    table += text.utf8
    table.append(0x0A)
  }
}
