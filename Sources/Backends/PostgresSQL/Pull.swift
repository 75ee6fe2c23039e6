internal import Emit
internal import IR
internal import Model

/// How rows are fetched from another PostgreSQL, value by value in the types of the merge table.
struct Pull {
  let feed: Feed
  let merge: MergeStrategy

  /// The watermark that the source had when it was asked.
  static var high: SQLExpression {
    var query = SQLSelect([(.name(SQLRemoteQuery.high), nil)])
    query.from = [.temporary(SQLRemoteQuery.high, .source)]
    return .query(query)
  }

  /// Asks how far the source is: rows at the highest watermark wait for the next batch, since more may
  /// come with the same one.
  func askHigh(_ datasets: [DatasetSQL], _ writer: inout SQLWriter) {
    let parts = datasets.map { dataset in
      var query = SQLSelect([(.call(.max, [.name(dataset.watermarkName)]), nil)])
      query.from = [.table(dataset.source, .source)]
      return SQLExpression.query(query)
    }
    askHigh(parts.count == 1 ? parts[0] : .call(.greatest, parts), &writer)
  }

  /// Asks a primary for the milestone of its last batch: what it has done up to there is done.
  func askHigh(_ stream: StreamPlan, _ writer: inout SQLWriter) {
    var query = SQLSelect([(.column(.source, SQLName("batch_time")), nil)])
    query.from = [.table(SQLTable("dsgen", "streams"), .source)]
    query.filter = .comparison(.column(.source, SQLName("stream")), .equal, .text(stream.name))
    askHigh(.query(query), &writer)
  }

  private func askHigh(_ value: SQLExpression, _ writer: inout SQLWriter) {
    let high = SQLRemoteQuery.high
    writer.statement(.createTemporary(high, [SQLColumn(high, Own.text)]))
    writer.ask(SQLRemoteQuery([SQLSelect([(.cast(value, Own.text), nil)])], into: high))
  }

  /// Fills the batch of one dataset.
  func ask(_ dataset: DatasetSQL, _ writer: inout SQLWriter) {
    writer.ask(SQLRemoteQuery([rows(dataset)], isBounded: feed.isBounded, into: Own.batch))
  }

  /// Fetches the rows of all datasets by one statement, so that they are of one moment.
  func askAll(_ datasets: [DatasetSQL], _ writer: inout SQLWriter) {
    let columns = [
      SQLColumn(SQLRemoteQuery.number, Own.integer), SQLColumn(SQLRemoteQuery.row, Own.text),
    ]
    writer.statement(.createTemporary(SQLRemoteQuery.fetched, columns))
    writer.ask(
      SQLRemoteQuery(
        datasets.map(rows), isNumbered: true, isBounded: feed.isBounded,
        into: SQLRemoteQuery.fetched))
  }

  /// The columns that a batch has beside the modelled ones.
  var own: [SQLColumn] {
    guard feed == .versions else { return [] }
    return merge == .live
      ? [SQLColumn(Own.gone, Own.boolean)]
      : [SQLColumn(Own.dpIn, Own.timestamptz), SQLColumn(Own.dpOut, Own.timestamptz)]
  }

  private func rows(_ dataset: DatasetSQL) -> SQLSelect {
    let names = dataset.plan.pulled?.columns ?? []
    var query = SQLSelect(names.map { (.column(.source, SQLName($0)), nil) })
    query.from = [.table(dataset.source, .source)]
    switch feed {
    case .watermark:
      let watermark = SQLExpression.column(.source, dataset.watermarkName)
      query.filter = .all([
        .comparison(watermark, .less, .sourceHigh),
        .any([.comparison(watermark, .atLeast, .lastHigh), .isNull(.lastHigh)]),
      ])
    case .versions: merge == .live ? latest(dataset, &query) : versions(&query)
    case .snapshot, .staged, .output: break
    }
    return query
  }

  /// The last version of each key that has changed; at first, of each key that is there.
  private func latest(_ dataset: DatasetSQL, _ query: inout SQLSelect) {
    let keys = dataset.plan.key.map { SQLExpression.column(.source, SQLName($0)) }
    query.distinctOn = keys
    query.items.append((.comparison(.row([isClosed]), .notDistinct, .boolean(true)), nil))
    let first = SQLExpression.all([
      .isNull(.lastHigh), .comparison(.row([isClosed]), .distinct, .boolean(true)),
    ])
    query.filter = .all([wasThere, .any(news + [first])])
    query.order = keys.map { SQLOrder($0) } + [SQLOrder(Pull.dpIn, descending: true)]
  }

  /// Every version that was opened or closed; at first, all of them.
  private func versions(_ query: inout SQLSelect) {
    query.items += [
      (Pull.dpIn, nil), (.choice(isClosed, then: Pull.dpOut, else: .null), nil),
    ]
    query.filter = .all([wasThere, .any(news + [.isNull(.lastHigh)])])
  }

  private static let dpIn = SQLExpression.column(.source, Own.dpIn)
  private static let dpOut = SQLExpression.column(.source, Own.dpOut)

  /// By the primary's last batch; what a batch after it does waits.
  private var wasThere: SQLExpression { .comparison(Pull.dpIn, .atMost, .sourceHigh) }
  private var isClosed: SQLExpression { .comparison(Pull.dpOut, .atMost, .sourceHigh) }
  private var news: [SQLExpression] {
    [.comparison(Pull.dpIn, .more, .lastHigh), .comparison(Pull.dpOut, .more, .lastHigh)]
  }
}

extension DatasetSQL {
  fileprivate var source: SQLTable { SQLTable(plan.pulled?.schema ?? "", plan.pulled?.table ?? "") }
  fileprivate var watermarkName: SQLName { SQLName(plan.watermark?.sourceName ?? "") }
}
