// The files of a language's index. Everything but the manifest is named after its content, so a
// browser may keep it for ever; the manifest is asked for anew. The words and the texts of the pages
// are made apart, in any order and at the same time; the manifest names both.

import Markup

/// Writes the files of one language.
struct SearchFileWriter: Sendable {
  let language: String
  let entries: [SearchEntry]
  let synonyms: [Synonym]

  /// The version of the format, in every file.
  static let version = 1
  /// Titles in the quick list.
  private static let quickLimit = 1500
  private static let spellingLimit = 12_000

  /// The files of words.
  struct Words: Sendable {
    fileprivate let shards: [Shard]
    fileprivate let spelling: SearchFile
  }

  /// Files with the texts of pages.
  struct Pages: Sendable {
    fileprivate var files: [SearchFile] = []
    fileprivate var hashes = ""
  }

  /// All files, of the words and of the pages in their order.
  func files(_ words: Words, _ pages: [Pages]) -> [SearchFile] {
    let quick = named("q", quickList())
    let manifest = manifest(
      shards: words.shards, pageHashes: pages.map(\.hashes).joined(), quick: quick.path,
      spelling: words.spelling.path)
    return words.shards.map(\.file) + pages.flatMap(\.files) + [quick, words.spelling, manifest]
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
        json.member("perFolder", filesPerFolder)
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
        json.member("elisions", rules.elisions)
        json.member("possessive", rules.possessive)
        json.member("dotless", rules.dotless)
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
        for phrases in foldedSynonyms(rules) {
          json.array { json in
            for phrase in phrases {
              json.array { json in for word in phrase { json.value(word) } }
            }
          }
        }
      }
    }
    return SearchFile(path: "search/\(language).json", bytes: json.bytes)
  }

  /// For each synonym the folded words that are typed, then those of each phrase that is found.
  private func foldedSynonyms(_ rules: SearchRules) -> [[[[UInt8]]]] {
    var tokenizer = SearchTokenizer(rules: rules)
    func words(_ text: String) -> [[UInt8]] {
      var text = text
      text.withUTF8 { tokenizer.scan($0) }
      let parts = Set(tokenizer.tokens.parts)
      var words: [[UInt8]] = []
      var start = 0
      for (place, end) in tokenizer.tokens.ends.enumerated() {
        let word = Array(tokenizer.tokens.bytes[start..<end])
        start = end
        if parts.contains(place) { continue }
        var folded: [UInt8] = []
        word.withUnsafeBufferPointer { Folding.fold($0, into: &folded) }
        words.append(folded)
      }
      return words
    }
    return synonyms.compactMap { synonym in
      let typed = words(synonym.typed)
      let found = synonym.found.map(words).filter { !$0.isEmpty && $0 != typed }
      return typed.isEmpty || found.isEmpty ? nil : [typed] + found
    }
  }

  // MARK: Words

  fileprivate struct Shard: Sendable {
    let first: [UInt8]
    let file: SearchFile
  }

  /// Makes the files of words.
  func words() -> Words {
    let vocabulary = SearchVocabulary(entries: entries, language: language)
    return Words(shards: shards(vocabulary), spelling: named("s", spellingList(vocabulary)))
  }

  private func shards(_ vocabulary: SearchVocabulary) -> [Shard] {
    let target = entries.count < 150 ? Int.max : entries.count <= 10_000 ? 4_500 : 20_000
    var shards: [Shard] = []
    var writer = ShardWriter()
    var first: [UInt8] = []
    for term in vocabulary.terms {
      let key = vocabulary.key(term)
      if writer.isEmpty { first = Array(key) }
      writer.add(key, term.group, of: vocabulary)
      if writer.size >= target {
        shards.append(Shard(first: first, file: named("t/", writer.finish())))
        writer = ShardWriter()
      }
    }
    if !writer.isEmpty { shards.append(Shard(first: first, file: named("t/", writer.finish()))) }
    return shards
  }

  private func spellingList(_ vocabulary: SearchVocabulary) -> [UInt8] {
    let words = vocabulary.terms.filter { vocabulary.key($0).count > 3 }.map {
      (key: vocabulary.key($0), frequency: vocabulary.groups[$0.group].frequency)
    }
    let ordered = words.map(\.frequency).sorted(by: >)
    var minimum = 1
    if ordered.count > Self.spellingLimit { minimum = ordered[Self.spellingLimit] + 1 }
    var terms = FrontCoder()
    var counts = ByteWriter(capacity: 4096)
    for word in words where word.frequency >= minimum {
      terms.add(word.key)
      Base64VLQ.append(word.frequency.bitWidth - word.frequency.leadingZeroBitCount, to: &counts)
    }
    var json = JSONWriter(capacity: terms.out.count + counts.count + 64)
    json.object { json in
      json.member("v", Self.version)
      json.member("terms", terms.out.bytes)
      json.member("counts", counts.bytes)
    }
    return json.bytes
  }

  // MARK: Pages

  private var pagesPerFile: Int { entries.count > 3000 ? 8 : 1 }

  /// How many files the texts of the pages fill.
  private var pageFileCount: Int { (entries.count + pagesPerFile - 1) / pagesPerFile }
  /// At most 256 folders, each named after what is in it: a name for each file would be most of the
  /// manifest.
  private var filesPerFolder: Int { max(16, (pageFileCount + 255) / 256) }
  /// How many folders the files with texts of pages fill.
  var pageFolderCount: Int { (pageFileCount + filesPerFolder - 1) / filesPerFolder }

  /// Makes the files with texts of pages in some folders, by their numbers.
  func pages(_ folders: Range<Int>) -> Pages {
    var pages = Pages()
    for folder in folders {
      let first = folder * filesPerFolder
      let numbers = first..<min(pageFileCount, first + filesPerFolder)
      let files = numbers.map { number in
        let start = number * pagesPerFile
        return pageFile(start..<min(start + pagesPerFile, entries.count))
      }
      let hash = ContentHash(Array(files.joined())).hex(6)
      pages.hashes += hash
      for (number, bytes) in zip(numbers, files) {
        pages.files.append(
          SearchFile(path: "search/\(language)/p/\(folder)-\(hash)/\(number).json", bytes: bytes))
      }
    }
    return pages
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
      json.member("crumbs", entry.crumbs)
      if let way = entry.way {
        json.key("way")
        way.write(&json)
      }
      json.key("sections")
      json.array { json in
        for section in entry.source.source.sections {
          json.object { json in
            json.member("anchor", section.anchor)
            json.member("title", section.title)
            json.member("text", section.text)
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
            if let way = entries[page].way {
              json.value(way.title)
              json.value(way.url)
            }
          }
        }
      }
    }
    return json.bytes
  }

  // MARK: Names

  private func named(_ prefix: String, _ bytes: [UInt8]) -> SearchFile {
    let separator = prefix.hasSuffix("/") ? "" : "-"
    let hash = ContentHash(bytes).hex(8)
    return SearchFile(path: "search/\(language)/\(prefix)\(separator)\(hash).json", bytes: bytes)
  }

  /// A path below `search/`, as the manifest names it.
  private func relative(_ path: String) -> String { String(path.dropFirst("search/".count)) }
}
