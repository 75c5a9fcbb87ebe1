// What a corpus holds before a word of it is written: categories, and for each article its place, its
// file and a heading that others can link to. Every link of a corpus leads somewhere because of it.

/// The categories and articles of a corpus.
struct CorpusPlan: Sendable {
  /// A category and where its articles lie.
  struct Category: Sendable {
    let id: String
    let parent: String?
    /// Below the language's folder: `account/devices`.
    var folder: String { parent.map { "\($0)/\(id)" } ?? id }
    /// How many folders lie above its articles, in a language.
    var depth: Int { parent == nil ? 1 : 2 }
  }

  /// An article in all its languages.
  struct Topic: Sendable {
    let category: Int
    /// The file's name without `.md`.
    let name: String
    /// The words of its title and of its first heading in the first language.
    let title, heading: [Int]
    /// The anchor of that heading.
    let anchor: String
  }

  static let problems = [
    "account-blocked", "verification-code", "payment", "feature-fault", "business-account",
    "security-privacy", "backup-restore", "general-question", "urgent-matter",
  ]
  static let channels = ["in-app", "email", "help-centre", "social", "business"]
  static let categories = [
    Category(id: "account", parent: nil), Category(id: "sign-in", parent: "account"),
    Category(id: "devices", parent: "account"), Category(id: "payments", parent: nil),
    Category(id: "refunds", parent: "payments"), Category(id: "features", parent: nil),
    Category(id: "calls", parent: "features"), Category(id: "groups", parent: "features"),
    Category(id: "business", parent: nil), Category(id: "catalogue", parent: "business"),
    Category(id: "privacy", parent: nil), Category(id: "blocking", parent: "privacy"),
    Category(id: "backups", parent: nil), Category(id: "notifications", parent: nil),
    Category(id: "messages", parent: nil), Category(id: "media", parent: nil),
    Category(id: "desktop", parent: nil), Category(id: "developers", parent: nil),
    Category(id: "accessibility", parent: nil), Category(id: "getting-started", parent: nil),
  ]

  /// The articles.
  let topics: [Topic]
  private let topicsByCategory: [[Int]]

  /// Plans `count` articles; `vocabulary` is that of the first language, English.
  init(count: Int, vocabulary: Vocabulary, seed: UInt64) {
    var random = RandomNumbers(seed: seed, 2)
    var topics: [Topic] = []
    var topicsByCategory = [[Int]](repeating: [], count: Self.categories.count)
    for index in 0..<count {
      // Two draws, the smaller one counts: some categories are much larger than others.
      let category = min(
        random.below(Self.categories.count), random.below(Self.categories.count))
      let title = (0..<random.number(in: 3...7)).map { _ in
        random.chance(25) ? vocabulary.draw(&random) : vocabulary.drawTopic(&random)
      }
      let heading = (0..<3).map { _ in vocabulary.drawTopic(&random) }
      topics.append(
        Topic(
          category: category,
          name: "\(Self.slug(Array(title.prefix(3)), vocabulary))-\(index + 1)", title: title,
          heading: heading, anchor: Self.slug(heading, vocabulary)))
      topicsByCategory[category].append(index)
    }
    self.topics = topics
    self.topicsByCategory = topicsByCategory
  }

  /// The key of an article: `account/devices/some-words-12`.
  func key(of topic: Int) -> String {
    "\(Self.categories[topics[topic].category].folder)/\(topics[topic].name)"
  }

  /// The path from one article's file to another's.
  func path(from topic: Int, to other: Int) -> String {
    let (source, target) = (topics[topic].category, topics[other].category)
    if source == target { return "\(topics[other].name).md" }
    return String(repeating: "../", count: Self.categories[source].depth) + key(of: other) + ".md"
  }

  /// An article to link to: most often one of the same category.
  func neighbour(of topic: Int, _ random: inout RandomNumbers) -> Int {
    random.chance(60)
      ? random.pick(topicsByCategory[topics[topic].category]) : random.below(topics.count)
  }

  private static func slug(_ words: [Int], _ vocabulary: Vocabulary) -> String {
    words.map { String(decoding: vocabulary.word($0), as: UTF8.self) }.joined(separator: "-")
  }
}
