/// What all columns of a type have in common: how each list shows them.
///
/// Lists are the innermost loop of rendering: the forms lie flat in memory of their own, so that a copy
/// counts no references.
public final class SQLColumnKind: @unchecked Sendable {
  /// Text up to a hole; the last of a form has none.
  struct Piece: Sendable {
    let start: Int32
    let end: Int32
    let hole: Int32
  }

  /// Where the forms lie; valid as long as the kind lives.
  struct Forms: @unchecked Sendable {
    let text: UnsafePointer<UInt8>
    /// The bytes that may be read.
    let size: Int
    let pieces: UnsafePointer<Piece>
    /// Where each form's pieces start, and after the last one where they end.
    let starts: UnsafePointer<Int32>
    let count: Int
  }

  let forms: Forms
  /// No form has more bytes, or more holes.
  let longest: Int
  let mostHoles: Int

  /// What a form has where the column's name stands, its name as text, and its alias.
  public static let name = (hole: 0, name: SQLName(hole: 0))
  public static let text = (hole: 1, expression: SQLExpression.hole(1))
  public static let alias = (hole: 2, name: SQLName(hole: 2))

  /// - Parameter forms: a form of one line for each list, by the list's number.
  public init(_ forms: [SQLForm]) {
    var bytes: [UInt8] = []
    var pieces: [Piece] = []
    var starts: [Int32] = [0]
    for form in forms {
      precondition(form.isOneLine, "a column of a list has several lines")
      let first = bytes.count
      bytes += form.bytes
      pieces += form.pieces.map {
        Piece(
          start: Int32(first + $0.start), end: Int32(first + $0.end), hole: Int32($0.hole ?? -1))
      }
      starts.append(Int32(pieces.count))
    }
    self.forms = Forms(
      text: .copy(of: bytes + [UInt8](repeating: 0, count: 32)), size: bytes.count + 32,
      pieces: .copy(of: pieces), starts: .copy(of: starts),
      count: forms.count)
    longest = forms.map(\.bytes.count).max() ?? 0
    mostHoles = forms.map { $0.pieces.count - 1 }.max() ?? 0
  }

  deinit {
    forms.text.deallocate()
    forms.pieces.deallocate()
    forms.starts.deallocate()
  }
}

extension SQLForm {
  /// A column's name, and its name as text.
  public static let name = SQLForm(.name(SQLColumnKind.name.name))
  public static let text = SQLForm(SQLColumnKind.text.expression)
}

extension UnsafePointer {
  fileprivate static func copy(of values: [Pointee]) -> Self {
    let copy = UnsafeMutablePointer<Pointee>.allocate(capacity: max(1, values.count))
    copy.initialize(from: values, count: values.count)
    return Self(copy)
  }
}
