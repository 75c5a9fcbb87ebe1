// The words that a text was cut into. Their bytes lie in memory of its own, because appending to an array
// checks for room and for other owners with each byte, which was half the time of cutting.

/// Words one after the other; a closure called for each was measured twice as slow.
struct TokenBuffer: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The bytes of all finished words, and those with the one that is being written.
  private var finished = 0
  private var written = 0
  /// Where each word ends.
  private var ends: [Int] = []
  /// The places of words that are pieces of the one before.
  private(set) var parts: [Int] = []

  init() {
    capacity = 4096
    bytes = .allocate(capacity: capacity + 8)
  }

  deinit { bytes.deallocate() }

  /// How many words there are.
  var count: Int { ends.count }

  /// The UTF-8 of a word, lower-case, in NFKC; until the next change.
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeBufferPointer(start: bytes + start, count: ends[index] - start)
  }

  /// Calls `body` with how many words there are and a way to each; eight bytes behind a word can be read.
  @inline(__always)
  borrowing func withWords(
    _ body: (Int, (Int) -> UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let bytes = bytes
    ends.withUnsafeBufferPointer { ends in
      body(ends.count) { index in
        let start = index == 0 ? 0 : ends[index - 1]
        return UnsafeBufferPointer(start: bytes + start, count: ends[index] - start)
      }
    }
  }

  /// Forgets all words.
  mutating func removeAll() {
    finished = 0
    written = 0
    ends.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
  }

  /// Makes room for words of that many bytes or scalars: in lower case none has more than four bytes for
  /// one.
  mutating func reserve(_ count: Int) {
    let needed = finished + 4 * count
    if needed <= capacity { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2 + 8)
    larger.update(from: bytes, count: finished)
    bytes.deallocate()
    bytes = larger
    capacity = needed * 2
  }

  /// Writes a byte of the next word, a capital of ASCII in lower case.
  @inline(__always)
  mutating func write(lowercased byte: UInt8) {
    bytes[written] = byte &- 0x41 < 26 ? byte | 0x20 : byte
    written += 1
  }

  /// Writes a scalar of the next word.
  @inline(__always)
  mutating func write(_ scalar: UInt32) {
    written += UTF8Scalars.encode(scalar, at: bytes + written)
  }

  /// Writes a whole word as it stands in a text.
  @inline(__always)
  mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) {
    for offset in 0..<count { bytes[written + offset] = text[start + offset] }
    written += count
    end()
  }

  /// Ends the word.
  @inline(__always)
  mutating func end() {
    finished = written
    ends.append(written)
  }

  /// Forgets what was written of the word.
  @inline(__always)
  mutating func discard() { written = finished }

  /// The next word is a piece of the one before.
  mutating func notePart() { parts.append(ends.count) }
}
