internal import Emit
internal import IR
internal import Model

/// `tables.sql`: what a slice's staging and merge tables must be. Run before connectors are applied,
/// and by a merge whose tables lack what it needs.
struct TablesFile {
  private var writer: SQLWriter

  /// - Parameters:
  ///   - datasets: how many it makes the tables of.
  ///   - transactions: of a store that is consistent as a whole, what tells where its transactions end.
  init(_ feed: Feed, datasets: Int, transactions: SinkRoute?) {
    writer = SQLWriter(capacity: 5000 * (datasets + 1))
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
  }

  mutating func section(_ dataset: DatasetSQL, _ form: SQLForm, _ texts: DatasetTexts) {
    writer.blank()
    writer.mark(dataset.plan.origin)
    writer.copy(form, texts.texts)
  }

  /// Says which tables the slice has, so that those it has no more are found. A merge does not say it:
  /// its file may be older than the tables.
  mutating func note(_ slice: SlicePlan) {
    let datasets = slice.datasets
    writer.mark(slice.origin)
    writer.blank()
    writer.command(.if(.merging))
    writer.command(.else)
    writer.call(
      .noteSlice,
      [
        .text(slice.store + "/" + slice.label),
        .texts(datasets.map { slice.store + "." + $0.name }),
        .texts(datasets.map(\.table)), .texts(datasets.compactMap(\.captured)),
      ])
    writer.command(.end)
  }

  private mutating func section(_ transactions: SinkRoute) {
    writer.blank()
    writer.mark(transactions.origin)
    var kinds = ColumnKinds(.staged(.upsert))
    let plans = transactions.columns
    let columns =
      plans.indices.map { number in
        let known = kinds.kind(of: plans.typeNumber(number), in: plans.types, isKey: false)
        return SQLColumn(SQLName(plans.names[number]), known.kind.staging)
      } + Own.staging(.upsert)
    writer.statement(.begin)
    writer.call(.lockTable, [.text(transactions.table)])
    writer.statement(
      .createTable(
        SQLTable(Own.stagingSchema, SQLName(transactions.table)), columns, key: Own.coordinates,
        .key(of: transactions.table)))
    writer.call(
      .expand,
      [
        .text(Own.stagingSchema.text), .text(transactions.table),
        .texts(columns.map(\.name.text)), .texts(columns.map(\.type.text)),
        .texts(Own.coordinates.map(\.text)),
      ])
    writer.statement(.commit)
  }

  func file(at path: String) -> GeneratedFile { writer.file(at: path) }
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
