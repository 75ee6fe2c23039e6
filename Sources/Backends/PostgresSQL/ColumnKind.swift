internal import Emit
internal import IR
internal import Model

/// What a column's type, and whether it is in the key, mean for its statements.
struct ColumnKind: Sendable {
  let staging: SQLType
  let merge: SQLType
  /// What stands in the batch for a value that a change left alone; nil where that cannot be.
  let unavailable: String?
  /// Whether the batch still holds text that must become the column's type.
  let isCastLate: Bool
  /// Whether the batch already holds the column's own type, which staging does not.
  let isCastEarly: Bool
  /// What makes two values comparable byte by byte: to `=`, a month is 30 days and 0 is -0.
  let exact: SQLFunction?

  init(_ row: TypeRow, _ feed: Feed, isKey: Bool) {
    merge = SQLType(row.merge.name)
    staging = row.staging == row.merge ? merge : SQLType(row.staging.name)
    unavailable =
      !isKey && feed == .staged(.debezium) ? UnavailableValue.staged(row.merge) : nil
    let needsCast = ColumnKind.needsCast(row.staging, row.merge)
    isCastLate = needsCast && unavailable != nil && row.staging == .text
    isCastEarly = needsCast && !isCastLate
    exact =
      switch row.merge {
      case .real: .float4send
      case .double: .float8send
      case .interval: .intervalSend
      default: nil
      }
  }

  /// Texts are not cast: a cast to `varchar(3)` would cut a longer one in silence, where storing it is
  /// an error.
  private static func needsCast(_ staging: PostgresType, _ merge: PostgresType) -> Bool {
    switch merge {
    case .text, .varchar, .char: false
    default: staging != merge
    }
  }
}

/// The kinds of columns met so far: an estate has many columns and few types.
struct ColumnKinds: Sendable {
  /// A kind, and how lists show it.
  final class Known: Sendable {
    let kind: ColumnKind
    let forms: SQLColumnKind

    init(_ kind: ColumnKind) {
      self.kind = kind
      forms = SQLColumnKind(ColumnItem.allCases.map { $0.form(kind) })
    }
  }

  let feed: Feed
  private(set) var count = 0
  /// Whose numbers `known` goes by.
  private var types: ColumnTypes?
  /// By a type's number twice: of columns beyond the key, and of those in it.
  private var known: [Known?] = []

  init(_ feed: Feed) { self.feed = feed }

  /// - Parameter type: its number in `types`.
  mutating func kind(of type: Int, in types: ColumnTypes, isKey: Bool) -> Known {
    if self.types !== types {
      self.types = types
      known = Array(repeating: nil, count: 2 * types.count)
      count = 0
    }
    let number = 2 * type + (isKey ? 1 : 0)
    if let known = known[number] { return known }
    guard case .success(let row) = types[type].row else {
      preconditionFailure("a column's type, \(types[type]), has been refused")
    }
    let made = Known(ColumnKind(row, feed, isKey: isKey))
    known[number] = made
    count += 1
    return made
  }
}
