/// A Python literal: the only way for text of a model into a Python file.
public enum PythonValue: Sendable {
  /// `None`
  case none
  /// `True`, `False`
  case bool(Bool)
  /// `42`
  case int(Int)
  /// `"text"`; any text reads back equal.
  case string(String)
  /// `["a", 1]`
  case list([PythonValue])
  /// `("a", 1)`, `("a",)`
  case tuple([PythonValue])
  /// `{"a": 1}`, in the given order; the keys must differ.
  case dict([(key: String, value: PythonValue)])

  /// A string, or `None` where there is none.
  public static func optional(_ text: String?) -> PythonValue {
    text.map { .string($0) } ?? .none
  }

  /// A list of strings.
  public static func strings(_ texts: [String]) -> PythonValue { .list(texts.map { .string($0) }) }
}

extension PythonValue {
  /// Appends the value on one line.
  func flat(into bytes: inout [UInt8]) {
    switch self {
    case .none: bytes += "None".utf8
    case .bool(let value): bytes += (value ? "True" : "False").utf8
    case .int(let value): bytes += String(value).utf8
    case .string(let text): PythonString.append(text, to: &bytes)
    case .list(let items): Self.flat(items, "[", "]", into: &bytes)
    case .tuple(let items):
      Self.flat(items, "(", items.count == 1 ? ",)" : ")", into: &bytes)
    case .dict(let entries):
      bytes.append(UInt8(ascii: "{"))
      for (index, entry) in entries.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        PythonString.append(entry.key, to: &bytes)
        bytes += ": ".utf8
        entry.value.flat(into: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func flat(
    _ items: [PythonValue], _ open: String, _ close: String, into bytes: inout [UInt8]
  ) {
    bytes += open.utf8
    for (index, item) in items.enumerated() {
      if index > 0 { bytes += ", ".utf8 }
      item.flat(into: &bytes)
    }
    bytes += close.utf8
  }
}
