// The list of what kbgen wrote, kept in the published folder. It is how the next build tells its own
// files from somebody else's, and an edited file from an untouched one.
//
// It is read by a strict reader of exactly what is written here: anything else counts as "no manifest",
// and then every file is foreign, which is the safe side.

import Markup

/// The files of a published folder with their sizes and hashes.
struct PublishManifest: Sendable, Equatable {
  /// One file.
  struct File: Sendable, Hashable {
    /// The path below the folder, in UTF-8.
    let path: [UInt8]
    /// The size in bytes.
    let size: Int
    /// The hash of the content.
    let hash: ContentHash
  }

  /// The manifest's own name.
  static let name = ".kbgen-manifest.json"

  /// The files by the bytes of their paths.
  let files: [File]

  /// The manifest as JSON: the same files give the same bytes.
  func json() -> [UInt8] {
    var writer = JSONWriter(capacity: files.count * 112 + 64)
    writer.object { writer in
      writer.member("version", 1)
      writer.key("files")
      writer.array { writer in
        for file in files {
          writer.object { writer in
            writer.key("path")
            writer.value(file.path)
            writer.member("size", file.size)
            writer.member("hash", file.hash.hex())
          }
        }
      }
    }
    var out = writer.out
    out.append(UInt8(0x0A))
    return out.bytes
  }

  /// The files of a new manifest, by the bytes of their paths.
  init(files: [File]) {
    self.files = files
  }

  /// The files of two manifests, those of one path beside each other: either may be on the disk.
  init(merging one: [File], _ other: [File]) {
    let all = Set(one).union(other)
    files = all.sorted { first, second in
      if first.path != second.path { return first.path.lexicographicallyPrecedes(second.path) }
      return (first.size, first.hash.high) < (second.size, second.hash.high)
    }
  }

  /// Reads what `json` wrote; nil for anything else. The paths are in order and stay inside the folder:
  /// files are deleted by this list.
  init?(json: [UInt8]) {
    let files = json.withUnsafeBufferPointer { buffer in
      var reader = ManifestReader(bytes: buffer)
      return reader.files()
    }
    guard let files else { return nil }
    for (file, next) in zip(files, files.dropFirst())
    where next.path.lexicographicallyPrecedes(file.path) { return nil }
    self.files = files
  }
}

private struct ManifestReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  mutating func files() -> [PublishManifest.File]? {
    guard take(#"{"version":1,"files":["#) else { return nil }
    var files: [PublishManifest.File] = []
    files.reserveCapacity(bytes.count / 96)
    while take(files.isEmpty ? "{" : ",{") {
      guard take(#""path":"#), let path = text(), OutputTree.isSafe(path), take(#","size":"#),
        let size = number(), take(#","hash":""#), let high = hexadecimal(), let low = hexadecimal(),
        take("\"}")
      else { return nil }
      files.append(
        PublishManifest.File(path: path, size: size, hash: ContentHash(high: high, low: low)))
    }
    guard take("]}\n"), offset == bytes.count else { return nil }
    return files
  }

  private mutating func take(_ literal: StaticString) -> Bool {
    let end = offset + literal.utf8CodeUnitCount
    guard end <= bytes.count else { return false }
    let matches = literal.withUTF8Buffer { $0.elementsEqual(bytes[offset..<end]) }
    if matches { offset = end }
    return matches
  }

  private mutating func number() -> Int? {
    var value = 0
    let start = offset
    while offset < bytes.count, (0x30...0x39).contains(bytes[offset]), offset - start < 18 {
      value = value * 10 + Int(bytes[offset] - 0x30)
      offset += 1
    }
    return offset > start ? value : nil
  }

  /// Sixteen lower-case digits.
  private mutating func hexadecimal() -> UInt64? {
    guard offset + 16 <= bytes.count else { return nil }
    var value: UInt64 = 0
    for byte in bytes[offset..<offset + 16] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt64(byte - 0x30)
      case 0x61...0x66: value = value << 4 | UInt64(byte - 0x57)
      default: return nil
      }
    }
    offset += 16
    return value
  }

  private mutating func text() -> [UInt8]? {
    guard take("\"") else { return nil }
    let start = offset
    while offset < bytes.count, bytes[offset] != 0x22, bytes[offset] != 0x5C { offset += 1 }
    var out = Array(bytes[start..<offset])
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x22 { return out }
      if byte != 0x5C {
        out.append(byte)
        continue
      }
      guard offset < bytes.count else { return nil }
      let escape = bytes[offset]
      offset += 1
      switch escape {
      case 0x22, 0x5C, 0x2F: out.append(escape)
      case UInt8(ascii: "n"): out.append(0x0A)
      case UInt8(ascii: "r"): out.append(0x0D)
      case UInt8(ascii: "t"): out.append(0x09)
      case UInt8(ascii: "u"):
        guard let scalar = hexScalar() else { return nil }
        out += Array(String(scalar).utf8)
      default: return nil
      }
    }
    return nil
  }

  private mutating func hexScalar() -> Unicode.Scalar? {
    guard offset + 4 <= bytes.count else { return nil }
    let digits = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    offset += 4
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
  }
}
