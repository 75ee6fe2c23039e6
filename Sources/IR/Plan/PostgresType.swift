/// A type of a column in a merge database.
public indirect enum PostgresType: Hashable, Sendable {
  case boolean
  case smallint, integer, bigint
  case real, double
  /// Nil: any number of digits.
  case numeric(Digits?)
  case date, time, timestamp, timestamptz, interval
  case text
  case varchar(Int)
  /// Blank-padded text; nil: of any length.
  case char(Int?)
  case uuid, bytea, jsonb
  case array(PostgresType)

  /// Digits in all, and behind the point.
  public struct Digits: Hashable, Sendable {
    public let precision: Int
    public let scale: Int

    public init(precision: Int, scale: Int) {
      self.precision = precision
      self.scale = scale
    }
  }

  /// As PostgreSQL's own catalogue spells it (`format_type`), so that the two can be compared.
  public var name: String {
    switch self {
    case .boolean: "boolean"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    case .real: "real"
    case .double: "double precision"
    case .numeric(nil): "numeric"
    case .numeric(let digits?): "numeric(\(digits.precision),\(digits.scale))"
    case .date: "date"
    case .time: "time without time zone"
    case .timestamp: "timestamp without time zone"
    case .timestamptz: "timestamp with time zone"
    case .interval: "interval"
    case .text: "text"
    case .varchar(let length): "character varying(\(length))"
    case .char(nil): "bpchar"
    case .char(let length?): "character(\(length))"
    case .uuid: "uuid"
    case .bytea: "bytea"
    case .jsonb: "jsonb"
    case .array(let element): element.name + "[]"
    }
  }
}
