// Everything of one article that only the whole site can tell: its snippets, where its links lead, what its
// blocks name, what in its text contradicts the tables. One value for all of it, so that an article whose
// text alone was edited can be looked at again without the others.

import Markup

/// An article in its place in the site.
struct PlacedArticle: Sendable {
  /// With the snippets that it includes.
  let article: Article
  let links: [ResolvedLink]
  let images: [ID<Asset>?]
  let blocks: [ResolvedBlock]
  /// What is wrong with it.
  let diagnostics: [Diagnostic]
}

/// Places articles.
struct ArticleResolver: Sendable {
  let links: LinkResolver
  let blocks: BlockResolver
  let claims: ResponseClaims
  let mentions: MentionChecks

  /// Places an article, whose snippets are in it; `found` is what was wrong with those.
  func place(_ article: Article, _ id: ID<Article>, _ found: [Diagnostic]) -> PlacedArticle {
    let (links, brokenLinks) = links.links(of: article, id)
    let (images, brokenImages) = self.links.images(of: article)
    let (blocks, brokenBlocks) = blocks.blocks(of: article)
    return PlacedArticle(
      article: article, links: links, images: images, blocks: blocks,
      diagnostics: found + brokenLinks + brokenImages + brokenBlocks + claims.check(article)
        + mentions.check(article))
  }
}
