// The list of what kbgen wrote, kept in the published folder. It is how the next build tells its own
// files from somebody else's, and an edited file from an untouched one.
//
// It is read by a strict reader of exactly what is written here: anything else counts as "no manifest",
// and then every file is foreign, which is the safe side.

import Markup

/// The files of a published folder with their sizes and hashes.
struct PublishManifest: Sendable, Equatable {
  /// One file.
  struct File: Sendable, Equatable {
    /// The path below the folder.
    let path: String
    /// The size in bytes.
    let size: Int
    /// The `ContentHash` as 32 hexadecimal digits.
    let hash: String
  }

  /// The manifest's own name.
  static let name = ".kbgen-manifest.json"

  /// The files by the bytes of their paths.
  let files: [File]

  /// The manifest as JSON: the same files give the same bytes.
  func json() -> [UInt8] {
    var writer = JSONWriter(capacity: files.count * 96 + 64)
    writer.object { writer in
      writer.member("version", 1)
      writer.key("files")
      writer.array { writer in
        for file in files {
          writer.object { writer in
            writer.member("path", file.path)
            writer.member("size", file.size)
            writer.member("hash", file.hash)
          }
        }
      }
    }
    var out = writer.out
    out.append(UInt8(0x0A))
    return out.bytes
  }

  /// Names the files of a new manifest.
  init(files: [File]) {
    self.files = files
  }

  /// Reads what `json` wrote; nil for anything else.
  init?(json: [UInt8]) {
    var reader = ManifestReader(bytes: json)
    guard let files = reader.files() else { return nil }
    self.files = files
  }
}

private struct ManifestReader {
  let bytes: [UInt8]
  var offset = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func files() -> [PublishManifest.File]? {
    guard take(#"{"version":1,"files":["#) else { return nil }
    var files: [PublishManifest.File] = []
    while take(files.isEmpty ? "{" : ",{") {
      guard take(#""path":"#), let path = text(), take(#","size":"#), let size = number(),
        take(#","hash":"#), let hash = text(), take("}")
      else { return nil }
      files.append(PublishManifest.File(path: path, size: size, hash: hash))
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

  private mutating func text() -> String? {
    guard take("\"") else { return nil }
    var out: [UInt8] = []
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == 0x22 { return String(validating: out, as: UTF8.self) }
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
