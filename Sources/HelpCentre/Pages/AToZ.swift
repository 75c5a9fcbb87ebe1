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
      let key = key(of: text)
      return Place(item: item, key: key, letter: letter(of: key))
    }
    return places.sorted { left, right in
      if left.letter != right.letter { return precedes(left.letter, right.letter) }
      if left.key != right.key {
        return left.key.unicodeScalars.lexicographicallyPrecedes(right.key.unicodeScalars)
      }
      return left.item < right.item
    }
  }

  private static func key(of text: String) -> String {
    // ASCII has no marks, and to ask Foundation takes longer.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
    return text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
  }

  private static func letter(of key: String) -> String {
    let first = key.unicodeScalars.first {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    return first.flatMap { $0.properties.isAlphabetic ? $0.properties.uppercaseMapping : nil } ?? ""
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    if left.isEmpty || right.isEmpty { return right.isEmpty && !left.isEmpty }
    return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
  }

  // MARK: Pages

  /// So many titles stand on one page.
  static let longestPage = 2000
  /// Of more, so many stand on each of several pages; those of a letter stay together if they can.
  static let lengthOfPart = 500

  /// The parts of the sorted titles that stand on a page each; at least one.
  static func pages(_ catalog: Catalog, _ language: ID<Language>) -> [Range<Int>] {
    let count = catalog.topics.count
    if count <= longestPage { return [0..<count] }
    var counts: [String: Int] = [:]
    for index in catalog.topics.indices {
      let title = catalog.article(ID(index), in: language).header.title
      counts[letter(of: key(of: title)), default: 0] += 1
    }
    return pages(counts.sorted { precedes($0.key, $1.key) }.map(\.value))
  }

  /// The parts of a list by how many titles each of its letters has.
  static func pages(_ counts: [Int]) -> [Range<Int>] {
    var pages: [Range<Int>] = []
    var (start, end) = (0, 0)
    func finish() {
      if start < end { pages.append(start..<end) }
      start = end
    }
    for count in counts {
      if end - start + count > lengthOfPart { finish() }
      end += count
      while end - start > lengthOfPart {
        pages.append(start..<(start + lengthOfPart))
        start += lengthOfPart
      }
    }
    finish()
    return pages
  }
}
