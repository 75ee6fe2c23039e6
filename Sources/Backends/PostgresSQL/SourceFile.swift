internal import Emit
internal import IR

/// `source.sql`: what the producer's administrator runs in the captured database, once and after each
/// change: the publication, what an update writes into the log, and the rights of the login that reads it.
///
/// psql's variable `reader` is that login's name, which no model holds.
struct SourceFile {
  let source: SourceRoot
  let store: StorePlan

  func file(at path: String) -> GeneratedFile {
    var writer = SQLWriter()
    writer.notice()
    writer.comment(
      """
      For the administrator of the database that store \(store.name) is captured from:
        psql -v ON_ERROR_STOP=1 -v reader=LOGIN -f source.sql
      LOGIN is the role in the store's credential; it needs the attribute REPLICATION.
      Asks for all rows of one table again, for a dataset that joins later or a resync:
        psql -v ON_ERROR_STOP=1 -v snapshot=SCHEMA.TABLE -f source.sql
      """)
    for (index, connector) in source.sources.enumerated() {
      write(connector, isFirst: index == 0, to: &writer)
    }
    return writer.file(at: path)
  }

  /// All connectors of a store read the same signals, so one row is enough.
  private func write(
    _ connector: SourceConnector, isFirst: Bool, to writer: inout SQLWriter
  ) {
    writer.blank()
    writer.mark(connector.origin)
    writer.comment("Connector \(connector.name), database \(connector.database).")
    let signals = connector.signals.map { name in
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      return (schema: parts[0], table: SQLTable(parts[0], parts.last ?? ""))
    }
    if let signals {
      writer.command(.ifSet(.snapshot))
      if isFirst { writer.statement(.signalSnapshot(signals.table)) }
      writer.command(.else)
    }
    writer.statement(.begin)
    if let signals {
      writer.statement(.createSchema(SQLName(signals.schema)))
      writer.statement(.createSignals(signals.table))
    }
    let tables = connector.tables.map { SQLTable($0.schema, $0.table) }
    publish(connector, tables + (signals.map { [$0.table] } ?? []), &writer)
    for (plan, table) in zip(connector.tables, tables) {
      writer.mark(plan.origin)
      writer.statement(.replicaIdentityFull(table))
    }
    writer.mark(connector.origin)
    let schemas = Set(connector.tables.map(\.schema) + (signals.map { [$0.schema] } ?? [])).sorted()
    for schema in schemas { writer.statement(.grantReaderUsage(SQLName(schema))) }
    writer.statement(.grantReader(tables))
    if let signals { writer.statement(.grantReaderSignals(signals.table)) }
    writer.statement(.commit)
    if signals != nil { writer.command(.end) }
  }

  private func publish(
    _ connector: SourceConnector, _ tables: [SQLTable], _ writer: inout SQLWriter
  ) {
    let name = SQLName(connector.publication)
    var known = SQLSelect([])
    known.from = [.table(SQLTable("pg_catalog", "pg_publication"), .source)]
    known.filter = .comparison(
      .column(.source, SQLName("pubname")), .equal, .text(connector.publication))
    writer.statement(
      .selectInto(SQLSelect([(.not(.exists(known)), PsqlVariable.missing.column)])))
    writer.command(.if(.missing))
    writer.statement(.createPublication(name, tables))
    writer.command(.else)
    writer.statement(.setPublication(name, tables))
    writer.command(.end)
  }
}
