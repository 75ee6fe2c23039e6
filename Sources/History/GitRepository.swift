internal import CGit2
internal import Diagnostics
internal import Synchronization

/// A git repository, bare or with a work tree, from which objects are read.
///
/// Several threads may read from one at once: the object database locks for itself, and what does not
/// is behind `lock`.
public final class GitRepository: Sendable {
  /// The folder of the work tree, without links and without a `/` at its end; nil where it is bare.
  public let workTree: String?

  nonisolated(unsafe) private let repository: OpaquePointer
  nonisolated(unsafe) private let objects: OpaquePointer
  private let lock = Mutex(())

  /// The repository that a folder is in, or that it is.
  /// - Returns: nil where there is none.
  public static func find(from folder: String) throws(HistoryError) -> GitRepository? {
    try Library.start()
    var found: OpaquePointer?
    let flags = UInt32(GIT_REPOSITORY_OPEN_CROSS_FS.rawValue)
    let code = Library.git.repository_open_ext(&found, folder, flags, nil)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    guard code == 0, let found else {
      throw HistoryError("the repository of \(folder) cannot be opened: " + Library.lastError)
    }
    var objects: OpaquePointer?
    guard Library.git.repository_odb(&objects, found) == 0, let objects else {
      Library.git.repository_free(found)
      throw HistoryError("the objects of \(folder) cannot be read: " + Library.lastError)
    }
    return GitRepository(found, objects)
  }

  private init(_ repository: OpaquePointer, _ objects: OpaquePointer) {
    self.repository = repository
    self.objects = objects
    workTree = Library.git.repository_workdir(repository).map { path in
      var text = String(cString: path)
      while text.utf8.count > 1, text.utf8.last == UInt8(ascii: "/") { text.removeLast() }
      return text
    }
  }

  deinit {
    Library.git.odb_free(objects)
    Library.git.repository_free(repository)
  }

  // MARK: revisions

  /// What a commit, branch, tag, remote branch or `HEAD~2` stands for.
  public func revision(_ ref: String) throws(HistoryError) -> Revision {
    let result: Result<Revision, HistoryError> = lock.withLock { _ in
      var object: OpaquePointer?
      let code = Library.git.revparse_single(&object, repository, ref)
      guard code == 0, let object else { return unresolved(ref, code) }
      defer { Library.git.object_free(object) }
      var commit: OpaquePointer?
      guard Library.git.object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0, let commit else {
        return .failure(HistoryError("`\(ref)` is not a commit: " + Library.lastError))
      }
      defer { Library.git.object_free(commit) }
      return .success(
        .commit(
          Commit(
            id: ObjectID(Library.git.object_id(commit)),
            tree: ObjectID(Library.git.commit_tree_id(commit)))))
    }
    return try result.get()
  }

  /// Only for who holds the lock.
  private func unresolved(_ ref: String, _ code: Int32) -> Result<Revision, HistoryError> {
    if code == GIT_EAMBIGUOUS.rawValue {
      return .failure(
        HistoryError("`\(ref)` is the start of several objects' names", help: "write more of it"))
    }
    if code != GIT_ENOTFOUND.rawValue, code != GIT_EINVALIDSPEC.rawValue {
      return .failure(HistoryError("`\(ref)` cannot be read: " + Library.lastError))
    }
    if ref == "HEAD" || ref == unbornBranch { return .success(.unborn) }
    let near = nearest(to: ref, among: names)
    return .failure(
      HistoryError(
        "the repository has no commit, branch or tag `\(ref)`",
        help: near.map { "did you mean `\($0)`?" }
          ?? "a shallow clone lacks most of them: fetch it, with its history"))
  }

  /// The branch that HEAD names and that has no commit yet.
  private var unbornBranch: String? {
    guard Library.git.repository_head_unborn(repository) == 1 else { return nil }
    var head: OpaquePointer?
    guard Library.git.reference_lookup(&head, repository, "HEAD") == 0, let head else { return nil }
    defer { Library.git.reference_free(head) }
    guard let target = Library.git.reference_symbolic_target(head) else { return nil }
    return short(String(cString: target))
  }

  /// Branches, tags and remote branches as people call them, sorted.
  private var names: [String] {
    var list = git_strarray()
    guard Library.git.reference_list(&list, repository) == 0 else { return [] }
    defer { Library.git.strarray_dispose(&list) }
    let names = (0..<list.count).compactMap { index in
      list.strings[index].map { short(String(cString: $0)) }
    }
    return (names + ["HEAD"]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func short(_ name: String) -> String {
    for prefix in ["refs/heads/", "refs/tags/", "refs/remotes/"] where name.hasPrefix(prefix) {
      return String(name.dropFirst(prefix.count))
    }
    return name
  }

  // MARK: objects

  /// What a tree holds, in git's order.
  public func entries(of tree: ObjectID) throws(HistoryError) -> [TreeEntry] {
    let result: Result<[TreeEntry], HistoryError> = lock.withLock { _ in
      var oid = tree.oid
      var found: OpaquePointer?
      guard Library.git.tree_lookup(&found, repository, &oid) == 0, let found else {
        return .failure(unreadable("tree", tree))
      }
      defer { Library.git.tree_free(found) }
      return .success(
        (0..<Library.git.tree_entrycount(found)).compactMap { index in
          Library.git.tree_entry_byindex(found, index).map(TreeEntry.init)
        })
    }
    return try result.get()
  }

  /// The size of a file's content in bytes, told without reading it.
  public func size(of blob: ObjectID) throws(HistoryError) -> Int {
    var oid = blob.oid
    var size = 0
    var type = GIT_OBJECT_INVALID
    guard Library.git.odb_read_header(&size, &type, objects, &oid) == 0, type == GIT_OBJECT_BLOB
    else {
      throw unreadable("file", blob)
    }
    return size
  }

  /// A file's content as it was committed: no filter and no line ending is applied.
  /// - Returns: nil in place of more than `limit` bytes.
  public func content(of blob: ObjectID, limit: Int) throws(HistoryError) -> [UInt8]? {
    if try size(of: blob) > limit { return nil }
    var oid = blob.oid
    var object: OpaquePointer?
    guard Library.git.odb_read(&object, objects, &oid) == 0, let object else {
      throw unreadable("file", blob)
    }
    defer { Library.git.odb_object_free(object) }
    guard Library.git.odb_object_type(object) == GIT_OBJECT_BLOB else {
      throw unreadable("file", blob)
    }
    let data = UnsafeRawBufferPointer(
      start: Library.git.odb_object_data(object), count: Library.git.odb_object_size(object))
    return Array(data)
  }

  private func unreadable(_ what: String, _ id: ObjectID) -> HistoryError {
    HistoryError(
      "the \(what) \(id.hex) cannot be read: " + Library.lastError,
      help: "`git fsck` says what is broken; where the clone is partial, fetch the object")
  }
}
