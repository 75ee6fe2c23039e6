internal import Emit
internal import IR
internal import Model

/// The merge that keeps every version: what is gone or has changed is closed at the batch's time, then
/// what has no open version is opened at that time.
struct MilestonedMerge {
  let changes: Changes

  func write(_ writer: inout SQLWriter) {
    let feed = changes.feed
    // A source without positions makes the test null: then it is no replay.
    let fresh =
      changes.isReplay.map { [SQLExpression.comparison(.row([$0]), .distinct, .boolean(true))] }
      ?? []
    let open = SQLExpression.isNull(.column(.target, Own.dpOut))
    let same = [open, .hole(.sameKey)]
    if feed.tellsDeletes {
      close(from: Own.batch, [changes.gone] + same + fresh, &writer)
      writer.call(.noteGone, [.variable(.rowCount)])
    } else if feed.isComplete {
      close(from: nil, [open, .not(.exists(changes.inBatch))], &writer)
      writer.call(.noteGone, [.variable(.rowCount)])
    }
    let stays = feed.tellsDeletes ? [SQLExpression.not(changes.gone)] : []
    if let differs = changes.differs {
      close(from: Own.batch, stays + same + fresh + [differs], &writer)
    }
    let own = changes.origins + [(Own.dpIn, .variable(.at))]
    var query = SQLSelect([(.hole(.fresh), nil)] + own.map { ($0.value, nil) })
    query.from = [.temporary(Own.batch, .source)]
    query.filter = .all(stays + [.not(.exists(openVersion))])
    writer.statement(.insert(changes.target, [SQLName(.names)] + own.map(\.name), query))
  }

  private func close(
    from source: SQLName?, _ conditions: [SQLExpression], _ writer: inout SQLWriter
  ) {
    writer.statement(
      .update(
        changes.target, [.set(Own.dpOut, .variable(.at))], from: source, where: .all(conditions)))
  }

  private var openVersion: SQLSelect {
    var query = SQLSelect([])
    query.from = [.table(changes.target, .target)]
    query.filter = .all([.isNull(.column(.target, Own.dpOut)), .hole(.sameKey)])
    return query
  }
}
