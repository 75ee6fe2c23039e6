/// What a copy of an `HCLForm` has in its holes.
public struct HCLTexts: Sendable {
  var texts = HoleTexts()
  /// The text of the hole that is being filled.
  private var raw: [UInt8] = []

  public init() {}

  /// Forgets all texts.
  public mutating func clear() { texts.clear() }

  /// - Parameter append: appends UTF-8 as it is, without quotes.
  public mutating func text(_ hole: Int, _ append: (inout [UInt8]) -> Void) {
    raw.removeAll(keepingCapacity: true)
    append(&raw)
    let text = raw
    texts.put(hole) { HCLLiteral.write(text, to: &$0) }
  }
}
