import CStemmer

// The stems of words, by Snowball's rules for each language, in Debian's libstemmer. They are made at the
// build only: the index says which words share a stem, and the browser looks it up. The only file that
// sees libstemmer.

/// Finds the stems of one language's words.
struct Stemmer: ~Copyable {
  private let pointer: OpaquePointer

  /// The stemmer of a language by its BCP 47 code; nil for one without.
  init?(language: String) {
    let base = language.prefix { $0 != "-" }
    let name =
      switch base {
      case "nb", "nn": "no"
      default: String(base)
      }
    guard let pointer = sb_stemmer_new(name, "UTF_8") else { return nil }
    self.pointer = pointer
  }

  deinit { sb_stemmer_delete(pointer) }

  /// Calls `body` with the stem of a word in small letters.
  func withStem<Result>(
    of word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard let stem = sb_stemmer_stem(pointer, word.baseAddress, Int32(word.count)) else {
      return body(word)
    }
    return body(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(pointer))))
  }
}

/// Stems as the index compares them.
struct FoldedStemmer: ~Copyable {
  private let stemmer: Stemmer?

  /// The stems of a language; without a stemmer every word is its own.
  init(language: String) { stemmer = Stemmer(language: language) }

  /// Whether every word is its own stem.
  var isNone: Bool {
    switch stemmer {
    case nil: true
    case .some: false
    }
  }

  /// Appends the folded stem of a word in small letters. What cannot be inflected stays apart from all
  /// stems.
  borrowing func append(stemOf word: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
    switch stemmer {
    case .some(let stemmer) where Self.isInflected(word):
      stemmer.withStem(of: word) { Folding.fold($0, into: &out) }
    case .some:
      out.append(contentsOf: word)
      out.append(0x20)
    case nil: Folding.fold(word, into: &out)
    }
  }

  /// Whether a word can be inflected: names with digits and signs are not, nor are the shortest words.
  private static func isInflected(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.count > 2
      && word.allSatisfy { $0 >= 0x80 || (0x61...0x7A).contains($0) || $0 == 0x27 }
  }
}
