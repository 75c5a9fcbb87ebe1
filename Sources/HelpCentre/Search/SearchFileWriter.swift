// The files of a language's index. Everything but the manifest is named after its content, so a
// browser may keep it for ever; the manifest is asked for anew. The words and the texts of the pages
// are made apart, in any order and at the same time; the manifest names both.

import Markup

/// Writes the files of one language.
struct SearchFileWriter: Sendable {
  let language: String
  private(set) var entries: [SearchEntry]
  let synonyms: [Synonym]
  var sizes = Sizes()

  /// How large files become; other than these only to test with few words what large sites have.
  struct Sizes: Sendable {
    /// The size of a shard in bytes; nil: by the number of pages.
    var shard: Int?
    /// How many shards a manifest names each; of more it names the folders.
    var mostNamed = 1_000
  }

  /// The version of the format, in every file.
  static let version = 1
  /// Titles in the quick list.
  private static let quickLimit = 1500
  /// Words for spelling; the rarest of a very large site are left out.
  private static let spellingLimit = 60_000
  /// The size of a file of them, in bytes.
  private static let spellingFile = 6_000

  /// The files of words.
  struct Words: Sendable {
    let shards, spelling: WordFiles
  }

  /// All files, of the words and of the pages in their order.
  func files(_ words: Words, _ pages: [Folders]) -> [SearchFile] {
    let quick = named("q", quickList())
    let manifest = manifest(
      words, pageHashes: pages.map(\.hashes).joined(), quick: quick.path)
    return words.shards.folders.files + words.spelling.folders.files + pages.flatMap(\.files)
      + [quick, manifest]
  }

  // MARK: Manifest

  private func manifest(_ words: Words, pageHashes: String, quick: String) -> SearchFile {
    let rules = SearchRules(language: language)
    var json = JSONWriter(capacity: 4096)
    json.object { json in
      json.member("v", Self.version)
      json.member("language", language)
      json.key("pages")
      json.object { json in
        json.member("count", entries.count)
        json.member("perFolder", pagesPerFolder)
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
      for (kind, files) in [("terms", words.shards), ("spelling", words.spelling)] {
        json.key(kind)
        json.object { json in
          json.member("first", files.first)
          json.member("perFolder", files.perFolder)
          json.member("hashes", files.folders.hashes)
          if files.isNested { json.member("nested", true) }
        }
      }
      json.member("quick", relative(quick))
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
    return SearchFile(path: "search/\(language).json", content: .bytes(json.bytes))
  }

  /// For each synonym the folded words that are typed, then those of each phrase that is found.
  private func foldedSynonyms(_ rules: SearchRules) -> [[[[UInt8]]]] {
    var tokenizer = SearchTokenizer(rules: rules)
    func words(_ text: String) -> [[UInt8]] {
      var text = text
      text.withUTF8 { tokenizer.scan($0) }
      let parts = Set(tokenizer.tokens.parts)
      var words: [[UInt8]] = []
      for place in 0..<tokenizer.tokens.count where !parts.contains(place) {
        var folded: [UInt8] = []
        Folding.fold(tokenizer.tokens[place], into: &folded)
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

  /// Makes the files of words, and gives the words of the pages back: they take more memory than all else here.
  mutating func words() -> Words {
    let vocabulary = SearchVocabulary(entries: entries, language: language)
    for index in entries.indices { entries[index].source.forgetWords() }
    return Words(shards: shards(vocabulary), spelling: spelling(vocabulary))
  }

  /// The size of a shard in bytes: a query loads one or two for each word, and the manifest names all.
  private var shardSize: Int {
    switch entries.count {
    case ..<150: sizes.shard ?? Int.max
    case ...5_000: sizes.shard ?? 2_600
    default: sizes.shard ?? 5_000
    }
  }

  /// Words with their pages.
  private func shards(_ vocabulary: SearchVocabulary) -> WordFiles {
    let target = shardSize
    var files = WordFileList()
    var writer = ShardWriter(vocabulary)
    for term in vocabulary.termNumbers {
      let key = vocabulary.key(term)
      files.add(key)
      writer.add(key, term)
      if writer.size >= target { files.end(writer.finish()) }
    }
    if !writer.isEmpty { files.end(writer.finish()) }
    return files.inFolders(below: "search/\(language)/t", mostNamed: sizes.mostNamed)
  }

  /// Words with how frequent they are, for queries with words that the index does not have.
  private func spelling(_ vocabulary: SearchVocabulary) -> WordFiles {
    let words = vocabulary.termNumbers.filter { Self.canBeMisspelt(vocabulary.key($0)) }.map {
      (key: vocabulary.key($0), frequency: vocabulary.groups[vocabulary.group(of: $0)].frequency)
    }
    let ordered = words.map(\.frequency).sorted(by: >)
    var minimum = 1
    if ordered.count > Self.spellingLimit { minimum = ordered[Self.spellingLimit] + 1 }
    var files = WordFileList()
    var terms = FrontCoder()
    var counts = ByteWriter(capacity: 4096)
    func finish() {
      var json = JSONWriter(capacity: terms.out.count + counts.count + 64)
      json.object { json in
        json.member("v", Self.version)
        json.member("terms", terms.out.bytes)
        json.member("counts", counts.bytes)
      }
      files.end(json.bytes)
      terms = FrontCoder()
      counts = ByteWriter(capacity: 4096)
    }
    for word in words where word.frequency >= minimum {
      files.add(word.key)
      terms.add(word.key)
      Base64VLQ.append(word.frequency.bitWidth - word.frequency.leadingZeroBitCount, to: &counts)
      if terms.out.count >= Self.spellingFile { finish() }
    }
    if terms.out.count > 0 { finish() }
    return files.inFolders(below: "search/\(language)/s", mostNamed: .max)
  }

  /// Words of four letters, or two syllables of Korean, and more. Nobody means `m4a` or `site.yaml` by
  /// something like it.
  private static func canBeMisspelt(_ word: ArraySlice<UInt8>) -> Bool {
    if word.contains(where: { $0 < 0x3A || $0 == 0x5F }) { return false }
    let letters = word.count { $0 & 0xC0 != 0x80 }
    return letters > 3 || letters > 1 && (0xEA...0xED).contains(word.first ?? 0)
  }

  // MARK: Pages

  private var pagesPerFolder: Int { Folders.size(entries.count) }
  /// How many folders the files with texts of pages fill.
  var pageFolderCount: Int { (entries.count + pagesPerFolder - 1) / pagesPerFolder }

  /// Makes the files with texts of pages in some folders, by their numbers.
  func pages(_ numbers: Range<Int>) -> Folders {
    var folders = Folders()
    for folder in numbers {
      let first = folder * pagesPerFolder
      let pages = first..<min(entries.count, first + pagesPerFolder)
      let files = entries[pages].map { PageFile($0) }
      folders.add(
        folder, files.map { ($0.hash, .page($0)) }, pages, below: "search/\(language)/p")
    }
    return folders
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
    let hash = ContentHash(bytes).hex(8)
    return SearchFile(
      path: "search/\(language)/\(prefix)-\(hash).json", content: .bytes(bytes))
  }

  /// A path below `search/`, as the manifest names it.
  private func relative(_ path: String) -> String { String(path.dropFirst("search/".count)) }
}
