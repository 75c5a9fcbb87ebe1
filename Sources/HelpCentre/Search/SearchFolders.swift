// Numbered files of the index: in folders that are named after what is in them, and for words with where each
// file begins.

import Markup

extension SearchFileWriter {
  /// Files of words in order.
  struct WordFiles {
    let folders: Folders
    let perFolder: Int
    /// Where each file begins, or each folder: the shortest text after all words before, front-coded.
    let first: [UInt8]
    /// Whether `first` has the beginnings of folders, and each folder a file with those of its own files.
    let isNested: Bool
  }

  /// Numbered files in folders, each named after what is in it: a name for each file would be most of the
  /// manifest.
  struct Folders: Sendable {
    private(set) var files: [SearchFile] = []
    private(set) var hashes = ""

    /// How many of that many files one folder has: there are at most 256 folders.
    static func size(_ count: Int) -> Int { max(64, (count + 255) / 256) }

    /// Adds a folder with its files, each with the hash of what is in it, numbered from the first of all, and
    /// with a file of where they begin.
    mutating func add(
      _ folder: Int, _ files: [(hash: ContentHash, content: SearchFile.Content)],
      _ numbers: Range<Int>, first: [UInt8]? = nil, below path: String
    ) {
      let all = files.map(\.hash) + (first.map { [ContentHash($0)] } ?? [])
      let hash = ContentHash(joining: all).hex(6)
      hashes += hash
      let place = "\(path)/\(folder)-\(hash)"
      for (number, file) in zip(numbers, files) {
        self.files.append(SearchFile(path: "\(place)/\(number).json", content: file.content))
      }
      if let first {
        self.files.append(SearchFile(path: "\(place)/first.json", content: .bytes(first)))
      }
    }
  }
}

extension SearchFileWriter {
  /// Collects files of words in order.
  struct WordFileList {
    private var files: [[UInt8]] = []
    private var beginnings: [ArraySlice<UInt8>] = []
    private var previous: ArraySlice<UInt8> = []
    private var isNew = true

    /// Notes the next word.
    mutating func add(_ word: ArraySlice<UInt8>) {
      if isNew { beginnings.append(Self.separator(previous, word)) }
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

    /// The files in their folders. Of more than `mostNamed` files only the folders' beginnings stand together.
    func inFolders(below path: String, mostNamed: Int) -> WordFiles {
      var folders = Folders()
      let size = Folders.size(files.count)
      let isNested = files.count > mostNamed
      let starts = Array(stride(from: 0, to: files.count, by: size))
      for (folder, start) in starts.enumerated() {
        let numbers = start..<min(files.count, start + size)
        folders.add(
          folder, files[numbers].map { (ContentHash($0), .bytes($0)) }, numbers,
          first: isNested ? Self.file(of: beginnings[numbers]) : nil, below: path)
      }
      let first = isNested ? starts.map { beginnings[$0] } : beginnings
      return WordFiles(
        folders: folders, perFolder: size, first: Self.frontCoded(first), isNested: isNested)
    }

    private static func file(of beginnings: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
      var json = JSONWriter(capacity: 512)
      json.object { json in
        json.member("v", SearchFileWriter.version)
        json.member("first", frontCoded(beginnings))
      }
      return json.bytes
    }

    private static func frontCoded(_ texts: some Sequence<ArraySlice<UInt8>>) -> [UInt8] {
      var coder = FrontCoder()
      for text in texts { coder.add(text) }
      return coder.out.bytes
    }
  }
}
