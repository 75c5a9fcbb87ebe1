// What texts say of response times, compared with the channel table. A time is a number before a word for
// minutes, hours or days, or before `h`; the words are those of the theme's own sentences about response times, so
// every language that has these texts is understood. In an article a time counts as one about the channels
// that are linked in the same sentence or the same row of a table.

import Markup

/// Compares times in texts with those of the channels.
struct ResponseClaims: Sendable {
  let channels: [Channel]
  let channelNames: Names<Channel>
  let languages: LanguageList
  /// The words of each language.
  private let words: [[(word: [UInt8], unit: ResponseTime.Unit)]]

  init(
    _ channels: [Channel], _ names: Names<Channel>, _ languages: LanguageList,
    _ texts: [InterfaceTexts]
  ) {
    self.channels = channels
    self.languages = languages
    channelNames = names
    words = texts.map(Self.words)
  }

  /// A time in a text.
  struct Time: Hashable, Comparable {
    let number: Int
    let unit: ResponseTime.Unit

    var minutes: Int { number * unit.minutes }

    static func < (left: Time, right: Time) -> Bool {
      (left.minutes, left.number) < (right.minutes, right.number)
    }
  }

  /// Times in an article that are none of the linked channels'.
  func check(_ article: Article) -> [Diagnostic] {
    var order: [String] = []
    var linked: [String: [(channel: Channel, location: SourceLocation)]] = [:]
    for link in article.body.links {
      guard case .reference("channel", let name, _) = link.target, let id = channelNames[name],
        channels[id.index].response.isKnown
      else { continue }
      if linked[link.context] == nil { order.append(link.context) }
      linked[link.context, default: []].append((channels[id.index], link.location))
    }
    return order.compactMap { context in
      guard let known = linked[context], let first = known.first else { return nil }
      let wrong = times(in: context, article.language).first { time in
        !known.contains { $0.channel.response.allows(time.minutes) }
      }
      guard let wrong else { return nil }
      var named: [String] = []
      for (channel, _) in known {
        let text = "'\(channel.id)' \(channel.response.described)"
        if !named.contains(text) { named.append(text) }
      }
      return Diagnostic(
        .contradictingResponse,
        "\(wrong.number) \(wrong.unit.rawValue) is not what the channel table says",
        at: first.location, hint: "the table: \(named.prefix(8).joined(separator: ", "))")
    }
  }

  /// Times in a channel's own texts that are not its response time, or differ between languages.
  func checkTable() -> [Diagnostic] {
    channels.flatMap { channel -> [Diagnostic] in
      let said = languages.ids.map { id in
        Set(channel.sentences(in: id).flatMap { times(in: $0, id) })
      }
      if channel.response.isKnown {
        return languages.ids.compactMap { id in
          guard
            let wrong = said[id.index].sorted().first(where: {
              !channel.response.allows($0.minutes)
            })
          else { return nil }
          return Diagnostic(
            .contradictingResponse,
            "the texts of channel '\(channel.id)' for \(languages[id].code) say \(wrong.number) "
              + "\(wrong.unit.rawValue)",
            at: channel.location, hint: "its 'response': \(channel.response.described)")
        }
      }
      let source = said[languages.source.index]
      let other = languages.ids.filter { said[$0.index] != source && !words[$0.index].isEmpty }
      guard !other.isEmpty else { return [] }
      return [
        Diagnostic(
          .differingResponse,
          "the texts of channel '\(channel.id)' give other times in "
            + "\(other.map { languages[$0].code }.joined(separator: ", ")) than in "
            + languages[languages.source].code,
          at: channel.location, hint: "write what all languages say as 'response'")
      ]
    }
  }

  // MARK: Reading

  /// The times in a text; of `24 to 48 hours` both are.
  func times(in text: String, _ language: ID<Language>) -> [Time] {
    let words = words[language.index]
    guard !words.isEmpty else { return [] }
    let bytes = Array(text.lowercased().utf8)
    var times: [Time] = []
    var waiting: (number: Int, end: Int)?
    var index = 0
    while index < bytes.count {
      guard let (number, end) = Self.number(bytes, at: index) else {
        index += 1
        continue
      }
      let start = index
      index = end
      // 1.5 days, 1,000 hours: no response time is written so.
      if end + 1 < bytes.count, bytes[end] == 0x2E || bytes[end] == 0x2C,
        let (_, fractionEnd) = Self.number(bytes, at: end + 1)
      {
        index = fractionEnd
        waiting = nil
        continue
      }
      if let unit = Self.unit(bytes, at: end, words) ?? Self.abbreviated(bytes, at: end, number),
        !Self.isDay(bytes, before: start, unit)
      {
        // A number shortly before, with nothing but a word or a dash between, begins the span.
        if let before = waiting, Self.isSpan(bytes[before.end..<start]) {
          times.append(Time(number: before.number, unit: unit))
        }
        times.append(Time(number: number, unit: unit))
        waiting = nil
      } else {
        waiting = (number, end)
      }
    }
    return times
  }

  /// Whether what stands between two numbers joins them: `24 to 48`, `24–48`, not `step 2: 24`.
  private static func isSpan(_ between: ArraySlice<UInt8>) -> Bool {
    between.count <= 12
      && !between.contains { [0x2E, 0x2C, 0x3A, 0x3B, 0x28, 0x29, 0x2F, 0x0A].contains($0) }
  }

  /// Whether a number is the day of a month, as in 5月5日.
  private static func isDay(
    _ bytes: [UInt8], before start: Int, _ unit: ResponseTime.Unit
  ) -> Bool {
    unit == .days && start >= 3 && bytes[start - 3..<start].elementsEqual("月".utf8)
  }

  /// A number of digits of Europe, of Arabic or of full width, and where it ends.
  private static func number(_ bytes: [UInt8], at start: Int) -> (Int, Int)? {
    var value = 0
    var index = start
    while index < bytes.count {
      value = min(value, 1_000_000)
      if (0x30...0x39).contains(bytes[index]) {
        value = value * 10 + Int(bytes[index] & 0x0F)
        index += 1
      } else if bytes[index] == 0xD9, index + 1 < bytes.count,
        (0xA0...0xA9).contains(bytes[index + 1])
      {
        value = value * 10 + Int(bytes[index + 1] - 0xA0)
        index += 2
      } else if bytes[index] == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBC,
        (0x90...0x99).contains(bytes[index + 2])
      {
        value = value * 10 + Int(bytes[index + 2] - 0x90)
        index += 3
      } else {
        break
      }
    }
    return index > start ? (value, index) : nil
  }

  private static func unit(
    _ bytes: [UInt8], at end: Int, _ words: [(word: [UInt8], unit: ResponseTime.Unit)]
  ) -> ResponseTime.Unit? {
    var start = end
    while start < bytes.count, let length = spaceLength(bytes, at: start) { start += length }
    return words.first { word, _ in
      guard bytes[start...].starts(with: word) else { return false }
      // A word of an alphabet must end here; those of Chinese and Japanese have no end to see.
      let next = start + word.count
      let isAlphabetic = word[0] < 0xE3
      return !isAlphabetic || next >= bytes.count || !isLetter(bytes[next])
        || isPunctuation(bytes, at: next)
    }?.unit
  }

  /// `72h`, `72 h`: the sign of the hour in all languages. Up to 24 it is a time of day: `18 h`, `24h/24`.
  private static func abbreviated(
    _ bytes: [UInt8], at end: Int, _ number: Int
  ) -> ResponseTime.Unit? {
    var start = end
    while start < bytes.count, let length = spaceLength(bytes, at: start) { start += length }
    guard number > 24, start < bytes.count, bytes[start] == 0x68 else { return nil }
    let next = start + 1 < bytes.count ? bytes[start + 1] : 0x20
    return isLetter(next) || (0x30...0x39).contains(next) ? nil : .hours
  }

  private static func spaceLength(_ bytes: [UInt8], at index: Int) -> Int? {
    if bytes[index] == 0x20 || bytes[index] == 0x2D { return 1 }
    let rest = bytes[index...]
    return rest.starts(with: [0xC2, 0xA0]) ? 2 : rest.starts(with: [0xE2, 0x80, 0xAF]) ? 3 : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0xC3 && byte < 0xE2 || (0x61...0x7A).contains(byte)
  }

  /// Whether Arabic punctuation, which begins like its letters, stands here.
  private static func isPunctuation(_ bytes: [UInt8], at index: Int) -> Bool {
    index + 1 < bytes.count && bytes[index] == 0xD8
      && [0x8C, 0x9B, 0x9F].contains(bytes[index + 1])
  }

  /// The words for units: what stands behind the last number of the theme's sentences.
  private static func words(
    _ texts: InterfaceTexts
  ) -> [(word: [UInt8], unit: ResponseTime.Unit)] {
    var words: [(word: [UInt8], unit: ResponseTime.Unit)] = []
    for unit in ResponseTime.Unit.allCases {
      for key in ["response-\(unit.rawValue)", "response-up-to-\(unit.rawValue)"] {
        for form in texts.forms(of: key) {
          let bytes = Array(form.lowercased().utf8)
          guard let brace = bytes.lastIndex(of: 0x7D) else { continue }
          var word = Array(
            bytes[(brace + 1)...].drop { $0 == 0x20 }.prefix { $0 > 0x40 })
          // "within" of Chinese and Japanese stands behind the unit.
          for ending in ["之内", "以内", "内"] where word.count > ending.utf8.count {
            if word.suffix(ending.utf8.count).elementsEqual(ending.utf8) {
              word.removeLast(ending.utf8.count)
            }
          }
          if !word.isEmpty, !words.contains(where: { $0.word == word }) {
            words.append((word, unit))
          }
        }
      }
    }
    return words.sorted { $0.word.count > $1.word.count }
  }
}

extension ResponseTime.Unit {
  fileprivate var minutes: Int {
    switch self {
    case .minutes: 1
    case .hours: 60
    case .days: 24 * 60
    }
  }
}

extension ResponseTime {
  /// Whether anything can contradict it.
  fileprivate var isKnown: Bool { if case .unknown = figure { false } else { true } }

  /// Whether a number of minutes is one of its ends or between them.
  fileprivate func allows(_ minutes: Int) -> Bool {
    switch figure {
    case .range(let min, let max, let unit):
      minutes <= max * unit.minutes && minutes >= (min ?? 0) * unit.minutes
    case .immediate, .unknown: false
    }
  }

  fileprivate var described: String {
    switch figure {
    case .range(let min?, let max, let unit): "\(min) to \(max) \(unit.rawValue)"
    case .range(nil, let max, let unit): "up to \(max) \(unit.rawValue)"
    case .immediate: "immediate"
    case .unknown: "unknown"
    }
  }
}

extension Channel {
  /// What it says of itself in a language.
  fileprivate func sentences(in language: ID<Language>) -> [String] {
    [summary[language], response.note[language]] + steps[language]
  }
}
