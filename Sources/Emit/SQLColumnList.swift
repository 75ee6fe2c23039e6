/// The columns of a table as the copies of a form list them, escaped once and written many times.
public struct SQLColumnList: Sendable {
  /// Some of the columns, in an order.
  public struct Part: Sendable {
    fileprivate let columns: [Int]

    public var isEmpty: Bool { columns.isEmpty }
  }

  private struct Column {
    /// Of one of `kinds`, which must outlive what is read from them.
    let forms: SQLColumnKind.Forms
    /// In `bytes`: the name in quotes, as text from `text` on, the alias in quotes from `alias` on.
    let start: Int
    let text: Int
    let alias: Int
    let end: Int

    /// - Parameter hole: as `SQLColumnKind` numbers them.
    func range(_ hole: Int) -> Range<Int> {
      hole == 0 ? start..<text : hole == 1 ? text..<alias : alias..<end
    }
  }

  private var bytes: [UInt8] = []
  private var columns: [Column] = []
  private var kinds: [SQLColumnKind] = []
  private var longest = 0
  private var mostHoles = 0

  public init(capacity: Int) {
    columns.reserveCapacity(capacity)
    bytes.reserveCapacity(capacity * 48)
  }

  /// - Parameter alias: another name that lists may give it; as text it then has that one.
  public mutating func append(_ name: String, _ kind: SQLColumnKind, as alias: String? = nil) {
    if kinds.last !== kind {
      kinds.append(kind)
      longest = max(longest, kind.longest)
      mostHoles = max(mostHoles, kind.mostHoles)
    }
    let start = bytes.count
    SQLName.append(name, to: &bytes)
    let text = bytes.count
    SQLLiteral.append(alias ?? name, to: &bytes)
    let end = bytes.count
    if let alias { SQLName.append(alias, to: &bytes) }
    columns.append(
      Column(forms: kind.forms, start: start, text: text, alias: end, end: bytes.count))
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
    // Without it an optimiser may drop the kinds as soon as no list is added to.
    withExtendedLifetime(kinds) { copy(part, item, to: &buffer, separator) }
  }

  private func copy(
    _ part: Part, _ item: Int, to buffer: inout TextBuffer, _ separator: SQLSeparator
  ) {
    let size = part.columns.count * (longest + SQLSeparator.size) + bytes.count * mostHoles
    bytes.withUnsafeBufferPointer { names in
      columns.withUnsafeBufferPointer { columns in
        buffer.write(atMost: size) { text in
          var start = 0
          var isFirst = true
          for number in part.columns {
            if !isFirst { separator.write(&start, to: &text) }
            isFirst = false
            let column = columns[number]
            let forms = column.forms
            precondition(item < forms.count, "a column has no form for the list")
            var at = Int(forms.starts[item])
            let end = Int(forms.starts[item + 1])
            while at < end {
              let piece = forms.pieces[at]
              text.append(
                forms.text + Int(piece.start), Int(piece.end - piece.start),
                of: forms.size - Int(piece.start))
              if piece.hole >= 0 {
                let range = column.range(Int(piece.hole))
                text.append(
                  names.baseAddress! + range.lowerBound, range.count,
                  of: names.count - range.lowerBound)
              }
              at += 1
            }
          }
        }
      }
    }
  }
}

/// What stands between the items of a list.
public enum SQLSeparator: Sendable {
  /// A comma; a new line, at these steps of indentation, where a line grows long.
  case comma(indent: Int)
  /// A comma and a new line.
  case line
  case and

  /// No separator takes more bytes.
  fileprivate static let size = 16

  @inline(__always)
  fileprivate func write(_ start: inout Int, to text: inout RawText) {
    switch self {
    case .comma(let indent):
      text.append(UInt8(ascii: ","))
      guard text.count - start > SQLWriter.width else { return text.append(UInt8(ascii: " ")) }
      text.newline()
      for _ in 0..<(2 * indent) { text.append(UInt8(ascii: " ")) }
      start = text.count
    case .line:
      text.append(UInt8(ascii: ","))
      text.newline()
      for _ in 0..<2 { text.append(UInt8(ascii: " ")) }
    case .and: for byte in " and ".utf8 { text.append(byte) }
    }
  }
}
