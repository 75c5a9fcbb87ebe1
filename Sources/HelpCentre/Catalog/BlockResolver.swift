// Finds what the blocks of articles name: channels, problems, files. Like links, they are resolved once
// for their article, and each page only writes what came of it.

import Markup

/// Resolves the blocks of articles.
struct BlockResolver: Sendable {
  let topics: [Topic]
  let topicNames: Names<Topic>
  let channels: [Channel]
  let problems: [Problem]
  let channelNames: Names<Channel>
  let problemNames: Names<Problem>
  /// Paths in the project of all files that could be published as they are.
  let assets: AssetNames

  /// What the blocks of an article are.
  func blocks(of article: Article) -> (blocks: [ResolvedBlock], diagnostics: [Diagnostic]) {
    if article.body.blocks.isEmpty { return ([], []) }
    let contents = BlockContents.all(of: article.body)
    var diagnostics: [Diagnostic] = []
    let blocks = article.body.blocks.indices.map { index in
      resolve(article.body.blocks[index], contents[index], article, &diagnostics)
    }
    return (blocks, diagnostics)
  }

  private func resolve(
    _ block: Block, _ contents: BlockContents, _ article: Article,
    _ diagnostics: inout [Diagnostic]
  ) -> ResolvedBlock {
    func expect(_ isRight: Bool, _ reason: String, _ hint: String) {
      if isRight { return }
      diagnostics.append(Diagnostic(.invalidBlock, reason, at: block.location, hint: hint))
    }
    switch block.name {
    case "steps":
      expect(
        contents.tags.contains("ol"), "there is no numbered list in 'steps'",
        "write the steps as 1. … 2. …")
      return .steps
    case "tabs":
      expect(
        !contents.hasOwnText && !contents.blocks.isEmpty,
        contents.blocks.isEmpty
          ? "there is no 'tab' in 'tabs'" : "'tabs' has a text outside of its tabs",
        "tabs hold nothing but :::tab[label] … :::, with more colons around them")
      return .tabs
    case "tab": return .tab
    case "details": return .details(isOpen: isOpen(block, &diagnostics))
    case "cards":
      expect(
        contents.firstHeading != nil || contents.tags.contains("ul"),
        "there are no items in 'cards'", "write a list, or headings with a text below each")
      return .cards(headingLevel: contents.firstHeading.map { article.body.headings[$0].level })
    case "figure":
      expect(contents.hasImage, "there is no image in 'figure'", "write ![description](file)")
      return .figure
    case "video": return video(block, article, &diagnostics)
    case "channel":
      let named = block["id"].map { channelNames.find($0.words, &diagnostics) } ?? []
      return .channelCards(named, for: problems(of: article))
    case "channels":
      return .channelTable(
        block["problem"].map { problemNames.find($0.words, &diagnostics) } ?? [])
    case "message": return message(block, contents, &diagnostics)
    default: return .none
    }
  }

  private func problems(of article: Article) -> [ID<Problem>] {
    topicNames[article.key].map { topics[$0.index].problems } ?? []
  }

  private func isOpen(_ block: Block, _ diagnostics: inout [Diagnostic]) -> Bool {
    guard let value = block["open"] else { return false }
    if value.value != "true" && value.value != "false" {
      diagnostics.append(
        Diagnostic(
          .invalidValue, "'\(value.value)' is neither true nor false", at: value.location))
    }
    return value.value == "true"
  }

  // MARK: Videos

  private func video(
    _ block: Block, _ article: Article, _ diagnostics: inout [Diagnostic]
  ) -> ResolvedBlock {
    let file = block["src"].flatMap { asset($0, article, &diagnostics) }
    let poster = block["poster"].flatMap { asset($0, article, &diagnostics) }
    let captions = block["captions"].flatMap { asset($0, article, &diagnostics) }
    if let name = block["captions"], !name.value.hasSuffix(".vtt") {
      diagnostics.append(
        Diagnostic(
          .invalidValue, "'\(name.value)' is no file of captions", at: name.location,
          hint: "captions are a WebVTT file, *.vtt"))
    }
    return file.map { .video(Video(file: $0, poster: poster, captions: captions)) } ?? .none
  }

  private func asset(
    _ name: Located<String>, _ article: Article, _ diagnostics: inout [Diagnostic]
  ) -> ID<Asset>? {
    if name.value.hasPrefix("//") || name.value.utf8.contains(0x3A) {
      diagnostics.append(
        Diagnostic(
          .missingFile, "files from other hosts are not shown", at: name.location,
          hint: "put the file into Content/assets"))
      return nil
    }
    guard let path = LinkResolver.join(name.location.file, name.value) else {
      diagnostics.append(
        Diagnostic(
          .missingFile, "'\(name.value)' is no path inside 'Content/'", at: name.location,
          hint: "write the path relative to this file, like ../assets/film.mp4"))
      return nil
    }
    if let asset = assets.find(path, in: article.language) { return asset }
    diagnostics.append(
      Diagnostic(
        .missingFile, "there is no file '\(path)'", at: name.location,
        hint: assets.suggestion(for: path)))
    return nil
  }
}

// MARK: Messages

extension BlockResolver {
  private func message(
    _ block: Block, _ contents: BlockContents, _ diagnostics: inout [Diagnostic]
  ) -> ResolvedBlock {
    func report(_ reason: String, _ place: SourceLocation, _ hint: String) -> ResolvedBlock {
      diagnostics.append(Diagnostic(.invalidBlock, reason, at: place, hint: hint))
      return .none
    }
    if !contents.isPlainText {
      return report(
        "a message is plain text: paragraphs and line breaks", block.location,
        "lists, headings, images and links to pages cannot be sent; write numbers as text: 1\\.")
    }
    let problem = block["problem"].map { problemNames.find($0, &diagnostics) }
    let named = block["channel"].map { channelNames.find($0, &diagnostics) }
    if case .some(nil) = problem { return .none }
    if case .some(nil) = named { return .none }
    guard let place = (block["channel"] ?? block["problem"])?.location else {
      return report(
        "nobody knows whom the message is for", block.location,
        ":::message{problem=…} or :::message{channel=…}")
    }
    if let closed = named ?? nil, !channels[closed.index].isOpen { return .none }
    guard let channel = (named ?? nil) ?? problem?.flatMap(mailChannel) else {
      return report(
        "no channel of the problem has an e-mail address for it", place,
        "add a contact to Content/channels.yaml, or name a channel: channel=…")
    }
    let row = channels[channel.index]
    let contacts = contacts(of: row, for: problem ?? nil)
    if contacts.isEmpty && row.contacts.contains(where: { $0.address.email != nil }) {
      return report(
        problem == nil
          ? "channel '\(row.id)' has no e-mail address for all problems"
          : "channel '\(row.id)' has no e-mail address for this problem", place,
        problem == nil
          ? "name the problem: problem=…" : "add a contact to Content/channels.yaml")
    }
    let subject = block["subject"]?.value ?? ""
    let links = contacts.map {
      MailLink.make(to: $0.address.shown, subject: subject, text: block.text)
    }
    let length = links.map(\.utf8.count).max() ?? 0
    if length > MessageText.longestLink {
      return report(
        "the link with the message would be \(length) characters long", block.location,
        "mail programs take \(MessageText.longestLink); a letter that is not ASCII takes up to nine"
      )
    }
    return .message(
      MessageTemplate(subject: subject, text: block.text, channel: channel, contacts: contacts))
  }

  /// The best channel of a problem that has an e-mail address for it.
  private func mailChannel(_ problem: ID<Problem>) -> ID<Channel>? {
    problems[problem.index].channels.map(\.channel).first { id in
      channels[id.index].isOpen && !contacts(of: channels[id.index], for: problem).isEmpty
    }
  }

  /// The e-mail contacts of a channel that are for a problem, else those for all problems.
  private func contacts(of channel: Channel, for problem: ID<Problem>?) -> [Contact] {
    let mail = channel.contacts.filter { $0.address.email != nil }
    if let name = problem.map({ problems[$0.index].id }) {
      let own = mail.filter { $0.problems.contains { $0.value == name } }
      if !own.isEmpty { return own }
    } else if mail.count == 1 {
      return mail
    }
    return mail.filter(\.problems.isEmpty)
  }
}

/// Links that open a message in a mail program, by RFC 6068.
enum MailLink {
  /// The link for one address: percent-encoded UTF-8, lines end with CR LF.
  static func make(to address: String, subject: String, text: [UInt8]) -> String {
    let at = address.utf8.lastIndex(of: 0x40) ?? address.endIndex
    var link = "mailto:" + Escaping.urlComponent(String(address[..<at])) + address[at...]
    let body = text.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Escaping.urlComponent(String(decoding: $0, as: UTF8.self))
    }
    if !subject.isEmpty { link += "?subject=" + Escaping.urlComponent(subject) }
    if text.isEmpty { return link }
    return link + (subject.isEmpty ? "?" : "&") + "body=" + body.joined(separator: "%0D%0A")
  }
}

extension Contact.Address {
  /// The e-mail address, if it is one.
  var email: String? { if case .email(let address) = self { address } else { nil } }
}

extension Located<String> {
  /// The words between spaces and commas, each where it stands.
  var words: [Located<String>] {
    let bytes = Array(value.utf8)
    return bytes.split { $0 <= 0x20 || $0 == 0x2C }.map { word in
      let start = location.range.lowerBound + word.startIndex
      return Located(
        String(decoding: word, as: UTF8.self),
        SourceLocation(file: location.file, range: start..<start + word.count))
    }
  }
}
