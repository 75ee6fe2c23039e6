import IR
import Model
import Testing

/// How columns of tables follow a type, against what `dsgen.widening` of `platform.sql` decides.
@Suite struct TypeAlterationTests {
  static let rows: [(old: ColumnType, new: ColumnType, alteration: TypeAlteration)] = [
    (.varchar(10), .varchar(20), .inPlace), (.varchar(10), .varchar(nil), .inPlace),
    (.varchar(20), .varchar(10), .none), (.varchar(nil), .varchar(10), .none),
    (.char(3), .char(4), .rewrite), (.char(3), .varchar(3), .rewrite),
    (.char(3), .varchar(2), .refused), (.char(3), .varchar(nil), .rewrite),
    (.decimal(precision: 10, scale: 2), .decimal(precision: 12, scale: 2), .inPlace),
    (.decimal(precision: 10, scale: 2), .decimal(precision: 12, scale: 4), .rewrite),
    (.decimal(precision: 10, scale: 2), .decimal(precision: 10, scale: 4), .refused),
    (.decimal(precision: 10, scale: 2), .decimal(precision: 8, scale: 2), .none),
    (.tinyint, .smallint, .none), (.smallint, .integer, .rewrite), (.integer, .bigint, .rewrite),
    (.bigint, .integer, .none), (.float16, .real, .none), (.real, .double, .rewrite),
    (.date, .timestamp(zoned: false), .rewrite),
    (.timestamp(zoned: false), .timestamp(zoned: true), .refused),
    (.integer, .decimal(precision: 12, scale: 2), .rewrite),
    (.integer, .decimal(precision: 11, scale: 2), .refused),
    (.array(.integer), .array(.bigint), .rewrite),
    (.array(.varchar(3)), .array(.varchar(4)), .rewrite),
    (.array(.integer), .integer, .refused), (.binary(3), .binary(9), .none),
    (.uuid, .varchar(36), .refused),
  ]

  @Test(arguments: rows.indices) func eachFollows(_ index: Int) throws {
    let row = Self.rows[index]
    let (old, new) = (try row.old.row.get().merge, try row.new.row.get().merge)
    #expect(old.alteration(to: new) == row.alteration, "\(row.old) to \(row.new)")
  }

  /// Whatever the language calls a widening, the tables can follow.
  @Test func noWideningIsRefused() {
    for old in ColumnType.examples {
      for new in ColumnType.examples {
        guard old.change(to: new) == .widening, case .success(let before) = old.row,
          case .success(let after) = new.row
        else { continue }
        #expect(before.merge.alteration(to: after.merge) != .refused, "\(old) to \(new)")
      }
    }
  }
}
