// A help centre made for measuring, written to the disk.

import Foundation
import Glibc
import Markup

/// A help centre of made-up articles.
struct Corpus: Sendable {
  /// How many articles a corpus has, each in all languages.
  let topics: Int
  /// The first languages of `CorpusLanguage.all`.
  let languages: [CorpusLanguage]
  /// What the articles are like.
  let profile: CorpusProfile
  /// How many words a language has.
  let vocabularySize: Int
  /// The same seed makes the same bytes.
  let seed: UInt64

  /// A corpus of at least `articles` source files in the first `languages` languages.
  init(
    articles: Int, languages: Int, profile: CorpusProfile = .ordinary,
    vocabularySize: Int = Vocabulary.standardSize, seed: UInt64
  ) {
    topics = (articles + languages - 1) / languages
    self.languages = Array(CorpusLanguage.all.prefix(languages))
    self.profile = profile
    self.vocabularySize = vocabularySize
    self.seed = seed
  }

  /// Writes a project to a new folder and says how many articles of how many bytes it has.
  func write(to folder: String) throws -> (files: Int, bytes: Int) {
    let vocabularies = vocabularies()
    let plan = CorpusPlan(count: topics, vocabulary: vocabularies[0], seed: seed)
    let content = folder + "/Content"
    try makeFolders(in: content)
    for table in CorpusTables(languages, vocabularies, plan, seed: seed).files() {
      try Self.write(table.bytes, to: "\(content)/\(table.name)")
    }
    var bytes = 0
    for (index, language) in languages.enumerated() {
      for topic in 0..<topics {
        let file = ArticleWriter.file(
          topic, of: plan, profile, in: language, isSource: index == 0, vocabularies[index],
          seed: seed)
        try Self.write(file, to: "\(content)/\(language.code)/\(plan.key(of: topic)).md")
        bytes += file.count
      }
    }
    return (topics * languages.count, bytes)
  }

  /// The path of an article below `Content`, in the first language.
  func path(of topic: Int) -> String {
    let plan = CorpusPlan(count: topics, vocabulary: vocabularies()[0], seed: seed)
    return "\(languages[0].code)/\(plan.key(of: topic % topics)).md"
  }

  /// For each language the texts of its first articles, as many as `bytes` bytes need.
  func texts(of bytes: Int) -> [(language: CorpusLanguage, text: [UInt8])] {
    let vocabularies = vocabularies()
    let plan = CorpusPlan(count: topics, vocabulary: vocabularies[0], seed: seed)
    return languages.enumerated().map { index, language in
      var text: [UInt8] = []
      var topic = 0
      while text.count < bytes {
        let file = ArticleWriter.file(
          topic % topics, of: plan, profile, in: language, isSource: index == 0,
          vocabularies[index], seed: seed)
        text += file[FrontMatter.split(file, file: "text.md").bodyOffset...]
        topic += 1
      }
      return (language, text)
    }
  }

  private func vocabularies() -> [Vocabulary] {
    languages.map { Vocabulary(of: $0, size: vocabularySize, seed: seed) }
  }

  private func makeFolders(in content: String) throws {
    for language in languages {
      for category in CorpusPlan.categories {
        try FileManager.default.createDirectory(
          atPath: "\(content)/\(language.code)/\(category.folder)",
          withIntermediateDirectories: true)
      }
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw SystemError("create '\(path)'") }
    defer { close(descriptor) }
    var start = 0
    while start < bytes.count {
      let written = bytes[start...].withUnsafeBytes { rest in
        Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      guard written > 0 else { throw SystemError("write '\(path)'") }
      start += written
    }
  }
}

/// What the system refused, and why.
struct SystemError: Error, CustomStringConvertible {
  let description: String

  /// Takes the reason from `errno` unless another is given.
  init(_ action: String, number: Int32 = errno) {
    description = "cannot \(action): \(String(cString: strerror(number)))"
  }
}
