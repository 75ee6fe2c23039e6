public import Model

/// What becomes of a column's type on its way from the producer to the merge table.
public struct TypeRow: Sendable {
  /// The type in the language, with letters for its parameters.
  public let model: String
  /// The schema of the field in Kafka Connect, as Debezium and common converters give it.
  public let connect: String
  /// In staging: as the sink binds it.
  public let staging: PostgresType
  /// In the merge table.
  public let merge: PostgresType
  /// What the merge table does not keep; nil: nothing is lost.
  public let loss: String?

  /// What Kafka's `JsonConverter` makes of them, seen with Kafka Connect 4.3.
  fileprivate static let floatLoss =
    "NaN and infinities, which arrive as 0, and the sign of 0: if records are JSON, as captured ones are"

  fileprivate init(
    _ model: String, _ connect: String, staging: PostgresType? = nil, _ merge: PostgresType,
    loss: String? = nil
  ) {
    self.model = model
    self.connect = connect
    self.staging = staging ?? merge
    self.merge = merge
    self.loss = loss
  }
}

/// Why PostgreSQL 15 cannot hold a type.
public struct TypeRefusal: Error, Hashable, Sendable {
  /// The type in the language, with letters for its parameters.
  public let model: String
  public let reason: String

  fileprivate init(_ model: String, _ reason: String) {
    self.model = model
    self.reason = reason
  }
}

extension ColumnType {
  /// The type's row in the table of types; the only place that knows it.
  ///
  /// Staging takes texts and numbers of any size: a value that is too long stops the merge, which says
  /// so and keeps it, not the sink. What a plain string may hold (uuid, interval) and what may come as
  /// a placeholder for a value that a change left alone (variant, array) is text there.
  ///
  /// Sources: PostgreSQL 15 documentation, chapter 8 "Data Types"; Debezium 3.6, PostgreSQL connector,
  /// "Data type mappings" with `decimal.handling.mode=precise`, `time.precision.mode=adaptive`,
  /// `interval.handling.mode=string`; JDBC sink, "Data and column type mappings".
  public var row: Result<TypeRow, TypeRefusal> {
    switch self {
    case .boolean: .row("boolean", "BOOLEAN", .boolean)
    case .tinyint: .row("tinyint", "INT8 or INT16", .smallint)
    case .smallint: .row("smallint", "INT16", .smallint)
    case .integer: .row("integer", "INT32", .integer)
    case .bigint: .row("bigint", "INT64", .bigint)
    case .float16: .row("float16", "FLOAT32", .real, loss: TypeRow.floatLoss)
    case .real: .row("real", "FLOAT32", .real, loss: TypeRow.floatLoss)
    case .double: .row("double", "FLOAT64", .double, loss: TypeRow.floatLoss)
    case .float128: .refused("float128", "its widest binary float is `double`, of 64 bits")
    case .float256: .refused("float256", "its widest binary float is `double`, of 64 bits")
    case .machineFloat:
      .refused("fp8_e4m3, …", "it has no machine-learning floats; `real` holds every value of them")
    case .decimal(let precision, let scale):
      .row(
        "decimal(p,s)", "BYTES, Decimal", staging: .numeric(nil),
        .numeric(PostgresType.Digits(precision: precision, scale: scale)),
        loss: "digits behind the point beyond s, which the producer should not have, are rounded")
    case .date: .row("date", "INT32, Date", .date)
    case .time: .row("time", "INT64, MicroTime", .time, loss: "nanoseconds")
    case .timestamp(zoned: false):
      .row("timestamp", "INT64, MicroTimestamp", .timestamp, loss: "nanoseconds")
    case .timestamp(zoned: true):
      .row(
        "timestamp with time zone", "STRING, ZonedTimestamp", .timestamptz,
        loss: "nanoseconds; the zone, of which only the moment stays")
    case .interval: .row("interval", "STRING, Interval", staging: .text, .interval)
    case .varchar(nil): .row("varchar", "STRING", .text)
    case .varchar(let length?): sized("varchar(n)", length) { .varchar($0) }
    case .nvarchar(nil): .row("nvarchar", "STRING", .text)
    case .nvarchar(let length?): sized("nvarchar(n)", length) { .varchar($0) }
    case .char(let length): sized("char(n)", length) { .char($0) }
    case .nchar(let length): sized("nchar(n)", length) { .char($0) }
    case .uuid: .row("uuid", "STRING, Uuid", staging: .text, .uuid)
    case .binary: .row("binary(n)", "BYTES", .bytea)
    case .variant:
      .row(
        "variant(n)", "STRING, Json", staging: .text, .jsonb,
        loss: "blanks, the order of keys, all but the last of equal keys")
    case .array(.array):
      .refused(
        "array<array<T>>", "its arrays of arrays must be rectangular, which no producer promises")
    case .array(let element):
      element.row.map {
        TypeRow("array<T>", "ARRAY", staging: .text, .array($0.merge), loss: $0.loss)
      }
    case .map: .refused("map<K, V>", "it has no maps; use two columns in a dataset of their own")
    case .structure:
      .refused("struct<…>", "it has no structs in a column; write the fields as columns")
    case .vector:
      .refused("vector(n)", "vectors need the extension pgvector; `array<real>` needs none")
    case .geography:
      .refused(
        "geography(kind, srid)",
        "geography needs the extension PostGIS; well-known text fits `varchar`")
    }
  }

  /// One of each, in the order of the language's reference.
  public static let examples: [ColumnType] = [
    .boolean, .tinyint, .smallint, .integer, .bigint, .float16, .real, .double, .float128,
    .float256,
    .machineFloat("fp8_e4m3"), .decimal(precision: 18, scale: 2), .date, .time,
    .timestamp(zoned: false), .timestamp(zoned: true), .interval, .varchar(nil), .varchar(20),
    .char(3), .nvarchar(nil), .nvarchar(20), .nchar(3), .uuid, .binary(nil), .variant(nil),
    .array(.integer), .array(.array(.integer)), .map(key: .varchar(nil), value: .integer),
    .structure([StructField(name: "a", type: .integer)]), .vector(3),
    .geography(kind: nil, srid: 4326),
  ]
}

/// The longest text with a length that PostgreSQL has.
private let longestText = 10_485_760

private func sized(_ model: String, _ length: Int, _ merge: (Int) -> PostgresType)
  -> Result<TypeRow, TypeRefusal>
{
  if length > longestText {
    return .refused(model, "its longest text with a length has 10,485,760 characters")
  }
  let merge = merge(length)
  let isPadded = if case .char = merge { true } else { false }
  return .row(
    model, "STRING", staging: isPadded ? .char(nil) : .text, merge,
    loss: isPadded ? "blanks at the end mean nothing" : nil)
}

extension Result where Success == TypeRow, Failure == TypeRefusal {
  fileprivate static func row(
    _ model: String, _ connect: String, staging: PostgresType? = nil, _ merge: PostgresType,
    loss: String? = nil
  ) -> Result { .success(TypeRow(model, connect, staging: staging, merge, loss: loss)) }

  fileprivate static func refused(_ model: String, _ reason: String) -> Result {
    .failure(TypeRefusal(model, reason))
  }
}
