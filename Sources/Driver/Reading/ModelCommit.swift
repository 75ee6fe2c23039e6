internal import History
internal import Synchronization

/// A model as a commit has it, read from the repository's objects: nothing is checked out.
///
/// Links are not followed: one that is meant to be a file of the model cannot be read. Submodules are no
/// part of the model.
final class ModelCommit: ModelTree {
  /// As the user named it: `main`.
  let ref: String
  let repository: GitRepository
  let id: String
  /// The model's root, below that of the repository; empty: the same.
  let folder: String
  private let root: ObjectID
  private let known = Mutex<[String: Listing]>([:])

  private struct Listing: Sendable {
    var names: [String] = []
    var entries: [String: TreeEntry] = [:]
  }

  init(_ repository: GitRepository, _ commit: Commit, ref: String, folder: String) {
    self.repository = repository
    self.ref = ref
    self.folder = folder
    id = commit.id.hex
    root = commit.tree
  }

  var commit: String? { id }

  /// `git:main:zones/USA/zone.yaml`, below the repository's root.
  func shownPath(_ path: String) -> String {
    "git:\(ref):" + (folder.isEmpty ? path : Path.join(folder, path))
  }

  /// The paths, below the repository's root, that another commit does not have alike.
  func differences(to other: ModelCommit) throws(Unreadable) -> [String] {
    try Self.reading { () throws(HistoryError) in
      try repository.differences(from: root, to: other.root)
    }
  }

  /// As `differences` writes it.
  func pathInRepository(_ path: String) -> String {
    folder.isEmpty ? path : folder + "/" + path
  }

  func contentName(_ path: String) -> String? {
    guard let entry = try? entry(path), entry.kind == .file else { return nil }
    return entry.id.hex
  }

  func names(in path: String) throws(Unreadable) -> [String] { try listing(path).names }

  func status(_ path: String) throws(Unreadable) -> TreeStatus? {
    guard let entry = try entry(path) else { return nil }
    if entry.name == nil, entry.kind == .folder || Self.isModel(path) {
      throw Unreadable(
        reason: "its name is not one that every machine can write", help: "rename it")
    }
    switch entry.kind {
    case .folder: return TreeStatus(kind: .folder)
    case .submodule: return TreeStatus(kind: .other)
    case .file:
      return TreeStatus(
        kind: .file,
        size: try Self.reading { () throws(HistoryError) in
          try repository.size(of: entry.id)
        })
    case .link:
      guard Self.isModel(path) else { return TreeStatus(kind: .other) }
      throw Unreadable(
        reason: "it is a symbolic link, which is not followed at a commit",
        help: "commit the file itself")
    }
  }

  func read(_ path: String, limit: Int) throws(Unreadable) -> [UInt8]? {
    guard let entry = try entry(path), entry.kind == .file else {
      throw Unreadable(reason: "it is not a file")
    }
    return try Self.reading { () throws(HistoryError) in
      try repository.content(of: entry.id, limit: limit)
    }
  }

  private static func isModel(_ path: String) -> Bool {
    path.hasSuffix(".yaml") || path.hasSuffix(".yml")
  }

  private func entry(_ path: String) throws(Unreadable) -> TreeEntry? {
    let above = Path.parent(path)
    return try listing(above == "." ? "" : above).entries[Path.name(path)]
  }

  private func listing(_ path: String) throws(Unreadable) -> Listing {
    if let listing = known.withLock({ $0[path] }) { return listing }
    var tree = root
    if !path.isEmpty {
      guard let entry = try entry(path), entry.kind == .folder else {
        throw Unreadable(reason: "it is not a folder")
      }
      tree = entry.id
    } else if !folder.isEmpty {
      guard
        let found = try Self.reading({ () throws(HistoryError) in
          try repository.folder(folder, below: root)
        })
      else { throw Unreadable(reason: "it is not a folder") }
      tree = found
    }
    let entries = try Self.reading { () throws(HistoryError) in
      try repository.entries(of: tree)
    }
    var listing = Listing()
    for entry in entries {
      listing.names.append(entry.shownName)
      listing.entries[entry.shownName] = entry
    }
    listing.names.sort(by: Path.precedes)
    known.withLock { $0[path] = listing }
    return listing
  }

  private static func reading<R>(_ body: () throws(HistoryError) -> R) throws(Unreadable) -> R {
    do {
      return try body()
    } catch {
      throw Unreadable(reason: error.message, help: error.help)
    }
  }
}
