internal import Emit
internal import IR

/// The value of a connector's key: text, and references that Connect resolves when a task starts.
///
/// Connect replaces every `${provider:path:key}` in a value, wherever it comes from, and has no
/// escape for it. So that no text of a model can read a Secret that was not meant for it, a
/// reference is only what is made by `secret`; in text that Connect would take for one, the `$` is
/// replaced by U+FFFD, which then fails loudly where a name was meant.
struct ConnectValue: ExpressibleByStringLiteral {
  private var text: String
  /// Where in the text's UTF-8 the meant references start.
  private var references: [Int] = []

  init(stringLiteral text: String) { self.text = text }

  static func text(_ text: String) -> ConnectValue { ConnectValue(stringLiteral: text) }

  /// `${dir:/mnt/secrets/<secret>:<key>}`
  static func secret(_ secret: String, _ key: String) -> ConnectValue {
    var value = text(SecretTable.connectReference(secret: secret, key: key))
    value.references = [0]
    return value
  }

  static func + (a: ConnectValue, b: ConnectValue) -> ConnectValue {
    var joined = a
    joined.references += b.references.map { $0 + a.text.utf8.count }
    joined.text += b.text
    return joined
  }

  /// The value with every reference that was not meant made harmless.
  var rendered: String {
    var bytes = Array(text.utf8)
    guard Self.hasDollar(bytes) else { return text }
    Self.makeHarmless(&bytes, meant: references)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Makes every reference in a text harmless, but those that are meant.
  static func makeHarmless(_ text: inout [UInt8], meant: [Int] = []) {
    guard hasDollar(text) else { return }
    let bytes = text
    let open = zip(bytes.indices, bytes.dropFirst()).filter {
      bytes[$0.0] == UInt8(ascii: "$") && $0.1 == UInt8(ascii: "{")
    }.map(\.0)
    for start in open.reversed() where !meant.contains(start) && isReference(bytes[start...]) {
      text.replaceSubrange(start...start, with: "\u{FFFD}".utf8)
    }
  }

  private static func hasDollar(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { ByteSearch.contains(UInt8(ascii: "$"), in: $0) }
  }

  /// Connect's pattern: `${`, then a `:` before the first `}`.
  /// Source: Apache Kafka, `ConfigTransformer.DEFAULT_PATTERN`.
  private static func isReference(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return false }
    return rest[..<end].contains(UInt8(ascii: ":"))
  }
}
