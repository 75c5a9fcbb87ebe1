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
    of word: ArraySlice<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    word.withUnsafeBufferPointer { letters in
      guard let stem = sb_stemmer_stem(pointer, letters.baseAddress, Int32(letters.count)) else {
        return body(letters)
      }
      return body(UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(pointer))))
    }
  }
}
