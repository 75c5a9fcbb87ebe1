// The languages of a site: code, own name, direction, fallbacks and plurals.

import Foundation

/// The place of an item in one of the site's arrays; tells articles from categories at compile time.
package struct ID<Item>: Hashable, Comparable, Sendable {
  /// The item's place, from 0.
  package let index: Int

  /// The item at a place.
  package init(_ index: Int) {
    self.index = index
  }

  /// In the order of the array.
  package static func < (left: ID<Item>, right: ID<Item>) -> Bool { left.index < right.index }
}

/// Which way a language is written.
package enum Direction: String, Sendable {
  /// From left to right.
  case leftToRight = "ltr"
  /// From right to left.
  case rightToLeft = "rtl"
}

/// A language of the site.
package struct Language: Sendable {
  /// The BCP 47 code, as in the folder's name: `pt-BR`.
  package let code: String
  /// Its name in the language itself, capitalised as in a list: `Français`.
  package let name: String
  /// Which way it is written.
  package let direction: Direction
  /// Where to look when something is missing, nearest first: the chain of fallbacks, then the source
  /// language, then the others in the site's order.
  package let fallbacks: [ID<Language>]

  /// The first part of the code: `pt`.
  package var primary: String { Self.primary(of: code) }

  /// A language of the site; `name` wins over the name that ICU knows.
  package init(code: String, name: String?, fallbacks: [ID<Language>]) {
    self.code = code
    self.name = name ?? Self.ownName(of: code)
    self.direction = Self.direction(of: code)
    self.fallbacks = fallbacks
  }

  /// Whether `code` has the form of a BCP 47 language tag with a language, and optionally a script, a
  /// region and variants: `zh-Hans`, `pt-BR`.
  package static func isWellFormed(_ code: String) -> Bool {
    let parts = code.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.count), first.allSatisfy(isLowerCase)
    else { return false }
    return parts.dropFirst().allSatisfy { part in
      (2...8).contains(part.count) && part.allSatisfy(isAlphanumeric)
    }
  }

  /// What a language is called in this one: `anglais`.
  package func name(of other: Language) -> String {
    Locale(identifier: code).localizedString(forIdentifier: other.code) ?? other.name
  }

  /// What a language with a code is called in this one.
  func name(ofCode other: String) -> String {
    Locale(identifier: code).localizedString(forIdentifier: other) ?? other
  }

  static func primary(of code: String) -> String {
    String(code.prefix { $0 != "-" })
  }

  private static func isLowerCase(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || isLowerCase(byte)
  }

  private static func ownName(of code: String) -> String {
    guard let name = Locale(identifier: code).localizedString(forIdentifier: code) else {
      return code
    }
    return name.prefix(1).uppercased(with: Locale(identifier: code)) + name.dropFirst()
  }

  private static func direction(of code: String) -> Direction {
    let parts = code.split(separator: "-").map(String.init)
    let scripts: Set = ["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"]
    if parts.dropFirst().contains(where: { scripts.contains($0) }) { return .rightToLeft }
    if parts.dropFirst().contains(where: { $0.utf8.count == 4 }) { return .leftToRight }
    let languages: Set = [
      "ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "syr", "arc", "nqo", "iw",
    ]
    return languages.contains(parts.first ?? code) ? .rightToLeft : .leftToRight
  }
}

/// A text or another value for each language of the site; missing ones are filled from fallbacks.
package struct Localized<Value: Sendable>: Sendable {
  private let values: [Value]

  /// One value a language, in the site's order.
  package init(_ values: [Value]) {
    self.values = values
  }

  /// The value for a language.
  package subscript(language: ID<Language>) -> Value { values[language.index] }
}
