import IR
import Model

/// Something that a platform runs and would no longer run.
struct Deletion: Hashable {
  enum Sort: String { case table, slice, connector }

  let platform: String
  let store: String
  /// Of a table its dataset; of a slice its label; of a connector its name.
  let name: String
  let sort: Sort

  /// As `removals` would name it.
  var object: String {
    switch sort {
    case .table: store + "." + name
    case .slice: store + "/" + name
    case .connector: store
    }
  }

  var title: String {
    sort == .connector ? "`\(name)` on `\(platform)`" : "`\(object)` on `\(platform)`"
  }

  func isMeant(_ names: [String]) -> Bool {
    names.contains { $0 == platform || $0 == store || $0 == object }
  }

  /// What one estate runs and another does not, sorted.
  static func all(_ sort: Sort, from base: Estate, to head: Estate) -> [Deletion] {
    all(sort, in: base).subtracting(all(sort, in: head)).sorted { a, b in
      [a.platform, a.store, a.name].joined(separator: "\u{0}").utf8.lexicographicallyPrecedes(
        [b.platform, b.store, b.name].joined(separator: "\u{0}").utf8)
    }
  }

  private static func all(_ sort: Sort, in estate: Estate) -> Set<Deletion> {
    var all: Set<Deletion> = []
    for (platform, graph) in estate.graphs.enumerated() {
      func insert(_ store: Int, _ name: String) {
        all.insert(
          Deletion(
            platform: graph.name, store: estate.model.stores[store].name, name: name, sort: sort))
      }
      if sort == .connector {
        for store in estate.stores(platform: platform) {
          for name in connectors(estate, platform, store) { insert(store, name) }
        }
        continue
      }
      for node in graph.nodes where node.kind == .export {
        let model = estate.model
        insert(
          Int(node.store),
          sort == .table
            // A renamed dataset keeps its table.
            ? model.tree.string(model.identity(ofDataset: Int(node.dataset)))
            : PhysicalNames.sliceLabel(Int(node.slice)))
      }
    }
    return all
  }

  private static func connectors(_ estate: Estate, _ platform: Int, _ store: Int) -> [String] {
    let plan = estate.storePlan(platform: platform, store: store)
    let source = plan.source
    let sources = source.map { $0.sources.map(\.name) + $0.replicators.map(\.name) } ?? []
    return sources + [source?.transactions?.name].compactMap(\.self)
      + plan.slices.flatMap {
        estate.slicePlan(platform: platform, store: store, slice: $0).sinks.map(\.name)
      }
  }
}
