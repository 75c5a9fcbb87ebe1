// Blocks of articles, once the whole site is known: ids have become places in the tables, files assets,
// and a message has its addresses.

import Markup

/// What a block is.
package enum ResolvedBlock: Sendable {
  /// Numbered lists as cards.
  case steps
  /// Texts of which a reader needs one.
  case tabs
  /// One of them.
  case tab
  /// A text under a line that opens it.
  case details(isOpen: Bool)
  /// A list as a grid, or headings of one level with their texts.
  case cards(headingLevel: Int?)
  /// Pictures with a caption.
  case figure
  /// A film.
  case video(Video)
  /// Channels, with their contacts for some problems (none: all contacts).
  case channelCards([ID<Channel>], for: [ID<Problem>])
  /// The table of the channels that help with some problems (none: of all channels).
  case channelTable([ID<Problem>])
  /// A message to be sent.
  case message(MessageTemplate)
  /// Nothing to show: diagnosed, or filled elsewhere.
  case none

  /// The files it shows.
  package var assets: [ID<Asset>] {
    if case .video(let video) = self {
      [video.file] + [video.poster, video.captions].compactMap { $0 }
    } else {
      []
    }
  }
}

/// A film of the project.
package struct Video: Sendable {
  /// The film.
  package let file: ID<Asset>
  /// The picture before it plays.
  package let poster: ID<Asset>?
  /// Subtitles in WebVTT.
  package let captions: ID<Asset>?
}

/// A message to support that a reader completes and sends.
package struct MessageTemplate: Sendable {
  /// Its subject; may be empty.
  package let subject: String
  /// Its text, as it was typed.
  package let text: [UInt8]
  /// The channel it is sent through.
  package let channel: ID<Channel>
  /// Where it is sent to, all e-mail addresses; empty when the channel is not e-mail.
  package let contacts: [Contact]
}
