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
  public let priority: Priority
  public let origin: Span

  init(_ node: GraphNode, _ estate: Estate, _ platform: Int) {
    let model = estate.model
    let found = model.workspaces[Int(node.workspace)]
    let group = found.groups[Int(node.group)].text(GroupField.name) ?? ""
    let store = model.stores[Int(node.store)].name
    let dataset = model.name(ofDataset: Int(node.dataset))
    workspace = found.name
    self.group = group
    self.store = store
    self.dataset = dataset
    schema = PhysicalNames.fitted(found.name)
    name = PhysicalNames.view(group: group, store: store, dataset: dataset, history: false)
    history =
      model.platforms[platform].merge == .milestoned
      ? PhysicalNames.view(group: group, store: store, dataset: dataset, history: true) : nil
    role = PhysicalNames.role(workspace: found.name)
    priority = node.priority
    origin = node.origin
  }
}
