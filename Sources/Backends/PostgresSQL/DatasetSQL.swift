internal import Diagnostics
internal import Emit
internal import IR
internal import Model

/// A dataset as its statements need it: every name escaped once.
struct DatasetSQL {
  let name: String
  let table: String
  let columns: [ColumnSQL]
  let key: [ColumnSQL]
  /// The columns that are not in the key.
  let values: [ColumnSQL]
  let fingerprint: String
  let pulled: SourceTable?
  let watermark: ColumnPlan?
  let origin: Span

  let merge: SQLTable
  let staging: SQLTable

  init(_ plan: DatasetPlan, _ feed: Feed, _ merge: MergeStrategy) {
    let keys = plan.key
    let columns = plan.columns.map { ColumnSQL($0, feed, isKey: keys.contains($0.name)) }
    name = plan.name
    table = plan.table
    let quoted = SQLName(table)
    self.merge = SQLTable(Own.mergeSchema, quoted)
    staging = SQLTable(Own.stagingSchema, quoted)
    self.columns = columns
    key = keys.compactMap { name in columns.first { $0.plan.name == name } }
    values = columns.filter { !$0.isKey }
    fingerprint = "\(plan.fingerprint) \(merge) \(feed.tag)"
    pulled = plan.pulled
    watermark = plan.watermark
    origin = plan.origin
  }

  /// `s."id" = t."id" and …`
  func sameKey(_ a: SQLAlias, _ b: SQLAlias) -> SQLExpression {
    .all(key.map { .comparison(.column(a, $0.name), .equal, .column(b, $0.name)) })
  }
}

/// A column and its types on the way.
struct ColumnSQL {
  let plan: ColumnPlan
  let name: SQLName
  let merge: PostgresType
  let stagingSQL: SQLType
  let mergeSQL: SQLType
  let isKey: Bool
  /// What stands in the batch for a value that a change left alone; nil where that cannot be.
  let unavailable: String?
  /// Whether the batch still holds text that must become the column's type.
  let isCastLate: Bool
  /// Whether the batch already holds the column's own type, which staging does not.
  let isCastEarly: Bool

  init(_ plan: ColumnPlan, _ feed: Feed, isKey: Bool) {
    guard case .success(let row) = plan.type.row else {
      preconditionFailure("\(plan.name): \(plan.type) has been refused")
    }
    self.plan = plan
    name = SQLName(plan.name)
    merge = row.merge
    mergeSQL = row.merge.sql
    stagingSQL = row.staging == row.merge ? mergeSQL : row.staging.sql
    self.isKey = isKey
    unavailable =
      !isKey && feed == .staged(.debezium) ? UnavailableValue.staged(row.merge) : nil
    let needsCast = SQLRead.needsCast(row.staging, row.merge)
    isCastLate = needsCast && unavailable != nil && row.staging == .text
    isCastEarly = needsCast && !isCastLate
  }

  /// As the batch reads it from staging.
  var read: SQLExpression {
    let column = SQLExpression.column(.source, name)
    return isCastEarly ? .cast(column, mergeSQL) : column
  }

  /// As the merge takes it from the batch.
  var fresh: SQLExpression {
    let column = SQLExpression.column(.source, name)
    return isCastLate ? .cast(column, mergeSQL) : column
  }
}

/// How staging's types become those of the merge table.
enum SQLRead {
  /// Texts are not cast: a cast to `varchar(3)` would cut a longer one in silence, where storing it is
  /// an error.
  static func needsCast(_ staging: PostgresType, _ merge: PostgresType) -> Bool {
    switch merge {
    case .text, .varchar, .char: false
    default: staging != merge
    }
  }
}

extension PostgresType {
  var sql: SQLType { SQLType(name) }
}

extension [ColumnSQL] {
  var names: [SQLName] { map(\.name) }
}
