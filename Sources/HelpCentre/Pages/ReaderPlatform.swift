// What a reader reads and writes on. Tabs are mostly about that, and a choice among them is then kept for the
// next pages, under one name in every language and for every spelling.

/// The system of a reader's phone or computer.
enum ReaderPlatform: String, CaseIterable {
  case ios, android, windows, mac, linux, web

  /// What labels call it, lower case.
  private func names(_ texts: InterfaceTexts) -> [String] {
    switch self {
    case .ios: ["ios", "iphone", "ipad", "آيفون", "苹果", texts["platform-ios"].lowercased()]
    case .android: ["android", "安卓", texts["platform-android"].lowercased()]
    case .windows: ["windows"]
    case .mac: ["mac", "macos"]
    case .linux: ["linux"]
    case .web: ["web", texts["platform-web"].lowercased()]
    }
  }

  /// The platform that a label names; nil when it names none, or several.
  init?(named label: String, _ texts: InterfaceTexts) {
    let label = label.lowercased()
    let words = label.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let named = Self.allCases.filter { platform in
      platform.names(texts).contains { name in
        // Chinese and Japanese write no space around it.
        words.contains(name) || (name.utf8.first ?? 0) > 0xE0 && label.contains(name)
      }
    }
    guard named.count == 1 else { return nil }
    self = named[0]
  }
}
