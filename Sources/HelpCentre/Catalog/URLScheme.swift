// Every rule about addresses: which page has which path, how paths become URLs, which names are taken.
//
// Paths are relative to the site's root, without a slash at the start. Links inside the site are the
// page's way up to the root and such a path: so a site works below any folder and opened from disk.

import Foundation
import Markup

/// The site's rules for paths and URLs.
package enum URLScheme {
  /// Where the language chooser is.
  package static let chooserPath = "index.html"
  /// Where the page for missing pages is.
  package static let notFoundPath = "404.html"

  /// A language's home page.
  package static func home(_ language: Language) -> String { "\(language.code)/index.html" }

  /// A language's contact page.
  package static func contact(_ language: Language) -> String { "\(language.code)/contact.html" }

  /// A language's search page.
  package static func search(_ language: Language) -> String { "\(language.code)/search.html" }

  /// A language's list of all articles; `page` counts from 1.
  package static func aToZ(_ language: Language, page: Int = 1) -> String {
    "\(language.code)/a-z\(suffix(page)).html"
  }

  /// A language's glossary.
  package static func glossary(_ language: Language) -> String { "\(language.code)/glossary.html" }

  /// The place of a term in the glossary.
  package static func anchor(ofTerm id: String) -> String { "term-\(id)" }

  /// The place of a contact on its channel's page.
  package static func anchor(ofContact id: String) -> String { "contact-\(id)" }

  /// A language's channel table for programs.
  package static func channelData(_ language: Language) -> String {
    "\(language.code)/channels.json"
  }

  /// A language's contacts for address books.
  package static func contactCards(_ language: Language) -> String {
    "\(language.code)/contacts.vcf"
  }

  /// The description of a language's search for browsers.
  package static func openSearch(_ language: Language) -> String {
    "\(language.code)/opensearch.xml"
  }

  /// A category's page.
  package static func category(_ id: String, _ language: Language, page: Int = 1) -> String {
    "\(language.code)/category/\(id)\(suffix(page)).html"
  }

  /// A channel's page.
  package static func channel(_ id: String, _ language: Language, page: Int = 1) -> String {
    "\(language.code)/channel/\(id)\(suffix(page)).html"
  }

  /// A problem's page.
  package static func problem(_ id: String, _ language: Language, page: Int = 1) -> String {
    "\(language.code)/problem/\(id)\(suffix(page)).html"
  }

  /// An article's page: its folders, and its slug in place of the file's name.
  package static func article(key: String, slug: String?, _ language: Language) -> String {
    guard let slug else { return "\(language.code)/\(key).html" }
    let folders = key.utf8.lastIndex(of: 0x2F).map { String(key[..<$0]) + "/" } ?? ""
    return "\(language.code)/\(folders)\(slug).html"
  }

  /// The page that an alias of an article becomes; nil when it cannot be a path.
  package static func alias(_ alias: String, _ language: Language) -> String? {
    var parts = alias.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let isAbsolute = parts.first == ""
    if isAbsolute { parts.removeFirst() }
    guard !parts.isEmpty, parts.allSatisfy(isPathPart) else { return nil }
    let path = parts.joined(separator: "/")
    let file = path.hasSuffix(".html") || path.hasSuffix(".htm") ? path : path + ".html"
    return isAbsolute ? file : "\(language.code)/\(file)"
  }

  /// Whether a text can be one part of a path: not empty, no slash, no dots alone, nothing invisible,
  /// and nothing that a file system or a URL could take for something else.
  package static func isPathPart(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 200, text.utf8.first != 0x2E else { return false }
    // Most names are plain; the properties of scalars cost thirty times as much.
    if text.utf8.allSatisfy(isPlainByte) { return true }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "/", "\\", ":", "*", "?", "\"", "<", ">", "|", "#", "%", " ": false
      default:
        scalar.value >= 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
          && scalar.properties.generalCategory != .control
          && scalar.properties.generalCategory != .format
      }
    }
  }

  private static func isPlainByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }

  /// A path as a URL relative to the site's root.
  package static func url(_ path: String) -> String { Escaping.urlPath(path) }

  /// The way from a page up to the site's root: `../` for each folder.
  package static func root(of path: String) -> String {
    String(repeating: "../", count: path.utf8.count { $0 == 0x2F })
  }

  /// Two paths with equal folded forms are one file on some disks. Strings are equal in all spellings
  /// of Unicode (NFC, NFD); so their case is all there is to fold here.
  ///
  /// The rule is Unicode's full case folding (`ß` is `ss`, `ς` is `σ`, `ı` is not `i`) without characters
  /// that are ignored by default: that of Linux's case-insensitive folders. NTFS and exFAT, whose tables
  /// have one letter for each, tell more names apart.
  package static func folded(_ path: String) -> String {
    if path.utf8.allSatisfy({ $0 < 0x80 }) { return path.lowercased() }
    var folded = String.UnicodeScalarView()
    for scalar in path.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: folded.append(Unicode.Scalar(UInt8(scalar.value) + 32))
      // Scripts without case, from Arabic to Burmese, Chinese and Korean: a third of the time.
      case 0...0x7F, 0x620...0x109F, 0x3400...0x9FFF, 0xAC00...0xD7A3: folded.append(scalar)
      default:
        let properties = scalar.properties
        if properties.changesWhenCaseFolded || properties.changesWhenLowercased {
          folded.append(
            contentsOf: properties.lowercaseMapping.uppercased().lowercased().unicodeScalars)
        } else if !properties.isDefaultIgnorableCodePoint {
          folded.append(scalar)
        }
      }
    }
    return String(folded)
  }

  /// The path of an asset: a part of its content's hash stands before the ending, `site-1a2b3c4d5e.css`.
  /// A long name is cut, because file systems take 255 bytes. Case is folded and what Windows refuses
  /// replaced, so that files of one content and name are one file on every disk.
  package static func hashedName(_ path: String, _ hash: ContentHash) -> String {
    let path = portable(path)
    let slash = path.utf8.lastIndex(of: 0x2F).map { path.utf8.index(after: $0) } ?? path.startIndex
    let name = path[slash...]
    let dot = name.utf8.lastIndex(of: 0x2E) ?? name.endIndex
    let ending = name.utf8.distance(from: dot, to: name.endIndex) <= 32 ? name[dot...] : ""
    let isDevice = OutputNames.isDevice(Array(name.utf8))
    var stem = String.UnicodeScalarView(
      name[..<dot].unicodeScalars.map { isDevice && $0 == "." ? "-" : $0 })
    while stem.count > 48 && String(stem).utf8.count > 160 { stem.removeLast() }
    return "\(path[..<slash])\(String(stem))-\(hash.hex(10))\(ending)"
  }

  /// A name of a file that every file system takes.
  private static func portable(_ path: String) -> String {
    var name = String.UnicodeScalarView(
      folded(path).precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "*", ":", "<", ">", "?", "\\", "|", "\u{7F}": "-"
        default: scalar.value < 0x20 ? "-" : scalar
        }
      })
    while name.last == "." || name.last == " " { name.removeLast() }
    return String(name)
  }

  /// The further pages of a list are in a folder of its name: `contact-2` could be another id.
  private static func suffix(_ page: Int) -> String { page == 1 ? "" : "/\(page)" }
}
