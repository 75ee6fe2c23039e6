public import Diagnostics

/// An expression in HCL; the closed set of forms that dsgen writes.
public indirect enum HCLValue: Sendable {
  /// `"text"`: any text, as itself.
  case string(String)
  /// `42`
  case integer(Int)
  /// `true`
  case boolean(Bool)
  /// `null`
  case null
  /// `var.connect_url`, `string`: names joined by dots, each an HCL identifier.
  case reference([String])
  /// `"text"`: a text that differs between the copies of an `HCLForm`, by its number.
  case hole(Int)
  /// `{ source = "…" }` over several lines; each key an HCL identifier.
  case object([HCLEntry])
  /// `{ "any.key" = "…" }` over several lines; each key a literal.
  case map([HCLEntry])
}

/// An entry of an object or a map.
public struct HCLEntry: Sendable {
  public let key: String
  public let value: HCLValue
  /// Where in the model the entry comes from, if that is finer than what surrounds it.
  public let origin: Span?

  public init(_ key: String, _ value: HCLValue, origin: Span? = nil) {
    self.key = key
    self.value = value
    self.origin = origin
  }
}

extension HCLValue {
  /// Whether the value takes more than one line; such an attribute is not aligned with others.
  var isMultiline: Bool {
    switch self {
    case .object(let entries), .map(let entries): !entries.isEmpty
    case .string, .integer, .boolean, .null, .reference, .hole: false
    }
  }
}
