// How words and their pages are written: words are front-coded and postings are numbers in base 64, both
// as text inside JSON. After compression this was smaller than binary numbers, and it needs no decoder
// of its own.

import Markup

/// Writes one shard of words after the other.
struct ShardWriter {
  private let vocabulary: SearchVocabulary
  private let scale = FieldScorer.Scale()
  private var terms = FrontCoder()
  private var postings = ByteWriter(capacity: 20_000)
  private var variants: [(Int, [[UInt8]])] = []
  /// Room for the numbers of one group: to append each digit cost more than to find it.
  private var digits: [UInt8] = []
  /// The groups of this shard, and for each of all groups its number among them, or -1.
  private var groups: [Int] = []
  private var numbers: [Int32]
  /// For each term the number of its group.
  private var groupOfTerm: [Int] = []
  /// The number of the first term.
  private var first = 0

  init(_ vocabulary: SearchVocabulary) {
    self.vocabulary = vocabulary
    numbers = Array(repeating: -1, count: vocabulary.groups.count)
  }

  var isEmpty: Bool { groupOfTerm.isEmpty }
  var size: Int { terms.out.count + postings.count }

  /// Adds a term by its number, and its group with the first of its terms.
  mutating func add(_ key: ArraySlice<UInt8>, _ term: Int) {
    let group = vocabulary.group(of: term)
    if isEmpty { first = term }
    terms.add(key)
    if numbers[group] < 0 {
      numbers[group] = Int32(groups.count)
      groups.append(group)
      write(group, groups.count - 1)
    }
    groupOfTerm.append(Int(numbers[group]))
  }

  private mutating func write(_ id: Int, _ number: Int) {
    if number > 0 { postings.append(UInt8(0x20)) }
    let group = vocabulary.groups[id]
    let variants = vocabulary.variants[id]
    let hasVariants = variants != nil
    let most = (group.postings.count * 4 + 1) * Base64VLQ.mostDigits
    if digits.count < most { digits = Array(repeating: 0, count: 2 * most) }
    let scale = scale
    digits.withUnsafeMutableBufferPointer { digits in
      var count = Base64VLQ.write(group.frequency, digits, 0)
      var previous: Int32 = -1
      vocabulary.postings.withUnsafeBufferPointer { all in
        for posting in all[group.postings] {
          count = Base64VLQ.write(Int(posting.page - previous - 1), digits, count)
          let score = scale.level(posting.sum) << 2 | posting.flags
          count = Base64VLQ.write(Int(score), digits, count)
          if posting.isInTitle { count = Base64VLQ.write(Int(posting.place), digits, count) }
          if hasVariants { count = Base64VLQ.write(Int(posting.variants), digits, count) }
          previous = posting.page
        }
      }
      postings.append(UnsafeBufferPointer(rebasing: digits[..<count]))
    }
    if let variants { self.variants.append((number, variants)) }
  }

  /// The shard's bytes; the next term begins another.
  mutating func finish() -> [UInt8] {
    let own = first..<first + groupOfTerm.count
    var json = JSONWriter(capacity: size + 256)
    json.object { json in
      json.member("v", SearchFileWriter.version)
      json.member("terms", terms.out.bytes)
      if groups.count < groupOfTerm.count {
        var written = ByteWriter(capacity: groupOfTerm.count * 2)
        for group in groupOfTerm { Base64VLQ.append(group, to: &written) }
        json.member("groups", written.bytes)
      }
      json.key("variants")
      json.array { json in
        for (group, words) in variants {
          json.array { json in
            json.value(group)
            for word in words { json.value(word) }
          }
        }
      }
      // Forms of a word that stand elsewhere: who looks for one sees the others marked.
      json.key("others")
      json.array { json in
        for (number, group) in groups.enumerated() {
          let members = vocabulary.members[group]
          if members.allSatisfy({ own.contains(Int($0)) }) { continue }
          json.array { json in
            json.value(number)
            for term in members where !own.contains(Int(term)) {
              json.value(Array(vocabulary.key(Int(term))))
            }
          }
        }
      }
      json.member("postings", postings.bytes)
    }
    for group in groups { numbers[group] = -1 }
    groups.removeAll(keepingCapacity: true)
    groupOfTerm.removeAll(keepingCapacity: true)
    variants.removeAll()
    terms = FrontCoder()
    postings.bytes.removeAll(keepingCapacity: true)
    return json.bytes
  }
}

/// Words in order, each as the number of UTF-16 units it shares with the one before, then the rest;
/// separated by spaces.
struct FrontCoder {
  private(set) var out = ByteWriter(capacity: 8192)
  private var previous: [UInt8] = []

  mutating func add(_ word: ArraySlice<UInt8>) {
    let start = word.startIndex
    var shared = 0
    let limit = min(previous.count, word.count)
    while shared < limit, previous[shared] == word[start + shared] { shared += 1 }
    while shared > 0, shared < word.count, word[start + shared] & 0xC0 == 0x80 { shared -= 1 }
    var units = 0
    for byte in previous[..<shared] where byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
    if out.count > 0 { out.append(UInt8(0x20)) }
    Base64VLQ.append(units, to: &out)
    out.append(word[(start + shared)...])
    previous.removeAll(keepingCapacity: true)
    previous.append(contentsOf: word)
  }
}

/// Numbers from 0 in digits of base 64 with five bits each, the lowest first; a digit of 32 or more
/// says that another follows.
enum Base64VLQ {
  /// Digits of the largest number.
  static let mostDigits = (Int.bitWidth + 4) / 5

  private static let digits: StaticString =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

  static func append(_ number: Int, to out: inout ByteWriter) {
    var rest = number
    while rest >= 32 {
      out.append(digits.utf8Start[32 | rest & 31])
      rest >>= 5
    }
    out.append(digits.utf8Start[rest])
  }

  /// Writes at a place of a buffer that has room; gives the place behind.
  @inline(__always)
  static func write(
    _ number: Int, _ out: UnsafeMutableBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    var (rest, next) = (number, start)
    while rest >= 32 {
      out[next] = digits.utf8Start[32 | rest & 31]
      next += 1
      rest >>= 5
    }
    out[next] = digits.utf8Start[rest]
    return next + 1
  }
}
