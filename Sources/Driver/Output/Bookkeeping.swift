/// What dsgen has written down about one platform's folder, beside the slices' manifests.
struct Bookkeeping: Sendable {
  let index: PlatformIndex?
  /// Of all runs that were cut off, or have not ended yet.
  let journal: Set<String>
  let hasJournal: Bool
  /// Of shards that no join has put together yet.
  let shards: [ShardManifest]
  /// Journals and shards' manifests that are there.
  private(set) var paths: [String] = []

  init(_ folder: String) throws {
    index = try ManifestReader.read(
      PlatformIndex.self, Path.join(folder, PlatformState.indexPath))
    var shards: [ShardManifest] = []
    var journals: [String] = []
    let manifests = Path.join(folder, "manifest")
    let isThere = try FileSystem.status(manifests)?.kind == .folder
    for name in isThere ? try FileSystem.names(in: manifests) : [] {
      let path = "manifest/" + name
      if path.hasPrefix(PlatformState.journalPath) {
        paths.append(path)
        journals += try Self.journal(Path.join(folder, path))
      } else if name.hasPrefix(ShardManifest.prefix), name.hasSuffix(".json"),
        let shard = try ManifestReader.read(ShardManifest.self, Path.join(folder, path)),
        ShardManifest.path(shard.shard) == path
      {
        paths.append(path)
        shards.append(shard)
      }
    }
    self.shards = shards
    journal = Set(journals)
    hasJournal = paths.contains { $0.hasPrefix(PlatformState.journalPath) }
  }

  /// Whether a folder has any but the index: a run was cut off, or shards wait for their join.
  static func isOpen(_ folder: String) throws -> Bool {
    let manifests = Path.join(folder, "manifest")
    guard try FileSystem.status(manifests)?.kind == .folder else { return false }
    return try FileSystem.names(in: manifests).contains {
      ("manifest/" + $0).hasPrefix(PlatformState.journalPath)
        || $0.hasPrefix(ShardManifest.prefix) && $0.hasSuffix(".json")
    }
  }

  /// The slices' manifests that the index or a shard names.
  var slicePaths: Set<String> {
    var paths = Set(index?.slices.map(\.path) ?? [])
    for shard in shards { paths.formUnion(shard.part.slices.map(\.path)) }
    return paths
  }

  /// Everything that dsgen has written, but for slices and their manifests.
  var ownedBesideSlices: Set<String> {
    var owned = journal.union(index?.files.map(\.path) ?? [])
    for shard in shards { owned.formUnion(shard.part.files.map(\.path) + shard.stale) }
    return owned
  }

  /// The paths that a run wrote down before it touched them; a last line that was cut off is none.
  static func journal(_ path: String) throws -> [String] {
    guard try FileSystem.status(path) != nil, let bytes = try FileSystem.read(path) else {
      return []
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.dropLast().map { String(decoding: $0, as: UTF8.self) }
  }
}
