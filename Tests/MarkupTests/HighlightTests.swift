import Testing

@testable import Markup

// Code in colours, seen as the tokens that each language's lexer finds. `kind:text` in the order of
// the code; what has no meaning is left out.

@Suite struct HighlightTests {
  @Test func swiftHasStringsWithCodeInThem() {
    #expect(
      tokens(
        "swift",
        """
        @MainActor func greet(_ name: String) -> Int? {
          // Say it
          print("Hi \\(names["a"] ?? "you")!", #"raw \\(x)"#) /* a /* b */ c */
          return 0x1F + 1...20
        }
        """) == [
          "name:@MainActor", "keyword:func", "type:String", "type:Int", "comment:// Say it",
          "string:\"Hi \\(", "string:\"a\"", "string:\"you\")!\"",
          "string:#\"raw \\(x)\"#", "comment:/* a /* b */ c */", "keyword:return", "number:0x1F",
          "number:1", "number:20",
        ])
  }

  @Test func aTextOfSeveralLinesHasASpanInEach() {
    #expect(
      html("swift", "let a = \"\"\"\n  b\n\n  c\n  \"\"\"\n") == """
        <span class="k">let</span> a = <span class="s">&quot;&quot;&quot;</span>
        <span class="s">  b</span>

        <span class="s">  c</span>
        <span class="s">  &quot;&quot;&quot;</span>

        """)
  }

  @Test func pythonHasPrefixesAndTripleQuotes() {
    #expect(
      tokens(
        "py",
        """
        @app.get("/a")
        async def f(x: Path = None):  # why
            '''It's
            long'''
            return rb"\\"" + x.raise_
        """) == [
          "name:@app", "string:\"/a\"", "keyword:async", "keyword:def", "type:Path", "keyword:None",
          "comment:# why", "string:'''It's\n    long'''", "keyword:return", "string:rb\"\\\"\"",
        ])
  }

  @Test func javaScriptTellsDivisionsFromRegularExpressions() {
    #expect(
      tokens(
        "TypeScript",
        """
        const a = b / 2 / c, r = /["/]\\/x/gi;
        const s = `n: ${ {a: `in ${1}`}.a } end`; // done
        fetch(url, { default: 1, type: 'x' }) as Promise<Response>;
        """) == [
          "keyword:const", "number:2", "string:/[\"/]\\/x/gi", "keyword:const", "string:`n: ${",
          "string:`in ${", "number:1", "string:}`", "string:} end`", "comment:// done",
          "keyword:default", "number:1", "string:'x'", "keyword:as", "type:Promise",
          "type:Response",
        ])
  }

  @Test func jsonTellsKeysFromTexts() {
    #expect(
      tokens("json", #"{"a\"b" : "c", "d": [-1.5e+3, true, null], "e": …} // etc."#) == [
        #"name:"a\"b""#, #"string:"c""#, #"name:"d""#, "number:-1.5e+3", "keyword:true",
        "keyword:null", #"name:"e""#, "comment:// etc.",
      ])
  }

  @Test func httpHasRequestsAndResponsesWithBodies() {
    let code = """
      POST /v1/messages?to=1 HTTP/1.1
      Host: api.example.org
      Content-Type: application/json

      {"text": "Hi"}

      HTTP/1.1 404 Not Found
      Retry-After: 5

      <p class="a">No</p>
      """
    let expected = [
      "keyword:POST", "string:/v1/messages?to=1", "name:Host", "name:Content-Type",
      "name:\"text\"", "string:\"Hi\"", "keyword:HTTP/1.1", "number:404", "name:Retry-After",
      "type:<p", "name:class", "string:\"a\"", "type:>", "type:</p>",
    ]
    #expect(tokens("http", code) == expected)
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(tokens("HTTP", lines.joined(separator: "\r\n")) == expected)
    #expect(
      tokens("http", "GET /a\n\nHTTP/2 204\n") == [
        "keyword:GET", "string:/a", "keyword:HTTP/2", "number:204",
      ])
  }

  @Test func htmlReadsScriptsAndStylesInTheirLanguages() {
    #expect(
      tokens(
        "html",
        """
        <!doctype html><!-- a > b -->
        <a href='x>y' hidden data-x=1>A &amp; B < C</a>
        <style>a:hover { color: #fff; }</style>
        <script>if (a < "</b>") return;</script><script type="application/ld+json">{"a": 1}</script>
        """) == [
          "comment:<!doctype html><!-- a > b -->", "type:<a", "name:href", "string:'x>y'",
          "name:hidden", "name:data-x", "string:1", "type:>", "number:&amp;", "type:</a>",
          "type:<style>a", "keyword::hover", "name:color", "number:#fff",
          "type:</style>", "type:<script>", "keyword:if", "string:\"</b>\"", "keyword:return",
          "type:</script><script", "name:type", "string:\"application/ld+json\"", "type:>",
          "name:\"a\"", "number:1", "type:</script>",
        ])
  }

  @Test func cssTellsSelectorsFromDeclarations() {
    #expect(
      tokens(
        "css",
        """
        @media (width > 40rem) { .a:hover, #b { --x: 1.5em; color: var(--x) !important; } }
        /* c */ p { a:hover { margin: -2px 50% } content: "}" }
        """) == [
          "keyword:@media", "number:40rem", "type:.a", "keyword::hover", "type:#b", "name:--x",
          "number:1.5em", "name:color", "name:--x", "keyword:!important", "comment:/* c */",
          "type:p", "type:a", "keyword::hover", "name:margin", "number:-2px", "number:50%",
          "name:content", "string:\"}\"",
        ])
  }

  @Test func yamlHasKeysScalarsAndTexts() {
    #expect(
      tokens(
        "yml",
        """
        --- # start
        name: a # b
        "quoted key": 'it''s'
        list:
          - id: 12
            on: true
          - &x {a: 1.5, b: [no, "c", d: e]}
          - - text: |-
                key: not one
                - nor this
              next: *x
        url: https://example.org:80/#a
        """) == [
          "keyword:---", "comment:# start", "name:name", "comment:# b", "name:\"quoted key\"",
          "string:'it''s'", "name:list", "name:id", "number:12", "name:on", "keyword:true",
          "type:&x", "name:a", "number:1.5", "name:b", "keyword:no", "string:\"c\"", "name:d",
          "name:text", "keyword:|-", "string:key: not one", "string:- nor this", "name:next",
          "type:*x", "name:url",
        ])
  }

  @Test func shellHasCommandsOptionsAndVariables() {
    #expect(
      tokens(
        "bash",
        """
        #!/bin/sh
        KEY=$1 curl -H "Authorization: Bearer ${KEY}" --data='{"a": 1}' https://example.org/#top
        if [ -n "$(date +"%s")" ]; then echo $HOME 3 2>&1 | wc -l; fi
        cat <<'EOF' > file
        $not a variable
        EOF
        ls
        """) == [
          "comment:#!/bin/sh", "name:KEY", "name:$1", "type:curl", "name:-H",
          "string:\"Authorization: Bearer ", "name:${KEY}", "string:\"", "name:--data",
          "string:'{\"a\": 1}'", "keyword:if", "type:[", "name:-n", "string:\"", "type:date",
          "string:\"%s\"", "string:\"", "keyword:then", "type:echo", "name:$HOME", "number:3",
          "number:2", "number:1", "type:wc", "name:-l", "keyword:fi", "type:cat", "string:'EOF'",
          "string:$not a variable\nEOF", "type:ls",
        ])
  }

  @Test func shellWordsGoOnBehindVariablesAndQuotes() {
    #expect(
      tokens("sh", "PATH=$PATH:/bin A=\"b c\" D='e' ./run {1..3} \"$X\"y -z'w'\n") == [
        "name:PATH", "name:$PATH", "name:A", "string:\"b c\"", "name:D", "string:'e'", "type:./run",
        "string:\"", "name:$X", "string:\"", "name:-z", "string:'w'",
      ])
  }

  @Test func aSessionTellsPromptsFromCommandsAndOutput() {
    let code = """
      $ curl -d '{
        "a": 1
      }' \\
        https://example.org
      {"ok": true}

      $ ls
      a
      """
    let expected = [
      "prompt:$ ", "type:curl", "name:-d", "string:'{\n  \"a\": 1\n}'", "output:{\"ok\": true}",
      "prompt:$ ", "type:ls", "output:a",
    ]
    #expect(tokens("console", code) == expected)
    #expect(tokens("sh", code) == expected)
  }

  @Test func languagesHaveSeveralNamesInAnyCase() {
    let names = [
      "JS", "mjs", "ts", "PY", "Python", "sh", "Bash", "zsh", "shell", "console", "xml", "SVG",
      "html", "yml", "YAML", "json", "http", "css", "swift",
    ]
    for name in names { #expect(html(name, "x") != nil, "\(name)") }
    for name in ["", "text", "swif", "swiftt", "a-very-long-name-of-nothing", "é", "\0js"] {
      #expect(html(name, "x") == nil, "\(name)")
    }
  }

  @Test func articlesShowCodeInColours() {
    let sample = MarkdownSample("```JSON title\n{\"<a>\": 1}\n```\n\n```text\n\"a\"\n```\n")
    #expect(
      sample.html == """
        <pre tabindex="0" dir="ltr"><code class="language-JSON">{<span class="a">&quot;&lt;a&gt;&quot;</span>: \
        <span class="n">1</span>}
        </code></pre>
        <pre tabindex="0" dir="auto"><code class="language-text">&quot;a&quot;
        </code></pre>

        """)
    #expect(sample.sections == ["{\"<a>\": 1}\n\"a\""])
  }

  private func html(_ language: String, _ code: String) -> String? {
    HighlightedCode(language, Array(code.utf8))?.html
  }

  private func tokens(_ language: String, _ code: String) -> [String] {
    HighlightedCode(language, Array(code.utf8))?.tokens ?? []
  }
}
