internal import Glibc
internal import Model
internal import Packing

/// What a run has left in an output folder, piece by piece: the next one need not look into what is still
/// there.
struct TreeRecord: Sendable {
  var platforms: [Platform] = []

  struct Platform: Sendable {
    var name: String
    /// Of the model that it was made of: `RunState.content`.
    var content: ContentHash
    var pieces: [Piece]
    var index: File
  }

  /// What one part of a model gives: a slice, a store, a workspace.
  struct Piece: Sendable {
    /// as `PieceKey` says: `slice crm 42`, `store crm`, `workspace reporting`.
    var key: String
    var files: [File]
    /// The slice's manifest, which is none of `files`, and what the index says of it.
    var manifest: File?
    var slice: PlatformIndex.Slice?
    var roots: [PlatformIndex.Root]
  }

  /// A file as it was left.
  struct File: Sendable {
    /// Below the platform's folder.
    var path: String
    var hash: ContentHash
    var stamp: FileStamp
  }

  /// Takes over what a run has written.
  /// - Parameter names: the platforms that there are; others are forgotten.
  mutating func replace(_ written: [Platform], leaving names: Set<String>) {
    let new = Set(written.map(\.name))
    platforms.removeAll { new.contains($0.name) || !names.contains($0.name) }
    platforms += written
  }

  func platform(_ name: String) -> Platform? { platforms.first { $0.name == name } }

  // MARK: packing

  var packed: [UInt8] {
    var packer = Packer()
    packer.add(platforms) { packer, platform in
      packer.add(platform.name)
      packer.add(platform.content)
      packer.add(platform.pieces) { $1.pack(into: &$0) }
      platform.index.pack(into: &packer)
    }
    return packer.bytes
  }

  init() {}

  init(from packed: inout Unpacker) throws(Damaged) {
    platforms = try packed.list { packed throws(Damaged) in
      Platform(
        name: try packed.text(), content: try packed.take(),
        pieces: try packed.list { packed throws(Damaged) in try Piece(from: &packed) },
        index: try File(from: &packed))
    }
    guard packed.isAtEnd else { throw Damaged() }
  }
}

extension TreeRecord.Platform {
  /// All its files.
  var files: [TreeRecord.File] {
    pieces.flatMap { $0.files + ($0.manifest.map { [$0] } ?? []) } + [index]
  }
}

extension TreeRecord.Piece {
  /// Whether all its files are as they were left.
  func isIntact(below folder: String, rehash: Bool) -> Bool {
    files.allSatisfy { $0.isIntact(below: folder, rehash: rehash) }
      && manifest?.isIntact(below: folder, rehash: rehash) ?? true
  }

  fileprivate func pack(into packer: inout Packer) {
    packer.add(key)
    packer.add(files) { $1.pack(into: &$0) }
    packer.add(manifest != nil)
    manifest?.pack(into: &packer)
    packer.add(slice != nil)
    if let slice {
      packer.add(slice.path)
      packer.add(slice.database)
      packer.add(slice.fingerprint)
    }
    packer.add(roots) { packer, root in
      packer.add(root.path)
      packer.add(root.schema)
      packer.add(root.fingerprint)
    }
  }

  fileprivate init(from packed: inout Unpacker) throws(Damaged) {
    key = try packed.text()
    files = try packed.list { packed throws(Damaged) in try TreeRecord.File(from: &packed) }
    manifest = try packed.flag() ? try TreeRecord.File(from: &packed) : nil
    slice =
      try packed.flag()
      ? PlatformIndex.Slice(
        path: try packed.text(), database: try packed.optionalText(),
        fingerprint: try packed.text())
      : nil
    roots = try packed.list { packed throws(Damaged) in
      PlatformIndex.Root(
        path: try packed.text(), schema: try packed.text(), fingerprint: try packed.text())
    }
  }
}

extension TreeRecord.File {
  fileprivate func pack(into packer: inout Packer) {
    packer.add(path)
    packer.add(hash)
    packer.add(stamp)
  }

  fileprivate init(from packed: inout Unpacker) throws(Damaged) {
    path = try packed.text()
    hash = try packed.take()
    stamp = try packed.take()
  }

  /// Whether the file is there as it was left.
  /// - Parameter rehash: its bytes are read; else its size, time and inode tell.
  func isIntact(below folder: String, rehash: Bool) -> Bool {
    let full = Path.join(folder, path)
    guard FileStamp(of: full) == stamp else { return false }
    if !rehash { return true }
    return (try? FileSystem.read(full)).map { $0.map { ContentHash($0) } == hash } ?? false
  }
}

/// What a file has that a change of it changes.
struct FileStamp: Hashable, BitwiseCopyable, Sendable {
  let size: Int64
  /// Of the last change, in nanoseconds since 1970.
  let time: Int64
  let inode: UInt64

  /// nil for anything but a regular file.
  init?(_ info: stat) {
    guard info.st_mode & S_IFMT == S_IFREG else { return nil }
    size = Int64(info.st_size)
    time = Int64(info.st_mtim.tv_sec) * 1_000_000_000 + Int64(info.st_mtim.tv_nsec)
    inode = UInt64(info.st_ino)
  }

  init?(of path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return nil }
    self.init(info)
  }

  /// Of an open file.
  init?(of file: Int32) {
    var info = stat()
    guard fstat(file, &info) == 0 else { return nil }
    self.init(info)
  }
}
