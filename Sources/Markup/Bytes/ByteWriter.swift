// The one buffer that pages, indexes and manifests are written into.
//
// It is public and inlinable because it is the innermost loop of every other module: an append that
// is not inlined was measured 2.3 times slower across modules, a generic one 40 times.

/// A growing run of UTF-8 bytes.
public struct ByteWriter: Sendable {
  /// What has been written so far.
  public var bytes: [UInt8]

  /// Starts empty, with room for `capacity` bytes.
  @inlinable
  public init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Writes behind `bytes`.
  @inlinable
  public init(_ bytes: consuming [UInt8]) {
    self.bytes = bytes
  }

  /// The number of bytes written so far.
  @inlinable
  public var count: Int { bytes.count }

  /// Appends one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Appends bytes as they are.
  @inlinable
  public mutating func append(_ other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  /// Appends a part of other bytes as it is.
  @inlinable
  public mutating func append(_ other: ArraySlice<UInt8>) {
    bytes.append(contentsOf: other)
  }

  /// Appends a buffer as it is.
  @inlinable
  public mutating func append(_ buffer: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: buffer)
  }

  /// Appends the UTF-8 of a text as it is, without escaping.
  @inlinable
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends a literal as it is; the fastest way to write markup.
  @inlinable
  public mutating func append(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends a number in decimal digits.
  @inlinable
  public mutating func append(decimal number: Int) {
    if number >= 0 && number < 10 {
      bytes.append(UInt8(48 + number))
    } else {
      bytes.append(contentsOf: String(number).utf8)
    }
  }

  /// The bytes as text; invalid UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
