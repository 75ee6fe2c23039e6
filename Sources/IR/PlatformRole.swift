internal import Model

/// What a platform runs, by names: all that its own plan takes from its graph.
public struct PlatformRole: Equatable, Sendable {
  /// A store that another platform captures, and that platform.
  public struct Mirror: Equatable, Sendable {
    public let store: String
    public let primary: String

    public init(store: String, primary: String) {
      self.store = store
      self.primary = primary
    }
  }

  /// The platform's.
  public let name: String
  /// The stores that it captures itself, in the order of their names.
  public let captured: [String]
  public let mirrored: [Mirror]
  /// The workspaces whose transformers it runs.
  public let transformers: [String]

  public init(name: String, captured: [String], mirrored: [Mirror], transformers: [String]) {
    self.name = name
    self.captured = captured
    self.mirrored = mirrored
    self.transformers = transformers
  }

  init(of graph: PlatformGraph, _ shares: [Int: StoreShare], in model: Model) {
    name = graph.name
    let own = shares.sorted { $0.key < $1.key }
    captured = own.filter { $0.value.primary == nil }.map { model.stores[$0.key].name }
    mirrored = own.compactMap { store, share in
      share.primary.map {
        Mirror(store: model.stores[store].name, primary: model.platforms[$0].name)
      }
    }
    transformers = graph.nodes.filter { $0.kind == .transform }
      .map { model.workspaces[Int($0.workspace)].name }
  }
}
