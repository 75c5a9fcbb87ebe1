// Finds what the links and images of articles lead to. Authors link to files; readers land on the page
// of that file in their own language. So a link is resolved once for its article, to a topic and the
// place of a heading, and each page only joins an address.

import Markup

/// Resolves the links of articles.
struct LinkResolver: Sendable {
  let topics: [Topic]
  let anchors: [ArticleAnchors]
  let languages: LanguageList
  let channelTable: [Channel]
  let channels: Names<Channel>
  let problems: Names<Problem>
  let topicNames: Names<Topic>
  /// All files that could be published as they are.
  let assets: AssetNames

  /// Where the links of an article lead.
  func links(
    of article: Article, _ id: ID<Article>
  ) -> (links: [ResolvedLink], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let links = article.body.links.map { link in
      switch link.target {
      case .reference(let scheme, let name, let fragment):
        reference(scheme, name, fragment, link.location, &diagnostics)
      case .path("", let fragment):
        ownHeading(fragment ?? "", id, link.location, &diagnostics)
      case .path(let path, let fragment):
        file(path, fragment, article, link.location, &diagnostics)
      }
    }
    return (links, diagnostics)
  }

  /// The files of an article's images.
  func images(of article: Article) -> (images: [ID<Asset>?], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    let images = article.body.images.map { image -> ID<Asset>? in
      guard let path = Self.join(image.location.file, image.path) else {
        diagnostics.append(leaves(image.path, image.location, .brokenImage))
        return nil
      }
      if let asset = assets.find(path, in: article.language) { return asset }
      diagnostics.append(
        Diagnostic(
          .brokenImage, "there is no image '\(path)'", at: image.location,
          hint: assets.suggestion(for: path)))
      return nil
    }
    return (images, diagnostics)
  }

  private func reference(
    _ scheme: String, _ name: String, _ fragment: String?, _ location: SourceLocation,
    _ diagnostics: inout [Diagnostic]
  ) -> ResolvedLink {
    let located = Located(name, location)
    func check(_ anchors: [String]) {
      guard let fragment, !anchors.contains(fragment) else { return }
      diagnostics.append(
        Diagnostic(
          .brokenAnchor, "the page of \(scheme) '\(name)' has no anchor '\(fragment)'",
          at: location,
          hint: anchors.isEmpty
            ? "leave '#\(fragment)' out"
            : Suggestion.didYouMean(fragment, among: anchors)
              ?? "its contacts: \(anchors.joined(separator: ", "))"))
    }
    switch scheme {
    case "channel":
      guard let id = channels.find(located, &diagnostics) else { return .broken }
      guard fragment != nil else { return .channel(id, contact: nil) }
      var anchors: [String] = []
      for anchor in channelTable[id.index].contacts.flatMap(\.anchors)
      where !anchors.contains(anchor) { anchors.append(anchor) }
      check(anchors)
      return .channel(id, contact: fragment)
    case "problem":
      guard let id = problems.find(located, &diagnostics) else { return .broken }
      check([])
      return .problem(id)
    default: preconditionFailure("Markdown lets only the schemes of its settings pass")
    }
  }

  private func ownHeading(
    _ fragment: String, _ id: ID<Article>, _ location: SourceLocation,
    _ diagnostics: inout [Diagnostic]
  ) -> ResolvedLink {
    if let heading = anchors[id.index].heading(named: fragment) { return .ownHeading(heading) }
    diagnostics.append(brokenAnchor(fragment, "this article", anchors[id.index].ids, location))
    return .broken
  }

  private func file(
    _ path: String, _ fragment: String?, _ article: Article, _ location: SourceLocation,
    _ diagnostics: inout [Diagnostic]
  ) -> ResolvedLink {
    guard let file = Self.join(location.file, path) else {
      diagnostics.append(leaves(path, location, .brokenLink))
      return .broken
    }
    // An article's file is never one of the others.
    guard let key = key(of: file) else {
      if let asset = assets.find(file, in: article.language) { return .asset(asset) }
      diagnostics.append(missing(file, location))
      return .broken
    }
    guard let topic = topicNames[key] else {
      diagnostics.append(missing(key, location))
      return .broken
    }
    guard let fragment else { return .topic(topic, heading: nil) }
    let shown = topics[topic.index].shown[article.language.index]
    let source = topics[topic.index].source
    if let heading = anchors[shown.index].heading(named: fragment)
      ?? anchors[source.index].heading(named: fragment)
    {
      return .topic(topic, heading: heading)
    }
    diagnostics.append(
      brokenAnchor(fragment, "article '\(key)'", anchors[shown.index].ids, location))
    return .broken
  }

  /// `Content/fr/contact/email.md` → `contact/email`.
  private func key(of file: String) -> String? {
    let bytes = file.utf8
    guard bytes.reversed().starts(with: "dm.".utf8), let content = bytes.firstIndex(of: 0x2F) else {
      return nil
    }
    let below = bytes[bytes.index(after: content)...]
    guard let end = below.firstIndex(of: 0x2F),
      languages.id(of: String(file[below.startIndex..<end])) != nil
    else { return nil }
    return String(file[bytes.index(after: end)..<bytes.index(bytes.endIndex, offsetBy: -3)])
  }

  private func missing(_ name: String, _ location: SourceLocation) -> Diagnostic {
    if let found = topicNames.unpublished(name, .brokenLink, at: location) { return found }
    let bare = name.split(separator: "/").dropFirst(name.hasPrefix("Content/") ? 2 : 0)
      .joined(separator: "/")
    let withoutEnding = bare.split(separator: ".").first.map(String.init) ?? bare
    let hint =
      elsewhere(bare)
      ?? topicNames[withoutEnding].map { _ in "link to the file: '\(withoutEnding).md'" }
      ?? topicNames.suggestion(for: withoutEnding)
    return Diagnostic(.brokenLink, "there is no article '\(name)'", at: location, hint: hint)
  }

  /// What to write instead of an address elsewhere that lacks its scheme and looks like a path.
  private func elsewhere(_ path: String) -> String? {
    let parts = path.split(separator: "/")
    if let mail = parts.last, mail.utf8.contains(0x40) { return "write 'mailto:\(mail)'" }
    guard let host = parts.firstIndex(where: { $0.utf8.starts(with: "www.".utf8) }) else {
      return nil
    }
    return "write 'https://\(parts[host...].joined(separator: "/"))'"
  }

  private func brokenAnchor(
    _ fragment: String, _ owner: String, _ anchors: [String], _ location: SourceLocation
  ) -> Diagnostic {
    let hint =
      Suggestion.didYouMean(fragment, among: anchors)
      ?? (anchors.isEmpty
        ? "it has no headings" : "its headings: \(anchors.prefix(12).joined(separator: ", "))")
    return Diagnostic(
      .brokenAnchor, "\(owner) has no heading '\(fragment)'", at: location, hint: hint)
  }

  private func leaves(
    _ path: String, _ location: SourceLocation, _ id: DiagnosticID
  ) -> Diagnostic {
    path.utf8.first == 0x2F
      ? Diagnostic(
        id, "'\(path)' starts with a slash", at: location,
        hint: "write the path relative to this file, like ../contact/email.md")
      : Diagnostic(id, "'\(path)' leads out of 'Content/'", at: location)
  }

  /// A path written in `file`, as a path of the project; nil when it leaves `Content/`.
  static func join(_ file: String, _ path: String) -> String? {
    guard path.utf8.first != 0x2F else { return nil }
    // On bytes, in one buffer: splitting and joining the parts took most of a link's time.
    var out: [UInt8] = []
    out.reserveCapacity(file.utf8.count + path.utf8.count)
    out += file.utf8
    out.removeLast(out.count - (out.lastIndex(of: 0x2F) ?? 0))
    for part in path.utf8.split(separator: 0x2F) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) {
        guard let slash = out.lastIndex(of: 0x2F) else { return nil }
        out.removeLast(out.count - slash)
        continue
      }
      out.append(0x2F)
      out += part
    }
    return String(decoding: out, as: UTF8.self)
  }
}
