// `{{name}}`: what a project says once in its settings and writes in many places.

extension MarkdownSettings {
  /// The error for a variable that is not declared.
  func unknownVariable(_ name: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
      .unknownVariable, "there is no variable '\(name)'", at: location,
      hint: Suggestion.didYouMean(name, among: variables.keys.sorted())
        ?? "declare it under 'variables' in Content/site.yaml, or write \\{{ for two braces")
  }

  /// A text that stands beside the Markdown with its variables filled in; `\{{` are two braces.
  func filled(
    _ text: String, at location: SourceLocation, _ diagnostics: inout [Diagnostic]
  ) -> String {
    guard dialect == .article, text.utf8.contains(0x7B) else { return text }
    var text = text
    return text.withUTF8 { text in
      var out: [UInt8] = []
      var index = 0
      while index < text.count {
        var next = index + 1
        if text[index] == 0x5C, text.variable(at: next) != nil {
          out += [0x7B, 0x7B]
          next = index + 3
        } else if let (name, end) = text.variable(at: index), let value = variables[name] {
          out += value.utf8
          next = end
        } else {
          if let (name, _) = text.variable(at: index) {
            diagnostics.append(unknownVariable(name, at: location))
          }
          out.append(text[index])
        }
        index = next
      }
      return String(decoding: out, as: UTF8.self)
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The variable written at an index, as `{{name}}` or `{{ name }}`, and where it ends.
  func variable(at index: Int) -> (name: String, end: Int)? {
    guard index + 4 < count, self[index] == 0x7B, self[index + 1] == 0x7B else { return nil }
    var start = index + 2
    while start < count, self[start] == 0x20 { start += 1 }
    var end = start
    while end < count, Self.isNameByte(self[end]) { end += 1 }
    guard end > start, end - start <= 64 else { return nil }
    var close = end
    while close < count, self[close] == 0x20 { close += 1 }
    guard close + 1 < count, self[close] == 0x7D, self[close + 1] == 0x7D else { return nil }
    return (String(decoding: self[start..<end], as: UTF8.self), close + 2)
  }

  /// The bytes with their variables filled in from an index on.
  func withVariables(
    from open: Int, _ value: (String, UnsafeBufferPointer<UInt8>) -> [UInt8]?
  ) -> [UInt8] {
    var out = Array(self[..<open])
    var index = open
    while index < count {
      if let (name, end) = variable(at: index),
        let value = value(name, UnsafeBufferPointer(rebasing: self[index..<end]))
      {
        out += value
        index = end
      } else {
        out.append(self[index])
        index += 1
      }
    }
    return out
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}
