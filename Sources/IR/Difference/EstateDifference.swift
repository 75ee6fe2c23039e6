internal import Diagnostics
internal import Model

/// What a change of the model does on the platforms that run it: from two estates, slice by slice. What
/// both have is never held for more than one slice.
public struct EstateDifference: Sendable {
  /// By platform, then by kind, then by name.
  public let changes: [ProductionChange]

  /// - Parameter base: nil: nothing runs yet.
  public init(from base: Estate?, to head: Estate) {
    changes = PlatformTwins.all(base, head, by: .words).flatMap { twins in
      var comparison = PlatformComparison(twins)
      comparison.run()
      return comparison.changes.enumerated().sorted { a, b in
        let (x, y) = (a.element, b.element)
        if x.kind != y.kind { return x.kind.rawValue < y.kind.rawValue }
        return x.name == y.name ? a.offset < b.offset : precedes(x.name, y.name)
      }.map(\.element)
    }
  }
}

/// One platform in two estates; in one of them it may not be there.
struct PlatformComparison {
  private let twins: PlatformTwins
  private var platform: String { twins.name }
  private(set) var changes: [ProductionChange] = []

  init(_ twins: PlatformTwins) { self.twins = twins }

  mutating func run() {
    let (old, new) = (twins.oldSide, twins.newSide)
    switch (old, new) {
    case (nil, let new?): tell(.platform, platform, .created, nil, new.plan.origin)
    case (let old?, nil): tell(.platform, platform, .destroyed, nil, old.plan.origin)
    default: break
    }
    compare(
      (old?.plan).map(DeployedWorkload.all) ?? [], (new?.plan).map(DeployedWorkload.all) ?? [])
    for name in twins.stores { store(name) }
    func transforms(_ side: Side?) -> [TransformPlan] {
      side.map { $0.estate.transformPlans(platform: $0.platform) } ?? []
    }
    compare(transforms(old), transforms(new))
    for name in twins.workspaces {
      func views(_ side: Side?, _ nodes: [Int32]) -> [DeployedView] {
        side?.estate.views(platform: side?.platform ?? 0, nodes: nodes).map(DeployedView.init) ?? []
      }
      let (x, y) = twins.differingNodes(of: name)
      compare(views(old, x), views(new, y))
    }
  }

  private mutating func tell(
    _ kind: ProductionChange.Kind, _ name: String, _ effect: ProductionChange.Effect,
    _ slice: String?, _ origin: Span, _ reasons: [String] = []
  ) {
    changes.append(
      ProductionChange(
        platform: platform, kind: kind, name: name, effect: effect, slice: slice,
        reasons: reasons, origin: origin))
  }

  // MARK: stores

  private mutating func store(_ name: String) {
    let (a, b) = twins.sides(of: name)
    let first = changes.count
    if !twins.isSame(store: name) {
      let (x, y) = (a?.storePlan, b?.storePlan)
      compareShared(x, y, in: name)
    }
    var tables: (old: [DeployedTable], new: [DeployedTable]) = ([], [])
    for number in twins.slices(of: name) where !twins.isSame(slice: number, of: name) {
      let (x, y) = (a?.slicePlan(number), b?.slicePlan(number))
      let label = name + "/" + PhysicalNames.sliceLabel(number)
      if let y, x == nil { tell(.slice, label, .created, nil, y.origin) }
      if let x, y == nil { tell(.slice, label, .destroyed, nil, x.origin) }
      compare(x?.sinks ?? [], y?.sinks ?? [], in: label)
      compare(x?.scheduled ?? [], y?.scheduled ?? [], in: label)
      func tabled(_ plan: SlicePlan?, _ side: StoreSide?) -> [DeployedTable] {
        (plan?.datasets ?? []).map {
          DeployedTable(
            plan: $0, database: plan?.database ?? "", merge: side?.side.plan.merge ?? .live,
            slice: label)
        }
      }
      tables.old += tabled(x, a)
      tables.new += tabled(y, b)
    }
    compare(tables.old, tables.new)
    settle(from: first, tables.old)
  }

  /// What serves a whole store.
  private mutating func compareShared(_ old: StorePlan?, _ new: StorePlan?, in store: String) {
    let (a, b) = (old?.source, new?.source)
    compare(a?.sources ?? [], b?.sources ?? [], in: store)
    for source in b?.sources ?? [] {
      for known in a?.sources ?? [] where known.name == source.name {
        snapshots(source, known, in: store)
      }
    }
    compare(a?.replicators ?? [], b?.replicators ?? [], in: store)
    compare([a?.transactions].compactMap(\.self), [b?.transactions].compactMap(\.self), in: store)
    compare(old?.scheduled ?? [], new?.scheduled ?? [], in: store)
  }

  /// A source that begins anew reads all of its tables; one that goes on must be asked for those that join.
  private mutating func snapshots(
    _ source: SourceConnector, _ old: SourceConnector, in store: String
  ) {
    if ProductionChange.Kind.source.effect(source.differing(from: old)) == .rereads { return }
    func name(_ table: SourceTable) -> String { table.schema + "." + table.table }
    let known = Set(old.tables.map(name))
    for table in source.tables where !known.contains(name(table)) {
      if source.signals != nil {
        tell(.snapshot, name(table), .taken, store, table.origin)
      } else {
        tell(
          .snapshot, name(table), .refused, store, table.origin,
          ["without `signals`, nobody can ask for the rows that are there before it joins"])
      }
    }
  }

  private mutating func compare(_ old: [DeployedTable], _ new: [DeployedTable]) {
    let before = Dictionary(old.map { ($0.plan.table, $0) }) { first, _ in first }
    for table in new {
      if let known = before[table.plan.table] {
        if let change = table.change(from: known, on: platform) { changes.append(change) }
      } else {
        tell(.table, table.plan.table, .created, table.slice, table.plan.origin)
      }
    }
    let after = Set(new.map(\.plan.table))
    for table in old where !after.contains(table.plan.table) {
      tell(.table, table.plan.table, .orphaned, table.slice, table.plan.origin)
    }
  }

  /// What went in one slice and came in another has moved; a new connector of a table that was filled
  /// before reads its topic from the start.
  private mutating func settle(from first: Int, _ tables: [DeployedTable]) {
    struct Key: Hashable {
      let kind: ProductionChange.Kind
      let name: String
    }
    var gone: [Key: Int] = [:]
    for index in first..<changes.count where changes[index].effect == .destroyed {
      gone[Key(kind: changes[index].kind, name: changes[index].name)] = index
    }
    var drop: Set<Int> = []
    let known = Set(tables.compactMap { $0.plan.topic })
    for index in first..<changes.count where changes[index].effect == .created {
      let key = Key(kind: changes[index].kind, name: changes[index].name)
      if let old = gone[key] {
        changes[index].effect = .moved
        changes[index].reasons = ["from \(changes[old].slice ?? "")"]
        drop.insert(old)
      } else if changes[index].kind == .connector,
        changes[index].reasons.contains(where: known.contains)
      {
        changes[index].effect = .rereads
        changes[index].reasons = ["a new connector begins each topic anew"]
      } else {
        changes[index].reasons = []
      }
    }
    if drop.isEmpty { return }
    changes = changes.indices.filter { !drop.contains($0) }.map { changes[$0] }
  }

  // MARK: anything

  private mutating func compare<Thing: Deployed>(
    _ old: [Thing], _ new: [Thing], in slice: String? = nil
  ) {
    let before = Dictionary(old.indices.map { (old[$0].name, $0) }) { first, _ in first }
    for item in new {
      guard let known = before[item.name] else {
        tell(Thing.kind, item.name, .created, slice, item.origin, item.topicsRead)
        continue
      }
      let reasons = item.differing(from: old[known])
      if reasons.isEmpty { continue }
      tell(Thing.kind, item.name, Thing.kind.effect(reasons), slice, item.origin, reasons)
    }
    let after = Set(new.map(\.name))
    for item in old where !after.contains(item.name) {
      tell(Thing.kind, item.name, .destroyed, slice, item.origin)
    }
  }
}

extension StorePlan {
  fileprivate var scheduled: [DeployedStream] {
    stream.map { [DeployedStream(plan: $0, schedule: schedule)] } ?? []
  }
}

extension SlicePlan {
  fileprivate var scheduled: [DeployedStream] {
    streams.map { DeployedStream(plan: $0, schedule: schedule) }
  }
}

extension ProductionChange.Kind {
  /// What another setting of such a thing does to it.
  fileprivate func effect(_ reasons: [String]) -> ProductionChange.Effect {
    switch self {
    // Another slot, or another database behind it, knows nothing of what was read.
    case .source:
      reasons.contains { ["slot", "database", "topic prefix", "brokers"].contains($0) }
        ? .rereads : .restarted
    case .connector, .workload: .restarted
    case .view: .altered
    case .stream, .transformer, .platform, .table, .slice, .snapshot: .changed
    }
  }
}
