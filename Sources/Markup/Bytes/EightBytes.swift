// Eight bytes looked at in one go. Most of a text needs no escape and begins no markup, and asking each
// byte was half the time of reading an article.
//
// A byte of a word is zero exactly when subtracting one from it borrows while its own highest bit is
// clear; so "one of the bytes is x" is "one of the bytes of the word, with x taken out, is zero". A borrow
// can run on into the bytes above: of the marks that are found, only the lowest is certain.

/// Eight bytes of a text as one number.
@usableFromInline
struct EightBytes {
  @usableFromInline let word: UInt64

  /// The bytes from an index on; all eight must be there.
  @inlinable
  init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    let bytes = UnsafeRawBufferPointer(text)
    word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
  }

  /// Eight bytes, the first one lowest.
  @inlinable
  init(word: UInt64) { self.word = word }

  /// Marks of a byte: the highest bit of each byte that is it.
  @inlinable @inline(__always)
  func marks(of byte: UInt64) -> UInt64 { Self.zeros(word ^ Self.each(byte)) }

  /// Marks of bytes that differ in the bits of `mask` only, as `[` and `{` do in 0x20.
  @inlinable @inline(__always)
  func marks(of byte: UInt64, ignoring mask: UInt64) -> UInt64 {
    Self.zeros((word | Self.each(mask)) ^ Self.each(byte | mask))
  }

  /// Marks of bytes below a number up to 0x80.
  @inlinable @inline(__always)
  func marks(below byte: UInt64) -> UInt64 { (word &- Self.each(byte)) & ~word }

  /// Marks of what is not ASCII.
  @inlinable @inline(__always)
  var beyondASCII: UInt64 { word }

  /// Marks of `& < > "`, and where `apostrophes` of `'`.
  @inlinable @inline(__always)
  func markup(apostrophes: Bool) -> UInt64 {
    marks(of: 0x22) | (apostrophes ? marks(of: 0x27, ignoring: 1) : marks(of: 0x26))
      | marks(of: 0x3E, ignoring: 2)
  }

  /// Whether none needs an escape in JSON that may stand inside HTML; what may be the beginning of
  /// U+2028 or U+2029 counts as one that does.
  @inlinable
  var standInJSON: Bool {
    let control = (word &- Self.each(0x20)) & ~word
    let quoteOrAmpersand = Self.zeros((word | Self.each(4)) ^ Self.each(0x26))
    let angle = Self.zeros((word | Self.each(2)) ^ Self.each(0x3E))
    let backslash = Self.zeros(word ^ Self.each(0x5C))
    let delete = Self.zeros(word ^ Self.each(0x7F))
    let separator = Self.zeros(word ^ Self.each(0xE2))
    return (control | quoteOrAmpersand | angle | backslash | delete | separator)
      & Self.each(0x80) == 0
  }

  @inlinable
  static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

  /// The highest bit of some byte is set exactly when some byte is zero.
  @inlinable
  static func zeros(_ word: UInt64) -> UInt64 { (word &- each(1)) & ~word }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first index from `start` on that has a mark; `count` when none has.
  @inlinable @inline(__always)
  func index(from start: Int, where marks: (EightBytes) -> UInt64) -> Int {
    var index = start
    while index &+ 8 <= count {
      let found = marks(EightBytes(self, at: index)) & EightBytes.each(0x80)
      if found != 0 { return index &+ found.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    if index >= count { return count }
    var word: UInt64 = 0
    for place in stride(from: count &- 1, through: index, by: -1) {
      word = word &<< 8 | UInt64(self[place])
    }
    // The zeros behind the last byte may be marked too.
    let found = marks(EightBytes(word: word)) & EightBytes.each(0x80)
    return Swift.min(count, index &+ found.trailingZeroBitCount &>> 3)
  }
}
