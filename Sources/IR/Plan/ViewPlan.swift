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
  /// What the group reads of it, in the model's order: the model's names, and beside them the table's.
  public let columns: NameList
  public let physical: NameList
  /// Seconds that the group wants the data to be kept; nil where it does not say.
  public let retention: Int?
  /// The merge database that holds the table.
  public let database: String
  public let priority: Priority
  public let origin: Span
}
