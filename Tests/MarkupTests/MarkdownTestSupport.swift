@testable import Markup

// What the Markdown tests share: a filler for the holes and short names for what they look at.

/// An article's text read by itself.
struct MarkdownSample {
  let source: [UInt8]
  let body: Body
  let diagnostics: [Diagnostic]

  init(
    _ source: String, from offset: Int = 0, blocks: [BlockRule] = [],
    variables: [String: String] = [:]
  ) {
    self.init(bytes: Array(source.utf8), from: offset, blocks: blocks, variables: variables)
  }

  init(
    bytes: [UInt8], from offset: Int = 0, blocks: [BlockRule] = [],
    variables: [String: String] = [:]
  ) {
    source = bytes
    (body, diagnostics) = Markdown.parse(
      bytes, from: offset, file: "a.md",
      settings: MarkdownSettings(
        referenceSchemes: ["channel", "problem"], blocks: blocks, variables: variables))
  }

  /// The HTML with each hole filled by what it asks for.
  var html: String {
    var out: [UInt8] = []
    var start = 0
    for hole in body.holes {
      out += body.html[start..<hole.offset]
      start = hole.offset
      switch hole.kind {
      case .headingID(let index): out += " id=\"\(body.headings[index].slug)\"".utf8
      case .link(let index): out += " href=\"\(body.links[index].target.shown)\"".utf8
      case .image(let index):
        let image = body.images[index]
        out += "<img src=\"\(image.path)\" alt=\"\(image.alt)\">".utf8
      case .blockStart(let index): out += "<\(body.blocks[index].name)>\n".utf8
      case .blockEnd(let index): out += "</\(body.blocks[index].name)>\n".utf8
      }
    }
    return String(decoding: out + body.html[start...], as: UTF8.self)
  }

  var targets: [LinkTarget] { body.links.map(\.target) }
  var ids: [DiagnosticID] { diagnostics.map(\.id) }
  var sections: [String] { body.sections.map { String(decoding: $0.text, as: UTF8.self) } }

  /// The source under a location.
  func text(at location: SourceLocation?) -> String {
    guard let location else { return "" }
    return String(decoding: source[location.range], as: UTF8.self)
  }
}

extension LinkTarget {
  /// As an author would write it.
  var shown: String {
    switch self {
    case .path(let path, let fragment): path + (fragment.map { "#\($0)" } ?? "")
    case .reference(let scheme, let id, let fragment):
      "\(scheme):\(id)" + (fragment.map { "#\($0)" } ?? "")
    }
  }
}
