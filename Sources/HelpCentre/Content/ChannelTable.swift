// Reads channels.yaml.

import Markup

extension Channel {
  /// Reads the table; channels come back in the readers' order.
  static func read(
    _ node: YAMLNode, file: String, _ languages: LanguageList
  ) -> (channels: [Channel], diagnostics: [Diagnostic]) {
    var table = TableReader(node, file: file, owner: "channels.yaml", entry: "channel")
    var channels: [Channel] = []
    for (id, location, reader) in table.entries() {
      var fields = reader
      channels.append(Channel(id, location, &fields, languages, &table))
      table.absorb(fields)
    }
    channels.sort { ($0.order, $0.id) < ($1.order, $1.id) }
    let ids = channels.map(\.id)
    for channel in channels {
      if let other = channel.replacedBy, !ids.contains(other.value) {
        table.report(unknown: "channel", other, among: ids, .unknownChannel)
      }
    }
    return (channels, table.diagnostics)
  }

  private init(
    _ id: String, _ location: SourceLocation, _ fields: inout FieldReader,
    _ languages: LanguageList, _ table: inout TableReader
  ) {
    let empty = languages.same("")
    let none = Localized<[String]>(languages.all.map { _ in [] })
    self.id = id
    self.location = location
    order = fields.integer("order", in: -100_000...100_000) ?? .max
    if fields.node("kind") == nil { fields.missing("kind") }
    kind = fields.choice("kind", of: Kind.self) ?? .web
    icon = fields.text("icon")?.value ?? ""
    name = fields.localizedText("name", languages, required: true) ?? languages.same(id)
    summary = fields.localizedText("summary", languages) ?? empty
    synonyms = fields.localizedTexts("synonyms", languages) ?? none
    serves = fields.localizedText("serves", languages) ?? empty
    requirements = fields.localizedText("requirements", languages) ?? empty
    cost = fields.localizedText("cost", languages) ?? empty
    note = fields.localizedText("note", languages) ?? empty
    hours = OpeningHours.read(&fields, id)
    spoken = Self.spoken(&fields)
    isHuman = fields.flag("human")
    response = ResponseTime.read(&fields, id, languages, &table)
    pros = fields.localizedTexts("pros", languages) ?? none
    cons = fields.localizedTexts("cons", languages) ?? none
    steps = fields.localizedTexts("steps", languages) ?? none
    article = fields.text("article")
    notFor = fields.texts("not-for") ?? []
    contacts = fields.items(
      "contacts", owner: "a contact of channel '\(id)'", example: "{email: help@example.org}"
    ).compactMap { item in
      var item = item
      defer { table.absorb(item) }
      return Contact.read(&item, languages)
    }
    Contact.checkNames(contacts, id, &table)
    verified = fields.date("verified").map { Located($0, fields.place("verified")) }
    source = fields.localizedText("source", languages) ?? empty
    retired = fields.date("retired")
    replacedBy = fields.text("replaced-by")
  }
}

extension Channel {
  private static func spoken(_ fields: inout FieldReader) -> [String] {
    (fields.texts("languages") ?? []).compactMap { code in
      if Language.isWellFormed(code.value) { return code.value }
      fields.report(
        .unknownLanguage, "'\(code.value)' is not a language code", code.location,
        hint: "use BCP 47 codes: en, fr, pt-BR, zh-Hans")
      return nil
    }
  }
}

extension ResponseTime {
  fileprivate static func read(
    _ channel: inout FieldReader, _ id: String, _ languages: LanguageList,
    _ table: inout TableReader
  ) -> ResponseTime {
    guard
      var fields = channel.fields(
        "response", owner: "the response time of channel '\(id)'",
        example: "{min: 24, max: 48, unit: hours}")
    else { return ResponseTime(figure: .unknown, basis: nil, note: languages.same("")) }
    let min = fields.integer("min", in: 0...10_000)
    let max = fields.integer("max", in: 1...10_000)
    let unit = fields.choice("unit", of: Unit.self)
    let isImmediate = fields.flag("immediate") ?? false
    let basis = fields.choice("basis", of: Basis.self)
    let note = fields.localizedText("note", languages) ?? languages.same("")
    var figure = Figure.unknown
    if isImmediate {
      figure = .immediate
      if min != nil || max != nil {
        fields.report(
          .conflictingField, "a response time is either immediate or has figures", fields.location)
      }
    } else if let max {
      if let min, min > max {
        fields.report(
          .invalidValue, "the smaller figure, \(min), is larger than \(max)", fields.location)
      }
      if fields.node("unit") == nil { fields.missing("unit") }
      figure = .range(min: min, max: max, unit ?? .hours)
    } else if min != nil {
      fields.missing("max")
    }
    table.absorb(fields)
    return ResponseTime(figure: figure, basis: basis, note: note)
  }
}

extension Contact {
  fileprivate static func read(_ fields: inout FieldReader, _ languages: LanguageList) -> Contact? {
    let single = fields.text("problem")
    let several = fields.texts("problems") ?? []
    let platform = fields.choice("platform", of: Platform.self)
    let region = fields.localizedText("region", languages) ?? languages.same("")
    let label = fields.localizedText("label", languages) ?? languages.same("")
    let id = fields.text("id")
    if let id, !TableReader.isID(id.value) {
      fields.report(
        .invalidValue, "'\(id.value)' cannot be the id of a contact", id.location,
        hint: "use small letters, digits and hyphens")
    }
    let message = fields.text("message")
    let email = fields.text("email")
    let url = fields.text("url")
    let handle = fields.text("handle")
    let phone = fields.text("phone")
    guard fields.isMapping,
      let address = address(&fields, email: email, url: url, handle: handle, phone: phone)
    else { return nil }
    let location = (email ?? phone ?? url)?.location ?? fields.location
    checkShown(
      [handle?.value ?? ""] + languages.all.indices.map { label[ID($0)] }, address, &fields,
      location)
    return Contact(
      id: id, address: address, location: location,
      problems: (single.map { [$0] } ?? []) + several, platform: platform,
      region: region, label: label, message: message)
  }

  private static func address(
    _ fields: inout FieldReader, email: Located<String>?, url: Located<String>?,
    handle: Located<String>?, phone: Located<String>?
  ) -> Address? {
    let given = [email, phone, handle ?? url].compactMap { $0 }
    guard given.count == 1 else {
      fields.report(
        .missingField,
        given.isEmpty ? "a contact without an address" : "a contact with more than one address",
        fields.location, hint: "give one of: email, url, handle (with its url), phone")
      return nil
    }
    if let email {
      let domain = email.value.utf8.split(separator: 0x40).last ?? []
      let findings = HostCheck.findings(String(decoding: domain, as: UTF8.self).lowercased())
      guard pass(findings, email, &fields) else { return nil }
      return check(email, isEmail(email.value), "an e-mail address", &fields).map(Address.email)
    }
    if let phone {
      return check(phone, isPhone(phone.value), "a phone number like +33123456789", &fields)
        .map(Address.phone)
    }
    if let url {
      let isWeb = url.value.hasPrefix("https://") || url.value.hasPrefix("http://")
      guard pass(isWeb ? WebAddress.findings(url.value) : [], url, &fields) else { return nil }
    }
    if let url, check(url, isWebURL(url.value), "an https: address", &fields) == nil { return nil }
    guard let handle else { return url.map { .url($0.value) } }
    guard let url else {
      fields.missing("url")
      return nil
    }
    if let suspicion = HostCheck.suspicion(ofHandle: handle.value) {
      fields.report(
        .malformedAddress, suspicion, handle.location, hint: "type the name anew, letter by letter")
      return nil
    }
    return check(handle, isHandle(handle.value), "a name in a social network like @name", &fields)
      .map { .handle($0, url: url.value) }
  }

  /// Two contacts of one name: a link could lead to either.
  fileprivate static func checkNames(
    _ contacts: [Contact], _ channel: String, _ table: inout TableReader
  ) {
    for (place, contact) in contacts.enumerated() {
      guard let id = contact.id else { continue }
      let others = contacts.enumerated().filter { $0.offset != place }.map(\.element)
      let isTaken =
        contacts[..<place].contains { $0.id?.value == id.value }
        || others.contains { $0.problems.contains { $0.value == id.value } }
      if isTaken {
        table.report(
          .conflictingField, "another contact of channel '\(channel)' is called '\(id.value)' too",
          id.location)
      }
    }
  }

  /// Reports what is suspicious about an address; false when it is no address any more for the table.
  private static func pass(
    _ findings: [Finding], _ text: Located<String>, _ fields: inout FieldReader
  ) -> Bool {
    for finding in findings {
      fields.report(finding.id, finding.message, text.location, hint: finding.hint)
    }
    let isUnsafe = findings.contains { $0.id == .unsafeLink }
    return !isUnsafe && (findings.isEmpty || isVisibleASCII(text.value))
  }

  /// Says that a name or a label shows another address than the contact's; in several languages it is
  /// often the same text.
  private static func checkShown(
    _ texts: [String], _ address: Address, _ fields: inout FieldReader, _ location: SourceLocation
  ) {
    let target: ShownAddress.Target
    switch address {
    case .email(let email): target = .mail([email])
    case .phone(let number): target = .phone(number)
    case .url(let url), .handle(_, let url):
      guard let host = WebAddress.host(url) else { return }
      target = .web(host: host)
    }
    var seen: Set<String> = [""]
    for text in texts where seen.insert(text).inserted {
      guard let finding = ShownAddress.finding(text, target: target) else { continue }
      fields.report(finding.id, finding.message, location, hint: finding.hint)
    }
  }

  private static func check(
    _ text: Located<String>, _ isGood: Bool, _ wanted: String, _ fields: inout FieldReader
  ) -> String? {
    if isGood { return text.value }
    fields.report(.malformedAddress, "'\(text.value)' is not \(wanted)", text.location)
    return nil
  }

  private static func isVisibleASCII(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x22 && $0 != 0x3C && $0 != 0x3E }
  }

  static func isEmail(_ text: String) -> Bool {
    isVisibleASCII(text) && Markup.MailLink.isAddress(text)
      && !text.utf8.contains { [0x3F, 0x26, 0x25, 0x2C, 0x3B, 0x23].contains($0) }
  }

  private static func isHandle(_ text: String) -> Bool {
    let name = text.utf8.first == 0x40 ? text.utf8.dropFirst() : text.utf8[...]
    return (1...100).contains(name.count)
      && name.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x40 }
  }

  private static func isPhone(_ text: String) -> Bool {
    let digits = text.utf8.dropFirst()
    return text.utf8.first == 0x2B && (6...15).contains(digits.count) && digits.first != 0x30
      && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isWebURL(_ text: String) -> Bool {
    // What a page shows and where it leads are the same bytes.
    guard isVisibleASCII(text), Escaping.url(text) == text else { return false }
    let bytes = Array(text.utf8)
    let prefixes = ["https://", "http://"].map { Array($0.utf8) }
    return prefixes.contains { bytes.starts(with: $0) && bytes.count > $0.count + 3 }
  }
}
