internal import Model

/// What it takes that a table's column holds another type.
public enum TypeAlteration: Sendable {
  /// Nothing: the table's column can stay as it is.
  case none
  /// The catalogue alone changes.
  case inPlace
  /// Every row is written anew; `tables.sql` does that to a table with rows only where it is told to.
  case rewrite
  /// The table cannot become that without a loss.
  case refused
}

extension PostgresType {
  /// What it takes that a column of this type becomes `new`: as `dsgen.widening` decides on the spot, which
  /// knows what the table really has.
  public func alteration(to new: PostgresType) -> TypeAlteration {
    if self == new { return .none }
    switch (self, new) {
    case (.array(let old), .array(let new)):
      let element = old.alteration(to: new)
      return element == .inPlace ? .rewrite : element
    case (.numeric(let old), .numeric(let new)): return Self.digits(old, new)
    case (.varchar(let old), .varchar(let new)): return new >= old ? .inPlace : .none
    case (.varchar, .text): return .inPlace
    case (.text, .varchar): return .none
    case (.char(let old), .char(let new)): return (new ?? 0) >= (old ?? 0) ? .rewrite : .none
    case (.char(let old?), .varchar(let new)): return new >= old ? .rewrite : .refused
    case (.char, .text): return .rewrite
    case (.smallint, .numeric(let digits)): return Self.whole(5, digits)
    case (.integer, .numeric(let digits)): return Self.whole(10, digits)
    case (.bigint, .numeric(let digits)): return Self.whole(19, digits)
    case (.smallint, .integer), (.smallint, .bigint), (.integer, .bigint), (.smallint, .real),
      (.smallint, .double), (.integer, .double), (.real, .double), (.date, .timestamp):
      return .rewrite
    case (.integer, .smallint), (.bigint, .smallint), (.bigint, .integer), (.double, .real):
      return .none
    default: return .refused
    }
  }

  private static func digits(_ old: Digits?, _ new: Digits?) -> TypeAlteration {
    func holds(_ a: Digits?, _ b: Digits?) -> Bool {
      guard let a else { return true }
      guard let b else { return false }
      return a.scale >= b.scale && a.precision - a.scale >= b.precision - b.scale
    }
    if holds(new, old) { return new?.scale ?? 0 == old?.scale ?? 0 ? .inPlace : .rewrite }
    return holds(old, new) ? .none : .refused
  }

  private static func whole(_ count: Int, _ new: Digits?) -> TypeAlteration {
    new.map { count <= $0.precision - $0.scale } ?? true ? .rewrite : .refused
  }
}

/// How a column's change reaches the tables of a platform.
public struct ColumnAlteration: Sendable {
  public let alteration: TypeAlteration
  /// What PostgreSQL is told, a statement a table; empty where there is nothing to do, or no way.
  public let statements: [String]

  /// - Parameters:
  ///   - old: the column before.
  ///   - new: the same after.
  ///   - table: the dataset's in schemas `staging` and `merge`.
  public init(_ old: ColumnPlan, _ new: ColumnPlan, table: String) {
    guard case .success(let before) = old.type.row, case .success(let after) = new.type.row else {
      alteration = .refused
      statements = []
      return
    }
    alteration = before.merge.alteration(to: after.merge)
    var statements: [String] = []
    for (schema, old, type) in [
      ("staging", before.staging, after.staging), ("merge", before.merge, after.merge),
    ] {
      let way = old.alteration(to: type)
      if way != .inPlace && way != .rewrite { continue }
      statements.append(
        "alter table \(schema).\(quoted(table)) alter column \(quoted(new.name)) type \(type.name)")
    }
    self.statements = statements
  }
}

func quoted(_ name: String) -> String {
  "\"" + name.replacing("\"", with: "\"\"") + "\""
}
