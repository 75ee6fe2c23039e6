internal import Emit
internal import IR

/// The merge that keeps every version: what is gone or has changed is closed at the batch's time, then
/// what has no open version is opened at that time.
struct MilestonedMerge {
  let feed: Feed
  let dataset: DatasetSQL

  func write(_ writer: inout SQLWriter) {
    let changes = Changes(feed: feed, dataset: dataset)
    // A source without positions makes the test null: then it is no replay.
    let fresh =
      changes.isReplay.map { [SQLExpression.comparison(.row([$0]), .distinct, .boolean(true))] }
      ?? []
    let open = SQLExpression.isNull(.column(.target, Own.dpOut))
    let same = [open, dataset.sameKey(.source, .target)]
    if feed.tellsDeletes {
      close(from: Own.batch, [changes.gone] + same + fresh, &writer)
      writer.call(.noteGone, [.variable(.rowCount)])
    } else if feed.isComplete {
      close(from: nil, [open, .not(.exists(dataset.inBatch))], &writer)
      writer.call(.noteGone, [.variable(.rowCount)])
    }
    let stays = feed.tellsDeletes ? [SQLExpression.not(changes.gone)] : []
    if let differs = changes.differs {
      close(from: Own.batch, stays + same + fresh + [differs], &writer)
    }
    let all =
      dataset.columns.map { (name: $0.name, value: $0.fresh) } + changes.origins
      + [(Own.dpIn, .variable(.at))]
    var query = SQLSelect(all.map { ($0.value, nil) })
    query.from = [.temporary(Own.batch, .source)]
    query.filter = .all(stays + [.not(.exists(openVersion))])
    writer.statement(.insert(dataset.merge, all.map(\.name), query))
  }

  private func close(
    from source: SQLName?, _ conditions: [SQLExpression], _ writer: inout SQLWriter
  ) {
    writer.statement(
      .update(
        dataset.merge, [(Own.dpOut, .variable(.at))], from: source,
        where: .all(conditions.flatMap(\.parts))))
  }

  private var openVersion: SQLSelect {
    var query = SQLSelect([])
    query.from = [.table(dataset.merge, .target)]
    query.filter = .all(
      [.isNull(.column(.target, Own.dpOut))] + dataset.sameKey(.source, .target).parts)
    return query
  }
}

extension SQLExpression {
  /// What a conjunction is made of.
  var parts: [SQLExpression] {
    if case .all(let parts) = self { parts } else { [self] }
  }
}
