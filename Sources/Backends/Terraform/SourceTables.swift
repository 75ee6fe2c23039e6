internal import IR

/// Which tables, columns and keys a PostgreSQL source captures, as Debezium's lists of patterns.
enum SourceTables {
  /// Exactly the modelled tables.
  static func tables(_ source: SourceConnector) -> String {
    list(source.tables, ",") { table, list in
      appendName(table, to: &list)
    }
  }

  /// Exactly the modelled columns, one pattern a table; and the signal table whole, since Debezium
  /// reads a signal from the captured columns of that table.
  static func columns(_ source: SourceConnector) -> String {
    let columns = list(source.tables, ",") { table, list in
      appendName(table, to: &list)
      list += #"\.(?:"#.utf8
      table.columns.forEachName { index, column in
        if index > 0 { list.append(UInt8(ascii: "|")) }
        JavaRegex.appendLiteral(column, to: &list)
      }
      list.append(UInt8(ascii: ")"))
    }
    guard let signals = source.signals else { return columns }
    var pattern: [UInt8] = []
    JavaRegex.appendExact(signals, to: &pattern)
    let signal = String(decoding: pattern, as: UTF8.self) + #"\..*"#
    return columns.isEmpty ? signal : columns + "," + signal
  }

  /// The model's key for every table, so that a table without a primary key, or with another one,
  /// still keeps all changes of a row in order.
  static func keys(_ source: SourceConnector) -> String {
    list(source.tables.filter { !$0.key.isEmpty }, ";") { table, list in
      appendName(table, to: &list)
      list.append(UInt8(ascii: ":"))
      for (index, column) in table.key.enumerated() {
        if index > 0 { list.append(UInt8(ascii: ",")) }
        JavaRegex.appendLiteral(column, to: &list)
      }
    }
  }

  private static func appendName(_ table: SourceTable, to list: inout [UInt8]) {
    JavaRegex.appendExact(table.schema, to: &list)
    list += #"\."#.utf8
    JavaRegex.appendLiteral(table.table, to: &list)
  }

  private static func list(
    _ tables: [SourceTable], _ separator: Character, _ write: (SourceTable, inout [UInt8]) -> Void
  ) -> String {
    var list: [UInt8] = []
    for (index, table) in tables.enumerated() {
      if index > 0 { list += separator.utf8 }
      write(table, &list)
    }
    return String(decoding: list, as: UTF8.self)
  }
}
