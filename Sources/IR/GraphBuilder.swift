internal import Diagnostics
public import Model

/// Builds all platforms' graphs at once, right to left, from the groups that are assigned to them.
///
/// Where a store's primary platform is another one, the reader's platform stops there and the primary
/// captures the dataset, at the reader's priority: hence one space of nodes for all platforms.
struct GraphBuilder {
  private let model: Model
  private(set) var nodes: [GraphNode] = []
  /// Own priorities, beside `nodes`; 0 for none.
  private var own: [UInt8] = []
  private(set) var edges: [(from: Int32, to: Int32)] = []
  /// From a primary's export to the ingestion on the reader's platform.
  private var links: [(from: Int32, to: Int32)] = []
  /// By platform, then by dataset; -1 for none. Empty for platforms that have none.
  private var exports: [[Int32]]
  private var ingestions: [[Int32]]
  /// By platform, then by store: of stores that move as a whole.
  private var wholeIngestions: [[Int32]]
  private var transforms: [Int64: (trigger: Int32, node: Int32)] = [:]
  private var triggered: Set<Int64> = []
  /// The groups whose views a platform has.
  private var seen: Set<Reader> = []
  /// By dataset the last group that was found to read it, as a number; 0 for none.
  private var lastReader: [Int32]
  private let primaries: [Int: [Int]]
  /// By store.
  private let isWhole: [Bool]
  private let sliceCounts: [Int]
  /// By dataset; -1 where it was not asked for.
  private var slices: [Int32]

  private struct Reader: Hashable {
    var platform: Int
    var workspace: Int
    var group: Int
  }

  private struct Step {
    var platform: Int
    var dataset: Int
    var export: Int32
  }

  init(_ model: Model) {
    self.model = model
    var primaries: [Int: [Int]] = [:]
    for object in model.assignments.flatMap({ Array($0.objects(AssignmentsField.primary)) }) {
      guard let store = object.text(PrimaryField.store).flatMap(model.store) else { continue }
      primaries[store] = object.texts(PrimaryField.platforms).compactMap(model.platform)
    }
    self.primaries = primaries
    let none = [[Int32]](repeating: [], count: model.platforms.count)
    (exports, ingestions, wholeIngestions) = (none, none, none)
    isWhole = model.stores.map { $0.consistency == .store }
    sliceCounts = model.stores.map(\.sliceCount)
    slices = [Int32](repeating: -1, count: model.datasets.count)
    lastReader = [Int32](repeating: 0, count: model.datasets.count)
  }

  /// The graphs of all platforms, in the order of their names; of one without groups an empty one.
  mutating func build() -> [PlatformGraph] {
    for document in model.assignments {
      for assigned in document.objects(AssignmentsField.groups) { assign(assigned) }
    }
    let priorities = Priorities.propagate(own: own, edges: edges + links)
    // Weights are small numbers.
    let named = (0...UInt8.max).map(priority)
    for index in nodes.indices { nodes[index].priority = named[Int(priorities[index])] }
    return model.platforms.indices.map(graph)
  }

  private mutating func assign(_ assigned: Object) {
    guard let path = assigned.text(AssignedGroupField.group), let dot = path.firstIndex(of: "."),
      let workspace = model.workspace(String(path[..<dot]))
    else { return }
    let name = String(path[path.index(after: dot)...])
    let groups = model.workspaces[workspace].groups
    guard let group = groups.firstIndex(where: { $0.text(GroupField.name) == name }) else { return }
    for item in assigned.objects(AssignedGroupField.platforms) {
      guard item.word(AssignmentField.status, AssignmentStatus.self) != .decommissioned,
        let platform = item.text(AssignmentField.platform).flatMap(model.platform)
      else { continue }
      let weight = UInt8(model.workspaces[workspace].priority.weight)
      var steps = read(workspace, group, on: platform) { builder, export in
        builder.own[Int(export)] = max(builder.own[Int(export)], weight)
      }
      while let step = steps.popLast() { steps += feed(step) }
    }
  }

  /// Exports and views for all that a group reads; the steps are the exports that are new.
  private mutating func read(
    _ workspace: Int, _ group: Int, on platform: Int,
    each: (inout GraphBuilder, Int32) -> Void
  ) -> [Step] {
    var steps: [Step] = []
    let weight = UInt8(model.workspaces[workspace].priority.weight)
    let isNewReader =
      seen.insert(Reader(platform: platform, workspace: workspace, group: group)).inserted
    let reader = Int32(seen.count)
    for read in model.workspaces[workspace].groups[group].objects(GroupField.reads) {
      let origin = read.span
      for dataset in model.datasets(readBy: read) {
        let (export, isNew) = export(dataset, on: platform)
        each(&self, export)
        if isNew { steps.append(Step(platform: platform, dataset: dataset, export: export)) }
        // A group may read a dataset by several entries.
        if isNewReader, lastReader[dataset] != reader {
          lastReader[dataset] = reader
          add(
            .view, platform, dataset: dataset, workspace: workspace, group: group,
            own: weight, origin: origin)
        }
      }
    }
    return steps
  }

  // MARK: leftwards

  /// Makes what feeds an export, and says which further exports that needs.
  private mutating func feed(_ step: Step) -> [Step] {
    let store = Int(model.datasets[step.dataset].store)
    let captured = primaries[store] ?? []
    let isMirror = !captured.isEmpty && !captured.contains(step.platform)
    let (ingestion, isNew) = ingestion(
      store, step.dataset, on: step.platform, primary: isMirror ? captured[0] : -1)
    edges.append((ingestion, step.export))
    if isMirror {
      let (export, isNewExport) = export(step.dataset, on: captured[0])
      links.append((export, ingestion))
      return isNewExport
        ? [Step(platform: captured[0], dataset: step.dataset, export: export)] : []
    }
    guard isNew, model.stores[store].ingestionType == .transformer,
      let maker = model.stores[store].ingestion?.text(IngestionField.workspace),
      let workspace = model.workspace(maker), model.workspaces[workspace].transformer != nil
    else { return [] }
    return transform(workspace, into: ingestion, on: step.platform)
  }

  private mutating func transform(_ workspace: Int, into ingestion: Int32, on platform: Int)
    -> [Step]
  {
    let key = Int64(platform) << 32 | Int64(workspace)
    if let known = transforms[key] {
      edges.append((known.node, ingestion))
      return []
    }
    let origin = model.workspaces[workspace].object.span
    let trigger = add(.trigger, platform, workspace: workspace, origin: origin)
    let node = add(.transform, platform, workspace: workspace, origin: origin)
    transforms[key] = (trigger, node)
    edges.append((trigger, node))
    edges.append((node, ingestion))
    var steps: [Step] = []
    for group in model.workspaces[workspace].groups.indices {
      steps += read(workspace, group, on: platform) { builder, export in
        if builder.triggered.insert(Int64(export) << 32 | Int64(trigger)).inserted {
          builder.edges.append((export, trigger))
        }
      }
    }
    return steps
  }

  // MARK: nodes

  private mutating func export(_ dataset: Int, on platform: Int) -> (node: Int32, isNew: Bool) {
    let known = at(dataset, exports[platform])
    if known >= 0 { return (known, false) }
    let node = add(
      .export, platform, dataset: dataset, origin: model.object(ofDataset: dataset).span)
    note(node, at: dataset, of: model.datasets.count, in: &exports[platform])
    return (node, true)
  }

  private func at(_ index: Int, _ nodes: [Int32]) -> Int32 { nodes.isEmpty ? -1 : nodes[index] }

  private func note(_ node: Int32, at index: Int, of count: Int, in nodes: inout [Int32]) {
    if nodes.isEmpty { nodes = [Int32](repeating: -1, count: count) }
    nodes[index] = node
  }

  private mutating func ingestion(_ store: Int, _ dataset: Int, on platform: Int, primary: Int)
    -> (node: Int32, isNew: Bool)
  {
    if isWhole[store] {
      let known = at(store, wholeIngestions[platform])
      if known >= 0 { return (known, false) }
      let node = add(
        .ingestion, platform, store: store, primary: primary,
        origin: model.stores[store].object.span)
      note(node, at: store, of: model.stores.count, in: &wholeIngestions[platform])
      return (node, true)
    }
    let known = at(dataset, ingestions[platform])
    if known >= 0 { return (known, false) }
    let node = add(
      .ingestion, platform, dataset: dataset, primary: primary,
      origin: model.object(ofDataset: dataset).span)
    note(node, at: dataset, of: model.datasets.count, in: &ingestions[platform])
    return (node, true)
  }

  @discardableResult
  private mutating func add(
    _ kind: GraphNode.Kind, _ platform: Int, store: Int = -1, dataset: Int = -1,
    workspace: Int = -1, group: Int = -1, primary: Int = -1, own weight: UInt8 = 0, origin: Span
  ) -> Int32 {
    let owner = dataset < 0 ? store : Int(model.datasets[dataset].store)
    let slice = dataset < 0 ? -1 : slice(of: dataset, owner)
    nodes.append(
      GraphNode(
        kind: kind, platform: Int32(platform), store: Int32(owner), dataset: Int32(dataset),
        workspace: Int32(workspace), group: Int32(group), slice: slice,
        primary: Int32(primary), priority: .low, origin: origin))
    own.append(weight)
    return Int32(nodes.count - 1)
  }

  private mutating func slice(of dataset: Int, _ store: Int) -> Int32 {
    if slices[dataset] < 0 {
      slices[dataset] = Int32(model.slice(ofDataset: dataset, count: sliceCounts[store]))
    }
    return slices[dataset]
  }

  private func priority(_ weight: UInt8) -> Priority {
    Priority.allCases.first { $0.weight == Int(weight) } ?? .low
  }

  // MARK: one platform

  /// The order of nodes of one kind.
  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let (a, b) = (Int(a), Int(b))
    if nodes[a].store != nodes[b].store { return nodes[a].store < nodes[b].store }
    if nodes[a].dataset != nodes[b].dataset { return nodes[a].dataset < nodes[b].dataset }
    if nodes[a].workspace != nodes[b].workspace { return nodes[a].workspace < nodes[b].workspace }
    return nodes[a].group < nodes[b].group
  }

  private func graph(of platform: Int) -> PlatformGraph {
    // By kind first: of each they come nearly in order already.
    var order: [Int32] = []
    for kind in GraphNode.Kind.allCases {
      var own: [Int32] = []
      for index in nodes.indices
      where nodes[index].kind == kind && nodes[index].platform == Int32(platform) {
        own.append(Int32(index))
      }
      own.sort(by: precedes)
      order += own
    }
    var position = [Int32](repeating: -1, count: nodes.count)
    for (new, old) in order.enumerated() { position[Int(old)] = Int32(new) }
    var own: [PlatformGraph.Edge] = []
    for edge in edges {
      let (from, to) = (Int(position[Int(edge.from)]), Int(position[Int(edge.to)]))
      if from >= 0, to >= 0 { own.append(PlatformGraph.Edge(from: from, to: to)) }
    }
    return PlatformGraph(
      platform: platform, name: model.platforms[platform].name, nodes: order.map { nodes[Int($0)] },
      edges: own.sorted())
  }
}

extension Model {
  /// The datasets that one item of a group's reads stands for.
  func datasets(readBy read: Object) -> Range<Int> {
    if let path = read.text(ReadField.dataset) {
      return dataset(path: path).map { $0..<($0 + 1) } ?? 0..<0
    }
    guard let text = read.text(ReadField.datasets), let pattern = Pattern(text),
      let store = store(pattern.store)
    else { return 0..<0 }
    return pattern.matches(in: store, of: self)
  }

  /// The slice of a dataset among `count`.
  public func slice(ofDataset id: Int, count: Int) -> Int {
    tree.text.withBytes(identity(ofDataset: id)) { Slices.slice(of: $0, count: count) }
  }
}
