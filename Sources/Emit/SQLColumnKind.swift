/// What all columns of a type have in common: how each list shows them.
///
/// Lists are the innermost loop of rendering: the forms lie flat in memory of their own, so that a copy
/// counts no references.
public final class SQLColumnKind: @unchecked Sendable {
  /// Where the forms lie; valid as long as the kind lives.
  struct Forms: @unchecked Sendable {
    /// With `RawText.margin` bytes behind it.
    let text: UnsafePointer<UInt8>
    let pieces: UnsafePointer<TextForm.Piece>
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
    let forms = forms.map(\.text)
    var bytes: [UInt8] = []
    var pieces: [TextForm.Piece] = []
    var starts: [Int32] = [0]
    for form in forms {
      precondition(form.isOneLine, "a column of a list has several lines")
      let first = Int32(bytes.count)
      bytes += form.bytes
      for piece in form.pieces {
        precondition(piece.hole < 3, "a column has a name, its text and an alias")
        pieces.append(
          TextForm.Piece(
            start: first + piece.start, end: first + piece.end, lines: 0, hole: piece.hole))
      }
      starts.append(Int32(pieces.count))
    }
    bytes += [UInt8](repeating: 0, count: RawText.margin)
    self.forms = Forms(
      text: .copy(of: bytes), pieces: .copy(of: pieces), starts: .copy(of: starts),
      count: forms.count)
    longest = forms.map(\.bytes.count).max() ?? 0
    mostHoles = forms.map { form in form.pieces.count { $0.hole >= 0 } }.max() ?? 0
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
