/// What a table is called inside one statement.
public enum SQLAlias: String, Sendable {
  /// The table that changes.
  case target = "t"
  /// Where the change comes from.
  case source = "s"
  /// The marks of a staging table.
  case mark = "m"
}

/// An expression of SQL.
public enum SQLExpression: Sendable {
  /// All columns.
  case star
  case name(SQLName)
  case column(SQLAlias, SQLName)
  case text(String)
  case texts([String])
  /// With the type of its items where it may be empty.
  case array([SQLExpression], of: SQLType? = nil)
  case integer(Int)
  case boolean(Bool)
  case null
  /// What a copy of a form puts here: a value, or several with commas between them.
  case hole(Int)
  /// The value of a variable of psql, as a literal.
  case variable(PsqlVariable)
  case row([SQLExpression])
  case call(SQLFunction, [SQLExpression])
  indirect case cast(SQLExpression, SQLType)
  indirect case comparison(SQLExpression, SQLComparison, SQLExpression)
  indirect case isNull(SQLExpression)
  indirect case not(SQLExpression)
  case all([SQLExpression])
  case any([SQLExpression])
  /// In a query for a source: the watermark that it has now, or the last one.
  case sourceHigh, lastHigh
  indirect case choice(SQLExpression, then: SQLExpression, else: SQLExpression)
  indirect case exists(SQLSelect)
  /// The one value of a query.
  indirect case query(SQLSelect)
}

/// How two values are compared.
public enum SQLComparison: String, Sendable {
  case equal = "="
  case less = "<"
  case atMost = "<="
  case more = ">"
  case atLeast = ">="
  /// Null is a value like any other.
  case distinct = "is distinct from"
  case notDistinct = "is not distinct from"
}

/// The functions that generated SQL calls: dsgen's own, and a few of PostgreSQL.
public enum SQLFunction: String, Sendable {
  case start = "dsgen.start"
  case hasNews = "dsgen.has_news"
  case ready = "dsgen.ready"
  case noteGone = "dsgen.note_gone"
  case foundChanges = "dsgen.found_changes"
  case openedVersions = "dsgen.opened_versions"
  case finish = "dsgen.finish"
  case stop = "dsgen.stop"
  case isBehind = "dsgen.is_behind"
  case lockTable = "dsgen.lock_table"
  case expand = "dsgen.expand"
  case noteApplied = "dsgen.note_applied"
  case noteSlice = "dsgen.note_slice"
  case noteRetention = "dsgen.note_retention"
  case noteView = "dsgen.note_view"
  case dropOldViews = "dsgen.drop_old_views"
  case makeRole = "dsgen.make_role"
  case float4send, float8send
  case intervalSend = "interval_send"
  case toRegprocedure = "to_regprocedure"
  case currentDatabase = "current_database"
  case max, greatest, format
}

/// A query.
public struct SQLSelect: Sendable {
  public var distinctOn: [SQLExpression] = []
  public var items: [(value: SQLExpression, name: SQLName?)]
  public var from: [SQLFrom] = []
  public var filter: SQLExpression?
  public var order: [SQLOrder] = []

  public init(_ items: [(value: SQLExpression, name: SQLName?)]) { self.items = items }
}

/// A table of a query, and how it is joined to those before it.
public enum SQLFrom: Sendable {
  case table(SQLTable, SQLAlias)
  case function(SQLFunction, [SQLExpression])
  case temporary(SQLName, SQLAlias)
  case join(SQLTable, SQLAlias, on: SQLExpression)
  case leftJoin(SQLTable, SQLAlias, on: SQLExpression)
}

/// A term of an order.
public struct SQLOrder: Sendable {
  let value: SQLExpression
  let descending: Bool
  let nullsLast: Bool

  public init(_ value: SQLExpression, descending: Bool = false, nullsLast: Bool = false) {
    self.value = value
    self.descending = descending
    self.nullsLast = nullsLast
  }
}
