// How a page says how fast a channel answers.

import Markup

extension ResponseTime {
  /// The time as a sentence in a language; a figure that nobody knows gives way to the remark.
  func sentence(_ texts: InterfaceTexts, _ language: ID<Language>) -> String {
    let note = note[language]
    switch figure {
    case .immediate: return texts["response-immediate"]
    case .unknown: return note.isEmpty ? texts["response-unknown"] : note
    case .range(let min?, let max, let unit) where min < max:
      return texts.plural("response-\(unit.rawValue)", max, [("min", "\(min)"), ("max", "\(max)")])
    case .range(_, let max, let unit):
      return texts.plural("response-up-to-\(unit.rawValue)", max, [("max", "\(max)")])
    }
  }
}
