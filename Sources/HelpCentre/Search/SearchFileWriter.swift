// The files of a language's index. Everything but the manifest is named after its content, so a
// browser may keep it for ever; the manifest is asked for anew. Words are front-coded and postings
// are numbers in base 64, both as text inside JSON: after compression this was smaller than binary
// numbers, and it needs no decoder of its own.

import Markup

struct SearchFileWriter {
  let language: String
  let entries: [SearchEntry]
  let vocabulary: SearchVocabulary
  let synonyms: [[String]]

  /// The version of the format, in every file.
  static let version = 1
  /// Titles in the quick list.
  private static let quickLimit = 1500
  private static let spellingLimit = 12_000

  func files() -> [SearchFile] {
    var files: [SearchFile] = []
    let shards = shards()
    files += shards.map(\.file)
    let pages = pageFiles()
    files += pages.files
    let quick = named("q", quickList())
    let spelling = named("s", spellingList())
    files += [quick, spelling]
    files.append(
      manifest(
        shards: shards, pageHashes: pages.hashes, quick: quick.path, spelling: spelling.path))
    return files
  }

  // MARK: Manifest

  private func manifest(
    shards: [Shard], pageHashes: String, quick: String, spelling: String
  ) -> SearchFile {
    let rules = SearchRules(language: language)
    var json = JSONWriter(capacity: 4096)
    json.object { json in
      json.member("v", Self.version)
      json.member("language", language)
      json.key("pages")
      json.object { json in
        json.member("count", entries.count)
        json.member("perFile", pagesPerFile)
        json.member("hashes", pageHashes)
        json.key("priority")
        json.array { json in
          for (page, entry) in entries.enumerated() where entry.priority != 1 {
            json.array { json in
              json.value(page)
              json.value(entry.priority)
            }
          }
        }
      }
      json.key("analysis")
      json.object { json in
        json.key("elisions")
        json.array { json in for word in rules.elisions { json.value(word) } }
        json.key("possessive")
        json.value(rules.possessive)
        json.key("dotless")
        json.value(rules.dotless)
        json.key("digraphs")
        json.array { json in
          for (typed, folded) in rules.digraphs {
            json.array { json in
              json.value(typed)
              json.value(folded)
            }
          }
        }
      }
      json.key("shards")
      json.object { json in
        json.key("first")
        json.array { json in for shard in shards { json.value(shard.first) } }
        json.key("files")
        json.array { json in for shard in shards { json.value(relative(shard.file.path)) } }
      }
      json.member("quick", relative(quick))
      json.member("spelling", relative(spelling))
      json.key("synonyms")
      json.array { json in
        for group in foldedSynonyms(rules) {
          json.array { json in for word in group { json.value(word) } }
        }
      }
    }
    return SearchFile(path: "search/\(language).json", bytes: json.bytes)
  }

  private func foldedSynonyms(_ rules: SearchRules) -> [[[UInt8]]] {
    var tokenizer = SearchTokenizer(rules: rules)
    return synonyms.compactMap { group in
      var words: [[UInt8]] = []
      for var text in group {
        text.withUTF8 { tokenizer.scan($0) }
        guard tokenizer.tokens.ends.count == 1 else { continue }
        var folded: [UInt8] = []
        tokenizer.tokens.bytes.withUnsafeBufferPointer { Folding.fold($0, into: &folded) }
        if !words.contains(folded) { words.append(folded) }
      }
      return words.count > 1 ? words : nil
    }
  }

  // MARK: Words

  private struct Shard {
    let first: [UInt8]
    let file: SearchFile
  }

  private func shards() -> [Shard] {
    let target = entries.count < 150 ? Int.max : entries.count <= 10_000 ? 16_000 : 40_000
    var shards: [Shard] = []
    var writer = ShardWriter()
    var first: [UInt8] = []
    for group in vocabulary.groups {
      let key = vocabulary.key(group)
      if writer.isEmpty { first = Array(key) }
      writer.add(key, group, vocabulary.postings[group.postings])
      if writer.size >= target {
        shards.append(Shard(first: first, file: named("t/", writer.finish())))
        writer = ShardWriter()
      }
    }
    if !writer.isEmpty { shards.append(Shard(first: first, file: named("t/", writer.finish()))) }
    return shards
  }

  private func spellingList() -> [UInt8] {
    let groups = vocabulary.groups.filter { vocabulary.key($0).count > 3 }
    let ordered = groups.map(\.frequency).sorted(by: >)
    var minimum = 1
    if ordered.count > Self.spellingLimit { minimum = ordered[Self.spellingLimit] + 1 }
    var terms = FrontCoder()
    var counts = ByteWriter(capacity: 4096)
    for group in groups where group.frequency >= minimum {
      terms.add(vocabulary.key(group))
      Base64VLQ.append(group.frequency.bitWidth - group.frequency.leadingZeroBitCount, to: &counts)
    }
    var json = JSONWriter(capacity: terms.out.count + counts.count + 64)
    json.object { json in
      json.member("v", Self.version)
      json.key("terms")
      json.value(terms.out.bytes)
      json.key("counts")
      json.value(counts.bytes)
    }
    return json.bytes
  }

  // MARK: Pages

  private var pagesPerFile: Int { entries.count > 3000 ? 8 : 1 }

  private func pageFiles() -> (files: [SearchFile], hashes: String) {
    var files: [SearchFile] = []
    var hashes = ""
    let step = pagesPerFile
    for (number, start) in stride(from: 0, to: entries.count, by: step).enumerated() {
      let range = start..<min(start + step, entries.count)
      let bytes = pageFile(range)
      let hash = ContentHash(bytes).hex(6)
      hashes += hash
      let folder = String(number & 255 | 256, radix: 16).dropFirst()
      files.append(
        SearchFile(path: "search/\(language)/p/\(folder)/\(number)-\(hash).json", bytes: bytes))
    }
    return (files, hashes)
  }

  private func pageFile(_ range: Range<Int>) -> [UInt8] {
    let size = range.reduce(0) { total, page in
      entries[page].source.source.sections.reduce(total + 512) { $0 + $1.text.count + 128 }
    }
    var json = JSONWriter(capacity: size + size / 16)
    json.object { json in
      json.member("v", Self.version)
      json.key("pages")
      json.array { json in
        for page in range { write(entries[page], &json) }
      }
    }
    return json.bytes
  }

  private func write(_ entry: SearchEntry, _ json: inout JSONWriter) {
    json.object { json in
      json.member("url", entry.url)
      json.member("title", entry.title)
      json.member("kind", entry.kind.rawValue)
      json.key("crumbs")
      json.array { json in for crumb in entry.crumbs { json.value(crumb) } }
      json.key("sections")
      json.array { json in
        for section in entry.source.source.sections {
          json.object { json in
            json.member("anchor", section.anchor)
            json.member("title", section.title)
            json.key("text")
            json.value(section.text)
          }
        }
      }
    }
  }

  private func quickList() -> [UInt8] {
    var pages = Array(entries.indices)
    if pages.count > Self.quickLimit {
      pages.sort {
        entries[$0].priority != entries[$1].priority
          ? entries[$0].priority > entries[$1].priority : $0 < $1
      }
      pages = pages.prefix(1000).sorted()
    }
    var json = JSONWriter(capacity: pages.count * 96)
    json.object { json in
      json.member("v", Self.version)
      json.key("pages")
      json.array { json in
        for page in pages {
          json.array { json in
            json.value(page)
            json.value(entries[page].kind.rawValue)
            json.value(entries[page].title)
            json.value(entries[page].url)
            json.value(entries[page].crumbs.last ?? "")
          }
        }
      }
    }
    return json.bytes
  }

  // MARK: Names

  private func named(_ prefix: String, _ bytes: [UInt8]) -> SearchFile {
    let separator = prefix.hasSuffix("/") ? "" : "-"
    let hash = ContentHash(bytes).hex(12)
    return SearchFile(path: "search/\(language)/\(prefix)\(separator)\(hash).json", bytes: bytes)
  }

  /// A path below `search/`, as the manifest names it.
  private func relative(_ path: String) -> String { String(path.dropFirst("search/".count)) }
}

/// Writes one shard of words.
private struct ShardWriter {
  private var terms = FrontCoder()
  private var postings = ByteWriter(capacity: 20_000)
  private var variants: [(Int, [[UInt8]])] = []
  private var count = 0

  var isEmpty: Bool { count == 0 }
  var size: Int { terms.out.count + postings.count }

  mutating func add(
    _ key: ArraySlice<UInt8>, _ group: SearchVocabulary.Group,
    _ pages: ArraySlice<SearchVocabulary.Posting>
  ) {
    terms.add(key)
    if count > 0 { postings.append(UInt8(0x20)) }
    Base64VLQ.append(group.frequency, to: &postings)
    var previous = -1
    for posting in pages {
      let page = Int(posting.page)
      Base64VLQ.append(page - previous - 1, to: &postings)
      Base64VLQ.append(Int(posting.impact) << 1 | (posting.inTitle ? 1 : 0), to: &postings)
      Base64VLQ.append(Int(posting.section), to: &postings)
      if !group.variants.isEmpty { Base64VLQ.append(Int(posting.variants), to: &postings) }
      previous = page
    }
    if !group.variants.isEmpty { variants.append((count, group.variants)) }
    count += 1
  }

  func finish() -> [UInt8] {
    var json = JSONWriter(capacity: size + 256)
    json.object { json in
      json.member("v", SearchFileWriter.version)
      json.key("terms")
      json.value(terms.out.bytes)
      json.key("variants")
      json.array { json in
        for (group, words) in variants {
          json.array { json in
            json.value(group)
            for word in words { json.value(word) }
          }
        }
      }
      json.key("postings")
      json.value(postings.bytes)
    }
    return json.bytes
  }
}

/// Words in order, each as the number of UTF-16 units it shares with the one before, then the rest;
/// separated by spaces.
private struct FrontCoder {
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
