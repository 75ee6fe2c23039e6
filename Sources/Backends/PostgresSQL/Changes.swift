internal import Emit
internal import IR
internal import Model

/// The conditions and values that live and milestoned merges share.
struct Changes {
  let feed: Feed
  /// Whether the datasets have columns beyond their keys.
  let hasValues: Bool

  var gone: SQLExpression { .column(.source, Own.gone) }

  /// Whether the record was merged before. Offsets are compared inside one partition only; of another
  /// partition the position in the source decides, unless all was read anew since.
  var isReplay: SQLExpression? {
    guard feed.isStaged else { return nil }
    func source(_ name: SQLName) -> SQLExpression { .column(.source, name) }
    func target(_ name: SQLName) -> SQLExpression { .column(.target, name) }
    let same = SQLExpression.comparison(target(Own.mark), .equal, source(Own.mark))
    let older = SQLExpression.comparison(source(Own.offset), .atMost, target(Own.offset))
    guard feed == .staged(.debezium) else { return .all([same, older]) }
    return .choice(
      same, then: older,
      else: .all([
        .comparison(source(Own.lsn), .less, target(Own.lsn)),
        .comparison(target(Own.mark), .atLeast, source(Own.since)),
      ]))
  }

  /// Whether any value differs; null is a value like any other. Nil where the key is all there is.
  var differs: SQLExpression? {
    guard hasValues else { return nil }
    return .comparison(.row([.hole(.exactTarget)]), .distinct, .row([.hole(.exactFresh)]))
  }

  /// The columns that say which record a row came from, as the batch has them.
  var origins: [(name: SQLName, value: SQLExpression)] {
    Own.origins(feed).map { ($0, .column(.source, $0)) }
  }

  /// The table that is merged into.
  var target: SQLTable { SQLTable(Own.mergeSchema, SQLName(.table)) }

  /// The row of the batch with the target's key.
  var inBatch: SQLSelect {
    var query = SQLSelect([])
    query.from = [.temporary(Own.batch, .source)]
    query.filter = .hole(.sameKey)
    return query
  }
}
