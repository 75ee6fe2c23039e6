internal import Emit
internal import IR

/// The merge of a platform that keeps every version and reads a primary that does so too: versions and
/// milestones become those of the primary.
struct MirrorMerge {
  let changes: Changes

  func write(_ writer: inout SQLWriter) {
    let same: [SQLExpression] = [
      .comparison(target(Own.dpIn), .equal, source(Own.dpIn)), .hole(.sameKey),
    ]
    writer.statement(
      .update(
        changes.target, [.set(Own.dpOut, source(Own.dpOut))], from: Own.batch,
        where: .all([.isNull(target(Own.dpOut)), .not(.isNull(source(Own.dpOut)))] + same)))
    var known = SQLSelect([])
    known.from = [.table(changes.target, .target)]
    known.filter = .all(same)
    let milestones = [Own.dpIn, Own.dpOut]
    var new = SQLSelect([(.hole(.fresh), nil)] + milestones.map { (source($0), nil) })
    new.from = [.temporary(Own.batch, .source)]
    new.filter = .not(.exists(known))
    writer.statement(.insert(changes.target, [SQLName(.names)] + milestones, new))
  }

  private func source(_ name: SQLName) -> SQLExpression { .column(.source, name) }
  private func target(_ name: SQLName) -> SQLExpression { .column(.target, name) }
}
