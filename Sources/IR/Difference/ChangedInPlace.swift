internal import Model

/// The datasets that differ, of stores in which nothing else does: which have the names, the tables and the
/// topics that they had, so that only what is in them is another.
struct ChangedInPlace {
  /// By store. Of a store that a transformer fills all datasets matter, and none are named: whether the
  /// transformer runs depends on who reads any of them.
  private let datasets: [String: Set<Symbol>]

  /// - Parameter stores: those that differ, in either model.
  /// - Returns: nil where any of them differs otherwise.
  init?(_ base: Model, _ head: Model, _ stores: Set<String>) {
    var found: [String: Set<Symbol>] = [:]
    for name in stores {
      guard let i = base.store(name), let j = head.store(name) else { return nil }
      let (old, new) = (base.stores[i], head.stores[j])
      guard Likeness.words.holds(old, new), old.datasets.count == new.datasets.count else {
        return nil
      }
      var differing: Set<Symbol> = []
      for (a, b) in zip(old.datasets, new.datasets) {
        let (x, y) = (base.datasets[a], head.datasets[b])
        guard x.name == y.name, x.identity == y.identity else { return nil }
        if Likeness.words.holds(dataset: a, of: base, b, of: head) { continue }
        guard base.object(ofDataset: a).isNamedLike(head.object(ofDataset: b)) else { return nil }
        differing.insert(x.name)
      }
      if new.ingestionType != .transformer { found[name] = differing }
    }
    datasets = found
  }

  func has(_ dataset: Symbol, of store: Datastore) -> Bool {
    datasets[store.name]?.contains(dataset) ?? true
  }
}

extension Object {
  private static let contents: Set<UInt8> = Set(
    [DatasetField.columns, .key, .partition, .description, .classification, .deprecated, .tags].map(
      \.rawValue))

  /// Of a dataset: whether all that names something outside of it is alike.
  func isNamedLike(_ other: Object) -> Bool {
    isWrittenLike(other, apartFrom: Self.contents)
  }
}
