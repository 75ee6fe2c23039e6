internal import Diagnostics
internal import Emit
internal import IR
internal import Model

/// `tables.sql`: what a slice's staging and merge tables must be. Run before connectors are applied,
/// and by a merge whose tables lack what it needs.
struct TablesFile {
  let merge: MergeStrategy
  let feed: Feed
  /// Of a store that is consistent as a whole: what tells where its transactions end.
  let transactions: SinkRoute?
  /// The columns of dsgen's own in a staging table and in a merge table.
  private let stagingColumns: [SQLColumn]
  private let mergeColumns: [SQLColumn]
  private var writer = SQLWriter()

  init(merge: MergeStrategy, feed: Feed, transactions: SinkRoute?) {
    self.merge = merge
    self.feed = feed
    self.transactions = transactions
    if case .staged(let format) = feed {
      stagingColumns = Own.staging(format)
    } else {
      stagingColumns = []
    }
    mergeColumns = Own.merge(feed, milestoned: merge == .milestoned)
  }

  mutating func file(at path: String, _ datasets: [DatasetSQL], origin: Span) -> GeneratedFile {
    writer.notice()
    writer.ensurePlatform(depth: 3)
    writer.command(.ifSet(.merging))
    writer.command(.else)
    writer.command(.set(.merging, false))
    writer.command(.end)
    if case .output(let output) = feed {
      writer.statement(.createSchema(SQLName(output.schema)))
    }
    if let transactions { section(transactions) }
    for dataset in datasets { section(dataset) }
    return writer.file(at: path)
  }

  private mutating func section(_ dataset: DatasetSQL) {
    writer.blank()
    writer.mark(dataset.origin)
    let identity: [SQLExpression] = [.text(dataset.table), .text(dataset.fingerprint)]
    writer.call(.isBehind, identity + [.variable(.merging)], as: .behind)
    writer.command(.if(.behind))
    writer.statement(.begin)
    writer.call(.lockTable, [.text(dataset.table)])
    incoming(dataset)
    mergeTable(dataset)
    writer.call(.noteApplied, identity)
    writer.statement(.commit)
    writer.command(.end)
  }

  private mutating func section(_ transactions: SinkRoute) {
    writer.blank()
    writer.mark(transactions.origin)
    let columns = transactions.columns.map { ColumnSQL($0, .staged(.upsert), isKey: false) }
    writer.statement(.begin)
    writer.call(.lockTable, [.text(transactions.table)])
    make(
      SQLTable(Own.stagingSchema, SQLName(transactions.table)),
      columns.map { SQLColumn($0.name, $0.stagingSQL) } + Own.staging(.upsert),
      key: Own.coordinates)
    writer.statement(.commit)
  }

  /// The table that connectors, or a transformer, fill.
  private mutating func incoming(_ dataset: DatasetSQL) {
    switch feed {
    case .staged:
      let columns = dataset.columns.map { SQLColumn($0.name, $0.stagingSQL) }
      make(dataset.staging, columns + stagingColumns, key: Own.coordinates)
      writer.statement(.createTrigger(SQLName(dataset.table + ".rewritten"), on: dataset.staging))
    case .output(let output):
      let columns = dataset.columns.map { SQLColumn($0.name, $0.mergeSQL) }
      let table = SQLTable(SQLName(output.schema), dataset.merge.name)
      switch output.mode {
      case .snapshot: make(table, columns, key: dataset.key.names)
      case .upsert, .changes:
        let op = output.mode == .changes ? [SQLColumn(Own.op, Own.text, .notNull)] : []
        let sequence = SQLColumn(Own.sequence, Own.bigint, .counted)
        make(table, columns + op + [sequence], key: [Own.sequence])
      }
    case .snapshot, .watermark: break
    }
  }

  private mutating func mergeTable(_ dataset: DatasetSQL) {
    let milestoned = merge == .milestoned
    let columns = dataset.columns.map { SQLColumn($0.name, $0.mergeSQL) }
    make(
      dataset.merge, columns + mergeColumns,
      key: dataset.key.names + (milestoned ? [Own.dpIn] : []))
    guard milestoned else { return }
    let name = SQLName(PhysicalNames.fitted(dataset.table, suffix: ".open"))
    writer.statement(
      .createUniqueIndex(
        name, on: dataset.merge, dataset.key.names, where: .isNull(.name(Own.dpOut))))
  }

  /// The table as it is made, and the same for one that is there already.
  private mutating func make(_ table: SQLTable, _ columns: [SQLColumn], key: [SQLName]) {
    let constraint = SQLName(PhysicalNames.fitted(table.name.text, suffix: ".key"))
    writer.statement(.createTable(table, columns, key: key, constraint))
    writer.call(
      .expand,
      [
        .text(table.schema.text), .text(table.name.text), .texts(columns.map(\.name.text)),
        .texts(columns.map(\.type.text)), .texts(key.map(\.text)),
      ])
  }
}

extension SQLWriter {
  /// Makes what the platform's functions and tables are, where they are not there yet.
  /// - Parameter depth: folders between the file and the platform's.
  mutating func ensurePlatform(depth: Int) {
    let version = SQLExpression.call(.toRegprocedure, [.text("dsgen.version_1()")])
    statement(.selectInto(SQLSelect([(.isNull(version), PsqlVariable.missing.column)])))
    command(.if(.missing))
    let up = String(repeating: "../", count: depth - 1)
    command(.include(up + "platform.sql"))
    command(.end)
  }

  /// Calls a function of dsgen's; what it gives goes into a variable and not into the log.
  mutating func call(
    _ function: SQLFunction, _ arguments: [SQLExpression], as variable: PsqlVariable = .done
  ) {
    statement(.selectInto(SQLSelect([(.call(function, arguments), variable.column)])))
  }
}
