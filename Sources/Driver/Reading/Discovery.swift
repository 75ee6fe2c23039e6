internal import DSLFrontend
internal import Diagnostics
internal import Model

/// A file of the model: its path below the root, and its size in bytes.
struct ModelFile: Sendable {
  let path: String
  let size: Int
  /// Of two models that are read together, whose it is; nil: both models', or there is one alone.
  var side: Frontend.Side?
}

/// Finds a model's files: all `*.yaml` and `*.yml` below its root, but for hidden ones, output
/// folders, and what the ecosystem's `ignore:` names. Links are followed where the tree does so, loops
/// are not.
struct Discovery {
  private(set) var files: [ModelFile] = []
  private(set) var problems: [Diagnostic] = []
  private let tree: any ModelTree
  private let ignored: [Glob]
  private var seen: Set<[UInt64]> = []
  /// Links to folders: followed last, so that a folder is known by its own path where it has one.
  private var links: [String] = []

  /// Is called for each folder: there may be many.
  private let goOn: () -> Void
  /// What may still be looked at.
  private var left: Int

  /// Folders within folders.
  private static let depthLimit = 200

  /// - Parameters:
  ///   - limit: more folders and files of the model than any model has. Ten equal folders in each of ten
  ///     equal folders, and so on, are few objects of a repository and no end of paths.
  ///   - goOn: is called now and then.
  init(
    _ tree: any ModelTree, limit: Int = 1_000_000, goOn: @escaping () -> Void = {}
  ) throws {
    self.tree = tree
    self.goOn = goOn
    left = limit
    ignored = Self.ignored(tree)
    if let root = try? tree.status("") { _ = isNew(root) }
    try walk("", depth: 0)
    while !links.isEmpty { try follow(links.removeFirst()) }
    files.sort { Path.precedes($0.path, $1.path) }
  }

  private mutating func walk(_ path: String, depth: Int) throws {
    try count()
    goOn()
    let names: [String]
    do throws(Unreadable) {
      if depth > Self.depthLimit { throw Unreadable(reason: "folders are nested too deep") }
      names = try tree.names(in: path)
    } catch {
      problems.append(tree.unreadable(path, error))
      return
    }
    if !path.isEmpty, names.contains(OutputFolder.markName) { return }
    for name in names where !name.hasPrefix(".") {
      try Signals.stopIfInterrupted()
      try visit(path.isEmpty ? name : path + "/" + name, depth: depth)
    }
  }

  private mutating func visit(_ path: String, depth: Int) throws {
    let isModel = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    let status: TreeStatus?
    do throws(Unreadable) {
      status = try tree.status(path)
      // A link that leads nowhere is a fault only where a file of the model is meant.
      if status == nil, isModel, !isIgnored(path, isFolder: false) {
        throw Unreadable(reason: "the link leads nowhere")
      }
    } catch {
      problems.append(tree.unreadable(path, error))
      return
    }
    guard let status else { return }
    switch status.kind {
    case .file:
      guard isModel, !isIgnored(path, isFolder: false) else { return }
      try count()
      files.append(ModelFile(path: path, size: status.size))
    case .folder:
      if isIgnored(path, isFolder: true) { return }
      if status.isLinked {
        links.append(path)
      } else if isNew(status) {
        try walk(path, depth: depth + 1)
      }
    case .other: return
    }
  }

  private mutating func follow(_ path: String) throws {
    guard let status = try? tree.status(path), isNew(status) else { return }
    try walk(path, depth: 1)
  }

  private mutating func count() throws {
    left -= 1
    guard left < 0 else { return }
    throw Failure.usage(
      "\(tree.shownPath("")) has more folders and files than any model",
      help: "name what is no model in `ignore:` in dsgen.yaml")
  }

  private mutating func isNew(_ status: TreeStatus) -> Bool {
    status.identity.map { seen.insert($0).inserted } ?? true
  }

  private func isIgnored(_ path: String, isFolder: Bool) -> Bool {
    ignored.contains { $0.matches(path, isFolder: isFolder) }
  }

  /// What `ignore:` says has to be known before the other files are read.
  private static func ignored(_ tree: any ModelTree) -> [Glob] {
    guard let bytes = try? tree.read(ModelFolder.marker, limit: ModelFiles.sizeLimit),
      mentionsIgnore(bytes)
    else { return [] }
    let file = SourceFile(path: ModelFolder.marker, bytes: bytes)
    let ecosystem = Frontend.load([file]).model.ecosystem
    return ecosystem?.texts(EcosystemField.ignore).map { Glob($0) } ?? []
  }

  private static func mentionsIgnore(_ bytes: [UInt8]) -> Bool {
    let word = Array("ignore".utf8)
    var at = bytes.startIndex
    while let found = bytes[at...].firstIndex(of: word[0]) {
      if bytes[found...].starts(with: word) { return true }
      at = found + 1
    }
    return false
  }
}
