// Everything an article shows otherwise than the CommonMark specification: always, by `expected`, or in
// the examples of a reason. An example of the specification that comes out differently without standing
// here fails a test, and so does one that stands here and does not.

@testable import Markup

/// Why an article's HTML is not the specification's.
enum ArticleDeviation: String {
  /// Raw HTML is shown as text but for six tags: nothing pasted can run.
  case rawHTML = "raw HTML is text"
  /// Comments are for other authors.
  case comment = "comments vanish"
  /// Addresses other than https, http, mailto, tel and paths, and hosts that are none, are errors; their
  /// text stays.
  case unsafeAddress = "addresses are an allow-list"
  /// A link without a destination is an error, and its text stays.
  case emptyDestination = "nothing leads nowhere"
  /// Addresses without markup are links, as in GitHub's Markdown.
  case bareAddress = "bare addresses are links"

  /// The numbers of the examples of version 0.30.
  static let examples: [ArticleDeviation: Set<Int>] = [
    .rawHTML: Set(148...191).subtracting([179, 183]).union([
      21, 31, 201, 344, 474, 475, 476, 490, 493, 523, 535, 612, 613, 614, 615, 616, 622, 627, 628,
      629, 630, 631, 632, 642, 643,
    ]),
    .comment: [179, 183, 308, 309, 624],
    .unsafeAddress: [346, 595, 597, 598, 599, 600],
    .emptyDestination: [200, 484, 485, 486, 566],
    .bareAddress: [601, 605, 607, 610, 611],
  ]

  /// Whether an article shows the reason.
  func isSeen(in article: MarkdownSample) -> Bool {
    switch self {
    case .rawHTML: article.ids.contains(.rawHTML)
    case .comment: article.ids.isEmpty && !article.html.contains("<!--")
    case .unsafeAddress: article.ids.contains(.unsafeLink)
    case .emptyDestination: article.ids.contains(.brokenLink)
    case .bareAddress: article.html.contains("<a href=")
    }
  }

  /// The specification's HTML with what an article always has otherwise: headings begin at level 2, code
  /// takes the keyboard's focus, empty elements have no slash.
  static func expected(_ html: String) -> String {
    var out = html
    for (old, new) in [
      ("<h1>", "<h2>"), ("</h1>", "</h2>"),
      ("<pre><code", "<pre tabindex=\"0\"><code"),
      ("<br />", "<br>"), ("<hr />", "<hr>"), ("\" />", "\">"),
    ] {
      out = out.replacing(old, with: new)
    }
    return withoutAddresses(out)
  }

  /// HTML without the addresses of links and images, which are holes or lead elsewhere safely, and
  /// without the colours and the direction of code.
  static func withoutAddresses(_ html: String) -> String {
    html.replacing(/<a href="[^"]*"( rel="[^"]*")?/, with: "<a")
      .replacing(/<img src="[^"]*"/, with: "<img")
      .replacing(/<pre tabindex="0" dir="[a-z]*">/, with: "<pre tabindex=\"0\">")
      .replacing(/<\/?span( class="[a-z]*")?>/, with: "")
  }
}
