internal import Emit
internal import IR
internal import Model

/// The merge that keeps every version: what has changed is found once, with the place of its open
/// version; then old versions are closed at the batch's time, and new ones opened at that time.
struct MilestonedMerge {
  let changes: Changes

  func write(_ writer: inout SQLWriter) {
    if changes.feed.isComplete {
      close(from: nil, [isOpen, .not(.exists(changes.inBatch))], &writer)
      writer.call(.noteGone, [.variable(.rowCount)])
    }
    writer.statement(.createTemporaryAs(Own.changes, found))
    writer.call(.foundChanges, [.variable(.rowCount)])
    close(from: Own.changes, [isOpen, .comparison(target(Own.ctid), .equal, place)], &writer)
    writer.statement(
      .insert(changes.target, [SQLName(.names), Own.dpIn] + changes.origins.map(\.name), opened))
    writer.call(.openedVersions, [.variable(.rowCount)])
    writer.statement(.drop(temporary: Own.changes))
  }

  private var isOpen: SQLExpression { .isNull(target(Own.dpOut)) }
  private var place: SQLExpression { .column(.source, Own.place) }
  private func target(_ name: SQLName) -> SQLExpression { .column(.target, name) }

  private func close(
    from source: SQLName?, _ conditions: [SQLExpression], _ writer: inout SQLWriter
  ) {
    writer.statement(
      .update(
        changes.target, [.set(Own.dpOut, .variable(.at))], from: source, where: .all(conditions)))
  }

  /// The rows of the batch that close a version, open one, or both.
  private var found: SQLSelect {
    let gone = changes.feed.tellsDeletes ? changes.gone : nil
    let own = (gone.map { [$0] } ?? []) + changes.origins.map(\.value) + [target(Own.ctid)]
    var query = SQLSelect([(.hole(.sourceColumns), nil)] + own.map { ($0, nil) })
    query.items[query.items.count - 1].name = Own.place
    query.from = [
      .temporary(Own.batch, .source),
      .leftJoin(changes.target, .target, on: .all([isOpen, .hole(.sameKey)])),
    ]
    // A source without positions makes the test null: then it is no replay.
    let fresh = changes.isReplay.map {
      SQLExpression.comparison(.row([$0]), .distinct, .boolean(true))
    }
    let closes = [gone, changes.differs].compactMap { $0 }
    let acts = SQLExpression.choice(
      .isNull(target(Own.dpIn)), then: gone.map { .not($0) } ?? .boolean(true),
      else: closes.isEmpty ? .boolean(false) : .any(closes))
    query.filter = .all([fresh, acts].compactMap { $0 })
    return query
  }

  private var opened: SQLSelect {
    var query = SQLSelect(
      [(.hole(.fresh), nil), (.variable(.at), nil)] + changes.origins.map { ($0.value, nil) })
    query.from = [.temporary(Own.changes, .source)]
    if changes.feed.tellsDeletes { query.filter = .not(changes.gone) }
    return query
  }
}
