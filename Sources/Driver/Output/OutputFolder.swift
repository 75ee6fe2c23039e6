internal import Glibc

/// The folder that a command writes, as a whole: its mark and its lock.
struct OutputFolder: Sendable {
  enum Owner: String, Sendable {
    case render, bootstrap

    /// Where it writes unless told otherwise.
    var defaultFolder: String { self == .render ? "generated" : "bootstrap" }
  }

  static let markName = "dsgen-manifest.json"
  static let lockName = ".dsgen-lock"

  let owner: Owner
  /// The path to use, and the same as the user wrote it.
  let path: String
  let shown: String
  /// What its mark says; nil where it has none.
  let mark: FolderMark?

  /// Looks at a folder, which need not exist, and refuses one that this command may not write.
  init(_ shown: String, owner: Owner, current: String, model: any ModelTree) throws {
    if shown == "-" {
      throw Failure.usage(
        "`dsgen \(owner.rawValue)` writes a folder, which `-` is not",
        help: "for instance --out \(owner.defaultFolder)")
    }
    self.owner = owner
    self.shown = shown
    path = Path.join(current, shown)
    if let status = try FileSystem.status(path), status.kind != .folder {
      throw Failure.usage("\(shown) is a file, not a folder to write into")
    }
    if let held = Self.modelHeld(by: path, model) {
      throw Failure.usage(
        "\(shown) holds \(held): what dsgen writes needs a folder of its own",
        help: "for instance --out \(Path.join(shown, owner.defaultFolder))")
    }
    mark = try ManifestReader.read(FolderMark.self, Path.join(path, Self.markName))
    if let mark, mark.command != owner.rawValue {
      throw Failure.usage(
        "\(shown) belongs to `dsgen \(mark.command)`", help: "name another folder with --out")
    }
  }

  /// A model's commit is not on the disk; but where it would be written a model may be.
  private static func modelHeld(by path: String, _ model: any ModelTree) -> String? {
    if let folder = model as? ModelFolder {
      let isInside = Path.isInside(Path.absolute(folder.root), Path.absolute(path))
      return isInside ? "the model itself" : nil
    }
    let mark = try? FileSystem.status(Path.join(path, ModelFolder.marker))
    return mark == nil ? nil : "a model"
  }

  /// Removes what a run that was cut off has left beside the mark. Call under the lock.
  func removeTemporaries() throws {
    for name in try FileSystem.names(in: path) where name.hasPrefix(AtomicFile.temporaryPrefix) {
      try FileSystem.remove(Path.join(path, name))
    }
  }

  /// Writes the mark if it says something else.
  func write(platforms: Set<String>, replacing old: FolderMark?) throws -> FolderMark {
    let new = FolderMark(command: owner.rawValue, platforms: platforms.sorted(by: Path.precedes))
    if new != old {
      try AtomicFile.replace(Path.join(path, Self.markName), with: new.bytes, durable: true)
    }
    return new
  }
}

/// Keeps a second run out of a folder while the first one writes. Shards share it with each other.
final class FolderLock {
  private let file: Int32
  private let path: String

  /// - Parameters:
  ///   - isShared: with all others that share it.
  ///   - wait: called once before waiting; it may throw to give up.
  init(_ folder: OutputFolder, isShared: Bool = false, wait: () throws -> Void) throws {
    try FileSystem.makeFolder(folder.path)
    path = Path.join(folder.path, OutputFolder.lockName)
    let mode = isShared ? LOCK_SH : LOCK_EX
    var found = try Self.open(path, mode)
    var hasWaited = false
    while found == nil {
      if !hasWaited {
        hasWaited = true
        try wait()
      }
      usleep(20_000)
      found = try Self.open(path, mode)
    }
    file = found ?? -1
  }

  /// Who holds it alone removes its file: the last of those that shared it.
  deinit {
    if flock(file, LOCK_EX | LOCK_NB) == 0, Self.isNamed(file, path) { unlink(path) }
    close(file)
  }

  /// The locked file; nil while another run holds it.
  private static func open(_ path: String, _ mode: Int32) throws -> Int32? {
    let file = try FileSystem.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, "lock")
    guard flock(file, mode | LOCK_NB) == 0 else {
      let error = SystemError("lock", path)
      close(file)
      if error.code == EWOULDBLOCK || error.code == EINTR { return nil }
      throw error
    }
    // Whoever held the lock has removed its file: only a lock on the file of this name counts.
    if isNamed(file, path) { return file }
    close(file)
    return try open(path, mode)
  }

  private static func isNamed(_ file: Int32, _ path: String) -> Bool {
    var mine = stat()
    var named = stat()
    return fstat(file, &mine) == 0 && stat(path, &named) == 0 && mine.st_ino == named.st_ino
      && mine.st_dev == named.st_dev
  }
}
