internal import Emit
internal import IR
internal import Model

/// The conditions that live and milestoned merges share.
struct Changes {
  let feed: Feed
  let dataset: DatasetSQL

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
    if dataset.values.isEmpty { return nil }
    return .comparison(
      .row(dataset.values.map { exact(.column(.target, $0.name), $0.merge) }), .distinct,
      .row(dataset.values.map { exact($0.fresh, $0.merge) }))
  }

  /// To `=`, a month is 30 days and 0 is -0.
  private func exact(_ value: SQLExpression, _ type: PostgresType) -> SQLExpression {
    switch type {
    case .real: .call(.float4send, [value])
    case .double: .call(.float8send, [value])
    case .interval: .call(.intervalSend, [value])
    default: value
    }
  }

  /// The columns that say which record a row came from, as the batch has them.
  var origins: [(name: SQLName, value: SQLExpression)] {
    Own.origins(feed).map { ($0, .column(.source, $0)) }
  }
}
