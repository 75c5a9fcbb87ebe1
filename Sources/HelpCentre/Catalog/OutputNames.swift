// A site must survive every disk that it is copied to: an editor's Windows, a memory stick, a bucket.
// So names that some file system refuses or changes are found before anything is written. That no two
// pages have one name is checked in `Addresses`; names of assets are made to fit in `URLScheme`.

import Markup

/// Checks the names of the files of a site.
enum OutputNames {
  /// The most bytes of a path. Buckets take keys of 1,024 bytes and macOS paths of as many, and the site
  /// stands in some folder.
  static let longestPath = 900

  /// Reports names of pages that some file system cannot have; no text of an article decides about them.
  static func check(_ plans: [PagePlan], _ catalog: Catalog) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var reported: Set<Report> = []
    for plan in plans {
      guard let mistake = mistake(in: plan.path), let origin = origin(of: plan, catalog) else {
        continue
      }
      let report = report(mistake, plan, origin)
      if reported.insert(report.key).inserted { diagnostics.append(report.diagnostic) }
    }
    return diagnostics
  }

  /// Whether Windows takes a name for a device, in any folder and with any ending.
  static func isDevice(_ name: some Collection<UInt8>) -> Bool {
    let base = name.prefix { $0 != 0x2E }
    guard (3...8).contains(base.count) else { return false }
    var word = String(decoding: base, as: UTF8.self).lowercased()
    while word.utf8.last == 0x20 { word.removeLast() }
    return devices.contains(word)
  }

  private static let devices: Set<String> = {
    let numbers = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "\u{B9}", "\u{B2}", "\u{B3}"]
    return Set(
      ["con", "prn", "aux", "nul", "conin$", "conout$"]
        + numbers.flatMap { ["com\($0)", "lpt\($0)"] })
  }()
}

extension OutputNames {
  /// What is wrong with a path.
  private enum Mistake {
    case tooLong
    /// The part at these bytes of the path is a device.
    case device(Range<Int>)
    /// The part ends with a dot.
    case dot(Range<Int>)
  }

  /// The first mistake in a path. Of the bytes of each part only the first and the last are looked at
  /// where, as nearly always, none is to be found.
  private static func mistake(in path: String) -> Mistake? {
    if path.utf8.count > longestPath { return .tooLong }
    var path = path
    return path.withUTF8 { bytes in
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x2F { end += 1 }
        if end > start, bytes[end - 1] == 0x2E { return .dot(start..<end) }
        switch bytes[start] | 0x20 {
        case UInt8(ascii: "a"), UInt8(ascii: "c"), UInt8(ascii: "l"), UInt8(ascii: "n"),
          UInt8(ascii: "p"):
          if isDevice(bytes[start..<end]) { return .device(start..<end) }
        default: break
        }
        start = end + 1
      }
      return nil
    }
  }

  /// What a page is made of, and what its author can rename.
  private struct Origin {
    let location: SourceLocation
    let hint: String
  }

  /// Where a page comes from; nil for one that shows another language's article, which is reported
  /// where that stands.
  private static func origin(of plan: PagePlan, _ catalog: Catalog) -> Origin? {
    switch plan.subject {
    case .article(let topic):
      guard catalog.topics[topic.index].isTranslated(plan.language) else { return nil }
      let header = catalog.article(topic, in: plan.language).header
      return Origin(
        location: header.slug?.location ?? header.location,
        hint: "give the article another name or a 'slug'")
    case .redirect(let redirect):
      return Origin(location: redirect.location, hint: "leave the alias out")
    case .category(let id, _):
      return Origin(
        location: catalog.categories[id.index].location, hint: "give the category another id")
    case .channel(let id, _):
      return Origin(
        location: catalog.channels[id.index].location, hint: "give the channel another id")
    case .problem(let id, _):
      return Origin(
        location: catalog.problems[id.index].location, hint: "give the problem another id")
    default:
      return Origin(
        location: SourceLocation(file: "Content/site.yaml"),
        hint: "write the language with its script or region, like '\(code(plan, catalog))-Latn'")
    }
  }

  private static func code(_ plan: PagePlan, _ catalog: Catalog) -> String {
    catalog.languages[plan.language].code
  }

  /// A folder is reported once, with the first page in it, and a place in a source once.
  private enum Report: Hashable {
    case folder(String)
    case place(SourceLocation)
  }

  private static func report(
    _ mistake: Mistake, _ plan: PagePlan, _ origin: Origin
  ) -> (key: Report, diagnostic: Diagnostic) {
    let bytes = Array(plan.path.utf8)
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    func named(_ part: Range<Int>, _ what: String) -> (Report, Diagnostic) {
      let isFolder = part.upperBound < bytes.count
      let isLanguage = part.lowerBound == 0
      let diagnostic = Diagnostic(
        .unportableName, "'\(plan.path)' cannot be a file on Windows: \(what)", at: origin.location,
        hint: isFolder && !isLanguage ? "give the folder another name" : origin.hint)
      // An alias is written once and an article's folder once a language.
      if isFolder, case .article = plan.subject {
        return (.folder(text(0..<part.upperBound)), diagnostic)
      }
      return (.place(origin.location), diagnostic)
    }
    switch mistake {
    case .device(let part):
      return named(part, "'\(text(part))' is the name of a device")
    case .dot(let part):
      return named(part, "it drops the dot at the end of '\(text(part))'")
    case .tooLong:
      let shown = plan.path.unicodeScalars.prefix(60)
      return (
        .place(origin.location),
        Diagnostic(
          .nameTooLong, "the address '\(String(shown))…' is \(bytes.count) bytes long",
          at: origin.location,
          hint: "shorten it to \(longestPath) bytes: not every disk and host takes more")
      )
    }
  }

  /// Files of the project that are one file where capitals or spellings of letters do not count, if
  /// the site has one of them.
  static func sameFiles(_ catalog: Catalog) -> [Diagnostic] {
    var owners: [String: String] = [:]
    let pairs = catalog.assets.compactMap { asset -> (file: String, other: String)? in
      let folded = URLScheme.folded(asset.file)
      guard let other = owners[folded] else {
        owners[folded] = asset.file
        return nil
      }
      return (asset.file, other)
    }
    if pairs.isEmpty { return [] }
    let published = Set(catalog.publishedAssets.map(\.file))
    return pairs.filter { published.contains($0.file) || published.contains($0.other) }.map {
      pair in
      Diagnostic(
        .duplicateFile, "'\(pair.file)' and '\(pair.other)' are one file on some disks",
        at: SourceLocation(file: pair.file),
        hint: pair.file == pair.other
          ? "rename one: their accents are encoded in two ways (NFC, NFD)"
          : "rename one: not every disk tells capitals apart")
    }
  }
}

extension Catalog {
  /// The files of the project that the site has: those that articles show or link to and those that
  /// the settings name.
  var publishedAssets: [Asset] {
    let linked = links.joined().compactMap(\.asset)
    let shown = images.joined().compactMap { $0 } + blocks.joined().flatMap(\.assets)
    let used = Set(linked + shown)
    return assets.enumerated().filter { used.contains(ID($0)) || settings.names($1.file) }
      .map(\.element)
  }
}

extension ResolvedLink {
  /// The file a link leads to, if it leads to one.
  fileprivate var asset: ID<Asset>? {
    if case .asset(let id) = self { id } else { nil }
  }
}

extension SiteSettings {
  /// Whether the settings name a file of the project.
  fileprivate func names(_ file: String) -> Bool {
    [logo, favicon, image].contains { $0.map { "Content/" + $0.value } == file }
  }
}
