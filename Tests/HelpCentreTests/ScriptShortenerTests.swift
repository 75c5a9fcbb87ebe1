// Scripts as browsers load them: shorter, and the same.

import Testing

@testable import HelpCentre

@Suite struct ScriptShortenerTests {
  private static func shortened(_ body: String) -> String {
    let script = "(() => {\n\(body)\n})();\n"
    return String(decoding: ScriptShortener.shorten(Array(script.utf8)), as: UTF8.self)
  }

  /// What is left of a body, between the braces of the function around it.
  private static func inside(_ body: String) -> String {
    String(shortened(body).dropFirst("(()=>{".count).dropLast("})();\n".count))
  }

  @Test(arguments: [
    // Comments and spaces go; the end of a line stays where it may end a statement.
    ("// word\nconst  amount = 1; /* more */ use(amount);", "const aa=1;use(aa);"),
    ("const left = f\n(1)", "const aa=f\n(1)"),
    ("const left = a + +b - -c;", "const aa=a+ +b- -c;"),
    ("return value in list", "return value in list"),
    (
      "function one() {}\nfunction two() { return one }",
      "function aa(){}\nfunction ab(){return aa}"
    ),
    // Members keep their names, also where a variable has the same.
    (
      "const size = box.size;\nreturn { size, other: size, size() {} };",
      "const aa=box.size;return{size:aa,other:aa,size(){}};"
    ),
    ("const { size, depth: deep = size } = box;", "const{size:aa,depth:ab=aa}=box;"),
    (
      "const f = ({ size = 1, ...rest }, [first]) => size + rest + first;",
      "const aa=({size:a=1,...b},[c])=>a+b+c;"
    ),
    (
      "let total = 0; for (const part of parts) total += part;",
      "let aa=0;for(const a of parts)aa+=a;"
    ),
    // Each function has its own short names.
    ("const f = (one) => one;\nconst g = (two) => two;", "const aa=(a)=>a;const ab=(a)=>a;"),
    (
      "function f(one) { try { one() } catch (error) { say(error) } }",
      "function aa(a){try{a()}catch(b){say(b)}}"
    ),
    // What a browser has is not renamed, even where a script has its own.
    ("const fetch = 1, x = 2;\nreturn name(fetch);", "const fetch=1,x=2;return name(fetch);"),
    // Nothing within strings, templates and regular expressions is code.
    (
      "const word = 'word  // word'; return /wo[/]rd  /g.test(word) / 2;",
      "const aa='word  // word';return/wo[/]rd  /g.test(aa)/2;"
    ),
    (
      "const word = 1; return `word ${ word + `${word}` } word`;",
      "const aa=1;return`word ${aa+`${aa}`} word`;"
    ),
    ("return a ? .5 : b?.size", "return a?.5:b?.size"),
    (
      "class Lamp extends Thing { shine(beam) { return beam } }\nnew Lamp",
      "class aa extends Thing{shine(beam){return beam}}\nnew aa"
    ),
    (
      "work.catch((error) => { say(JSON, error) }).of / 2 / list.of;",
      "work.catch((a)=>{say(JSON,a)}).of/2/list.of;"
    ),
    ("const data = async () => { await data }", "const aa=async()=>{await aa}"),
  ])
  func aScriptIsShortened(body: String, expected: String) {
    #expect(Self.inside(body) == expected)
  }

  @Test(arguments: [
    "const a = 'never ends", "f(1", "}", "`${a", "/* never ends", "/[/", "const a = `${)))} ${1}`;",
  ])
  func whatCannotBeReadStaysAsItIs(body: String) {
    #expect(Self.shortened(body) == "(() => {\n\(body)\n})();\n")
  }

  @Test func thereAreNamesForAll() {
    let names = (0..<1000).map { "name\($0)" }
    let body = names.map { "const \($0) = 1;" }.joined() + names.map { "f(\($0));" }.joined()
    let shortened = Self.inside(body)
    let declared = shortened.split(separator: ";").prefix(1000).map { $0.dropFirst(6).dropLast(2) }
    #expect(Set(declared).count == 1000)
    #expect(!declared.contains("do") && !declared.contains("in"))
    for name in declared { #expect(shortened.contains("f(\(name));")) }
  }
}
