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
  private let plain = SQLColumnKind([.name, .text])
  private let renamed = SQLColumnKind([
    SQLForm(.name(SQLColumnKind.name.name), as: SQLColumnKind.alias.name), .text,
  ])

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

  /// - Parameter name: the view's.
  func write(_ view: ViewPlan, _ name: String, to writer: inout SQLWriter) {
    var list = SQLColumnList(capacity: view.columns.count)
    for column in view.columns {
      if column.name == column.physical {
        list.append(column.name, plain)
      } else {
        list.append(column.physical, renamed, as: column.name)
      }
    }
    let all = list.all
    writer.copy(form) { number, writer in
      switch Hole(rawValue: number)! {
      case .name: writer.name(SQLName(name))
      case .nameText: writer.text(name)
      case .columns:
        writer.columns(list, all, as: Item.column.rawValue, .comma(indent: 1))
      case .columnTexts: writer.columns(list, all, as: Item.text.rawValue)
      case .table: writer.name(SQLName(view.table))
      }
    }
  }
}
