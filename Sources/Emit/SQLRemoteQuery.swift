/// A query that another PostgreSQL answers, and the temporary table that takes the answer.
///
/// A second psql runs it, in a session that writes every value so that it is read back equal; the copy
/// fails where the query does.
public struct SQLRemoteQuery: Sendable {
  let queries: [SQLSelect]
  let isNumbered: Bool
  let isBounded: Bool
  let target: SQLName

  /// - Parameters:
  ///   - isNumbered: several queries as one statement; their rows as text, with the query's number.
  ///   - isBounded: whether they have `SQLExpression.sourceHigh` or `.lastHigh`.
  public init(
    _ queries: [SQLSelect], isNumbered: Bool = false, isBounded: Bool = false, into target: SQLName
  ) {
    self.queries = queries
    self.isNumbered = isNumbered
    self.isBounded = isBounded
    self.target = target
  }

  /// The temporary table of numbered rows, and its columns.
  public static let fetched = SQLName("fetched")
  public static let number = SQLName("dataset")
  public static let row = SQLName("row")
  /// The temporary table, of one column and one row, with the source's watermark.
  public static let high = SQLName("high")
}

extension SQLWriter {
  public mutating func ask(_ query: SQLRemoteQuery) {
    put("select ")
    if query.isBounded { put("format(") }
    write(.text(query.text))
    if query.isBounded {
      put(",")
      line(1)
      put("h.\"high\", nullif(:'high', '')) as query from \"high\" h \\gset")
    } else {
      put(" as query \\gset")
    }
    buffer.newline()
    put("\\setenv DSGEN_QUERY :query")
    buffer.newline()
    put("\\copy ")
    put(query.target)
    put(" from program '\(SQLWriter.sourceProgram)'")
    buffer.newline()
  }

  private static let sourceProgram =
    #"PGHOST="$SOURCE_PGHOST" PGPORT="$SOURCE_PGPORT" PGDATABASE="$SOURCE_PGDATABASE" "#
    + #"PGUSER="$SOURCE_PGUSER" PGPASSWORD="$SOURCE_PGPASSWORD" PGCLIENTENCODING=UTF8 psql -X -q "#
    + #"-v ON_ERROR_STOP=1 -c "set datestyle = iso; set intervalstyle = postgres; "#
    + #"set extra_float_digits = 1; set bytea_output = hex; set timezone = utc" -c "$DSGEN_QUERY""#

  mutating func writeFetched(_ name: SQLName, _ number: Int) {
    put("insert into ")
    put(name)
    put(" select (x.r).* from (select \"row\"::pg_temp.")
    put(name)
    put(" as r from ")
    put(SQLRemoteQuery.fetched)
    put(" where \"dataset\" = \(number) offset 0) x")
  }
}

extension SQLRemoteQuery {
  /// The statement for the source; where it is bounded, a format.
  fileprivate var text: String {
    var writer = SQLWriter()
    writer.isOneLine = true
    writer.isFormat = isBounded
    writer.put("copy (")
    for (index, query) in queries.enumerated() {
      if index > 0 { writer.put(" union all ") }
      if isNumbered { writer.put("select \(index), r::text from (") }
      writer.write(query)
      if isNumbered { writer.put(") r") }
    }
    writer.put(") to stdout")
    return String(decoding: writer.buffer.bytes, as: UTF8.self)
  }
}
