/// What a copy of an `SQLForm` has in its holes.
public struct SQLTexts: Sendable {
  var texts = HoleTexts()

  public init() {}

  /// Forgets all texts.
  public mutating func clear() { texts.clear() }

  public mutating func name(_ hole: Int, _ name: String) {
    texts.put(hole) { SQLName.append(name, to: &$0) }
  }

  /// A literal.
  public mutating func text(_ hole: Int, _ text: String) {
    texts.put(hole) { SQLLiteral.append(text, to: &$0) }
  }

  /// The rest of the name that `PsqlVariable.section` begins.
  public mutating func section(_ hole: Int, _ name: String) {
    texts.put(hole) { $0 += PsqlVariable.checked(name).utf8 }
  }

  /// Columns, each shown by the form of its kind with this number.
  public mutating func columns(
    _ hole: Int, _ list: SQLColumnList, _ part: SQLColumnList.Part, as item: Int,
    _ separator: SQLSeparator = .comma(indent: 2)
  ) {
    texts.put(hole) { (bytes: inout [UInt8]) -> Int in
      list.write(part, as: item, to: &bytes, separator)
    }
  }
}
