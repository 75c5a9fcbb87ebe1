// Related articles: those the author names first, then those with the same problems and channels. Each
// list is looked at only as far as a bound, so the work grows with the articles, not their square.

import Markup

/// Finds related topics.
enum RelatedArticles {
  private static let wanted = 4
  private static let lookedAt = 60

  /// The related topics of each topic.
  static func find(
    _ topics: [Topic], named: [[ID<Topic>]], ofProblem: [[ID<Topic>]], ofChannel: [[ID<Topic>]]
  ) -> [[ID<Topic>]] {
    topics.indices.map { index in
      var related = named[index].filter { $0.index != index }
      if related.count >= wanted { return related }
      var scores: [ID<Topic>: Int] = [:]
      let topic = topics[index]
      for problem in topic.problems {
        for other in ofProblem[problem.index].prefix(lookedAt) { scores[other, default: 0] += 3 }
      }
      for channel in topic.channels {
        for other in ofChannel[channel.index].prefix(lookedAt) { scores[other, default: 0] += 2 }
      }
      for other in scores.keys where topics[other.index].categories.first == topic.categories.first
      {
        scores[other, default: 0] += 1
      }
      let ranked = scores.filter { $0.key.index != index && !related.contains($0.key) }
        .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      related += ranked.prefix(wanted - related.count).map(\.key)
      return related
    }
  }
}
