public import Model

/// The datasets that differ between two models, of stores in which nothing else does.
public struct ChangedDatasets: Sendable {
  /// By store their names: in one of the models alone, or not written alike in both.
  public let names: [String: Set<Symbol>]
  /// Those of the head that the base does not have, or has under another name of its table or its topic.
  public let new: [Int]
  /// Whether the head lacks any that the base has.
  public let areSomeGone: Bool

  /// - Parameter stores: those that may differ.
  /// - Returns: nil where one of them is not in both, or says anything else otherwise.
  public init?(from base: Model, to head: Model, in stores: some Sequence<String>) {
    var names: [String: Set<Symbol>] = [:]
    var new: [Int] = []
    var areSomeGone = false
    for name in stores {
      guard let i = base.store(name), let j = head.store(name) else { return nil }
      let (was, store) = (base.stores[i], head.stores[j])
      guard Likeness.words.holds(was, store) else { return nil }
      var old = Dictionary(uniqueKeysWithValues: was.datasets.map { (base.datasets[$0].name, $0) })
      var differing: Set<Symbol> = []
      for id in store.datasets {
        let dataset = head.datasets[id].name
        guard let known = old.removeValue(forKey: dataset) else {
          differing.insert(dataset)
          new.append(id)
          continue
        }
        if Likeness.words.holds(dataset: known, of: base, id, of: head) { continue }
        differing.insert(dataset)
        let isNamedAlike =
          base.identity(ofDataset: known) == head.identity(ofDataset: id)
          && base.object(ofDataset: known).isNamedLike(head.object(ofDataset: id))
        if !isNamedAlike { new.append(id) }
      }
      if !old.isEmpty { areSomeGone = true }
      names[name] = differing.union(old.keys)
    }
    self.names = names
    self.new = new
    self.areSomeGone = areSomeGone
  }

  /// Whether both have the same datasets by the same names, so that only what is in them differs.
  public var isInPlace: Bool { new.isEmpty && !areSomeGone }
}
