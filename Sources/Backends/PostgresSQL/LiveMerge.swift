internal import Emit
internal import IR

/// The merge that keeps the latest rows: one MERGE; where a batch holds all rows, what it lacks goes.
struct LiveMerge {
  let feed: Feed
  let dataset: DatasetSQL

  func write(_ writer: inout SQLWriter) {
    let changes = Changes(feed: feed, dataset: dataset)
    let number: (name: SQLName, value: SQLExpression) = (Own.number, .variable(.batch))
    var branches: [SQLMergeBranch] = []
    if let replay = changes.isReplay { branches.append(.skip(replay)) }
    if feed.tellsDeletes { branches.append(.delete(changes.gone)) }
    if let differs = changes.differs {
      let values = dataset.values.map { (name: $0.name, value: $0.fresh) }
      branches.append(.update(differs, values + changes.origins + [number]))
    }
    let all = dataset.columns.map { (name: $0.name, value: $0.fresh) } + changes.origins + [number]
    branches.append(
      .insert(feed.tellsDeletes ? .not(changes.gone) : nil, all.map(\.name), all.map(\.value)))
    writer.statement(
      .merge(
        SQLMerge(
          into: dataset.merge, using: Own.batch, on: dataset.sameKey(.source, .target), branches)))
    if feed.isComplete {
      writer.statement(.delete(dataset.merge, where: .not(.exists(dataset.inBatch))))
    }
  }
}

extension DatasetSQL {
  /// The row of the batch with the target's key.
  var inBatch: SQLSelect {
    var query = SQLSelect([])
    query.from = [.temporary(Own.batch, .source)]
    query.filter = sameKey(.source, .target)
    return query
  }
}
