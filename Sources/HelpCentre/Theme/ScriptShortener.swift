// Scripts as browsers load them: without comments and needless space, and with short names for what is
// declared in them. A third of the bytes of the search is saved, which a phone notices.

import Markup

/// Shortens a script that is a body of its own, whose names nobody else can see.
///
/// Scopes are not resolved: a name that is declared in a function is short there, one that several functions
/// share is short in all. Names of members are never touched. This is for the scripts of the program, which
/// tests run as they are published; it does not read all that a script may be (ends of statements without a
/// semicolon, a block after `case`, classes with fields), so scripts of other themes are not given to it.
struct ScriptShortener {
  private enum Bracket { case round, square, block, object, classBody, hole }

  /// What a name is where it stands.
  private enum Role {
    /// A variable.
    case plain
    /// A member after a dot, or the key of one.
    case member
    /// A variable and a member of the same name: `{name}`.
    case both
  }

  private let tokens: [ScriptToken]
  private var roles: [Role]
  /// For each bracket, the other one.
  private var partners: [Int: Int] = [:]

  /// The script, shortened; as it is where it cannot be read.
  static func shorten(_ source: [UInt8]) -> [UInt8] {
    guard let tokens = ScriptLexer.tokens(source), let script = ScriptShortener(tokens) else {
      return source
    }
    return script.written()
  }

  /// Reads the brackets; nil where they do not match.
  private init?(_ tokens: [ScriptToken]) {
    self.tokens = tokens
    roles = Array(repeating: .plain, count: tokens.count)
    var open: [(bracket: Bracket, place: Int)] = []
    for (place, token) in tokens.enumerated() {
      if token.kind == .name {
        roles[place] = role(place, in: open.last?.bracket)
      } else if token.isMark("(") || token.isMark("[") {
        open.append((token.isMark("(") ? .round : .square, place))
      } else if token.isMark("{") {
        open.append((brace(place, in: open.last?.bracket), place))
      } else if token.text.suffix(2) == Array("${".utf8), token.kind == .mark {
        if token.text.first == UInt8(ascii: "}"), open.popLast()?.bracket != .hole { return nil }
        open.append((.hole, place))
      } else if token.kind == .literal, token.text.first == UInt8(ascii: "}") {
        guard open.popLast()?.bracket == .hole else { return nil }
      } else if token.isMark(")") || token.isMark("]") || token.isMark("}") {
        guard let start = open.popLast() else { return nil }
        partners[start.place] = place
        partners[place] = start.place
      }
    }
    if !open.isEmpty { return nil }
  }

  private func token(_ place: Int) -> ScriptToken? {
    tokens.indices.contains(place) ? tokens[place] : nil
  }

  /// What a brace begins.
  private func brace(_ place: Int, in outer: Bracket?) -> Bracket {
    guard let before = token(place - 1) else { return .block }
    if let other = token(place - 2), other.isKeyword("class") || other.isKeyword("extends") {
      return .classBody
    }
    if before.kind == .keyword {
      return ["return", "const", "let", "var", "of", "in", "await", "yield", "typeof"].contains {
        before.isKeyword($0)
      } ? .object : .block
    }
    let marks: [StaticString] = ["(", ",", "=", ":", "[", "?", "...", "&&", "||", "??", "??="]
    let isValue = marks.contains { before.isMark($0) }
    return isValue || before.text.suffix(2) == Array("${".utf8) ? .object : .block
  }

  private func role(_ place: Int, in outer: Bracket?) -> Role {
    guard let before = token(place - 1) else { return .plain }
    if before.isMark(".") || before.isMark("?.") { return .member }
    let next = token(place + 1)
    let isModified =
      before.kind == .keyword
      && ["async", "get", "set", "static"].contains { before.isKeyword($0) }
    if outer == .classBody {
      let begins = before.isMark("{") || before.isMark("}") || before.isMark(";") || isModified
      return begins ? .member : .plain
    }
    guard outer == .object, before.isMark("{") || before.isMark(",") || isModified else {
      return .plain
    }
    if next?.isMark(":") == true || next?.isMark("(") == true { return .member }
    return .both
  }

  // MARK: What is declared

  private func declared() -> Set<[UInt8]> {
    declaredNames(in: tokens.indices).subtracting(Self.browserNames)
  }

  private func declaredNames(in places: Range<Int>) -> Set<[UInt8]> {
    var names: Set<[UInt8]> = []
    for place in places {
      let token = tokens[place]
      if token.isKeyword("const") || token.isKeyword("let") || token.isKeyword("var") {
        addPattern(place + 1, to: &names)
      } else if token.isKeyword("class") {
        addPattern(place + 1, to: &names)
      } else if token.isKeyword("function") {
        var next = place + 1
        if self.token(next)?.isMark("*") == true { next += 1 }
        addPattern(next, to: &names)
        if self.token(next)?.kind == .name { next += 1 }
        addPattern(next, to: &names)
      } else if token.isKeyword("catch") {
        addPattern(place + 1, to: &names)
      } else if token.isMark("=>") {
        addPattern(partners[place - 1] ?? place - 1, to: &names)
      }
    }
    return names
  }

  /// The names of a pattern that begins there: a name, or all in a bracket but what stands after `=`.
  private func addPattern(_ place: Int, to names: inout Set<[UInt8]>) {
    guard let first = token(place) else { return }
    if first.kind == .name {
      if roles[place] == .plain { names.insert(first.text) }
      return
    }
    guard let end = partners[place], end > place else { return }
    var at = place + 1
    while at < end {
      if tokens[at].kind == .name, roles[at] != .member { names.insert(tokens[at].text) }
      if tokens[at].isMark("=") {
        // A default is an expression of its own, up to the next comma.
        while at < end, !tokens[at].isMark(",") {
          if let other = partners[at] {
            if other < at { break }
            at = other
          }
          at += 1
        }
      } else {
        at += 1
      }
    }
  }

  /// Variables that every page has under names that scripts like to use as well.
  private static let browserNames = Set(
    """
    addEventListener alert blur caches close closed confirm console crypto document event external fetch \
    find focus frames globalThis history indexedDB isNaN length localStorage location name navigation \
    navigator opener origin parent performance print prompt screen scroll self sessionStorage setTimeout \
    clearTimeout status stop top trustedTypes window kbgenSite kbgenSearch
    """.split(separator: " ").map { Array($0.utf8) })

  // MARK: Writing

  /// The short name of each name that gets one, by its place. A name that several functions share has one short
  /// name; one that belongs to each function where it stands has a name of its own in each, so that the shortest
  /// names come again and again.
  private func shortNames() -> [Int: [UInt8]] {
    let units = units()
    let declared = declared()
    var placesOfShared: [[UInt8]: [Int]] = [:]
    var taken: Set<[UInt8]> = []
    var own: [[[UInt8]: [Int]]] = units.map { _ in [:] }
    let shared = sharedNames(units)
    for (number, unit) in units.enumerated() {
      for place in unit where tokens[place].kind == .name && roles[place] != .member {
        let name = tokens[place].text
        if !declared.contains(name) {
          taken.insert(name)
        } else if shared.contains(name) {
          placesOfShared[name, default: []].append(place)
        } else {
          own[number][name, default: []].append(place)
        }
      }
    }
    taken.formUnion(ScriptLexer.keywords)
    var names: [Int: [UInt8]] = [:]
    // One letter is for what is one function's own, of which there are most.
    let sharedShort = assign(placesOfShared, from: Self.letters.count, not: taken, &names)
    for places in own { _ = assign(places, from: 0, not: taken.union(sharedShort), &names) }
    return names
  }

  /// Gives each name a short one, the shortest to the most frequent; says which were given.
  private func assign(
    _ places: [[UInt8]: [Int]], from first: Int, not taken: Set<[UInt8]>,
    _ names: inout [Int: [UInt8]]
  ) -> Set<[UInt8]> {
    var given: Set<[UInt8]> = []
    var number = first
    for (_, places) in places.sorted(by: {
      ($1.value.count, $0.value[0]) < ($0.value.count, $1.value[0])
    }) {
      var short: [UInt8]
      repeat {
        short = Self.shortName(number)
        number += 1
      } while taken.contains(short)
      given.insert(short)
      for place in places { names[place] = short }
    }
    return given
  }

  /// The declarations of the body, each with what follows up to the next one.
  private func units() -> [Range<Int>] {
    guard let body else { return [tokens.indices] }
    let starts = declarations(in: body)
    return zip([0] + starts, starts + [tokens.count]).map { $0..<$1 }
  }

  /// The inside of the function that is the whole script, its first block: `(() => {`.
  private var body: Range<Int>? {
    guard let start = tokens.firstIndex(where: { $0.isMark("{") }), let end = partners[start] else {
      return nil
    }
    return start + 1..<end
  }

  /// Where declarations begin that are in no other block.
  private func declarations(in body: Range<Int>) -> [Int] {
    let words = ["const", "let", "var", "function", "class", "async"]
    var starts: [Int] = []
    var at = body.lowerBound
    while at < body.upperBound {
      let before = tokens[at - 1]
      let begins = before.isMark(";") || before.isMark("}") || at == body.lowerBound
      if begins, words.contains(where: { tokens[at].isKeyword($0) }) { starts.append(at) }
      at = (partners[at].map { max($0, at) } ?? at) + 1
    }
    return starts
  }

  /// What is declared there for all of the script.
  private func topLevelNames() -> Set<[UInt8]> {
    guard let body else { return [] }
    var names: Set<[UInt8]> = []
    for start in declarations(in: body) {
      if ["const", "let", "var"].contains(where: { tokens[start].isKeyword($0) }) {
        addPattern(start + 1, to: &names)
        var at = start + 1
        while at < body.upperBound, !tokens[at].isMark(";") {
          if tokens[at].isMark(",") { addPattern(at + 1, to: &names) }
          at = (partners[at].map { max($0, at) } ?? at) + 1
        }
      } else if let name = tokens[start...].prefix(4).firstIndex(where: { $0.kind == .name }) {
        names.insert(tokens[name].text)
      }
    }
    return names
  }

  /// What is declared at the top, and what stands in a unit that does not declare it.
  private func sharedNames(_ units: [Range<Int>]) -> Set<[UInt8]> {
    var shared = topLevelNames()
    for unit in units {
      let locals = declaredNames(in: unit)
      for place in unit where tokens[place].kind == .name && roles[place] != .member {
        if !locals.contains(tokens[place].text) { shared.insert(tokens[place].text) }
      }
    }
    return shared
  }

  private static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

  private static func shortName(_ number: Int) -> [UInt8] {
    return number < letters.count
      ? [letters[number]]
      : shortName(number / letters.count - 1) + [letters[number % letters.count]]
  }

  private func written() -> [UInt8] {
    let names = shortNames()
    var out = ByteWriter(capacity: tokens.count * 4)
    for (place, token) in tokens.enumerated() {
      if place > 0 {
        if token.isAfterLine, needsLine(place) {
          out.append(UInt8(0x0A))
        } else if token.isAfterSpace, needsSpace(tokens[place - 1], token) {
          out.append(UInt8(0x20))
        }
      }
      guard token.kind == .name, roles[place] != .member, let short = names[place] else {
        out.append(token.text)
        continue
      }
      if roles[place] == .both, short != token.text {
        out.append(token.text)
        out.append(UInt8(ascii: ":"))
      }
      out.append(short)
    }
    out.append(UInt8(0x0A))
    return out.bytes
  }

  /// Whether the end of the line may be the end of a statement.
  private func needsLine(_ place: Int) -> Bool {
    let before: [StaticString] = ["{", "(", "[", ",", ";", ":", "?", "=>", "=", "&&", "||", "??"]
    let after: [StaticString] = ["}", ")", "]", ",", ";", ".", "?.", ":", "?", "&&", "||", "??"]
    return !before.contains { tokens[place - 1].isMark($0) }
      && !after.contains { tokens[place].isMark($0) }
  }

  private func needsSpace(_ left: ScriptToken, _ right: ScriptToken) -> Bool {
    guard let last = left.text.last, let first = right.text.first else { return false }
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F
        || byte == 0x24 || byte >= 0x80
    }
    if isWord(last), isWord(first) { return left.kind != .literal || right.kind != .literal }
    return last == first
      && (last == UInt8(ascii: "+") || last == UInt8(ascii: "-") || last == UInt8(ascii: "/"))
  }
}
