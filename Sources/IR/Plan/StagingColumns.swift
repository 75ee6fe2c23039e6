public import Model

/// The columns of a staging table beyond the modelled ones; connectors fill them, merges read them.
public enum StagingColumns {
  /// The key of every staging table, which the sink writes under `primary.key.mode=kafka`: text,
  /// integer and bigint. A sink of several topics puts the routed topic here, that is, the table.
  /// Source: Debezium 3.6, `KafkaDebeziumSinkRecord.getKafkaCoordinates`.
  public static let coordinates = ["__connect_topic", "__connect_partition", "__connect_offset"]

  /// Whether the record says that the row is gone: the text `true` or `false`.
  public static let deleted = "__deleted"

  /// What `ExtractNewRecordState` adds from a change event, in this order. `__op` and
  /// `__source_snapshot` are text, the others bigint; a source without such a field leaves it null.
  public static let added: [AddedField] = [
    AddedField(field: "op", column: "__op", isText: true),
    AddedField(field: "source.ts_us", column: "__source_ts_us"),
    AddedField(field: "source.lsn", column: "__source_lsn"),
    AddedField(field: "source.txId", column: "__source_txId"),
    AddedField(field: "source.snapshot", column: "__source_snapshot", isText: true),
    AddedField(field: "ts_ms", column: "__ts_ms"),
  ]

  /// The columns that a sink fills beside the key and the modelled ones.
  public static func filled(by format: MessageFormat) -> [String] {
    format == .debezium ? filledByDebezium : []
  }

  private static let filledByDebezium = [deleted] + added.map(\.column)
}

/// A field of a change event's envelope, and the column it is written to.
public struct AddedField: Hashable, Sendable {
  /// As `add.fields` names it, such as `source.ts_us`.
  public let field: String
  public let column: String
  /// Else it is a bigint.
  public let isText: Bool

  public init(field: String, column: String, isText: Bool = false) {
    self.field = field
    self.column = column
    self.isText = isText
  }
}
