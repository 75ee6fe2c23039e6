internal import Model

extension Comparison {
  /// A datastore with the `Datasets` documents that belong to it.
  mutating func store(_ a: Part, _ b: Part, at name: String) {
    guard let base, let old = base.store(name), let new = head.store(name) else { return }
    let (x, y) = (base.stores[old], head.stores[new])
    let parts = zip(x.parts, y.parts)
    if isUntouched(a, b), x.parts.count == y.parts.count,
      parts.allSatisfy({ $0.isWrittenLike($1) })
    {
      return
    }
    for list in own(a, b, at: name) {
      children(
        Holder(path: name, kind: .datastore, field: list.name), list.x?.items(list.number) ?? [],
        list.y?.items(list.number) ?? [])
    }
    children(Holder(path: name, kind: .datastore, field: "shapes"), shapes(x, a), shapes(y, b))
    let (before, after) = datasets(x, a, y, b)
    children(Holder(path: name, kind: .datastore, field: "datasets"), before, after)
  }

  private func shapes(_ store: Datastore, _ part: Part) -> [Item] {
    store.shapes.sorted { precedes($0.key, $1.key) }.map { name, shape in
      item(name, shape, part)
    }
  }

  private func item(_ name: String, _ object: Object, _ store: Part) -> Item {
    Item(
      identity: name,
      part: Part(kind: object.kind, objects: [object], team: store.team, owner: store.owner))
  }

  /// The datasets of two stores without those that are alike to the letter, which are almost all.
  private func datasets(
    _ x: Datastore, _ a: Part, _ y: Datastore, _ b: Part
  ) -> ([Item], [Item]) {
    guard let base else { return ([], []) }
    let isSameTeam = a.team == b.team && a.owner == b.owner
    var items: (base: [Item], head: [Item]) = ([], [])
    var (i, j) = (x.datasets.lowerBound, y.datasets.lowerBound)
    while i < x.datasets.upperBound || j < y.datasets.upperBound {
      let order = order(i < x.datasets.upperBound ? i : nil, j < y.datasets.upperBound ? j : nil)
      let old = order <= 0 ? base.object(ofDataset: i) : nil
      let new = order >= 0 ? head.object(ofDataset: j) : nil
      if order <= 0 { i += 1 }
      if order >= 0 { j += 1 }
      if let old, let new, isSameTeam, old.isWrittenLike(new) { continue }
      if let old { items.base.append(item(old.identity, old, a)) }
      if let new { items.head.append(item(new.identity, new, b)) }
    }
    return items
  }

  /// Which of two datasets has the name that comes first: negative, the one of the base.
  private func order(_ i: Int?, _ j: Int?) -> Int {
    guard let base, let i else { return 1 }
    guard let j else { return -1 }
    let (a, b) = (base.datasets[i].name, head.datasets[j].name)
    if base.tree === head.tree {
      return a == b ? 0 : base.tree.text.precedes(a, b) ? -1 : 1
    }
    return base.tree.text.withBytes(a) { x in
      head.tree.text.withBytes(b) { y in
        x.elementsEqual(y) ? 0 : x.lexicographicallyPrecedes(y) ? -1 : 1
      }
    }
  }
}
