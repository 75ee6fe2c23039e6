/// SQL that is put together once for all its copies, which differ in a few texts only: its holes.
///
/// A store's datasets are merged by the same statements; a copy costs little more than its bytes.
/// ```
/// let form = SQLForm { $0.statement(.truncate(SQLTable(schema, SQLName(hole: 0)))) }
/// writer.copy(form) { _, writer in writer.name(orders) }
/// ```
public struct SQLForm: Sendable {
  let bytes: [UInt8]
  let pieces: [Piece]

  /// Text up to a hole, or up to the end.
  struct Piece {
    let start: Int
    let end: Int
    /// The number of line breaks in it.
    let lines: Int
    let hole: Int?
  }

  public init(_ body: (inout SQLWriter) -> Void) { self.init(capacity: 4096, body) }

  private init(capacity: Int, _ body: (inout SQLWriter) -> Void) {
    var writer = SQLWriter(capacity: capacity)
    body(&writer)
    let bytes = writer.buffer.bytes
    var start = 0
    func piece(to end: Int, _ hole: Int?) -> Piece {
      defer { start = end }
      let lines = bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
      return Piece(start: start, end: end, lines: lines, hole: hole)
    }
    self.bytes = bytes
    pieces =
      writer.buffer.holes.map { piece(to: $0.offset, $0.number) } + [piece(to: bytes.count, nil)]
  }

  /// What an expression is written as.
  public init(_ expression: SQLExpression) { self.init(capacity: 48) { $0.write(expression) } }

  /// An item of a query, with a name.
  public init(_ value: SQLExpression, as name: SQLName) {
    self.init(capacity: 48) {
      $0.write(value)
      $0.put(" as ")
      $0.put(name)
    }
  }

  public init(_ column: SQLColumn) { self.init(capacity: 48) { $0.write(column) } }

  public init(_ assignment: SQLAssignment) { self.init(capacity: 48) { $0.write(assignment) } }

  var isOneLine: Bool { pieces.allSatisfy { $0.lines == 0 } }
}

extension SQLWriter {
  /// A form's lines, with what `fill` writes for each of its holes.
  public mutating func copy(_ form: SQLForm, _ fill: (Int, inout SQLWriter) -> Void) {
    form.bytes.withUnsafeBufferPointer { bytes in
      for piece in form.pieces {
        buffer.write(
          UnsafeBufferPointer(rebasing: bytes[piece.start..<piece.end]), lines: piece.lines)
        if let hole = piece.hole { fill(hole, &self) }
      }
    }
  }

  // MARK: what a hole may hold

  public mutating func name(_ name: SQLName) { put(name) }

  public mutating func text(_ text: String) {
    buffer.write { SQLLiteral.append(text, to: &$0) }
  }

  /// The rest of the name that `PsqlVariable.section` begins.
  public mutating func section(_ name: String) { put(PsqlVariable.checked(name)) }

  /// Columns, each shown by the form of its kind with this number.
  public mutating func columns(
    _ list: SQLColumnList, _ part: SQLColumnList.Part, as item: Int,
    _ separator: SQLSeparator = .comma(indent: 2)
  ) {
    list.write(part, as: item, to: &buffer, separator)
  }
}
