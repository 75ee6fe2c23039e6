/// What stands behind a column's name in the short form: a type and two marks.
public struct ColumnDefinition: Hashable, Sendable {
  public let type: ColumnType
  public let notNull: Bool
  public let primaryKey: Bool
  /// The type in the language's own spelling: it is needed for every column of an estate.
  public let spelling: String

  public init(type: ColumnType, notNull: Bool, primaryKey: Bool) {
    self.type = type
    self.notNull = notNull
    self.primaryKey = primaryKey
    spelling = type.description
  }

  /// What goes on in place of a text that is no definition, so that its column gives no further
  /// findings.
  public static func standIn(for text: String) -> ColumnDefinition {
    ColumnDefinition(
      type: .bigint, notNull: true, primaryKey: text.lowercased().contains("primary key"))
  }

  /// Reads `bigint not null primary key`, in any case.
  public static func parse(_ text: String) -> Result<ColumnDefinition, TypeError> {
    var parser = TypeParser(text)
    do throws(TypeError) {
      let type = try parser.type()
      var notNull = false
      var primaryKey = false
      while !parser.atEnd {
        if !notNull, parser.take("not") {
          guard parser.take("null") else { throw .trailing(parser.rest) }
          notNull = true
        } else if !primaryKey, parser.take("primary") {
          guard parser.take("key") else { throw .trailing(parser.rest) }
          primaryKey = true
        } else {
          throw .trailing(parser.rest)
        }
      }
      return .success(
        ColumnDefinition(type: type, notNull: notNull || primaryKey, primaryKey: primaryKey))
    } catch {
      return .failure(error)
    }
  }
}

/// Why a text is not a type.
public enum TypeError: Error, Hashable, Sendable {
  case unknown(String, suggestion: String?)
  /// `decimal` without its digits, `varchar(0)`: the type, and what it needs.
  case parameters(String, String)
  case trailing(String)
  case unclosed
  case tooDeep
}

/// Every type word of the language, for suggestions and the reference page.
public let columnTypeWords: [String] =
  [
    "boolean", "tinyint", "smallint", "integer", "bigint", "float16", "real", "double", "float128",
    "float256", "decimal", "date", "time", "timestamp", "interval", "varchar", "char", "nvarchar",
    "nchar", "uuid", "binary", "variant", "array", "map", "struct", "vector", "geography",
  ] + machineFloats

let machineFloats = [
  "fp8_e4m3", "fp8_e5m2", "fp6_e2m3", "fp6_e3m2", "fp4_e2m1", "fp8_e5m2fnuz", "fp8_e4m3fnuz",
  "fp8_e8m0", "mxfp8_e4m3", "mxfp8_e5m2", "mxfp6_e2m3", "mxfp6_e3m2", "mxfp4_e2m1",
]

private let synonyms = [
  "bool": "boolean", "int": "integer", "numeric": "decimal", "float": "double", "string": "varchar",
  "text": "varchar", "float32": "real", "float64": "double", "timestamptz": "timestamptz",
]

/// A reader of types in SQL's spelling.
struct TypeParser {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
    skipBlanks()
  }

  var atEnd: Bool { at == bytes.count }
  var rest: String { String(decoding: bytes[at...], as: UTF8.self) }

  /// Takes a word if it is next, in any case.
  mutating func take(_ word: String) -> Bool {
    let start = at
    guard let found = self.word(), found == word else {
      at = start
      return false
    }
    return true
  }

  mutating func type() throws(TypeError) -> ColumnType {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 16 else { throw .tooDeep }
    let start = at
    guard let written = word() else { throw .unknown(rest, suggestion: nil) }
    switch synonyms[written] ?? written {
    case "boolean": return .boolean
    case "tinyint": return .tinyint
    case "smallint": return .smallint
    case "integer": return .integer
    case "bigint": return .bigint
    case "float16": return .float16
    case "real": return .real
    case "double":
      _ = take("precision")
      return .double
    case "float128": return .float128
    case "float256": return .float256
    case "date": return .date
    case "time": return .time
    case "interval": return .interval
    case "uuid": return .uuid
    case "timestamptz": return .timestamp(zoned: true)
    case "timestamp": return .timestamp(zoned: try zone())
    case "decimal": return try decimal()
    case "varchar": return .varchar(try length("varchar"))
    case "nvarchar": return .nvarchar(try length("nvarchar"))
    case "char": return .char(try length("char") ?? 1)
    case "nchar": return .nchar(try length("nchar") ?? 1)
    case "binary": return .binary(try length("binary"))
    case "variant": return .variant(try length("variant"))
    case "vector":
      guard let size = try length("vector") else {
        throw .parameters("vector", "its dimensions: vector(384)")
      }
      return .vector(size)
    case "array":
      try open("<", "array<integer>")
      let element = try type()
      try close(">")
      return .array(element)
    case "map":
      try open("<", "map<varchar, integer>")
      let key = try type()
      guard takeByte(",") else { throw .parameters("map", "two types: map<varchar, integer>") }
      let value = try type()
      try close(">")
      guard isPlain(key) else {
        throw .parameters("map", "keys of a plain type: map<varchar, \(value)>")
      }
      return .map(key: key, value: value)
    case "struct": return .structure(try fields())
    case "geography": return try geography()
    case let name where machineFloats.contains(name): return .machineFloat(name)
    case let name:
      at = start
      throw .unknown(name, suggestion: nil)
    }
  }

  private mutating func zone() throws(TypeError) -> Bool {
    guard take("with") else {
      if take("without") {
        guard take("time"), take("zone") else { throw .trailing(rest) }
      }
      return false
    }
    guard take("time"), take("zone") else { throw .trailing(rest) }
    return true
  }

  private mutating func decimal() throws(TypeError) -> ColumnType {
    let need = "its digits in all and behind the point: decimal(18,2)"
    guard takeByte("(") else { throw .parameters("decimal", need) }
    guard let precision = number() else { throw .parameters("decimal", need) }
    var scale = 0
    if takeByte(",") {
      guard let digits = number() else { throw .parameters("decimal", need) }
      scale = digits
    }
    try close(")")
    guard precision >= 1, precision <= 1000, scale <= precision else {
      throw .parameters(
        "decimal", "at least one digit, and no more behind the point than in all: decimal(18,2)")
    }
    return .decimal(precision: precision, scale: scale)
  }

  private mutating func length(_ name: String) throws(TypeError) -> Int? {
    guard takeByte("(") else { return nil }
    guard let size = number(), size > 0 else {
      throw .parameters(name, "a length above 0: \(name)(20)")
    }
    try close(")")
    return size
  }

  private mutating func fields() throws(TypeError) -> [StructField] {
    try open("<", "struct<a integer, b varchar(20)>")
    var fields: [StructField] = []
    repeat {
      let start = at
      guard word() != nil else {
        throw .parameters("struct", "fields: struct<a integer, b varchar(20)>")
      }
      let name = String(decoding: bytes[start..<wordEnd(from: start)], as: UTF8.self)
      guard !fields.contains(where: { $0.name.lowercased() == name.lowercased() }) else {
        throw .parameters(
          "struct",
          "fields of different names, and `\(name)` is there twice: struct<a integer, b date>")
      }
      fields.append(StructField(name: name, type: try type()))
    } while takeByte(",")
    try close(">")
    return fields
  }

  private mutating func geography() throws(TypeError) -> ColumnType {
    guard takeByte("(") else { return .geography(kind: nil, srid: 4326) }
    guard let kind = word(), geometries.contains(kind) else {
      throw .parameters("geography", "a kind and a reference: geography(point, 4326)")
    }
    var srid = 4326
    if takeByte(",") {
      guard let number = number() else {
        throw .parameters("geography", "a kind and a reference: geography(point, 4326)")
      }
      srid = number
    }
    try close(")")
    return .geography(kind: kind == "any" ? nil : kind, srid: srid)
  }

  // MARK: words

  private mutating func word() -> String? {
    let end = wordEnd(from: at)
    guard end > at else { return nil }
    let text = String(decoding: bytes[at..<end], as: UTF8.self).lowercased()
    at = end
    skipBlanks()
    return text
  }

  private func wordEnd(from start: Int) -> Int {
    var end = start
    while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
    return end
  }

  private mutating func number() -> Int? {
    let start = at
    while at < bytes.count, bytes[at] >= 48, bytes[at] <= 57 { at += 1 }
    let value = Int(String(decoding: bytes[start..<at], as: UTF8.self))
    skipBlanks()
    return value
  }

  private mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    skipBlanks()
    return true
  }

  private mutating func open(_ character: Unicode.Scalar, _ example: String) throws(TypeError) {
    guard takeByte(character) else {
      throw .parameters(String(example.prefix { $0 != "<" }), "what it is made of: \(example)")
    }
  }

  private mutating func close(_ character: Unicode.Scalar) throws(TypeError) {
    if takeByte(character) { return }
    throw atEnd ? .unclosed : .trailing(rest)
  }

  private mutating func skipBlanks() {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 9 || bytes[at] == 10 { at += 1 }
  }
}

/// Whether values of a type are told apart by themselves, so that a map can be looked up by them.
private func isPlain(_ type: ColumnType) -> Bool {
  switch type {
  case .array, .map, .structure, .vector, .geography, .variant: false
  default: true
  }
}

private let geometries = [
  "any", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
  "geometrycollection",
]

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 48...57, 65...90, 95, 97...122: true
  default: false
  }
}
