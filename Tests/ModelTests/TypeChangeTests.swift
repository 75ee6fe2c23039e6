import Model
import Testing

@Suite struct TypeChangeTests {
  /// An old type, the types that it may become, and some that it may not.
  static let table: [(old: String, wider: [String], breaking: [String])] = [
    ("boolean", [], ["tinyint", "varchar(5)"]),
    ("tinyint", ["smallint", "integer", "bigint"], ["real", "decimal(3,0)"]),
    ("smallint", ["integer", "bigint"], ["tinyint"]),
    ("integer", ["bigint"], ["smallint", "double"]),
    ("bigint", [], ["integer", "decimal(20,0)"]),
    ("date", ["timestamp"], ["timestamp with time zone", "varchar"]),
    ("timestamp", [], ["date", "timestamp with time zone"]),
    ("timestamp with time zone", [], ["timestamp"]),
    ("time", [], ["timestamp"]), ("interval", [], ["bigint"]), ("uuid", [], ["varchar(36)"]),
    ("float16", ["real", "double", "float128", "float256"], ["fp8_e4m3"]),
    ("real", ["double", "float128", "float256"], ["float16"]),
    ("double", ["float128", "float256"], ["real", "decimal(30,10)"]),
    ("fp8_e4m3", ["float16", "real"], ["fp8_e5m2", "fp8_e5m2fnuz", "fp8_e4m3fnuz"]),
    ("fp8_e5m2", ["float16", "real"], ["fp8_e4m3"]),
    ("fp6_e2m3", ["fp8_e4m3", "float16"], ["fp6_e3m2", "fp8_e5m2"]),
    ("fp4_e2m1", ["fp6_e2m3", "fp6_e3m2", "fp8_e4m3", "fp8_e5m2"], ["fp8_e5m2fnuz"]),
    ("fp8_e8m0", ["double"], ["real", "float16"]),
    ("mxfp8_e4m3", [], ["mxfp8_e5m2", "real", "fp8_e4m3"]),
    (
      "decimal(10,2)", ["decimal(11,2)", "decimal(12,4)"],
      ["decimal(10,4)", "decimal(10,1)", "decimal(9,2)", "double"]
    ),
    ("varchar(10)", ["varchar(11)", "varchar"], ["varchar(9)", "char(10)", "nvarchar(10)"]),
    ("varchar", [], ["varchar(1000)", "nvarchar"]),
    ("char(4)", ["char(5)", "varchar(4)", "varchar"], ["char(3)", "varchar(3)", "nchar(4)"]),
    ("nvarchar(3)", ["nvarchar(4)", "nvarchar"], ["varchar(3)", "nchar(3)"]),
    ("nchar(3)", ["nchar(4)", "nvarchar(3)"], ["char(3)"]),
    ("binary(8)", ["binary(9)", "binary"], ["binary(7)", "variant(8)"]),
    ("variant", [], ["variant(8)", "binary"]),
    ("array<integer>", ["array<bigint>"], ["array<smallint>", "integer"]),
    ("map<varchar(5), integer>", ["map<varchar(6), bigint>"], ["map<varchar(4), bigint>"]),
    (
      "struct<a integer, b date>", ["struct<a bigint, b date>"],
      ["struct<a integer>", "struct<b date, a integer>", "struct<a smallint, b date>"]
    ),
    ("vector(3)", [], ["vector(4)"]),
    ("geography(point, 4326)", ["geography(any, 4326)"], ["geography(polygon, 4326)"]),
    ("geography(any, 4326)", [], ["geography(point, 4326)", "geography(any, 3857)"]),
  ]

  @Test(arguments: table.map(\.old))
  func eachTypeBecomesJustTheWiderOnes(_ text: String) throws {
    let row = try #require(Self.table.first { $0.old == text })
    let old = try type(text)
    var wrong: [String] = []
    if old.change(to: old) != .same { wrong.append("\(text) is not itself") }
    for new in row.wider where old.change(to: try type(new)) != .widening {
      wrong.append("\(text) should become \(new)")
    }
    for new in row.breaking {
      guard case .breaking(let why) = old.change(to: try type(new)), !why.isEmpty else {
        wrong.append("\(text) should not become \(new)")
        continue
      }
    }
    #expect(wrong == [])
  }

  /// What is wider than something wider is wider; and nothing is wider both ways.
  @Test func wideningIsAnOrder() throws {
    let types = try Self.table.flatMap { [$0.old] + $0.wider }.map(type)
    var broken: [String] = []
    for a in types {
      for b in types where a.change(to: b) == .widening {
        if b.change(to: a) == .widening { broken.append("\(a) and \(b)") }
        for c in types where b.change(to: c) == .widening && a.change(to: c) != .widening {
          broken.append("\(a), \(b), \(c)")
        }
      }
    }
    #expect(broken == [])
  }

  private func type(_ text: String) throws -> ColumnType {
    try ColumnDefinition.parse(text).get().type
  }
}
