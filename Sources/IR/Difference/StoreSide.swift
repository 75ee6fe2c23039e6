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
  static func isAlike(_ a: StoreSide?, _ b: StoreSide?) -> Bool {
    guard let a, let b, a.declared.object.isSame(as: b.declared.object),
      a.declared.ingestionType != .transformer, a.share.primary == nil, b.share.primary == nil
    else { return false }
    return shapesAreAlike(a.declared, b.declared)
  }

  static func shapesAreAlike(_ a: Datastore, _ b: Datastore) -> Bool {
    a.shapes.count == b.shapes.count
      && a.shapes.allSatisfy { name, shape in b.shapes[name].map(shape.isSame) ?? false }
  }

  /// Whether they have the same datasets.
  static func hasSame(_ a: StoreSide?, _ b: StoreSide?) -> Bool {
    guard let a, let b, a.share.datasets.count == b.share.datasets.count else { return false }
    return zip(a.share.datasets, b.share.datasets).allSatisfy {
      a.side.model.isSame(dataset: $0, as: $1, in: b.side.model)
    } && a.share.streamPriorities[-1] == b.share.streamPriorities[-1]
  }

  /// Whether a slice has the same datasets at the same priorities, in a store that is alike.
  func isSlice(_ number: Int, like other: StoreSide) -> Bool {
    guard let mine = share.slices[number], let theirs = other.share.slices[number],
      mine.count == theirs.count
    else { return false }
    return zip(mine, theirs).allSatisfy { i, j in
      let (a, b) = (share.datasets[i], other.share.datasets[j])
      return side.model.isSame(dataset: a, as: b, in: other.side.model)
        && share.exportPriorities[i] == other.share.exportPriorities[j]
        && share.streamPriorities[a] == other.share.streamPriorities[b]
    }
  }
}

/// Whether all that stores do not say themselves is the same in two models: then what a slice runs follows
/// from its store and its datasets alone.
enum SameContext {
  static func holds(_ a: Model?, _ b: Model?) -> Bool {
    guard let a, let b, a.tree === b.tree, same(a.ecosystem, b.ecosystem),
      a.platforms.count == b.platforms.count, a.teams.count == b.teams.count,
      a.assignments.count == b.assignments.count
    else { return false }
    return zip(a.platforms, b.platforms).allSatisfy { $0.object.isSame(as: $1.object) }
      && zip(a.teams, b.teams).allSatisfy {
        $0.path == $1.path && same($0.definition, $1.definition)
      }
      && zip(a.assignments, b.assignments).allSatisfy { $0.isSame(as: $1) }
  }

  private static func same(_ a: Object?, _ b: Object?) -> Bool {
    if let a, let b { return a.isSame(as: b) }
    return a == nil && b == nil
  }
}

extension Object {
  /// Whether it was read from the very same text, which both models have. False says nothing.
  func isSame(as other: Object) -> Bool {
    tree === other.tree && file == other.file && body == other.body
  }
}

extension Model {
  /// Whether two datasets were read from the very same text. False says nothing.
  func isSame(dataset a: Int, as b: Int, in other: Model) -> Bool {
    tree === other.tree && datasets[a].cell == other.datasets[b].cell
      && datasets[a].file == other.datasets[b].file
  }
}
