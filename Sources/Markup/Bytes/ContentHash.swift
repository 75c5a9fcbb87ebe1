// The one hash for file names, manifests and caches. `Hasher` is seeded anew in each process, so it
// never names anything that is written.

/// A 128-bit hash of bytes, stable over runs and machines; for telling contents apart, not for security.
///
/// Two 64-bit lanes are mixed eight bytes at a time with the finaliser of MurmurHash3 (Austin Appleby,
/// public domain algorithm), each with a constant of its own.
public struct ContentHash: Hashable, Sendable {
  /// The upper half.
  public let high: UInt64
  /// The lower half.
  public let low: UInt64

  /// Hashes bytes.
  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { ContentHash($0) }
  }

  /// Hashes a buffer.
  public init(_ buffer: UnsafeBufferPointer<UInt8>) {
    var first: UInt64 = 0x9E37_79B9_7F4A_7C15
    var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    let raw = UnsafeRawBufferPointer(buffer)
    var offset = 0
    while offset + 8 <= raw.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      first = Self.mix(first ^ word)
      second = Self.mix(second &+ word &* 0x1656_67B1_9E37_79F9)
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
