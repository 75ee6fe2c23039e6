/// What is on the disk for one platform before a run, and what of it dsgen has written.
struct PlatformState: Sendable {
  static let indexPath = "manifest/index.json"
  static let runPath = "manifest/run.json"
  static let journalPath = "manifest/.dsgen-journal"

  let index: PlatformIndex?
  /// What shards have made that no join has put together yet.
  let shards: [ShardManifest]
  /// Journals and shards' manifests.
  let bookkeeping: [String]
  /// The files of each slice's manifest, by the manifest's path.
  private(set) var sliceFiles: [String: [String]] = [:]
  /// Everything that dsgen has written, whether it is still there or not.
  private(set) var owned: Set<String> = []
  /// A run was cut off while it wrote.
  let wasCutOff: Bool
  /// The files that are there, and the folders, each folder before those in it.
  private(set) var files: Set<String> = []
  private(set) var folders: [String] = []
  /// Left by a run that was cut off.
  private(set) var temporaries: [String] = []

  init(_ folder: String) throws {
    let known = try Bookkeeping(folder)
    index = known.index
    shards = known.shards
    bookkeeping = known.paths
    wasCutOff = known.hasJournal || index?.state == .writing
    owned.formUnion(known.ownedBesideSlices)
    for slice in known.slicePaths {
      owned.insert(slice)
      let path = Path.join(folder, slice)
      let known = try ManifestReader.read(SliceManifest.self, path)?.files.map(\.path) ?? []
      sliceFiles[slice] = known
      owned.formUnion(known)
    }
    if try FileSystem.status(folder) != nil { try scan(folder, "") }
    owned.subtract(bookkeeping)
    foreign = files.subtracting(owned).subtracting(bookkeeping)
    foreign.subtract([Self.indexPath, Self.runPath])
  }

  /// As a record says that an earlier run has left it.
  /// - Parameter isComplete: what else is there is looked up only where something is to be written.
  init(_ folder: String, _ record: TreeRecord.Platform, isComplete: Bool) throws {
    var index = PlatformIndex(state: .complete, platform: record.name)
    for piece in record.pieces {
      let own = piece.files.map { WrittenFile($0) }
      index.roots += piece.roots
      owned.formUnion(own.map(\.path))
      if let slice = piece.slice {
        index.slices.append(slice)
        sliceFiles[slice.path] = own.map(\.path)
        owned.insert(slice.path)
      } else {
        index.files += own
      }
    }
    index.sort()
    self.index = index
    (shards, bookkeeping) = ([], [])
    wasCutOff = false
    if isComplete {
      files = owned.union([Self.indexPath])
      isScanned = false
      return
    }
    if try FileSystem.status(folder) != nil { try scan(folder, "") }
    foreign = files.subtracting(owned)
    foreign.subtract([Self.indexPath, Self.runPath])
  }

  /// Files that are there and that dsgen did not write, as far as the folder was looked through.
  private(set) var foreign: Set<String> = []
  private(set) var isScanned = true

  /// Whether something is at a path that dsgen did not write; a folder does not count.
  func isForeign(_ path: String, below folder: String) throws -> Bool {
    if isScanned { return foreign.contains(path) }
    if owned.contains(path) { return false }
    let status = try FileSystem.status(Path.join(folder, path), followLinks: false)
    return status.map { $0.kind != .folder } ?? false
  }

  private mutating func scan(_ root: String, _ folder: String) throws {
    let full = Path.join(root, folder)
    for name in try FileSystem.names(in: full) {
      let path = folder.isEmpty ? name : folder + "/" + name
      guard let status = try FileSystem.status(Path.join(root, path), followLinks: false) else {
        continue
      }
      if status.kind == .folder {
        folders.append(path)
        try scan(root, path)
      } else if name.hasPrefix(AtomicFile.temporaryPrefix) {
        temporaries.append(path)
      } else {
        files.insert(path)
      }
    }
  }
}
