public import Diagnostics
public import Model

/// What one group sees of one dataset on one platform.
public struct ViewPlan: Sendable {
  public let workspace: String
  public let group: String
  public let store: String
  public let dataset: String
  /// The workspace's schema.
  public let schema: String
  /// The view's name; on a milestoned platform it shows the latest rows.
  public let name: String
  /// On a milestoned platform the view beside it with every version; nil on a live one.
  public let history: String?
  /// The role that may read the workspace's views.
  public let role: String
  /// The dataset's table in schema `merge`.
  public let table: String
  /// What the group reads of it, in the model's order: the model's name, and the table's.
  public let columns: [(name: String, physical: String)]
  /// The merge database that holds the table.
  public let database: String
  public let priority: Priority
  public let origin: Span

  init(_ node: GraphNode, _ estate: Estate, _ platform: Int) {
    let model = estate.model
    let found = model.workspaces[Int(node.workspace)]
    let group = found.groups[Int(node.group)]
    let groupName = group.text(GroupField.name) ?? ""
    let store = model.stores[Int(node.store)].name
    let dataset = model.name(ofDataset: Int(node.dataset))
    workspace = found.name
    self.group = groupName
    self.store = store
    self.dataset = dataset
    schema = PhysicalNames.fitted(found.name)
    name = PhysicalNames.view(group: groupName, store: store, dataset: dataset, history: false)
    history =
      model.platforms[platform].merge == .milestoned
      ? PhysicalNames.view(group: groupName, store: store, dataset: dataset, history: true) : nil
    role = PhysicalNames.role(workspace: found.name)
    table = model.table(ofDataset: Int(node.dataset))
    columns = ViewPlan.columns(of: Int(node.dataset), readBy: group, model)
    database = estate.lowering(platform, Int(node.store)).database(
      slice: model.slice(
        ofDataset: Int(node.dataset), count: model.stores[Int(node.store)].sliceCount))
    priority = node.priority
    origin = node.origin
  }

  /// A group may read a dataset by several entries: it sees what any of them names.
  private static func columns(of dataset: Int, readBy group: Object, _ model: Model)
    -> [(name: String, physical: String)]
  {
    var wanted: Set<String> = []
    for read in group.objects(GroupField.reads)
    where model.datasets(readBy: read).contains(dataset) {
      let names = read.texts(ReadField.columns)
      if names.isEmpty {
        wanted = []
        break
      }
      wanted.formUnion(names)
    }
    return model.columns(ofDataset: dataset).compactMap { column in
      let name = model.tree.string(column.name)
      return wanted.isEmpty || wanted.contains(name)
        ? (name, ColumnPlan(column, in: model).name) : nil
    }
  }
}
