// How words and their pages are written: words are front-coded and postings are numbers in base 64, both
// as text inside JSON. After compression this was smaller than binary numbers, and it needs no decoder
// of its own.

import Markup

/// Writes one shard of words after the other.
struct ShardWriter {
  private let vocabulary: SearchVocabulary
  private var terms = FrontCoder()
  private var postings = ByteWriter(capacity: 20_000)
  private var variants: [(Int, [[UInt8]])] = []
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
    let group = vocabulary.terms[term].group
    if isEmpty { first = term }
    terms.add(key)
    if numbers[group] < 0 {
      numbers[group] = Int32(groups.count)
      groups.append(group)
      write(vocabulary.groups[group], groups.count - 1)
    }
    groupOfTerm.append(Int(numbers[group]))
  }

  private mutating func write(_ group: SearchVocabulary.Group, _ number: Int) {
    if number > 0 { postings.append(UInt8(0x20)) }
    Base64VLQ.append(group.frequency, to: &postings)
    var previous = -1
    let hasVariants = !group.variants.isEmpty
    vocabulary.postings.withUnsafeBufferPointer { all in
      for posting in all[group.postings] {
        let page = Int(posting.page)
        Base64VLQ.append(page - previous - 1, to: &postings)
        Base64VLQ.append(Int(posting.impact) << 2 | Int(posting.flags), to: &postings)
        if posting.isInTitle { Base64VLQ.append(Int(posting.place), to: &postings) }
        if hasVariants { Base64VLQ.append(Int(posting.variants), to: &postings) }
        previous = page
      }
    }
    if hasVariants { variants.append((number, group.variants)) }
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
              json.value(Array(vocabulary.key(vocabulary.terms[Int(term)])))
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
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func append(_ number: Int, to out: inout ByteWriter) {
    var rest = number
    while rest >= 32 {
      out.append(digits[32 | rest & 31])
      rest >>= 5
    }
    out.append(digits[rest])
  }
}
