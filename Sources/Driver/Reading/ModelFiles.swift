internal import DSLFrontend
internal import Diagnostics
internal import Model
internal import Synchronization

/// The model's files of one run. Their bytes are dropped once they are decoded, and read again when
/// a message needs a line.
final class ModelFiles: SourceLookup {
  /// Larger files are refused before they are read.
  static let sizeLimit = 64 << 20

  /// Where they are; of two models the head's.
  let tree: any ModelTree
  private let baseTree: any ModelTree
  let files: [ModelFile]
  private let recent = Mutex<[(id: FileID, source: SourceFile)]>([])

  /// - Parameter base: where the files of side `base` are.
  init(_ tree: any ModelTree, _ files: [ModelFile], base: (any ModelTree)? = nil) {
    self.tree = tree
    baseTree = base ?? tree
    self.files = files
  }

  var bytes: Int { files.reduce(0) { $0 + $1.size } }

  func path(of file: FileID) -> String {
    let file = files[Int(file.index)]
    return tree(of: file).shownPath(file.path)
  }

  private func tree(of file: ModelFile) -> any ModelTree {
    file.side == .base ? baseTree : tree
  }

  func source(_ file: FileID) -> SourceFile? {
    if let known = recent.withLock({ kept in kept.first { $0.id == file }?.source }) {
      return known
    }
    guard let bytes = try? read(Int(file.index)) else { return nil }
    let source = SourceFile(path: files[Int(file.index)].path, bytes: bytes)
    recent.withLock { kept in
      kept.append((file, source))
      // What is told of one object after the other leads from file to file and back.
      while kept.count > 64
        || kept.count > 8 && kept.reduce(0, { $0 + $1.source.bytes.count }) > 16 << 20
      { kept.removeFirst() }
    }
    return source
  }

  /// What reading has given.
  struct Reading: Sendable {
    var arenas: [Arena] = []
    /// Files that could not be read.
    var problems: [Diagnostic] = []
    /// What each file holds, by its number; empty where nothing is kept.
    var hashes: [Int: ContentHash] = [:]
  }

  /// What is done with the bytes that are read, beside decoding them.
  enum Keeping: Sendable {
    case nothing
    /// They are told from others.
    case hashes
    /// The next run can have them as they were.
    case all(Cache)
  }

  /// Reads and decodes all files of one model.
  func decode(jobs: Int, keeping: Keeping = .nothing) throws -> Reading {
    try decode(Array(files.indices), jobs: jobs, keeping: keeping)
  }

  /// Reads and decodes files: runs of packs, of about the same number of bytes, each into an arena of its
  /// own.
  func decode(_ chosen: [Int], jobs: Int, keeping: Keeping = .nothing) throws -> Reading {
    let runs = runs(FilePack.cut(chosen, of: files), jobs)
    let results = Mutex([Reading?](repeating: nil, count: runs.count))
    try Workers.each(runs.count, jobs: jobs) { index in
      var reading = Reading()
      var arena = Arena()
      for pack in runs[index] { try decode(pack, &arena, &reading, keeping) }
      reading.arenas = [arena]
      results.withLock { $0[index] = reading }
    }
    var all = Reading()
    for reading in results.withLock({ $0.compactMap(\.self) }) {
      all.arenas += reading.arenas
      all.problems += reading.problems
      all.hashes.merge(reading.hashes) { first, _ in first }
    }
    return all
  }

  private func decode(
    _ pack: FilePack, _ arena: inout Arena, _ reading: inout Reading, _ keeping: Keeping
  ) throws {
    var hashes: [ContentHash] = []
    var contents: [[UInt8]] = []
    for file in pack.files {
      try Signals.stopIfInterrupted()
      do {
        guard let bytes = try read(file) else {
          reading.problems.append(tooLarge(file))
          continue
        }
        arena.decode(bytes, id: FileID(file))
        if case .nothing = keeping { continue }
        let hash = hash(of: file, bytes)
        reading.hashes[file] = hash
        hashes.append(hash)
        if case .all = keeping { contents.append(bytes) }
      } catch let error as Unreadable {
        reading.problems.append(tree(of: files[file]).unreadable(files[file].path, error))
      }
    }
    if case .all(let cache) = keeping, contents.count == pack.files.count {
      pack.keep(contents, in: cache, hashes)
    }
  }

  /// What each file holds; nil where one cannot be read.
  func hashes(jobs: Int) throws -> [ContentHash]? {
    let runs = runs(FilePack.cut(Array(files.indices), of: files), 4 * jobs)
    let results = Mutex([[ContentHash]](repeating: [], count: runs.count))
    try Workers.each(runs.count, jobs: jobs) { index in
      var own: [ContentHash] = []
      for file in runs[index].flatMap(\.files) {
        try Signals.stopIfInterrupted()
        if let name = tree.contentName(files[file].path) {
          own.append(ContentHash(Array(name.utf8)))
        } else if let bytes = try? read(file) {
          own.append(ContentHash(bytes))
        } else {
          return
        }
      }
      results.withLock { $0[index] = own }
    }
    let all = results.withLock { $0.flatMap(\.self) }
    return all.count == files.count ? all : nil
  }

  /// A commit knows what a file holds by the name of the blob.
  private func hash(of file: Int, _ bytes: [UInt8]) -> ContentHash {
    tree(of: files[file]).contentName(files[file].path).map { ContentHash(Array($0.utf8)) }
      ?? ContentHash(bytes)
  }

  /// - Parameter side: of which of two models.
  func ecosystemMissing(_ side: Frontend.Side?) -> Diagnostic {
    let marker = files.firstIndex {
      $0.path == ModelFolder.marker && (side == nil || $0.side == nil || $0.side == side)
    }
    return Diagnostic(
      .ecosystemMissing, "the model has no `kind: Ecosystem` document",
      at: marker.map { Span(file: FileID($0), start: 0, end: 0) },
      path: (side == .base ? baseTree : tree).shownPath(ModelFolder.marker),
      help: "it belongs into \(ModelFolder.marker), with `name`, `repository` and `live`")
  }

  /// nil where the file is too large.
  private func read(_ file: Int) throws -> [UInt8]? {
    if files[file].size > Self.sizeLimit { return nil }
    return try tree(of: files[file]).read(files[file].path, limit: Self.sizeLimit)
  }

  private func tooLarge(_ file: Int) -> Diagnostic {
    Diagnostic(
      .fileTooLarge, "the file is larger than \(Self.sizeLimit >> 20) MiB", at: nil,
      path: tree(of: files[file]).shownPath(files[file].path),
      help: "split it: a datastore may go on in `kind: Datasets` documents in further files")
  }

  private func runs(_ packs: [FilePack], _ jobs: Int) -> [ArraySlice<FilePack>] {
    let sizes = packs.map { $0.files.reduce(0) { $0 + files[$1].size } }
    let share = max(64 * 1024, sizes.reduce(0, +) / max(1, jobs) + 1)
    var runs: [ArraySlice<FilePack>] = []
    var start = 0
    var size = 0
    for index in packs.indices {
      size += sizes[index]
      if size >= share {
        runs.append(packs[start...index])
        start = index + 1
        size = 0
      }
    }
    if start < packs.count { runs.append(packs[start...]) }
    return runs
  }
}
