internal import Emit
internal import IR

/// How rows are fetched from another PostgreSQL, value by value in the types of the merge table.
enum Pull {
  /// The watermark that the source had when it was asked.
  static var high: SQLExpression {
    var query = SQLSelect([(.name(SQLRemoteQuery.high), nil)])
    query.from = [.temporary(SQLRemoteQuery.high, .source)]
    return .query(query)
  }

  /// Asks how far the source is: rows at the highest watermark wait for the next batch, since more may
  /// come with the same one.
  static func askHigh(_ datasets: [DatasetSQL], _ writer: inout SQLWriter) {
    let high = SQLRemoteQuery.high
    writer.statement(.createTemporary(high, [SQLColumn(high, Own.text)]))
    let parts = datasets.map { dataset in
      var query = SQLSelect([(.call(.max, [.name(dataset.watermarkName)]), nil)])
      query.from = [.table(dataset.source, .source)]
      return SQLExpression.query(query)
    }
    let highest = parts.count == 1 ? parts[0] : .call(.greatest, parts)
    writer.ask(SQLRemoteQuery([SQLSelect([(.cast(highest, Own.text), nil)])], into: high))
  }

  /// Fills the batch of one dataset.
  static func ask(_ dataset: DatasetSQL, _ feed: Feed, _ writer: inout SQLWriter) {
    writer.ask(
      SQLRemoteQuery([rows(dataset, feed)], isBounded: feed == .watermark, into: Own.batch))
  }

  /// Fetches the rows of all datasets by one statement, so that they are of one moment.
  static func askAll(_ datasets: [DatasetSQL], _ feed: Feed, _ writer: inout SQLWriter) {
    let columns = [
      SQLColumn(SQLRemoteQuery.number, Own.integer), SQLColumn(SQLRemoteQuery.row, Own.text),
    ]
    writer.statement(.createTemporary(SQLRemoteQuery.fetched, columns))
    writer.ask(
      SQLRemoteQuery(
        datasets.map { rows($0, feed) }, isNumbered: true, isBounded: feed == .watermark,
        into: SQLRemoteQuery.fetched))
  }

  private static func rows(_ dataset: DatasetSQL, _ feed: Feed) -> SQLSelect {
    func column(_ name: SQLName) -> SQLExpression { .column(.source, name) }
    let names = dataset.plan.pulled?.columns ?? []
    var query = SQLSelect(names.map { (column(SQLName($0)), nil) })
    query.from = [.table(dataset.source, .source)]
    if feed == .snapshot(openOnly: true) { query.filter = .isNull(column(Own.dpOut)) }
    if feed == .watermark {
      let watermark = column(dataset.watermarkName)
      query.filter = .all([
        .comparison(watermark, .less, .sourceHigh),
        .any([.comparison(watermark, .atLeast, .lastHigh), .isNull(.lastHigh)]),
      ])
    }
    return query
  }
}

extension DatasetSQL {
  fileprivate var source: SQLTable { SQLTable(plan.pulled?.schema ?? "", plan.pulled?.table ?? "") }
  fileprivate var watermarkName: SQLName { SQLName(plan.watermark?.sourceName ?? "") }
}
