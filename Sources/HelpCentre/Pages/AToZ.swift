// The order in which readers look for titles and terms: without marks and case, letters first.

import Foundation
import Markup

/// The order of texts from A to Z.
enum AToZ {
  /// A text's place among others.
  struct Place: Sendable {
    /// Which of the texts it is.
    let item: Int
    /// What it is sorted by: without marks and case.
    let key: String
    /// The group it stands in; empty for digits and signs.
    let letter: String
  }

  /// The titles of all topics.
  static func sorted(_ catalog: Catalog, _ language: ID<Language>) -> [Place] {
    sorted(catalog.topics.indices.map { catalog.article(ID($0), in: language).header.title })
  }

  /// The places of texts, letters first, digits and signs last.
  static func sorted(_ texts: [String]) -> [Place] {
    let places = texts.enumerated().map { item, text -> Place in
      let key = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
      let first = key.unicodeScalars.first {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      let letter = first.flatMap {
        $0.properties.isAlphabetic ? $0.properties.uppercaseMapping : nil
      }
      return Place(item: item, key: key, letter: letter ?? "")
    }
    return places.sorted { left, right in
      if left.letter.isEmpty != right.letter.isEmpty { return right.letter.isEmpty }
      if left.letter != right.letter {
        return left.letter.unicodeScalars.lexicographicallyPrecedes(right.letter.unicodeScalars)
      }
      if left.key != right.key {
        return left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars)
      }
      return left.item < right.item
    }
  }
}
