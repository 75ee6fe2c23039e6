import Model
import Testing

@Suite struct TypeParserTests {
  static let plain: [ColumnType] = [
    .boolean, .tinyint, .smallint, .integer, .bigint, .float16, .real, .double, .float128,
    .float256, .date, .time, .timestamp(zoned: false), .timestamp(zoned: true), .interval,
    .varchar(nil), .varchar(20), .char(1), .char(64), .nvarchar(nil), .nvarchar(8), .nchar(3),
    .uuid, .binary(nil), .binary(16), .variant(nil), .variant(65536), .vector(384),
    .decimal(precision: 1, scale: 0), .decimal(precision: 18, scale: 2),
    .decimal(precision: 1000, scale: 1000), .geography(kind: nil, srid: 4326),
    .geography(kind: "point", srid: 4326), .geography(kind: "multipolygon", srid: 3857),
  ]

  static let nested: [ColumnType] = plain.flatMap { type -> [ColumnType] in
    // A map's keys are of plain types.
    let isKey = !["variant", "vector", "geography"].contains { type.description.hasPrefix($0) }
    return [
      .array(type), .map(key: .varchar(nil), value: type),
      .map(key: isKey ? type : .uuid, value: .array(type)),
      .structure([
        StructField(name: "a", type: type), StructField(name: "Not_null2", type: .array(type)),
      ]),
    ]
  }

  @Test func everyTypeIsReadBackAsItIsShown() throws {
    let floats = columnTypeWords.filter { $0.contains("fp") }.map(ColumnType.machineFloat)
    #expect(floats.count == 13)
    for type in Self.plain + Self.nested + floats {
      let read = try ColumnDefinition.parse(type.description).get()
      #expect(read == ColumnDefinition(type: type, notNull: false, primaryKey: false))
      let upper = try ColumnDefinition.parse(type.description.uppercased() + " NOT NULL").get()
      #expect(upper.notNull && !upper.primaryKey)
      let marked = try ColumnDefinition.parse("\t \(type)\n primary  key ").get()
      #expect(marked == ColumnDefinition(type: type, notNull: true, primaryKey: true))
    }
  }

  @Test func everyWordOfTheLanguageIsATypeOrSaysWhatItNeeds() {
    for word in columnTypeWords {
      switch ColumnDefinition.parse(word) {
      case .success: break
      case .failure(let error):
        guard case .parameters(let type, let need) = error else {
          Issue.record("\(word): \(error)")
          continue
        }
        #expect(type == word && need.contains(word + (need.contains("<") ? "<" : "(")))
      }
    }
  }

  @Test(arguments: [
    ("int", ColumnType.integer), ("bool", .boolean),
    ("numeric(5)", .decimal(precision: 5, scale: 0)),
    ("float", .double), ("double precision", .double), ("string", .varchar(nil)),
    ("text", .varchar(nil)), ("float32", .real), ("float64", .double),
    ("timestamptz", .timestamp(zoned: true)), ("char", .char(1)), ("NCHAR", .nchar(1)),
    ("timestamp without time zone", .timestamp(zoned: false)),
    ("TimeStamp With Time Zone", .timestamp(zoned: true)),
    ("decimal( 18 , 2 )", .decimal(precision: 18, scale: 2)),
    ("array < int >", .array(.integer)), ("geography", .geography(kind: nil, srid: 4326)),
    ("geography(any)", .geography(kind: nil, srid: 4326)),
    ("geography(Point)", .geography(kind: "point", srid: 4326)),
    (
      "map<varchar(3),struct<a int,b decimal(3,1)>>",
      .map(
        key: .varchar(3),
        value: .structure([
          StructField(name: "a", type: .integer),
          StructField(name: "b", type: .decimal(precision: 3, scale: 1)),
        ]))
    ),
  ])
  func otherSpellings(_ text: String, _ type: ColumnType) throws {
    #expect(try ColumnDefinition.parse(text).get().type == type)
  }

  @Test(arguments: [
    ("", TypeError.unknown("", suggestion: nil)), ("bigin", .unknown("bigin", suggestion: nil)),
    ("not null", .unknown("not", suggestion: nil)), ("(3)", .unknown("(3)", suggestion: nil)),
    ("bigint unsigned", .trailing("unsigned")), ("bigint(8)", .trailing("(8)")),
    ("bigint not", .trailing("")), ("bigint primary", .trailing("")),
    ("bigint not null not null", .trailing("not null")),
    ("bigint primary key primary key", .trailing("primary key")), ("bigint,", .trailing(",")),
    ("varchar(20", .unclosed), ("array<int", .unclosed), ("decimal(18,2", .unclosed),
    ("varchar(20 bytes)", .trailing("bytes)")), ("timestamp with zone", .trailing("zone")),
    ("timestamp without", .trailing("")), ("struct<a int, b", .unknown("", suggestion: nil)),
    ("array<nosuch>", .unknown("nosuch", suggestion: nil)),
  ])
  func refused(_ text: String, _ error: TypeError) {
    #expect(ColumnDefinition.parse(text) == .failure(error))
  }

  @Test(arguments: [
    "decimal", "decimal(0)", "decimal(1001)", "decimal(5,6)", "decimal(,2)", "decimal()",
    "varchar(0)", "varchar()", "varchar(-1)", "varchar(99999999999999999999)", "char(0)", "vector",
    "vector(0)", "array", "map", "map<int>", "struct", "struct<>", "geography(circle)",
    "geography(point,)", "binary(x)", "struct<a int, A date>", "map<variant, int>",
    "map<array<int>, int>", "geography(point, -1)",
  ])
  func lacksItsParameters(_ text: String) {
    guard case .failure(.parameters(let type, let need)) = ColumnDefinition.parse(text) else {
      Issue.record("\(text): \(ColumnDefinition.parse(text))")
      return
    }
    #expect(text.hasPrefix(type))
    #expect(!need.isEmpty)
  }

  @Test func nestingHasALimit() {
    func nested(_ depth: Int) -> String {
      String(repeating: "array<", count: depth) + "int" + String(repeating: ">", count: depth)
    }
    #expect(throws: Never.self) { try ColumnDefinition.parse(nested(15)).get() }
    #expect(ColumnDefinition.parse(nested(16)) == .failure(.tooDeep))
    #expect(ColumnDefinition.parse(nested(100_000)) == .failure(.tooDeep))
  }
}
