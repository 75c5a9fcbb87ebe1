// The list of everything kbgen can complain about. The sentence stands beside the check; here stand
// the name that a project may give another severity, and the severity it has otherwise.

/// Which check found something; its raw value is the name in `site.yaml`'s `severities`.
public enum DiagnosticID: String, Sendable, CaseIterable, Comparable {
  // The project as a whole
  case missingContent = "missing-content"
  case noArticles = "no-articles"
  case missingFile = "missing-file"
  case invalidFileName = "invalid-file-name"
  case outsideLink = "link-outside-project"
  case strayFile = "stray-file"
  // Bytes and syntax
  case invalidEncoding = "invalid-encoding"
  case invalidCharacter = "invalid-character"
  case directionOverride = "direction-override"
  case unbalancedDirection = "unbalanced-direction"
  case fileTooLarge = "file-too-large"
  case invalidYAML = "invalid-yaml"
  case unterminatedFrontMatter = "unterminated-front-matter"
  case missingFrontMatter = "missing-front-matter"
  // Fields
  case unknownField = "unknown-field"
  case missingField = "missing-field"
  case wrongType = "wrong-type"
  case invalidValue = "invalid-value"
  case invalidDate = "invalid-date"
  case invalidSlug = "invalid-slug"
  // Names that must exist
  case unknownCategory = "unknown-category"
  case unknownChannel = "unknown-channel"
  case unknownProblem = "unknown-problem"
  case unknownLanguage = "unknown-language"
  case unknownArticle = "unknown-article"
  // Relations
  case conflictingField = "conflicting-field"
  case missingTranslation = "missing-translation"
  case outdatedTranslation = "outdated-translation"
  case duplicateTerm = "duplicate-term"
  case duplicateURL = "duplicate-url"
  case reservedURL = "reserved-url"
  case duplicateFile = "duplicate-file"
  case unportableName = "unportable-name"
  case nameTooLong = "name-too-long"
  case categoryCycle = "category-cycle"
  case fallbackCycle = "fallback-cycle"
  case problemWithoutChannel = "problem-without-channel"
  case foreignContact = "foreign-contact"
  // The channel table
  case malformedAddress = "malformed-address"
  case retiredChannel = "retired-channel"
  case channelWithoutArticle = "channel-without-article"
  case channelWithoutProblem = "channel-without-problem"
  case channelWithoutContact = "channel-without-contact"
  case contradictingResponse = "contradicting-response-time"
  case differingResponse = "differing-response-time"
  case unlistedAddress = "unlisted-address"
  case misspeltAddress = "misspelt-address"
  case unknownMessage = "unknown-message"
  case unknownPlaceholder = "unknown-placeholder"
  case unusedPlaceholder = "unused-placeholder"
  case longMessage = "long-message"
  // Search
  case missedQuery = "missed-query"
  case vanishedPage = "vanished-page"
  // Days
  case staleVerification = "stale-verification"
  case futureVerification = "future-verification"
  case reviewDue = "review-due"
  // Links and Markdown
  case brokenLink = "broken-link"
  case brokenAnchor = "broken-anchor"
  case brokenImage = "broken-image"
  case unreadableImage = "unreadable-image"
  case misnamedImage = "misnamed-image"
  case missingAltText = "missing-alt-text"
  case unsafeLink = "unsafe-link"
  case invalidAddress = "invalid-address"
  case localPhoneNumber = "local-phone-number"
  case lookAlikeDomain = "look-alike-domain"
  case encodedDomain = "encoded-domain"
  case misleadingLink = "misleading-link"
  case unreadLink = "unread-link"
  case rawHTML = "raw-html"
  case tooDeep = "too-deep"
  case blockTooLarge = "block-too-large"
  case unknownFootnote = "unknown-footnote"
  case unusedFootnote = "unused-footnote"
  case duplicateFootnote = "duplicate-footnote"
  case unknownVariable = "unknown-variable"
  case unknownBlock = "unknown-block"
  case unknownSnippet = "unknown-snippet"
  case includeCycle = "include-cycle"
  case footnoteInSnippet = "footnote-in-snippet"
  case duplicateAnchor = "duplicate-anchor"
  case differingOutline = "differing-outline"
  case invalidBlock = "invalid-block"
  case extraCell = "extra-cell"
  // Themes
  case missingTheme = "missing-theme"
  case missingTemplate = "missing-template"
  case templateSyntax = "template-syntax"
  case unknownName = "unknown-name"
  case wrongEscape = "wrong-escape"
  case missingText = "missing-text"
  // Settings
  case missingBaseURL = "missing-base-url"
  case invalidBaseURL = "invalid-base-url"
  case unknownTimeZone = "unknown-time-zone"

  /// The severity where `site.yaml` says nothing.
  public var defaultSeverity: Severity {
    switch self {
    case .strayFile, .conflictingField, .missingTranslation, .missingText, .missingAltText,
      .unreadableImage, .misnamedImage,
      .rawHTML, .missingBaseURL, .problemWithoutChannel, .outdatedTranslation, .vanishedPage,
      .staleVerification, .futureVerification, .reviewDue, .unknownFootnote, .unusedFootnote,
      .differingOutline, .localPhoneNumber, .encodedDomain, .unbalancedDirection, .extraCell,
      .unreadLink,
      .retiredChannel, .unlistedAddress, .unusedPlaceholder, .longMessage, .missedQuery:
      .warning
    case .channelWithoutArticle, .channelWithoutProblem, .channelWithoutContact: .note
    default:
      .error
    }
  }

  /// Whether a project cannot give it a lighter severity: two pages cannot be written to one file.
  public var isAlwaysError: Bool { self == .duplicateURL || self == .reservedURL }

  /// Alphabetical by name.
  public static func < (left: DiagnosticID, right: DiagnosticID) -> Bool {
    left.rawValue < right.rawValue
  }
}
