internal import Diagnostics

/// A model that lies in a folder of the disk.
struct ModelFolder: ModelTree {
  /// The file that marks a model's root.
  static let marker = "dsgen.yaml"

  /// The path to open files with.
  let root: String
  /// The same as messages show it: as the user wrote it, or relative to the current folder.
  let shown: String

  /// Finds the model's root.
  /// - Parameters:
  ///   - argument: what the user named; nil: walk up from the current folder.
  ///   - current: the folder that relative paths are meant from.
  static func find(_ argument: String?, from current: String) throws -> ModelFolder {
    guard let argument else { return try walkUp(from: current) }
    if argument.isEmpty {
      throw Failure.usage("the model's folder is named by nothing", help: "`.` is this folder")
    }
    let root = Path.join(current, argument)
    guard let status = try? FileSystem.status(root) else {
      throw Failure.usage("there is no folder \(argument)")
    }
    guard status.kind == .folder else { throw Failure.usage("\(argument) is not a folder") }
    guard holdsMarker(root) else {
      throw Failure.usage(
        "\(argument) is no model: it holds no \(marker)", help: whereToLook(from: root))
    }
    return try ModelFolder(root: root, shown: argument).checked()
  }

  private static func walkUp(from current: String) throws -> ModelFolder {
    var folder = Path.absolute(current)
    var shown = "."
    while true {
      if holdsMarker(folder) { return try ModelFolder(root: folder, shown: shown).checked() }
      if folder == "/" { break }
      folder = Path.parent(folder)
      shown = shown == "." ? ".." : "../" + shown
    }
    throw Failure.usage(
      "no model here: neither this folder nor one above it holds a \(marker)",
      help: "name the model's folder, or go there")
  }

  private static func holdsMarker(_ folder: String) -> Bool {
    (try? FileSystem.status(Path.join(folder, marker))) != nil
  }

  private static func whereToLook(from root: String) -> String {
    var folder = Path.absolute(root)
    while folder != "/" {
      folder = Path.parent(folder)
      if holdsMarker(folder) { return "the model that it is in is \(folder)" }
    }
    return "a model's root is the folder with its \(marker)"
  }

  private func checked() throws -> ModelFolder {
    if (try? FileSystem.status(Path.join(root, OutputFolder.markName))) != nil {
      throw Failure.usage(
        "\(shown) is an output folder of dsgen: nothing in it is model",
        help: "name the model's folder; or, if this is the model, remove "
          + Path.join(shown, OutputFolder.markName))
    }
    return self
  }

  /// The same as it is called from the folder that `start` is meant from.
  func seen(from start: String?) -> ModelFolder {
    start.map { ModelFolder(root: root, shown: Path.join($0, shown)) } ?? self
  }

  // MARK: files

  /// As the user named the folder.
  func shownPath(_ path: String) -> String { Path.join(shown, path) }

  func contentName(_ path: String) -> String? { nil }

  /// The commit that its work tree stands on.
  var commit: String? { GitHead.commit(of: root) }

  func names(in folder: String) throws(Unreadable) -> [String] {
    try Self.reading { try FileSystem.names(in: Path.join(root, folder)) }
  }

  func status(_ path: String) throws(Unreadable) -> TreeStatus? {
    try Self.reading {
      let full = Path.join(root, path)
      guard var status = try FileSystem.status(full, followLinks: false) else { return nil }
      let isLinked = status.kind == .link
      if isLinked {
        guard let target = try FileSystem.status(full) else { return nil }
        status = target
      }
      let kind: TreeStatus.Kind =
        switch status.kind {
        case .file: .file
        case .folder: .folder
        case .link, .other: .other
        }
      return TreeStatus(
        kind: kind, size: status.size, isLinked: isLinked, identity: status.identity)
    }
  }

  func read(_ path: String, limit: Int) throws(Unreadable) -> [UInt8]? {
    try Self.reading { try FileSystem.read(Path.join(root, path), limit: limit) }
  }

  private static func reading<R>(_ body: () throws -> R) throws(Unreadable) -> R {
    do {
      return try body()
    } catch {
      throw Unreadable(reason: (error as? SystemError)?.reason ?? "\(error)")
    }
  }
}
