internal import Model

/// A store on a platform, in one of two estates.
struct StoreSide {
  let side: Side
  let store: Int
  let share: StoreShare

  init?(_ side: Side, _ store: Int) {
    guard let share = side.estate.shares[side.platform][store] else { return nil }
    self.side = side
    self.store = store
    self.share = share
  }

  var declared: Datastore { side.model.stores[store] }
  var storePlan: StorePlan { side.estate.storePlan(platform: side.platform, store: store) }

  /// nil where it has no such slice.
  func slicePlan(_ number: Int) -> SlicePlan? {
    guard share.slices[number] != nil else { return nil }
    return side.estate.slicePlan(platform: side.platform, store: store, slice: number)
  }

  /// Whether nothing but the datasets can differ. False says nothing.
  static func isAlike(_ a: StoreSide?, _ b: StoreSide?, by likeness: Likeness) -> Bool {
    guard let a, let b, likeness.holds(a.declared, b.declared),
      a.declared.ingestionType != .transformer, a.share.primary == nil, b.share.primary == nil
    else { return false }
    return true
  }

  /// Whether they have the same datasets.
  static func hasSame(_ a: StoreSide?, _ b: StoreSide?, by likeness: Likeness) -> Bool {
    guard let a, let b, a.share.datasets.count == b.share.datasets.count else { return false }
    return zip(a.share.datasets, b.share.datasets).allSatisfy {
      likeness.holds(dataset: $0, of: a.side.model, $1, of: b.side.model)
    } && a.share.streamPriorities[-1] == b.share.streamPriorities[-1]
  }

  /// Whether a slice has the same datasets at the same priorities, in a store that is alike.
  func isSlice(_ number: Int, like other: StoreSide, by likeness: Likeness) -> Bool {
    guard let mine = share.slices[number], let theirs = other.share.slices[number],
      mine.count == theirs.count
    else { return false }
    return zip(mine, theirs).allSatisfy { i, j in
      let (a, b) = (share.datasets[i], other.share.datasets[j])
      return likeness.holds(dataset: a, of: side.model, b, of: other.side.model)
        && share.exportPriorities[i] == other.share.exportPriorities[j]
        && share.streamPriorities[a] == other.share.streamPriorities[b]
    }
  }
}
