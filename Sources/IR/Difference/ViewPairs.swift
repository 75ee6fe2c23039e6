internal import Model

/// The views of one workspace, written alike in two models: those of one group and one dataset are a pair.
struct ViewPairs {
  private let old: Side
  private let new: Side
  private let likeness: Likeness
  private let context: SameContext

  private struct Key: Hashable {
    /// Index in the new model's stores.
    let store: Int
    let dataset: Symbol
    let group: Int32
  }

  init(_ old: Side, _ new: Side, _ likeness: Likeness, _ context: SameContext) {
    self.old = old
    self.new = new
    self.likeness = likeness
    self.context = context
  }

  /// The nodes of each graph whose views are not surely the same in both.
  func differing(_ x: [Int32], _ y: [Int32]) -> (old: [Int32], new: [Int32]) {
    let (a, b) = (old.estate.graphs[old.platform].nodes, new.estate.graphs[new.platform].nodes)
    var twins: [Int: Int?] = [:]
    /// The store of the new model that is alike to one of the old.
    func twin(_ store: Int) -> Int? {
      if let known = twins[store] { return known }
      let found = alike(store)
      twins[store] = .some(found)
      return found
    }
    var known: [Key: Int32] = [:]
    for index in x {
      let node = a[Int(index)]
      guard let store = twin(Int(node.store)) else { continue }
      let name = old.model.datasets[Int(node.dataset)].name
      known[Key(store: store, dataset: name, group: node.group)] = index
    }
    var same: Set<Int32> = []
    let others = y.filter { index in
      let node = b[Int(index)]
      let name = new.model.datasets[Int(node.dataset)].name
      guard let other = known[Key(store: Int(node.store), dataset: name, group: node.group)],
        likeness.holds(
          dataset: Int(a[Int(other)].dataset), of: old.model, Int(node.dataset), of: new.model)
      else { return true }
      same.insert(other)
      return false
    }
    return (x.filter { !same.contains($0) }, others)
  }

  private func alike(_ store: Int) -> Int? {
    let declared = old.model.stores[store]
    guard let index = new.model.store(declared.name),
      likeness.holds(declared, new.model.stores[index]),
      context.holds(store: new.model.stores[index])
    else { return nil }
    return index
  }
}
