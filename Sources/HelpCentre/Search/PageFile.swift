// The file with the texts of a page, from which excerpts are cut. A browser may keep it for ever, so its folder
// is named after what is in it: after hashes of the texts, so that the name is known before the file is made.

import Markup

/// The file with the texts of a page; it holds on to them and not to the words that they were cut into.
struct PageFile: Sendable {
  private let sections: [SearchSection]
  private let url, title: String
  private let kind: SearchKind
  private let crumbs: [String]
  private let way: SearchWay?

  init(_ entry: SearchEntry) {
    sections = entry.source.source.sections
    url = entry.url
    title = entry.title
    kind = entry.kind
    crumbs = entry.crumbs
    way = entry.way
  }

  /// The file's JSON.
  var bytes: [UInt8] {
    let size = sections.indices.reduce(512) { $0 + sections[$1].text.count + 128 }
    return json(size: size + size / 16) { text, json in json.value(text) }
  }

  /// A hash of all that is in the file; the version in it stands for the form of the whole.
  var hash: ContentHash {
    ContentHash(
      json(size: 2048) { text, json in json.value(ContentHash(text).hex()) })
  }

  private func json(
    size: Int, text: ([UInt8], inout JSONWriter) -> Void
  ) -> [UInt8] {
    var json = JSONWriter(capacity: size)
    json.object { json in
      json.member("v", SearchFileWriter.version)
      json.member("url", url)
      json.member("title", title)
      json.member("kind", kind.rawValue)
      json.member("crumbs", crumbs)
      if let way {
        json.key("way")
        way.write(&json)
      }
      json.key("sections")
      json.array { json in
        // By places: to hand over sections counts references to three parts of each.
        for place in sections.indices {
          json.object { json in
            json.member("anchor", sections[place].anchor)
            json.member("title", sections[place].title)
            json.key("text")
            text(sections[place].text, &json)
          }
        }
      }
    }
    return json.bytes
  }
}
