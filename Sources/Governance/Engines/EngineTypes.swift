import IR
import Model

extension Engine {
  /// Why it cannot hold a type without loss; nil if it can, be it in a wider type. Of the platforms' own
  /// engine that is what the generated tables are made by.
  func problem(of type: ColumnType) -> String? {
    guard self != .postgres else {
      if case .failure(let refusal) = type.row { return refusal.reason }
      return nil
    }
    switch type {
    case .float128, .float256: return "its widest binary float is of 64 bits"
    case .machineFloat:
      return "it has no machine-learning floats; `real` holds every value of them"
    case .decimal(let precision, _):
      return precision > digits ? "its exact numbers have at most \(digits) digits" : nil
    case .time: return self == .oracle ? "it has no time of day without a date" : nil
    case .timestamp(zoned: true): return self == .db2 ? "its timestamps have no zone" : nil
    case .interval: return "no type of it holds months, days and microseconds together"
    case .array, .map, .structure:
      return self == .snowflake ? nil : "it has no arrays, maps or structs in a column"
    case .vector: return self == .snowflake ? nil : "it has no vectors"
    case .geography: return self == .sqlserver || self == .snowflake ? nil : "it has no geography"
    // Long texts and bytes go into the engine's large-object type.
    case .boolean, .tinyint, .smallint, .integer, .bigint, .float16, .real, .double, .date,
      .timestamp(zoned: false), .varchar, .char, .nvarchar, .nchar, .uuid, .binary, .variant:
      return nil
    }
  }

  /// The digits of its widest exact number.
  ///
  /// Sources, as of all types: MySQL 8.4, chapter 13; Oracle 19c SQL reference, "Data Types"; SQL Server
  /// 2022, "Data types"; Db2 11.5, "Data types"; Snowflake, "SQL data types reference".
  private var digits: Int {
    switch self {
    case .postgres: 1000
    case .mysql: 65
    case .oracle, .sqlserver, .snowflake: 38
    case .db2: 31
    }
  }
}
