/// A column's type, as the language knows it.
public enum ColumnType: Hashable, Sendable {
  case boolean
  case tinyint, smallint, integer, bigint
  case float16, real, double, float128, float256
  /// The machine-learning floats, by their name in lower case: `fp8_e4m3`, `mxfp4_e2m1`, …
  case machineFloat(String)
  case decimal(precision: Int, scale: Int)
  case date, time
  /// Microseconds; `zoned` is `timestamp with time zone`, otherwise without zone, UTC by convention.
  case timestamp(zoned: Bool)
  case interval
  /// Lengths in characters; nil is unlimited.
  case varchar(Int?)
  case char(Int)
  case nvarchar(Int?)
  case nchar(Int)
  case uuid
  /// Lengths in bytes; nil is unlimited.
  case binary(Int?)
  case variant(Int?)
  indirect case array(ColumnType)
  indirect case map(key: ColumnType, value: ColumnType)
  case structure([StructField])
  case vector(Int)
  /// `kind` is `point`, `polygon`, … or nil for any; `srid` the spatial reference (4326 = WGS 84).
  case geography(kind: String?, srid: Int)
}

/// A field of a `struct<…>` type.
public struct StructField: Hashable, Sendable {
  public let name: String
  public let type: ColumnType

  public init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }
}
