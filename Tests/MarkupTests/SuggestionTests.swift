// What an author probably meant.

import Markup
import Testing

@Suite struct SuggestionTests {
  @Test func ofNamesThatAreEquallyNearTheFirstByItsBytesIsMeant() {
    let names = ["account/a-0-2", "account/a-0-1", "account/b-0", "account/a"]
    for start in names.indices {
      let turned = Array(names[start...] + names[..<start])
      #expect(Suggestion.nearest("account/a-0", among: turned) == "account/b-0")
      #expect(
        Suggestion.nearest("account/a-0", among: turned.filter { $0 != "account/b-0" })
          == "account/a")
    }
  }

  @Test func theOrderOfTheNamesDecidesNothing() {
    let names = ["abcd", "abcdxx", "abxd", "bacdxx"]
    let found = Set(
      names.indices.map { Suggestion.nearest("abcdx", among: names[$0...] + names[..<$0]) })
    #expect(found == ["abcd"])
  }
}
