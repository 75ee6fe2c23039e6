internal import Model

/// Makes views of a platform, one after the other. What many have in common, their group and their
/// store, is looked up once.
struct ViewLowering {
  private let estate: Estate
  private let platform: Int
  private let isMilestoned: Bool
  private var readers: [Reader: ViewReader] = [:]
  private var stores: [Int32: Store] = [:]

  /// A store, as all views of its datasets know it.
  private final class Store {
    let name: String
    private let sliceCount: Int
    /// Where all its slices are in one database.
    private let database: String?
    private let lowering: StoreLowering

    init(_ lowering: StoreLowering) {
      self.lowering = lowering
      name = lowering.store.name
      sliceCount = lowering.store.sliceCount
      database = lowering.places.isEmpty ? lowering.database(slice: 0) : nil
    }

    func database(ofDataset id: Int, in model: Model) -> String {
      database ?? lowering.database(slice: model.slice(ofDataset: id, count: sliceCount))
    }
  }

  private struct Reader: Hashable {
    let workspace: Int32
    let group: Int32
  }

  init(_ estate: Estate, platform: Int) {
    self.estate = estate
    self.platform = platform
    isMilestoned = estate.model.platforms[platform].merge == .milestoned
  }

  /// - Parameter node: a view of the platform's graph.
  mutating func plan(_ node: GraphNode) -> ViewPlan {
    let model = estate.model
    let id = Int(node.dataset)
    let reader = reader(of: node)
    let known = store(node.store)
    let store = known.name
    let dataset = model.name(ofDataset: id)
    func name(history: Bool) -> String {
      PhysicalNames.view(group: reader.group, store: store, dataset: dataset, history: history)
    }
    let columns = reader.columns(of: id, in: model)
    return ViewPlan(
      workspace: reader.workspace, group: reader.group, store: store, dataset: dataset,
      schema: reader.schema, name: name(history: false),
      history: isMilestoned ? name(history: true) : nil, role: reader.role,
      table: model.table(ofDataset: id), columns: columns.names,
      physical: columns.physical, retention: reader.retention,
      database: known.database(ofDataset: id, in: model),
      priority: node.priority, origin: node.origin)
  }

  private mutating func reader(of node: GraphNode) -> ViewReader {
    let key = Reader(workspace: node.workspace, group: node.group)
    if let known = readers[key] { return known }
    let workspace = estate.model.workspaces[Int(node.workspace)]
    let reader = ViewReader(workspace, workspace.groups[Int(node.group)], in: estate.model)
    readers[key] = reader
    return reader
  }

  private mutating func store(_ store: Int32) -> Store {
    if let known = stores[store] { return known }
    let made = Store(estate.lowering(platform, Int(store)))
    stores[store] = made
    return made
  }
}

/// A group, as all its views know it.
private struct ViewReader {
  let workspace: String
  let group: String
  let schema: String
  let role: String
  let retention: Int?
  /// By dataset the columns that the group names; it sees all columns of any other dataset that it
  /// reads, and of one whose set is empty.
  private var named: [Int: Set<Symbol>] = [:]

  init(_ workspace: Workspace, _ group: Object, in model: Model) {
    self.workspace = workspace.name
    self.group = group.text(GroupField.name) ?? ""
    schema = PhysicalNames.fitted(workspace.name)
    role = PhysicalNames.role(workspace: workspace.name)
    retention = group.object(GroupField.needs)?.text(NeedsField.retention)
      .flatMap(Duration.seconds)
    let reads = group.objects(GroupField.reads)
    guard reads.contains(where: { $0.has(ReadField.columns) }) else { return }
    for read in reads {
      let columns = Set(read.list(ReadField.columns).compactMap(\.symbol))
      for dataset in model.datasets(readBy: read) { add(columns, of: dataset) }
    }
  }

  /// A group may read a dataset by several entries: it sees what any of them names.
  private mutating func add(_ columns: Set<Symbol>, of dataset: Int) {
    let known = named[dataset]
    let isWhole = columns.isEmpty || known?.isEmpty ?? false
    named[dataset] = isWhole ? [] : columns.union(known ?? [])
  }

  /// The model's names of what it sees of a dataset, and the table's.
  func columns(of dataset: Int, in model: Model) -> (names: NameList, physical: NameList) {
    let wanted = named[dataset] ?? []
    let columns = model.columns(ofDataset: dataset)
    var names = NameList()
    names.reserve(names: columns.count)
    // The same run of bytes as long as no name differs.
    var physical: NameList?
    for column in columns where wanted.isEmpty || wanted.contains(column.name) {
      if physical == nil, !column.isShort { physical = names }
      names.append(column.name, of: model.tree.text)
      physical?.append(column.physicalName(in: model))
    }
    return (names, physical ?? names)
  }
}
