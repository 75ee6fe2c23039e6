internal import Emit
internal import Glibc
internal import IR
internal import Model
internal import Synchronization

/// Brings one platform's folder to what the model gives: writes what differs, removes what dsgen
/// wrote and no longer makes, leaves everything else alone.
///
/// A run that is cut off at any point is completed by the next. For that, before the first change the
/// index is marked, and each path is written into a journal before it is made or forgotten.
final class PlatformWriter: Sendable {
  let name: String
  let isPreview: Bool
  let folder: String
  let before: PlatformState
  let work = Mutex(Work())

  struct Work {
    var hasBegun = false
    var journal: Int32?
    var made: Set<String> = []
    var changes: [Change] = []
    var files: [WrittenFile] = []
    var slices: [PlatformIndex.Slice] = []
    var roots: [PlatformIndex.Root] = []
    var unchanged = 0
    var bytes = 0
  }

  /// - Parameter isPreview: nothing is written.
  init(_ name: String, in output: OutputFolder, isPreview: Bool) throws {
    self.name = name
    self.isPreview = isPreview
    folder = Path.join(output.path, name)
    before = try PlatformState(folder)
    if isPreview { return }
    for path in before.temporaries { try FileSystem.remove(Path.join(folder, path)) }
  }

  deinit {
    work.withLock { work in
      if let journal = work.journal { close(journal) }
    }
  }

  var changes: [Change] { work.withLock { $0.changes } }
  var unchanged: Int { work.withLock { $0.unchanged } }
  var bytes: Int { work.withLock { $0.bytes } }

  /// Whether there are files that dsgen did not write, so that a conflict is possible.
  var hasForeignFiles: Bool { !before.foreign.isEmpty }

  /// The foreign files that stand where `generated` must go and hold something else.
  func conflicts(_ generated: Generated) throws -> [String] {
    let foreign = before.foreign
    var found: [String] = []
    for file in generated.files {
      let path = local(file)
      if foreign.contains(path) {
        let isSame = try same(path, file.bytes)
        let isCutOff = try before.wasCutOff && size(path) == 0
        if !isSame && !isCutOff { found.append(path) }
      }
      var above = Path.parent(path)
      while above != "." {
        if foreign.contains(above) { found.append(above) }
        above = Path.parent(above)
      }
    }
    return found
  }

  /// Writes what a piece has given.
  func put(_ generated: Generated) throws {
    var files: [WrittenFile] = []
    for file in generated.files {
      let path = local(file)
      try put(path, file.bytes)
      files.append(
        WrittenFile(path: path, size: file.bytes.count, hash: ContentHash.hex(file.bytes)))
    }
    files.sort { Path.precedes($0.path, $1.path) }
    let roots = generated.roots.map { PlatformIndex.Root($0, files: files) }
    work.withLock { $0.roots += roots }
    guard let slice = generated.slice else {
      work.withLock { $0.files += files }
      return
    }
    try putManifest(of: slice, files)
  }

  /// Removes what is no longer made and completes the index. Call once, after all pieces.
  /// - Parameter run: what `run.json` shall say, written only where something else changed; nil: none.
  func finish(run: RunRecord?) throws {
    let made = work.withLock { $0.made }
    let stale = before.files.intersection(before.owned).subtracting(made)
      .subtracting([PlatformState.indexPath, PlatformState.runPath])
    for path in stale.sorted(by: Path.precedes) { try remove(path) }
    if !isPreview { removeEmptyFolders(below: stale) }
    let index = index.bytes
    if !isPreview, let run, try isChanged(index) {
      try AtomicFile.replace(Path.join(folder, PlatformState.runPath), with: run.bytes)
    }
    try put(PlatformState.indexPath, index, isLast: true)
    if !isPreview { try endJournal() }
  }

  /// Removes everything that dsgen has written for a platform that left the model.
  func removeAll() throws {
    let own = before.files.intersection(before.owned.union([PlatformState.runPath]))
    let manifests = own.filter { $0.hasPrefix("manifest/") }
    for path in own.subtracting(manifests).sorted(by: Path.precedes) { try remove(path) }
    for path in manifests.sorted(by: Path.precedes) { try remove(path) }
    if before.files.contains(PlatformState.indexPath) { try remove(PlatformState.indexPath) }
    if isPreview { return }
    try FileSystem.remove(Path.join(folder, PlatformState.indexPath))
    try endJournal()
    removeEmptyFolders(below: own.union([PlatformState.indexPath]))
    _ = FileSystem.removeIfEmpty(folder)
  }

  private func isChanged(_ index: [UInt8]) throws -> Bool {
    if work.withLock({ !$0.changes.isEmpty }) { return true }
    return try !same(PlatformState.indexPath, index)
  }

  private var index: PlatformIndex {
    work.withLock { work in
      var index = PlatformIndex(state: .complete, platform: name)
      index.files = work.files.sorted { Path.precedes($0.path, $1.path) }
      index.slices = work.slices.sorted { Path.precedes($0.path, $1.path) }
      index.roots = work.roots.sorted { Path.precedes($0.path, $1.path) }
      return index
    }
  }

  private func putManifest(of slice: Generated.SliceRecord, _ files: [WrittenFile]) throws {
    let manifest = SliceManifest(platform: name, slice, files: files)
    let path = manifest.path
    let bytes = manifest.bytes
    let kept = Set(files.map(\.path))
    let forgotten = (before.sliceFiles[path] ?? []).filter { !kept.contains($0) }
    if !forgotten.isEmpty, !isPreview { try note(forgotten) }
    try put(path, bytes)
    let entry = manifest.entry(database: slice.database)
    work.withLock { $0.slices.append(entry) }
  }

  /// Writes one file if it differs.
  /// - Parameter isLast: the index itself, which needs no journal.
  private func put(_ path: String, _ bytes: [UInt8], isLast: Bool = false) throws {
    let isNew = work.withLock { work in
      work.bytes += bytes.count
      return work.made.insert(path).inserted
    }
    // Not `precondition`: a release build would say nothing.
    if !isNew { fatalError("two parts of the output have one path: \(name)/\(path)") }
    let exists = before.files.contains(path)
    if exists, try same(path, bytes) {
      work.withLock { $0.unchanged += 1 }
      return
    }
    let change = Change(kind: exists ? .change : .create, path: name + "/" + path)
    work.withLock { $0.changes.append(change) }
    if isPreview { return }
    if !isLast {
      try begin()
      if !before.owned.contains(path) { try note([path]) }
    }
    try AtomicFile.replace(Path.join(folder, path), with: bytes, durable: isLast)
  }

  private func remove(_ path: String) throws {
    work.withLock { $0.changes.append(Change(kind: .remove, path: name + "/" + path)) }
    if isPreview { return }
    try begin()
    try Signals.whileWriting { try FileSystem.remove(Path.join(folder, path)) }
  }

  /// Marks the index, once, before anything changes.
  private func begin() throws {
    try work.withLock { work in
      if work.hasBegun { return }
      var index = before.index ?? PlatformIndex(state: .writing, platform: name)
      index.state = .writing
      let path = Path.join(folder, PlatformState.indexPath)
      try AtomicFile.replace(path, with: index.bytes, durable: true)
      work.hasBegun = true
    }
  }

  /// Writes down that dsgen owns these paths, whatever the manifests say.
  private func note(_ paths: [String]) throws {
    try begin()
    try work.withLock { work in
      let path = Path.join(folder, PlatformState.journalPath)
      let file: Int32
      if let known = work.journal {
        file = known
      } else {
        file = try FileSystem.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, "write")
        work.journal = file
      }
      let text = paths.map { $0 + "\n" }.joined()
      try FileSystem.write(Array(text.utf8), to: file, path: path)
    }
  }

  /// The index says everything from now on.
  private func endJournal() throws {
    for path in before.bookkeeping + [PlatformState.journalPath] {
      try FileSystem.remove(Path.join(folder, path))
    }
  }

  /// Folders that held what was removed; after a run that was cut off, any that is empty.
  private func removeEmptyFolders(below removed: Set<String>) {
    var candidates = Set(removed.map(Path.parent))
    for path in candidates {
      var above = Path.parent(path)
      while above != ".", candidates.insert(above).inserted { above = Path.parent(above) }
    }
    let all = before.wasCutOff
    for path in before.folders.reversed() where all || candidates.contains(path) {
      _ = FileSystem.removeIfEmpty(Path.join(folder, path))
    }
  }

  private func local(_ file: GeneratedFile) -> String {
    guard file.path.hasPrefix(name + "/") else {
      fatalError("\(file.path) is not a path of \(name)")
    }
    return String(file.path.dropFirst(name.count + 1))
  }

  private func same(_ path: String, _ bytes: [UInt8]) throws -> Bool {
    guard let size = try size(path), size == bytes.count else { return false }
    return try FileSystem.read(Path.join(folder, path)) == bytes
  }

  /// The size of a regular file; nil for anything else, which is replaced.
  private func size(_ path: String) throws -> Int? {
    let status = try FileSystem.status(Path.join(folder, path), followLinks: false)
    return status?.kind == .file ? status?.size : nil
  }
}
