// How the time of a build grows with the articles and with the languages. Each size is measured like a
// single corpus, with the floor in the same turn; ms per article tells whether the growth is linear.

/// Builds of corpora of different sizes.
struct ScaleMeasurement: Codable {
  /// The languages of the corpora that differ in articles.
  static let languages = 6
  /// The articles of the corpora that differ in languages.
  static let articles = 10_000

  /// In the order in which they were measured.
  private(set) var sizes: [BuildMeasurement] = []

  /// The corpora to measure: their numbers of articles and of languages.
  static func plan(upTo largest: Int) -> [(articles: Int, languages: Int)] {
    [1000, 3000, 10_000, 30_000, 100_000].filter { $0 <= largest }.map { ($0, languages) }
      + [5, 10, 20, 40].map { (min(articles, largest), $0) }
  }

  /// Measures one size more.
  mutating func add(_ size: BuildMeasurement) { sizes.append(size) }

  /// Everything that was measured, as JSON.
  func json() throws -> String { try encoded(self) }

  /// The head of the table.
  static let head = """
    Times in ms; the best of all turns, memory the median

    | articles | languages | MB | wall | CPU | ms per article | without search | peak MB | files \
    | MB written | times the floor |
    |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
    """

  /// A row of the table.
  static func row(_ size: BuildMeasurement) -> String {
    let wall = best(size.builds, \.wallSeconds)
    let count = Double(size.articles)
    let cells = [
      "\(size.articles)", "\(size.languages)", megabytes(size.articleBytes),
      fixed(wall * 1000, digits: 0), fixed(best(size.builds, \.cpuSeconds) * 1000, digits: 0),
      fixed(wall * 1000 / count, digits: 3),
      fixed(best(size.builds, \.wallSecondsWithoutSearch) * 1000 / count, digits: 3),
      megabytes(Int(median(size.builds.map { Double($0.peakBytes) }))), "\(size.output.files)",
      megabytes(size.output.bytes), fixed(wall / best(size.floors, \.wallSeconds), digits: 2),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private static func best(
    _ runs: [BuildMeasurement.Run], _ value: (BuildMeasurement.Run) -> Double
  ) -> Double { runs.map(value).min() ?? 0 }

  private static func megabytes(_ bytes: Int) -> String {
    fixed(Double(bytes) / 1e6, digits: bytes < 10_000_000 ? 1 : 0)
  }
}
