internal import Model

/// The object, and the field of it, that hold a list or a map.
struct Holder {
  let path: String
  /// nil: the model itself.
  var kind: ObjectKind?
  let field: String
}

extension Comparison {
  /// Pairs the items of two lists or maps, both sorted by identity, and compares them.
  mutating func children(_ holder: Holder, _ base: [Item], _ head: [Item]) {
    var pairs: [(base: Item, head: Item)] = []
    var (gone, new): ([Item], [Item]) = ([], [])
    var (i, j) = (0, 0)
    while i < base.count || j < head.count {
      let name = first(i < base.count ? base[i] : nil, j < head.count ? head[j] : nil)
      let (a, b) = (i, j)
      while i < base.count, base[i].identity == name { i += 1 }
      while j < head.count, head[j].identity == name { j += 1 }
      match(Array(base[a..<i]), Array(head[b..<j]), &pairs, &gone, &new)
    }
    var all = pairs.map { Entry(base: $0.base, head: $0.head) }
    all += follow(&gone, &new).map { Entry(base: $0.base, head: $0.head, isRenamed: true) }
    let twins = twins(gone, new)
    for (index, item) in gone.enumerated() {
      all.append(Entry(base: item, head: nil, twin: twins.base[index].map { new[$0] }))
    }
    for (index, item) in new.enumerated() {
      all.append(Entry(base: nil, head: item, twin: twins.head[index].map { gone[$0] }))
    }
    // By name, and what goes before what comes.
    let order = all.indices.sorted { a, b in
      precedes(all[a].name, all[b].name) || all[a].name == all[b].name && a < b
    }
    for entry in order.lazy.map({ all[$0] }) {
      guard let there = entry.head ?? entry.base else { continue }
      pair(
        entry.base?.part, entry.head?.part, at: path(of: there, in: holder),
        was: entry.isRenamed ? entry.base.map { path(of: $0, in: holder) } : nil,
        twin: entry.twin.map { path(of: $0, in: holder) })
    }
  }

  private struct Entry {
    let base: Item?
    let head: Item?
    var isRenamed = false
    var twin: Item?
    var name: String { (head ?? base)?.identity ?? "" }
  }

  private func first(_ a: Item?, _ b: Item?) -> String {
    guard let a else { return b?.identity ?? "" }
    guard let b else { return a.identity }
    return precedes(b.identity, a.identity) ? b.identity : a.identity
  }

  /// Items of one identity: as a rule one on each side. Of several, those that mean the same are one, and
  /// the rest are paired in order.
  private func match(
    _ base: [Item], _ head: [Item], _ pairs: inout [(base: Item, head: Item)],
    _ gone: inout [Item], _ new: inout [Item]
  ) {
    if base.count == 1, head.count == 1 { return pairs.append((base[0], head[0])) }
    var (base, head) = (base, head)
    if base.count > 0, head.count > 0 {
      var waiting = head.map { headValues.description(of: $0.part) }
      base.removeAll { item in
        let text = baseValues?.description(of: item.part)
        guard let at = waiting.firstIndex(where: { $0 == text }) else { return false }
        pairs.append((item, head[at]))
        waiting.remove(at: at)
        head.remove(at: at)
        return true
      }
    }
    let count = min(base.count, head.count)
    for index in 0..<count { pairs.append((base[index], head[index])) }
    gone += base[count...]
    new += head[count...]
  }

  // MARK: renames

  /// Takes out what has another name and says so by `was`.
  private func follow(_ gone: inout [Item], _ new: inout [Item]) -> [(base: Item, head: Item)] {
    guard let kind = new.first?.part.kind, Self.was(kind) != nil, !gone.isEmpty else { return [] }
    var found: [(base: Item, head: Item)] = []
    new.removeAll { item in
      let names = Self.earlierNames(item.part)
      guard let last = names.last else { return false }
      let at =
        gone.firstIndex { $0.identity == last }
        ?? gone.firstIndex { names.contains($0.identity) || Self.lasting($0) == names[0] }
      guard let at else { return false }
      found.append((gone.remove(at: at), item))
      return true
    }
    return found
  }

  /// Of the items of an ordered map: the new names of those that were renamed, by the old ones.
  func renaming(_ x: Part?, _ y: Part?, _ number: UInt8) -> [String: String] {
    guard let x, let y else { return [:] }
    var (gone, new) = (x.items(number), y.items(number))
    let (old, kept) = (Set(gone.map(\.identity)), Set(new.map(\.identity)))
    gone.removeAll { kept.contains($0.identity) }
    new.removeAll { old.contains($0.identity) }
    let pairs = follow(&gone, &new)
    return Dictionary(pairs.map { ($0.base.identity, $0.head.identity) }) { first, _ in first }
  }

  /// Whether a rename keeps the name that tables and slices go by: then its `was` is no change besides.
  func keepsIdentity(_ x: Part, _ y: Part) -> Bool {
    Self.lasting(Item(identity: x.object.identity, part: x))
      == Self.lasting(Item(identity: y.object.identity, part: y))
  }

  /// The first name of something, for life.
  private static func lasting(_ item: Item) -> String {
    earlierNames(item.part).first ?? item.identity
  }

  private static func earlierNames(_ part: Part) -> [String] {
    was(part.kind).map { part.order(scalars: $0) } ?? []
  }

  private static func was(_ kind: ObjectKind) -> UInt8? {
    kind.fields.firstIndex { $0.name == "was" }.map { UInt8($0) }
  }

  /// What went and what came with the same content, where there is no doubt which became which: by the
  /// position of the one that of the other.
  private func twins(
    _ gone: [Item], _ new: [Item]
  ) -> (base: [Int: Int], head: [Int: Int]) {
    var found: (base: [Int: Int], head: [Int: Int]) = ([:], [:])
    guard let base, let baseValues, !gone.isEmpty, !new.isEmpty else { return found }
    func positions(_ items: [Item], _ values: Values, _ model: Model) -> [String: [Int]] {
      var positions: [String: [Int]] = [:]
      for (index, item) in items.enumerated() where !isSpread(item, model) {
        positions[values.description(of: item.part), default: []].append(index)
      }
      return positions
    }
    let heads = positions(new, headValues, head)
    for (text, bases) in positions(gone, baseValues, base) {
      guard bases.count == 1, let others = heads[text], others.count == 1 else { continue }
      found.base[bases[0]] = others[0]
      found.head[others[0]] = bases[0]
    }
    return found
  }

  /// Whether it is a store whose document does not say everything about it.
  private func isSpread(_ item: Item, _ model: Model) -> Bool {
    guard item.part.kind == .datastore else { return false }
    return model.store(item.identity).map { !model.stores[$0].parts.isEmpty } ?? false
  }
}
