// How large an image is, from the first bytes of its file: a page that says so does not move while its
// images load. Six formats are read by hand, because each needs a dozen bytes and no decoder. Files are
// whatever somebody uploaded: every read is checked against the end, every walk goes only forward.

/// The format of an image and its size in CSS pixels.
package struct ImageSize: Sendable, Equatable {
  /// The formats that browsers show.
  package enum Format: String, Sendable, CaseIterable {
    case png = "PNG"
    case jpeg = "JPEG"
    case gif = "GIF"
    case webp = "WebP"
    case avif = "AVIF"
    case svg = "SVG"

    /// The endings of its files, the usual one first.
    package var endings: [String] {
      switch self {
      case .png: ["png", "apng"]
      case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
      case .gif: ["gif"]
      case .webp: ["webp"]
      case .avif: ["avif"]
      case .svg: ["svg"]
      }
    }
  }

  /// What the bytes are, whatever the file is called.
  package let format: Format
  /// As it is shown: a photo that is stored lying has been turned.
  package let width, height: Int

  /// Reads an image; nil where the format is none of these or gives no size.
  package static func read(_ bytes: [UInt8]) -> ImageSize? {
    bytes.withUnsafeBufferPointer { buffer in
      let file = ImageBytes(bytes: buffer)
      let found: (format: Format, size: (width: Int, height: Int)?)
      if file.has("\u{89}PNG\r\n\u{1A}\n", at: 0) {
        found = (.png, file.has("IHDR", at: 12) ? (file.big32(16), file.big32(20)) : nil)
      } else if file.has("GIF87a", at: 0) || file.has("GIF89a", at: 0) {
        found = (.gif, (file.little(6, 2), file.little(8, 2)))
      } else if file.has("\u{FF}\u{D8}\u{FF}", at: 0) {
        found = (.jpeg, file.jpeg())
      } else if file.has("RIFF", at: 0) && file.has("WEBP", at: 8) {
        found = (.webp, file.webp())
      } else if file.has("ftypavif", at: 4) || file.has("ftypavis", at: 4) {
        found = (.avif, file.avif())
      } else {
        found = (.svg, SVGSize.read(buffer))
      }
      guard let size = found.size, sizes.contains(size.width), sizes.contains(size.height) else {
        return nil
      }
      return ImageSize(format: found.format, width: size.width, height: size.height)
    }
  }

  /// More is a mistake or an attack; JPEG ends at 65,535.
  private static let sizes = 1...100_000
}

/// The bytes of a file; what lies beyond the end reads as -1 and so as no size.
private struct ImageBytes {
  let bytes: UnsafeBufferPointer<UInt8>

  /// Whether the bytes at an offset are those of a text in Latin-1.
  func has(_ text: StaticString, at offset: Int) -> Bool {
    var index = offset
    for scalar in String(describing: text).unicodeScalars {
      guard index < bytes.count, UInt32(bytes[index]) == scalar.value else { return false }
      index += 1
    }
    return true
  }

  /// A number of some bytes, the lowest first.
  func little(_ offset: Int, _ length: Int) -> Int {
    guard offset >= 0, offset + length <= bytes.count else { return -1 }
    return bytes[offset..<offset + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number of some bytes, the highest first.
  func big(_ offset: Int, _ length: Int) -> Int {
    guard offset >= 0, offset + length <= bytes.count else { return -1 }
    return bytes[offset..<offset + length].reduce(0) { $0 << 8 | Int($1) }
  }

  func big32(_ offset: Int) -> Int { big(offset, 4) }

  // MARK: JPEG

  /// Walks the segments up to the frame's header.
  func jpeg() -> (width: Int, height: Int)? {
    var offset = 2
    var isTurned = false
    while offset + 4 <= bytes.count {
      guard bytes[offset] == 0xFF else { return nil }
      let marker = bytes[offset + 1]
      switch marker {
      case 0xFF:
        // A byte that fills.
        offset += 1
        continue
      case 0x01, 0xD0...0xD8:
        offset += 2
        continue
      case 0xD9, 0xDA: return nil
      case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
        let (height, width) = (big(offset + 5, 2), big(offset + 7, 2))
        return isTurned ? (height, width) : (width, height)
      case 0xE1 where has("Exif\0\0", at: offset + 4):
        isTurned = (5...8).contains(
          orientation(offset + 10, limit: offset + 2 + big(offset + 2, 2)))
      default: break
      }
      let length = big(offset + 2, 2)
      if length < 2 { return nil }
      offset += 2 + length
    }
    return nil
  }

  /// The orientation that EXIF gives in its first directory, 1 to 8; 0 where it says nothing.
  private func orientation(_ start: Int, limit: Int) -> Int {
    let isLittle = has("II", at: start)
    guard isLittle || has("MM", at: start) else { return 0 }
    func number(_ offset: Int, _ length: Int) -> Int {
      offset + length > limit ? -1 : isLittle ? little(offset, length) : big(offset, length)
    }
    let directory = start + number(start + 4, 4)
    guard directory >= start + 8 else { return 0 }
    for entry in 0..<max(0, min(number(directory, 2), 512)) {
      let offset = directory + 2 + 12 * entry
      if number(offset, 2) == 0x0112 { return number(offset + 8, 2) }
    }
    return 0
  }

  // MARK: WebP and AVIF

  /// Reads the first chunk, which is one of three.
  func webp() -> (width: Int, height: Int)? {
    if has("VP8X", at: 12), bytes.count >= 30 { return (little(24, 3) + 1, little(27, 3) + 1) }
    if has("VP8L", at: 12), little(20, 1) == 0x2F, bytes.count >= 25 {
      let bits = little(21, 4)
      return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
    }
    if has("VP8 ", at: 12), has("\u{9D}\u{01}\u{2A}", at: 23), bytes.count >= 30 {
      return (little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
    }
    return nil
  }

  /// Looks through the properties in the `meta` box: the largest extent is the image's, smaller ones
  /// are tiles and thumbnails; `irot` turns it by quarters.
  func avif() -> (width: Int, height: Int)? {
    guard let meta = box("meta", in: 0..<bytes.count),
      let properties = box("iprp", in: meta.dropFirst(4)), let list = box("ipco", in: properties)
    else { return nil }
    var size: (width: Int, height: Int)?
    var isTurned = false
    eachBox(in: list) { offset, content in
      if has("ispe", at: offset + 4), content.count >= 12 {
        let found = (width: big32(content.lowerBound + 4), height: big32(content.lowerBound + 8))
        if found.width > size?.width ?? 0 { size = found }
      } else if has("irot", at: offset + 4), let angle = content.first.map({ bytes[$0] }) {
        isTurned = angle & 1 == 1
      }
    }
    return isTurned ? size.map { ($0.height, $0.width) } : size
  }

  private func box(_ name: StaticString, in range: Range<Int>) -> Range<Int>? {
    var found: Range<Int>?
    eachBox(in: range) { offset, content in
      if found == nil && has(name, at: offset + 4) { found = content }
    }
    return found
  }

  /// The boxes that follow one another: where each begins, and its content.
  private func eachBox(in range: Range<Int>, _ body: (Int, Range<Int>) -> Void) {
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      var length = big32(offset)
      if length == 0 { length = range.upperBound - offset }
      guard length >= 8, offset + length <= range.upperBound else { return }
      body(offset, offset + 8..<offset + length)
      offset += length
    }
  }
}
