// The order in which a site's search is made. Articles are cut into words; when all of a language's are, its
// words are joined and its files made. A language's words take as much memory as its texts, so they are joined
// soon and forgotten: those of a few languages are there at once, and cores seldom wait for one another.

import Glibc
import Synchronization

/// The work on the search of some languages, in tasks that threads take in their order.
final class SearchWork: Sendable {
  /// A piece of work.
  enum Task: Sendable {
    /// Cuts some articles of a language into words, by its place in the order.
    case analyze([ID<Article>], Int)
    /// Joins the words of a language.
    case words(Int)
    /// Makes the texts of some of a language's pages: a part of so many.
    case pages(Int, part: Int, of: Int)
  }

  /// What is done of a language.
  private struct Done {
    /// Its writer, which has no words any more, with the files of words.
    var words: (writer: SearchFileWriter, files: SearchFileWriter.Words)?
    var pages: [SearchFileWriter.Folders?]
  }

  private struct State {
    var analyzed: [AnalyzedSource?]
    /// By how many languages each article is shown whose words are not joined yet.
    var uses: [Int]
    /// How many tasks are not done yet of those that cut the articles of each language, by its place.
    var open: [Int]
    var languages: [Done]
  }

  /// The tasks. None waits for one that comes after it.
  let tasks: [Task]
  private let order: [ID<Language>]
  private let catalog: Catalog
  private let texts: [InterfaceTexts]
  private let state: Mutex<State>

  /// Articles that are cut at once; the texts of twice as many pages are made in one go.
  private static let batch = 32

  init(_ languages: [ID<Language>], _ catalog: Catalog, _ texts: [InterfaceTexts], jobs: Int) {
    self.catalog = catalog
    self.texts = texts
    let order = Self.longestFirst(languages, catalog)
    self.order = order
    var uses = [Int](repeating: 0, count: catalog.articles.count)
    let new = order.map { language in
      catalog.topics.map { $0.shown[language.index] }.filter { article in
        uses[article.index] += 1
        return uses[article.index] == 1
      }
    }
    let pages = catalog.topics.count
    let parts = max(1, pages / (2 * Self.batch))
    // Of a small site each core gets a part.
    let size = max(1, min(Self.batch, new.reduce(0) { $0 + $1.count } / 16))
    var tasks: [Task] = []
    var open: [Int] = []
    for (place, articles) in new.enumerated() {
      let starts = Array(stride(from: 0, to: articles.count, by: size))
      open.append(starts.count)
      for (number, start) in starts.enumerated() {
        tasks.append(.analyze(Array(articles[start..<min(articles.count, start + size)]), place))
        // A little later, so that nobody waits for the last articles of the language before to be cut.
        if place > 0, number == min(starts.count, 2 * jobs) - 1 { tasks.append(.words(place - 1)) }
      }
      if place > 0, starts.isEmpty { tasks.append(.words(place - 1)) }
    }
    if !order.isEmpty { tasks.append(.words(order.count - 1)) }
    for place in order.indices {
      for part in 0..<parts { tasks.append(.pages(place, part: part, of: parts)) }
    }
    self.tasks = tasks
    state = Mutex(
      State(
        analyzed: Array(repeating: nil, count: catalog.articles.count), uses: uses, open: open,
        languages: order.map {
          _ in Done(words: nil, pages: Array(repeating: nil, count: parts))
        }))
  }

  /// Languages by how many words they may have: at the end there should be little left to wait for. While the words
  /// of the first are joined, those of the next are cut: of all orders, least are there at once with the shortest.
  private static func longestFirst(
    _ languages: [ID<Language>], _ catalog: Catalog
  ) -> [ID<Language>] {
    let sizes = languages.map { language in
      let bytes = catalog.topics.reduce(0) { size, topic in
        size + catalog.articles[topic.shown[language.index].index].body.html.count
      }
      return bytes * wordsOfAText(in: catalog.languages[language].code)
    }
    var order = languages.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    if order.count > 2 { order.insert(order.removeLast(), at: 1) }
    return order.map { languages[$0] }
  }

  /// How many words a text has beside one of as many bytes in a language that parts words: without spaces each
  /// character begins one.
  private static func wordsOfAText(in code: String) -> Int {
    ["zh", "ja", "th", "km", "lo", "my"].contains(code.prefix { $0 != "-" }) ? 4 : 1
  }

  /// Does a task; waits for those before it that it needs, which other threads are working on.
  func run(_ index: Int) {
    switch tasks[index] {
    case .analyze(let articles, let place):
      let analyzed = SearchIndex.analyze(articles.map { SiteSearch.source($0, catalog) })
      state.withLock { state in
        for (article, source) in zip(articles, analyzed) { state.analyzed[article.index] = source }
        state.open[place] -= 1
      }
    case .words(let place): makeWords(place)
    case .pages(let place, let part, let count):
      let writer = waited { state in state.languages[place].words?.writer }
      let folders = writer.pageFolderCount
      let pages = writer.pages(part * folders / count..<(part + 1) * folders / count)
      state.withLock { $0.languages[place].pages[part] = pages }
    }
  }

  private func makeWords(_ place: Int) {
    var writer = writer(place)
    let files = writer.words()
    state.withLock { $0.languages[place].words = (writer, files) }
  }

  /// The writer of a language with the words of its articles, which nobody else keeps any more unless another
  /// language shows them too.
  private func writer(_ place: Int) -> SearchFileWriter {
    let topics = catalog.topics
    let language = order[place]
    // Articles that stand in for missing ones were cut with an earlier language.
    let analyzed = waited { (state: inout State) -> [AnalyzedSource?]? in
      guard state.open[...place].allSatisfy({ $0 == 0 }) else { return nil }
      let shown = topics.map { $0.shown[language.index].index }
      let analyzed = shown.map { state.analyzed[$0] }
      for article in shown {
        state.uses[article] -= 1
        if state.uses[article] == 0 { state.analyzed[article] = nil }
      }
      return analyzed
    }
    return SearchFileWriter(
      language: catalog.languages[language].code,
      entries: SiteSearch.entries(in: language, catalog, texts[language.index], analyzed),
      synonyms: catalog.tables.synonyms[language.index])
  }

  /// Asks until there is an answer.
  private func waited<Value: Sendable>(_ ask: (inout State) -> Value?) -> Value {
    while true {
      if let value = state.withLock({ ask(&$0) }) { return value }
      usleep(200)
    }
  }

  /// The files of a language when all tasks are done.
  func files(of id: ID<Language>) -> [SearchFile] {
    guard let place = order.firstIndex(of: id) else { return [] }
    let done = state.withLock { $0.languages[place] }
    guard let words = done.words else { return [] }
    return words.writer.files(words.files, done.pages.compactMap { $0 })
  }
}
