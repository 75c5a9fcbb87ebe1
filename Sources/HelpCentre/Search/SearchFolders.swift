// Numbered files of the index: in folders that are named after what is in them, and for words with where each
// file begins.

import Markup

extension SearchFileWriter {
  /// Files of words in order.
  struct WordFiles {
    var folders: Folders
    /// Where each file begins: the shortest text after all words of the one before, front-coded.
    var first: [UInt8]
  }

  /// Numbered files in folders, each named after what is in it: a name for each file would be most of the
  /// manifest.
  struct Folders: Sendable {
    private(set) var files: [SearchFile] = []
    private(set) var hashes = ""

    /// How many of that many files one folder has: there are at most 256 folders.
    static func size(_ count: Int) -> Int { max(32, (count + 255) / 256) }

    /// Adds a folder with its files, each with the hash of what is in it, numbered from the first of all.
    mutating func add(
      _ folder: Int, _ files: [(hash: ContentHash, content: SearchFile.Content)],
      _ numbers: Range<Int>, below path: String
    ) {
      let hash = ContentHash(joining: files.map(\.hash)).hex(6)
      hashes += hash
      for (number, file) in zip(numbers, files) {
        self.files.append(
          SearchFile(path: "\(path)/\(folder)-\(hash)/\(number).json", content: file.content))
      }
    }
  }
}

extension SearchFileWriter {
  /// Collects files of words in order.
  struct WordFileList {
    private var files: [[UInt8]] = []
    private var first = FrontCoder()
    private var previous: ArraySlice<UInt8> = []
    private var isNew = true

    /// Notes the next word.
    mutating func add(_ word: ArraySlice<UInt8>) {
      if isNew { first.add(Self.separator(previous, word)) }
      previous = word
      isNew = false
    }

    /// Ends the file with the words since the last one.
    mutating func end(_ bytes: [UInt8]) {
      files.append(bytes)
      isNew = true
    }

    /// The shortest beginning of a word that comes after the word before it.
    private static func separator(
      _ previous: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>
    ) -> ArraySlice<UInt8> {
      let shared = zip(previous, word).prefix { $0 == $1 }.count
      var end = min(word.endIndex, word.startIndex + shared + 1)
      while end < word.endIndex, word[end] & 0xC0 == 0x80 { end += 1 }
      return word[..<end]
    }

    /// The files in their folders.
    func inFolders(below path: String) -> WordFiles {
      var folders = Folders()
      let size = Folders.size(files.count)
      for folder in 0..<(files.count + size - 1) / size {
        let numbers = folder * size..<min(files.count, (folder + 1) * size)
        folders.add(
          folder, files[numbers].map { (ContentHash($0), .bytes($0)) }, numbers, below: path)
      }
      return WordFiles(folders: folders, first: first.out.bytes)
    }
  }
}
