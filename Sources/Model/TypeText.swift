extension ColumnType: CustomStringConvertible {
  /// The type in the language's own spelling; parsing it gives the type again.
  public var description: String {
    switch self {
    case .boolean: "boolean"
    case .tinyint: "tinyint"
    case .smallint: "smallint"
    case .integer: "integer"
    case .bigint: "bigint"
    case .float16: "float16"
    case .real: "real"
    case .double: "double"
    case .float128: "float128"
    case .float256: "float256"
    case .machineFloat(let name): name
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .date: "date"
    case .time: "time"
    case .timestamp(let zoned): zoned ? "timestamp with time zone" : "timestamp"
    case .interval: "interval"
    case .varchar(let length): "varchar" + sized(length)
    case .char(let length): "char(\(length))"
    case .nvarchar(let length): "nvarchar" + sized(length)
    case .nchar(let length): "nchar(\(length))"
    case .uuid: "uuid"
    case .binary(let length): "binary" + sized(length)
    case .variant(let length): "variant" + sized(length)
    case .array(let element): "array<\(element)>"
    case .map(let key, let value): "map<\(key), \(value)>"
    case .structure(let fields):
      "struct<" + fields.map { "\($0.name) \($0.type)" }.joined(separator: ", ") + ">"
    case .vector(let size): "vector(\(size))"
    case .geography(let kind, let srid): "geography(\(kind ?? "any"), \(srid))"
    }
  }
}

private func sized(_ length: Int?) -> String { length.map { "(\($0))" } ?? "" }
