// Which form of a word a number takes, by CLDR's cardinal rules for whole numbers.

/// A plural category of CLDR.
package enum PluralCategory: String, CaseIterable, Sendable {
  case zero, one, two, few, many, other

  /// The category of `number` (not negative) in a language, by the first part of its code.
  package static func of(_ number: Int, language: String) -> PluralCategory {
    let last = number % 10
    let lastTwo = number % 100
    switch language {
    case "ja", "zh", "ko", "th", "vi", "id", "ms", "lo", "my", "km":
      return .other
    case "fr", "pt", "hy", "kab":
      if number <= 1 { return .one }
      return language != "hy" && number != 0 && number % 1_000_000 == 0 ? .many : .other
    case "es", "it", "ca":
      if number == 1 { return .one }
      return number != 0 && number % 1_000_000 == 0 ? .many : .other
    case "hi", "bn", "fa", "gu", "kn", "zu", "am", "as":
      return number <= 1 ? .one : .other
    case "ar":
      return arabic(number, lastTwo)
    case "ru", "uk", "be", "sr", "hr", "bs":
      return slavic(last, lastTwo, hasMany: !["sr", "hr", "bs"].contains(language))
    case "pl":
      if number == 1 { return .one }
      return (2...4).contains(last) && !(12...14).contains(lastTwo) ? .few : .many
    case "cs", "sk":
      return number == 1 ? .one : (2...4).contains(number) ? .few : .other
    case "lt":
      if last == 1 && !(11...19).contains(lastTwo) { return .one }
      return (2...9).contains(last) && !(11...19).contains(lastTwo) ? .few : .other
    case "lv":
      if last == 0 || (11...19).contains(lastTwo) { return .zero }
      return last == 1 && lastTwo != 11 ? .one : .other
    case "ro":
      if number == 1 { return .one }
      return number == 0 || (1...19).contains(lastTwo) ? .few : .other
    case "sl":
      return lastTwo == 1
        ? .one : lastTwo == 2 ? .two : lastTwo == 3 || lastTwo == 4 ? .few : .other
    case "cy":
      return [0: .zero, 1: .one, 2: .two, 3: .few, 6: .many][number] ?? .other
    case "he":
      return number == 1 ? .one : number == 2 ? .two : .other
    case "ga":
      if number == 1 { return .one }
      return number == 2
        ? .two
        : (3...6).contains(number) ? .few : (7...10).contains(number) ? .many : .other
    default:
      return number == 1 ? .one : .other
    }
  }

  private static func arabic(_ number: Int, _ lastTwo: Int) -> PluralCategory {
    switch number {
    case 0: .zero
    case 1: .one
    case 2: .two
    default: (3...10).contains(lastTwo) ? .few : (11...99).contains(lastTwo) ? .many : .other
    }
  }

  private static func slavic(_ last: Int, _ lastTwo: Int, hasMany: Bool) -> PluralCategory {
    if last == 1 && lastTwo != 11 { return .one }
    if (2...4).contains(last) && !(12...14).contains(lastTwo) { return .few }
    return hasMany ? .many : .other
  }
}
