// Files that articles show as images and that browsers may not: of a format that nobody knows, or under
// the name of another one, which a host then announces wrongly. Each file is reported once, where the
// first article shows it.

import Markup

/// Checks the images of articles.
enum ImageChecks {
  /// What is wrong with the files in `images`, which are those of each article.
  static func check(
    _ articles: [Article], _ images: [[ID<Asset>?]], _ assets: [Asset]
  ) -> [Diagnostic] {
    var seen: Set<ID<Asset>> = []
    var diagnostics: [Diagnostic] = []
    for (article, files) in zip(articles, images) {
      for (image, file) in zip(article.body.images, files) {
        guard let file, seen.insert(file).inserted else { continue }
        if let found = check(assets[file.index], at: image.location) { diagnostics.append(found) }
      }
    }
    return diagnostics
  }

  private static func check(_ asset: Asset, at location: SourceLocation) -> Diagnostic? {
    guard let format = asset.size?.format else {
      return Diagnostic(
        .unreadableImage, "the size of '\(asset.file)' cannot be read", at: location,
        hint: "browsers show PNG, JPEG, GIF, WebP, AVIF and SVG")
    }
    let name = asset.file.split(separator: "/").last.map { String($0) } ?? asset.file
    let ending = name.utf8.lastIndex(of: 0x2E).map { name[$0...].dropFirst().lowercased() } ?? ""
    if format.endings.contains(ending) { return nil }
    let stem = ending.isEmpty ? name : String(name.dropLast(ending.count + 1))
    return Diagnostic(
      .misnamedImage, "'\(asset.file)' is a \(format.rawValue) image", at: location,
      hint: "call it '\(stem).\(format.endings[0])'")
  }
}
