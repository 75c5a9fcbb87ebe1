// Follows every link of a built site, as a reader would who clicks on all of them.

/// Where the links of a site lead.
extension SiteTest {
  /// The links that lead to no file or no anchor of the site, as `page → address`; the site is
  /// published below the path `base` of its host.
  package func danglingLinks(below base: String = "/") -> [String] {
    let known = Set(paths)
    var ids: [String: Set<String>] = [:]
    for page in pages { ids[page.path] = Set(page.values(of: "id")) }
    return pages.flatMap { page in
      let addresses = page.values(of: "href") + page.values(of: "src")
      return addresses.compactMap { address -> String? in
        guard !Self.isExternal(address) else { return nil }
        let isBelow = address.hasPrefix(base) && base != "/"
        let address = isBelow ? "/" + address.dropFirst(base.utf8.count) : address
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = Self.resolve(parts.first.map(String.init) ?? "", from: page.path)
        guard let target, known.contains(target) else { return "\(page.path) → \(address)" }
        guard parts.count == 2, let targetIDs = ids[target] else { return nil }
        let anchor = Self.percentDecoded(String(parts[1]))
        return targetIDs.contains(anchor) ? nil : "\(page.path) → \(address)"
      }
    }
  }

  /// The path of the site that `address` on the page `path` leads to, nil when it leaves the site.
  package static func resolve(_ address: String, from path: String) -> String? {
    let query = address.split(separator: "?", omittingEmptySubsequences: false).first ?? ""
    if query.isEmpty { return path }
    var parts = query.hasPrefix("/") ? [] : path.split(separator: "/").dropLast().map(String.init)
    for part in query.split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(percentDecoded(String(part)))
      }
    }
    return parts.joined(separator: "/")
  }

  private static func isExternal(_ address: String) -> Bool {
    ["https://", "http://", "mailto:", "tel:", "data:"].contains { address.hasPrefix($0) }
  }

  private static func percentDecoded(_ text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x25, index + 2 < bytes.count,
        let value = UInt8(String(decoding: bytes[index + 1...index + 2], as: UTF8.self), radix: 16)
      {
        out.append(value)
        index += 3
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
