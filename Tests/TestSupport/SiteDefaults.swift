// The smallest tables a site can have, for tests that are about something else.

/// Files that complete a test's project.
enum SiteDefaults {
  /// Each file and its text.
  static let files: [(path: String, text: String)] = [
    ("Content/site.yaml", site), ("Content/categories.yaml", categories),
    ("Content/channels.yaml", channels), ("Content/problems.yaml", problems),
  ]

  private static let site = """
    title: {en: Test help, fr: Aide de test}
    description: {en: A site for tests., fr: Un site pour les tests.}
    base-url: https://help.example.org
    source: en
    languages: [en, {code: fr, fallback: en}]
    severities: {channel-without-article: off, channel-without-problem: off}
    """

  private static let categories = """
    account:
      order: 1
      title: {en: Your account, fr: Votre compte}
    contact:
      order: 2
      title: {en: Contacting support, fr: Contacter l’assistance}
    """

  private static let channels = """
    in-app:
      kind: in-app
      order: 1
      name: {en: In-app support, fr: Assistance dans l’application}
      response: {min: 24, max: 48, unit: hours, basis: reported}
    email:
      kind: email
      order: 2
      name: {en: E-mail, fr: E-mail}
      response: {max: 1, unit: days}
      contacts:
        - email: support@whatsapp.com
    """

  private static let problems = """
    account-blocked:
      order: 1
      urgent: true
      name: {en: My account is blocked, fr: Mon compte est bloqué}
      channels:
        - channel: email
        - channel: in-app
    verification-code:
      order: 2
      name: {en: No code arrives, fr: Aucun code n’arrive}
      channels:
        - channel: in-app
    """
}
