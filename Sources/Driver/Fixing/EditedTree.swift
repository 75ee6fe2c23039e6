internal import Diagnostics

/// A model with some of its files changed in memory.
struct EditedTree: ModelTree {
  let base: any ModelTree
  /// By the path below the model's root.
  let changed: [String: [UInt8]]

  func names(in folder: String) throws(Unreadable) -> [String] { try base.names(in: folder) }
  func status(_ path: String) throws(Unreadable) -> TreeStatus? { try base.status(path) }
  func read(_ path: String, limit: Int) throws(Unreadable) -> [UInt8]? {
    if let bytes = changed[path] { return bytes }
    return try base.read(path, limit: limit)
  }
  func shownPath(_ path: String) -> String { base.shownPath(path) }
  func contentName(_ path: String) -> String? {
    changed[path] == nil ? base.contentName(path) : nil
  }
  var commit: String? { base.commit }
}
