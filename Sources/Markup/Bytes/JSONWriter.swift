// JSON straight into bytes: commas and quotes kept right by the writer, order kept by the caller, so
// that the same values give the same bytes.

/// Writes one JSON value, compact.
public struct JSONWriter: Sendable {
  /// What has been written so far.
  public private(set) var out: ByteWriter
  private var needsComma = false

  /// Starts an empty document.
  public init(capacity: Int = 256) {
    out = ByteWriter(capacity: capacity)
  }

  /// The finished bytes.
  public var bytes: [UInt8] { out.bytes }

  /// Writes `{…}` around what `body` writes.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(0x7B)
    body(&self)
    close(0x7D)
  }

  /// Writes `[…]` around what `body` writes.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    open(0x5B)
    body(&self)
    close(0x5D)
  }

  /// Writes a member's name; its value comes next.
  public mutating func key(_ name: String) {
    separate()
    Escaping.json(name, into: &out)
    out.append(UInt8(0x3A))
    needsComma = false
  }

  /// Writes a string.
  public mutating func value(_ text: String) {
    separate()
    Escaping.json(text, into: &out)
  }

  /// Writes a string of UTF-8 bytes.
  public mutating func value(_ text: [UInt8]) {
    separate()
    Escaping.json(text, into: &out)
  }

  /// Writes a whole number.
  public mutating func value(_ number: Int) {
    separate()
    out.append(decimal: number)
  }

  /// Writes a number; it must be finite.
  public mutating func value(_ number: Double) {
    precondition(number.isFinite, "JSON has no infinities")
    separate()
    out.append(number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)")
  }

  /// Writes `true` or `false`.
  public mutating func value(_ flag: Bool) {
    separate()
    out.append(flag ? "true" as StaticString : "false")
  }

  /// Writes `null`.
  public mutating func null() {
    separate()
    out.append("null" as StaticString)
  }

  /// Writes a member whose value is a string.
  public mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  /// Writes a member whose value is a whole number.
  public mutating func member(_ name: String, _ number: Int) {
    key(name)
    value(number)
  }

  /// Writes a member whose value is a string of UTF-8 bytes.
  public mutating func member(_ name: String, _ text: [UInt8]) {
    key(name)
    value(text)
  }

  /// Writes a member whose value is a number; it must be finite.
  public mutating func member(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  /// Writes a member whose value is `true` or `false`.
  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// Writes a member whose value is a list of strings.
  public mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    array { json in for text in texts { json.value(text) } }
  }

  private mutating func separate() {
    if needsComma { out.append(UInt8(0x2C)) }
    needsComma = true
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    out.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    out.append(bracket)
    needsComma = true
  }
}
