internal import Emit
internal import Glibc
internal import Model
internal import Synchronization

/// Writes some pieces of one platform's folder, and leaves all others alone: their files, and their
/// entries of the index. It looks at nothing but what these pieces make and have made, so its cost is
/// theirs. Other processes may write other pieces at the same time.
///
/// Nothing is removed here. What dsgen wrote before and these pieces no longer make is in `stale`.
final class PartWriter: Sendable {
  /// What a run has made.
  struct Made {
    var changes: [Change] = []
    var unchanged = 0
    var bytes = 0
    /// Roots, slices and files of the pieces, sorted.
    var part: PlatformIndex
    var paths: Set<String> = []
    /// What the pieces had made before, and no longer make.
    var forgotten: Set<String> = []
  }

  let name: String
  let folder: String
  /// The index as it was; nil where there is none.
  let index: PlatformIndex?
  private let isPreview: Bool
  private let journalPath: String
  /// The files beside those of slices that dsgen has written.
  private let owned: Set<String>
  private let work: Mutex<Work>

  private struct Work {
    var made: Made
    var hasBegun = false
    var journal: Int32?
  }

  /// - Parameter journal: below the platform's folder, no other process's at the same time.
  init(_ name: String, in output: OutputFolder, journal: String, isPreview: Bool) throws {
    self.name = name
    self.isPreview = isPreview
    journalPath = journal
    folder = Path.join(output.path, name)
    let known = try Bookkeeping(folder)
    index = known.index
    owned = known.ownedBesideSlices
    work = Mutex(Work(made: Made(part: PlatformIndex(state: .writing, platform: name))))
  }

  deinit {
    work.withLock { work in
      if let journal = work.journal { close(journal) }
    }
  }

  var made: Made {
    work.withLock { work in
      var made = work.made
      made.part.files.sort { Path.precedes($0.path, $1.path) }
      made.part.slices.sort { Path.precedes($0.path, $1.path) }
      made.part.roots.sort { Path.precedes($0.path, $1.path) }
      made.forgotten.subtract(made.paths)
      return made
    }
  }

  /// Writes what a piece has given, or nothing of it where a file in its place is not dsgen's.
  func put(_ generated: Generated) throws {
    var files = generated.files.map { file in
      (path: String(file.path.dropFirst(name.utf8.count + 1)), bytes: file.bytes)
    }
    var written = files.map {
      WrittenFile(path: $0.path, size: $0.bytes.count, hash: ContentHash.hex($0.bytes))
    }
    written.sort { Path.precedes($0.path, $1.path) }
    var before: Set<String> = []
    var slices: [PlatformIndex.Slice] = []
    if let slice = generated.slice {
      let manifest = SliceManifest(platform: name, slice, files: written)
      before.formUnion(try knownFiles(of: manifest.path))
      files.append((manifest.path, manifest.bytes))
      slices = [manifest.entry(database: slice.database)]
    }
    try replace(files, of: before)
    work.withLock { work in
      work.made.part.roots += generated.roots.map { PlatformIndex.Root($0, files: written) }
      work.made.part.slices += slices
      if slices.isEmpty { work.made.part.files += written }
      work.made.forgotten.formUnion(before)
    }
  }

  /// The files of a slice that is on the disk, its manifest among them.
  func knownFiles(of path: String) throws -> [String] {
    let full = Path.join(folder, path)
    guard let old = try ManifestReader.read(SliceManifest.self, full), old.platform == name,
      old.path == path
    else { return [] }
    return old.files.map(\.path) + [path]
  }

  /// Writes down that dsgen owns these paths until the next index says so.
  func note(_ paths: some Collection<String>) throws {
    if isPreview || paths.isEmpty { return }
    try work.withLock { work in
      let path = Path.join(folder, journalPath)
      if work.journal == nil {
        try FileSystem.makeFolder(Path.parent(path))
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
        work.journal = try FileSystem.open(path, flags, "write")
      }
      let text = paths.map { $0 + "\n" }.joined()
      if let file = work.journal { try FileSystem.write(Array(text.utf8), to: file, path: path) }
    }
  }

  func endJournal() throws { try FileSystem.remove(Path.join(folder, journalPath)) }

  /// - Parameter before: what the piece had made.
  private func replace(_ files: [(path: String, bytes: [UInt8])], of before: Set<String>) throws {
    var changed: [(path: String, bytes: [UInt8], isNew: Bool)] = []
    for file in files {
      let full = Path.join(folder, file.path)
      let status = try FileSystem.status(full, followLinks: false)
      guard let status else {
        changed.append((file.path, file.bytes, true))
        continue
      }
      if status.kind == .file, status.size == file.bytes.count,
        try FileSystem.read(full) == file.bytes
      {
        continue
      }
      if !before.contains(file.path), !owned.contains(file.path) { throw foreign(file.path) }
      changed.append((file.path, file.bytes, false))
    }
    work.withLock { work in
      work.made.unchanged += files.count - changed.count
      work.made.bytes += files.reduce(0) { $0 + $1.bytes.count }
      work.made.paths.formUnion(files.map(\.path))
      work.made.changes += changed.map {
        Change(kind: $0.isNew ? .create : .change, path: name + "/" + $0.path)
      }
    }
    if isPreview || changed.isEmpty { return }
    try begin()
    let paths = files.map(\.path)
    try note(changed.filter(\.isNew).map(\.path) + before.subtracting(paths).sorted())
    for file in changed {
      try Signals.stopIfInterrupted()
      try AtomicFile.replace(Path.join(folder, file.path), with: file.bytes)
    }
  }

  /// Marks an index that is there, once, before anything changes: what it says no longer holds.
  private func begin() throws {
    try work.withLock { work in
      if work.hasBegun { return }
      work.hasBegun = true
      guard var index, index.state == .complete else { return }
      index.state = .writing
      let path = Path.join(folder, PlatformState.indexPath)
      try AtomicFile.replace(path, with: index.bytes, durable: true)
    }
  }

  private func foreign(_ path: String) -> Failure {
    Failure.usage(
      "dsgen did not write \(Path.join(folder, path)), and would have to replace it; it is untouched",
      help: "move it away, or name another folder with --out")
  }
}
