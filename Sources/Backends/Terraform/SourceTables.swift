internal import IR

/// Which tables, columns and keys a PostgreSQL source captures, as Debezium's lists of patterns.
enum SourceTables {
  /// Exactly the modelled tables.
  static func tables(_ source: SourceConnector) -> String {
    source.tables.map { JavaRegex.exact("\($0.schema).\($0.table)") }.joined(separator: ",")
  }

  /// Exactly the modelled columns, one pattern a table; and the signal table whole, since Debezium
  /// reads a signal from the captured columns of that table.
  static func columns(_ source: SourceConnector) -> String {
    var patterns = source.tables.map { table in
      let names = table.columns.map(JavaRegex.literal).joined(separator: "|")
      return JavaRegex.exact("\(table.schema).\(table.table)") + #"\.(?:"# + names + ")"
    }
    if let signals = source.signals { patterns.append(JavaRegex.exact(signals) + #"\..*"#) }
    return patterns.joined(separator: ",")
  }

  /// The model's key for every table, so that a table without a primary key, or with another one,
  /// still keeps all changes of a row in order.
  static func keys(_ source: SourceConnector) -> String {
    source.tables.filter { !$0.key.isEmpty }.map { table in
      JavaRegex.exact("\(table.schema).\(table.table)") + ":"
        + table.key.map(JavaRegex.literal).joined(separator: ",")
    }.joined(separator: ";")
  }
}
