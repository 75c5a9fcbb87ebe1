// A body that takes others in: their headings, links, images and blocks are numbered anew, as if all had
// been written in one text.

/// Puts bodies into the places of blocks of another.
package struct BodyJoin {
  private let outer: Body
  private let name: String
  /// What stands in the place of a block, and the element around it.
  private var parts: [Int: (body: Body, wrapper: String?)] = [:]
  private var made = Body()
  /// The new numbers of the outer blocks.
  private var blockNumbers: [Int: Int] = [:]
  /// The new numbers of the outer headings.
  private var headingNumbers: [Int] = []
  /// The first outer section that is not taken over yet.
  private var section = 0

  /// Starts with a body of which all blocks of a name will be replaced, or else vanish.
  package init(_ outer: Body, replacing name: String) {
    self.outer = outer
    self.name = name
  }

  /// Puts a body into the place of a block, in an element that the tag begins.
  package mutating func put(_ body: Body, at block: Int, wrapping tag: String?) {
    parts[block] = (body, tag)
  }

  /// The body with all that was put into it. Whatever has a number is numbered anew by its place.
  package consuming func joined() -> Body {
    var start = 0
    for hole in outer.holes {
      made.html += outer.html[start..<hole.offset]
      start = hole.offset
      switch hole.kind {
      case .headingID(let index):
        takeSections(before: index)
        headingNumbers.append(made.headings.count)
        add(hole.kind, of: outer)
      case .blockStart(let index) where outer.blocks[index].name == name:
        takeSections(before: headingNumbers.count)
        if let part = parts[index] { add(part.body, part.wrapper) }
      case .blockEnd(let index) where outer.blocks[index].name == name: break
      case .blockStart(let index):
        blockNumbers[index] = made.blocks.count
        add(hole.kind, of: outer, blocks: blockNumbers)
      default: add(hole.kind, of: outer, blocks: blockNumbers)
      }
    }
    made.html += outer.html[start...]
    made.mentions = outer.mentions + made.mentions
    takeSections(before: .max)
    return made
  }

  /// Adds a whole body.
  private mutating func add(_ body: Body, _ wrapper: String?) {
    if let wrapper { made.html += "\(wrapper)\n".utf8 }
    let firstHeading = made.headings.count
    var numbers: [Int: Int] = [:]
    var start = 0
    for hole in body.holes {
      made.html += body.html[start..<hole.offset]
      start = hole.offset
      if case .blockStart(let index) = hole.kind { numbers[index] = made.blocks.count }
      add(hole.kind, of: body, blocks: numbers)
    }
    made.html += body.html[start...]
    if wrapper != nil { made.html += "</div>\n".utf8 }
    made.mentions += body.mentions
    for section in body.sections {
      add(section.text, under: section.heading.map { $0 + firstHeading } ?? headingNumbers.last)
    }
  }

  /// Adds plain text to the section of a heading.
  private mutating func add(_ text: [UInt8], under heading: Int?) {
    if let last = made.sections.indices.last, made.sections[last].heading == heading {
      made.sections[last].text += [0x0A] + text
    } else {
      made.sections.append(TextSection(heading: heading, text: text))
    }
  }

  /// Adds a hole and what it is for.
  private mutating func add(_ kind: Hole.Kind, of body: Body, blocks: [Int: Int] = [:]) {
    let offset = made.html.count
    let added: Hole.Kind
    switch kind {
    case .headingID(let index):
      added = .headingID(made.headings.count)
      made.headings.append(body.headings[index])
    case .link(let index):
      added = .link(made.links.count)
      made.links.append(body.links[index])
    case .image(let index):
      added = .image(made.images.count)
      made.images.append(body.images[index])
    case .blockStart(let index):
      added = .blockStart(made.blocks.count)
      let block = body.blocks[index]
      made.blocks.append(block.moved(into: block.parent.flatMap { blocks[$0] }))
    case .blockEnd(let index): added = .blockEnd(blocks[index] ?? 0)
    }
    made.holes.append(Hole(offset: offset, kind: added))
  }

  /// Takes over the outer sections before a heading. What was included under a heading comes after
  /// all of that heading's own text, which search does not mind.
  private mutating func takeSections(before heading: Int) {
    while section < outer.sections.count, (outer.sections[section].heading ?? -1) < heading {
      let taken = outer.sections[section]
      add(taken.text, under: taken.heading.map { headingNumbers[$0] })
      section += 1
    }
  }
}
