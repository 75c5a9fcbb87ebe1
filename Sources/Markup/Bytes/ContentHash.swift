// The one hash for file names, manifests and caches. `Hasher` is seeded anew in each process, so it
// never names anything that is written.

/// A 128-bit hash of bytes, stable over runs and machines; for telling contents apart, not for security.
///
/// Four 64-bit lanes take 32 bytes at a time by the rounds of xxHash64 (Yann Collet, a published
/// algorithm), so that the processor works on all four at once: a site's bytes are all hashed, and one
/// lane was three times slower. The lanes are joined in two ways by the finaliser of MurmurHash3 (Austin
/// Appleby, public domain algorithm).
public struct ContentHash: Hashable, Sendable {
  /// The upper half.
  public let high: UInt64
  /// The lower half.
  public let low: UInt64

  /// A hash that was written down as its halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Hashes bytes.
  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { ContentHash($0) }
  }

  /// Hashes a buffer.
  public init(_ buffer: UnsafeBufferPointer<UInt8>) {
    let raw = UnsafeRawBufferPointer(buffer)
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var lanes: (UInt64, UInt64, UInt64, UInt64) = (
      0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63
    )
    var offset = 0
    while offset + 32 <= raw.count {
      lanes.0 = Self.round(lanes.0, word(offset))
      lanes.1 = Self.round(lanes.1, word(offset + 8))
      lanes.2 = Self.round(lanes.2, word(offset + 16))
      lanes.3 = Self.round(lanes.3, word(offset + 24))
      offset += 32
    }
    var first = Self.mix(lanes.0 ^ Self.turned(lanes.1, 17)) &+ Self.mix(lanes.2 &+ lanes.3)
    var second =
      Self.mix(lanes.1 ^ Self.turned(lanes.3, 29)) &+ Self.mix(lanes.0 &- Self.turned(lanes.2, 41))
    while offset + 8 <= raw.count {
      first = Self.mix(first ^ word(offset))
      second = Self.mix(second &+ word(offset) &* 0x1656_67B1_9E37_79F9)
      offset += 8
    }
    var tail: UInt64 = 0
    var shift: UInt64 = 0
    while offset < raw.count {
      tail |= UInt64(raw[offset]) << shift
      shift += 8
      offset += 1
    }
    let length = UInt64(raw.count)
    high = Self.mix(first ^ tail ^ length)
    low = Self.mix(second &+ tail &* 0x1656_67B1_9E37_79F9 &+ Self.mix(length))
  }

  /// Hashes the UTF-8 of a text as it is, of whatever normal form.
  public init(of text: String) {
    if let hash = text.utf8.withContiguousStorageIfAvailable({ ContentHash($0) }) {
      self = hash
    } else {
      self.init(Array(text.utf8))
    }
  }

  /// One hash for several in their order.
  public init(joining hashes: some Sequence<ContentHash>) {
    var bytes: [UInt8] = []
    for hash in hashes {
      for half in [hash.high, hash.low] {
        withUnsafeBytes(of: half.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    self.init(bytes)
  }

  /// The first `digits` of its 32 hexadecimal digits.
  public func hex(_ digits: Int = 32) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(32)
    for half in [high, low] {
      for shift in stride(from: 60, through: 0, by: -4) {
        out.append(Escaping.hexDigits[Int((half >> UInt64(shift)) & 15)])
      }
    }
    return String(decoding: out.prefix(digits), as: UTF8.self)
  }

  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    turned(lane &+ word &* 0xC2B2_AE3D_27D4_EB4F, 31) &* 0x9E37_79B1_85EB_CA87
  }

  private static func turned(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    value << bits | value >> (64 - bits)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value ^= value >> 33
    value &*= 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
    value &*= 0xC4CE_B9FE_1A85_EC53
    value ^= value >> 33
    return value
  }
}
