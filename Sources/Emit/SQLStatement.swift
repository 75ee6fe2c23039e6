/// A statement of SQL.
public enum SQLStatement: Sendable {
  case begin
  case commit
  case createSchema(SQLName)
  /// With a primary key by a name of its own.
  case createTable(SQLTable, [SQLColumn], key: [SQLName], SQLName)
  /// Gone with the transaction.
  case createTemporary(SQLName, [SQLColumn])
  case createTemporaryAs(SQLName, SQLSelect)
  case drop(temporary: SQLName)
  case createUniqueIndex(SQLName, on: SQLTable, [SQLName], where: SQLExpression?)
  case createTrigger(SQLName, on: SQLTable)
  /// The row of a query, into variables of psql named like its columns.
  case selectInto(SQLSelect)
  case merge(SQLMerge)
  case insert(SQLTable, [SQLName], SQLSelect)
  /// Rows of one dataset that `SQLRemoteQuery` has fetched, into a temporary table of their columns.
  case insertFetched(SQLName, number: Int)
  case update(SQLTable, [SQLAssignment], from: SQLName?, where: SQLExpression)
  case delete(SQLTable, where: SQLExpression)
  case truncate(SQLTable)
  case createView(SQLTable, SQLSelect)
  case grantUsage(schema: SQLName, to: SQLName)
  case grantSelect([SQLTable], to: SQLName)
  /// Updates and deletes write whole rows into the log.
  case replicaIdentityFull(SQLTable)
  /// The table by which a Debezium source is told to do something; and a row of it that asks for a
  /// snapshot of the table in psql's variable `snapshot`.
  case createSignals(SQLTable)
  case signalSnapshot(SQLTable)
  /// To the role in psql's variable `reader`.
  case grantReaderUsage(SQLName)
  case grantReader([SQLTable])
  case grantReaderSignals(SQLTable)
  case createPublication(SQLName, [SQLTable])
  case setPublication(SQLName, [SQLTable])
}

/// What a column is set to.
public enum SQLAssignment: Sendable {
  case set(SQLName, SQLExpression)
  /// Those that a copy of a form puts here, with commas between them.
  case hole(Int)
}

/// A column of a new table.
public struct SQLColumn: Sendable {
  public enum Extra: String, Sendable {
    case none = ""
    case notNull = " not null"
    case now = " not null default now()"
    case counted = " generated always as identity"
  }

  public let name: SQLName
  public let type: SQLType
  let extra: Extra
  let isHole: Bool

  public init(_ name: SQLName, _ type: SQLType, _ extra: Extra = .none) {
    self.init(name, type, extra, isHole: false)
  }

  private init(_ name: SQLName, _ type: SQLType, _ extra: Extra, isHole: Bool) {
    self.name = name
    self.type = type
    self.extra = extra
    self.isHole = isHole
  }

  /// Those that a copy of a form puts here, each on a line.
  public init(hole: Int) {
    self.init(SQLName(hole: hole), SQLType(""), .none, isHole: true)
  }
}

/// `merge into … using …`
public struct SQLMerge: Sendable {
  public var target: SQLTable
  public var source: SQLName
  public var on: SQLExpression
  public var branches: [SQLMergeBranch]

  public init(
    into target: SQLTable, using source: SQLName, on: SQLExpression, _ branches: [SQLMergeBranch]
  ) {
    self.target = target
    self.source = source
    self.on = on
    self.branches = branches
  }
}

/// What becomes of a row; the first branch that fits decides.
public enum SQLMergeBranch: Sendable {
  case skip(SQLExpression)
  case delete(SQLExpression?)
  case update(SQLExpression?, [SQLAssignment])
  case insert(SQLExpression?, [SQLName], [SQLExpression])
}
