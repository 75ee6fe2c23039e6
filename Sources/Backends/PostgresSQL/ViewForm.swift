internal import Emit
internal import IR

/// The statements that make a view; the same for all of a schema but for the names.
struct ViewForm {
  /// Which versions a view shows.
  enum Rows {
    /// All rows of a live table.
    case whole
    /// Of a milestoned table those that are open, or every version with its times.
    case latest, history
  }

  private enum Hole: Int {
    case name, nameText, columns, columnTexts, table
  }

  private enum Item: Int {
    case column, text
  }

  private let form: SQLForm

  init(schema: String, _ rows: Rows) {
    func hole(_ hole: Hole) -> SQLExpression { .hole(hole.rawValue) }
    func name(_ hole: Hole) -> SQLName { SQLName(hole: hole.rawValue) }
    let own = rows == .history ? [Own.dpIn, Own.dpOut] : []
    var query = SQLSelect([(hole(.columns), nil)] + own.map { (.name($0), nil) })
    query.from = [.table(SQLTable(Own.mergeSchema, name(.table)), .target)]
    if rows == .latest { query.filter = .isNull(.name(Own.dpOut)) }
    form = SQLForm { writer in
      let columns = SQLExpression.array([hole(.columnTexts)] + own.map { .text($0.text) })
      writer.call(.noteView, [.text(schema), hole(.nameText), columns])
      writer.statement(.createView(SQLTable(SQLName(schema), name(.name)), query))
    }
  }

  /// - Parameters:
  ///   - name: the view's.
  ///   - texts: hold the view's columns and its table.
  func write(_ name: String, _ texts: inout ViewTexts, to writer: inout SQLWriter) {
    texts.texts.name(Hole.name.rawValue, name)
    texts.texts.text(Hole.nameText.rawValue, name)
    writer.copy(form, texts.texts)
  }

  /// What a view puts into the holes of all its forms. Used again for the next view.
  struct ViewTexts {
    fileprivate var texts = SQLTexts()
    private var list = SQLColumnList()
    private var all = SQLColumnList.Part()
    private let plain = SQLColumnKind([.name, .text])
    private let renamed = SQLColumnKind([
      SQLForm(.name(SQLColumnKind.name.name), as: SQLColumnKind.alias.name), .text,
    ])

    mutating func take(_ view: ViewPlan) {
      list.clear()
      all.clear()
      let isRenamed = view.columns != view.physical
      view.physical.forEachName { number, column in
        all.append(number)
        guard isRenamed else { return list.append(column, plain) }
        view.columns.withName(number) { name in
          if name.elementsEqual(column) {
            list.append(column, plain)
          } else {
            list.append(column, renamed, as: name)
          }
        }
      }
      list.complete()
      texts.clear()
      texts.name(Hole.table.rawValue, view.table)
      texts.columns(
        Hole.columns.rawValue, list, all, as: Item.column.rawValue, .comma(indent: 1))
      texts.columns(Hole.columnTexts.rawValue, list, all, as: Item.text.rawValue)
    }
  }
}
