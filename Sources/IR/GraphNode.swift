public import Diagnostics
public import Model

/// A thing that a platform runs.
public struct GraphNode: Sendable {
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// A batch-stream: one dataset, or a whole store.
    case ingestion
    /// A dataset as the workspaces of one container read it.
    case export
    /// Waits for all inputs of a transformer.
    case trigger
    case transform
    /// What one group sees of one dataset.
    case view

    public var name: String { "\(self)" }
  }

  public let kind: Kind
  /// Index in `Model.platforms`.
  public let platform: Int32
  /// Index in `Model.stores`; -1 for triggers and transforms.
  public let store: Int32
  /// Index in `Model.datasets`; -1 for the stream of a whole store.
  public let dataset: Int32
  /// Index in `Model.workspaces`; -1 for ingestions and exports.
  public let workspace: Int32
  /// Of a view: the group's position in its workspace.
  public let group: Int32
  /// The slice of the dataset; -1 where there is none.
  public let slice: Int32
  /// Of a stream that reads another platform's merge tables: that platform; else -1.
  public let primary: Int32
  /// The highest of everything downstream.
  public var priority: Priority
  /// The model's object that it comes from.
  public let origin: Span
}

/// What one platform runs, and what feeds what.
public struct PlatformGraph: Sendable {
  /// Index in `Model.platforms`.
  public let platform: Int
  public let name: String
  /// Sorted by kind, then by what they stand for; views last.
  public let nodes: [GraphNode]
  /// Pairs of positions in `nodes`, sorted: ingestion to export, export to trigger, trigger to
  /// transform, transform to ingestion.
  public let edges: [Edge]

  public struct Edge: Hashable, Comparable, Sendable {
    public let from: Int32
    public let to: Int32

    public init(from: Int, to: Int) {
      self.from = Int32(from)
      self.to = Int32(to)
    }

    public static func < (a: Edge, b: Edge) -> Bool { (a.from, a.to) < (b.from, b.to) }
  }

  public init(platform: Int, name: String, nodes: [GraphNode], edges: [Edge]) {
    self.platform = platform
    self.name = name
    self.nodes = nodes
    self.edges = edges
  }

  /// The node's identity as text, unique in the estate.
  public func key(of node: Int, in model: Model) -> String {
    let node = nodes[node]
    let store = node.store < 0 ? "" : model.stores[Int(node.store)].name
    let dataset = node.dataset < 0 ? nil : model.name(ofDataset: Int(node.dataset))
    let workspace = node.workspace < 0 ? "" : model.workspaces[Int(node.workspace)].name
    switch node.kind {
    case .ingestion:
      return "ingestion/\(name)/\(store)" + (dataset.map { "/" + $0 } ?? "")
    case .export: return "export/\(name)/platform/\(store)/\(dataset ?? "")"
    case .trigger: return "trigger/\(name)/\(workspace)"
    case .transform: return "transform/\(name)/\(workspace)"
    case .view:
      let group = model.workspaces[Int(node.workspace)].groups[Int(node.group)]
      return
        "view/\(name)/\(workspace)/\(group.text(GroupField.name) ?? "")/\(store)/\(dataset ?? "")"
    }
  }

  /// What is wrong with the graph's shape, in words; empty if nothing is. A finding is a bug in dsgen.
  public func faults() -> [String] {
    var faults: [String] = []
    for edge in edges {
      let from = nodes[Int(edge.from)].kind
      let to = nodes[Int(edge.to)].kind
      switch (from, to) {
      case (.ingestion, .export), (.export, .trigger), (.trigger, .transform),
        (.transform, .ingestion):
        break
      default: faults.append("an edge from \(from.name) to \(to.name)")
      }
      if nodes[Int(edge.from)].priority < nodes[Int(edge.to)].priority {
        faults.append("\(from.name) runs at a lower priority than the \(to.name) that it feeds")
      }
    }
    let fed = Set(edges.map(\.to))
    let feeding = Set(edges.map(\.from))
    for (index, node) in nodes.enumerated() {
      switch node.kind {
      case .export where !fed.contains(Int32(index)): faults.append("an export that nothing feeds")
      case .ingestion where !feeding.contains(Int32(index)):
        faults.append("an ingestion that nobody consumes")
      case .trigger where !feeding.contains(Int32(index)),
        .transform where !feeding.contains(Int32(index)) || !fed.contains(Int32(index)):
        faults.append("a \(node.kind.name) that leads nowhere")
      default: break
      }
    }
    return faults
  }
}
