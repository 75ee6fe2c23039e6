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
  /// By path what an earlier run has left and nobody has changed.
  private let intact: [String: TreeRecord.File]
  let work = Mutex(Work())

  struct Work {
    var hasBegun = false
    var journal: Int32?
    var made: Set<String> = []
    var changes: [Change] = []
    var files: [WrittenFile] = []
    var slices: [PlatformIndex.Slice] = []
    var roots: [PlatformIndex.Root] = []
    /// What is recorded of it for the next run.
    var pieces: [TreeRecord.Piece] = []
    var index: TreeRecord.File?
    var unchanged = 0
    var bytes = 0
  }

  /// - Parameters:
  ///   - isPreview: nothing is written.
  ///   - kept: what an earlier run has left, where nobody has touched it; nil: the folder is looked through.
  init(
    _ name: String, in output: OutputFolder, isPreview: Bool, kept: KeptPieces? = nil
  ) throws {
    self.name = name
    self.isPreview = isPreview
    folder = Path.join(output.path, name)
    if let kept {
      before = try PlatformState(folder, kept.record, isComplete: kept.isComplete)
      intact = Dictionary(kept.intact.map { ($0.path, $0) }) { first, _ in first }
    } else {
      before = try PlatformState(folder)
      intact = [:]
    }
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

  /// Leaves pieces as an earlier run has left them.
  func keep(_ pieces: [TreeRecord.Piece]) {
    work.withLock { work in
      for piece in pieces {
        let files = piece.files.map { WrittenFile($0) }
        let all = files + (piece.manifest.map { [WrittenFile($0)] } ?? [])
        work.made.formUnion(all.map(\.path))
        work.unchanged += all.count
        work.bytes += all.reduce(0) { $0 + $1.size }
        work.roots += piece.roots
        if let slice = piece.slice { work.slices.append(slice) } else { work.files += files }
      }
      work.pieces += pieces
    }
  }

  /// What the next run may keep; nil of a preview.
  func record(content: ContentHash) -> TreeRecord.Platform? {
    work.withLock { work in
      work.index.map {
        TreeRecord.Platform(name: name, content: content, pieces: work.pieces, index: $0)
      }
    }
  }

  /// Writes what a piece has given.
  func put(_ generated: Generated) throws {
    var files: [WrittenFile] = []
    var pieces = generated.keys.map { TreeRecord.Piece(key: $0, files: [], roots: []) }
    let paths = generated.files.map(local)
    try noteNew(paths)
    for (number, (path, file)) in zip(paths, generated.files).enumerated() {
      let hash = ContentHash(file.bytes)
      if let stamp = try put(path, file.bytes, hash) {
        let piece = pieces.count == 1 ? 0 : number
        pieces[piece].files.append(TreeRecord.File(path: path, hash: hash, stamp: stamp))
      }
      files.append(WrittenFile(path: path, size: file.bytes.count, hash: hash.hex))
    }
    files.sort { Path.precedes($0.path, $1.path) }
    let roots = generated.roots.map { PlatformIndex.Root($0, files: files) }
    pieces[0].roots = roots
    if let slice = generated.slice {
      let (entry, manifest) = try putManifest(of: slice, files)
      (pieces[0].slice, pieces[0].manifest) = (entry, manifest)
    }
    work.withLock { [pieces] work in
      work.roots += roots
      if generated.slice == nil { work.files += files }
      work.pieces += pieces
    }
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
    let hash = ContentHash(index)
    let stamp = try put(PlatformState.indexPath, index, hash, isLast: true)
    if !isPreview { try endJournal() }
    work.withLock { work in
      work.index = stamp.map {
        TreeRecord.File(path: PlatformState.indexPath, hash: hash, stamp: $0)
      }
    }
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
      index.files = work.files
      index.slices = work.slices
      index.roots = work.roots
      index.sort()
      return index
    }
  }

  private func putManifest(
    of slice: Generated.SliceRecord, _ files: [WrittenFile]
  ) throws -> (PlatformIndex.Slice, TreeRecord.File?) {
    let manifest = SliceManifest(platform: name, slice, files: files)
    let path = manifest.path
    let bytes = manifest.bytes
    let kept = Set(files.map(\.path))
    let forgotten = (before.sliceFiles[path] ?? []).filter { !kept.contains($0) }
    if !forgotten.isEmpty, !isPreview { try note(forgotten) }
    try noteNew([path])
    let hash = ContentHash(bytes)
    let stamp = try put(path, bytes, hash)
    let entry = PlatformIndex.Slice(path: path, database: slice.database, fingerprint: hash.hex)
    work.withLock { $0.slices.append(entry) }
    return (entry, stamp.map { TreeRecord.File(path: path, hash: hash, stamp: $0) })
  }

  /// Writes one file if it differs.
  /// - Parameter isLast: the index itself, which needs no journal.
  /// - Returns: what tells the file from a later one; nil of a preview.
  private func put(
    _ path: String, _ bytes: [UInt8], _ hash: ContentHash, isLast: Bool = false
  ) throws -> FileStamp? {
    let isNew = work.withLock { work in
      work.bytes += bytes.count
      return work.made.insert(path).inserted
    }
    // Not `precondition`: a release build would say nothing.
    if !isNew { fatalError("two parts of the output have one path: \(name)/\(path)") }
    let exists = before.files.contains(path)
    // The index is marked while a run writes: then it is not what it was.
    let known = isLast && work.withLock(\.hasBegun) ? nil : intact[path]
    if exists, try known.map({ $0.hash == hash }) ?? same(path, bytes) {
      work.withLock { $0.unchanged += 1 }
      return isPreview ? nil : known?.stamp ?? FileStamp(of: Path.join(folder, path))
    }
    let change = Change(kind: exists ? .change : .create, path: name + "/" + path)
    work.withLock { $0.changes.append(change) }
    if isPreview { return nil }
    if !isLast {
      try begin()
      if exists, !before.owned.contains(path) { try note([path]) }
    }
    return try AtomicFile.replace(Path.join(folder, path), with: bytes, durable: isLast)
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

  /// Writes down those of some paths at which nothing is yet, and of which nobody knows.
  private func noteNew(_ paths: [String]) throws {
    let new = paths.filter { !before.files.contains($0) && !before.owned.contains($0) }
    if !new.isEmpty, !isPreview { try note(new) }
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
    if before.wasCutOff { candidates.formUnion(before.folders) }
    // Each folder behind those in it.
    for path in candidates.sorted(by: { Path.precedes($1, $0) }) where path != "." {
      _ = FileSystem.removeIfEmpty(Path.join(folder, path))
    }
  }

  func local(_ file: GeneratedFile) -> String {
    guard file.path.hasPrefix(name + "/") else {
      fatalError("\(file.path) is not a path of \(name)")
    }
    return String(file.path.dropFirst(name.count + 1))
  }

  func same(_ path: String, _ bytes: [UInt8]) throws -> Bool {
    guard let size = try size(path), size == bytes.count else { return false }
    return try FileSystem.read(Path.join(folder, path)) == bytes
  }

  /// The size of a regular file; nil for anything else, which is replaced.
  func size(_ path: String) throws -> Int? {
    let status = try FileSystem.status(Path.join(folder, path), followLinks: false)
    return status?.kind == .file ? status?.size : nil
  }
}

extension WrittenFile {
  init(_ file: TreeRecord.File) {
    self.init(path: file.path, size: Int(file.stamp.size), hash: file.hash.hex)
  }
}
