// Everything that `--gfm` does otherwise than Debian's cmark-gfm, by name, with a sample of each. Random
// texts that may show one of them are not compared; all others must agree to the byte.

import Foundation

/// Why a text may come out otherwise than from cmark-gfm.
enum GitHubDifference: String, CaseIterable {
  /// It looks through tildes when it decides whether `*` opens or closes; CommonMark does not.
  case tildeBesideEmphasis = "tilde beside emphasis"
  /// It gives up struck text in which a run of another length stands.
  case tildesOfTwoLengths = "tildes of two lengths"
  /// It finds addresses before emphasis, code and entities, we find them after.
  case markupInAddress = "markup in an address"
  /// It takes `www. ` for an address; a name must follow.
  case wwwWithoutName = "www. without a name"
  /// It finds no address behind an open bracket, though no link comes of it.
  case addressInBrackets = "address in brackets"
  /// It reads `mailto:` and `xmpp:` as part of an address.
  case mailScheme = "scheme before a mail address"
  /// It sees a box before nothing at all; the specification wants something behind it.
  case boxWithoutText = "box without text"
  /// It ticks a box when any `[x]` stands on the line.
  case twoBoxes = "two boxes on a line"
  /// It sees no box when two markers stand on its line.
  case boxBehindTwoMarkers = "box behind two markers"
  /// It takes the box away before it looks for definitions of links.
  case definitionBehindBox = "definition behind a box"
  /// It begins a note on the first line of another.
  case noteInNote = "note in a note"
  /// It counts and numbers uses in notes where the notes stand, even in notes that are not shown.
  case useInNote = "use in a note"
  /// It allows `[` in a name and takes `![^` apart.
  case bracketInLabel = "bracket in a footnote's name"
  /// It lets the text of a note go on with four columns even if the note is indented itself.
  case indentedNote = "indented note"
  /// It takes backslashes before pipes away in all of a paragraph that a table ends.
  case pipeBeforeTable = "escaped pipe before a table"
  /// It reads no definitions of links in a paragraph that a table ends.
  case definitionBeforeTable = "definition before a table"
  /// It does not end a quote or a list by a table whose lines could be lazy text.
  case lazyTable = "table that could be lazy text"
  /// It ends a quote or a list by a tag that could be lazy text.
  case lazyTag = "tag that could be lazy text"

  /// A text on which the two differ.
  var sample: String {
    switch self {
    case .tildeBesideEmphasis: "*a ~*\n"
    case .tildesOfTwoLengths: "~~a ~b~~\n"
    case .markupInAddress: "www.a.b/*c*\n"
    case .wwwWithoutName: "www. a\n"
    case .addressInBrackets: "[http://a\n"
    case .mailScheme: "mailto:a@b.c\n"
    case .boxWithoutText: "- [ ] \n"
    case .twoBoxes: "- [ ] [x]\n"
    case .boxBehindTwoMarkers: "> - [ ] a\n"
    case .definitionBehindBox: "- [ ] [a]: b\n"
    case .noteInNote: "[^1]\n\n[^1]: [^2]: a b\n"
    case .useInNote: "[^1]: [^1]\n"
    case .bracketInLabel: "[^[]: a\n"
    case .indentedNote: " [^1]: a\n\n    b\n"
    case .pipeBeforeTable: "`\\|`\na | b\n-|-\n"
    case .definitionBeforeTable: "[a]: b\nc | d\n-|-\n"
    case .lazyTable: "> a\nb | c\n-|-\n"
    case .lazyTag: "> a\n<b>\n"
    }
  }

  /// Whether a text may show the difference.
  func mayBe(in text: String) -> Bool {
    switch self {
    case .tildeBesideEmphasis: text.contains(/~[*_]|[*_]~/)
    case .tildesOfTwoLengths:
      text.contains(/(?s)(^|[^~])~~([^~].*)?[^~]~([^~]|$)/)
        || text.contains(/(?s)(^|[^~])~([^~].*)?[^~]~~([^~]|$)/)
    case .markupInAddress: text.contains(/(www\.|:\/\/)\S*[*_~`\[\]<>&\\]/)
    case .wwwWithoutName: text.contains(/www\.(?![0-9A-Za-z\u00C0-\u024F])/)
    case .addressInBrackets: text.contains(/(?s)\[.*(:\/\/|www\.|@)/)
    case .mailScheme: text.contains("mailto:") || text.contains("xmpp:")
    case .boxWithoutText: text.contains(/(?m)\[[ xX]\][ \t]+$/)
    case .twoBoxes: text.contains(/\[[ xX]\].*\[[xX]\]/)
    case .boxBehindTwoMarkers:
      text.contains(/(?m)([-*+>]|\d+[.)])[ \t]*([-*+>]|\d+[.)])[ \t]+\[[ xX]\]/)
    case .definitionBehindBox: text.contains(/\[[ xX]\]\s+\[[^\]]*\]:/)
    case .noteInNote: text.contains(/\[\^[^\]]+\]:.*\[\^[^\]]+\]:/)
    case .useInNote: Self.hasUseInNote(text)
    case .bracketInLabel: text.contains(/\[\^[^\]\n]*\[/) || text.contains("![^")
    case .indentedNote: text.contains(/(?m)^ +\[\^[^\]]+\]:/)
    case .pipeBeforeTable: text.contains(/\\\|[^\n]*\n([^\n]+\n)+?[ >]*[|:\-]/)
    case .definitionBeforeTable: text.contains(/\]:[^\n]*\n([^\n]+\n)+?[ >]*[|:\-]/)
    case .lazyTable: Self.hasLazyTable(text)
    case .lazyTag: text.contains(/(?m)\S[^\n]*\n *<\/?[a-z]+>\s*$/)
    }
  }

  private static func lines(_ text: String) -> [String] {
    text.replacingOccurrences(of: "\r\n", with: "\n").components(separatedBy: "\n")
  }

  /// Uses in notes that are used nowhere else, defined twice, or stand before another use.
  private static func hasUseInNote(_ text: String) -> Bool {
    var outside: Set<String> = []
    var inside: Set<String> = []
    var defined: Set<String> = []
    var note: String?
    var isAfterBlank = true
    for line in lines(text.replacingOccurrences(of: "\\[", with: "")) {
      var rest = Substring(line)
      if let match = line.prefixMatch(of: /([ \t>]|[-*+][ \t]|\d+[.)][ \t])*\[\^([^\]\s]+)\]:/) {
        let name = match.2.lowercased()
        note = name
        rest = ""
        let isSecond = !defined.insert(name).inserted
        if line[match.range.upperBound...].contains("[^") {
          inside.insert(name)
          if isSecond { return true }
        }
      } else if let name = note, line.hasPrefix("    ") || !isAfterBlank && !line.isEmpty {
        // The note goes on, if only lazily.
        rest = ""
        if line.contains("[^") { inside.insert(name) }
      } else if !line.isEmpty {
        note = nil
      }
      isAfterBlank = line.allSatisfy(\.isWhitespace)
      for use in rest.matches(of: /\[\^([^\]\s]+)\]/) {
        outside.insert(use.1.lowercased())
        if !inside.isEmpty { return true }
      }
    }
    return !inside.subtracting(outside).isEmpty
  }

  /// A head and a delimiter row without a marker under a line that has one.
  private static func hasLazyTable(_ text: String) -> Bool {
    let lines = lines(text)
    for row in lines.indices.dropFirst(2)
    where lines[row].contains("-") && lines[row].wholeMatch(of: /[ \t>]*[|:\-][|: \t\-]*/) != nil {
      var above = row - 2
      while above >= 0, lines[above].contains(where: { !$0.isWhitespace }) {
        if lines[above].contains(/^[ \t]*([>*+\-]|\d+[.)]|\[\^)/) { return true }
        above -= 1
      }
    }
    return false
  }
}
