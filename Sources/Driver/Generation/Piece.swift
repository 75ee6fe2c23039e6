internal import Emit
internal import IR

/// What is generated at one go, by one thread: memory is bounded by the number of threads.
enum Piece: Sendable {
  /// A slice of a store.
  case slice(store: Int, number: Int)
  /// What serves all slices of a store.
  case store(Int)
  /// What a platform's SQL files share, and the programs of its pods.
  case shared
  /// The transformer of a workspace.
  case transform(workspace: Int)
  /// The views of a few workspaces: nodes of the platform's graph for each.
  case workspaces([[Int32]])
  /// A platform's bootstrap.
  case bootstrap
}

/// What a piece has given.
struct Generated: Sendable {
  /// What it is of, as records of it say: one for all files, or one for each.
  var keys: [String]
  var files: [GeneratedFile]
  /// Terraform's root modules among them.
  var roots: [RootPlan] = []
  /// The slice that the files are of; nil where they belong to none.
  var slice: SliceRecord?

  struct SliceRecord: Sendable {
    let store: String
    let number: Int
    let label: String
    /// The merge database; nil: the platform's first.
    var database: String?
    let datasets: [SliceManifest.Dataset]
  }
}
