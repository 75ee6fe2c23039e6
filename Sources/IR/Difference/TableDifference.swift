internal import Model

/// What becomes of one dataset's tables.
struct DeployedTable {
  let plan: DatasetPlan
  let database: String
  let merge: MergeStrategy
  /// `crm/s0003`.
  let slice: String

  /// What the change from `old` to this does; nil where nothing.
  func change(from old: DeployedTable, on platform: String) -> ProductionChange? {
    var change = ProductionChange(
      platform: platform, kind: .table, name: plan.table, effect: .altered, slice: slice,
      reasons: [], origin: plan.origin)
    if old.database != database {
      change.effect = .moved
      change.reasons = ["from database \(old.database) to \(database), where it is filled anew"]
      return change
    }
    var refusals: [String] = []
    if old.merge != merge { refusals.append("merging changes from \(old.merge) to \(merge)") }
    if old.plan.key != plan.key {
      refusals.append(
        "the key changes from (\(old.plan.key.joined(separator: ", "))) to "
          + "(\(plan.key.joined(separator: ", ")))")
    }
    let before = Dictionary(old.plan.columns.map { ($0.name, $0) }) { first, _ in first }
    var isRewritten = false
    for column in plan.columns {
      guard let known = before[column.name] else {
        change.statements += ColumnAlteration.added(column, table: plan.table)
        change.reasons.append("column \(column.name) is added")
        continue
      }
      if known.type == column.type { continue }
      let alteration = ColumnAlteration(known, column, table: plan.table)
      change.statements += alteration.statements
      let words = "column \(column.name) becomes \(column.type) from \(known.type)"
      switch alteration.alteration {
      case .none: if !alteration.statements.isEmpty { change.reasons.append(words) }
      case .inPlace: change.reasons.append(words)
      case .rewrite:
        change.reasons.append(words)
        isRewritten = true
      case .refused: refusals.append(words)
      }
    }
    let kept = Set(plan.columns.map(\.name))
    for column in old.plan.columns where !kept.contains(column.name) {
      change.reasons.append("column \(column.name) stays and is filled no more")
    }
    if isRewritten { change.effect = .rewritten }
    if !refusals.isEmpty {
      change.effect = .refused
      change.reasons = refusals + change.reasons
    }
    return change.reasons.isEmpty ? nil : change
  }
}

extension ColumnAlteration {
  /// The statements that add a column.
  static func added(_ column: ColumnPlan, table: String) -> [String] {
    guard case .success(let row) = column.type.row else { return [] }
    return [("staging", row.staging), ("merge", row.merge)].map { schema, type in
      "alter table \(schema).\(quoted(table)) add column \(quoted(column.name)) \(type.name)"
    }
  }
}
