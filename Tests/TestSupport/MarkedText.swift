// Emoji in a test's input say where a diagnostic is expected: `title: 1️⃣[a]`. They are taken out
// before anything reads the text, so a test shows the place where an author would see the carets.

import Markup

/// A text whose markers have been taken out.
package struct MarkedText: Sendable {
  /// The text without markers.
  package let bytes: [UInt8]
  /// Where each marker stood, in bytes of the text without markers.
  package let offsets: [String: Int]

  /// Takes the markers 0️⃣ to 9️⃣ out of `text`; none may stand there twice.
  package init(_ text: String) {
    var bytes: [UInt8] = []
    var offsets: [String: Int] = [:]
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if (0x30...0x39).contains(byte), rest.dropFirst().starts(with: Self.keycap) {
        let marker = String(decoding: rest.prefix(1 + Self.keycap.count), as: UTF8.self)
        precondition(offsets[marker] == nil, "the marker \(marker) stands in a text once")
        offsets[marker] = bytes.count
        rest = rest.dropFirst(1 + Self.keycap.count)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    self.bytes = bytes
    self.offsets = offsets
  }

  /// What follows a digit in its keycap emoji: U+FE0F U+20E3.
  private static let keycap: [UInt8] = [0xEF, 0xB8, 0x8F, 0xE2, 0x83, 0xA3]
}
