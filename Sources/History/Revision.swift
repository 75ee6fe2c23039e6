internal import CGit2

/// What a name in a repository stands for.
public enum Revision: Sendable {
  case commit(Commit)
  /// The branch that HEAD names, before its first commit.
  case unborn
}

public struct Commit: Sendable {
  public let id: ObjectID
  public let tree: ObjectID
}

/// One name in a tree.
public struct TreeEntry: Sendable {
  public enum Kind: Sendable { case file, folder, link, submodule }

  /// nil where it is not UTF-8, or could lead elsewhere: empty, `.`, `..`, or with a `/`.
  public let name: String?
  /// The name for a message, repaired.
  public let shownName: String
  public let kind: Kind
  public let id: ObjectID
  /// Git's own number for it, which also tells whether a file may be run.
  let mode: UInt32

  init(_ entry: OpaquePointer) {
    let start = Library.git.tree_entry_name(entry)
    let text = start.map { String(cString: $0) } ?? ""
    let isWhole = start.flatMap { String(validatingCString: $0) } != nil
    let leads = text.isEmpty || text == "." || text == ".." || text.utf8.contains(0x2F)
    name = isWhole && !leads ? text : nil
    shownName = text
    id = ObjectID(Library.git.tree_entry_id(entry))
    mode = Library.git.tree_entry_filemode(entry).rawValue
    switch Library.git.tree_entry_filemode(entry) {
    case GIT_FILEMODE_TREE: kind = .folder
    case GIT_FILEMODE_LINK: kind = .link
    case GIT_FILEMODE_COMMIT: kind = .submodule
    default: kind = .file
    }
  }
}
