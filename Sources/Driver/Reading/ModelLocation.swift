internal import History

/// A model that a command names: a folder, `git:REF`, or `git:REF:FOLDER`.
enum ModelLocation {
  case found(any ModelTree)
  /// The commit holds no model at all, or HEAD has no commit yet: a first check-in. Why, in words.
  case absent(String)

  /// - Parameter operand: what the user wrote; nil: the model that the current folder is in.
  /// - Throws: `Failure` where there is no such folder or commit, and where a model is there that cannot
  ///   be told apart from another or cannot be read.
  static func find(_ operand: String?, _ context: Context) throws -> ModelLocation {
    let start = Path.join(context.folder, context.arguments.last(.repo) ?? ".")
    guard let operand, operand.hasPrefix("git:") else {
      if operand != nil { return .found(try ModelFolder.find(operand, from: context.folder)) }
      return .found(
        try ModelFolder.find(nil, from: start).seen(from: context.arguments.last(.repo)))
    }
    do {
      return try atCommit(
        operand, from: start, shown: context.arguments.last(.repo) ?? "this folder")
    } catch let error as HistoryError {
      throw Failure.usage("\(operand): " + error.message, help: error.help)
    } catch let error as Unreadable {
      throw Failure.usage("\(operand) cannot be read: " + error.reason, help: error.help)
    }
  }

  /// The model that must be there.
  static func open(_ operand: String?, _ context: Context) throws -> any ModelTree {
    switch try find(operand, context) {
    case .found(let tree): return tree
    case .absent(let reason): throw Failure.usage(reason)
    }
  }

  private static func atCommit(
    _ operand: String, from start: String, shown: String
  ) throws -> ModelLocation {
    let (ref, named) = try parse(operand)
    guard let repository = try GitRepository.find(from: Path.absolute(start)) else {
      throw Failure.usage(
        "\(operand): \(shown) is in no git repository", help: "name one with --repo DIR")
    }
    guard case .commit(let commit) = try repository.revision(ref) else {
      return .absent("\(operand): the repository has no commit yet")
    }
    func tree(_ folder: String) -> ModelCommit {
      ModelCommit(repository, commit, ref: ref, folder: folder)
    }
    if let named {
      guard try repository.folder(named, below: commit.tree) != nil else {
        return .absent("\(operand): the commit has no folder `\(named)`")
      }
      return try holdsModel(tree(named))
        ? .found(tree(named)) : .absent("\(operand): it holds no \(ModelFolder.marker)")
    }
    for folder in candidates(start, repository)
    where try repository.folder(folder, below: commit.tree) != nil && holdsModel(tree(folder)) {
      return .found(tree(folder))
    }
    let others = try repository.folders(holding: ModelFolder.marker, below: commit.tree)
    if others.isEmpty { return .absent("\(operand): the commit holds no model") }
    // Elsewhere is not nowhere: a model that moves must not pass for a first one.
    throw Failure.usage(
      "\(operand): the commit has no model where this one is, but in "
        + others.prefix(3).map { $0.isEmpty ? "its root" : "`\($0)`" }.joined(separator: ", ")
        + (others.count > 3 ? " and \(others.count - 3) more" : ""),
      help: "name it: git:\(ref):\(others[0].isEmpty ? "." : others[0])")
  }

  /// `git:REF` or `git:REF:FOLDER`.
  private static func parse(_ operand: String) throws -> (ref: String, folder: String?) {
    let parts = operand.dropFirst(4).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty else {
      throw Failure.usage(
        "`\(operand)` names no commit", help: "git:REF, for instance git:main or git:HEAD~2")
    }
    guard parts.count == 2 else { return (String(parts[0]), nil) }
    let folders = parts[1].split(separator: "/").filter { $0 != "." }
    if folders.contains("..") || parts[1].hasPrefix("/") {
      throw Failure.usage(
        "`\(operand)`: the folder is meant from the repository's root, without `..`")
    }
    return (String(parts[0]), folders.joined(separator: "/"))
  }

  /// Where the model is inside the repository: where the work tree has it; without one, the current
  /// folder and those above it.
  private static func candidates(_ start: String, _ repository: GitRepository) -> [String] {
    guard let workTree = repository.workTree.map(Path.absolute) else { return [""] }
    func below(_ path: String) -> String? {
      let path = Path.absolute(path)
      guard Path.isInside(path, workTree) else { return nil }
      return String(path.dropFirst(workTree.count).drop { $0 == "/" })
    }
    if let model = try? ModelFolder.find(nil, from: start), let path = below(model.root) {
      return [path]
    }
    var path = below(start) ?? ""
    var found = [path]
    while !path.isEmpty {
      let above = Path.parent(path)
      path = above == "." ? "" : above
      found.append(path)
    }
    return found
  }

  /// - Throws: where the mark is there and cannot be read.
  private static func holdsModel(_ tree: ModelCommit) throws -> Bool {
    let names = try tree.names(in: "")
    guard names.contains(ModelFolder.marker) else { return false }
    guard try tree.status(ModelFolder.marker)?.kind == .file else {
      throw Failure.usage("\(tree.shownPath(ModelFolder.marker)) is not a file")
    }
    if names.contains(OutputFolder.markName) {
      throw Failure.usage(
        "\(tree.shownPath("")) is an output folder of dsgen: nothing in it is model",
        help: "name the model's folder")
    }
    return true
  }
}
