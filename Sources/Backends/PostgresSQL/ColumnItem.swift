internal import Emit
internal import IR

/// How a list shows its columns: the number of a form of each `ColumnKind`.
enum ColumnItem: Int, CaseIterable {
  /// Its name, and its name as text.
  case name, text
  /// As a batch reads it from staging, without and with a name; as the merge takes it from the batch.
  case read, readNamed, source, fresh
  /// With its type, and the type as text: in staging, in the merge table.
  case stagingDefinition, stagingType, mergeDefinition, mergeType
  /// The target's and the batch's value, so that equal values are the same; what the target's is set to.
  case exactTarget, exactFresh, assignment
  /// The target's equal to the batch's.
  case equal
  /// What stands for a value that a change left alone.
  case unavailable

  func form(_ kind: ColumnKind) -> SQLForm {
    let name = SQLColumnKind.name.name
    let source = SQLExpression.column(.source, name)
    let read = kind.isCastEarly ? .cast(source, kind.merge) : source
    let fresh = kind.isCastLate ? .cast(source, kind.merge) : source
    func exact(_ value: SQLExpression) -> SQLExpression {
      kind.exact.map { .call($0, [value]) } ?? value
    }
    switch self {
    case .name: return .name
    case .text: return .text
    case .read: return SQLForm(read)
    case .readNamed: return kind.isCastEarly ? SQLForm(read, as: name) : SQLForm(read)
    case .source: return SQLForm(source)
    case .fresh: return SQLForm(fresh)
    case .stagingDefinition: return SQLForm(SQLColumn(name, kind.staging))
    case .stagingType: return SQLForm(.text(kind.staging.text))
    case .mergeDefinition: return SQLForm(SQLColumn(name, kind.merge))
    case .mergeType: return SQLForm(.text(kind.merge.text))
    case .exactTarget: return SQLForm(exact(.column(.target, name)))
    case .exactFresh: return SQLForm(exact(fresh))
    case .assignment: return SQLForm(SQLAssignment.set(name, fresh))
    case .equal: return SQLForm(.comparison(source, .equal, .column(.target, name)))
    case .unavailable: return SQLForm(.text(kind.unavailable ?? ""))
    }
  }
}
