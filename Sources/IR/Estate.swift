public import Diagnostics
public import Model

/// All that the platforms of a model must run: their graphs at once, and everything else on demand, so
/// that the memory of rendering is bounded by threads and not by the estate.
public struct Estate: Sendable {
  public let model: Model
  /// One for each platform, in the order of their names.
  public let graphs: [PlatformGraph]
  /// By platform, then by store: what of the store is on the platform.
  let shares: [[Int: StoreShare]]
  /// What each platform runs, in the order of `graphs`.
  public let roles: [PlatformRole]
  private let plans: [PlatformPlan]
  private let types: ColumnTypes
  private let placements: [Int: [String: String]]

  /// What lowering cannot accept: cycles of transformers, and names that fall together. Works on
  /// models with other errors too.
  public static func check(_ model: Model) -> [Diagnostic] {
    Cycles.check(model) + NameProof.check(model) + CutNameProof.check(model)
  }

  /// Lowers a model without errors.
  public static func lower(_ model: Model) -> Estate { Estate(model, nil) }

  /// Lowers a part of a model.
  /// - Parameter roles: what each platform runs by the whole, in the order of `Model.platforms`: a model
  ///   without most of its datasets does not show that any more.
  public static func lower(_ part: Model, roles: [PlatformRole]) -> Estate { Estate(part, roles) }

  private init(_ model: Model, _ known: [PlatformRole]?) {
    self.model = model
    var builder = GraphBuilder(model)
    graphs = builder.build()
    shares = graphs.map { StoreShare.all(of: $0, in: model) }
    let roles = known ?? zip(graphs, shares).map { PlatformRole(of: $0, $1, in: model) }
    self.roles = roles
    var plans = zip(model.platforms, roles).map { platform, role in
      PlatformLowering(
        model: model, platform: platform, captured: role.captured.compactMap(model.store),
        mirrored: role.mirrored.compactMap { mirror in
          model.store(mirror.store).flatMap { store in
            model.platform(mirror.primary).map { (store, $0) }
          }
        }, transformers: role.transformers.compactMap(model.workspace)
      ).plan()
    }
    for (reader, role) in roles.enumerated() {
      let plan = plans[reader]
      for primary in Set(role.mirrored.map(\.primary)).compactMap(model.platform).sorted() {
        plans[primary].readers.append(
          PlatformReader(
            name: plan.name, namespace: plan.namespace, labels: plan.podLabels(.merge)))
      }
    }
    self.plans = plans
    placements = Placement.all(in: model)
    types = ColumnTypes(model)
  }

  public func plan(platform: Int) -> PlatformPlan { plans[platform] }

  /// Indices in `Model.stores` of what runs on a platform, in the order of their names.
  public func stores(platform: Int) -> [Int] { shares[platform].keys.sorted() }

  /// The slices of a store that a platform runs, ascending.
  public func slices(platform: Int, store: Int) -> [Int] {
    shares[platform][store]?.slices.keys.sorted() ?? []
  }

  public func storePlan(platform: Int, store: Int) -> StorePlan {
    lowering(platform, store).storePlan()
  }

  /// - Parameter slice: one of `StorePlan.slices`.
  public func slicePlan(platform: Int, store: Int, slice: Int) -> SlicePlan {
    lowering(platform, store).slicePlan(slice)
  }

  /// Indices in `Model.workspaces` of those whose transformers a platform runs, in the order of their names.
  public func transformers(platform: Int) -> [Int] {
    graphs[platform].nodes.filter { $0.kind == .transform }.map { Int($0.workspace) }
  }

  /// - Parameter workspace: one of `transformers`.
  public func transformPlan(platform: Int, workspace: Int) -> TransformPlan {
    TransformLowering(estate: self, platform: platform, workspace: workspace).plan()
  }

  /// In the order of their workspaces' names.
  public func transformPlans(platform: Int) -> [TransformPlan] {
    transformers(platform: platform).map { transformPlan(platform: platform, workspace: $0) }
  }

  /// The views of a platform, by store, dataset, workspace and group.
  public func views(platform: Int) -> [ViewPlan] {
    var lowering = ViewLowering(self, platform: platform)
    return graphs[platform].nodes.filter { $0.kind == .view }.map { lowering.plan($0) }
  }

  /// Some views of a platform: nodes of its graph.
  public func views(platform: Int, nodes: [Int32]) -> [ViewPlan] {
    var lowering = ViewLowering(self, platform: platform)
    return nodes.map { lowering.plan(graphs[platform].nodes[Int($0)]) }
  }

  /// For each workspace with views on a platform, in the order of their names, its nodes.
  public func workspaceNodes(platform: Int) -> [[Int32]] {
    var found = [[Int32]](repeating: [], count: model.workspaces.count)
    for (index, node) in graphs[platform].nodes.enumerated() where node.kind == .view {
      found[Int(node.workspace)].append(Int32(index))
    }
    return found.filter { !$0.isEmpty }
  }

  func lowering(_ platform: Int, _ store: Int) -> StoreLowering {
    let share = shares[platform][store]!
    return StoreLowering(
      model: model, types: types, plan: plans[platform], store: model.stores[store], index: store,
      share: share, places: placements[platform] ?? [:],
      primaryPlaces: share.primary.flatMap { placements[$0] } ?? [:])
  }
}

/// What of one store runs on one platform.
struct StoreShare: Sendable {
  /// Datasets that something consumes, ascending, and the priority of each one's export.
  var datasets: [Int] = []
  var exportPriorities: [Priority] = []
  /// The priorities of the streams: beside `datasets`, or of the one stream of the store.
  var streamPriorities: [Int: Priority] = [:]
  var primary: Int?
  /// The datasets of each slice, as positions in `datasets`.
  var slices: [Int: [Int]] = [:]

  static func all(of graph: PlatformGraph, in model: Model) -> [Int: StoreShare] {
    var shares: [Int: StoreShare] = [:]
    // A store's nodes of one kind lie side by side.
    var current = -1
    var share = StoreShare()
    for node in graph.nodes where node.kind == .ingestion || node.kind == .export {
      if Int(node.store) != current {
        if current >= 0 { shares[current] = share }
        current = Int(node.store)
        share = shares.removeValue(forKey: current) ?? StoreShare()
      }
      if node.kind == .ingestion {
        share.streamPriorities[Int(node.dataset)] = node.priority
        if node.primary >= 0 { share.primary = Int(node.primary) }
      } else {
        share.slices[Int(node.slice), default: []].append(share.datasets.count)
        share.datasets.append(Int(node.dataset))
        share.exportPriorities.append(node.priority)
      }
    }
    if current >= 0 { shares[current] = share }
    return shares
  }
}

/// Which merge database holds what, as the Assignments documents say.
enum Placement {
  /// By platform: by `store` or `store/s0003` the database.
  static func all(in model: Model) -> [Int: [String: String]] {
    var all: [Int: [String: String]] = [:]
    for document in model.assignments {
      for placement in document.objects(AssignmentsField.placement) {
        guard let platform = placement.text(PlacementField.platform).flatMap(model.platform) else {
          continue
        }
        for place in placement.objects(PlacementField.places) {
          if let what = place.text(PlaceField.store), let database = place.text(PlaceField.database)
          {
            all[platform, default: [:]][what] = database
          }
        }
      }
    }
    return all
  }
}
