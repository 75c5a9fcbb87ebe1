// Distinct words and their numbers: an open hash table over one buffer, because a dictionary of
// strings costs ten times as much and an array for each word was half the cost of what remained.

import Glibc

/// Distinct byte strings with their numbers, all in one buffer.
struct KeyList: Sendable {
  /// A place of the table. The hash stands beside the number, so that looking for a key touches
  /// another one only when both have the same hash, and growing touches none.
  private struct Slot {
    var hash: UInt32
    var number: Int32
  }

  /// The keys one after the other.
  private(set) var bytes: [UInt8] = []
  /// Where each key starts in `bytes`, and after the last one the end.
  private(set) var starts: [UInt32] = [0]
  private var slots: [Slot]

  /// An empty list with room for some keys.
  init(capacity: Int) {
    var size = 64
    while size < capacity * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(hash: 0, number: -1), count: size)
    starts.reserveCapacity(capacity + 1)
    bytes.reserveCapacity(capacity * 8)
  }

  /// How many keys there are.
  var count: Int { starts.count - 1 }

  /// Where a key stands in `bytes`.
  func range(_ number: Int) -> Range<Int> {
    Int(starts[number])..<Int(starts[number + 1])
  }

  /// The number of a key, which is new when it is the former `count`.
  mutating func number(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    number(key, hash: Self.hash(key))
  }

  /// The number of a key that is there.
  func find(_ key: UnsafeBufferPointer<UInt8>) -> Int? {
    let hash = Self.hash(key)
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot].number >= 0 {
      if slots[slot].hash == hash && isSame(key, Int(slots[slot].number)) {
        return Int(slots[slot].number)
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// The numbers of several keys of a buffer, each from `starts[key]` to `starts[key + 1]`. A long list
  /// is not in the processor's cache: to look at all places first, then at the keys there, lets it
  /// wait for many at once.
  mutating func numbers(
    of keys: [Int], _ bytes: UnsafeBufferPointer<UInt8>, _ starts: [UInt32]
  ) -> [Int] {
    let mask = slots.count - 1
    let found = keys.map { key -> (range: Range<Int>, hash: UInt32, slot: Slot) in
      let range = Int(starts[key])..<Int(starts[key + 1])
      let hash = Self.hash(UnsafeBufferPointer(rebasing: bytes[range]))
      return (range, hash, slots[Int(hash) & mask])
    }
    var numbers = found.map { key -> Int in
      guard key.slot.number >= 0, key.slot.hash == key.hash else { return -1 }
      let other = Int(key.slot.number)
      return isSame(UnsafeBufferPointer(rebasing: bytes[key.range]), other) ? other : -1
    }
    for (index, key) in found.enumerated() where numbers[index] < 0 {
      numbers[index] = number(UnsafeBufferPointer(rebasing: bytes[key.range]), hash: key.hash)
    }
    return numbers
  }

  private mutating func number(_ key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot].number >= 0 {
      if slots[slot].hash == hash && isSame(key, Int(slots[slot].number)) {
        return Int(slots[slot].number)
      }
      slot = (slot + 1) & mask
    }
    slots[slot] = Slot(hash: hash, number: Int32(count))
    bytes.append(contentsOf: key)
    starts.append(UInt32(bytes.count))
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// Numbers in the order of their keys' UTF-16 code units.
  func sorted(_ numbers: [Int]) -> [Int] {
    struct Item {
      var prefix: UInt64
      var number: Int
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var items = numbers.map { number in
        let range = range(number)
        var prefix: UInt64 = 0
        for index in range.lowerBound..<range.lowerBound + 8 {
          let byte = index < range.upperBound ? Self.rank(bytes[index]) : 0
          prefix = prefix << 8 | UInt64(byte)
        }
        return Item(prefix: prefix, number: number)
      }
      items.sort {
        $0.prefix != $1.prefix
          ? $0.prefix < $1.prefix : precedes(range($0.number), range($1.number), bytes)
      }
      return items.map(\.number)
    }
  }

  /// Whether one key comes before another.
  func precedes(_ first: Int, _ second: Int) -> Bool {
    bytes.withUnsafeBufferPointer { precedes(range(first), range(second), $0) }
  }

  private func precedes(
    _ first: Range<Int>, _ second: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for offset in 0..<min(first.count, second.count) {
      let left = bytes[first.lowerBound + offset]
      let right = bytes[second.lowerBound + offset]
      if left != right { return Self.rank(left) < Self.rank(right) }
    }
    return first.count < second.count
  }

  /// A byte's place in the order of UTF-16: surrogates stand before U+E000.
  private static func rank(_ byte: UInt8) -> UInt8 {
    byte < 0xEE ? byte : byte < 0xF0 ? byte + 5 : byte - 2
  }

  private func isSame(_ key: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
    let range = range(number)
    guard range.count == key.count, let start = key.baseAddress else { return false }
    return bytes.withUnsafeBufferPointer {
      memcmp($0.baseAddress! + range.lowerBound, start, key.count) == 0
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(hash: 0, number: -1), count: old.count * 2)
    let mask = slots.count - 1
    for entry in old where entry.number >= 0 {
      var slot = Int(entry.hash) & mask
      while slots[slot].number >= 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }

  /// A hash for this table only, eight bytes at a time; the last eight may overlap those before.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let raw = UnsafeRawBufferPointer(key)
    let count = raw.count
    func word(_ offset: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 < count {
      hash = mix(hash ^ word(offset))
      offset += 8
    }
    if count >= 8 {
      hash = mix(hash ^ word(count - 8))
    } else if count >= 4 {
      hash = mix(hash ^ (half(0) | half(count - 4) << 32))
    } else if count > 0 {
      let ends = UInt64(raw[0]) | UInt64(raw[count - 1]) << 16
      hash = mix(hash ^ (ends | UInt64(raw[count / 2]) << 8))
    }
    return UInt32(truncatingIfNeeded: hash)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value &* 0xFF51_AFD7_ED55_8CCD
    return product ^ product >> 32
  }
}
