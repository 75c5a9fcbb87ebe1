// One source file. Its shape comes from a stream of random numbers that all languages of the article
// share, so that translations have the same headings, lists and links; its words from another.

/// Writes one article in one language.
struct ArticleWriter {
  private let plan: CorpusPlan
  private let profile: CorpusProfile
  private let topic: Int
  private let isSource: Bool
  private var shape: RandomNumbers
  private var text: TextWriter

  /// The bytes of a file.
  static func file(
    _ topic: Int, of plan: CorpusPlan, _ profile: CorpusProfile, in language: CorpusLanguage,
    isSource: Bool, _ vocabulary: Vocabulary, seed: UInt64
  ) -> [UInt8] {
    var writer = ArticleWriter(
      plan: plan, profile: profile, topic: topic, isSource: isSource,
      shape: RandomNumbers(seed: seed, 3, UInt64(topic)),
      text: TextWriter(
        vocabulary, RandomNumbers(seed: seed, 4, UInt64(topic), language.stream)))
    writer.frontMatter()
    writer.body()
    return writer.text.bytes
  }

  private mutating func frontMatter() {
    let title = plan.topics[topic].title
    text.append("---\ntitle: ")
    text.quoted { isSource ? $0.name(title) : $0.name(title.count...title.count) }
    text.append("\ndescription: ")
    let words = shape.number(in: profile.descriptionWords)
    text.quoted { $0.sentence(words) }
    text.append("\n")
    let keywords = shape.number(in: profile.keywords)
    for index in 0..<keywords {
      text.append(index == 0 ? "keywords: [" : ", ")
      text.quoted { $0.name(1...2, capitalized: false) }
    }
    if keywords > 0 { text.append("]\n") }
    text.append("author: ws66\ndate: \(date(2021...2024))\n")
    if shape.chance(40) { text.append("updated: \(date(2025...2025))\n") }
    relations()
    text.append("---\n\n")
  }

  /// What translations inherit is written in the source language alone, but drawn in all.
  private mutating func relations() {
    let category = CorpusPlan.categories[plan.topics[topic].category].id
    let second = shape.chance(10) ? shape.pick(CorpusPlan.categories).id : category
    let problems = shape.chance(50) ? [shape.pick(CorpusPlan.problems)] : []
    let channels = shape.chance(30) ? [shape.pick(CorpusPlan.channels)] : []
    let related = (0..<shape.below(4)).map { _ in plan.neighbour(of: topic, &shape) }
    let order = shape.number(in: 1...1000)
    let hasAlias = shape.chance(1)
    guard isSource else { return }
    list("categories", second == category ? [category] : [category, second])
    list("problems", problems)
    list("channels", channels)
    list("related", Set(related).subtracting([topic]).sorted().map(plan.key))
    text.append("order: \(order)\n")
    if topic < 6 { text.append("featured: true\n") }
    if hasAlias { text.append("aliases: [old/\(plan.topics[topic].name)]\n") }
  }

  private mutating func list(_ name: String, _ values: [String]) {
    if !values.isEmpty { text.append("\(name): [\(values.joined(separator: ", "))]\n") }
  }

  private mutating func date(_ years: ClosedRange<Int>) -> String {
    "\(shape.number(in: years))-0\(shape.number(in: 1...5))-\(shape.number(in: 10...28))"
  }

  /// Paragraphs, lists, tables and code under headings, until the article is long enough.
  private mutating func body() {
    let length = shape.length(median: profile.median, spread: profile.spread)
    var words = min(max(length, profile.words.lowerBound), profile.words.upperBound)
    words -= paragraph()
    var isFirst = true
    while words > 0 || isFirst {
      heading(isFirst: isFirst)
      isFirst = false
      for _ in 0..<shape.number(in: profile.blocks) where words > -200 {
        switch shape.below(100) {
        case ..<57: words -= paragraph()
        case ..<72: words -= list(isOrdered: false)
        case ..<86: words -= list(isOrdered: true)
        case ..<91: words -= table()
        case ..<97: code()
        default:
          text.append("> ")
          words -= paragraph()
        }
      }
    }
    text.endLine()
  }

  private mutating func heading(isFirst: Bool) {
    text.append(isFirst || shape.chance(55) ? "## " : "### ")
    let heading = plan.topics[topic].heading
    let words = shape.number(in: 2...6)
    if isFirst && isSource { text.name(heading) } else { text.name(words...words) }
    text.endLine(2)
  }

  private mutating func paragraph() -> Int {
    var words = 0
    for _ in 0..<shape.number(in: profile.sentences) { words += sentence() }
    text.endLine(2)
    return words
  }

  private mutating func list(isOrdered: Bool) -> Int {
    var words = 0
    for item in 1...shape.number(in: profile.items) {
      text.append(isOrdered ? "\(item). " : "- ")
      words += sentence()
      text.endLine()
    }
    text.endLine()
    return words
  }

  private mutating func table() -> Int {
    let columns = shape.number(in: 2...4)
    let rows = shape.number(in: profile.items)
    row(columns)
    text.append("|" + String(repeating: " --- |", count: columns))
    text.endLine()
    for _ in 0..<rows { row(columns) }
    text.endLine()
    return 2 * columns * (rows + 1)
  }

  private mutating func row(_ columns: Int) {
    text.append("|")
    for _ in 0..<columns {
      text.append(" ")
      text.name(1...3)
      text.append(" |")
    }
    text.endLine()
  }

  private mutating func sentence() -> Int {
    let count = shape.number(in: profile.sentenceWords)
    let target = shape.chance(9) ? linkTarget() : nil
    let hasCode = shape.chance(3)
    text.markdownSentence(count) { text in
      if let target {
        text.append("[")
        text.name(1...3, capitalized: false)
        text.append("](\(target))")
      } else if hasCode {
        text.append("`settings.sync`")
      }
    }
    return count
  }

  private mutating func linkTarget() -> String {
    switch shape.below(100) {
    case ..<10: return "channel:\(shape.pick(CorpusPlan.channels))"
    case ..<20: return "problem:\(shape.pick(CorpusPlan.problems))"
    case ..<25: return "https://www.example.org/page/\(shape.below(10_000))"
    default:
      let other = plan.neighbour(of: topic, &shape)
      let anchor = shape.chance(25) ? "#\(plan.topics[other].anchor)" : ""
      return plan.path(from: topic, to: other) + anchor
    }
  }

  private mutating func code() {
    text.append("```\n")
    for _ in 0..<shape.number(in: 2...8) {
      text.append("sync --account \(shape.below(100_000)) --region eu-\(shape.below(9)) <status>\n")
    }
    text.append("```\n\n")
  }
}
