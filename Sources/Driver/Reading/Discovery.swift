internal import DSLFrontend
internal import Diagnostics
internal import Model

/// A file of the model: its path below the root, and its size in bytes.
struct ModelFile: Sendable {
  let path: String
  let size: Int
}

/// Finds a model's files: all `*.yaml` and `*.yml` below its root, but for hidden ones, output
/// folders, and what the ecosystem's `ignore:` names. Links are followed, loops are not.
struct Discovery {
  private(set) var files: [ModelFile] = []
  private(set) var problems: [Diagnostic] = []
  private let folder: ModelFolder
  private let ignored: [Glob]
  private var seen: Set<[UInt64]> = []
  /// Links to folders: followed last, so that a folder is known by its own path where it has one.
  private var links: [String] = []

  init(_ folder: ModelFolder) throws {
    self.folder = folder
    ignored = try Self.ignored(folder)
    if let root = try FileSystem.status(folder.root) { seen.insert(root.identity) }
    try walk("")
    while !links.isEmpty { try follow(links.removeFirst()) }
    files.sort { Path.precedes($0.path, $1.path) }
  }

  private mutating func walk(_ path: String) throws {
    let full = Path.join(folder.root, path)
    let names: [String]
    do {
      names = try FileSystem.names(in: full)
    } catch let error as SystemError {
      problems.append(folder.unreadable(path, error))
      return
    }
    if !path.isEmpty, names.contains(OutputFolder.markName) { return }
    for name in names where !name.hasPrefix(".") {
      try Signals.stopIfInterrupted()
      visit(path.isEmpty ? name : path + "/" + name)
    }
  }

  private mutating func visit(_ path: String) {
    let isModel = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    do {
      // A link that leads nowhere is a fault only where a file of the model is meant.
      guard let status = try FileSystem.status(Path.join(folder.root, path)) else {
        if isModel, !isIgnored(path, isFolder: false) {
          problems.append(folder.unreadable(path, "the link leads nowhere"))
        }
        return
      }
      switch status.kind {
      case .folder:
        if isIgnored(path, isFolder: true) { return }
        let own = try FileSystem.status(Path.join(folder.root, path), followLinks: false)
        if own?.kind == .link {
          links.append(path)
        } else if seen.insert(status.identity).inserted {
          try walk(path)
        }
      case .file:
        if isModel, !isIgnored(path, isFolder: false) {
          files.append(ModelFile(path: path, size: status.size))
        }
      case .link, .other: return
      }
    } catch let error as SystemError {
      problems.append(folder.unreadable(path, error))
    } catch {}
  }

  private mutating func follow(_ path: String) throws {
    guard let status = try FileSystem.status(Path.join(folder.root, path)),
      seen.insert(status.identity).inserted
    else { return }
    try walk(path)
  }

  private func isIgnored(_ path: String, isFolder: Bool) -> Bool {
    ignored.contains { $0.matches(path, isFolder: isFolder) }
  }

  /// What `ignore:` says has to be known before the other files are read.
  private static func ignored(_ folder: ModelFolder) throws -> [Glob] {
    let path = Path.join(folder.root, ModelFolder.marker)
    guard let bytes = try? FileSystem.read(path, limit: ModelFiles.sizeLimit) else { return [] }
    guard mentionsIgnore(bytes) else { return [] }
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

extension ModelFolder {
  func unreadable(_ path: String, _ error: SystemError) -> Diagnostic {
    unreadable(path, error.reason)
  }

  func unreadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .fileUnreadable, "cannot be read: \(reason)", at: nil, path: shownPath(path),
      help: "make it readable, or take it out of the model with `ignore:` in dsgen.yaml")
  }
}
