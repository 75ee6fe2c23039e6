/// What is on the disk for one platform before a run, and what of it dsgen has written.
struct PlatformState: Sendable {
  static let indexPath = "manifest/index.json"
  static let runPath = "manifest/run.json"
  static let journalPath = "manifest/.dsgen-journal"

  let index: PlatformIndex?
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
    index = try ManifestReader.read(PlatformIndex.self, Path.join(folder, Self.indexPath))
    let journal = try Self.journal(folder)
    wasCutOff = journal != nil || index?.state == .writing
    owned.formUnion(journal ?? [])
    if let index {
      owned.formUnion(index.files.map(\.path))
      for slice in index.slices {
        owned.insert(slice.path)
        let path = Path.join(folder, slice.path)
        let known = try ManifestReader.read(SliceManifest.self, path)?.files.map(\.path) ?? []
        sliceFiles[slice.path] = known
        owned.formUnion(known)
      }
    }
    if try FileSystem.status(folder) != nil { try scan(folder, "") }
    foreign = files.subtracting(owned)
    foreign.subtract([Self.indexPath, Self.runPath, Self.journalPath])
  }

  /// Files that are there and that dsgen did not write.
  private(set) var foreign: Set<String> = []

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

  /// The paths that a run wrote down before it touched them; a last line that was cut off is none.
  private static func journal(_ folder: String) throws -> [String]? {
    let path = Path.join(folder, journalPath)
    guard try FileSystem.status(path) != nil, let bytes = try FileSystem.read(path) else {
      return nil
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.dropLast().map { String(decoding: $0, as: UTF8.self) }
  }
}
