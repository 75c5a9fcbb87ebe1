// Eight bytes looked at in one go. Most of a text needs no escape, and asking each byte was a tenth of
// the time of writing a page.
//
// A byte of a word is zero exactly when subtracting one from it borrows while its own highest bit is
// clear; so "one of the bytes is x" is "one of the bytes of the word, with x taken out, is zero".

/// Eight bytes of a text as one number.
@usableFromInline
struct EightBytes {
  @usableFromInline let word: UInt64

  /// The bytes from an index on; all eight must be there.
  @inlinable
  init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
    word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: index, as: UInt64.self)
  }

  /// Whether none is `& < > " '`.
  @inlinable
  var areFreeOfMarkup: Bool {
    let quote = Self.zeros(word ^ Self.each(0x22))
    let ampersandOrApostrophe = Self.zeros((word | Self.each(1)) ^ Self.each(0x27))
    let angle = Self.zeros((word | Self.each(2)) ^ Self.each(0x3E))
    return (quote | ampersandOrApostrophe | angle) & Self.each(0x80) == 0
  }

  /// Whether all are ASCII without controls, and none is `&`.
  @inlinable
  var arePlain: Bool {
    let control = (word &- Self.each(0x20)) & ~word
    let ampersand = Self.zeros(word ^ Self.each(0x26))
    let delete = Self.zeros(word ^ Self.each(0x7F))
    return (control | ampersand | delete | word) & Self.each(0x80) == 0
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
