// Distinct words and their numbers: an open hash table over one buffer, because a dictionary of
// strings costs ten times as much and an array for each word was half the cost of what remained.

import Glibc

/// Distinct byte strings with their numbers, all in one buffer.
struct KeyList: Sendable {
  /// A place of the table. The first eight bytes of a key, or a hash of a longer one, stand beside its
  /// number, so that most words are found without a look at their letters, and growing needs none.
  private struct Slot {
    var tag: UInt64 = 0
    var length: UInt32 = 0
    var number: Int32 = -1
  }

  /// What is looked for.
  private struct Key {
    let letters: UnsafeBufferPointer<UInt8>
    let tag: UInt64

    init(_ letters: UnsafeBufferPointer<UInt8>) {
      self.letters = letters
      tag = KeyList.tag(letters)
    }

    /// The same without a look at how long a short key is: what stands behind it is cut off.
    @inline(__always)
    init(padded letters: UnsafeBufferPointer<UInt8>) {
      self.letters = letters
      if letters.count > 8 || letters.isEmpty {
        tag = KeyList.tag(letters)
      } else {
        let behind = UInt64(64 - 8 * letters.count)
        let word = UnsafeRawBufferPointer(start: letters.baseAddress, count: 8)
          .loadUnaligned(as: UInt64.self)
        tag = (UInt64(littleEndian: word) << behind) >> behind
      }
    }
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
    slots = [Slot](repeating: Slot(), count: size)
    starts.reserveCapacity(capacity + 1)
    bytes.reserveCapacity(capacity * 8)
  }

  /// Keeps the keys alone; none is looked up any more.
  mutating func forgetPlaces() { slots = [] }

  /// How many keys there are.
  var count: Int { starts.count - 1 }

  /// Where a key stands in `bytes`.
  func range(_ number: Int) -> Range<Int> {
    Int(starts[number])..<Int(starts[number + 1])
  }

  /// The number of a key, which is new when it is the former `count`.
  mutating func number(_ letters: UnsafeBufferPointer<UInt8>) -> Int {
    number(Key(letters))
  }

  /// The number of a key that is there.
  func find(_ letters: UnsafeBufferPointer<UInt8>) -> Int? {
    let slot = slots[place(of: Key(letters))]
    return slot.number < 0 ? nil : Int(slot.number)
  }

  /// Puts the numbers of several keys into `numbers`. A long list is not in the processor's cache: to look at all
  /// places first lets it wait for many at once. Behind each key eight bytes more must be readable.
  @inline(__always)
  mutating func numbers(
    of count: Int, into numbers: inout [Int32], _ letters: (Int) -> UnsafeBufferPointer<UInt8>
  ) {
    numbers.removeAll(keepingCapacity: true)
    numbers.reserveCapacity(count)
    withUnsafeTemporaryAllocation(of: (key: Key, slot: Slot).self, capacity: Self.atOnce) { found in
      for start in stride(from: 0, to: count, by: Self.atOnce) {
        let end = min(count, start + Self.atOnce)
        slots.withUnsafeBufferPointer { slots in
          for index in start..<end {
            let key = Key(padded: letters(index))
            let slot = slots[Self.hash(key.tag, key.letters.count) & (slots.count - 1)]
            found.initializeElement(at: index - start, to: (key, slot))
          }
        }
        for index in 0..<end - start {
          let (key, slot) = found[index]
          numbers.append(slot.number >= 0 && isSame(key, slot) ? slot.number : Int32(number(key)))
        }
      }
    }
  }

  /// So many places are looked at before the first is needed; of more the room for them would be asked from the
  /// heap each time.
  private static let atOnce = 24

  private mutating func number(_ key: Key) -> Int {
    let place = place(of: key)
    if slots[place].number >= 0 { return Int(slots[place].number) }
    slots[place] = Slot(
      tag: key.tag, length: UInt32(key.letters.count), number: Int32(count))
    bytes.append(contentsOf: key.letters)
    starts.append(UInt32(bytes.count))
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// The place of a key, or the empty one where it belongs.
  private func place(of key: Key) -> Int {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      var place = Self.hash(key.tag, key.letters.count) & mask
      while slots[place].number >= 0, !isSame(key, slots[place]) { place = (place + 1) & mask }
      return place
    }
  }

  /// Numbers in the order of their keys' UTF-16 code units.
  func sorted(_ numbers: [Int32]) -> [Int32] {
    struct Item {
      var prefix: UInt64
      var number: Int32
    }
    return bytes.withUnsafeBufferPointer { bytes in
      var items = numbers.map { number in
        let range = range(Int(number))
        var prefix: UInt64 = 0
        for index in range.lowerBound..<range.lowerBound + 8 {
          let byte = index < range.upperBound ? Self.rank(bytes[index]) : 0
          prefix = prefix << 8 | UInt64(byte)
        }
        return Item(prefix: prefix, number: number)
      }
      items.sort {
        $0.prefix != $1.prefix
          ? $0.prefix < $1.prefix
          : precedes(range(Int($0.number)), range(Int($1.number)), bytes)
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

  @inline(__always)
  private func isSame(_ key: Key, _ slot: Slot) -> Bool {
    guard slot.tag == key.tag, Int(slot.length) == key.letters.count else { return false }
    return key.letters.count <= 8 || hasSameLetters(key.letters, Int(slot.number))
  }

  private func hasSameLetters(_ letters: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
    bytes.withUnsafeBufferPointer {
      guard let own = $0.baseAddress, let other = letters.baseAddress else { return false }
      return memcmp(own + Int(starts[number]), other, letters.count) == 0
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot.number >= 0 {
      var place = Self.hash(slot.tag, Int(slot.length)) & mask
      while slots[place].number >= 0 { place = (place + 1) & mask }
      slots[place] = slot
    }
  }

  /// All letters of a short key, or a hash of a longer one for this table only, eight bytes at a time;
  /// the last eight may overlap those before.
  @inline(__always)
  private static func tag(_ letters: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(letters)
    let count = raw.count
    func word(_ offset: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    func half(_ offset: Int) -> UInt64 {
      UInt64(raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    if count > 8 {
      var hash: UInt64 = 0
      var offset = 0
      while offset + 8 < count {
        hash = mix(hash ^ word(offset))
        offset += 8
      }
      return mix(hash ^ word(count - 8))
    }
    if count >= 4 { return half(0) | half(count - 4) << UInt64(8 * (count - 4)) }
    var tag: UInt64 = 0
    for offset in 0..<count { tag |= UInt64(raw[offset]) << UInt64(8 * offset) }
    return tag
  }

  private static func hash(_ tag: UInt64, _ length: Int) -> Int {
    Int(truncatingIfNeeded: mix(tag ^ UInt64(truncatingIfNeeded: length) << 56) & 0x7FFF_FFFF)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value &* 0xFF51_AFD7_ED55_8CCD
    return product ^ product >> 32
  }
}
