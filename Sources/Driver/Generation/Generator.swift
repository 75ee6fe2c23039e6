internal import AirflowPython
internal import Emit
internal import IR
internal import KubeYAML
internal import Model
internal import PostgresSQL
internal import Synchronization
internal import Terraform

/// Calls the backends for one platform, piece by piece. Nothing is kept but a store's plan while its
/// slices are made.
final class Generator: Sendable {
  let plan: PlatformPlan
  let pieces: [Piece]
  private let estate: Estate
  private let platform: Int
  private let stores: [Int: Mutex<Kept>.Box]

  /// What all slices of a store have in common.
  private struct Store {
    let plan: StorePlan
    var sql: PostgresBackend.Store
  }

  private struct Kept {
    var store: Store?
    var uses: Int
  }

  /// - Parameter part: which pieces it makes.
  init(
    _ estate: Estate, platform: Int, owner: OutputFolder.Owner, part: Part = .everything
  ) {
    self.estate = estate
    self.platform = platform
    let plan = estate.plan(platform: platform)
    self.plan = plan
    guard owner == .render else {
      pieces = [.bootstrap]
      stores = [:]
      return
    }
    var pieces: [Piece] = []
    var stores: [Int: Mutex<Kept>.Box] = [:]
    for store in estate.stores(platform: platform) {
      let name = estate.model.stores[store].name
      let slices = estate.slices(platform: platform, store: store).filter {
        part.holds(plan.name, store: store, name, slice: $0)
      }
      let first = pieces.count
      if part.holds(plan.name, store: store, name, slice: nil) { pieces.append(.store(store)) }
      pieces += slices.map { .slice(store: store, number: $0) }
      if pieces.count == first { continue }
      stores[store] = Mutex<Kept>.Box(Kept(store: nil, uses: pieces.count - first))
    }
    if part.holdsShared(plan.name) { pieces.append(.shared) }
    pieces += estate.transformers(platform: platform).filter {
      part.holds(plan.name, workspace: estate.model.workspaces[$0].name)
    }.map { .transform(workspace: $0) }
    let nodes = estate.graphs[platform].nodes
    let workspaces = estate.workspaceNodes(platform: platform).filter {
      let workspace = Int(nodes[Int($0[0])].workspace)
      return part.holds(plan.name, workspace: estate.model.workspaces[workspace].name)
    }
    pieces += Generator.parts(of: workspaces).map(Piece.workspaces)
    self.pieces = pieces
    self.stores = stores
  }

  /// Whether a path reads as if it were of this piece.
  func isLikely(_ piece: Piece, _ path: String) -> Bool {
    switch piece {
    case .slice(let store, let number):
      let digits = String(number)
      let label = "s" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      return path.contains(estate.model.stores[store].name) && path.contains(label)
    case .store(let store): return path.contains(estate.model.stores[store].name)
    case .transform: return path.contains(".transform.")
    case .shared:
      return path.contains("/run/")
        || ["platform.sql", "infrastructure.sql", "limits.sql"].contains { path.contains($0) }
    case .workspaces: return path.contains("workspaces")
    case .bootstrap: return true
    }
  }

  /// What the files of a piece are of. Of several workspaces one for each.
  func keys(of piece: Piece) -> [String] {
    switch piece {
    case .slice(let store, let number):
      return [PieceKey.slice(estate.model.stores[store].name, number)]
    case .store(let store): return [PieceKey.store(estate.model.stores[store].name)]
    case .shared: return [PieceKey.shared]
    case .transform(let workspace):
      return [PieceKey.transform(estate.model.workspaces[workspace].name)]
    case .workspaces(let workspaces):
      let nodes = estate.graphs[platform].nodes
      return workspaces.map { own in
        PieceKey.workspace(estate.model.workspaces[Int(nodes[Int(own[0])].workspace)].name)
      }
    case .bootstrap: return [PieceKey.bootstrap]
    }
  }

  /// The pieces of which something is wanted, and of several workspaces only those.
  func pieces(where isWanted: (String) -> Bool) -> [Piece] {
    pieces.compactMap { piece in
      let wanted = keys(of: piece).map(isWanted)
      guard case .workspaces(let own) = piece else { return wanted[0] ? piece : nil }
      let some = zip(own, wanted).filter(\.1).map(\.0)
      return some.isEmpty ? nil : .workspaces(some)
    }
  }

  /// The files of a piece; their paths start with the platform's name.
  func generate(_ piece: Piece) -> Generated {
    switch piece {
    case .slice(let store, let number): return slice(store, number, keys(of: piece))
    case .store(let store): return self.store(store, keys(of: piece))
    case .shared:
      return Generated(
        keys: keys(of: piece),
        files: PostgresBackend.platform(plan) + AirflowBackend.programs(plan))
    case .transform(let workspace):
      let transform = estate.transformPlan(platform: platform, workspace: workspace)
      return Generated(
        keys: keys(of: piece), files: AirflowBackend.transform(transform, platform: plan))
    case .workspaces(let workspaces):
      return Generated(
        keys: keys(of: piece),
        files: workspaces.map {
          PostgresBackend.workspace(estate.views(platform: platform, nodes: $0), platform: plan)
        })
    case .bootstrap:
      let dag = AirflowBackend.infrastructure(platform: plan)
      return Generated(
        keys: keys(of: piece), files: KubernetesBackend.bootstrap(plan, infrastructureDAG: dag))
    }
  }

  private func slice(_ store: Int, _ number: Int, _ keys: [String]) -> Generated {
    var common = common(store)
    let slice = estate.slicePlan(platform: platform, store: store, slice: number)
    let files =
      TerraformBackend.slice(slice, store: common.plan, platform: plan)
      + AirflowBackend.slice(slice, store: common.plan, platform: plan)
      + PostgresBackend.slice(slice, of: &common.sql, platform: plan)
    stores[store]?.value.withLock { $0.store?.sql.learn(from: common.sql) }
    let datasets = slice.datasets.map {
      SliceManifest.Dataset(name: $0.name, fingerprint: $0.fingerprint)
    }
    let record = Generated.SliceRecord(
      store: slice.store, number: number, label: slice.label,
      database: slice.database == plan.postgres.databases[0] ? nil : slice.database,
      datasets: datasets)
    return Generated(
      keys: keys, files: files, roots: slice.root.map { [$0] } ?? [], slice: record)
  }

  private func store(_ store: Int, _ keys: [String]) -> Generated {
    let common = common(store)
    let files =
      TerraformBackend.source(common.plan, platform: plan)
      + AirflowBackend.store(common.plan, platform: plan)
      + PostgresBackend.store(
        common.sql,
        slices: common.plan.slices.lazy.map {
          self.estate.slicePlan(platform: self.platform, store: store, slice: $0)
        }, platform: plan)
    return Generated(keys: keys, files: files, roots: (common.plan.source?.root).map { [$0] } ?? [])
  }

  /// Workspaces together, until they have about a thousand views.
  private static func parts(of workspaces: [[Int32]]) -> [[[Int32]]] {
    var parts: [[[Int32]]] = []
    var views = 0
    for nodes in workspaces {
      if parts.isEmpty || views + nodes.count > 1000 {
        parts.append([])
        views = 0
      }
      parts[parts.count - 1].append(nodes)
      views += nodes.count
    }
    return parts
  }

  /// Made by the first thread that wants it and dropped with the store's last piece.
  private func common(_ store: Int) -> Store {
    func make() -> Store {
      let made = estate.storePlan(platform: platform, store: store)
      return Store(plan: made, sql: PostgresBackend.Store(made, platform: plan))
    }
    guard let box = stores[store] else { return make() }
    return box.value.withLock { kept in
      let common = kept.store ?? make()
      kept.uses -= 1
      kept.store = kept.uses > 0 ? common : nil
      return common
    }
  }
}

extension Mutex where Value: Sendable {
  /// A lock that may stand in a collection.
  final class Box: Sendable {
    let value: Mutex<Value>

    init(_ value: Value) { self.value = Mutex(value) }
  }
}
