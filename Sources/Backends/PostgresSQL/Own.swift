internal import Emit
internal import IR
internal import Model

/// The columns that dsgen adds.
enum Own {
  static let topic = SQLName("__connect_topic")
  static let partition = SQLName("__connect_partition")
  static let connectOffset = SQLName("__connect_offset")
  /// The key of a staging table.
  static let coordinates = [topic, partition, connectOffset]
  static let stagedAt = SQLName("__staged_at")
  static let deleted = SQLName(StagingColumns.deleted)
  static let op = SQLName("__op")
  static let sourceTime = SQLName("__source_ts_us")
  static let sourcePosition = SQLName("__source_lsn")
  /// The order of a transformer's rows.
  static let sequence = SQLName("__seq")

  /// In a batch: whether the row is gone; where its record came from and which came before it.
  static let batch = SQLName("batch")
  static let gone = SQLName("__gone")
  static let mark = SQLName("__mark")
  static let since = SQLName("__since")
  static let offset = SQLName("__offset")
  static let lsn = SQLName("__lsn")
  static let time = SQLName("__time")

  /// In a milestoned merge: what has changed, and where the open version of a key stands.
  static let changes = SQLName("changes")
  static let place = SQLName("__place")
  static let ctid = SQLName("ctid")

  /// In a live table: the batch that wrote the row.
  static let number = SQLName("__batch")
  static let dpIn = SQLName("dp_in")
  static let dpOut = SQLName("dp_out")

  static let stagingSchema = SQLName("staging")
  static let mergeSchema = SQLName("merge")

  static let bigint = SQLType("bigint")
  static let integer = SQLType("integer")
  static let text = SQLType("text")
  static let boolean = SQLType("boolean")
  static let timestamptz = SQLType("timestamp with time zone")

  /// The columns of a staging table beyond the modelled ones.
  static func staging(_ format: MessageFormat) -> [SQLColumn] {
    var columns: [SQLColumn] = []
    if format == .debezium {
      columns.append(SQLColumn(deleted, text))
      for added in StagingColumns.added {
        columns.append(SQLColumn(SQLName(added.column), added.isText ? text : bigint))
      }
    }
    return columns + [
      SQLColumn(topic, text, .notNull), SQLColumn(partition, integer, .notNull),
      SQLColumn(connectOffset, bigint, .notNull), SQLColumn(stagedAt, timestamptz, .now),
    ]
  }

  /// The columns of a merge table beyond the modelled ones.
  static func merge(_ feed: Feed, milestoned: Bool) -> [SQLColumn] {
    var columns: [SQLColumn] = []
    if milestoned {
      columns += [SQLColumn(dpIn, timestamptz, .notNull), SQLColumn(dpOut, timestamptz)]
    } else {
      columns.append(SQLColumn(number, bigint))
    }
    return columns + origins(feed).map { SQLColumn($0, $0 == mark ? integer : bigint) }
  }

  private static let originsOfDebezium = [mark, offset, lsn]
  private static let originsOfUpsert = [mark, offset]

  /// Which record a row of a merge table came from.
  static func origins(_ feed: Feed) -> [SQLName] {
    switch feed {
    case .staged(.debezium): originsOfDebezium
    case .staged(.upsert): originsOfUpsert
    default: []
    }
  }
}
