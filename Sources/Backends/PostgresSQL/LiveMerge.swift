internal import Emit
internal import IR

/// The merge that keeps the latest rows: one MERGE; where a batch holds all rows, what it lacks goes.
struct LiveMerge {
  let changes: Changes

  func write(_ writer: inout SQLWriter) {
    let feed = changes.feed
    let own = changes.origins + [(Own.number, .variable(.batch))]
    var branches: [SQLMergeBranch] = []
    if let replay = changes.isReplay { branches.append(.skip(replay)) }
    if feed.tellsDeletes { branches.append(.delete(changes.gone)) }
    if let differs = changes.differs {
      branches.append(
        .update(differs, [.hole(.assignments)] + own.map { .set($0.name, $0.value) }))
    }
    branches.append(
      .insert(
        feed.tellsDeletes ? .not(changes.gone) : nil, [SQLName(.names)] + own.map(\.name),
        [.hole(.fresh)] + own.map(\.value)))
    writer.statement(
      .merge(SQLMerge(into: changes.target, using: Own.batch, on: .hole(.sameKey), branches)))
    let vanished = SQLExpression.not(.exists(changes.inBatch))
    if feed.isComplete { writer.statement(.delete(changes.target, where: vanished)) }
    if feed == .versions {
      // The first batch has every row; later ones say what is gone.
      let isFirst = SQLExpression.comparison(.variable(.high), .equal, .text(""))
      writer.statement(.delete(changes.target, where: .all([isFirst, vanished])))
    }
  }
}
