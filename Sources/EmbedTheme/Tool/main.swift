// Writes a folder of text files as Swift source, so that the base theme travels in the binary.
//
// Usage: EmbedThemeTool FOLDER OUTPUT. Contents become string literals, which the compiler turns into
// plain data; an array literal of the same bytes takes it minutes.

import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 3 else { fatalError("usage: EmbedThemeTool FOLDER OUTPUT") }
let folder = URL(fileURLWithPath: arguments[1])

var paths: [String] = []
let walk = FileManager.default.enumerator(atPath: folder.path)
while let path = walk?.nextObject() as? String {
  var isFolder: ObjCBool = false
  _ = FileManager.default.fileExists(
    atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
  let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
  if !isFolder.boolValue && !isHidden { paths.append(path) }
}

/// A Swift string literal of a text, with everything outside printable ASCII escaped.
func literal(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": out += "\\" + String(scalar)
    case "\n": out += "\\n"
    case " "..."~": out.unicodeScalars.append(scalar)
    default: out += "\\u{" + String(scalar.value, radix: 16) + "}"
    }
  }
  return out + "\""
}

var source = """
  /// The files of the base theme, by path.
  enum EmbeddedTheme {
    static let files: [(path: StaticString, content: StaticString)] = [

  """
for path in paths.sorted() {
  let bytes = try Data(contentsOf: folder.appendingPathComponent(path))
  guard let text = String(data: bytes, encoding: .utf8) else {
    fatalError("\(path) is not UTF-8: only text files can be embedded")
  }
  source += "    (\(literal(path)), \(literal(text))),\n"
}
source += "  ]\n}\n"
try source.write(to: URL(fileURLWithPath: arguments[2]), atomically: true, encoding: .utf8)
