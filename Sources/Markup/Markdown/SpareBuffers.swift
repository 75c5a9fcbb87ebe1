// Memory to write a text into before its length is known. Ten thousand bodies are kept until the end of a build: each
// in as many bytes as it has, and not in those that it might have had.

import Synchronization

/// Buffers that nobody needs at the moment.
enum SpareBuffers {
  private static let spare = Mutex<[[UInt8]]>([])
  /// A larger buffer is given back to the system.
  private static let largest = 1 << 20

  /// An empty buffer.
  static func take(capacity: Int) -> [UInt8] {
    var buffer = spare.withLock { $0.popLast() } ?? []
    buffer.reserveCapacity(capacity)
    return buffer
  }

  /// Takes a buffer back.
  static func give(_ buffer: inout [UInt8]) {
    var taken: [UInt8] = []
    swap(&taken, &buffer)
    if taken.capacity > largest { return }
    taken.removeAll(keepingCapacity: true)
    spare.withLock { $0.append(taken) }
  }
}

extension Array {
  /// A copy without room for more. A slice of the whole array would be the same memory.
  package var trimmed: [Element] { withUnsafeBufferPointer { Array($0) } }
}
