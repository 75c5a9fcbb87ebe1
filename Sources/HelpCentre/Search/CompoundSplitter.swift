// Compounds: `Hochspannungsnetzgerät` is about a Netzgerät, and in some languages every third word of a text is
// made so. Where a site has the words that a long word is made of, its pages are found by those too, at
// half the weight.

/// Splits the long words of a language into words that a site has.
struct CompoundSplitter {
  /// What joins two words in the language, folded.
  private let joints: [[UInt8]]
  /// The letters of the shortest part, and of the shortest word that is split.
  private let shortestPart, shortestWhole: Int

  /// The splitter of a language; nil for one that writes the words apart.
  init?(language: String) {
    let joints: [String]
    var shortest = (part: 4, whole: 9)
    switch language.prefix(while: { $0 != "-" }) {
    case "de": joints = ["s", "es", "n", "en", "er", "e"]
    case "nl": joints = ["s", "e", "en", "n"]
    case "sv": joints = ["s"]
    case "da", "nb", "nn", "no": joints = ["s", "e"]
    case "fi": joints = ["n"]
    case "hu": joints = []
    case "ko":
      joints = []
      shortest = (2, 4)
    default: return nil
    }
    self.joints = joints.map { Array($0.utf8) }
    shortestPart = shortest.part
    shortestWhole = shortest.whole
  }

  /// The parts of a folded word, which are at least two; none when it is not made of known words. The
  /// fewest parts win, then those with the longest last part, which says what the thing is.
  func parts(
    of word: ArraySlice<UInt8>, known: (ArraySlice<UInt8>) -> Int?
  ) -> [Int] {
    // Where letters begin, and the end.
    let places = word.indices.filter { word[$0] & 0xC0 != 0x80 } + [word.endIndex]
    let count = places.count - 1
    guard count >= shortestWhole, word.allSatisfy({ $0 >= 0x61 }) else { return [] }
    /// For each place the fewest parts before it, with the last of them and where that begins.
    var best = [(parts: Int, part: Int, from: Int)?](repeating: nil, count: count + 1)
    best[0] = (0, -1, 0)
    for start in 0...(count - shortestPart) {
      guard let before = best[start] else { continue }
      for end in (start + shortestPart)...count where end - start < count {
        guard let part = known(word[places[start]..<places[end]]) else { continue }
        var ends = end == count || end <= count - shortestPart ? [end] : []
        for joint in joints
        where end + joint.count <= count - shortestPart
          && word[places[end]...].starts(with: joint)
        {
          ends.append(end + joint.count)
        }
        for end in ends {
          if let other = best[end], other.parts <= before.parts + 1 { continue }
          best[end] = (before.parts + 1, part, start)
        }
      }
    }
    guard best[count] != nil else { return [] }
    var parts: [Int] = []
    var place = count
    while place > 0, let step = best[place] {
      parts.append(step.part)
      place = step.from
    }
    return parts.reversed()
  }
}
