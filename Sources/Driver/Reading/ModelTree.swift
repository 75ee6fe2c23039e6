internal import Diagnostics

/// Where a model's files are: a folder of the disk, or a commit. Paths are below the model's root.
protocol ModelTree: Sendable {
  /// The names in a folder, sorted by bytes.
  func names(in folder: String) throws(Unreadable) -> [String]
  /// What is at a path; nil where it leads nowhere.
  func status(_ path: String) throws(Unreadable) -> TreeStatus?
  /// A file's bytes; nil in place of more than `limit` of them.
  func read(_ path: String, limit: Int) throws(Unreadable) -> [UInt8]?
  /// How messages call a path.
  func shownPath(_ path: String) -> String
  /// What equal content has in common with no other; nil where only the bytes can tell.
  func contentName(_ path: String) -> String?
  /// The commit that the files are of; nil where they are of none.
  var commit: String? { get }
}

/// What is at a path of a model.
struct TreeStatus: Sendable {
  enum Kind: Sendable { case file, folder, other }

  let kind: Kind
  var size = 0
  /// Reached through a link.
  var isLinked = false
  /// The same for all paths that lead to one file; nil where each path is its own.
  var identity: [UInt64]?
}

/// Why something of a model cannot be read, for `cannot be read: <reason>`.
struct Unreadable: Error, Sendable {
  let reason: String
  var help: String?
}

extension ModelTree {
  func unreadable(_ path: String, _ error: Unreadable) -> Diagnostic {
    Diagnostic(
      .fileUnreadable, "cannot be read: \(error.reason)", at: nil, path: shownPath(path),
      help: error.help
        ?? "make it readable, or take it out of the model with `ignore:` in dsgen.yaml")
  }
}
