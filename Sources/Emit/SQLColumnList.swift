/// The columns of a table as the copies of a form list them, escaped once and written many times.
public struct SQLColumnList: Sendable {
  /// Some of the columns, in an order.
  public struct Part: Sendable {
    fileprivate let columns: [Int]

    public var isEmpty: Bool { columns.isEmpty }
  }

  private struct Column {
    let kind: SQLColumnKind
    /// In `bytes`: the name in quotes up to `middle`, then as text.
    let start: Int
    let middle: Int
    let end: Int
  }

  private var bytes: [UInt8] = []
  private var columns: [Column] = []

  public init(capacity: Int) {
    columns.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 48)
  }

  public mutating func append(_ name: String, _ kind: SQLColumnKind) {
    let start = bytes.count
    SQLName.append(name, to: &bytes)
    let middle = bytes.count
    SQLLiteral.append(name, to: &bytes)
    columns.append(Column(kind: kind, start: start, middle: middle, end: bytes.count))
  }

  /// All columns.
  public var all: Part { Part(columns: Array(columns.indices)) }

  /// The columns that are not in another part.
  public func others(than part: Part) -> Part {
    Part(columns: columns.indices.filter { !part.columns.contains($0) })
  }

  /// Columns by their numbers.
  public func part(_ numbers: [Int]) -> Part { Part(columns: numbers) }

  /// - Parameters:
  ///   - item: the number of the form of its kind that a column is shown by.
  ///   - separator: what stands between two columns.
  func write(
    _ part: Part, as item: Int, to buffer: inout TextBuffer, _ separator: SQLSeparator
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      var start = buffer.bytes.count
      for (index, number) in part.columns.enumerated() {
        if index > 0 { separator.write(&start, to: &buffer) }
        let column = columns[number]
        column.kind.forms[item].copy(to: &buffer) { hole, buffer in
          let range =
            hole == SQLColumnKind.name.hole
            ? column.start..<column.middle : column.middle..<column.end
          buffer.write(UnsafeBufferPointer(rebasing: bytes[range]))
        }
      }
    }
  }
}

/// What all columns of a type have in common: how each list shows them.
public final class SQLColumnKind: Sendable {
  let forms: [SQLForm]

  /// What a form has where the column's name stands, and where its name as text does.
  public static let name = (hole: 0, name: SQLName(hole: 0))
  public static let text = (hole: 1, expression: SQLExpression.hole(1))

  /// - Parameter forms: a form for each list, by the list's number.
  public init(_ forms: [SQLForm]) { self.forms = forms }
}

/// What stands between the items of a list.
public enum SQLSeparator: Sendable {
  /// A comma; a new line, at these steps of indentation, where a line grows long.
  case comma(indent: Int)
  /// A comma and a new line.
  case line
  case and

  fileprivate func write(_ start: inout Int, to buffer: inout TextBuffer) {
    switch self {
    case .comma(let indent):
      buffer.write(byte: UInt8(ascii: ","))
      guard buffer.bytes.count - start > SQLWriter.width else {
        return buffer.write(byte: UInt8(ascii: " "))
      }
      buffer.newline()
      for _ in 0..<(2 * indent) { buffer.write(byte: UInt8(ascii: " ")) }
      start = buffer.bytes.count
    case .line:
      buffer.write(byte: UInt8(ascii: ","))
      buffer.newline()
      for _ in 0..<2 { buffer.write(byte: UInt8(ascii: " ")) }
    case .and: buffer.write(" and ")
    }
  }
}
