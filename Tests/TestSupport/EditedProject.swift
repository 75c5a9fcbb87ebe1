// A project that is edited again and again, as an editor at work would do it and worse. The edits come from a
// seed, so a failing sequence can be repeated.

/// A small project on the disk with random edits.
package struct EditedProject {
  /// Where it is.
  package let folder = TemporaryFolder()
  private var texts: [String: String]
  private var random: SplitMix
  private var count = 0

  /// Writes the project as it is before all edits.
  package init(seed: UInt64) {
    random = SplitMix(seed)
    texts = Self.start
    for (path, text) in texts { folder.write(Array(text.utf8), to: path) }
  }

  /// Makes an edit and says which. Every second mistake is taken back, or there would soon be nothing else.
  package mutating func edit(afterMistake: Bool) -> String {
    count += 1
    if afterMistake, random.below(2) == 0 { return restore() }
    let articles = texts.keys.filter { $0.hasSuffix(".md") && !$0.contains("/_") }.sorted()
    let article = random.pick(articles)
    let other = random.pick(articles)
    let number = count
    switch random.below(24) {
    case 0...4: return change(article) { $0 + "\nMore of it, number \(number).\n" }
    case 5: return change(article) { $0 + "\n## Part \(number)\n\nA new part.\n" }
    case 6:
      return change(article) { $0.replacing("title: ", with: "title: New ", maxReplacements: 1) }
    case 7: return change(article) { $0.replacing("## ", with: "### ", maxReplacements: 1) }
    case 8: return change(article) { Self.withoutLines($0, startingWith: "##") }
    case 9: return change(article, linkTo: other)
    case 10:
      let value = random.pick(["account", "contact", "none", "nothing"])
      return change(article) { Self.setting("categories", to: "[\(value)]", in: $0) }
    case 11: return change(article) { Self.setting("draft", to: "true", in: $0) }
    case 12: return change(article) { Self.withoutLines($0, startingWith: "draft:") }
    case 13: return change(article) { Self.setting("slug", to: "s\(number % 3)", in: $0) }
    case 14: return remove(article)
    case 15, 16:
      let language = random.pick(["en", "fr", "ar"])
      return add(language, random.pick(["account/a", "contact/b", "n"]))
    case 17: return rename(article)
    case 18: return change("Content/en/_snippets/hours.md") { $0 + "\nAt \(number).\n" }
    case 19: return changeTable()
    case 20: return changeTheme()
    case 21: return changeLanguages()
    case 22:
      // An image may be replaced by another one, or be gone.
      let image = Self.image(random.number(in: 1...3))
      return write("Content/assets/plan.svg", image)
    default: return change(article) { $0 + "{{nobody}} ::: \n" }
    }
  }

  /// Changes the text of a file, which is there.
  package mutating func change(_ path: String, _ body: (String) -> String) -> String {
    write(path, body(texts[path] ?? "---\ntitle: T\n---\n"))
  }

  /// Replaces a file's text.
  @discardableResult
  package mutating func write(_ path: String, _ text: String) -> String {
    texts[path] = text
    folder.write(Array(text.utf8), to: path)
    return "write \(path)"
  }

  /// Deletes a file.
  package mutating func remove(_ path: String) -> String {
    texts[path] = nil
    folder.delete(path)
    return "remove \(path)"
  }

  private mutating func change(_ path: String, linkTo other: String) -> String {
    let up = String(repeating: "../", count: path.split(separator: "/").count - 3)
    let key = other.split(separator: "/").dropFirst(2).joined(separator: "/")
    let fragment = random.pick(["", "#part-1", "#nowhere"])
    return change(path) {
      $0 + "\nSee [the other](\(up)\(key)\(fragment)), [mail](channel:email).\n"
    }
  }

  private mutating func add(_ language: String, _ key: String) -> String {
    let path = "Content/\(language)/\(key)-\(random.below(4)).md"
    let alias = "old-\(random.below(3))"
    return write(
      path, "---\ntitle: Added \(count)\naliases: [\(alias)]\n---\n## Part 1\n\nText.\n")
  }

  private mutating func rename(_ path: String) -> String {
    let text = texts[path] ?? ""
    let name = path.replacing(".md", with: "-\(random.below(3)).md")
    return remove(path) + ", " + write(name, text)
  }

  private mutating func changeTable() -> String {
    let number = count
    switch random.below(6) {
    case 0:
      return change("Content/channels.yaml") { $0.replacing("max: 1,", with: "max: \(number),") }
    case 1:
      return change("Content/problems.yaml") { $0.replacing("blocked", with: "locked") }
    case 2: return write("Content/categories.yaml", Self.start["Content/categories.yaml"] ?? "")
    case 3:
      return change("Content/categories.yaml") {
        $0 + "more-\(number):\n  title: {en: More, fr: Plus, ar: أكثر}\n"
      }
    case 4:
      return write(
        "Content/en/_glossary.yaml",
        "pin:\n  term: PIN\n  definition: A number that only you know, \(count).\n")
    default: return write("Content/channels.yaml", "in-app: [\n")
    }
  }

  private mutating func changeTheme() -> String {
    switch random.below(3) {
    case 0: return write("Themes/base/assets/other.css", "/* \(count) */")
    case 1:
      return write("Themes/base/texts/en.yaml", "home: Start \(count)\n")
    default:
      let path = "Themes/base/assets/other.css"
      return texts[path] == nil ? write(path, "") : remove(path)
    }
  }

  private mutating func changeLanguages() -> String {
    let lists = ["[en, fr, ar]", "[fr, en]", "[en, {code: fr, fallback: en}, ar]", "[en]"]
    let list = random.pick(lists)
    return change("Content/site.yaml") { Self.setting("languages", to: list, in: $0) }
  }

  /// All files are as at the beginning.
  private mutating func restore() -> String {
    for path in texts.keys.sorted() where Self.start[path] == nil { _ = remove(path) }
    for path in Self.start.keys.sorted() where texts[path] != Self.start[path] {
      write(path, Self.start[path] ?? "")
    }
    return "restore"
  }

  /// Gives a field another value, at the end of the front matter if it has none.
  private static func setting(_ field: String, to value: String, in text: String) -> String {
    var lines = withoutLines(text, startingWith: field + ":").split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = lines.dropFirst().firstIndex(of: "---") ?? lines.count - 1
    lines.insert("\(field): \(value)", at: end)
    return lines.joined(separator: "\n")
  }

  private static func withoutLines(_ text: String, startingWith start: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix(start) }.joined(separator: "\n")
  }

  private static func image(_ number: Int) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(number)0\" height=\"20\"/>"
  }

  private static let start: [String: String] = {
    var texts = Dictionary(
      uniqueKeysWithValues: SiteDefaults.files.map { ($0.path, $0.text + "\n") })
    texts["Content/site.yaml"] = """
      title: {en: Test help, fr: Aide de test, ar: مساعدة}
      base-url: https://help.example.org
      source: en
      languages: [en, fr, ar]
      variables: {app: {en: WhatsApp}}
      severities: {channel-without-article: off, missing-translation: off, vanished-page: off}

      """
    texts["Content/assets/plan.svg"] = image(1)
    texts["Content/en/_snippets/hours.md"] =
      "## Hours\n\nWe answer [by mail](channel:email) all day.\n"
    for (place, key) in ["account/a-0", "account/login", "contact/b-0", "contact/mail"].enumerated()
    {
      for language in ["en", "fr"] where language == "en" || place != 1 {
        texts["Content/\(language)/\(key).md"] = """
          ---
          title: \(language) \(key)
          problems: [verification-code]
          aliases: [alias-\(place)]
          ---
          ## Part 1

          The first part of \(key), with the PIN. ![plan](../../assets/plan.svg)

          ## Part 2

          See [another](../account/a-0.md#part-1), [mail](channel:email).

          ::include{file=hours}

          """
      }
    }
    return texts
  }()
}

/// The same numbers everywhere for a seed.
package struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  /// The numbers of a seed.
  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number below `bound`.
  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// A number of a range.
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// One of several things.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}
